// The search field of the map.
import { go } from '../core/commands.js';
import { node } from '../core/dom.js';
import { siteSymbol } from '../core/symbol.js';

const MOST_MATCHES = 8;

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
  const choose = (key) => {
    input.value = '';
    close();
    go({ sel: key });
  };
  const show = () => {
    const query = foldText(input.value);
    const matches = query ? searchSites(ctx.facts, query) : [];
    list.replaceChildren(
      ...matches.map(([key, about, name], i) => {
        const item = node(
          'li',
          { role: 'option', id: `${id}-${i}`, 'data-site': key },
          siteSymbol(about.symbol),
          node('span', {}, about.name),
          node('small', {}, name === about.name ? about.where : name),
        );
        item.addEventListener('pointerdown', (e) => {
          e.preventDefault();
          choose(key);
        });
        return item;
      }),
    );
    if (query && !matches.length) list.append(node('li', { class: 'lt-no-match' }, words['search-none']));
    list.hidden = !query;
    input.setAttribute('aria-expanded', String(Boolean(query)));
    mark(matches.length ? 0 : -1);
  };
  const mark = (next) => {
    at = next;
    options().forEach((o, i) => o.setAttribute('aria-selected', String(i === at)));
    if (at >= 0) input.setAttribute('aria-activedescendant', `${id}-${at}`);
    else input.removeAttribute('aria-activedescendant');
  };
  input.addEventListener('input', show);
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
    if (e.key === 'Enter' && at >= 0) choose(options()[at].dataset.site);
    if (e.key === 'Escape' && !list.hidden) {
      e.stopPropagation();
      close();
    }
  });
  return node('div', { class: 'lt-search-box' }, input, list);
}

/**
 * A text as it is compared: one width, small letters, without blanks, quotes and other signs.
 * @param {string} text
 */
export function foldText(text) {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]/gu, '');
}

/**
 * Sites whose name or alias holds the words, which are folded: first those that begin with them, then
 * by type.
 * @param {{ sites: Record<string, SiteFacts>, site_types: Record<string, SiteType> }} facts
 * @param {string} words
 * @returns {[string, SiteFacts, string][]}
 */
export function searchSites({ sites, site_types: types }, words) {
  /** @type {[string, SiteFacts, string][]} */
  const matching = [];
  for (const [key, about] of Object.entries(sites)) {
    const name = about.names.find((n) => foldText(n).includes(words));
    if (name) matching.push([key, about, name]);
  }
  /** @param {[string, SiteFacts, string]} match */
  const begins = ([, , name]) => Number(foldText(name).startsWith(words));
  /** @param {[string, SiteFacts, string]} match */
  const rank = ([, about]) => types[about.type].search_rank;
  matching.sort((a, b) => begins(b) - begins(a) || rank(a) - rank(b));
  return matching.slice(0, MOST_MATCHES);
}
