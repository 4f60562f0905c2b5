// Where the cards, labels and lines of a graph go. A label stands on its line in a row of its
// own, so that no card, label or line lies on another card or label.

import { rowsOf, order, place, withoutCircles } from "./graph_layers.js";

const [PAD, LINE, BESIDE, BELOW] = [9, 16, 18, 40];
const MOST_LINES = 5;
const MOST_LETTERS = 40;
const STUB = 10;
const WIDEST_ROW = 900;

/** Return a text of at most so many letters, its middle left out if it is longer. */
export function cut(text, most = MOST_LETTERS) {
  const letters = [...text];
  if (letters.length <= most) return text;
  const start = (most - 1) >> 1;
  return `${letters.slice(0, start).join("")}…${letters.slice(start - most + 1).join("")}`;
}

function box(kind, lines, measure) {
  const width = Math.max(...lines.map((line) => measure(line))) + 2 * PAD;
  return { kind, lines, width, height: lines.length * LINE + 2 * PAD, before: [], after: [] };
}

const cardOf = (node, measure) => {
  const lines = [node.title, node.name, ...node.details].map((line) => cut(line));
  return { ...box("card", lines, measure), node };
};

function labelOf({ labels }, measure) {
  const more = labels.length - MOST_LINES + 1;
  const lines = more > 1 ? [...labels.slice(0, MOST_LINES - 1), `and ${more} more`] : labels;
  return { ...box("label", lines.map((line) => cut(line)), measure), labels };
}

const bend = () => ({ kind: "bend", lines: [], width: 4, height: 0, before: [], after: [] });

/**
 * Return { boxes, lines, width, height } of a graph, in pixels.
 *
 * A box has x, y, width, height and the lines of its text; one of kind "card" has its node. A line
 * has its edge and the points that it goes through, two for each row.
 *
 * @param graph The graph.
 * @param measure Returns how wide a text is.
 */
export function layoutOf(graph, measure) {
  const linked = new Set(graph.edges.flatMap(({ source, target }) => [source, target]));
  const cards = new Map(graph.nodes.map((node) => [node.id, cardOf(node, measure)]));
  const ids = graph.nodes.map(({ id }) => id).filter((id) => linked.has(id));
  const ends = withoutCircles(ids, graph.edges.map(({ source, target }) => [source, target]));
  const found = rowsOf(ids, ends);
  const rows = Array.from({ length: 2 * Math.max(-1, ...found.values()) + 1 }, () => []);
  for (const id of ids) rows[2 * found.get(id)].push(cards.get(id));
  const chains = graph.edges.map((edge, at) => {
    const [from, to] = ends[at].map((id) => 2 * found.get(id));
    const isTurned = ends[at][0] !== edge.source;
    const between = Array.from({ length: to - from - 1 }, bend);
    if (edge.labels.length) between[isTurned ? between.length - 1 : 0] = labelOf(edge, measure);
    between.forEach((each, step) => rows[from + 1 + step].push(each));
    const chain = [cards.get(ends[at][0]), ...between, cards.get(ends[at][1])];
    join(chain);
    return { edge, chain, isTurned };
  });
  const size = spread(rows);
  const single = graph.nodes.filter(({ id }) => !linked.has(id)).map(({ id }) => cards.get(id));
  const whole = stack(single, size);
  const boxes = [...rows.flat(), ...single].filter(({ kind }) => kind !== "bend");
  return { boxes, lines: linesOf(chains), ...whole };
}

function join(chain) {
  chain.slice(1).forEach((each, at) => {
    chain[at].after.push(each);
    each.before.push(chain[at]);
  });
}

/** Give the boxes of rows their places; return the size of all. */
function spread(rows) {
  if (!rows.length) return { width: 0, height: 0 };
  order(rows);
  place(rows, BESIDE);
  let top = 0;
  for (const row of rows) {
    const bottom = top + Math.max(0, ...row.map(({ height }) => height));
    for (const each of row) Object.assign(each, { y: (top + bottom - each.height) / 2, top, bottom });
    top = bottom + BELOW;
  }
  return { width: Math.max(...rows.flat().map(({ x, width }) => x + width)), height: top - BELOW };
}

/** Put boxes without lines in rows below all others. */
function stack(boxes, { width, height }) {
  const widest = Math.max(width, WIDEST_ROW);
  let [x, y, bottom, right] = [0, height && height + 2 * BELOW, height, width];
  for (const each of boxes) {
    if (x && x + each.width > widest) [x, y] = [0, bottom + BESIDE];
    Object.assign(each, { x, y });
    x += each.width + BESIDE;
    [bottom, right] = [Math.max(bottom, y + each.height), Math.max(right, x - BESIDE)];
  }
  return { width: right, height: bottom };
}

/** Return the lines, whose ends are spread over the sides of the cards. */
function linesOf(chains) {
  const starts = endsOf(chains, (chain) => [chain[0], chain[1]]);
  const ends = endsOf(chains, (chain) => [chain.at(-1), chain.at(-2)]);
  return chains.map((line) => {
    const { edge, chain, isTurned } = line;
    const points = chain.flatMap((each, at) => {
      if (at === 0) return along(starts.get(line), each.y + each.height, each.bottom + STUB);
      if (at === chain.length - 1) return along(ends.get(line), each.top - STUB, each.y);
      return along(each.x + each.width / 2, each.top, each.bottom);
    });
    return { edge, points: isTurned ? points.reverse() : points };
  });
}

const along = (x, from, to) => [[x, from], [x, to]];

/** Return where lines end at their cards, in the order of the boxes that they come from. */
function endsOf(chains, ends) {
  const found = new Map();
  const cards = new Set(chains.map(({ chain }) => ends(chain)[0]));
  for (const card of cards) {
    const own = chains.filter(({ chain }) => ends(chain)[0] === card);
    const middle = ({ chain }) => ends(chain)[1].x + ends(chain)[1].width / 2;
    own.sort((one, other) => middle(one) - middle(other));
    const step = card.width / (own.length + 1);
    own.forEach((line, at) => found.set(line, card.x + step * (at + 1)));
  }
  return found;
}
