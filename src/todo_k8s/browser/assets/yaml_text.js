// The characters of a values file: scalars, keys, blanks and comments.

import { isList, isMap } from "./data.js";
import { keyText, plainValue } from "./yaml_scalars.js";

const UNREADABLE =
  /[^\n\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;
const ESCAPES = {
  ...{ 0: "\0", a: "\x07", b: "\b", t: "\t", "\t": "\t", n: "\n", v: "\v", f: "\f", r: "\r" },
  ...{ e: "\x1b", " ": " ", '"': '"', "'": "'", "\\": "\\", N: "\x85", _: "\xa0" },
  ...{ L: "\u2028", P: "\u2029" },
};
const CODES = { x: 2, u: 4, U: 8 };
const NO_PLAIN = /[,[\]{}#&*!|>'"%@`]/;
const MEANT = {
  "&": "starts with &, where no anchor can be; quote it",
  "*": "starts with *, where no alias can be; quote it",
  "!": "has a tag; write a value without one",
};
const ANCHOR = /&([A-Za-z0-9_-]+)(?=[ \n]|$) */y;
const ALIAS = /\*([A-Za-z0-9_-]+)/y;
const MOST_REPEATED = 5000;
const QUOTED_KEY = /("(?:[^"\\\n]|\\[^\n])*"|'(?:[^'\n]|'')*') *:(?=[ \n]|$)/y;
const PLAIN_KEY = /((?:[^\n:#]|:(?=[^ \n])|(?<! )#)+?) *:(?=[ \n]|$)/y;
const LONGEST_KEY = 1000;
const DEEPEST = 500;

/** What is no values file, or one that a page does not read. */
export class YamlError extends Error {
  constructor(message, line) {
    super(message);
    this.line = line;
  }
}

/** A text, and where in it the reader is. */
export class Text {
  constructor(text) {
    this.all = text.replaceAll("\r\n", "\n");
    this.at = 0;
    this.depth = 0;
    this.repeated = 0;
    this.anchors = new Map();
    this.warnings = [];
    const wrong = UNREADABLE.exec(this.all);
    if (wrong) this.failAt(wrong.index, "has a control character; in double quotes, write an escape");
  }

  // Where the reader is

  peek(distance = 0) {
    return this.all[this.at + distance] ?? "";
  }

  forward(length = 1) {
    this.at += length;
  }

  isAtEnd() {
    return this.at >= this.all.length;
  }

  column() {
    return this.at - (this.all.lastIndexOf("\n", this.at - 1) + 1);
  }

  restOfLine() {
    const end = this.all.indexOf("\n", this.at);
    return this.all.slice(this.at, end < 0 ? undefined : end);
  }

  fail(message) {
    this.failAt(this.at, message);
  }

  failAt(place, message) {
    throw new YamlError(message, this.all.slice(0, place).split("\n").length);
  }

  /** Read what is one level deeper. */
  deeper(read) {
    if (++this.depth > DEEPEST) this.fail("is nested too deep");
    const found = read();
    this.depth--;
    return found;
  }

  // Blanks and comments

  /** Go over the comments before the document, and the --- in front of it. */
  skipStart() {
    this.skipBlanks();
    const isMarker = this.column() === 0 && /^---(?: *| +#.*)$/.test(this.restOfLine());
    if (isMarker) this.forward(this.restOfLine().length);
    const [, marker] = /\n(---|\.\.\.)/.exec(`\n${this.all.slice(this.at)}`) ?? [];
    if (marker) this.fail(`is followed by ${marker}; a values file is one document`);
    this.skipBlanks();
  }

  skipSpaces() {
    while (this.peek() === " ") this.forward();
  }

  skipBlanks() {
    for (;;) {
      while (this.peek() === " " || this.peek() === "\n") this.forward();
      if (this.peek() !== "#" || !["", " ", "\n"].includes(this.peek(-1))) return;
      this.forward(this.restOfLine().length);
    }
  }

  restIsBlank() {
    return /^(?: *| +#.*)$/.test(this.restOfLine());
  }

  /** Go to the end of a line of which nothing but a comment is left. */
  endLine() {
    if (!this.restIsBlank()) this.fail("has more behind its value; quote the value");
    this.forward(this.restOfLine().length);
  }

  // Keys and items

  isItem() {
    return this.peek() === "-" && ["", " ", "\n"].includes(this.peek(1));
  }

  isKey() {
    return this.keyHere() !== null;
  }

  keyHere() {
    const isQuoted = this.peek() === '"' || this.peek() === "'";
    const form = isQuoted ? QUOTED_KEY : PLAIN_KEY;
    if (!isQuoted && !this.startsPlain()) return null;
    form.lastIndex = this.at;
    return form.exec(this.all);
  }

  /** Read a key; the reader stands at its colon then. */
  key() {
    const [whole, text] = this.keyHere();
    const start = this.at;
    const isQuoted = text[0] === '"' || text[0] === "'";
    if (!isQuoted && text === "<<") this.fail("is a merge; write out what it merges");
    const value = isQuoted ? this.quoted() : this.plainKey(text);
    this.at = start + whole.length - 1;
    this.checkKey(start);
    return value;
  }

  /** Add an entry to a map: a key that reads the same is a later value, or no key. */
  addEntry(made, types, key, read) {
    const text = keyText(key);
    const type = typeof key === "bigint" ? "number" : typeof key;
    if (text === undefined) this.fail("is no key for Helm; quote it");
    if (made.has(text)) {
      if (types.get(text) !== type) this.fail("reads like another key; quote or remove one");
      const line = this.all.slice(0, this.at).split("\n").length;
      this.warnings.push(`line ${line}: ${text} is set again, and this one counts`);
    }
    types.set(text, type);
    made.set(text, this.deeper(read));
  }

  // Anchors and aliases

  /** Go over an anchor and return its name; undefined if there is none. */
  anchor() {
    ANCHOR.lastIndex = this.at;
    const found = ANCHOR.exec(this.all);
    if (!found) return undefined;
    this.anchors.delete(found[1]);
    this.forward(found[0].length);
    if (this.peek() === "*") this.fail("is an anchor of an alias; leave it out");
    return found[1];
  }

  /** Return a value that has a name from now on. */
  named(name, value) {
    this.anchors.set(name, value);
    return value;
  }

  /** Return a copy of what an alias stands for. */
  alias() {
    ALIAS.lastIndex = this.at;
    const [whole, name] = ALIAS.exec(this.all) ?? [];
    if (!this.anchors.has(name)) this.fail("is an alias that has no anchor before it");
    this.forward(whole.length);
    return this.copied(this.anchors.get(name));
  }

  copied(value) {
    if (++this.repeated > MOST_REPEATED) this.fail("repeats too much by aliases");
    if (isMap(value)) return new Map([...value].map(([key, item]) => [key, this.copied(item)]));
    return isList(value) ? value.map((item) => this.copied(item)) : value;
  }

  // Scalars

  startsPlain() {
    const [first, second] = [this.peek(), this.peek(1)];
    if ("-?:".includes(first)) return second !== "" && second !== " " && second !== "\n";
    return !NO_PLAIN.test(first) && first !== "\t";
  }

  /** Return the value of a text without quotes. */
  plainText(text) {
    if (text.includes("\t")) this.fail("has a tab; use spaces, or quote it");
    const value = plainValue(text);
    if (typeof value === "number" && !Number.isFinite(value)) {
      this.fail("is infinite or no number, which JSON has no form for; quote it");
    }
    return value;
  }

  /** See that a key, which started at a place, is one that Helm takes. */
  checkKey(start) {
    const key = this.all.slice(start, this.at);
    if (key.length > LONGEST_KEY || key.includes("\n")) {
      this.fail(`is a key of more than one line, or of more than ${LONGEST_KEY} characters`);
    }
  }

  /** Return the key that a text without quotes is; a fraction is none, as Go rounds it. */
  plainKey(text) {
    const value = this.plainText(text);
    if (typeof value === "number" && /[.eE]/.test(text) && !/^[-+]?0x/i.test(text)) {
      this.fail("is no key for Helm; quote it");
    }
    return value;
  }

  /** Read a scalar without quotes, that further lines may continue which are indented further. */
  plain(around) {
    if (!this.startsPlain()) this.fail(MEANT[this.peek()] ?? "starts with a sign; quote it");
    let [text, isOver] = this.plainLine();
    for (let next; !isOver && (next = this.continued(around)); ) {
      this.forward(next.length);
      const [more, isLast] = this.plainLine();
      const breaks = next.split("\n").length - 1;
      text += (breaks === 1 ? " " : "\n".repeat(breaks - 1)) + more;
      isOver = isLast;
    }
    return this.plainText(text);
  }

  /** Read what a line has of a scalar; return it, and whether a comment ends it. */
  plainLine() {
    const [text, comment] = /^(.*?) *( #.*)?$/.exec(this.restOfLine()).slice(1);
    if (/:(?: |$)/.test(text)) this.fail("has a colon and a space in it; quote it");
    this.forward(text.length);
    return [text, comment !== undefined];
  }

  /** Return the blanks before the line that goes on with a scalar, if there is one. */
  continued(around) {
    const [blanks] = /^ *(?:\n *)+/.exec(this.all.slice(this.at)) ?? [""];
    const indent = blanks.length - blanks.lastIndexOf("\n") - 1;
    const next = this.all[this.at + blanks.length] ?? "";
    return blanks && next && next !== "#" && indent > around ? blanks : "";
  }

  /** Read a scalar in quotes. */
  quoted() {
    const quote = this.peek();
    const start = this.at;
    let text = "";
    this.forward();
    while (this.peek() !== quote || (quote === "'" && this.peek(1) === "'")) {
      if (this.isAtEnd()) this.failAt(start, "has a quote that is not closed");
      text += this.quotedPart(quote);
    }
    this.forward();
    return text;
  }

  quotedPart(quote) {
    if (/[ \n\t]/.test(this.peek())) return this.folded();
    if (quote === "'" && this.peek() === "'") {
      this.forward(2);
      return "'";
    }
    if (quote === '"' && this.peek() === "\\") return this.escape();
    this.forward();
    return this.peek(-1);
  }

  /** Read blanks in quotes: line ends with the blanks around them are a space, or line ends. */
  folded() {
    const [blanks] = /^[ \t\n]+/.exec(this.all.slice(this.at));
    this.forward(blanks.length);
    const breaks = blanks.split("\n").length - 1;
    if (!breaks) return blanks;
    return breaks === 1 ? " " : "\n".repeat(breaks - 1);
  }

  escape() {
    const letter = this.peek(1);
    if (letter === "\n") {
      this.forward(2);
      const [blanks] = /^[ \t\n]*/.exec(this.all.slice(this.at));
      this.forward(blanks.length);
      return "\n".repeat(blanks.split("\n").length - 1);
    }
    if (Object.hasOwn(ESCAPES, letter)) {
      this.forward(2);
      return ESCAPES[letter];
    }
    const length = CODES[letter] ?? this.fail("has an escape that Helm does not know");
    const digits = this.all.slice(this.at + 2, this.at + 2 + length);
    const code = /^[0-9a-fA-F]+$/.test(digits) && digits.length === length ? parseInt(digits, 16) : -1;
    if (code < 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
      this.fail("has an escape that is no character");
    }
    this.forward(2 + length);
    return String.fromCodePoint(code);
  }

  /** Read a literal or folded scalar. */
  blockScalar(around) {
    const header = /^([|>])([+-]?)([1-9]?)([+-]?)(?: *| +#.*)$/.exec(this.restOfLine());
    if (!header || (header[2] && header[4])) this.fail("has more than + - or a digit behind | or >");
    const [, style, before, digit, after] = header;
    this.forward(this.restOfLine().length + 1);
    const lines = this.blockLines(around, Number(digit));
    return blockText(lines, style === ">", before || after);
  }

  /** Read the lines of a block scalar, without their indentation; blank ones are empty. */
  blockLines(around, given) {
    let indent = given && Math.max(around, 0) + given;
    let widest = 0;
    const lines = [];
    while (!this.isAtEnd()) {
      const line = this.restOfLine();
      const [spaces] = /^ */.exec(line);
      const isBlank = spaces.length === line.length && (!indent || spaces.length <= indent);
      if (!isBlank && !indent) {
        indent = spaces.length;
        if (indent < Math.max(widest, around + 1, 1)) {
          if (widest > indent) this.fail("is indented less than a blank line above it");
          break;
        }
      }
      if (!isBlank && spaces.length < indent) break;
      if (!isBlank && /^ *\t/.test(line)) this.fail("starts with a tab; use spaces");
      widest = isBlank ? Math.max(widest, spaces.length) : widest;
      if (this.at + line.length >= this.all.length) this.fail("ends within a text; end the line");
      lines.push(isBlank ? "" : line.slice(indent));
      this.forward(line.length + 1);
    }
    if (/^ *\t/.test(this.restOfLine())) this.fail("starts with a tab; use spaces");
    return lines;
  }
}

/** Return the text of a block scalar. */
function blockText(lines, isFolded, chomping) {
  const last = lines.findLastIndex((line) => line !== "");
  const trailing = lines.length - 1 - last;
  let text = "";
  let breaks = 0;
  let wasBlank = false;
  lines.slice(0, last + 1).forEach((line, index) => {
    if (line === "") {
      breaks++;
      return;
    }
    const isBlank = line[0] === " " || line[0] === "\t";
    const isFirst = text === "" && index === breaks;
    if (isFolded && !isFirst && !wasBlank && !isBlank) text += breaks ? "\n".repeat(breaks) : " ";
    else text += (isFirst ? "" : "\n") + "\n".repeat(breaks);
    text += line;
    [breaks, wasBlank] = [0, isBlank];
  });
  const ended = last >= 0 && chomping !== "-" ? "\n" : "";
  return text + ended + (chomping === "+" ? "\n".repeat(trailing) : "");
}
