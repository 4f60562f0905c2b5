// What a compiled chart gives for values, computed as todo_k8s.helm.compiled.evaluation does.

import { ChartError, EMPTY_MAP, Raw, isList, isMap, isTrue, sortedKeys } from "./data.js";
import { Expressions, NO_VARIABLES } from "./expressions.js";

const TOO_LARGE = 2 ** 64;
const LONGEST_KEY = 1022;

/** Items for the list around them. */
export class Splice extends Array {}

function isLeftOut(entry) {
  return entry === null || (entry instanceof Raw && entry.size === 0 && entry !== EMPTY_MAP);
}

const orNothing = (found) => (isTrue(found) ? found : null);

/** Return a value of the values as content: what is empty is left out, but in a Raw. */
export function resolved(value) {
  if (value instanceof Raw) return value;
  if (isMap(value)) {
    const kept = new Map();
    for (const [key, item] of value) {
      if (key.length > LONGEST_KEY) throw new ChartError("a key is longer than YAML takes");
      const found = isLeftOut(item) ? null : resolved(item);
      if (found !== null) kept.set(key, found);
    }
    return orNothing(kept);
  }
  if (isList(value)) {
    const items = value.map(resolved).filter((item) => item !== null);
    return items.length ? items : null;
  }
  if (typeof value === "number" && !(value >= -TOO_LARGE / 2 && value < TOO_LARGE)) {
    throw new ChartError(`${value} is too large for Kubernetes; write a string`);
  }
  return value;
}

/** Return the lines in content that is nothing but lines. */
const flat = (content) =>
  isList(content) ? content.flatMap(flat) : content === null ? [] : [content];

/** Return manifests as YAML of Helm's has them: without -0, and with lists of their own. */
function copied(value) {
  if (isMap(value)) return new Map([...value].map(([key, item]) => [key, copied(item)]));
  if (isList(value)) return Array.from(value, copied);
  return Object.is(value, -0) ? 0 : value;
}

/** What a compiled chart gives for values. */
export class Evaluation extends Expressions {
  manifests() {
    const found = [];
    for (const { path, conditions, content } of this.chart.objects) {
      if (!conditions.every((condition) => isTrue(this.worth(condition, NO_VARIABLES)))) continue;
      const made = within(`${path}: `, () => this.plain(content, NO_VARIABLES)) ?? [];
      found.push(...(isList(made) ? made : [made]));
    }
    return found.map(copied);
  }

  /** Return what the rules say that do not hold. */
  faults() {
    return flat(this.plain(this.chart.faults, NO_VARIABLES));
  }

  /** Return what the chart requires of values and release, and does not have. */
  unmet() {
    return flat(this.plain(this.chart.requirements, NO_VARIABLES));
  }

  /** Return the lines of NOTES.txt. */
  lines() {
    return flat(this.plain(this.chart.notes, NO_VARIABLES));
  }

  /** Return what the chart warns of. */
  warnings() {
    return flat(this.plain(this.chart.warnings, NO_VARIABLES));
  }

  /** Return what is in a helper. */
  bodyOf([form, , kind, body], variables) {
    if (form === "helper") return this.worth(body, variables);
    const found = this.plain(body, variables);
    return kind === "list" ? [...(found ?? [])] : (found ?? new Map());
  }

  // Content

  /** Return content with what it is worth in place of expressions and nodes. */
  plain(content, variables) {
    if (content === null || typeof content !== "object") return content;
    if (!isList(content)) return orNothing(this.entries(Object.entries(content), variables));
    const [kind, ...rest] = content;
    if (typeof kind === "number") return resolved(this.worth(kind, variables));
    return this[`of_${kind}`](rest, variables, content);
  }

  of_int([digits]) {
    return BigInt(digits);
  }

  of_list(items, variables) {
    const found = [];
    for (const item of items) {
      const made = this.plain(item, variables);
      if (made instanceof Splice) found.push(...made);
      else if (made !== null) found.push(made);
    }
    return found.length ? found : null;
  }

  of_splice(items, variables) {
    const found = this.of_list(items, variables);
    return found && Splice.from(found);
  }

  of_map(pairs, variables) {
    return orNothing(this.entries(pairs, variables));
  }

  of_empty() {
    return EMPTY_MAP;
  }

  of_raw(pairs, variables) {
    const made = new Raw();
    for (const [key, item] of pairs) made.set(this.key(key, variables), this.rawly(item, variables));
    return made;
  }

  /** Return content of which nothing is left out. */
  rawly(content, variables) {
    if (content === null || typeof content !== "object") return content;
    if (!isList(content)) return this.of_raw(Object.entries(content), variables);
    const [kind, ...rest] = content;
    if (kind === "list") return rest.map((item) => this.rawly(item, variables));
    return kind === "map" ? this.of_raw(rest, variables) : this.plain(content, variables);
  }

  of_if([condition, then, otherwise = null], variables) {
    const chosen = isTrue(this.worth(condition, variables)) ? then : otherwise;
    const found = this.plain(chosen, variables);
    return isList(found) ? Splice.from(found) : found;
  }

  of_each([collection, names, body, key, last], variables) {
    let turns = this.turns(collection, names, variables);
    if (last !== null) {
      const isLast = turns.map((turn) => isTrue(this.worth(last, turn)));
      turns = [...turns.filter((_, at) => !isLast[at]), ...turns.filter((_, at) => isLast[at])];
    }
    const results = turns.map((turn) => [turn, this.plain(body, turn)]);
    return key === null ? spliced(results) : this.keyed(results, key);
  }

  turns(number, names, variables) {
    const collection = this.worth(number, variables) ?? [];
    if (names.length === 1) {
      const items = isMap(collection) ? [...collection.keys()] : [...collection];
      return items.map((item) => new Map(variables).set(names[0], item));
    }
    const entries = isMap(collection)
      ? sortedKeys(collection).map((key) => [key, collection.get(key)])
      : [...collection.entries()];
    return entries.map(([key, item]) => new Map(variables).set(names[0], key).set(names[1], item));
  }

  keyed(results, key) {
    const made = new Map();
    for (const [turn, result] of results) {
      if (!isLeftOut(result)) made.set(this.worth(key, turn), result);
    }
    return orNothing(made);
  }

  of_filled([content], variables) {
    const found = this.plain(content, variables);
    if (found === null) {
      throw new ChartError("filled() is for what a rule keeps from being empty; add the rule");
    }
    return found;
  }

  of_spread([items], variables) {
    return Splice.from(resolved(this.worth(items, variables)) ?? []);
  }

  of_entries([own, more], variables) {
    const pairs = isList(own) ? own.slice(1) : Object.entries(own);
    const isWhole = isList(own) && own[0] === "raw";
    const made = isWhole ? this.of_raw(pairs, variables) : this.entries(pairs, variables);
    for (const [key, item] of this.plain(more, variables) ?? []) made.set(key, item);
    return orNothing(made);
  }

  /** Return a map or list in Kubernetes' own form, of which nothing is left out. */
  of_kept([number], variables) {
    return this.worth(number, variables);
  }

  of_generated([namespace, name, keys], variables) {
    const place = `${this.key(namespace, variables)}/${this.key(name, variables)}`;
    const text = ([key, length]) => `generated for ${place}/${key}: ${length} characters`;
    return new Map(keys.map((each) => [each[0], text(each)]));
  }

  /** Return what stands once for several places, with what differs here. */
  of_include([number, given], variables) {
    const held = Object.entries(given).map(([name, worth]) => [name, this.worth(worth, variables)]);
    return this.plain(this.chart.included[number], new Map(held));
  }

  of_fault([holds, line], variables) {
    return isTrue(this.worth(holds, variables)) ? null : this.worth(line, variables);
  }

  entries(pairs, variables) {
    const found = new Map();
    for (const [key, item] of pairs) {
      const name = this.key(key, variables);
      if (found.has(name)) {
        throw new ChartError(
          "two keys of one map are equal with some valid values, and Helm would print both; make " +
            "a rule that refuses those values",
        );
      }
      found.set(name, this.plain(item, variables));
    }
    for (const [name, item] of found) if (isLeftOut(item)) found.delete(name);
    return found;
  }

  key(key, variables) {
    return isList(key) ? this.worth(key[0], variables) : key;
  }
}

function spliced(results) {
  const items = results.flatMap(([, result]) => (isList(result) ? [...result] : [result]));
  const kept = items.filter((item) => item !== null);
  return kept.length ? Splice.from(kept) : null;
}

/** Say in an error where it was. */
function within(step, compute) {
  try {
    return compute();
  } catch (error) {
    if (error instanceof ChartError) error.message = `${step}${error.message}`;
    throw error;
  }
}
