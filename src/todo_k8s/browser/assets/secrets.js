// Secrets among values: kept apart from what the page writes, and masked in what it shows.

import { isList, isMap } from "./data.js";
import { overlaid } from "./overlay.js";
import { base64 } from "./text.js";

const MASK = "••••••••";
const SHORTEST = 4;

/** Tell whether a kind of value is a secret, or may hold one. */
function holdsSecrets(model, kind, around = []) {
  if (kind.base === "secret") return true;
  if (kind.items) return holdsSecrets(model, kind.items, around);
  if (kind.model === undefined || around.includes(kind.model)) return false;
  const { fields } = model.models[kind.model];
  return fields.some((field) => holdsSecrets(model, field.kind, [...around, kind.model]));
}

const kindIn = (model, kind, key) =>
  kind.items ?? model.models[kind.model].fields.find((field) => field.key === key)?.kind;

/**
 * Return values in two parts: what may be shown, and the secrets.
 *
 * What no field is for may be a secret by another name. It is no part that may be shown, unless
 * `unknown` says so.
 */
export function split(model, values, { unknown = true } = {}) {
  const { shown, hidden } = splitBy(model, { base: "model", model: model.root }, values, unknown);
  return { shown: shown ?? new Map(), hidden: hidden ?? new Map() };
}

function splitBy(model, kind, value, unknown) {
  if (kind === undefined) return unknown ? { shown: value } : {};
  const isSecret = holdsSecrets(model, kind);
  const isComposed = kind.items !== undefined || kind.model !== undefined;
  if (kind.base === "secret" || (isSecret && !isMap(value))) return { hidden: value };
  if (!isComposed || (unknown && !isSecret)) return { shown: value };
  if (isList(value)) {
    return { shown: value.map((item) => splitBy(model, kind.items, item, unknown).shown) };
  }
  return isMap(value) && value.size ? splitMap(model, kind, value, unknown) : { shown: value };
}

function splitMap(model, kind, value, unknown) {
  const [shown, hidden] = [new Map(), new Map()];
  for (const [key, item] of value) {
    const parts = splitBy(model, kindIn(model, kind, key), item, unknown);
    if (parts.shown !== undefined) shown.set(key, parts.shown);
    if (parts.hidden !== undefined) hidden.set(key, parts.hidden);
  }
  return { shown: shown.size ? shown : undefined, hidden: hidden.size ? hidden : undefined };
}

/** Return both parts of values as one. */
export const joined = (shown, hidden) => overlaid(shown, hidden);

/** Return the texts in a part of the values. */
export function textsIn(value) {
  if (isMap(value)) return [...value.values()].flatMap(textsIn);
  if (isList(value)) return value.flatMap(textsIn);
  return value === null ? [] : [String(value)];
}

/**
 * Return a manifest with masks: for the data of a Secret, for each text with a secret in it, and for
 * what looks like one or is named so.
 */
export function masked(manifest, secrets, masking) {
  const long = secrets.filter((secret) => secret.length >= SHORTEST);
  const shown = hiding(masking.masked(manifest), [...long, ...long.map(base64)]);
  if (manifest.get("kind") !== "Secret") return shown;
  for (const key of ["data", "stringData"]) {
    if (isMap(shown.get(key))) {
      shown.set(key, new Map([...shown.get(key).keys()].map((name) => [name, MASK])));
    }
  }
  return shown;
}

function hiding(value, secrets) {
  if (isMap(value)) return new Map([...value].map(([key, item]) => [key, hiding(item, secrets)]));
  if (isList(value)) return value.map((item) => hiding(item, secrets));
  const isSecret = typeof value === "string" && secrets.some((secret) => value.includes(secret));
  return isSecret ? MASK : value;
}
