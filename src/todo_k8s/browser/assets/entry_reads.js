// Which values an entry of a computed map comes from, as todo_k8s.helm.compiled.entry_reads tells it.

import { isList, isMap, isTrue } from "./data.js";

/** Tells what entries come from, and what decides which part of a merge or a choice has them. */
export class EntryReads {
  constructor(evaluation, reads, variables, sources) {
    this.evaluation = evaluation;
    this.reads = reads;
    this.variables = variables;
    this.sources = sources;
  }

  /** Return the reads of the entry of a key; null where they cannot be told. */
  of(content, key) {
    if (content === null || typeof content !== "object") return null;
    if (!isList(content)) return this.written(Object.entries(content), key);
    const [form, ...rest] = content;
    if (typeof form === "number") return this.ofExpression(form, key);
    if (form === "filled") return this.of(rest[0], key);
    if (form === "if") return this.chosen(rest[0], rest[1], rest[2] ?? null, key);
    if (form === "entries") return this.written(pairsOf(rest[0]), key) ?? this.of(rest[1], key);
    return form === "map" ? this.written(rest, key) : null;
  }

  ofExpression(number, key) {
    const expr = this.evaluation.expressions[number];
    if (!isList(expr)) return null;
    const [form, ...rest] = expr;
    if (form === "ref") return this.reads.of(number, this.sources).map((read) => [...read, key]);
    if (form === "helper") return this.ofExpression(rest[2], key);
    if (form === "named") return this.of(rest[2], key);
    if (form === "choose") return this.chosen(rest[0], [rest[1]], [rest[2]], key);
    if (form === "merge") return this.merged(rest, key);
    return form === "mapping" || form === "object" ? this.built(rest, key) : null;
  }

  chosen(condition, then, otherwise, key) {
    const holds = isTrue(this.evaluation.worth(condition, this.variables));
    const found = this.of(holds ? then : otherwise, key);
    return found && [...found, ...this.reads.of(condition, this.sources)];
  }

  /** Return what the first of some maps has, in which the entry is not empty. */
  merged(maps, key) {
    const worths = maps.map((number) => [number, this.evaluation.worth(number, this.variables)]);
    const having = worths.filter(([, worth]) => isMap(worth) && worth.has(key));
    const [chosen] = having.find(([, worth]) => isTrue(worth.get(key))) ?? having[0] ?? [];
    return chosen === undefined ? null : this.ofExpression(chosen, key);
  }

  built(flat, key) {
    const { expressions } = this.evaluation;
    const at = flat.findIndex((number, place) => place % 2 === 0 && expressions[number] === key);
    return at < 0 ? null : this.reads.of(flat[at + 1], this.sources);
  }

  written(pairs, key) {
    const found = pairs.find(([name]) => name === key);
    return found ? this.reads.ofContent(found[1], this.sources) : null;
  }
}

const pairsOf = (own) => (isList(own) ? own.slice(1) : Object.entries(own));
