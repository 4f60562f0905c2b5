// Objects in Kubernetes' own form, as todo_k8s.helm.fields.free_form reads them.

import { Raw, isList, isMap, isNumber } from "./data.js";
import { occurs } from "./patterns.js";

export const MOST_FAULTS = 500;
const SAFE = Number.MAX_SAFE_INTEGER;

/** Return a value whose maps are in Kubernetes' own form. */
export function asRaw(value) {
  if (isMap(value)) return new Raw([...value].map(([key, item]) => [key, asRaw(item)]));
  return isList(value) ? value.map(asRaw) : value;
}

/** Return what is wrong in an object: the path of each part, and what is said. */
export function objectFaults(root, texts) {
  const faults = [];
  const visit = (value, path) => {
    if (faults.length >= MOST_FAULTS) return;
    if (isMap(value)) {
      const right = [...value.keys()].filter((key) => {
        if (occurs(texts.objectKey, key)) return true;
        const said = [`${path}.${key}`, `is no key: ${texts.keyFault}`];
        faults.push(key ? said : [path, "must have no empty key; give it a name"]);
        return false;
      });
      for (const key of right) visit(value.get(key), `${path}.${key}`);
    } else if (isList(value)) {
      value.forEach((item, index) => visit(item, `${path}[${index}]`));
    } else {
      const fault = scalarFault(value, texts);
      if (fault) faults.push([path, fault]);
    }
  };
  visit(root, "");
  return faults.slice(0, MOST_FAULTS);
}

function scalarFault(value, texts) {
  if (value === null) return "must not be null; leave it out";
  if (typeof value === "string" && !occurs(texts.printable, value)) {
    return "must not hold control characters or line separators";
  }
  if (isNumber(value) && (value > SAFE || value < -SAFE)) {
    return "must not be a number beyond 2^53; write a string";
  }
  return null;
}
