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
  ctx.legendRows = ctx.facts.legend.map((row) => ({
    row,
    item: node('li', { class: row.own ? 'is-own' : '' }, legendKey(row), row.text),
  }));
  const rows = ctx.legendRows.map(({ item }) => item);
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

// Not drawn at all where a filter leaves them out; see .is-dim in map.css.
const GONE_WHEN_DIM = ['halo', 'ray', 'coupling'];

/**
 * @param {LegendRow} row
 * @param {FeatureFacts} fact
 */
function explains(row, { style, element, schematic }) {
  if (row.form === 'schematic') return schematic && ['outline', 'zone-edge'].includes(style);
  return row.form === (style === 'member' ? 'fill' : style) && (!row.element || element === row.element);
}

/**
 * The legend has the rows of what is drawn: not of a layer that is off, nor of lines that a filter
 * takes away.
 * @param {MapContext} ctx
 */
export function followLegend(ctx) {
  const { sites } = ctx.facts;
  const there = (part) =>
    ctx.map.hasLayer(part.leaf) && !(GONE_WHEN_DIM.includes(part.fact.style) && part.faded);
  for (const { row, item } of ctx.legendRows) {
    const paths = ctx.paths.filter(({ fact }) => explains(row, fact));
    const forms = [row.form, ...(row.forms || [])];
    const symbols = ctx.markers.filter((m) => forms.includes(sites[m.site].symbol.form));
    const hidden =
      paths.length + symbols.length > 0 &&
      !paths.some(there) &&
      !symbols.some((m) => ctx.map.hasLayer(m.layer));
    if (item.hidden !== hidden) {
      item.hidden = hidden;
      ctx.controlBoxes = null;
    }
  }
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

// In a roomy window, and in a narrow one, whose map is small.
const MOST_ROWS = [3, 1];

/**
 * What has no published position stands beside the map, never on it.
 * @param {MapContext} ctx
 */
export function makeUnlocated(ctx) {
  const { words, sites, unlocated, rules } = ctx.facts;
  if (!unlocated.length) return null;
  const most = MOST_ROWS[Number(innerWidth <= rules.labels.narrow_width)];
  const rows = unlocated.map((id) =>
    node(
      'button',
      { type: 'button', 'data-site': id, onclick: () => go({ sel: id }) },
      siteSymbol(sites[id].symbol),
      node('span', {}, sites[id].name, node('small', {}, sites[id].unlocated_note)),
    ),
  );
  if (rows.length <= most)
    return node('div', { class: 'lt-unlocated' }, node('span', {}, words.unlocated), ...rows);
  // Many of them stand behind their number, so that they do not cover the map.
  const summary = node('summary', {}, `${words.unlocated} ${rows.length}`);
  return node('details', { class: 'lt-unlocated' }, summary, node('div', {}, ...rows));
}
