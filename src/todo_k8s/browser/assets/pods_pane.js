// The pane of what pods come to: times, resources, and where their variables come from.

import { budgetRows } from "./budget_rows.js";
import { budgetsOf } from "./budgets.js";
import { element } from "./dom.js";
import { variablesOf } from "./variables.js";

const cells = (tag, texts) => texts.map((text) => element(tag, {}, text));

function variablesTable(variables, told) {
  const head = element("tr", {}, ...cells("th", ["Container", "Variable or file", "From", "Set by"]));
  const rows = variables.map((variable) => {
    const { container, name, source, key } = variable;
    const texts = [container, name, `${source} ${key ?? ""}`.trim(), told(variable).join(", ")];
    return element("tr", {}, ...cells("td", texts));
  });
  return element("table", { class: "variables" }, element("thead", {}, head), element("tbody", {}, ...rows));
}

function podsElement(budget, variables, told) {
  const { kind, name } = budget;
  const rows = budgetRows(budget).map(([what, said]) =>
    element("tr", {}, element("th", { scope: "row" }, what), element("td", {}, said)),
  );
  const title = [element("span", { class: "kind" }, kind), " ", element("span", { class: "name" }, name)];
  const parts = [element("h3", {}, ...title), element("table", {}, element("tbody", {}, ...rows))];
  if (variables.length) parts.push(variablesTable(variables, told));
  return element("div", { class: "pods" }, ...parts);
}

/** Show what the pods of manifests come to; `told` says where a variable comes from. */
export function showPods(holder, manifests, told) {
  const variables = variablesOf(manifests);
  const made = budgetsOf(manifests).map((budget) => {
    const own = variables.filter(({ workload }) => workload === `${budget.kind} ${budget.name}`);
    return podsElement(budget, own, told);
  });
  const none = element("p", { class: "help" }, "There are no pods.");
  holder.replaceChildren(...(made.length ? made : [none]));
}
