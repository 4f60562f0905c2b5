// The functions of todo_k8s.helm.functions: each gives what it gives in Python and in Helm.

import { Raw, int64, isList, isMap, isTrue, sortedKeys } from "./data.js";
import { occurs, replacedAll } from "./patterns.js";
import { base64, goJson, numberText, sha256, yamlText } from "./text.js";

// Fractions: Helm computes with the decimals that they print as

const decimal = (number) => {
  const [mantissa, exponent = "0"] = String(number).split("e");
  const [whole, rest = ""] = mantissa.split(".");
  return { digits: BigInt(whole + rest), exponent: Number(exponent) - rest.length };
};

const fraction = (digits, exponent) => Number(`${digits}e${exponent}`);

function added(one, other) {
  const exponent = Math.min(one.exponent, other.exponent);
  const scaled = ({ digits, exponent: own }) => digits * 10n ** BigInt(own - exponent);
  return fraction(scaled(one) + scaled(other), exponent);
}

function multiplied(left, right) {
  const [one, other] = [decimal(left), decimal(right)];
  return fraction(one.digits * other.digits, one.exponent + other.exponent);
}

const negative = ({ digits, exponent }) => ({ digits: -digits, exponent });

function quotient(dividend, divisor) {
  const by = divisor > 1 ? BigInt(divisor) : 1n;
  return int64(BigInt(dividend) / by);
}

const PERCENTAGE = /^(?:0|[1-9][0-9]?|100)%$/;

function hundredths(part, whole) {
  if (typeof part !== "string") return int64(BigInt(part) * 100n);
  return PERCENTAGE.test(part) ? int64(BigInt(whole) * BigInt(part.slice(0, -1))) : 0;
}

// Durations and quantities

const MILLISECONDS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

function millisecondsOfOneUnit(duration) {
  const found = /^0*([0-9]{1,9})(ms|s|m|h)$/.exec(duration);
  return found ? Number(found[1]) * MILLISECONDS[found[2]] : 0;
}

function milliseconds(duration) {
  if (!/^(?:[0-9]{1,5}(?:ms|s|m|h)){1,4}$/.test(duration)) return 0;
  const parts = [...duration.matchAll(/([0-9]+)(ms|s|m|h)/g)];
  return parts.reduce((sum, [, number, unit]) => sum + Number(number) * MILLISECONDS[unit], 0);
}

const WORTHS = new Map([["", 1], ["m", 0.001]]);
[..."kMGTPE"].forEach((unit, power) => WORTHS.set(unit, Number(`1e${3 * (power + 1)}`)));
[..."KMGTPE"].forEach((unit, power) => WORTHS.set(`${unit}i`, 1024 ** (power + 1)));

function worth(quantity) {
  const [, number, unit] = /^([0-9.]*)([^]*)$/.exec(quantity);
  if (!/^(?:[0-9]+\.?[0-9]*|\.[0-9]+)$/.test(number)) return 0;
  const value = Number(number);
  return Number.isFinite(value) ? multiplied(value, WORTHS.get(unit) ?? 0) : 0;
}

// Texts

// what Go takes for white space
const SPACE = "[\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const ENDS = new RegExp(`^${SPACE}+|${SPACE}+$`, "gu");

const withoutSuffix = (text, suffix) =>
  suffix && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text;

const withoutPrefix = (text, prefix) =>
  text.startsWith(prefix) ? text.slice(prefix.length) : text;

function replaced(text, old, by) {
  if (old) return text.split(old).join(by);
  return `${by}${[...text].map((character) => character + by).join("")}`;
}

function objectName(prefix, component) {
  const room = Math.max(0, 62 - component.length);
  return `${withoutSuffix(prefix.slice(0, room), "-")}-${component}`;
}

const label = (text) =>
  text.replace(/[^A-Za-z0-9_.-]/gu, "_").slice(0, 63).replace(/^[_.-]+|[_.-]+$/g, "");

const imageTag = (text) => text.replace(/^[.-]|[^A-Za-z0-9_.-]/gu, "_").slice(0, 128);

// Maps

function merge(...maps) {
  const merged = new Map();
  for (const each of maps) {
    for (const [key, value] of each) {
      const known = merged.get(key);
      merged.set(key, isTrue(known) ? known : value);
    }
  }
  return merged;
}

function omit(mapping, ...keys) {
  const kept = [...mapping].filter(([key]) => !keys.includes(key));
  return mapping instanceof Raw ? new Raw(kept) : new Map(kept);
}

function pairs(kind, flat) {
  const made = new kind();
  for (let index = 0; index < flat.length; index += 2) made.set(flat[index], flat[index + 1]);
  return made;
}

function total(numbers) {
  let sum = 0n;
  for (const number of numbers.values()) sum += BigInt(number);
  return int64(sum);
}

function getText(mapping, key) {
  const value = mapping.get(key);
  return typeof value === "string" ? value : "";
}

function getObject(mapping, key) {
  const value = mapping.get(key);
  return new Raw(isMap(value) ? value : []);
}

function getObjects(mapping, key) {
  const value = mapping.get(key);
  return isList(value) ? value.filter(isMap).map((item) => new Raw(item)) : [];
}

// Versions

function minor(version) {
  const [major, second] = version.split(".");
  return [Number(major), Number(second)];
}

function kubeAtLeast(version, bound) {
  const [one, other] = [minor(withoutPrefix(version, "v")), minor(bound.slice(2, -2))];
  return one[0] > other[0] || (one[0] === other[0] && one[1] >= other[1]);
}

/** Every function, by its name in expressions. */
export const FUNCTIONS = {
  add: (left, right) => int64(BigInt(left) + BigInt(right)),
  addf: (left, right) => added(decimal(left), decimal(right)),
  all_of: (...conditions) => conditions.every(isTrue),
  any_of: (...conditions) => conditions.some(isTrue),
  at_least: (left, right) => left >= right,
  at_most: (left, right) => left <= right,
  b64encode: base64,
  checksum: (data) => sha256(goJson(data)),
  choose: (condition, then, otherwise) => (isTrue(condition) ? then : otherwise),
  concat: (...parts) => parts.join(""),
  contains: (text, part) => text.includes(part),
  decimal: numberText,
  default: (value, fallback) => (isTrue(value) ? value : fallback),
  digest: (text) => sha256(text).slice(0, 8),
  equals: (left, right) => left === right,
  first: (items, otherwise) => (items.length ? items[0] : otherwise),
  float64: Number,
  get: (mapping, key) => mapping.get(key) ?? "",
  get_int: (mapping, key) => mapping.get(key) ?? 0,
  get_map: (mapping, key) => mapping.get(key) ?? new Map(),
  get_object: getObject,
  get_objects: getObjects,
  get_text: getText,
  has_key: (mapping, key) => mapping.has(key),
  hundredths: hundredths,
  image_tag: imageTag,
  includes: (items, item) => items.includes(item),
  is_none: (value) => value === null,
  is_set: isTrue,
  join: (items, separator) => items.join(separator),
  kube_at_least: kubeAtLeast,
  label: label,
  last: (items, otherwise) => (items.length ? items.at(-1) : otherwise),
  less: (left, right) => left < right,
  listing: (...items) => items,
  lower: (text) => text.toLowerCase(),
  mapping: (...flat) => pairs(Map, flat),
  matches: (text, pattern) => occurs(pattern, text),
  maxf: (left, right) => Math.max(left, right),
  maximum: (left, right) => (right > left ? right : left),
  merge: merge,
  milliseconds: milliseconds,
  milliseconds_of_one_unit: millisecondsOfOneUnit,
  minf: (left, right) => Math.min(left, right),
  minimum: (left, right) => (right < left ? right : left),
  more: (left, right) => left > right,
  mul: (left, right) => int64(BigInt(left) * BigInt(right)),
  mulf: multiplied,
  not: (condition) => !isTrue(condition),
  object: (...flat) => pairs(Raw, flat),
  object_name: objectName,
  omit: omit,
  quantity: worth,
  quantity_at_most: (left, right) => worth(left) <= worth(right),
  quotient: quotient,
  replace: replaced,
  replace_pattern: replacedAll,
  same: (left, right) => left === right,
  seconds: (duration) => Math.floor(milliseconds(duration) / 1000),
  sha256: sha256,
  size: (collection) => (isList(collection) ? collection.length : collection.size),
  sorted_keys: sortedKeys,
  split: (text, separator) => (separator ? text.split(separator) : [...text]),
  string: String,
  sub: (left, right) => int64(BigInt(left) - BigInt(right)),
  subf: (left, right) => added(decimal(left), negative(decimal(right))),
  text: String,
  to_json: goJson,
  to_yaml: yamlText,
  total: total,
  trim: (text) => text.replace(ENDS, ""),
  trim_prefix: withoutPrefix,
  trim_suffix: withoutSuffix,
  truncate: (text, length) => text.slice(0, length),
  upper: (text) => text.toUpperCase(),
};

/** The places of the arguments that must be ASCII: of others Python and Helm do not agree. */
export const OF_ASCII = { lower: [0], object_name: [0, 1], truncate: [0], upper: [0] };
