// What is said of a key that a model does not know, as todo_k8s.helm.model.unknown_keys says it.

import { CLOSE, SAME, comparedPart, likeness } from "./likeness.js";

const [CLOSEST, CLOSER] = [80, 70];
const MOST = 3;
const [IN_ITEMS, UNSAID, HERE] = ["*", "-", "%s"];

const meant = (where) => `did you mean ${where}?`;
const belongs = (where) => `it belongs to ${where}`;
const TRIES = [
  [CLOSEST, meant, "beside"],
  [SAME, belongs, "below"],
  [SAME, belongs, "anywhere"],
  [CLOSE, meant, "beside"],
  [CLOSER, meant, "below"],
  [CLOSEST, meant, "anywhere"],
];

const own = (object, key) => (object && Object.hasOwn(object, key) ? object[key] : undefined);

/** Return what is wrong with the last key of a path, and what to do. */
export function unknownKey(known, location) {
  const around = location.slice(0, -1);
  const key = String(location.at(-1));
  let [section, path] = [known.root, ""];
  const above = [[section, ""]];
  for (const step of around) {
    section = below(known, section, String(step));
    path += typeof step === "number" ? `[${step}]` : `.${step}`;
    above.push([section, `${path}.`.replace(/^\./, "")]);
  }
  const before = above.at(-1)[1];
  const hint = own(own(known.hints, section), key);
  if (hint !== undefined) return `unknown key; ${hint.split(HERE).join(before)}`;
  for (const [name, outer] of above.reverse()) {
    const place = own(own(known.elsewhere, name), key);
    if (place !== undefined) return `unknown key; put it into ${outer}${place}`;
  }
  return `unknown key; ${advice(known, section, before, comparedPart(key))}`;
}

function advice(known, section, before, word) {
  const keys = own(known.sections, section) ?? {};
  const places = {
    beside: new Map(said(keys).sort().map((key) => [comparedPart(key), [`${before}${key}`]])),
    below: placesOf(known, section, before),
    anywhere: placesOf(known, known.root, ""),
  };
  for (const [least, words, where] of TRIES) {
    const near = nearest(word, places[where], least);
    if (near?.length) {
      return words([...near.slice(0, MOST), ...(near.length > MOST ? ["…"] : [])].join(" or "));
    }
  }
  return "check the spelling, or remove it";
}

function nearest(word, places, least) {
  if (places.has(word) || least === SAME) return places.get(word);
  let [best, near] = [least - 1, undefined];
  for (const candidate of [...places.keys()].sort()) {
    const score = likeness(word, candidate);
    if (score > best) [best, near] = [score, places.get(candidate)];
  }
  return near;
}

const said = (keys) =>
  Object.keys(keys).filter((key) => keys[key] !== UNSAID && key !== IN_ITEMS);

function below(known, section, step) {
  if (section.startsWith(IN_ITEMS)) return section.slice(IN_ITEMS.length);
  return own(own(known.sections, section), step) ?? "";
}

function placesOf(known, section, path) {
  const places = new Map();
  let inner = new Map([[path, section]]);
  for (let level = 0; level < known.levels; level++) {
    const outer = [...inner].sort();
    inner = new Map();
    for (const [where, name] of outer) {
      const keys = own(known.sections, name) ?? {};
      for (const key of said(keys).sort()) {
        const word = comparedPart(key);
        places.set(word, [...(places.get(word) ?? []), `${where}${key}`]);
        inner.set(`${where}${key}.`, keys[key]);
      }
    }
  }
  return places;
}
