// What a scalar of YAML is worth to Helm, as todo_k8s.helm.reading.scalars has it.

const word = (value, text) => text.split(" ").map((each) => [each, value]);
const WORDS = new Map([
  ...word(true, "y Y yes Yes YES true True TRUE on On ON"),
  ...word(false, "n N no No NO false False FALSE off Off OFF"),
  ...word(null, "~ null Null NULL"),
  ["", null],
  ...word(NaN, ".nan .NaN .NAN"),
  ...word(Infinity, ".inf .Inf .INF +.inf +.Inf +.INF -.inf -.Inf -.INF"),
]);
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const POINT = /^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?$/;
const WHOLE = /^([-+]?)(?:(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+)|0([0-7]+)|([1-9][0-9]*|0))$/;
const MOST = 2n ** 63n;
const MOST_DIGITS = 80;

/** Return the value of a scalar without quotes; NaN or Infinity for what JSON has no form for. */
export function plainValue(text) {
  if (WORDS.has(text)) return WORDS.get(text);
  if (text[0] === ".") {
    return POINT.test(text) ? (float(text.replaceAll("_", "")) ?? text) : text;
  }
  if (!/^[-+0-9]/.test(text)) return text;
  const digits = text.replaceAll("_", "");
  return whole(digits) ?? float(digits) ?? signedBinary(digits) ?? text;
}

function whole(text) {
  const found = WHOLE.exec(text);
  if (!found || text.length > MOST_DIGITS) return undefined;
  const [, sign, based, octal, decimal] = found;
  const number = BigInt(based?.toLowerCase() ?? (octal ? `0o${octal}` : decimal));
  const most = sign === "-" ? MOST : sign ? MOST - 1n : 2n * MOST - 1n;
  if (number > most) return undefined;
  return short(sign === "-" ? -number : number);
}

function signedBinary(text) {
  const found = /^0b([-+])([01]{1,64})$/.exec(text);
  if (!found) return undefined;
  const number = BigInt(`0b${found[2]}`) * (found[1] === "-" ? -1n : 1n);
  return number >= -MOST && number < MOST ? short(number) : undefined;
}

const short = (number) => (BigInt(Number(number)) === number && isSafe(number) ? Number(number) : number);
const isSafe = (number) => Number.isSafeInteger(Number(number));

function float(text) {
  const number = FLOAT.test(text) ? Number(text) : Infinity;
  return Number.isFinite(number) ? number : undefined;
}

/** Return the text that a key becomes in JSON, or undefined if Helm takes no such key. */
export function keyText(value) {
  if (typeof value === "string") return value;
  if (typeof value === "boolean" || Number.isSafeInteger(value)) return String(value);
  if (typeof value === "bigint" && value < MOST) return String(value);
  return undefined;
}
