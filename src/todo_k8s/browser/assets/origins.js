// From which values each field of a manifest comes, as todo_k8s.helm.compiled.origins tells it.

import { Raw, isList, isMap, isTrue, sortedKeys } from "./data.js";
import { Evaluation, Splice, resolved } from "./evaluation.js";
import { EntryReads } from "./entry_reads.js";
import { writtenPath } from "./fault_lines.js";
import { valueAt } from "./paths.js";
import { Reads } from "./reads.js";

const VALUES = "Values";
const SOURCE = "source ";

/** A computed scalar of a manifest, with what it is made of. */
class Leaf {
  constructor(value, reads) {
    this.value = value;
    this.reads = reads;
  }
}

/** An evaluation that keeps what each computed scalar is made of. */
export class Tracing extends Evaluation {
  constructor(chart, roots) {
    super(chart, roots);
    this.plainly = new Evaluation(chart, roots);
    this.reads = new Reads(chart);
  }

  /** Return a Map of the reads of the computed fields of each manifest, by their written paths. */
  traced() {
    return this.manifests().map((content) => {
      const origins = new Map();
      const manifest = withoutLeaves(content, [], origins);
      return { manifest, origins };
    });
  }

  /** Return what an expression is worth: expressions take values as they are. */
  worth(number, variables) {
    return this.plainly.worth(number, variables);
  }

  plain(content, variables) {
    const number = isList(content) ? content[0] : null;
    if (typeof number !== "number") return super.plain(content, variables);
    const expr = this.expressions[number];
    if (!isList(expr) || expr[0] !== "named") return this.leaves(number, variables);
    const found = this.bodyOf(expr, ofParameters(expr.slice(4), variables));
    return isTrue(found) ? found : null;
  }

  of_spread([items], variables) {
    return Splice.from(this.leaves(items, variables) ?? []);
  }

  turns(number, names, variables) {
    const collection = this.worth(number, variables) ?? [];
    const places = isMap(collection) ? sortedKeys(collection) : [...collection.keys()];
    return super.turns(number, names, variables).map((turn, at) => {
      const items = this.ofEntry(number, places[at], variables);
      for (const name of names) turn.set(`${SOURCE}${name}`, items);
      return turn;
    });
  }

  leaves(number, variables) {
    const plain = resolved(this.worth(number, variables));
    if (isMap(plain) && plain.size && this.expressions[number][0] !== "ref") {
      const made = plain instanceof Raw ? new Raw() : new Map();
      for (const [key, item] of plain) {
        made.set(key, this.withLeaves(item, this.ofEntry(number, key, variables)));
      }
      return made;
    }
    return this.withLeaves(plain, this.reads.of(number, sourcesIn(variables)));
  }

  /** Return what an entry or item of a computed map or list comes from. */
  ofEntry(number, key, variables) {
    const sources = sourcesIn(variables);
    const found = new EntryReads(this.plainly, this.reads, variables, sources).ofExpression(number, key);
    return found ?? this.below(this.reads.of(number, sources), key);
  }

  withLeaves(plain, reads) {
    if (plain === null) return null;
    if (isList(plain)) return plain.map((item, at) => this.withLeaves(item, this.below(reads, at)));
    if (!isMap(plain)) return new Leaf(plain, reads);
    if (!plain.size) return plain; // an empty map that stays is known by its identity
    const made = plain instanceof Raw ? new Raw() : new Map();
    for (const [key, item] of plain) made.set(key, this.withLeaves(item, this.below(reads, key)));
    return made;
  }

  /** Return what an entry or item of something comes from: what has it, else what is no map. */
  below(reads, key) {
    const found = reads.map((read) => [read, this.held(read)]);
    const having = found.filter(([, value]) => has(value, key)).map(([read]) => [...read, key]);
    if (having.length) return having;
    const others = found.filter(([, value]) => !isMap(value)).map(([read]) => read);
    return others.length ? others : reads;
  }

  held([root, ...steps]) {
    return root === VALUES ? valueAt(this.roots.Values, steps) : undefined;
  }
}

/** Return the variables that a helper is given, with what they stand for. */
function ofParameters(names, variables) {
  const kept = names.flatMap((name) => [name, `${SOURCE}${name}`]);
  return new Map(kept.filter((name) => variables.has(name)).map((name) => [name, variables.get(name)]));
}

function sourcesIn(variables) {
  const sources = [...variables].filter(([name]) => name.startsWith(SOURCE));
  return new Map(sources.map(([name, reads]) => [name.slice(SOURCE.length), reads]));
}

function has(value, key) {
  if (typeof key === "number") return isList(value) && key < value.length;
  return isMap(value) && value.has(key);
}

function withoutLeaves(content, path, origins) {
  if (content instanceof Leaf) {
    origins.set(writtenPath(path), content.reads);
    return content.value;
  }
  if (isList(content)) return content.map((item, at) => withoutLeaves(item, [...path, at], origins));
  if (!isMap(content)) return content;
  const entries = [...content].map(([key, item]) => [key, withoutLeaves(item, [...path, key], origins)]);
  return new Map(entries);
}

/** Return where a field comes from: the values that are given, else that it is a default. */
export function toldOrigins(reads, given) {
  if (!reads?.length) return ["the chart"];
  const ofValues = reads.filter(([root]) => root === VALUES).map(([, ...steps]) => steps);
  const others = reads.filter(([root]) => root !== VALUES).map((read) => `.${read.join(".")}`);
  const told = [...ofValues.filter((steps) => isGiven(given, steps)).map(writtenPath), ...others];
  return told.length ? told : ofValues.slice(0, 1).map((steps) => `${writtenPath(steps)} (default)`);
}

const isGiven = (given, steps) => valueAt(given, steps) !== undefined;

/** Return what tells of a variable in manifests where it comes from. */
export function originsOf(traced, given) {
  const named = ({ manifest }) => `${manifest.get("kind")} ${valueAt(manifest, ["metadata", "name"])}`;
  return ({ workload, path }) => {
    const { manifest, origins } = traced.find((each) => named(each) === workload);
    const field = valueAt(manifest, [...path, "value"]) === undefined ? "name" : "value";
    return toldOrigins(origins.get(writtenPath([...path, field])), given);
  };
}
