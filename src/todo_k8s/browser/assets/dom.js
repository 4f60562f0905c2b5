// Elements of the page.

/** Return an element with attributes, listeners (`onclick`) and content. */
export function element(tag, attributes = {}, ...content) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (typeof value === "boolean") made.toggleAttribute(name, value);
    else if (value !== undefined) made.setAttribute(name, value);
  }
  made.append(...content.filter((each) => each !== null && each !== undefined));
  return made;
}

const holder = element("div");
holder.innerHTML = "<svg></svg>";
const PICTURE = holder.firstChild.namespaceURI; // an address, and a page should have none

/** Return an element of a picture with attributes and content. */
export function drawn(tag, attributes = {}, ...content) {
  const made = document.createElementNS(PICTURE, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...content);
  return made;
}

/** Return a button that does not send a form. */
export const button = (text, onclick, attributes = {}) =>
  element("button", { type: "button", onclick, ...attributes }, text);

/** Copy a text; the button says so for a moment. */
export async function copy(text, from) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = element("textarea", { class: "apart" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  const before = from.textContent;
  from.textContent = "Copied";
  setTimeout(() => (from.textContent = before), 1200);
}
