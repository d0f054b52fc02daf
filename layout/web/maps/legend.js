// The legend, and the sites that have no published position.
import { safeColour } from '../core/colour.js';
import { go } from '../core/commands.js';
import { node } from '../core/dom.js';
import { siteSymbol } from '../core/symbol.js';
import { placeLabels } from './labels.js';

export function makeLegend(ctx) {
  const rows = ctx.facts.legend.map((row) => node('li', {}, legendKey(row), row.text));
  const made = node('details', { class: 'lt-legend' }, node('summary', {}, ctx.facts.words.legend), node('ul', {}, ...rows));
  made.open = ctx.root.clientWidth > 900 && ctx.root.clientHeight > 640;
  made.addEventListener('toggle', () => { ctx.blocks = null; if (ctx.rev) placeLabels(ctx); });
  return made;
}

// What has no published position stands beside the map, never on it.
export function makeUnlocated(ctx) {
  const { words, sites, unlocated } = ctx.facts;
  if (!unlocated.length) return null;
  const rows = unlocated.map((key) => node('button', { type: 'button', 'data-site': key, onclick: () => go({ sel: key }) }, siteSymbol(sites[key].symbol), node('span', {}, sites[key].name, node('small', {}, sites[key].lost))));
  return node('div', { class: 'lt-lost' }, node('span', {}, words.unlocated), ...rows);
}

function legendKey(row) {
  if (['park', 'zone', 'landmark'].includes(row.form)) return siteSymbol(row);
  const made = node('span', { class: `lt-key lt-key-${row.form}` });
  if (row.colour) made.style.setProperty('--c', safeColour(row.colour));
  if (row.strength != null) made.style.setProperty('--s', Number(row.strength));
  return made;
}
