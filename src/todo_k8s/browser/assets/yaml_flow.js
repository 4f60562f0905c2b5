// Maps and lists in brackets.

/** Read the value that starts here, between brackets or in them. */
export function flowValue(text) {
  const name = text.anchor();
  return name ? text.named(name, bareValue(text)) : bareValue(text);
}

function bareValue(text) {
  const first = text.peek();
  if (first === "*") return text.alias();
  if (first === "[") return text.deeper(() => flowList(text));
  if (first === "{") return text.deeper(() => flowMap(text));
  return flowScalar(text, false);
}

function flowScalar(text, isKey) {
  if (text.peek() === '"' || text.peek() === "'") return text.quoted();
  if (!text.startsPlain() || "?:".includes(text.peek())) text.fail("is no value in brackets; quote it");
  const [found] = /^(?:[^\n,[\]{}:#]|:(?=[^ \n])|(?<! )#)*/.exec(text.restOfLine());
  const plain = found.replace(/ +$/, "");
  if (!plain || plain.includes("?")) text.fail("is no value in brackets; quote it");
  const value = isKey ? text.plainKey(plain) : text.plainText(plain);
  text.forward(plain.length);
  return value;
}

/** Go to the next part, or over the bracket at the end; tell whether there is a next part. */
function goesOn(text, end) {
  text.skipBlanks();
  if (text.peek() === end) {
    text.forward();
    return false;
  }
  if (text.isAtEnd()) text.fail(`has no ${end} at the end`);
  return true;
}

function endPart(text, end) {
  text.skipBlanks();
  if (text.peek() === ",") text.forward();
  else if (text.peek() !== end) text.fail(`is followed by neither , nor ${end}`);
}

function flowList(text) {
  const items = [];
  text.forward();
  while (goesOn(text, "]")) {
    items.push(flowValue(text));
    endPart(text, "]");
  }
  return items;
}

function flowMap(text) {
  const made = new Map();
  const types = new Map();
  text.forward();
  while (goesOn(text, "}")) {
    const isPlain = text.peek() !== '"' && text.peek() !== "'";
    const start = text.at;
    const key = flowScalar(text, true);
    if (isPlain && key === "<<") text.fail("is a merge; write out what it merges");
    text.skipSpaces();
    text.checkKey(start);
    if (text.peek() !== ":") text.fail("is no key with a colon behind it");
    text.forward();
    text.addEntry(made, types, key, () => flowEntry(text));
    endPart(text, "}");
  }
  return made;
}

function flowEntry(text) {
  text.skipBlanks();
  return text.peek() === "," || text.peek() === "}" ? null : flowValue(text);
}
