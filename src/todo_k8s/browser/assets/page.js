// The page: values in a form or as YAML, and what the chart makes of them.

import { Chart } from "./chart.js";
import { button, copy, element } from "./dom.js";
import { Form } from "./form.js";
import { Masking } from "./masking.js";
import { PANES, manifestsText } from "./panes.js";
import { joined, masked, split, textsIn } from "./secrets.js";
import { printable } from "./text.js";
import { valuesIn } from "./yaml_reading.js";
import { yamlText } from "./yaml_writing.js";

const at = (id) => document.getElementById(id);
let chart = null;
let form = null;
let masking = null;

/** What the page shows: the values, and how. */
const state = {
  given: new Map(),
  hidden: new Map(),
  view: "form",
  pane: PANES[0].name,
  result: { manifests: [], notes: [], namespace: "", origins: () => () => [] },
  unread: null,
};

// What the values give

let waiting = null;

function later() {
  if (waiting === null) waiting = requestAnimationFrame(update);
}

function update() {
  waiting = null;
  const started = performance.now();
  const release = { name: at("release-name").value, namespace: at("release-namespace").value };
  const asked = [...document.querySelectorAll("#apis input:checked")];
  const cluster = { kubeVersion: at("kube-version").value, apiVersions: asked.map((x) => x.value) };
  const found = chart.judged(state.given, release, cluster);
  const faults = state.unread ? [state.unread] : found.faults;
  if (!faults.length) state.result = { ...found, namespace: release.namespace };
  const warnings = faults.length ? [] : found.warnings.map(printable);
  tell(faults, warnings);
  showPane();
  form.tell(faults, warnings);
  document.documentElement.dataset.milliseconds = (performance.now() - started).toFixed(1);
}

const counted = (lines, what) => `${lines.length} ${what}${lines.length === 1 ? "" : "s"}`;

function tell(faults, warnings) {
  const count = counted(faults, "fault");
  const right = warnings.length ? `No faults, ${counted(warnings, "warning")}` : "No faults";
  const said = state.unread ? "This page cannot read the values" : `${count}: Helm would refuse these values`;
  at("status").textContent = faults.length ? said : right;
  at("status").className = `plain ${faults.length ? "wrong" : "right"}`;
  at("results").classList.toggle("stale", faults.length > 0);
  at("faults").replaceChildren(...faults.map(toldItem));
  at("cautions").replaceChildren(...warnings.map(toldItem));
}

function toldItem(line) {
  const end = line.indexOf(": ");
  const [path, said] = end < 0 ? ["", line] : [line.slice(0, end), line.slice(end + 2)];
  const jump = button(path, () => (showView("form"), form.goTo(line)), { class: "link" });
  return element("li", {}, path ? jump : null, path ? ": " : "", said);
}

// Panes

function shownResult() {
  const { manifests, ...rest } = state.result;
  if (at("reveal").checked) return { manifests, ...rest };
  const secrets = textsIn(split(chart.model, state.given).hidden);
  return { manifests: manifests.map((each) => masked(each, secrets, masking)), ...rest };
}

function showPane() {
  const result = shownResult();
  for (const pane of PANES) {
    const isShown = pane.name === state.pane;
    const tab = at(`tab-${pane.name}`);
    tab.textContent = pane.title(result);
    tab.setAttribute("aria-selected", String(isShown));
    tab.tabIndex = isShown ? 0 : -1;
    at(`pane-${pane.name}`).hidden = !isShown;
    if (isShown) showIn(at(`pane-${pane.name}`), pane, result);
  }
}

/** Show a pane; an author's own objects may have forms that it cannot read. */
function showIn(holder, pane, result) {
  try {
    pane.show(holder, result);
  } catch {
    const said = "This pane cannot read these manifests: an object has not the form of its kind.";
    holder.replaceChildren(element("p", { class: "help" }, said));
  }
}

function makePanes() {
  for (const { name } of PANES) {
    const choose = () => ((state.pane = name), showPane());
    const own = { id: `tab-${name}`, role: "tab", "aria-controls": `pane-${name}` };
    at("tabs").append(button("", choose, own));
    const labelled = { role: "tabpanel", "aria-labelledby": `tab-${name}` };
    at("panes").append(element("div", { id: `pane-${name}`, ...labelled }));
  }
  at("tabs").addEventListener("keydown", ({ key }) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
    if (!step) return;
    const place = PANES.findIndex(({ name }) => name === state.pane);
    state.pane = PANES[(place + step + PANES.length) % PANES.length].name;
    showPane();
    at(`tab-${state.pane}`).focus();
  });
}

// Values: in the form, or as a text without the secrets

/** Return the text of the values, with the secrets only if they are revealed. */
function valuesText(values) {
  return values.size ? yamlText(values) : "";
}

const shownValues = () =>
  at("reveal").checked ? state.given : split(chart.model, state.given).shown;

function showView(view) {
  state.view = view;
  state.unread = null;
  for (const each of ["form", "text"]) {
    at(`view-${each}`).setAttribute("aria-pressed", String(each === view));
    at(`${each}-view`).hidden = each !== view;
  }
  if (view === "text") showText();
  else form.show(state.given);
  later();
}

function showText() {
  state.hidden = at("reveal").checked ? new Map() : split(chart.model, state.given).hidden;
  at("text").value = valuesText(shownValues());
  at("hidden").hidden = state.hidden.size === 0;
}

function readText() {
  const text = at("text").value;
  const { values, warnings, fault, line } = valuesIn(text.endsWith("\n") ? text : `${text}\n`);
  state.unread = fault ? `values: line ${line} ${fault}` : null;
  at("warnings").textContent = (warnings ?? []).join("\n");
  if (!fault) state.given = joined(values, state.hidden);
  later();
}

/** Return a link to this page with the values in it, but for secrets and what no field is for. */
function link() {
  const { shown } = split(chart.model, state.given, { unknown: false });
  const [page] = location.href.split("#");
  return `${page}#${encodeURIComponent(valuesText(shown))}`;
}

function readLink() {
  const { values } = valuesIn(decodedHash());
  state.given = values ?? new Map();
  showView(state.view);
}

function decodedHash() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
}

function download() {
  const file = new Blob([valuesText(shownValues())], { type: "application/yaml" });
  const url = URL.createObjectURL(file);
  element("a", { href: url, download: "values.yaml" }).click();
  URL.revokeObjectURL(url);
}

// The page

/** Return the JSON that the page holds, in base64 of what is compressed. */
function unpacked(text) {
  const bytes = Uint8Array.from(atob(text.trim()), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(stream).json();
}

function makeInstall({ install, tree, metadata }) {
  at("title").textContent = metadata.name;
  at("version").textContent = metadata.version;
  at("description").textContent = metadata.description;
  at("release-name").value = install.release.name;
  at("release-namespace").value = install.release.namespace;
  at("kube-version").value = install.kubeVersion;
  const others = metadata.dependencies.join(", ");
  at("others").textContent = `Objects of the charts that it depends on are not shown: ${others}.`;
  at("others").hidden = !others;
  for (const api of tree.apis) {
    const box = element("input", { type: "checkbox", value: api, onchange: later });
    at("apis").append(element("label", {}, box, ` ${api}`));
  }
  at("apis").hidden = tree.apis.length === 0;
}

function listen() {
  for (const id of ["release-name", "release-namespace", "kube-version"]) {
    at(id).addEventListener("input", later);
  }
  at("search").addEventListener("input", () => form.search(at("search").value));
  at("text").addEventListener("input", readText);
  at("reveal").addEventListener("change", () => {
    if (state.view === "text" && !state.unread) showText();
    later();
  });
  const actions = {
    "view-form": () => showView("form"),
    "view-text": () => showView("text"),
    "copy-values": (event) => copy(valuesText(shownValues()), event.target),
    "copy-link": (event) => copy(link(), event.target),
    "copy-manifests": (event) => copy(manifestsText(shownResult().manifests), event.target),
    download,
    status: () => at("results").scrollIntoView(),
    reset: () => ((state.given = new Map()), showView(state.view)),
  };
  for (const [id, act] of Object.entries(actions)) at(id).addEventListener("click", act);
  addEventListener("hashchange", readLink);
}

async function start() {
  const data = await unpacked(at("data").textContent);
  chart = new Chart(data);
  masking = new Masking(data.masks);
  form = new Form(chart.model, at("form"), later);
  makeInstall(data);
  makePanes();
  listen();
  readLink();
}

start().catch((error) => {
  at("status").textContent = `This browser cannot show the page (${error.message}); use a newer one`;
});
