// Where the map stands: what the controls leave free, the district's fit, flights to a site.
import { session } from '../core/state.js';

// The styles of features that are a site's whole outline.
const OUTLINES = ['town', 'zone', 'park-ground'];
const BAR_GAP = 8;
// Of a phone on its side, in pixels.
const LOW_MAP = 360;

export function prefersCalm() {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/**
 * The part of the map that controls leave free, as Leaflet padding.
 * @param {MapContext} ctx
 * @param {boolean} [card]
 * @returns {Padding}
 */
export function freePadding(ctx, card = false) {
  if (ctx.roomy) {
    const [top, bottom] = ctx.root.clientHeight < LOW_MAP ? [48, 24] : [72, 40];
    return { paddingTopLeft: [24, ctx.barFoot || top], paddingBottomRight: [card ? 400 : 24, bottom] };
  }
  return { paddingTopLeft: [10, 96], paddingBottomRight: [10, card ? ctx.root.clientHeight * 0.6 : 34] };
}

/**
 * Fit the district where the controls at the top leave its land free.
 * @param {MapContext} ctx
 */
export function fitBelowBar(ctx) {
  // Asked for before the map is drawn anew, which would make the page lay itself out twice.
  const frame = ctx.root.getBoundingClientRect();
  const parts = ctx.roomy ? ctx.overlay.querySelectorAll('.lt-search, .lt-bar .lt-chip') : [];
  const chips = [...parts].map((part) => part.getBoundingClientRect());
  ctx.barFoot = 0;
  fitDistrict(ctx, false);
  const foot = Math.max(0, ...chips.map((box) => box.bottom - frame.top));
  // Where half the map would go to them, they may lie on it.
  if (foot < frame.height / 3 && chips.some((box) => liesOnLand(ctx, frame, box))) {
    ctx.barFoot = foot + BAR_GAP;
    fitDistrict(ctx, false);
  }
  measureFit(ctx);
}

/**
 * Whether a box of the page lies on the outline of a town, the map lying in `frame`.
 * @param {MapContext} ctx
 * @param {DOMRect} frame
 * @param {DOMRect} box
 */
export function liesOnLand(ctx, frame, box) {
  const corner = (x, y) => ctx.map.containerPointToLatLng([x - frame.left, y - frame.top]);
  const covered = L.latLngBounds(corner(box.left, box.bottom), corner(box.right, box.top));
  return ctx.paths.some(
    ({ leaf, fact }) =>
      fact.style === 'town' &&
      covered.intersects(leaf.getBounds()) &&
      leaf
        .getLatLngs()
        .flat(3)
        .some((at) => covered.contains(at)),
  );
}

/**
 * @param {MapContext} ctx
 * @param {boolean} animate
 */
export function fitDistrict(ctx, animate) {
  ctx.map.fitBounds(ctx.facts.bounds, { ...freePadding(ctx), animate: animate && !prefersCalm() });
}

/**
 * The zoom at which the whole district fits: places and saved pictures go by it.
 * @param {MapContext} ctx
 */
export function measureFit(ctx) {
  const { paddingTopLeft, paddingBottomRight } = freePadding(ctx);
  ctx.fitZoom = ctx.map.getBoundsZoom(
    ctx.facts.bounds,
    false,
    L.point(paddingTopLeft).add(paddingBottomRight),
  );
}

/**
 * @param {MapContext} ctx
 * @param {string} id
 */
export function flyToSite(ctx, id) {
  const about = ctx.facts.sites[id];
  const outline = ctx.paths.find((p) => p.fact.site === id && OUTLINES.includes(p.fact.style));
  let bounds = null;
  if (outline) bounds = outline.leaf.getBounds();
  else if (about.at) bounds = L.latLng(about.at).toBounds(Math.max(4 * (about.radius || 0), 9000));
  if (!bounds) return;
  const options = { ...freePadding(ctx, session.page === 'overview'), maxZoom: 12.5, duration: 0.7 };
  if (prefersCalm()) ctx.map.fitBounds(bounds, { ...options, animate: false });
  else ctx.map.flyToBounds(bounds, options);
}

/**
 * Asking the page for sizes makes it lay itself out, so they are asked once and noted.
 * @param {MapContext} ctx
 * @param {number} [width]
 * @param {number} [height]
 */
export function noteSize(ctx, width = ctx.root.clientWidth, height = ctx.root.clientHeight) {
  ctx.size = `${width}x${height}`;
  ctx.roomy = width > ctx.facts.rules.labels.narrow_width;
  ctx.parksFirst = false;
}

/**
 * Of a pair of values the one for this window: roomy, narrow.
 * @param {MapContext} ctx
 * @param {[number, number]} pair
 */
export function forRoom(ctx, [roomy, narrow]) {
  return ctx.roomy ? roomy : narrow;
}
