// The legend, and the sites that have no published position.
import { go } from '../core/commands.js';
import { node } from '../core/dom.js';
import { siteSymbol } from '../core/symbol.js';
import { placeLabels } from './labels.js';
import { legendKey } from './legend_key.js';
import { liesOnLand } from './position.js';

/** @param {MapContext} ctx */
export function makeLegend(ctx) {
  const rows = ctx.facts.legend.map((row) => node('li', {}, legendKey(row), row.text));
  const legend = node(
    'details',
    { class: 'lt-legend' },
    node('summary', {}, ctx.facts.words.legend),
    node('ul', {}, ...rows),
  );
  legend.open = ctx.root.clientWidth > 900 && ctx.root.clientHeight > 640;
  legend.addEventListener('toggle', () => {
    ctx.controlBoxes = null;
    if (ctx.revision) placeLabels(ctx);
  });
  return legend;
}

/**
 * The legend begins closed where it would lie on land: on the outline of a town.
 * @param {MapContext} ctx
 */
export function closeOverLand(ctx) {
  const legend = /** @type {HTMLDetailsElement} */ (ctx.overlay.querySelector('.lt-legend'));
  if (!legend?.open) return;
  if (liesOnLand(ctx, legend.getBoundingClientRect())) legend.open = false;
}

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
  return node('div', { class: 'lt-unlocated' }, node('span', {}, words.unlocated), ...rows);
}
