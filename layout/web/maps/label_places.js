// Where a label may stand: candidates around a point, and the first that meets nothing. All in pixels;
// `rules` are those of layout/maps/label_ranks.py.
/**
 * @param {Box} a
 * @param {Box} b
 */
export function boxesMeet(a, b) {
  return Math.min(a.r, b.r) > Math.max(a.l, b.l) && Math.min(a.b, b.b) > Math.max(a.t, b.t);
}

/**
 * Candidate top-left corners of a label, best first. Without a gap the label stands on its points.
 * @param {{ w: number, h: number }} label
 * @param {Point[]} points
 * @param {number} gap
 * @param {LabelRules} rules
 * @param {number} [reach] of the steps of a label that stands off
 * @returns {[number, number][]}
 */
export function candidateCorners({ w, h }, points, gap, rules, reach = 0) {
  if (gap === 0) return points.map((p) => [p.x - w / 2, p.y - h / 2]);
  const { x, y } = points[0];
  /** @type {[number, number][]} */
  const corners = [];
  const diagonals = reach ? rules.leader_diagonals : rules.diagonals;
  const steps = reach ? rules.leader_steps.filter((step) => step <= reach) : rules.steps;
  for (const distance of steps.map((step) => gap + step)) {
    corners.push(
      [x + distance, y - h / 2],
      [x - distance - w, y - h / 2],
      [x - w / 2, y + distance],
      [x - w / 2, y - distance - h],
    );
    for (const [east, south] of diagonals.map((shares) => shares.map((share) => distance * share)))
      corners.push(
        [x + east, y + south],
        [x + east, y - south - h],
        [x - east - w, y + south],
        [x - east - w, y - south - h],
      );
  }
  return corners;
}

/**
 * Top-left corners of the name of a line, band or point, best first: within its band where that is
 * wide enough, then beside it. `points` are threes of a spot and its two sides.
 * @param {{ w: number, h: number }} label
 * @param {Point[]} points
 * @param {LabelSides} sides
 * @param {LabelRules} rules
 * @param {number} [scale]
 * @returns {[number, number][]}
 */
export function sideCorners({ w, h }, points, sides, rules, scale = 1) {
  const spots = [];
  for (let n = 0; n < points.length; n += 3) spots.push(points.slice(n, n + 3));
  const middle = (spots.length - 1) / 2;
  const order = [...spots.keys()];
  // From the middle of a line outwards; around a point in the order given.
  if (sides !== 'point') order.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  const ways = order.flatMap((n) => spots[n].slice(1).map((end) => wayTo(spots[n][0], end)));
  const isBand = sides === 'band' || sides === 'lined';
  const across = ({ x, y }) => Math.abs(x) * w + Math.abs(y) * h;
  /**
   * @param {number} over
   * @returns {[number, number][]}
   */
  const within = (over) =>
    ways
      .filter((way) => (sides === 'lined' ? 1 : 2) * way.far * over >= across(way) + 2 * rules.padding[1])
      .map(({ at, x, y, far }) => {
        const shift = sides === 'lined' ? far / 2 : 0;
        return [at.x + x * shift - w / 2, at.y + y * shift - h / 2];
      });
  /** @type {[number, number][]} */
  const beside = ways.map((way) => {
    const reach = (isBand ? way.far : 0) + rules.beside * scale + across(way) / 2;
    return [way.at.x + way.x * reach - w / 2, way.at.y + way.y * reach - h / 2];
  });
  // A line that bends runs through what stands beside it elsewhere.
  const clear = ([l, t]) =>
    sides === 'point' ||
    !spots.slice(1).some(([at], n) => lineMeetsBox(spots[n][0], at, { l, t, r: l + w, b: t + h }));
  // Rather a little over the edges of a band than beside it, where it might be read as another's.
  const loose = sides === 'band' ? within(rules.over) : [];
  return [...(isBand ? within(1) : []), ...loose, ...beside.filter(clear)];
}

/**
 * @param {Point} at
 * @param {Point} end
 */
function wayTo(at, end) {
  const far = Math.hypot(end.x - at.x, end.y - at.y) || 1;
  return { at, far, x: (end.x - at.x) / far, y: (end.y - at.y) / far };
}

/**
 * Whether a label stands nearer to its own symbol than to any other, by a margin: only then it is read there.
 * @param {Box} box
 * @param {Point} symbol
 * @param {Point[]} others
 * @param {number} margin
 */
export function readsAtOwn(box, symbol, others, margin) {
  const limit = distanceToBox(symbol, box) + margin;
  return others.every((other) => distanceToBox(other, box) >= limit);
}

/**
 * Where the line from a symbol meets its label, if it keeps clear of all other symbols and names; else null.
 * @param {Box} box
 * @param {Point} symbol
 * @param {Point[]} others
 * @param {Box[]} boxes
 * @param {LabelRules} rules
 * @param {number} [scale]
 */
export function leaderEnd({ l, t, r, b }, symbol, others, boxes, rules, scale = 1) {
  const clear = rules.leader_clear * scale;
  const end = { x: Math.max(l, Math.min(symbol.x, r)), y: Math.max(t, Math.min(symbol.y, b)) };
  const [dx, dy] = [end.x - symbol.x, end.y - symbol.y];
  const length = dx * dx + dy * dy || 1;
  const meets = ({ x, y }) => {
    const share = Math.max(0, Math.min(1, ((x - symbol.x) * dx + (y - symbol.y) * dy) / length));
    return Math.hypot(x - symbol.x - share * dx, y - symbol.y - share * dy) < clear;
  };
  const from = Math.min(rules.leader_from[1], (rules.leader_from[0] * clear) / Math.sqrt(length));
  const start = { x: symbol.x + from * dx, y: symbol.y + from * dy };
  return others.some(meets) || boxes.some((other) => !other.symbol && lineMeetsBox(start, end, other))
    ? null
    : end;
}

/**
 * @param {Point} start
 * @param {Point} end
 * @param {Box} box
 */
function lineMeetsBox(start, end, { l, t, r, b }) {
  let [from, to] = [0, 1];
  const axes = [
    [start.x, end.x - start.x, l, r],
    [start.y, end.y - start.y, t, b],
  ];
  for (const [at, way, low, high] of axes) {
    if (way === 0) {
      if (at < low || at > high) return false;
      continue;
    }
    const [first, last] = [(low - at) / way, (high - at) / way];
    from = Math.max(from, Math.min(first, last));
    to = Math.min(to, Math.max(first, last));
  }
  return from <= to;
}

/**
 * Boxes along a leader, for the names that are placed after it.
 * @param {[Point, Point]} leader
 * @param {number} parts
 * @returns {Box[]}
 */
export function leaderBoxes([start, end], parts) {
  const point = (i) => ({
    x: start.x + ((end.x - start.x) * i) / parts,
    y: start.y + ((end.y - start.y) * i) / parts,
  });
  return Array.from({ length: parts }, (_, i) => {
    const [p, q] = [point(i), point(i + 1)];
    return {
      l: Math.min(p.x, q.x) - 1,
      t: Math.min(p.y, q.y) - 1,
      r: Math.max(p.x, q.x) + 1,
      b: Math.max(p.y, q.y) + 1,
    };
  });
}

/**
 * @param {Point} point
 * @param {Box} box
 */
function distanceToBox({ x, y }, { l, t, r, b }) {
  return Math.hypot(Math.max(l - x, 0, x - r), Math.max(t - y, 0, y - b));
}

/**
 * The first corner at which a label stands inside the frame, meets none of the boxes and is read aright.
 * @param {{ w: number, h: number }} label
 * @param {[number, number][]} corners
 * @param {Box[]} boxes
 * @param {Box} frame
 * @param {[number, number]} padding
 * @param {(box: Box) => boolean} [readsWell]
 */
export function firstFreePlace(label, corners, boxes, frame, [across, down], readsWell) {
  for (const [x, y] of corners) {
    const box = { l: x - across, t: y - down, r: x + label.w + across, b: y + label.h + down };
    const inside = box.l >= frame.l && box.t >= frame.t && box.r <= frame.r && box.b <= frame.b;
    if (!inside || boxes.some((other) => boxesMeet(other, box))) continue;
    if (!readsWell || readsWell(box)) return { ...box, l: x, t: y };
  }
  return null;
}

/**
 * How important a label is: the higher is placed first.
 * @param {LabelFacts} fact
 * @param {string} selected
 * @param {boolean} roomy
 * @param {LabelRules} rules
 * @param {boolean} [spare] whether it takes only what room is left
 */
export function labelRank(fact, selected, roomy, rules, spare = false) {
  if (fact.site && fact.site === selected) return rules.selected_rank;
  if (spare) return rules.spare_rank;
  const kind = fact.rank || fact.kind;
  if (!roomy && kind in rules.narrow_rank) return rules.narrow_rank[kind];
  return rules.rank[kind] || 0;
}
