// The legend, and the sites that have no published position.
import { go } from '../core/commands.js';
import { node } from '../core/dom.js';
import { siteSymbol } from '../core/symbol.js';
import { placeLabels } from './labels.js';
import { legendKey } from './legend_key.js';
import { liesOnLand } from './position.js';

// In pixels: of the window and of the map that have room for an open legend.
const LEAST_WINDOW = [1300, 700];
const LEAST_MAP = [900, 640];

/** @param {MapContext} ctx */
export function makeLegend(ctx) {
  const rows = ctx.facts.legend.map((row) => node('li', {}, legendKey(row), row.text));
  const legend = node(
    'details',
    { class: 'lt-legend' },
    node('summary', {}, ctx.facts.words.legend),
    node('ul', {}, ...rows),
  );
  // The map itself is not asked for its size before all that stands on it is there.
  legend.open = innerWidth > LEAST_WINDOW[0] && innerHeight > LEAST_WINDOW[1];
  legend.addEventListener('toggle', () => {
    ctx.controlBoxes = null;
    if (ctx.revision) placeLabels(ctx);
  });
  return legend;
}

/**
 * Where an open legend would stand, and the map: asked for before the map is drawn anew.
 * @param {MapContext} ctx
 */
export function legendBoxes(ctx) {
  const legend = /** @type {HTMLDetailsElement} */ (ctx.overlay.querySelector('.lt-legend'));
  return legend?.open ? [ctx.root, legend].map((part) => part.getBoundingClientRect()) : null;
}

/**
 * The legend begins closed on a small map, and where it would lie on land: on the outline of a town.
 * @param {MapContext} ctx
 * @param {DOMRect[] | null} boxes of map and legend
 */
export function closeOverLand(ctx, boxes) {
  if (!boxes) return;
  const [frame, box] = boxes;
  const small = frame.width <= LEAST_MAP[0] || frame.height <= LEAST_MAP[1];
  if (!small && !liesOnLand(ctx, frame, box)) return;
  const legend = /** @type {HTMLDetailsElement} */ (ctx.overlay.querySelector('.lt-legend'));
  legend.open = false;
}

const MOST_ROWS = 3;

/**
 * What has no published position stands beside the map, never on it.
 * @param {MapContext} ctx
 */
export function makeUnlocated(ctx) {
  const { words, sites, unlocated } = ctx.facts;
  if (!unlocated.length) return null;
  const rows = unlocated.map((id) =>
    node(
      'button',
      { type: 'button', 'data-site': id, onclick: () => go({ sel: id }) },
      siteSymbol(sites[id].symbol),
      node('span', {}, sites[id].name, node('small', {}, sites[id].unlocated_note)),
    ),
  );
  if (rows.length <= MOST_ROWS)
    return node('div', { class: 'lt-unlocated' }, node('span', {}, words.unlocated), ...rows);
  // Many of them stand behind their number, so that they do not cover the map.
  const summary = node('summary', {}, `${words.unlocated} ${rows.length}`);
  return node('details', { class: 'lt-unlocated' }, summary, node('div', {}, ...rows));
}
