// Labels that do not collide: placed greedily by rank, again after each zoom and move.
import { safeColour } from '../core/colour.js';
import { go } from '../core/commands.js';
import { node, svg } from '../core/dom.js';
import {
  candidateCorners,
  firstFreePlace,
  labelRank,
  leaderBoxes,
  leaderEnd,
  readsAtOwn,
  sideCorners,
} from './label_places.js';
import { isLit } from './lit.js';
import { forRoom } from './position.js';

/** @param {MapContext} ctx */
export function makeLabels(ctx) {
  const pane = ctx.map.createPane('lt-labels');
  ctx.labelLines = pane.appendChild(svg('svg', { class: 'lt-name-lines', 'aria-hidden': 'true' }));
  ctx.labels = ctx.facts.labels.map((fact) => {
    const box = node('div', { class: `lt-label lt-label-${fact.kind}` }, fact.text);
    if (fact.colour) box.style.setProperty('--c', safeColour(fact.colour));
    makeClickable(ctx, fact, box);
    pane.append(box);
    return { fact, box, w: 0, h: 0 };
  });
}

/**
 * A name and its symbol are one: a click opens what is named, the pointer above it shows the same hint.
 * @param {MapContext} ctx
 * @param {LabelFacts} fact
 * @param {HTMLElement} box
 */
function makeClickable(ctx, fact, box) {
  const patch = fact.site ? { sel: fact.site } : fact.element ? { element: fact.element } : null;
  if (!patch) return;
  box.classList.add('is-name');
  box.addEventListener('click', (event) => {
    // The end of a drag is no click, and the map below is not meant.
    event.stopPropagation();
    /** @type {any} */
    const { dragging } = ctx.map;
    if (!dragging?.moved()) go(patch);
  });
  const marker = fact.site && ctx.markerBySite.get(fact.site);
  if (!marker) return;
  box.addEventListener('mouseenter', () => marker.layer.openTooltip());
  box.addEventListener('mouseleave', () => marker.layer.closeTooltip());
}

/** @param {MapContext} ctx */
export function measureLabels(ctx) {
  for (const label of ctx.labels) {
    label.w = label.box.offsetWidth;
    label.h = label.box.offsetHeight;
    label.state = undefined;
  }
}

/**
 * Pixels of labels and symbols hold until the zoom changes.
 * @param {MapContext} ctx
 */
export function projectPositions(ctx) {
  for (const label of ctx.labels) label.points = label.fact.at.map((p) => ctx.map.latLngToLayerPoint(p));
  for (const m of ctx.markers) m.point = ctx.map.latLngToLayerPoint(m.layer.getLatLng());
}

/**
 * Where the controls stand, in the map's own pixels. Measured anew after `ctx.controlBoxes = null`.
 * @param {MapContext} ctx
 */
export function controlBlocks(ctx) {
  const frame = ctx.root.getBoundingClientRect();
  const parts = [...ctx.overlay.querySelectorAll('[data-block]'), ...(ctx.coveringParts || [])];
  const rects = parts.map((part) => part.getBoundingClientRect());
  return rects
    .filter((r) => r.width && r.height)
    .map((r) => ({ l: r.left - frame.left, t: r.top - frame.top, w: r.width, h: r.height }));
}

/**
 * @param {MapContext} ctx
 * @param {any} origin
 */
function obstacles(ctx, origin) {
  ctx.controlBoxes ||= controlBlocks(ctx);
  /** @type {Box[]} */
  const boxes = ctx.controlBoxes.map(({ l, t, w, h }) => ({
    l: l + origin.x,
    t: t + origin.y,
    r: l + w + origin.x,
    b: t + h + origin.y,
  }));
  for (const m of ctx.markers) {
    if (!ctx.map.hasLayer(m.layer) || !isLit(ctx, m.site)) continue;
    const p = m.point;
    const s = forRoom(ctx, ctx.facts.rules.symbols.clear) * ctx.scale;
    boxes.push({
      l: p.x + m.offset.x - s,
      t: p.y + m.offset.y - s,
      r: p.x + m.offset.x + s,
      b: p.y + m.offset.y + s,
      symbol: true,
    });
  }
  return boxes;
}

/**
 * @param {MapContext} ctx
 * @param {LabelFacts} fact
 */
function labelApplies(ctx, fact) {
  if (fact.layer && ctx.view.off.includes(fact.layer)) return false;
  const { sites, site_types: types } = ctx.facts;
  const site = fact.site && sites[fact.site];
  if (fact.site === ctx.view.sel && site) return true;
  if (site && !types[site.type].name_stays && !isLit(ctx, fact.site)) return false;
  if (fact.element && ctx.view.element.length && !ctx.view.element.includes(fact.element)) return false;
  return ctx.roomy || !isSpare(ctx, fact);
}

/**
 * Whether a name takes only what room is left, by its symbol: of a place without a role, before a
 * closer zoom.
 * @param {MapContext} ctx
 * @param {LabelFacts} fact
 */
function isSpare(ctx, fact) {
  const { site_types: types, rules } = ctx.facts;
  if (!types[fact.kind]?.name_by_zoom || fact.rank) return false;
  return ctx.map.getZoom() < ctx.fitZoom + rules.labels.place_zoom;
}

/**
 * The symbol at which a label stands; a further block of a site is named apart from it.
 * @param {MapContext} ctx
 * @param {LabelParts} label
 */
const markerOf = (ctx, { fact }) =>
  fact.kind !== 'block' && fact.site ? ctx.markerBySite.get(fact.site) : undefined;

/** @param {MapContext} ctx */
export function placeLabels(ctx) {
  if (ctx.labelsPaused) return;
  const rules = ctx.facts.rules.labels;
  const size = ctx.map.getSize();
  const origin = ctx.map.containerPointToLayerPoint([0, 0]);
  const boxes = obstacles(ctx, origin);
  const { edge } = rules;
  const frame = {
    l: origin.x + edge,
    t: origin.y + edge,
    r: origin.x + size.x - edge,
    b: origin.y + size.y - edge,
  };
  const ranked = ctx.labels.map((label) => {
    const { fact } = label;
    const rank = labelRank(fact, ctx.view.sel, ctx.roomy && !ctx.parksFirst, rules, isSpare(ctx, fact));
    return { label, rank };
  });
  for (const { label } of ranked.sort((a, b) => b.rank - a.rank)) {
    const place = labelApplies(ctx, label.fact) ? findPlace(ctx, label, boxes, frame) : null;
    const at = place ? `translate(${Math.round(place.l)}px,${Math.round(place.t)}px)` : '';
    // With the ends of its line: what stands as it stood is not written again.
    const state = [at, ...(place?.leader ?? []).flatMap(({ x, y }) => [x.toFixed(1), y.toFixed(1)])].join();
    if (place) boxes.push(place);
    if (place?.leader) boxes.push(...leaderBoxes(place.leader, rules.leader_parts));
    if (label.state === state) continue;
    label.state = state;
    drawLeader(ctx, label, place?.leader);
    label.box.classList.toggle('is-off', !place);
    if (place) label.box.style.transform = at;
  }
}

/**
 * Where a label may stand: by its symbol, where it is read at that and at no other; else off, with a line.
 * @param {MapContext} ctx
 * @param {LabelParts} label
 * @param {Box[]} boxes
 * @param {Box} frame
 * @returns {(Box & { leader?: [Point, Point] }) | null}
 */
function findPlace(ctx, label, boxes, frame) {
  const rules = ctx.facts.rules.labels;
  const marker = markerOf(ctx, label);
  const corners = cornersOf(ctx, label);
  if (!marker || !ctx.map.hasLayer(marker.layer))
    return firstFreePlace(label, corners, boxes, frame, rules.padding);
  const symbol = shownAt(marker);
  // Asked for few labels, and then for as many boxes as are tried.
  let others = null;
  const near = () => (others ||= otherSymbols(ctx, marker));
  const selected = label.fact.site === ctx.view.sel;
  const reads = (box) => selected || readsAtOwn(box, symbol, near(), rules.margin * ctx.scale);
  const place = firstFreePlace(label, corners, boxes, frame, rules.padding, reads);
  if (place || isSpare(ctx, label.fact)) return place;
  let end = null;
  const leads = (box) => Boolean((end = leaderEnd(box, symbol, near(), boxes, rules, ctx.scale)));
  const far = cornersOf(ctx, label, forRoom(ctx, rules.leader_reach));
  const off = firstFreePlace(label, far, boxes, frame, rules.padding, leads);
  return off && { ...off, leader: [symbol, end] };
}

/** @param {MarkerParts} marker */
const shownAt = ({ point, offset }) => ({ x: point.x + offset.x, y: point.y + offset.y });

/**
 * @param {MapContext} ctx
 * @param {MarkerParts} marker
 */
function otherSymbols(ctx, marker) {
  const shown = (m) => m !== marker && ctx.map.hasLayer(m.layer) && isLit(ctx, m.site);
  return ctx.markers.filter(shown).map(shownAt);
}

/**
 * The line from a symbol to a name that stands off; none for any other.
 * @param {MapContext} ctx
 * @param {LabelParts} label
 * @param {[Point, Point] | undefined} leader
 */
function drawLeader(ctx, label, leader) {
  if (!leader) {
    label.line?.remove();
    label.line = null;
    return;
  }
  label.line ||= ctx.labelLines.appendChild(svg('line', {}));
  const [{ x, y }, end] = leader;
  const far = Math.hypot(end.x - x, end.y - y) || 1;
  // From the symbol's edge.
  const share = (forRoom(ctx, ctx.facts.rules.labels.gap) * ctx.scale * 0.8) / far;
  const ends = { x1: x + (end.x - x) * share, y1: y + (end.y - y) * share, x2: end.x, y2: end.y };
  for (const [name, value] of Object.entries(ends)) label.line.setAttribute(name, value.toFixed(1));
}

/**
 * A label keeps its gap to the symbol where that stands now.
 * @param {MapContext} ctx
 * @param {LabelParts} label
 * @param {number} [reach]
 */
function cornersOf(ctx, label, reach) {
  const rules = ctx.facts.rules.labels;
  const marker = markerOf(ctx, label);
  const points = [...label.points];
  if (label.fact.sides) return sideCorners(label, points, label.fact.sides, rules, ctx.scale);
  if (label.fact.kind === 'block') {
    // The first is that of the symbol, near which the name would be read twice.
    const symbol = points.shift();
    const apart = Math.hypot(points[0].x - symbol.x, points[0].y - symbol.y) >= rules.block_apart * ctx.scale;
    return apart ? candidateCorners(label, points, 0, rules) : [];
  }
  if (!marker) return candidateCorners(label, points, 0, rules);
  if (ctx.map.hasLayer(marker.layer)) points[0] = points[0].add([marker.offset.x, marker.offset.y]);
  return candidateCorners(label, points, forRoom(ctx, rules.gap) * ctx.scale, rules, reach);
}
