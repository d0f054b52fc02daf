// Lists of sites in the order of their fit: what meets the filters first, and how much that is.
import { go } from '../core/commands.js';
import { node } from '../core/dom.js';
import { sitesThatMeet, wayOut } from '../core/fits.js';
import { session } from '../core/state.js';
import { fill } from '../core/text.js';
import { countedSites, isFiltered, matches, NO_FILTER } from '../core/view.js';

/**
 * The lists of a panel that follow the filters, with their items in the plan's own order.
 * @param {PanelBox} box
 */
export const listsByFit = (box) =>
  [...box.querySelectorAll('.by-fit')].map((list) => ({
    list,
    items: [...list.children],
    line: node('div', { class: 'fit-line', hidden: true }),
  }));

/**
 * @param {{ list: HTMLElement, items: any[], line: HTMLElement }} part
 */
export function orderByFit({ list, items, line }) {
  const { view, facts } = session.ctx;
  if (!line.isConnected) list.before(line);
  const siteOf = (item) => item.dataset.site || item.querySelector('[data-site]')?.dataset.site;
  const isOut = (item) => !matches(view, facts.sites[siteOf(item)]);
  const order = [...items].sort((a, b) => Number(isOut(a)) - Number(isOut(b)));
  if (order.some((item, i) => list.children[i] !== item)) {
    /** @type {any} */
    const focused = list.contains(document.activeElement) ? document.activeElement : null;
    list.append(...order);
    focused?.focus({ preventScroll: true });
  }
  line.hidden = !isFiltered(view);
  line.replaceChildren(...(line.hidden ? [] : fitLine(view, facts)));
}

/**
 * How many of all parks meet the filters, what else does, and the way out where no park does.
 * @param {View} view
 * @param {Facts} facts
 */
function fitLine(view, facts) {
  const { words } = facts;
  const { counted, others } = sitesThatMeet(view, facts);
  const parks = fill(words['fit-parks'], { n: counted.length, total: countedSites(facts).length });
  const towns = others.filter(([, site]) => site.type === 'town').length;
  const places = others.length - towns;
  const more = [
    towns ? fill(words['fit-towns'], { n: towns }) : '',
    places ? fill(words['fit-places'], { n: places }) : '',
  ].filter(Boolean);
  const text = more.length ? fill(words['fit-more'], { count: parks, names: more.join(words.comma) }) : parks;
  return [
    node('p', { class: 'fit-count' }, counted.length + others.length ? text : words['no-match']),
    others.length ? node('p', { class: 'fit-others' }, ...others.map(siteButton)) : null,
    counted.length ? null : node('p', {}, ...wayOutButtons(view, facts)),
  ].filter(Boolean);
}

/** @param {[string, SiteFacts]} entry */
const siteButton = ([id, site]) =>
  node('button', { type: 'button', class: 'link', onclick: () => go({ sel: id }) }, site.name);

/**
 * What lets go of the filter without which most is left, and of all filters.
 * @param {View} view
 * @param {Facts} facts
 */
export function wayOutButtons(view, facts) {
  const { words } = facts;
  const way = wayOut(view, facts);
  const chip = (text, patch) =>
    node('button', { type: 'button', class: 'lt-chip', onclick: () => go(patch) }, text);
  return [
    way ? chip(fill(words.drop, { ...way, names: way.names.join(words.comma) }), { [way.key]: '' }) : null,
    chip(words['clear-filters'], NO_FILTER),
  ].filter(Boolean);
}
