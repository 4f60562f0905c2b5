// The panes of what the values give. Each is { name, title, show(holder, result) }; the page makes
// a tab of it. `result` has the manifests as they may be shown, the notes and the YAML text.

import { isMap } from "./data.js";
import { button, copy, element } from "./dom.js";
import { yamlText } from "./yaml_writing.js";

const closed = new Set();

const titleOf = (manifest) => {
  const metadata = manifest.get("metadata");
  const name = isMap(metadata) ? metadata.get("name") : "";
  return [manifest.get("kind"), name].map((part) => String(part ?? ""));
};

function manifest(made) {
  const [kind, name] = titleOf(made);
  const key = `${kind}/${name}`;
  const text = yamlText(made);
  const pressed = (event) => {
    event.preventDefault();
    copy(text, event.target);
  };
  const details = element(
    "details",
    { class: "manifest", open: !closed.has(key) },
    element(
      "summary",
      {},
      element("span", { class: "kind" }, kind),
      " ",
      element("span", { class: "name" }, name),
      button("Copy", pressed, { class: "small", "aria-label": `Copy ${kind} ${name}` }),
    ),
    element("pre", { tabindex: "0" }, element("code", {}, text)),
  );
  details.addEventListener("toggle", () => closed[details.open ? "delete" : "add"](key));
  return details;
}

/** Every pane, in the order of the tabs. */
export const PANES = [
  {
    name: "manifests",
    title: ({ manifests }) => `Manifests (${manifests.length})`,
    show: (holder, { manifests }) => holder.replaceChildren(...manifests.map(manifest)),
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
