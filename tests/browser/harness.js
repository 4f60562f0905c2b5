// Answers questions about charts, a line of JSON each, with the engine of the page before it.

import { budgetRows } from "./budget_rows.js";
import { budgetsOf } from "./budgets.js";
import { Chart } from "./chart.js";
import { revived } from "./data.js";
import { FUNCTIONS, OF_ASCII } from "./functions.js";
import { graphOf } from "./graph.js";
import { layoutOf } from "./graph_layout.js";
import { Masking } from "./masking.js";
import { usePatterns } from "./patterns.js";
import { jsonText } from "./text.js";
import { variablesOf } from "./variables.js";
import { valuesIn } from "./yaml_reading.js";
import { yamlText } from "./yaml_writing.js";

const { createInterface } = process.getBuiltinModule("node:readline");
let chart = null;

const answers = {
  chart: ({ data }) => {
    chart = new Chart(data);
    return true;
  },
  judge: ({ values, release, cluster }) => {
    const { manifests, ...told } = chart.judged(revived(values), release, cluster);
    return { ...told, manifests: manifests?.map(jsonText) };
  },
  mask: ({ masks, manifest }) => jsonText(new Masking(masks).masked(revived(manifest))),
  pods: ({ manifests }) => {
    const read = revived(manifests);
    const budgets = budgetsOf(read);
    return { budgets, rows: budgets.map(budgetRows), variables: variablesOf(read) };
  },
  origins: ({ values, release, cluster }) => {
    const { manifests, origins } = chart.judged(revived(values), release, cluster);
    const told = origins();
    return variablesOf(manifests).map((each) => [each.workload, each.container, each.name, told(each)]);
  },
  graph: ({ manifests, namespace, title }) => graphOf(revived(manifests), namespace, title),
  layout: ({ graph }) => {
    const { boxes, lines, ...size } = layoutOf(graph, (text) => 7.5 * text.length);
    const shown = ({ kind, x, y, width, height, lines: text, labels, node }) =>
      ({ kind, x, y, width, height, text, labels, node });
    return { boxes: boxes.map(shown), lines, ...size };
  },
  compute: ({ name, args }) => jsonText(FUNCTIONS[name](...args.map(revived))),
  functions: () => ({ names: Object.keys(FUNCTIONS), ascii: OF_ASCII }),
  matches: ({ source, texts }) => texts.map((text) => new RegExp(source, "u").test(text)),
  replace: ({ source, texts, by }) =>
    texts.map((text) => text.replace(new RegExp(source, "gu"), () => by)),
  patterns: ({ table }) => {
    usePatterns(table);
    return true;
  },
  read: ({ text }) => {
    const { values, fault, line } = valuesIn(text);
    return fault ? { fault, line } : { values: jsonText(values) };
  },
  write: ({ value }) => yamlText(revived(value)),
};

createInterface({ input: process.stdin }).on("line", (line) => {
  const { ask, ...question } = JSON.parse(line);
  let answer;
  try {
    answer = answers[ask](question);
  } catch (error) {
    answer = { error: String(error.stack) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
});
