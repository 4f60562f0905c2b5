// Which values an expression or content reads, as todo_k8s.helm.compiled.reads tells it.
//
// A read is a path: ["Values", "backend", "port"]. The step "*" is any entry or item.

import { isList } from "./data.js";

const ANY = "*";
const NO_SOURCES = new Map();

/** Return paths, each once and in order. */
const distinct = (reads) => [...new Map(reads.map((read) => [JSON.stringify(read), read])).values()];

/** Tells what is read; it keeps what it has found of expressions without variables. */
export class Reads {
  constructor(chart) {
    this.chart = chart;
    this.known = [];
  }

  /**
   * Return what the expression of a number reads.
   *
   * @param number The number of the expression.
   * @param sources What the variables in it stand for; those of loops within it are found.
   */
  of(number, sources) {
    return distinct(this.ofExpression(number, sources));
  }

  ofExpression(number, sources) {
    const expr = this.chart.expressions[number];
    if (!this.chart.closed[number]) return this.inside(expr, sources);
    this.known[number] ??= distinct(this.inside(expr, NO_SOURCES));
    return this.known[number];
  }

  inside(expr, sources) {
    if (!isList(expr)) return [];
    const [form, ...rest] = expr;
    if (form === "int") return [];
    if (form === "ref") return pathsOf(rest[0], sources);
    if (form === "let") return this.ofExpression(rest[0], sources);
    if (form === "helper") return this.ofExpression(rest[2], sources);
    if (form === "named") return this.ofContent(rest[2], sources);
    return rest.flatMap((number) => this.ofExpression(number, sources));
  }

  ofContent(content, sources) {
    if (content === null || typeof content !== "object") return [];
    const every = (parts) => parts.flatMap((part) => this.ofContent(part, sources));
    if (!isList(content)) return every(Object.values(content));
    const [form, ...rest] = content;
    if (typeof form === "number") return this.ofExpression(form, sources);
    if (form === "each") return this.ofLoop(rest, sources);
    const [first, ...others] = rest;
    if (form === "if" || form === "spread") return [...this.ofExpression(first, sources), ...every(others)];
    if (form === "map" || form === "raw") return rest.flatMap(every);
    if (form === "generated") return every(rest.slice(0, 2));
    return form === "int" ? [] : every(rest);
  }

  ofLoop([collection, names, body, ...more], sources) {
    const items = this.of(collection, sources).map((read) => [...read, ANY]);
    const inner = new Map([...sources, ...names.map((name) => [name, items])]);
    const numbers = [collection, ...more.filter((number) => number !== null)];
    const [first, ...rest] = numbers.map((number) => this.ofExpression(number, inner));
    return [...first, ...this.ofContent(body, inner), ...rest.flat()];
  }
}

/** Return the paths that a reference can stand for: one, but for an item of what is computed. */
function pathsOf(path, sources) {
  const [root, ...below] = path.split(".");
  if (!root.startsWith("$")) return [[root, ...below]];
  return (sources.get(root) ?? []).map((source) => [...source, ...below]);
}
