// The characters of a values file: blanks, comments, keys, aliases, scalars without quotes.

import { isList, isMap } from "./data.js";
import { keyText, plainValue } from "./yaml_scalars.js";

const UNREADABLE =
  /[^\n\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;
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
export class Lexer {
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

  // Scalars without quotes

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
}
