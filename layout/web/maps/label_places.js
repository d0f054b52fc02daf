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
 * @returns {[number, number][]}
 */
export function candidateCorners({ w, h }, points, gap, rules) {
  if (gap === 0) return points.map((p) => [p.x - w / 2, p.y - h / 2]);
  const { x, y } = points[0];
  /** @type {[number, number][]} */
  const corners = [];
  for (const distance of rules.steps.map((step) => gap + step)) {
    const [east, south] = rules.diagonal.map((share) => distance * share);
    corners.push(
      [x + distance, y - h / 2],
      [x - distance - w, y - h / 2],
      [x - w / 2, y + distance],
      [x - w / 2, y - distance - h],
      [x + east, y + south],
      [x + east, y - south - h],
      [x - east - w, y + south],
      [x - east - w, y - south - h],
    );
  }
  return corners;
}

/**
 * The first corner at which a label stands inside the frame and meets none of the boxes.
 * @param {{ w: number, h: number }} label
 * @param {[number, number][]} corners
 * @param {Box[]} boxes
 * @param {Box} frame
 * @param {[number, number]} padding
 */
export function firstFreePlace(label, corners, boxes, frame, [across, down]) {
  for (const [x, y] of corners) {
    const box = { l: x - across, t: y - down, r: x + label.w + across, b: y + label.h + down };
    const inside = box.l >= frame.l && box.t >= frame.t && box.r <= frame.r && box.b <= frame.b;
    if (inside && !boxes.some((other) => boxesMeet(other, box))) return { ...box, l: x, t: y };
  }
  return null;
}

/**
 * How important a label is: the higher is placed first.
 * @param {LabelFacts} fact
 * @param {string} selected
 * @param {boolean} roomy
 * @param {LabelRules} rules
 */
export function labelRank(fact, selected, roomy, rules) {
  if (fact.site && fact.site === selected) return rules.selected_rank;
  if (!roomy && fact.kind in rules.narrow_rank) return rules.narrow_rank[fact.kind];
  return rules.rank[fact.kind] || 0;
}
