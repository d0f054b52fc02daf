// The shapes of the map: how each is drawn, named on hover, and dimmed by the view.
import { safeColour } from '../core/colour.js';
import { go } from '../core/commands.js';
import { node, svg } from '../core/dom.js';
import { asksForIndustries, carriesIndustries } from '../core/view.js';
import { hasAnswer, isAnswer, isLit } from './lit.js';
import { markLine } from './marks.js';
import { dressMarker } from './symbols.js';

// The living map: take over folium's layers, apply a view to them at once, report it once.
const GRAIN_COLOUR = '#26231c';
// Shapes of an element that are no site's ground.
export const COURSE_STYLES = ['band', 'axis', 'hub'];
const GRAINED = ['member', 'band', 'hub'];
const TOOLTIP_STYLES = new Set(['symbol', 'town', 'member', 'hatch', 'zone', 'park-ground']);

/**
 * @param {any} layer
 * @param {(leaf: any) => void} visit
 */
export function eachLeaf(layer, visit) {
  if (layer.eachLayer) layer.eachLayer((l) => eachLeaf(l, visit));
  else visit(layer);
}

/**
 * @param {MapContext} ctx
 * @param {any} leaf
 */
export function dressLeaf(ctx, leaf) {
  const number = leaf.feature ? leaf.feature.properties.k : leaf.options.k;
  const fact = ctx.facts.features[number];
  if (fact.style === 'symbol') {
    dressMarker(ctx, leaf, fact);
    leaf.on('click', () => go({ sel: fact.site }));
  } else {
    const part = { leaf, fact, faded: false };
    ctx.paths.push(part);
    if (fact.site && fact.style !== 'halo')
      leaf.on('click', (e) => {
        L.DomEvent.stop(e);
        go({ sel: ctx.view.sel === fact.site ? '' : fact.site });
      });
    stylePath(ctx, leaf, fact);
    leaf.on('add', () => {
      stylePath(ctx, leaf, fact);
      if (ctx.revision) dimPath(ctx, part);
    });
  }
  if (fact.site && TOOLTIP_STYLES.has(fact.style)) bindSiteTooltip(ctx, leaf, fact);
  if (COURSE_STYLES.includes(fact.style)) {
    const { name, tip } = ctx.facts.elements[fact.element];
    bindTooltip(leaf, true, () => [name, ...tip]);
    leaf.on('click', () => go({ element: fact.element }));
  }
  if (fact.style === 'coupling')
    bindTooltip(leaf, true, () => [fact.name, fact.ends.map((end) => ctx.facts.sites[end].name).join(' – ')]);
}

/**
 * @param {MapContext} ctx
 * @param {any} leaf
 * @param {FeatureFacts} fact
 */
function stylePath(ctx, leaf, fact) {
  const path = leaf.getElement?.();
  if (!path) return;
  const colour = fact.colour || ctx.facts.elements[fact.element]?.colour;
  if (colour) path.style.setProperty('--c', safeColour(colour));
  if (fact.strength != null) path.style.setProperty('--s', Number(fact.strength));
  path.classList.toggle('is-schematic', Boolean(fact.schematic));
  path.classList.toggle('is-inferred', Boolean(fact.inferred));
  path.setAttribute('tabindex', '-1');
  if (GRAINED.includes(fact.style))
    path.style.setProperty('--grain', `url(#lt-grain-${CSS.escape(fact.element)})`);
  if (fact.style === 'hatch') path.style.fill = `url(#lt-hatch-${CSS.escape(fact.element)})`;
}

/**
 * Stripes between the lines of two roles at one place, and the grain of each element on paper.
 * @param {MapContext} ctx
 */
export function makeHatchPatterns(ctx) {
  const defs = svg('defs');
  const { elements } = ctx.facts;
  for (const { fact } of ctx.paths.filter((p) => p.fact.style === 'hatch'))
    defs.append(stripes(`lt-hatch-${fact.element}`, [45, 8], 2.4, elements[fact.element].colour));
  for (const [id, { grain, colour }] of Object.entries(elements)) {
    const pattern = stripes(`lt-grain-${id}`, grain, 1.2, GRAIN_COLOUR);
    // The ground keeps its own colour and strength below the lines.
    const ground = svg('rect', { width: grain[1], height: grain[1] });
    ground.style.fill = safeColour(colour);
    pattern.prepend(ground);
    defs.append(pattern);
  }
  ctx.root.prepend(svg('svg', { width: 0, height: 0, class: 'lt-defs', 'aria-hidden': 'true' }, defs));
}

/**
 * @param {string} id
 * @param {[number, number]} grain
 * @param {number} width
 * @param {string} colour
 */
function stripes(id, [angle, gap], width, colour) {
  const stripe = svg('line', { x1: 0, y1: 0, x2: 0, y2: gap, 'stroke-width': width });
  stripe.style.stroke = safeColour(colour);
  const size = { width: gap, height: gap, patternUnits: 'userSpaceOnUse' };
  return svg('pattern', { id, ...size, patternTransform: `rotate(${90 - angle})` }, stripe);
}

/**
 * @param {MapContext} ctx
 * @param {any} leaf
 * @param {FeatureFacts} fact
 */
function bindSiteTooltip(ctx, leaf, fact) {
  const about = ctx.facts.sites[fact.site];
  bindTooltip(leaf, fact.style !== 'symbol', () => [about.name, ...markLine(fact.site), ...about.tip]);
}

/**
 * @param {any} leaf
 * @param {boolean} sticky
 * @param {() => string[]} words
 */
function bindTooltip(leaf, sticky, words) {
  const content = () => {
    const [head, ...lines] = words();
    return node('div', {}, node('b', {}, head), ...lines.map((line) => node('p', {}, line)));
  };
  leaf.bindTooltip(content, { sticky, direction: 'auto', className: 'lt-tip', offset: [12, 0], opacity: 1 });
}

/**
 * Whether any member of an element carries the industries asked for; without a filter it does.
 * @param {MapContext} ctx
 * @param {string} element
 */
function membersCarry({ view, facts }, element) {
  const members = Object.values(facts.sites).filter((site) => site.facets.element?.includes(element));
  return !asksForIndustries(view) || members.some((site) => carriesIndustries(view, site));
}

/**
 * @param {MapContext} ctx
 * @param {PathParts} part
 */
export function dimPath(ctx, part) {
  const { leaf, fact } = part;
  const path = leaf.getElement?.();
  if (!path) return;
  const { view, facts } = ctx;
  const here = facts.sites[fact.site];
  let faded = Boolean(fact.element && view.element.length && !view.element.includes(fact.element));
  if (['halo', 'zone', 'park-ground', 'zone-edge'].includes(fact.style)) faded = !isLit(ctx, fact.site);
  if (fact.style === 'member' || fact.style === 'hatch')
    faded ||= !carriesIndustries(view, here) || !isAnswer(ctx, fact.site);
  if (COURSE_STYLES.includes(fact.style)) faded ||= !membersCarry(ctx, fact.element);
  if (fact.style === 'ray') faded ||= asksForIndustries(view) || view.level.length > 0 || hasAnswer(ctx);
  if (fact.style === 'coupling') faded ||= !fact.ends.every((end) => isLit(ctx, end));
  part.faded = faded;
  const chosen = Boolean(fact.site) && fact.site === view.sel;
  const answer = fact.style === 'town' && hasAnswer(ctx) && isAnswer(ctx, fact.site);
  const state = `${faded}${chosen}${answer}`;
  if (path.dataset.state === state) return;
  path.dataset.state = state;
  path.classList.toggle('is-dim', faded);
  path.classList.toggle('is-selected', chosen);
  path.classList.toggle('is-answer', answer);
}
