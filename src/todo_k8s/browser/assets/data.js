// What values and manifests are made of, as Python and Helm have it.
//
// A map is a Map, which keeps the order of its keys. A number is a Number, and a whole number that
// a Number would lose digits of is a BigInt, so that equal numbers are always equal by ===.

/** A map in Kubernetes' own form: nothing in it is left out. */
export class Raw extends Map {}

/** An empty map that stays, such as emptyDir: {}. */
export const EMPTY_MAP = Object.freeze(new Raw());

/** What a chart or a browser cannot compute. */
export class ChartError extends Error {}

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** Return a whole number of 64 bits, given as a BigInt. */
export function int64(number) {
  const wrapped = BigInt.asIntN(64, number);
  return wrapped >= -SAFE && wrapped <= SAFE ? Number(wrapped) : wrapped;
}

export const isMap = (value) => value instanceof Map;
export const isList = (value) => Array.isArray(value);
export const isNumber = (value) => typeof value === "number" || typeof value === "bigint";
export const isWhole = (value) =>
  typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value));

/** Tell whether a value counts as true: it is there, and neither empty nor zero. */
export function isTrue(value) {
  if (isMap(value)) return value.size > 0;
  if (isList(value)) return value.length > 0;
  return Boolean(value);
}

/** Return what JSON stands for: {"": [[key, item], …]} is a map, {"int": "…"} a large number. */
export function revived(json) {
  if (isList(json)) return json.map(revived);
  if (json === null || typeof json !== "object") return json;
  if (json.int !== undefined) return BigInt(json.int);
  return new Map(json[""].map(([key, item]) => [key, revived(item)]));
}

const place = (code) => (code >= 0xe000 ? code - 0x800 : code >= 0xd800 ? code + 0x2000 : code);

/** Compare two texts by their characters, as Python and Go do, and not by their UTF-16. */
export function compared(one, other) {
  const length = Math.min(one.length, other.length);
  for (let index = 0; index < length; index++) {
    const difference = place(one.charCodeAt(index)) - place(other.charCodeAt(index));
    if (difference) return difference;
  }
  return one.length - other.length;
}

/** Return the keys of a map, in order. */
export const sortedKeys = (map) => [...map.keys()].sort(compared);

/** Return the number of characters in a text. */
export function lengthOf(text) {
  let length = 0;
  for (const _ of text) length++;
  return length;
}
