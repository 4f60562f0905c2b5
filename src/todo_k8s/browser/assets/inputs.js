// One input for each kind of value. An input tells what it is set to: a value, or undefined for
// the default.

import { isList, isMap } from "./data.js";
import { button, element } from "./dom.js";
import { plainValue } from "./yaml_scalars.js";
import { valuesIn } from "./yaml_reading.js";
import { scalarText, yamlText } from "./yaml_writing.js";

const NUMBERS = new Set(["int", "float", "percent", "scalar"]);
const SCALARS = new Set(["str", "text", "secret", "bool", "choice", ...NUMBERS]);

/** Tell whether a map or list, as it is, is edited part by part. */
function isOfScalars(kind, current) {
  const fits = kind.base === "map" ? isMap : isList;
  const isRight = current === null || current === undefined || fits(current);
  return SCALARS.has(kind.items?.base) && isRight;
}

/** Return the text of a value in an input. */
const inputText = (value) => (value === null || value === undefined ? "" : String(value));

/** Return the value that a text in an input stands for. */
function typed(kind, text) {
  if (NUMBERS.has(kind.base) || kind.base === "bool") {
    const value = plainValue(text);
    const isRead = typeof value === "number" || typeof value === "bigint";
    return isRead && Number.isFinite(Number(value)) ? value : text;
  }
  return text;
}

/**
 * Return the input of a value.
 *
 * @param kind The kind of the value.
 * @param current The value, or the default.
 * @param attributes Attributes of the input: its id, and what describes it.
 * @param set Called with the new value.
 */
export function inputOf(kind, current, attributes, set) {
  if (kind.base === "bool") return checkbox(current, attributes, set);
  if (kind.base === "choice") return choice(kind, current, attributes, set);
  if (SCALARS.has(kind.base)) return line(kind, current, attributes, set);
  if (isOfScalars(kind, current)) return rowsOf(kind, current, attributes, set);
  const isSecret = innermost(kind).base === "secret";
  return yamlArea(current, { ...attributes, class: isSecret ? "secret" : undefined }, set);
}

const innermost = (kind) => (kind.items ? innermost(kind.items) : kind);

function checkbox(current, attributes, set) {
  const made = element("input", { type: "checkbox", ...attributes });
  made.checked = current === true;
  made.addEventListener("change", () => set(made.checked));
  return made;
}

function choice(kind, current, attributes, set) {
  const made = element("select", attributes);
  const choices = kind.nullable ? [null, ...kind.choices] : kind.choices;
  for (const each of choices) {
    made.append(element("option", {}, each === null ? "(none)" : String(each)));
  }
  if (!choices.includes(current)) made.append(element("option", {}, inputText(current)));
  made.selectedIndex = choices.includes(current) ? choices.indexOf(current) : choices.length;
  made.addEventListener("change", () => set(choices[made.selectedIndex] ?? null));
  return made;
}

function line(kind, current, attributes, set) {
  const isSecret = kind.base === "secret";
  const more = isSecret ? { type: "password", autocomplete: "new-password" } : { type: "text" };
  const isNumber = kind.base === "int" || kind.base === "float";
  const made = element("input", {
    ...more,
    ...attributes,
    spellcheck: "false",
    inputmode: isNumber ? "decimal" : undefined,
  });
  made.value = inputText(current);
  made.addEventListener("input", () => {
    const isEmpty = made.value === "" && (kind.nullable || NUMBERS.has(kind.base));
    set(isEmpty ? undefined : typed(kind, made.value));
  });
  return made;
}

/**
 * Return the rows of a map or list of scalars: a key, if it is a map, and an input each.
 */
function rowsOf(kind, current, attributes, set) {
  const isKeyed = kind.base === "map";
  const rows = element("div", { class: "entries", role: "group", ...attributes });
  const held = isKeyed ? [...(current ?? [])] : (current ?? []).map((item, at) => [at, item]);
  const told = () => set(heldIn(held, isKeyed));
  const show = () => rows.replaceChildren(...held.map(row), add);
  const row = (entry, at) => {
    const name = isKeyed ? entry[0] || "the new key" : `item ${at + 1}`;
    const value = inputOf(kind.items, entry[1], { "aria-label": `Value of ${name}` }, (found) => {
      entry[1] = found ?? "";
      told();
    });
    const removed = () => {
      held.splice(at, 1);
      told();
      show();
    };
    const remove = button("×", removed, { class: "small", "aria-label": `Remove ${name}` });
    return element("div", { class: "entry" }, isKeyed ? keyInput(entry, told) : null, value, remove);
  };
  const added = () => {
    held.push(["", kind.items.base === "bool" ? false : (kind.items.choices?.[0] ?? "")]);
    if (!isKeyed) told();
    show();
    rows.children[held.length - 1].querySelector("input, select").focus();
  };
  const add = button(isKeyed ? "Add an entry" : "Add an item", added, { class: "small" });
  show();
  return rows;
}

function heldIn(held, isKeyed) {
  return isKeyed ? new Map(held.filter(([key]) => key !== "")) : held.map(([, item]) => item);
}

function keyInput(entry, told) {
  const key = element("input", { type: "text", "aria-label": "Key", spellcheck: "false" });
  key.value = entry[0];
  key.addEventListener("input", () => {
    entry[0] = key.value;
    told();
  });
  return key;
}

/** Return a text area for what is written as YAML. */
function yamlArea(current, attributes, set) {
  const isFilled = (isMap(current) && current.size) || (isList(current) && current.length);
  const isEmpty = current === null || current === undefined || isMap(current) || isList(current);
  const text = isFilled ? yamlText(current).trimEnd() : isEmpty ? "" : scalarText(current);
  const rows = String(Math.min(12, text.split("\n").length + 1));
  const more = { rows, spellcheck: "false", placeholder: "YAML" };
  const area = element("textarea", { ...attributes, ...more });
  const fault = element("p", { class: "fault", role: "status" });
  area.value = text;
  area.addEventListener("input", () => {
    if (!area.value.trim()) {
      fault.textContent = "";
      set(undefined);
      return;
    }
    const indented = area.value.replace(/^/gm, "  ");
    const { values, fault: found, line } = valuesIn(`value:\n${indented}\n`);
    fault.textContent = found ? `Line ${line - 1} ${found}` : "";
    if (!found) set(values.get("value"));
  });
  return element("div", { class: "yaml" }, area, fault);
}
