// What is said of a field: its description and its default.

import { isList, isMap } from "./data.js";
import { button, element } from "./dom.js";

const SHOWN_HELP = 160;

/** Return a text as nodes, with what is in backquotes as code. */
export const marked = (text) =>
  text.split("`").map((part, at) => (at % 2 ? element("code", {}, part) : part));

/** Return a path whose line may end behind each dot. */
export const breakable = (path) =>
  path.split(/(?<=\.)/).flatMap((step) => [step, document.createElement("wbr")]);

/** Return what is said of the default of a field. */
function defaultText({ kind, required, default: standard }) {
  if (required) return "Required.";
  if (standard === null || isMap(standard) || isList(standard) || kind.base === "secret") return "";
  return `Default: \`${standard === "" ? '""' : standard}\`.`;
}

/** Return the description of a field, of which a long one is shown on demand. */
export function helpOf(field, id) {
  const text = [field.help, defaultText(field)].filter(Boolean).join(" ");
  const made = element("p", { class: "help", id }, ...marked(text));
  if (text.length <= SHOWN_HELP) return made;
  const end = text.indexOf(". ") + 1;
  if (end <= 0 || end > SHOWN_HELP) return made;
  const more = button("more", () => made.replaceChildren(...marked(text)), { class: "link" });
  made.replaceChildren(...marked(text.slice(0, end)), " ", more);
  return made;
}
