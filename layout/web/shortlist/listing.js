// What is done to a shortlist: each returns the patch of the view. Sites and words stay side by side.
import { MOST_LINK, tidyWord } from '../core/shortlist.js';
import { toQuery } from '../core/view.js';

/**
 * @param {View} view
 * @returns {[string, string][]}
 */
const rowsOf = (view) => view.list.map((site, n) => [site, view.words[n] || '']);

/**
 * @param {[string, string][]} rows
 * @returns {{ list: string[], words: string[] }}
 */
const patchOf = (rows) => ({
  list: rows.map(([site]) => site),
  words: rows.some(([, word]) => word) ? rows.map(([, word]) => word) : [],
});

/**
 * @param {View} view
 * @param {string} site
 */
export function toggleSite(view, site) {
  const rows = rowsOf(view);
  const others = rows.filter(([id]) => id !== site);
  return patchOf(others.length < rows.length ? others : [...rows, [site, '']]);
}

/**
 * Put a site at a place of the list, counted from 0.
 * @param {View} view
 * @param {string} site
 * @param {number} place
 */
export function placeSite(view, site, place) {
  const rows = rowsOf(view);
  const row = rows.find(([id]) => id === site);
  const others = rows.filter(([id]) => id !== site);
  if (row) others.splice(Math.max(0, place), 0, row);
  return patchOf(others);
}

/**
 * Whether the link of a view has room for a shortlist.
 * @param {View} view
 * @param {{ list: string[], words: string[] }} patch
 */
export const fitsLink = (view, patch) => toQuery({ ...view, ...patch, c: null }).length <= MOST_LINK;

/**
 * Put a word on a site, as much of it as the link has room for; tell whether it was cut.
 * @param {View} view
 * @param {string} site
 * @param {string} text
 */
export function noteSite(view, site, text) {
  const patch = (word) => patchOf(rowsOf(view).map(([id, old]) => [id, id === site ? word : old]));
  const characters = [...tidyWord(text)];
  let length = characters.length;
  while (length && !fitsLink(view, patch(tidyWord(characters.slice(0, length).join(''))))) length -= 1;
  return {
    patch: patch(tidyWord(characters.slice(0, length).join(''))),
    cut: length < characters.length,
  };
}
