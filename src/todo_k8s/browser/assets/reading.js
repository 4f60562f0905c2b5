// Values read as the model reads them: the same types and bounds, and the same words for faults.

import { isList, isMap, isNumber, isWhole, lengthOf } from "./data.js";
import { withTypeFaults } from "./kubernetes_types.js";
import { asRaw, objectFaults } from "./objects.js";
import { occurs } from "./patterns.js";
import { jsonText, printable } from "./text.js";

/** What is read of a value that is wrong. */
const NOTHING = Symbol("nothing");

const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

/** Reads whole values as a model, and notes what is wrong. */
export class Reading {
  /** @param model What the page knows of the model of all values. */
  constructor(model) {
    this.model = model;
    this.texts = model.texts;
    this.errors = [];
  }

  /** Return the values as read, or null if something is wrong. */
  whole(values) {
    const read = this.section(this.model.models[this.model.root], values, []);
    return read === NOTHING ? null : read;
  }

  wrong(path, message, more = {}) {
    const shown = path.map((step) => (typeof step === "string" ? printable(step) : step));
    this.errors.push({ path: shown, message, ...more });
    return NOTHING;
  }

  /** Note what is wrong with parts of a value: their paths in it, and what is said. */
  wrongParts(path, parts) {
    for (const [part, message] of parts) this.wrong(path, message, { field: printable(part) });
    return NOTHING;
  }

  value(kind, value, path) {
    if (kind.nullable && value === null) return null;
    if (kind.orEmpty && (value === null || value === "")) return value;
    return this[`a_${kind.base}`](kind, value, path);
  }

  // Scalars

  a_str(kind, value, path) {
    if (typeof value !== "string") return this.wrong(path, kind.instead ?? NO_STRING);
    const fault = this.lengthFault(kind, value) ?? this.patternFault(kind, value);
    if (fault) return this.wrong(path, fault);
    return occurs(this.texts.printable, value) ? value : this.wrong(path, NO_CONTROLS);
  }

  lengthFault(bounds, text) {
    if (bounds.most === undefined && bounds.least === undefined) return null;
    const length = lengthOf(text);
    if (length > bounds.most) return `must have at most ${plural(bounds.most, "character")}`;
    if (length < bounds.least) return `must have at least ${plural(bounds.least, "character")}`;
    return null;
  }

  patternFault(bounds, text) {
    const missed = bounds.patterns?.find((pattern) => !occurs(pattern, text));
    return missed === undefined ? null : `must match the pattern '${missed}'`;
  }

  a_secret(kind, value, path) {
    if (typeof value !== "string") return this.wrong(path, NO_STRING);
    const length = lengthOf(value);
    if (length > kind.most || length < kind.least) {
      return this.wrong(path, sized(kind, length, { counted: false }));
    }
    return value;
  }

  a_bool(kind, value, path) {
    return typeof value === "boolean" ? value : this.wrong(path, NO_BOOLEAN);
  }

  a_int(kind, value, path) {
    if (!isWhole(value)) return this.wrong(path, NO_NUMBER);
    return this.bounded(kind, value === 0 ? 0 : value, path);
  }

  a_float(kind, value, path) {
    if (!isNumber(value)) return this.wrong(path, "must be a number, without quotes");
    return this.bounded(kind, value, path);
  }

  bounded(kind, value, path) {
    const broken = kind.bounds.find(([what, bound]) => !WITHIN[what](value, bound));
    return broken ? this.wrong(path, broken[2]) : value;
  }

  a_choice(kind, value, path) {
    return kind.choices.includes(value) ? value : this.wrong(path, kind.said);
  }

  a_percent(kind, value, path) {
    if (isWhole(value) && value >= 0 && value <= 1000) return value;
    if (typeof value === "string") return this.printed(value, path);
    return this.wrong(path, "must be a whole number from 0 to 1000, or a percentage such as 25%");
  }

  a_scalar(kind, value, path) {
    if (isSafe(value)) return value === 0 ? 0 : value;
    if (typeof value === "string") return this.printed(value, path);
    const rule = "must be a string, or a whole number within 2^53; quote anything else";
    return this.wrong(path, rule);
  }

  a_text(kind, value, path) {
    if (typeof value === "boolean" || isSafe(value)) return String(value);
    if (typeof value === "string") return this.printed(value, path);
    const types = "must be a string, a boolean, or a whole number within 2^53";
    return this.wrong(path, `${types}; quote anything else`);
  }

  printed(text, path) {
    return occurs(this.texts.printable, text) ? text : this.wrong(path, NO_CONTROLS);
  }

  // Lists and maps

  a_list(kind, value, path) {
    if (!isList(value)) return this.wrong(path, kind.instead ?? "must be a list");
    if (!kind.measuredLast && value.length > kind.most) {
      return this.wrong(path, sized(kind, value.length));
    }
    const items = value.map((item, index) => this.value(kind.items, item, [...path, index]));
    if (items.includes(NOTHING)) return NOTHING;
    if (kind.distinct && this.distinct(items, path) === NOTHING) return NOTHING;
    return this.measured(kind, items, items.length, path);
  }

  /** Return a list or map that has the size that its kind asks for. */
  measured(kind, read, size, path) {
    if (!(size > kind.most || size < kind.least)) return read;
    return this.wrong(path, sized(kind, size, { counted: !kind.measuredLast }));
  }

  distinct(items, path) {
    const seen = new Map();
    for (const [index, item] of items.entries()) {
      const text = jsonText(item);
      if (seen.has(text)) {
        const both = `items ${seen.get(text)} and ${index} are the same`;
        return this.wrong(path, `${both}; remove one`, { field: "" });
      }
      seen.set(text, index);
    }
    return items;
  }

  a_map(kind, value, path) {
    if (!isMap(value)) return this.wrong(path, kind.instead ?? "must be a map");
    const before = this.errors.length;
    let read = new Map();
    for (const [key, item] of value) {
      const isKey = this.mapKey(kind.keys, key, path);
      const found = this.value(kind.items, item, [...path, key]);
      if (isKey && found !== NOTHING) read.set(key, found);
      if (!kind.measuredLast && read.size > kind.most) {
        this.errors.length = before;
        return this.wrong(path, sized(kind, read.size));
      }
    }
    if (this.errors.length > before) return NOTHING;
    if (kind.removable) read = new Map([...read].filter(([, item]) => item));
    return this.measured(kind, read, read.size, path);
  }

  mapKey(bounds, key, path) {
    let fault = this.lengthFault(bounds, key) ?? this.patternFault(bounds, key);
    if (!fault && !occurs(this.texts.mapKey, key)) {
      fault = `is no key: ${this.texts.keyFault}`;
    }
    if (fault) this.wrong([...path, key], fault);
    return !fault;
  }

  a_model(kind, value, path) {
    if (!isMap(value)) return this.wrong(path, kind.instead ?? "must be a map");
    return this.section(this.model.models[kind.model], value, path);
  }

  section(model, values, path) {
    const before = this.errors.length;
    const read = new Map();
    for (const field of model.fields) {
      const inner = [...path, field.key];
      if (values.has(field.key)) {
        read.set(field.key, this.value(field.kind, values.get(field.key), inner));
      } else if (field.required) {
        this.wrong(inner, "must be set");
      } else {
        read.set(field.key, this.asRead(field.kind, field.default));
      }
    }
    this.furtherKeys(model, values, path, read);
    return this.errors.length > before ? NOTHING : read;
  }

  furtherKeys(model, values, path, read) {
    for (const [key, item] of values) {
      if (read.has(key) || model.fields.some((field) => field.key === key)) continue;
      if (model.open) read.set(key, item);
      else this.wrong([...path, key], "unknown key", { unknown: true });
    }
  }

  /** Return a default, which need not be checked, in the form in which values are read. */
  asRead(kind, value) {
    if (value === null) return null;
    if (kind.base === "object" || kind.base === "manifest") return asRaw(value);
    if (kind.base === "list") return value.map((item) => this.asRead(kind.items, item));
    if (kind.base === "map") {
      return new Map([...value].map(([key, item]) => [key, this.asRead(kind.items, item)]));
    }
    if (kind.base !== "model") return value;
    const fields = this.model.models[kind.model].fields;
    return new Map(
      fields.map((field) => [field.key, this.asRead(field.kind, value.get(field.key) ?? null)]),
    );
  }

  // Kubernetes' own form

  a_object(kind, value, path) {
    if (!isMap(value)) return this.wrong(path, "must be a map");
    const ofForm = objectFaults(value, this.texts);
    const parts = kind.type ? withTypeFaults(this.model.types, value, kind, ofForm) : ofForm;
    return parts.length ? this.wrongParts(path, parts) : asRaw(value);
  }

  a_manifest(kind, value, path) {
    const read = this.a_object(kind, value, path);
    if (read === NOTHING) return read;
    const wrong = [...headFaults(read)];
    return wrong.length ? this.wrongParts(path, wrong) : read;
  }

}

/** Yield what Helm, which reads the head of each manifest, would fail on. */
function* headFaults(manifest) {
  for (const key of ["apiVersion", "kind"]) {
    const isText = typeof manifest.get(key) === "string";
    if (!isText) yield [key, "must be a string, as in every manifest"];
  }
  const metadata = manifest.get("metadata") ?? new Map();
  if (!isMap(metadata)) return yield ["metadata", "must be a map"];
  const noText = "must be a text, as in every manifest";
  if (isMap(metadata.get("name")) || isList(metadata.get("name"))) yield ["metadata.name", noText];
  const annotations = metadata.get("annotations") ?? new Map();
  if (!isMap(annotations)) return yield ["metadata.annotations", "must be a map"];
  for (const [key, item] of annotations) {
    if (isMap(item) || isList(item)) yield [`metadata.annotations.${key}`, noText];
  }
}

const NO_STRING = "must be a string; quote it, or use --set-string";
const NO_BOOLEAN = "must be true or false, without quotes";
const NO_NUMBER = "must be a whole number, without quotes";
const NO_CONTROLS = "must hold no control characters; remove them";
const SAFE = Number.MAX_SAFE_INTEGER;

const isSafe = (value) => isWhole(value) && value <= SAFE && value >= -SAFE;

const WITHIN = {
  ge: (value, bound) => value >= bound,
  gt: (value, bound) => value > bound,
  le: (value, bound) => value <= bound,
  lt: (value, bound) => value < bound,
};

/** Return what is said of a size: of items, or of what is measured in another way. */
function sized({ most, least }, size, { counted = true } = {}) {
  const [word, bound] = size > most ? ["most", most] : ["least", least];
  const length = counted ? plural(bound, "item") : bound;
  return `must have ${counted ? "" : "a length of "}at ${word} ${length}`;
}
