// The pane with the graph: cards, labels and lines as an SVG, and what the lines mean.

import { drawn, element } from "./dom.js";
import { graphOf } from "./graph.js";
import { layoutOf } from "./graph_layout.js";

const [MARGIN, HEAD] = [12, 8];
const [PAD, LINE] = [9, 16];
const FONT = "13px system-ui, sans-serif";
const MEANINGS = {
  route: "requests from outside",
  selects: "a Service sends to pods",
  allowed: "may connect",
  blocked: "means to connect, and may not",
  reads: "is read",
};

let context = null;

/** Return how wide a text is drawn. */
function measure(text) {
  context ??= element("canvas").getContext("2d");
  context.font = `bold ${FONT}`;
  return context.measureText(text).width;
}

function pathOf(points) {
  let path = `M ${points[0].join(" ")}`;
  points.slice(1).forEach(([x, y], at) => {
    const [fromX, fromY] = points[at];
    const half = (fromY + y) / 2;
    path += fromX === x ? ` L ${x} ${y}` : ` C ${fromX} ${half} ${x} ${half} ${x} ${y}`;
  });
  return path;
}

const roleOf = (line) => ["title", "name"][line] ?? "detail";

function textOf({ x, y, lines, kind, width }) {
  const made = lines.map((line, at) => {
    const isLabel = kind === "label";
    const place = { x: isLabel ? x + width / 2 : x + PAD, y: y + PAD + LINE * (at + 0.75) };
    const anchor = { "text-anchor": isLabel ? "middle" : "start" };
    return drawn("text", { ...place, ...anchor, class: isLabel ? "label" : roleOf(at) }, line);
  });
  return drawn("g", {}, ...made);
}

function cardElement(box) {
  const { x, y, width, height, node } = box;
  const hint = drawn("title", {}, [`${node.title} ${node.name}`, ...node.details].join("\n"));
  const back = drawn("rect", { x, y, width, height, rx: 6 });
  return drawn("g", { class: `card ${node.kind}` }, hint, back, textOf(box));
}

function labelElement(box, labels) {
  const width = Math.max(...box.lines.map(measure)) + PAD;
  const [x, height] = [box.x + (box.width - width) / 2, box.height - PAD];
  const back = drawn("rect", { class: "back", x, y: box.y + PAD / 2, width, height, rx: 4 });
  return drawn("g", {}, drawn("title", {}, labels.join("\n")), back, textOf(box));
}

/** Return a line with its head, which points down or up. */
function lineElement({ edge, points }) {
  const [[, before], [x, y]] = points.slice(-2);
  const back = y > before ? -HEAD : HEAD;
  const head = `M ${x} ${y} l ${HEAD / 2} ${back} h ${-HEAD} z`;
  return drawn(
    "g",
    { class: edge.kind },
    drawn("path", { class: "line", d: pathOf(points) }),
    drawn("path", { class: "head", d: head }),
  );
}

function pictureOf(graph) {
  const { boxes, lines, width, height } = layoutOf(graph, measure);
  const [across, down] = [width + 2 * MARGIN, height + 2 * MARGIN];
  const cards = boxes.map((box) => (box.node ? cardElement(box) : labelElement(box, box.labels)));
  return drawn(
    "svg",
    {
      class: "graph",
      viewBox: `${-MARGIN} ${-MARGIN} ${across} ${down}`,
      width: across,
      height: down,
      role: "img",
      "aria-label": toldOf(graph),
    },
    ...lines.map(lineElement),
    ...cards,
  );
}

/** Return the connections in words, for those who do not see the picture. */
function toldOf({ nodes, edges }) {
  const names = new Map(nodes.map(({ id, title, name }) => [id, `${title} ${name}`]));
  const told = edges.map(({ source, target, kind, labels }) => {
    const more = labels.length ? ` (${labels.join(", ")})` : "";
    return `${names.get(source)} to ${names.get(target)}: ${MEANINGS[kind]}${more}`;
  });
  return told.join("; ");
}

function legendOf({ edges }) {
  const kinds = Object.keys(MEANINGS).filter((kind) => edges.some((edge) => edge.kind === kind));
  const parts = kinds.map((kind) => {
    const line = drawn("path", { class: "line", d: "M 0 6 L 26 6" });
    const sample = drawn("svg", { class: kind, width: 26, height: 12, "aria-hidden": "true" }, line);
    return element("span", {}, sample, ` ${MEANINGS[kind]}`);
  });
  return element("p", { class: "help legend" }, ...parts);
}

/** Show who talks to whom, and who reads what; a wide picture from its middle, or as it was. */
export function showGraph(holder, manifests, namespace) {
  const graph = graphOf(manifests, namespace);
  if (!graph.nodes.length) {
    holder.replaceChildren(element("p", { class: "help" }, "There are no pods, Services or routes."));
    return;
  }
  const notes = graph.notes.map((note) => element("p", { class: "help" }, note));
  const picture = element("div", { class: "picture", tabindex: "0" }, pictureOf(graph));
  const before = holder.querySelector(".picture")?.scrollLeft;
  holder.replaceChildren(legendOf(graph), picture, ...notes);
  picture.scrollLeft = before ?? (picture.scrollWidth - picture.clientWidth) / 2;
}
