// Which values of manifests are secrets by their place or their look, as todo_k8s.masking tells it.

import { isList, isMap } from "./data.js";

const SECRET = "(secret)";
const CHECKSUM = "(checksum)";
const DATA = ["data", "stringData", "binaryData"];

const pattern = ([source, flags]) => new RegExp(source, flags);
const isText = (value) => typeof value === "string";
const keysOf = (path) => path.filter(isText);

/** Masks manifests by the patterns and names that the page has of `todo_k8s.browser.masks`. */
export class Masking {
  constructor(masks) {
    this.looks = masks.looks.map(pattern);
    this.variables = masks.variables.map(pattern);
    this.harmless = masks.harmless.map(pattern);
    for (const name of ["sets", "field", "reference", "checksums"]) this[name] = pattern(masks[name]);
    this.option = new RegExp(masks.option[0], `${masks.option[1]}g`);
    this.valueKeys = masks.values;
    this.nameKeys = masks.names;
    this.keysOfOthers = masks.keysOfOthers;
  }

  /** Return a manifest with a word in place of each secret. */
  masked(manifest) {
    return this.within(manifest, [], []);
  }

  within(value, path, around) {
    const outer = [...around, value];
    if (isMap(value)) {
      const entries = [...value].map(([key, item]) => [
        this.looksSecret(String(key)) ? SECRET : key,
        this.within(item, [...path, key], outer),
      ]);
      return new Map(entries);
    }
    if (isList(value)) return value.map((item, at) => this.within(item, [...path, at], outer));
    if (this.isChecksum(path)) return CHECKSUM;
    return this.holdsSecret(value, path, around) ? SECRET : value;
  }

  isChecksum(path) {
    return path.slice(0, -1).includes("annotations") && this.checksums.test(String(path.at(-1)));
  }

  holdsSecret(value, path, around) {
    if (value === null || value === undefined || typeof value === "boolean") return false;
    if (isInData(around, path, "Secret")) return true;
    const [names, isNamed] = this.namesAt(path, around.at(-1));
    if (!isText(value)) return names.some((name) => name.toLowerCase().endsWith("password"));
    const isVariable =
      isText(path.at(-1)) && (isNamed || isInData(around, path, "ConfigMap") || isInEnv(path));
    if (names.some((name) => this.namesSecret(name, isVariable))) return !this.isHarmless(value);
    if (this.looksSecret(value) || this.isOptionValue(value, path, around.at(-1))) return true;
    return isVariable && this.sets.test(value);
  }

  /** Return what a value is called, and whether a name beside it says so. */
  namesAt(path, beside) {
    const keys = keysOf(path);
    const isOther = (several) => several.some((key) => this.keysOfOthers.includes(key));
    if (!isText(path.at(-1))) return [isOther(keys.slice(-2)) ? [] : keys.slice(-1), false];
    if (isOther(keys.slice(-2, -1))) return [[], false];
    if (!this.valueKeys.includes(keys.at(-1))) return [keys.slice(-1), false];
    const named = this.nameKeys.map((key) => beside.get(key)).filter(isText);
    return named.length ? [[keys.at(-1), named[0]], true] : [keys.slice(-2), false];
  }

  namesSecret(name, isVariable) {
    const own = name.slice(name.lastIndexOf("/") + 1);
    const short = own.replaceAll(/[-_. ]/g, "").toLowerCase();
    if (isVariable || /^[A-Z][A-Z0-9_]*$/.test(own)) {
      const [refused, more] = this.variables;
      if (refused.test(own.toLowerCase()) || more.test(own)) return true;
    } else if (this.reference.test(short)) return false;
    return this.field.test(short);
  }

  isHarmless(text) {
    return this.harmless.some((each) => each.test(text));
  }

  looksSecret(text) {
    return (
      this.looks.some((each) => each.test(text)) || (text.includes("\n") && this.sets.test(text))
    );
  }

  /** Tell whether an argument is a credential by those before it, such as `--password`. */
  isOptionValue(text, path, list) {
    const before = isList(list) ? list.slice(0, path.at(-1)).filter(isText) : [];
    if (!before.length) return false;
    const words = before.join(" ");
    const found = [...`${words} ${text}`.matchAll(this.option)];
    return found.some((match) => match.index + match[0].length > words.length + 1);
  }
}

/** Tell whether a path leads through the data of a kind, such as a Secret in a list of objects. */
function isInData(around, path, kind) {
  return path.some((step, at) => DATA.includes(step) && isMap(around[at]) && around[at].get("kind") === kind);
}

const isInEnv = (path) => path.length > 1 && String(path.at(-2)).toLowerCase().endsWith("env");
