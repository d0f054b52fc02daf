// Labels that do not collide: placed greedily by rank, again after each zoom and move.
import { safeColour } from '../core/colour.js';
import { node } from '../core/dom.js';
import { matches } from '../core/view.js';
import { candidateCorners, firstFreePlace, labelRank } from './label_places.js';
import { forRoom } from './position.js';

/** @param {MapContext} ctx */
export function makeLabels(ctx) {
  const pane = ctx.map.createPane('lt-labels');
  ctx.labels = ctx.facts.labels.map((fact) => {
    const box = node('div', { class: `lt-label lt-label-${fact.kind}` }, fact.text);
    if (fact.colour) box.style.setProperty('--c', safeColour(fact.colour));
    pane.append(box);
    return { fact, box, w: 0, h: 0 };
  });
  measureLabels(ctx);
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
  const boxes = ctx.controlBoxes.map(({ l, t, w, h }) => ({
    l: l + origin.x,
    t: t + origin.y,
    r: l + w + origin.x,
    b: t + h + origin.y,
  }));
  for (const m of ctx.markers) {
    if (!ctx.map.hasLayer(m.layer) || !matches(ctx.view, ctx.facts.sites[m.site])) continue;
    const p = m.point;
    const s = forRoom(ctx, ctx.facts.rules.symbols.clear) * ctx.scale;
    boxes.push({
      l: p.x + m.offset.x - s,
      t: p.y + m.offset.y - s,
      r: p.x + m.offset.x + s,
      b: p.y + m.offset.y + s,
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
  const { sites, site_types: types, rules } = ctx.facts;
  const site = fact.site && sites[fact.site];
  if (fact.site === ctx.view.sel && site) return true;
  if (site && !types[site.type].name_stays && !matches(ctx.view, site)) return false;
  if (fact.element && ctx.view.element.length && !ctx.view.element.includes(fact.element)) return false;
  if (!types[fact.kind]?.name_by_zoom) return true;
  const [withRole, others] = rules.labels.place_zoom;
  return ctx.map.getZoom() >= ctx.fitZoom + (site.facets.element.length ? withRole : others);
}

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
  const rank = (label) => labelRank(label.fact, ctx.view.sel, ctx.roomy, rules);
  for (const label of [...ctx.labels].sort((a, b) => rank(b) - rank(a))) {
    const place = labelApplies(ctx, label.fact)
      ? firstFreePlace(label, cornersOf(ctx, label), boxes, frame, rules.padding)
      : null;
    const state = place ? `translate(${Math.round(place.l)}px,${Math.round(place.t)}px)` : '';
    if (place) boxes.push(place);
    if (label.state === state) continue;
    label.state = state;
    label.box.classList.toggle('is-off', !place);
    if (place) label.box.style.transform = state;
  }
}

/**
 * A label keeps its gap to the symbol where that stands now.
 * @param {MapContext} ctx
 * @param {LabelParts} label
 */
function cornersOf(ctx, label) {
  const rules = ctx.facts.rules.labels;
  const marker = label.fact.site && ctx.markerBySite.get(label.fact.site);
  const points = [...label.points];
  if (!marker) return candidateCorners(label, points, 0, rules);
  if (ctx.map.hasLayer(marker.layer)) points[0] = points[0].add([marker.offset.x, marker.offset.y]);
  return candidateCorners(label, points, forRoom(ctx, rules.gap) * ctx.scale, rules);
}
