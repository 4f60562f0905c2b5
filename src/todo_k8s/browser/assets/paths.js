// Values by their paths: reading, setting and removing what is at one.

import { isList, isMap } from "./data.js";

const inside = (holder, step) => {
  if (isMap(holder)) return holder.get(step);
  return isList(holder) ? holder[step] : undefined;
};

/** Return the value at a path; undefined if there is none. */
export const valueAt = (values, path) => path.reduce(inside, values);

/** Set the value at a path; maps on the way are made. */
export function setAt(values, path, value) {
  const [step, ...rest] = path;
  if (!rest.length) {
    if (isList(values)) values[step] = value;
    else values.set(step, value);
    return;
  }
  const below = inside(values, step);
  if (isMap(below) || isList(below)) setAt(below, rest, value);
  else {
    const made = new Map();
    setAt(made, rest, value);
    setAt(values, [step], made);
  }
}

/** Remove the value at a path, and the maps on the way that are empty then. */
export function removeAt(values, path) {
  const [step, ...rest] = path;
  const below = inside(values, step);
  if (rest.length) {
    if (isMap(below) || isList(below)) removeAt(below, rest);
    if (!(isMap(below) && below.size === 0 && isMap(values))) return;
  }
  if (isList(values)) values.splice(step, 1);
  else values.delete(step);
}
