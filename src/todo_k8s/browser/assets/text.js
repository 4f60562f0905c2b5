// Texts of values: numbers and JSON as Go writes them, lines for people, base64, SHA-256.

import { compared, isList, isMap } from "./data.js";

/** Return a number as it is written: the fewest digits, and an exponent only far from 1. */
export const numberText = (number) => (Object.is(number, -0) ? "-0" : String(number));

/** Return the JSON of a value on one line, its keys in order. */
export function jsonText(value) {
  if (isMap(value)) {
    const entries = [...value].sort(([one], [other]) => compared(one, other));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${jsonText(item)}`).join(",")}}`;
  }
  if (isList(value)) return `[${value.map(jsonText).join(",")}]`;
  if (typeof value === "number" || typeof value === "bigint") return numberText(value);
  return JSON.stringify(value ?? null);
}

const escaped = (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** Return JSON as Go's: what could end a script in a page is escaped. */
export const goJson = (value) => jsonText(value).replace(/[<>&\u2028\u2029]/g, escaped);

const lineJson = (value) => jsonText(value).replace(/[\u2028\u2029]/g, escaped);

const DEEPEST = 100;
const PLAIN_KEY = /^(?!(?:y|n|yes|no|on|off|true|false|null)$)[a-z][a-z0-9_./-]*$/i;

/** Return the YAML of a map or list: a line for each entry and item. */
export const yamlText = (value) => `${yamlBlock(value, 0).replace(/^\n/, "")}\n`;

/** Return the YAML of a value: after a line end if it is a block of lines of its own. */
function yamlBlock(value, level) {
  const below = (item) => yamlBlock(item, level + 1).replaceAll("\n", "\n  ");
  const isBlock = isMap(value) ? value.size : isList(value) && value.length;
  if (!isBlock || level >= DEEPEST) return lineJson(value).replace(/^(-?[0-9]+)e/, "$1.0e");
  if (isList(value)) return value.map((item) => `\n- ${below(item).replace(/^\n  /, "")}`).join("");
  const entries = [...value].sort(([one], [other]) => compared(one, other));
  return entries.map(([key, item]) => `\n${yamlKey(key)}:${afterKey(below(item))}`).join("");
}

const yamlKey = (key) => (PLAIN_KEY.test(key) ? key : lineJson(key));

const afterKey = (text) => (text.startsWith("\n") ? text : ` ${text}`);

const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Zs}]/gu;
const SHORT = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };
const LONGEST_LINE = 2000;

function escapedCharacter(found) {
  if (found === " ") return found;
  if (SHORT[found]) return SHORT[found];
  const code = found.codePointAt(0);
  const [letter, digits] = code < 0x100 ? ["x", 2] : code < 0x10000 ? ["u", 4] : ["U", 8];
  return `\\${letter}${code.toString(16).padStart(digits, "0")}`;
}

/** Return a line for people: what shows nothing is escaped, and a very long line is cut. */
export function printable(line) {
  const kept = line.length <= LONGEST_LINE ? line : cutTo(line, LONGEST_LINE);
  return kept.replace(HIDDEN, escapedCharacter);
}

function cutTo(line, length) {
  const characters = [...line];
  return characters.length <= length ? line : `${characters.slice(0, length).join("")}…`;
}

/** Return the base64 form of a text's UTF-8. */
export function base64(text) {
  let bytes = "";
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return btoa(bytes);
}

// The constants of SHA-256 are the first bits of the roots of the first primes (FIPS 180-4).

const fraction = (root) => Math.floor((root - Math.floor(root)) * 2 ** 32);
const PRIMES = [];
for (let number = 2; PRIMES.length < 64; number++) {
  if (PRIMES.every((prime) => number % prime)) PRIMES.push(number);
}
const ROUNDS = PRIMES.map((prime) => fraction(Math.cbrt(prime)));
const START = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));

const turned = (word, bits) => (word >>> bits) | (word << (32 - bits));

function padded(bytes) {
  const blocks = new DataView(new ArrayBuffer((((bytes.length + 8) >> 6) + 1) * 64));
  bytes.forEach((byte, index) => blocks.setUint8(index, byte));
  blocks.setUint8(bytes.length, 0x80);
  blocks.setBigUint64(blocks.byteLength - 8, BigInt(bytes.length) * 8n);
  return blocks;
}

function scheduled(blocks, start) {
  const words = [];
  for (let index = 0; index < 16; index++) words.push(blocks.getUint32(start + 4 * index));
  for (let index = 16; index < 64; index++) {
    const [early, late] = [words[index - 15], words[index - 2]];
    const one = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
    const two = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
    words.push((words[index - 16] + one + words[index - 7] + two) | 0);
  }
  return words;
}

function mixed(state, words) {
  let [a, b, c, d, e, f, g, h] = state;
  for (let index = 0; index < 64; index++) {
    const chosen = (e & f) ^ (~e & g);
    const sum = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
    const one = (h + sum + chosen + ROUNDS[index] + words[index]) | 0;
    const most = (a & b) ^ (a & c) ^ (b & c);
    const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + most) | 0;
    [a, b, c, d, e, f, g, h] = [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g];
  }
  return [a, b, c, d, e, f, g, h].map((word, index) => (state[index] + word) | 0);
}

/** Return the SHA-256 of a text's UTF-8, in hexadecimal. */
export function sha256(text) {
  const blocks = padded(new TextEncoder().encode(text));
  let state = START.map((word) => word | 0);
  for (let start = 0; start < blocks.byteLength; start += 64) {
    state = mixed(state, scheduled(blocks, start));
  }
  return state.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}
