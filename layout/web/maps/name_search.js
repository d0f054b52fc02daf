// Names and what they stand for: sites, and the industries, links and themes that one may filter by.
import { foldLetters, foldWords, traditionalTable } from '../core/fold.js';

const MOST_MATCHES = 8;
const MOST_SITES = 6;
const LEAST_LETTERS = 2;

/** @type {WeakMap<object, { table: Record<string, string>, entries: SearchEntry[] }>} */
const bookOf = new WeakMap();

/**
 * Blanks are no part of what is compared: who types a name need not know where they stand.
 * @param {string} text
 */
const close = (text) => text.replace(/ /g, '');

/** @param {Facts} facts */
function searchBook(facts) {
  let book = bookOf.get(facts);
  if (!book) {
    const table = traditionalTable(facts.traditional);
    book = { table, entries: [...siteEntries(facts, table), ...valueEntries(facts, table)] };
    bookOf.set(facts, book);
  }
  return book;
}

/**
 * @param {string[]} names
 * @param {string[]} spoken
 * @param {Record<string, string>} table
 */
const keysOf = (names, spoken, table) => ({
  names: names.map((name) => ({ name, key: close(foldLetters(name, table)) })),
  sounds: spoken.flatMap((sound) => {
    const parts = sound.split(' ');
    return [parts.map((part) => part[0]).join(''), parts.join('')];
  }),
});

/**
 * @param {Facts} facts
 * @param {Record<string, string>} table
 * @returns {SearchEntry[]}
 */
const siteEntries = ({ sites, site_types: types }, table) =>
  Object.entries(sites).map(([id, about]) => ({
    site: id,
    label: about.name,
    note: about.where,
    symbol: about.symbol,
    rank: types[about.type].search_rank,
    ...keysOf(about.names, about.sounds, table),
  }));

/**
 * @param {Facts} facts
 * @param {Record<string, string>} table
 * @returns {SearchEntry[]}
 */
const valueEntries = ({ facets }, table) =>
  facets.flatMap((facet, n) =>
    facet.options
      .filter((option) => option.also)
      .map((option) => ({
        facet: facet.key,
        value: option.value,
        unused: option.unused,
        label: option.label,
        note: facet.label,
        symbol: { form: 'dot', colour: option.colour },
        rank: n,
        ...keysOf([option.label, ...option.also], option.sounds, table),
      })),
  );

/**
 * What bears a name that holds the words, or that sounds like them: first the names that begin with them; of
 * equals sites by their type, then industries. Sites leave room for the others.
 * @param {Facts} facts
 * @param {string} text
 * @returns {SearchMatch[]}
 */
export function searchNames(facts, text) {
  const { table, entries } = searchBook(facts);
  const words = close(foldLetters(text, table));
  if (!words) return [];
  const single = close(foldWords(text, table));
  const matching = entries
    .map((entry) => matchOf(entry, words) || matchOf(entry, single))
    .filter(Boolean)
    .sort((a, b) => a.order - b.order || a.entry.rank - b.entry.rank);
  const others = matching.filter(({ entry }) => !entry.site);
  const room = Math.max(MOST_SITES, MOST_MATCHES - others.length);
  return [...matching.filter(({ entry }) => entry.site).slice(0, room), ...others].slice(0, MOST_MATCHES);
}

/**
 * @param {SearchEntry} entry
 * @param {string} words
 * @returns {SearchMatch | null}
 */
function matchOf(entry, words) {
  const named =
    entry.names.find(({ key }) => key.startsWith(words)) ||
    entry.names.find(({ key }) => key.includes(words));
  if (named) return { entry, name: named.name, order: named.key.startsWith(words) ? 0 : 1 };
  const spoken = words.length >= LEAST_LETTERS && /^[a-z0-9]+$/.test(words);
  return spoken && entry.sounds.some((sound) => sound.startsWith(words))
    ? { entry, name: entry.label, order: 2 }
    : null;
}
