// The panes of what the values give. Each is { name, title, show(holder, result) }; the page makes
// a tab of it. `result` has the manifests as they may be shown, the notes, the namespace of the
// release, and what tells where variables come from.

import { isMap } from "./data.js";
import { button, copy, element } from "./dom.js";
import { showGraph } from "./graph_pane.js";
import { showPods } from "./pods_pane.js";
import { yamlText } from "./yaml_writing.js";

const closed = new Set();
let shown = new Map();

const titleOf = (manifest) => {
  const metadata = manifest.get("metadata");
  const name = isMap(metadata) ? metadata.get("name") : "";
  return [manifest.get("kind"), name].map((part) => String(part ?? ""));
};

/** Show manifests; the element of one that is as before stays. */
function showManifests(holder, manifests) {
  const now = new Map();
  for (const manifest of manifests) {
    const [kind, name] = titleOf(manifest);
    let key = `${kind}/${name}`;
    while (now.has(key)) key += "'";
    const text = yamlText(manifest);
    const known = shown.get(key);
    now.set(key, known?.text === text ? known : { text, made: manifestElement(kind, name, key, text) });
  }
  shown = now;
  const made = [...now.values()].map((each) => each.made);
  if (made.length !== holder.children.length || made.some((each, at) => each !== holder.children[at])) {
    holder.replaceChildren(...made);
  }
}

function manifestElement(kind, name, key, text) {
  const summary = element(
    "summary",
    {},
    element("span", { class: "kind" }, kind),
    " ",
    element("span", { class: "name" }, name),
  );
  const shownText = element("pre", { tabindex: "0" }, element("code", {}, text));
  const details = element("details", { open: !closed.has(key) }, summary, shownText);
  details.addEventListener("toggle", () => closed[details.open ? "delete" : "add"](key));
  const label = { class: "small", "aria-label": `Copy ${kind} ${name}` };
  const pressed = (event) => copy(text, event.target);
  return element("div", { class: "manifest" }, details, button("Copy", pressed, label));
}

/** Every pane, in the order of the tabs. */
export const PANES = [
  {
    name: "manifests",
    title: ({ manifests }) => `Manifests (${manifests.length})`,
    show: (holder, { manifests }) => showManifests(holder, manifests),
  },
  {
    name: "pods",
    title: () => "Pods",
    show: (holder, { manifests, origins }) => showPods(holder, manifests, origins()),
  },
  {
    name: "graph",
    title: () => "Graph",
    show: (holder, { manifests, namespace }) => showGraph(holder, manifests, namespace),
  },
  {
    name: "notes",
    title: () => "Notes",
    show: (holder, { notes }) =>
      holder.replaceChildren(element("pre", { tabindex: "0" }, notes.join("\n"))),
  },
];

/** Return the manifests as one text. */
export const manifestsText = (manifests) => manifests.map(yamlText).join("---\n");
