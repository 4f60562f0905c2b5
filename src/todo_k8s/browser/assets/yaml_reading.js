// Values files, read as Helm reads them. What is seldom in one is refused with its line, and never
// read otherwise: merge keys, tags, "? " keys, tabs, and further documents.

import { isMap } from "./data.js";
import { flowValue } from "./yaml_flow.js";
import { YamlError } from "./yaml_lexer.js";
import { Text } from "./yaml_text.js";

/** Return what a values file holds: { values, warnings }, or { fault, line }. */
export function valuesIn(text) {
  try {
    const reader = new BlockReader(text);
    return { values: reader.document(), warnings: reader.text.warnings };
  } catch (error) {
    if (error instanceof YamlError) return { fault: error.message, line: error.line };
    if (error instanceof RangeError) return { fault: "is nested too deep", line: 1 };
    throw error;
  }
}

/** Reads what stands in lines and by its indentation. */
class BlockReader {
  constructor(text) {
    this.text = new Text(text);
  }

  document() {
    this.text.skipStart();
    const value = this.text.isAtEnd() ? null : this.node(-1);
    this.text.skipBlanks();
    if (!this.text.isAtEnd()) this.text.fail("is not where a value can be; check the indentation");
    if (value !== null && !isMap(value)) this.text.fail("must be a map at the top");
    return value ?? new Map();
  }

  /** Read the node that starts here, in a map or list of a column; -1 is around the document. */
  node(around) {
    const { text } = this;
    if (text.peek() === "&" && around >= 0) return this.anchored(around);
    const column = text.column();
    if (text.isItem()) return this.list(column);
    if (text.isKey()) return this.map(column);
    return this.value(around);
  }

  /** Read what an anchor stands before. */
  anchored(around) {
    const { text } = this;
    const name = text.anchor();
    if (!name) text.fail("starts with a sign; quote it");
    if (text.restIsBlank()) return text.named(name, this.below(around, false));
    if (text.isItem() || text.isKey()) text.fail("starts in the line of its anchor; use the next");
    return text.named(name, this.value(around));
  }

  /** Read a value that is no block map and no block list. */
  value(around) {
    const { text } = this;
    const first = text.peek();
    let found;
    if (first === "|" || first === ">") return text.blockScalar(around);
    if (first === "[" || first === "{") found = flowValue(text);
    else if (first === "*") found = text.alias();
    else if (first === '"' || first === "'") found = text.quoted();
    else found = text.plain(around);
    text.endLine();
    return found;
  }

  map(column) {
    const { text } = this;
    const made = new Map();
    const types = new Map();
    do {
      if (!text.isKey()) text.fail("is no key with a colon and a space behind it");
      text.addEntry(made, types, text.key(), () => this.entry(column));
      text.skipBlanks();
    } while (!text.isAtEnd() && text.column() === column);
    return this.ended(made, column);
  }

  /** Read the value of the key before the colon that stands here. */
  entry(column) {
    const { text } = this;
    text.forward();
    if (text.restIsBlank()) return this.below(column, true);
    text.skipSpaces();
    if (text.isItem()) text.fail("is a list item; start the list on a line of its own");
    return text.peek() === "&" ? this.anchored(column) : this.value(column);
  }

  list(column) {
    const { text } = this;
    const items = [];
    do {
      if (!text.isItem()) return this.ended(items, column);
      text.forward();
      if (text.restIsBlank()) items.push(this.below(column, false));
      else {
        text.skipSpaces();
        items.push(text.deeper(() => this.node(column)));
      }
      text.skipBlanks();
    } while (!text.isAtEnd() && text.column() === column);
    return this.ended(items, column);
  }

  /** Read what stands in the lines below a key or a dash; a list may be as far left as its key. */
  below(column, isOfKey) {
    const { text } = this;
    text.skipBlanks();
    if (text.isAtEnd()) return null;
    if (text.column() > column) return this.node(column);
    return isOfKey && text.column() === column && text.isItem() ? this.list(column) : null;
  }

  ended(made, column) {
    const { text } = this;
    if (!text.isAtEnd() && text.column() > column) {
      text.fail("is indented further than what it belongs to");
    }
    return made;
  }
}
