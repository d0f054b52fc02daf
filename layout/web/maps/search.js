// The search field of the map.
import { go } from '../core/commands.js';
import { node } from '../core/dom.js';
import { siteSymbol } from '../core/symbol.js';
import { session } from '../core/state.js';
import { fill } from '../core/text.js';
import { askWords } from '../core/view.js';
import { searchNames } from './name_search.js';

/** @param {MapContext} ctx */
export function makeSearch(ctx) {
  const { words } = ctx.facts;
  const id = `lt-matches-${L.Util.stamp(ctx.map)}`;
  const input = node('input', {
    type: 'search',
    class: 'lt-search',
    placeholder: words.search,
    'aria-label': words.search,
    role: 'combobox',
    'aria-expanded': 'false',
    'aria-controls': id,
    autocomplete: 'off',
    maxlength: 60,
  });
  const list = node('ul', { class: 'lt-matches', id, role: 'listbox', hidden: true });
  let at = -1;
  const options = () => [...list.querySelectorAll('[role=option]')];
  const close = () => {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    at = -1;
  };
  const choose = (patch) => {
    input.value = '';
    close();
    go(patch);
  };
  const show = () => {
    const text = input.value;
    const matches = searchNames(ctx.facts, text);
    const items = matches.map((match) => nameItem(match, ctx));
    const request = session.asking && askItem(text, words);
    const all = request ? [...items, request] : items;
    list.replaceChildren(...all.map(({ item }) => item));
    all.forEach(({ item, patch }, i) => {
      item.id = `${id}-${i}`;
      item.choose = () => choose(patch);
      item.addEventListener('pointerdown', (e) => {
        e.preventDefault();
        item.choose();
      });
    });
    const query = Boolean(text.trim());
    if (query && !all.length) list.append(node('li', { class: 'lt-no-match' }, words['search-none']));
    list.hidden = !query;
    input.setAttribute('aria-expanded', String(query));
    mark(all.length ? 0 : -1);
  };
  const mark = (next) => {
    at = next;
    options().forEach((o, i) => o.setAttribute('aria-selected', String(i === at)));
    if (at >= 0) input.setAttribute('aria-activedescendant', `${id}-${at}`);
    else input.removeAttribute('aria-activedescendant');
  };
  input.addEventListener('input', show);
  input.addEventListener('focus', () => session.asking?.load().then(() => input.value && show()));
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (e) => {
    // Keys of an input method choose among its words, not among ours.
    if (e.isComposing) return;
    const n = options().length;
    if (e.key === 'ArrowDown' && n) {
      e.preventDefault();
      mark((at + 1) % n);
    }
    if (e.key === 'ArrowUp' && n) {
      e.preventDefault();
      mark((at - 1 + n) % n);
    }
    if (e.key === 'Enter' && at >= 0) options()[at].choose();
    if (e.key === 'Escape' && !list.hidden) {
      e.stopPropagation();
      close();
    }
  });
  return node('div', { class: 'lt-search-box' }, input, list);
}

/**
 * A name that matches: a site is selected, an industry filters. What no place has is asked for instead.
 * @param {SearchMatch} match
 * @param {MapContext} ctx
 */
function nameItem({ entry, name }, ctx) {
  const { words } = ctx.facts;
  const note = entry.unused ? `${entry.note} · ${words['search-unused']}` : entry.note;
  const item = node(
    'li',
    { role: 'option', 'data-site': entry.site, 'data-value': entry.value },
    siteSymbol(entry.symbol),
    node('span', {}, entry.label),
    node('small', {}, name === entry.label ? note : name),
  );
  return { item, patch: entry.site ? { sel: entry.site } : filterPatch(entry, name, ctx.view) };
}

/**
 * @param {SearchEntry} entry
 * @param {string} name
 * @param {View} view
 * @returns {Patch}
 */
function filterPatch({ facet, value, unused }, name, view) {
  if (unused && session.asking) return { finder: name };
  // A filter that is on stays on.
  return view[facet].includes(value) ? {} : { [facet]: value };
}

/**
 * What leads to the places that fit an investor in these words; none where nothing is known to fit.
 * @param {string} text
 * @param {Words} words
 */
function askItem(text, words) {
  const request = askWords(text);
  const n = request ? session.asking.count(request) : 0;
  if (n === 0) return null;
  const item = node(
    'li',
    { role: 'option', class: 'lt-ask-item' },
    node('span', {}, fill(words['search-ask'], { text: request })),
    n ? node('small', {}, fill(words['search-fits'], { n })) : null,
  );
  return { item, patch: { finder: request } };
}
