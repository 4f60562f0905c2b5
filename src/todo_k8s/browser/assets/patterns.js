// Regular expressions in RE2's syntax, by the form that Python has made of them for JavaScript.

import { ChartError } from "./data.js";

let sources = {};
const made = new Map();

/** Take the table of all patterns of the chart: as they are written, and for JavaScript. */
export function usePatterns(table) {
  sources = table;
  made.clear();
}

function regExp(pattern) {
  if (!made.has(pattern)) {
    if (!Object.hasOwn(sources, pattern)) throw new ChartError(`no form of the pattern ${pattern}`);
    made.set(pattern, [new RegExp(sources[pattern], "u"), new RegExp(sources[pattern], "gu")]);
  }
  return made.get(pattern);
}

/** Tell whether a pattern occurs in a text. */
export const occurs = (pattern, text) => regExp(pattern)[0].test(text);

/** Return a text with every match of a pattern replaced. */
export const replacedAll = (text, pattern, replacement) =>
  text.replace(regExp(pattern)[1], () => replacement);
