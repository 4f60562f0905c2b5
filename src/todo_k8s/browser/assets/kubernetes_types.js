// The types of Kubernetes' own objects, as todo_k8s.helm.fields.kubernetes_types checks them.

import { isList, isMap, isNumber, isWhole } from "./data.js";
import { CLOSE, SAME, comparedPart, likeness } from "./likeness.js";
import { MOST_FAULTS } from "./objects.js";

const QUANTITY = /^[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)(n|u|m|k|[MGTPE]|[KMGTPE]i|[eE][-+]?[0-9]+)?$/;
const isText = (value) => typeof value === "string";

const SCALARS = {
  string: [isText, "must be a text; quote a number, or a word such as yes"],
  boolean: [(value) => typeof value === "boolean", "must be true or false, without quotes"],
  IntOrString: [
    (value) => isText(value) || isWhole(value),
    "must be a whole number or a text",
  ],
  Quantity: [
    (value) => (isText(value) ? QUANTITY.test(value) : isNumber(value)),
    "must be a quantity, such as 256Mi or 0.5",
  ],
  any: [() => true, ""],
};

/**
 * Return what is wrong in an object: the path of each part, and what is said.
 *
 * @param ofForm What is wrong with it as any object in Kubernetes' own form.
 */
export function withTypeFaults(types, value, { type, open }, ofForm) {
  const ofType = new Map();
  for (const [path, fault] of objectFaults(types, value, type, "", open)) {
    if (ofType.set(path, fault).size === MOST_FAULTS) break;
  }
  const around = open ? [] : [...ofType.keys()].flatMap((path) => [`${path}.`, `${path}[`]);
  for (const [path, fault] of ofForm) {
    if (!around.some((start) => path.startsWith(start))) ofType.set(path, fault);
  }
  return [...ofType].slice(0, MOST_FAULTS);
}

function* objectFaults(types, value, name, path, open) {
  const fields = types[name];
  for (const [field, item] of value) {
    if (Object.hasOwn(fields, field)) {
      yield* faultsOf(types, item, fields[field].replace(/^!/, ""), `${path}.${field}`);
    } else if (!open && field) yield [`${path}.${field}`, unknown(field, name, Object.keys(fields))];
  }
  if (open) return;
  for (const [field, kind] of Object.entries(fields)) {
    if (!kind.startsWith("!") || value.has(field)) continue;
    yield [`${path}.${field}`, `is missing, and ${article(name)} needs it; set it`];
  }
}

const article = (name) => `${/^[AEIOU]/.test(name) ? "an" : "a"} ${name}`;

function unknown(field, name, known) {
  let [best, near] = [CLOSE - 1, undefined];
  const word = comparedPart(field);
  for (const each of [...known].sort()) {
    const part = comparedPart(each);
    const score = word === part ? SAME : likeness(word, part);
    if (score > best) [best, near] = [score, each];
  }
  const remedy = near ? `did you mean ${near}?` : "check the spelling, or remove it";
  return `is no field of ${article(name)} in Kubernetes 1.30 to 1.37; ${remedy}`;
}

function* faultsOf(types, value, kind, path) {
  const [sign, inner] = [kind.slice(0, 2), kind.slice(2)];
  if (sign === "[]") {
    if (!isList(value)) yield [path, "must be a list"];
    else for (const [index, item] of value.entries()) {
      yield* faultsOf(types, item, inner, `${path}[${index}]`);
    }
  } else if (sign === "{}" || kind === "map" || Object.hasOwn(types, kind)) {
    if (!isMap(value)) yield [path, "must be a map"];
    else if (sign === "{}") {
      for (const [key, item] of value) yield* faultsOf(types, item, inner, `${path}.${key}`);
    } else if (kind !== "map") yield* objectFaults(types, value, kind, path, false);
  } else {
    const fault = scalarFault(value, kind);
    if (fault) yield [path, fault];
  }
}

function scalarFault(value, kind) {
  if (kind.startsWith("=")) {
    const words = kind.slice(1).split("|");
    return words.includes(value) ? null : `must be ${oneOf(words.filter(Boolean))}`;
  }
  const [name, ...bounds] = kind.split(" ");
  if (name !== "int") return SCALARS[kind][0](value) ? null : SCALARS[kind][1];
  const [least, most] = bounds.length
    ? bounds.map(Number)
    : [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
  if (isWhole(value) && value >= least && value <= most) return null;
  return `must be a whole number${between(least, most)}, without quotes`;
}

const oneOf = (words) => `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;

function between(least, most) {
  if (most <= 1e6) return ` from ${least} to ${most}`;
  return least < 0 ? "" : ` of at least ${least}`;
}
