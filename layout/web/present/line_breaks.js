// How the words of a step break into lines.
import { node } from '../core/dom.js';

// How the words of a step break into lines.
// A number and its unit, a bracketed word, a closing year: none of them is torn apart at a line's end.
const UNBREAKABLE =
  /(\d[\d,.]* (?:%|\p{Script=Han}{1,2})|\uff08[^\uff08\uff09]{1,3}\uff09|\S \d{4}(?:\u2013\d{4})?$)/u;
/** @param {string} text */
export const keepTogether = (text) =>
  text
    .split(UNBREAKABLE)
    .map((part, i) => (i % 2 ? node('span', { class: 'present-unbroken' }, part) : part))
    .filter(Boolean);

/**
 * A line that is too long breaks where it pauses, if it can.
 * @param {string} text
 */
export const breakAtPauses = (text) =>
  text
    .split(/(?<=[，、；。？！])/u)
    .map((part) => node('span', { class: 'present-phrase' }, ...keepTogether(part)));

/**
 * Large figures stand in one row, or each in a row of its own.
 * @param {any} numbers
 */
export function arrangeNumbers(numbers) {
  if (!numbers) return;
  numbers.classList.remove('is-column');
  const tops = new Set([...numbers.children].map((figure) => figure.offsetTop));
  numbers.classList.toggle('is-column', tops.size > 1);
}

/**
 * A title that needs two lines breaks where it pauses.
 * @param {string} title
 */
export const titlePhrases = (title) =>
  title.split(/(?<=[，、：；。？！])/u).map((part) => node('span', {}, part));
