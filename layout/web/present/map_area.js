// The part of the map that the panel leaves free, and the scale of what is drawn there.
import { session } from '../core/state.js';
import { matches } from '../core/view.js';
import { controlBlocks, measureLabels, projectPositions } from '../maps/labels.js';
import { noteSize } from '../maps/position.js';
import { spreadSymbols } from '../maps/symbols.js';
import { presenter } from './state.js';

/**
 * Symbols, lines and labels grow with the screen: it is read from the back of a room.
 * @param {MapContext} ctx
 * @param {number} scale
 */
export function setScale(ctx, scale) {
  ctx.scale = scale;
  ctx.root.style.setProperty('--k', String(scale));
  const sizes = presenter.labelSizes.get(scale);
  if (sizes) ctx.labels.forEach((label, i) => Object.assign(label, sizes[i]));
  else measureLabels(ctx);
  presenter.labelSizes.set(
    scale,
    ctx.labels.map(({ w, h }) => ({ w, h })),
  );
}

export const isWide = () => presenter.root.classList.contains('is-wide');

// Map and labels for what the panel leaves, without a flight. The page is asked once for each width
// of the panel: to ask makes it lay itself out, and a step must not wait for that.
export function measureStage() {
  const wide = isWide();
  if (!presenter.areas.has(wide)) presenter.areas.set(wide, measureArea(presenter.mapBox, presenter.panel));
  presenter.area = presenter.areas.get(wide);
  useArea(presenter.area, [presenter.panel, presenter.progress]);
  presenter.restingPlace = null;
}

/**
 * @param {HTMLElement} ground
 * @param {HTMLElement} panel
 */
export function measureArea(ground, panel) {
  const { clientWidth: width, clientHeight: height } = session.ctx.root;
  return { width, height, free: freeArea(ground, panel), blocks: {} };
}

/**
 * @param {MapArea} area
 * @param {Element[]} covers
 */
export function useArea({ width, height, free }, covers) {
  const { ctx } = session;
  const covered = L.point(free.paddingTopLeft).add(free.paddingBottomRight);
  const size = ctx.map.getSize();
  noteSize(ctx, width, height);
  ctx.coveringParts = covers;
  ctx.controlBoxes = null;
  if (size.x !== width || size.y !== height) ctx.map.invalidateSize({ animate: false });
  setScale(ctx, Math.max(1, Math.min((width - covered.x) / 600, height / 620)));
  ctx.fitZoom = ctx.map.getBoundsZoom(ctx.facts.bounds, false, covered);
  projectPositions(ctx);
  spreadSymbols(ctx);
}

/**
 * What has no position is named on the steps that are about it. Tells whether all have one.
 * @param {HTMLElement} ground
 * @param {View} view
 */
export function showUnlocated(ground, view) {
  const { sites, unlocated } = session.ctx.facts;
  return ground.classList.toggle('is-located', !unlocated.some((id) => matches(view, sites[id])));
}

/**
 * Names keep clear of what stands over the map: the panel, and what is named as lost.
 * @param {boolean} located
 */
export function blockLabels(located) {
  const { ctx } = session;
  ctx.controlBoxes = presenter.area.blocks[String(located)] ||= controlBlocks(ctx);
}

/**
 * What the panel leaves free of the map, as Leaflet padding.
 * @param {HTMLElement} ground
 * @param {HTMLElement} beside
 * @returns {Padding}
 */
function freeArea(ground, beside) {
  const map = ground.getBoundingClientRect();
  const panel = beside.getBoundingClientRect();
  const over = panel.left > map.left + 10 && panel.left < map.right;
  const edge = Math.round(map.height * 0.045);
  return {
    paddingTopLeft: [edge, edge],
    paddingBottomRight: [edge + (over ? map.right - panel.left : 0), Math.round(edge * 1.6)],
  };
}
