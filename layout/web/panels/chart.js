// Charts: SVG out of plain nodes by a strict list, and marks to press.
import { svg } from '../core/dom.js';
import { clean } from '../core/text.js';

// Charts: SVG out of plain nodes by a strict list, marks to press, and files to save.
const CHART_TAGS = new Set('svg g title rect path line circle polyline polygon text tspan'.split(' '));
const TEXT_TAGS = new Set(['text', 'tspan', 'title']);
const PAINT_PATTERN = /^(none|#[0-9a-f]{6}|var\(--(ink|muted|line|hair|soft|paper|card|accent)\))$/i;
const CHART_ATTRIBUTES = {
  viewBox: /^-?[\d.]{1,8}( -?[\d.]{1,8}){3}$/,
  d: /^[MLHVCZ\d .,-]{1,2000}$/i,
  points: /^[\d .,-]{1,2000}$/,
  fill: PAINT_PATTERN,
  stroke: PAINT_PATTERN,
  'stroke-dasharray': /^[\d. ]{1,20}$/,
  'text-anchor': /^(start|middle|end)$/,
  'font-weight': /^[1-9]00$/,
  role: /^(img|group|button)$/,
  tabindex: /^0$/,
  'aria-pressed': /^(true|false)$/,
  'aria-label': /^/,
  'data-site': /^/,
  'data-cluster': /^/,
  'data-segment': /^/,
  'data-element': /^/,
};
for (const name of (
  'x y x1 y1 x2 y2 dx dy width height cx cy r rx font-size stroke-width opacity fill-opacity ' +
  'stroke-opacity'
).split(' '))
  CHART_ATTRIBUTES[name] = /^-?\d{1,5}(\.\d{1,3})?$/;

/**
 * What the list does not know is left out: an attribute alone, a tag with all that is in it.
 * @param {any[]} tree
 * @param {Go | undefined} go
 */
export function drawChart([tag, attrs, ...children], go) {
  const element = svg(tag);
  if (tag === 'svg') element.setAttribute('class', 'chart-svg');
  for (const [name, value] of Object.entries(attrs)) {
    if (Object.hasOwn(CHART_ATTRIBUTES, name) && CHART_ATTRIBUTES[name].test(value))
      element.setAttribute(name, clean(value));
  }
  if (attrs.go) makePressable(element, attrs.go, go);
  for (const child of children) {
    if (Array.isArray(child)) {
      if (CHART_TAGS.has(child[0])) element.append(drawChart(child, go));
    } else if (TEXT_TAGS.has(tag)) element.append(document.createTextNode(clean(child)));
  }
  return element;
}

/**
 * @param {SVGElement} element
 * @param {Patch} patch
 * @param {Go | undefined} go
 */
function makePressable(element, patch, go) {
  element.dataset.go = JSON.stringify(patch);
  if (!go) return;
  element.addEventListener('click', (e) => go(patch, e.ctrlKey || e.metaKey || e.shiftKey));
  element.addEventListener('keydown', (e) => {
    if (e.key !== 'Enter' && e.key !== ' ') return;
    e.preventDefault();
    go(patch);
  });
}
