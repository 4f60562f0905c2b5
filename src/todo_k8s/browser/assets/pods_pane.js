// The pane of what pods come to: times, resources, and where their variables come from.

import { budgetRows } from "./budget_rows.js";
import { budgetsOf } from "./budgets.js";
import { element } from "./dom.js";
import { variablesOf } from "./variables.js";

const cells = (tag, texts) => texts.map((text) => element(tag, {}, text));

function variablesTable(variables) {
  const head = element("tr", {}, ...cells("th", ["Container", "Variable or file", "From"]));
  const rows = variables.map(({ container, name, source, key }) =>
    element("tr", {}, ...cells("td", [container, name, `${source} ${key ?? ""}`.trim()])),
  );
  return element("table", { class: "variables" }, element("thead", {}, head), element("tbody", {}, ...rows));
}

function podsElement(budget, variables) {
  const { kind, name } = budget;
  const rows = budgetRows(budget).map(([what, said]) =>
    element("tr", {}, element("th", { scope: "row" }, what), element("td", {}, said)),
  );
  const title = [element("span", { class: "kind" }, kind), " ", element("span", { class: "name" }, name)];
  const parts = [element("h3", {}, ...title), element("table", {}, element("tbody", {}, ...rows))];
  if (variables.length) parts.push(variablesTable(variables));
  return element("div", { class: "pods" }, ...parts);
}

/** Show what the pods of manifests come to. */
export function showPods(holder, manifests) {
  const variables = variablesOf(manifests);
  const made = budgetsOf(manifests).map((budget) => {
    const own = variables.filter(({ workload }) => workload === `${budget.kind} ${budget.name}`);
    return podsElement(budget, own);
  });
  const none = element("p", { class: "help" }, "There are no pods.");
  holder.replaceChildren(...(made.length ? made : [none]));
}
