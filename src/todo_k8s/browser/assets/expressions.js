// What the expressions of a compiled chart are worth, computed as
// todo_k8s.helm.compiled.expressions does.

import { ChartError, isList, isMap, isTrue } from "./data.js";
import { FUNCTIONS, OF_ASCII } from "./functions.js";

const BEYOND_ASCII = /[^\0-\x7f]/;

/** The variables outside of all loops. */
export const NO_VARIABLES = new Map();

/** What Helm's functions take for what is absent. */
const ABSENT = {
  str: () => "",
  int: () => 0,
  float: () => 0,
  amount: () => 0,
  scalar: () => 0,
  bool: () => false,
  map: () => new Map(),
  list: () => [],
};

/** Tell of each expression whether it is worth the same in every turn of a loop. */
function closedOf(expressions) {
  const closed = [];
  for (const expr of expressions) {
    if (!isList(expr) || expr[0] === "int") closed.push(true);
    else if (expr[0] === "ref") closed.push(!expr[1].startsWith("$"));
    else if (expr[0] === "let") closed.push(closed[expr[1]]);
    else if (expr[0] === "named" || expr[0] === "helper") closed.push(expr.length === 4);
    else closed.push(expr.slice(1).every((number) => closed[number]));
  }
  return closed;
}

/** The expressions of a chart, with the values and what else Helm knows. */
export class Expressions {
  /**
   * @param chart The chart, as the page has it.
   * @param roots What expressions start from: Values, Release, Capabilities and Chart.
   */
  constructor(chart, roots) {
    this.chart = chart;
    this.roots = roots;
    this.expressions = chart.expressions;
    chart.closed ??= closedOf(chart.expressions);
    this.known = [];
    this.helpers = new Map();
  }

  /** Return what the expression of a number is worth; null for what is absent. */
  worth(number, variables) {
    const known = this.known[number];
    if (known !== undefined) return known;
    const found = this.computed(this.expressions[number], variables);
    if (this.chart.closed[number]) this.known[number] = found;
    return found;
  }

  computed(expr, variables) {
    if (!isList(expr)) return expr;
    switch (expr[0]) {
      case "ref":
        return this.referred(expr[1], variables);
      case "int":
        return BigInt(expr[1]);
      case "all_of": // as Helm does, no further than needed
        return expr.slice(1).every((each) => isTrue(this.worth(each, variables)));
      case "any_of":
        return expr.slice(1).some((each) => isTrue(this.worth(each, variables)));
      case "let":
        return this.worth(expr[1], variables);
      case "named":
      case "helper":
        return this.helped(expr, variables);
      default:
        return this.called(expr, variables);
    }
  }

  called([name, ...numbers], variables) {
    const args = numbers.map((number) => this.argument(name, number, variables));
    for (const place of OF_ASCII[name] ?? []) {
      if (BEYOND_ASCII.test(args[place])) {
        throw new ChartError(
          `${name}() of text beyond ASCII is another one in Helm; bound the field by a pattern ` +
            "such as ^[ -~]*$",
        );
      }
    }
    return FUNCTIONS[name](...args);
  }

  argument(name, number, variables) {
    const found = this.worth(number, variables);
    if (found !== null || name === "is_none") return found;
    return ABSENT[this.expressions[number][2]]();
  }

  /** Return what a helper is worth, which knows the variables that it is given only. */
  helped(expr, variables) {
    const [kind, name, , , ...parameters] = expr;
    if (parameters.length) {
      return this.bodyOf(expr, new Map(parameters.map((each) => [each, variables.get(each)])));
    }
    const key = `${kind} ${name}`;
    if (!this.helpers.has(key)) this.helpers.set(key, this.bodyOf(expr, NO_VARIABLES));
    return this.helpers.get(key);
  }

  referred(path, variables) {
    const [root, ...names] = path.split(".");
    let found = root.startsWith("$") ? variables.get(root) : this.roots[root];
    for (const name of names) {
      if (found === null) {
        throw new ChartError(
          `.${path} is read where what it is in may be null, and Helm fails there; read it in ` +
            "unless_none(), or below when() of is_set(), and give require() that too",
        );
      }
      found = isMap(found) ? (found.get(name) ?? null) : null;
    }
    return found;
  }
}
