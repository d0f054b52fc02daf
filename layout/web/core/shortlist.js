// The shortlist of a view as it stands in a link: the same as layout/view/shortlist.py.
import { tidyWords } from './link_words.js';

export const MOST_LISTED = 12;
export const MOST_CHARACTERS = 120;
// Of a link without its place on the map: the server reads no more than MAX_QUERY of layout/view/query.py.
export const MOST_LINK = 1900;

/** @param {string} text */
export const tidyWord = (text) => tidyWords(text, MOST_CHARACTERS);

/**
 * Commas part the words; those within a word are escaped.
 * @param {string[]} words
 */
export function joinWords(words) {
  return words
    .map((word) => word.replace(/%/g, '%25').replace(/,/g, '%2C'))
    .join(',')
    .replace(/,+$/, '');
}

/**
 * A link is untrusted: sites that the facts know, each once, with its word.
 * @param {string} sites
 * @param {string} words
 * @param {Record<string, any>} known
 */
export function readShortlist(sites, words, known) {
  const texts = words.split(',').map((text) => text.replace(/%2C/g, ',').replace(/%25/g, '%'));
  /** @type {Map<string, string>} */
  const chosen = new Map();
  sites.split(',').forEach((id, n) => {
    if (Object.hasOwn(known, id) && !chosen.has(id) && chosen.size < MOST_LISTED)
      chosen.set(id, tidyWord(texts[n] || ''));
  });
  const each = [...chosen.values()];
  return { list: [...chosen.keys()], words: each.some(Boolean) ? each : [] };
}
