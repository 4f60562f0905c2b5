// Values laid over the defaults, as Helm lays them: maps merge, null removes, all else replaces.

import { isList, isMap } from "./data.js";

/** Lay values over the defaults of the whole model. */
export const overDefaults = (model, given) =>
  overSection(model, model.models[model.root], model.defaults, given);

function overSection(whole, model, defaults, given) {
  const merged = new Map(defaults);
  const kinds = new Map(model.fields.map((field) => [field.key, field.kind]));
  for (const [key, value] of given) {
    const section = sectionOf(whole, kinds.get(key));
    const below = merged.get(key);
    if (value === null && section && below && takesAnything(section)) merged.set(key, new Map());
    else if (isMap(value) && section && isMap(below)) {
      merged.set(key, overSection(whole, section, below, value));
    } else if (isMap(value) && isMap(below)) merged.set(key, overlaid(below, value));
    else merged.set(key, value);
  }
  return merged;
}

const sectionOf = (whole, kind) => (kind?.base === "model" ? whole.models[kind.model] : null);
const takesAnything = (model) => model.open && model.fields.length === 0;

/** Lay one map over another: maps merge, and null removes. */
export function overlaid(below, above) {
  const merged = new Map(below);
  for (const [key, value] of above) {
    const old = merged.get(key);
    if (isMap(value) && isMap(old)) merged.set(key, overlaid(old, value));
    else if (value === null && merged.has(key)) merged.delete(key);
    else merged.set(key, value);
  }
  return merged;
}

/** Return values without what is at some paths. */
export function without(values, paths) {
  const below = new Map();
  for (const [first, ...rest] of paths) below.set(first, [...(below.get(first) ?? []), rest]);
  const inner = (value, step) => (below.has(step) ? without(value, below.get(step)) : value);
  if (isList(values)) return values.map(inner);
  const isGone = (key) => (below.get(key) ?? []).some((rest) => rest.length === 0);
  const kept = [...values].filter(([key]) => !isGone(key));
  return new Map(kept.map(([key, value]) => [key, inner(value, key)]));
}

/** Return the paths of what is null in whole values and must not be. */
export function missingIn(model, values) {
  const nowhere = new Set();
  const missing = [];
  for (const path of model.needed) {
    const dot = path.lastIndexOf(".");
    const [above, key] = [path.slice(0, Math.max(dot, 0)), path.slice(dot + 1)];
    if (nowhere.has(above)) {
      nowhere.add(path);
      if (model.opened.includes(path.split(".")[0])) missing.push(path);
      continue;
    }
    const section = at(values, above);
    if (isMap(section) && (section.get(key) ?? null) === null && section.has(key)) {
      nowhere.add(path);
      missing.push(path);
    }
  }
  return missing;
}

function at(values, path) {
  let found = values;
  for (const key of path.split(".").filter(Boolean)) {
    found = isMap(found) ? (found.get(key) ?? null) : null;
  }
  return found;
}
