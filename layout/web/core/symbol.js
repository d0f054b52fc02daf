// The symbol of a site, as on the map and in lists. Its sizes come with the map's facts.
import { safeColour } from './colour.js';
import { svg } from './dom.js';
import { once } from './events.js';
import { session } from './state.js';

/** @param {SymbolFacts} first */
export function siteSymbol({ form = 'dot', ring = 1, colour, hollow = false, place = '' }) {
  const kind = /^[a-z]+$/.test(form) ? form : 'dot';
  const element = svg('svg', { viewBox: '-14 -14 28 28', class: `sym sym-${kind}`, 'aria-hidden': 'true' });
  element.style.setProperty('--c', safeColour(colour));
  const fillIn = () => {
    const { symbols } = session.rules;
    element.append(...symbolShapes(kind, ring, hollow || Boolean(place), symbols));
    if (place && kind !== 'dot') misplacedShapes(element, place, symbols);
    giveForm(element, symbols.cores[safeColour(colour).toLowerCase()]);
  };
  if (session.rules) fillIn();
  else once('rules', fillIn);
  return element;
}

/**
 * The core has the form of its cluster: corners in radii of the disc, none for the disc itself.
 * @param {SVGElement} element
 * @param {[number, number][] | undefined} corners
 */
function giveForm(element, corners) {
  const disc = element.querySelector('circle.sym-core');
  if (!disc || !corners?.length) return;
  const r = Number(disc.getAttribute('r'));
  const points = corners.map((at) => at.map((part) => +(part * r).toFixed(2)).join()).join(' ');
  disc.replaceWith(svg('polygon', { points, class: 'sym-core' }));
}

/**
 * @param {string} kind
 * @param {any} ring
 * @param {any} hollow
 * @param {any} sizes
 */
function symbolShapes(kind, ring, hollow, sizes) {
  if (kind === 'park') return parkShapes(ring, hollow, sizes.park);
  if (sizes.outlines[kind]) {
    const [corners, width] = sizes.outlines[kind];
    return [svg('polygon', { points: corners.join(' '), class: 'sym-ring', 'stroke-width': width })];
  }
  return [svg('circle', { r: sizes.dot, class: 'sym-core' })];
}

/**
 * On a point of a zone or town the edge is dashed around a small core, on a former site it is crossed out.
 * @param {SVGElement} element
 * @param {string} place
 * @param {any} sizes
 */
function misplacedShapes(element, place, sizes) {
  const { core, cross, width, dash } = sizes.misplaced;
  const edge = /** @type {SVGElement} */ (element.firstElementChild);
  if (place === 'former') {
    edge.removeAttribute('stroke-dasharray');
    const d = `M-${cross}-${cross} ${cross} ${cross}M-${cross} ${cross} ${cross}-${cross}`;
    element.append(svg('path', { d, class: 'sym-cross', 'stroke-width': width }));
    return;
  }
  edge.setAttribute('stroke-dasharray', dash.join(' '));
  // A heavy line would fill the gaps of its dashes.
  if (edge.tagName === 'circle') edge.setAttribute('stroke-width', sizes.park.edge[0]);
  element.append(svg('circle', { r: core, class: 'sym-core' }));
}

/**
 * Heavier for higher levels; without a published position the ring is dashed and empty.
 * @param {any} ring
 * @param {any} hollow
 * @param {any} sizes
 */
function parkShapes(ring, hollow, sizes) {
  const heavy = Number(ring > 1);
  const r = sizes.radius + sizes.step * Math.min(ring, sizes.rings);
  const edge = svg('circle', { r, class: 'sym-ring', 'stroke-width': sizes.edge[heavy] });
  if (!hollow) return [edge, svg('circle', { r: sizes.core[heavy], class: 'sym-core' })];
  edge.setAttribute('stroke-dasharray', '3 2.5');
  return [edge];
}
