// YAML that every reader reads back as the same value, as todo_k8s.helm.plain.yaml_text writes it.

import { isList, isMap } from "./data.js";
import { numberText } from "./text.js";

const PLAIN = /^[A-Za-z][A-Za-z0-9_./-]*$/;
const WORDS = new Set("y n yes no on off true false null".split(" "));
const ESCAPED = /[\x7f-\x9f\u2028\u2029\ufffe\uffff\xa0\ufeff]/g;
const LONGEST_KEY = 1000; // in ASCII, with \UXXXXXXXX for all else
const IN_ASCII = "\\U00000000";

const escaped = (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** Return a scalar, or an empty map or list; a text is plain where all readers agree on it. */
export function scalarText(value) {
  if (isMap(value)) return "{}";
  if (isList(value)) return "[]";
  if (Object.is(value, -0)) return "-0.0";
  if (typeof value === "number" || typeof value === "bigint") return numberText(value);
  if (typeof value !== "string") return String(value);
  if (PLAIN.test(value) && !WORDS.has(value.toLowerCase())) return value;
  return JSON.stringify(value).replace(ESCAPED, escaped);
}

/** Return a value as a YAML document, its keys in the order they have. */
export function yamlText(value) {
  const lines = [];
  write(lines, value, 0, "");
  return `${lines.join("\n")}\n`;
}

const isFilled = (value) => (isMap(value) && value.size > 0) || (isList(value) && value.length > 0);

function write(lines, value, indent, start) {
  let lead = start;
  if (!isFilled(value)) {
    lines.push(lead + scalarText(value));
  } else if (isMap(value)) {
    for (const [key, item] of value) {
      const name = keyText(key, lead, indent);
      if (isFilled(item)) {
        lines.push(name);
        write(lines, item, indent + 2, " ".repeat(indent + 2));
      } else lines.push(`${name} ${scalarText(item)}`);
      lead = " ".repeat(indent);
    }
  } else {
    for (const item of value) {
      write(lines, item, indent + 2, `${lead}- `);
      lead = " ".repeat(indent);
    }
  }
}

function keyText(key, lead, indent) {
  const text = scalarText(key);
  const isLong = text.replace(/[^\0-\x7f]/gu, IN_ASCII).length > LONGEST_KEY;
  return isLong ? `${lead}? ${text}\n${" ".repeat(indent)}:` : `${lead}${text}:`;
}
