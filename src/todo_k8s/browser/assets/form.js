// The form of the values: a section for each model, a row for each field, beside it what is
// wrong or warned of.

import { isList, isMap } from "./data.js";
import { button, element } from "./dom.js";
import { writtenPath } from "./fault_lines.js";
import { breakable, helpOf, marked } from "./help.js";
import { inputOf } from "./inputs.js";
import { removeAt, setAt, valueAt } from "./paths.js";

const MOST_FOUND = 60;

/** The form of a chart. */
export class Form {
  /**
   * @param model The model of the values, as a Chart has it.
   * @param holder The element that the form is in.
   * @param changed Called after each change.
   */
  constructor(model, holder, changed) {
    this.model = model;
    this.holder = holder;
    this.changed = changed;
    this.given = new Map();
    this.faults = [];
    this.warnings = [];
    this.shown = [];
    this.opened = new Set();
    this.query = "";
  }

  /** Show values, in place of those before. */
  show(given) {
    this.given = given;
    this.render();
  }

  /** Show only fields whose paths or descriptions have these words. */
  search(query) {
    this.query = query.trim().toLowerCase();
    this.render();
  }

  render() {
    this.shown = [];
    const root = this.model.models[this.model.root];
    const rows = this.query ? this.found(root) : this.rowsOf(root, []);
    this.holder.replaceChildren(...rows);
    this.tell(this.faults, this.warnings);
  }

  // Rows

  rowsOf(model, path) {
    return model.fields.map((field) => this.partOf(field, [...path, field.key]));
  }

  partOf(field, path) {
    const { kind } = field;
    if (kind.base === "model") return this.section(field, path, () => this.rowsOf(this.of(kind), path));
    if (kind.items?.base === "model") return this.section(field, path, () => this.items(field, path));
    return this.row(field, path, field.key);
  }

  of(kind) {
    return this.model.models[kind.model];
  }

  /** Return a section that is filled when it is first opened. */
  section(field, path, rows) {
    const name = writtenPath(path);
    const badge = element("span", { class: "badge" });
    const summary = element("summary", {}, element("span", { class: "key" }, field.key), badge);
    const details = element("details", { id: `of-${name}` }, summary);
    const fill = () => {
      if (details.childElementCount > 1 || !details.open) return;
      this.opened.add(name);
      details.append(element("p", { class: "help" }, ...marked(field.help)), ...rows());
      this.tell(this.faults, this.warnings);
    };
    details.addEventListener("toggle", () => {
      if (details.open) fill();
      else this.opened.delete(name);
    });
    details.open = this.opened.has(name);
    fill();
    this.shown.push({ name, path, badge });
    return details;
  }

  /** Return the parts of a map or list of models: a section each, and what adds one. */
  items(field, path) {
    const { kind } = field;
    const current = valueAt(this.given, path) ?? this.default(path) ?? field.default;
    const steps = isMap(current) ? [...current.keys()] : isList(current) ? [...current.keys()] : [];
    const parts = steps.map((step) => {
      const inner = [...path, step];
      const shown = { key: String(step), help: "", kind: kind.items };
      const made = this.section(shown, inner, () => [
        ...this.rowsOf(this.of(kind.items), inner),
        button(`Remove ${step}`, () => this.removeItem(path, step), { class: "small" }),
      ]);
      return made;
    });
    return [...parts, kind.base === "map" ? this.adder(path) : this.appender(path)];
  }

  adder(path) {
    const label = `Name of a new entry of ${writtenPath(path)}`;
    const name = element("input", { type: "text", "aria-label": label, placeholder: "name" });
    const add = () => name.value && this.addItem([...path, name.value]);
    name.addEventListener("keydown", (event) => {
      if (event.key === "Enter") add();
    });
    return element("div", { class: "adder" }, name, button("Add", add, { class: "small" }));
  }

  appender(path) {
    const append = () => {
      this.ownList(path);
      this.addItem([...path, valueAt(this.given, path).length]);
    };
    return element("div", { class: "adder" }, button("Add an item", append, { class: "small" }));
  }

  addItem(path) {
    setAt(this.given, path, new Map());
    this.opened.add(writtenPath(path));
    this.render();
    this.changed();
  }

  removeItem(path, step) {
    if (typeof step === "number") this.ownList(path);
    removeAt(this.given, [...path, step]);
    if (typeof step === "string" && valueAt(this.default(path), [step]) !== undefined) {
      setAt(this.given, [...path, step], null);
    }
    this.render();
    this.changed();
  }

  /** Copy a list of the defaults to the values, before something in it is changed. */
  ownList(path) {
    if (isList(valueAt(this.given, path))) return;
    const items = this.default(path) ?? [];
    setAt(this.given, path, items.map((item) => (isMap(item) ? new Map(item) : item)));
  }

  default(path) {
    return valueAt(this.model.defaults, path);
  }

  /** Return the row of a field: its key, its input, what it is for, what is wrong. */
  row(field, path, label) {
    const name = writtenPath(path);
    const [id, help, fault, warning] = ["at", "help", "fault", "warning"].map((x) => `${x}-${name}`);
    const told = element("p", { class: "fault", id: fault });
    const warned = element("p", { class: "warning", id: warning });
    const row = element("div", { class: "row" });
    const reset = button("Reset", () => this.set(path, undefined, refill), { class: "small reset" });
    const place = element("div", { class: "input" });
    const described = { id, "aria-describedby": `${fault} ${warning} ${help}` };
    const refill = () => {
      const set = (value) => this.set(path, value);
      place.replaceChildren(inputOf(field.kind, this.currentOf(field, path), described, set));
    };
    refill();
    row.append(
      element("label", { for: id }, ...breakable(label)),
      reset,
      place,
      told,
      warned,
      helpOf(this.withDefault(field, path), help),
    );
    this.shown.push({ name, path, row, told, warned, id });
    return row;
  }

  /** Return a field with the default that it has at a place: a section may have others. */
  withDefault(field, path) {
    const standard = this.default(path);
    return standard === undefined ? field : { ...field, required: false, default: standard };
  }

  currentOf(field, path) {
    const given = valueAt(this.given, path);
    const standard = this.withDefault(field, path).default ?? null;
    if (field.kind.base === "map" && isMap(given) && isMap(standard)) {
      return new Map([...standard, ...given].filter(([key]) => given.get(key) !== null));
    }
    return given === undefined ? standard : given;
  }

  /** Set a value; undefined removes it, so that the default counts. */
  set(path, value, refill) {
    const at = path.findIndex((step) => typeof step === "number");
    if (at > 0) this.ownList(path.slice(0, at));
    if (value === undefined) removeAt(this.given, path);
    else setAt(this.given, path, this.withRemoved(path, value));
    refill?.();
    this.changed();
  }

  /** Return a map with null for what it lacks of the defaults, as maps merge. */
  withRemoved(path, value) {
    const standard = this.default(path);
    if (!isMap(value) || !isMap(standard)) return value;
    const gone = [...standard.keys()].filter((key) => !value.has(key));
    return new Map([...value, ...gone.map((key) => [key, null])]);
  }

  // Search

  found(root) {
    const rows = [];
    this.collect(root, [], rows, []);
    const more = rows.length > MOST_FOUND ? `The first ${MOST_FOUND} fields.` : "";
    const said = rows.length ? more : "No field has these words.";
    return [...rows.slice(0, MOST_FOUND).map((make) => make()), element("p", { class: "help" }, said)];
  }

  collect(model, path, rows, around) {
    for (const field of model.fields) {
      const inner = [...path, field.key];
      const { kind } = field;
      if (kind.base === "model") {
        if (!around.includes(kind.model)) {
          this.collect(this.of(kind), inner, rows, [...around, kind.model]);
        }
        continue;
      }
      const name = writtenPath(inner);
      const words = `${name} ${field.help}`.toLowerCase();
      if (!words.includes(this.query)) continue;
      const isSection = kind.items?.base === "model";
      const shown = { ...field, key: name };
      rows.push(() => (isSection ? this.partOf(shown, inner) : this.row(field, inner, name)));
    }
  }

  // Faults and warnings

  /** Show lines of faults and warnings beside the fields that they name; sections count them. */
  tell(faults, warnings) {
    [this.faults, this.warnings] = [faults, warnings];
    for (const { name, path, badge, row, told, warned } of this.shown) {
      const own = faults.filter((line) => isAt(line, name));
      const cautions = warnings.filter((line) => isAt(line, name));
      const isSet = valueAt(this.given, path) !== undefined;
      if (badge) {
        const [text, kind] = counted(own, cautions, isSet);
        badge.textContent = text;
        badge.className = `badge ${kind}`;
      } else {
        told.textContent = saidAt(own, name);
        warned.textContent = saidAt(cautions, name);
        row.classList.toggle("warned", cautions.length > 0);
        row.classList.toggle("wrong", own.length > 0);
        row.classList.toggle("set", isSet);
        row.querySelector("input, select, textarea")?.setAttribute("aria-invalid", String(own.length > 0));
      }
    }
  }

  /** Open the sections around the field that a fault names, and go there. */
  goTo(line) {
    this.query = "";
    const path = line.split(": ")[0].replace(/\[(\d+)\]/g, ".[$1]").split(".");
    let name = "";
    for (const step of path) {
      name = step.startsWith("[") ? `${name}${step}` : name ? `${name}.${step}` : step;
      this.opened.add(name);
    }
    this.render();
    const rows = this.shown.filter((each) => isAt(line, each.name));
    const nearest = rows.sort((one, other) => other.name.length - one.name.length)[0];
    const target = nearest && document.getElementById(nearest.id ?? `of-${nearest.name}`);
    target?.scrollIntoView({ block: "center" });
    (target?.querySelector("summary, input, textarea") ?? target)?.focus();
  }
}

/** Return what a section says of the fields in it, and how that looks. */
function counted(faults, warnings, isSet) {
  if (faults.length) return [`${faults.length} wrong`, "wrong"];
  if (warnings.length) return [warnings.length === 1 ? "1 warning" : `${warnings.length} warnings`, "warned"];
  return [isSet ? "set" : "", ""];
}

/** Return what lines say of a place, without the place. */
const saidAt = (lines, name) =>
  lines.map((line) => line.slice(name.length).replace(/^(?:: |\.)/, "")).join("\n");

/** Tell whether a fault is of a place or of something in it. */
const isAt = (line, name) => line.startsWith(name) && /^[.[:]/.test(line.slice(name.length));
