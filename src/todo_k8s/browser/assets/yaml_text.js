// Scalars of a values file in quotes, and in lines of their own.

import { Lexer } from "./yaml_lexer.js";

const ESCAPES = {
  ...{ 0: "\0", a: "\x07", b: "\b", t: "\t", "\t": "\t", n: "\n", v: "\v", f: "\f", r: "\r" },
  ...{ e: "\x1b", " ": " ", '"': '"', "'": "'", "\\": "\\", N: "\x85", _: "\xa0" },
  ...{ L: "\u2028", P: "\u2029" },
};
const CODES = { x: 2, u: 4, U: 8 };

/** A text with all of its scalars. */
export class Text extends Lexer {
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
