// Rows for what is joined by lines: each line leads to a row further down, with few crossings, and
// everything stands near what it is joined to.

const SWEEPS = 12;

/** Return [source, target] of each link, turned around where it would close a circle. */
export function withoutCircles(ids, links) {
  const next = new Map(ids.map((id) => [id, []]));
  links.forEach(([source, target], at) => next.get(source).push([target, at]));
  const [state, turned] = [new Map(), new Set()];
  const visit = (id) => {
    state.set(id, "open");
    for (const [target, at] of next.get(id)) {
      if (state.get(target) === "open") turned.add(at);
      else if (!state.has(target)) visit(target);
    }
    state.set(id, "done");
  };
  ids.forEach((id) => state.has(id) || visit(id));
  return links.map(([source, target], at) => (turned.has(at) ? [target, source] : [source, target]));
}

/** Return the row of each id: after all that lead there, and near to where it leads. */
export function rowsOf(ids, links) {
  const rows = new Map(ids.map((id) => [id, 0]));
  for (let changed = true; changed; ) {
    changed = false;
    for (const [source, target] of links) {
      if (rows.get(target) > rows.get(source)) continue;
      rows.set(target, rows.get(source) + 1);
      changed = true;
    }
  }
  const isFirst = (id) => links.every(([, target]) => target !== id);
  for (const id of ids.filter(isFirst)) {
    const after = links.filter(([source]) => source === id).map(([, target]) => rows.get(target));
    if (after.length) rows.set(id, Math.min(...after) - 1);
  }
  return rows;
}

const middle = (numbers) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;

/**
 * Order the boxes of each row by where those are that they are joined to.
 *
 * @param rows Lists of boxes, { before, after }: the boxes that they are joined to.
 */
export function order(rows) {
  const number = (row) => row.forEach((box, at) => (box.at = at));
  rows.forEach(number);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const [side, sequence] = sweep % 2 ? ["after", [...rows].reverse()] : ["before", rows];
    for (const row of sequence) {
      const wish = new Map(
        row.map((box) => [box, box[side].length ? middle(box[side].map(({ at }) => at)) : box.at]),
      );
      row.sort((one, other) => wish.get(one) - wish.get(other));
      number(row);
    }
  }
}

/** Give each box of ordered rows its x: near to those it is joined to, and on no other box. */
export function place(rows, gap) {
  for (const row of rows) settle(row, row.map(() => 0), gap);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const sequence = sweep % 2 ? [...rows].reverse() : rows;
    for (const row of sequence) {
      const wishes = row.map((box) => {
        const joined = [...box.before, ...box.after].map(({ x, width }) => x + width / 2);
        return (joined.length ? middle(joined) : box.x + box.width / 2) - box.width / 2;
      });
      settle(row, wishes, gap);
    }
  }
  const left = Math.min(...rows.flat().map(({ x }) => x));
  for (const box of rows.flat()) box.x -= left;
}

/** Put boxes one beside another, as near to their wishes as they can be together. */
function settle(row, wishes, gap) {
  const groups = [];
  let offset = 0;
  row.forEach((box, at) => {
    let group = { boxes: [[box, offset]], wishes: [wishes[at] - offset] };
    offset += box.width + gap;
    while (groups.length && middle(groups.at(-1).wishes) > middle(group.wishes)) {
      const other = groups.pop();
      group = { boxes: [...other.boxes, ...group.boxes], wishes: [...other.wishes, ...group.wishes] };
    }
    groups.push(group);
  });
  for (const { boxes, wishes: wanted } of groups) {
    for (const [box, further] of boxes) box.x = middle(wanted) + further;
  }
}
