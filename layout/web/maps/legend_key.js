// The keys of the legend: drawings, which keep their colours on paper and in high contrast.
import { safeColour } from '../core/colour.js';
import { svg } from '../core/dom.js';
import { siteSymbol } from '../core/symbol.js';

const WIDTH = 22;
const HEIGHT = 12;
const PATH_FORMS = 'fill,hatch,schematic,band,axis,hub,ray,coupling,halo,border,road,district'.split(',');
const AREA_FORMS = ['fill', 'schematic', 'band'];
// From the lower edge to the upper, each half as wide as high.
const STRIPES = [-6, 0, 6, 12, 18].map((x) => `M${x} ${HEIGHT}L${x + HEIGHT} 0`).join('');

/**
 * @param {LegendRow} row
 * @returns {SVGElement | null}
 */
export function legendKey(row) {
  if (row.form === 'named') return null;
  if (!PATH_FORMS.includes(row.form)) return siteSymbol(row);
  const size = { width: WIDTH, height: HEIGHT, viewBox: `0 0 ${WIDTH} ${HEIGHT}` };
  const key = svg('svg', { ...size, class: `lt-key lt-key-${row.form}`, 'aria-hidden': 'true' });
  if (row.colour) key.style.setProperty('--c', safeColour(row.colour));
  if (row.strength != null) key.style.setProperty('--s', Number(row.strength));
  key.append(...keyShapes(row.form));
  if (row.grain) key.append(grainOf(row.element));
  key.classList.toggle('is-inferred', Boolean(row.inferred));
  return key;
}

/** @param {string} element */
function grainOf(element) {
  const box = svg('rect', { width: WIDTH, height: HEIGHT, class: 'lt-key-grain' });
  box.style.setProperty('--grain', `url(#lt-grain-${CSS.escape(element)})`);
  return box;
}

/** @param {string} form */
function keyShapes(form) {
  const box = { x: 0.8, y: 0.8, width: WIDTH - 1.6, height: HEIGHT - 1.6 };
  if (AREA_FORMS.includes(form)) return [svg('rect', { ...box, class: 'lt-key-ground' }), svg('rect', box)];
  if (form === 'hatch') return [svg('path', { d: STRIPES }), svg('rect', { ...box, class: 'lt-key-edge' })];
  if (form === 'halo' || form === 'hub') return [svg('circle', { cx: WIDTH / 2, cy: HEIGHT / 2, r: 7.5 })];
  return [svg('line', { x1: 0, y1: HEIGHT / 2, x2: WIDTH, y2: HEIGHT / 2 })];
}
