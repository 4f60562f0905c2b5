// One input for each kind of value. An input tells what it is set to: a value, or undefined for
// the default.

import { isList, isMap } from "./data.js";
import { button, element } from "./dom.js";
import { plainValue } from "./yaml_scalars.js";
import { valuesIn } from "./yaml_reading.js";
import { scalarText, yamlText } from "./yaml_writing.js";

const NUMBERS = new Set(["int", "float", "percent", "scalar"]);
const SCALARS = new Set(["str", "text", "secret", "bool", "choice", ...NUMBERS]);

/** Tell whether a map is edited entry by entry. */
export const isMapOfScalars = (kind) => kind.base === "map" && SCALARS.has(kind.items.base);

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
  if (isMapOfScalars(kind)) return entries(kind, current, attributes, set);
  return yamlArea(current, attributes, set);
}

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

/** Return the rows of a map of scalars: a key and an input each. */
function entries(kind, current, attributes, set) {
  const rows = element("div", { class: "entries", role: "group", ...attributes });
  const held = [...(isMap(current) ? current : new Map())];
  const told = () => set(new Map(held.filter(([key]) => key !== "")));
  const show = () => {
    rows.replaceChildren(...held.map((entry, at) => row(entry, at)), add);
  };
  const row = (entry, at) => {
    const key = element("input", { type: "text", "aria-label": "Key", spellcheck: "false" });
    key.value = entry[0];
    key.addEventListener("input", () => {
      entry[0] = key.value;
      told();
    });
    const label = { "aria-label": `Value of ${entry[0] || "the new key"}` };
    const value = inputOf(kind.items, entry[1], label, (found) => {
      entry[1] = found ?? "";
      told();
    });
    const remove = button("×", () => {
      held.splice(at, 1);
      told();
      show();
    }, { class: "small", "aria-label": `Remove ${entry[0] || "the new key"}` });
    return element("div", { class: "entry" }, key, value, remove);
  };
  const add = button("Add an entry", () => {
    held.push(["", kind.items.base === "bool" ? false : ""]);
    show();
    rows.children[held.length - 1].querySelector("input").focus();
  }, { class: "small" });
  show();
  return rows;
}

/** Return a text area for what is written as YAML. */
function yamlArea(current, attributes, set) {
  const isFilled = (isMap(current) && current.size) || (isList(current) && current.length);
  const text = isFilled ? yamlText(current).trimEnd() : current == null ? "" : scalarText(current);
  const rows = Math.min(12, text.split("\n").length + 1);
  const area = element("textarea", { ...attributes, rows: String(rows), spellcheck: "false" });
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
