// Where in the plan a figure stands: the way by its headings, and the sentence where the office has its copy.
import { node } from '../core/dom.js';
import { session } from '../core/state.js';
import { fill } from '../core/text.js';

/** @type {((cite: string, places: string[]) => Promise<any>) | null} */
let readCopy = null;

/**
 * A page from disk asks nobody: only the app sets how the office's copy is read.
 * @param {(cite: string, places: string[]) => Promise<any>} read
 */
export function setCopyReader(read) {
  readCopy = read;
}

/**
 * What a card says of the places that it cites. `grown` is called when the sentences have come.
 * @param {string} cite
 * @param {string[]} places
 * @param {() => void} grown
 */
export function placeParts(cite, places, grown) {
  if (!places.length) return [];
  const boxes = places.map((place) => node('div', { class: 'lt-place' }, headingPath(place)));
  const foot = node('small', { class: 'lt-place-copy', role: 'status' });
  if (readCopy) quoteCopy(readCopy(cite, places), boxes, foot).then(grown);
  // A long sentence scrolls, by keyboard as well.
  const attributes = {
    class: 'lt-places',
    tabindex: '0',
    role: 'region',
    'aria-label': session.ctx.facts.words.source,
  };
  return [node('div', attributes, ...boxes, foot)];
}

/** @param {string} place */
function headingPath(place) {
  const { headings, places, words } = session.ctx.facts;
  const steps = (places[place] || []).map((step) => (typeof step === 'number' ? headings[step] : step));
  return node('p', { class: 'quiet' }, steps.join(words['passage-path']) || place);
}

/**
 * @param {Promise<any>} reading
 * @param {HTMLElement[]} boxes
 * @param {HTMLElement} foot
 */
async function quoteCopy(reading, boxes, foot) {
  const { words } = session.ctx.facts;
  // Only a copy that is slow to read needs a word while one waits.
  const waiting = setTimeout(() => foot.append(words['passage-wait']), 400);
  try {
    const { name, fault, passages } = await reading;
    if (fault)
      foot.textContent = fill(name ? words['passage-fault'] : words['passage-none'], { name, fault });
    else foot.textContent = name ? fill(words['passage-copy'], { name }) : '';
    (passages || []).forEach((passage, n) => boxes[n].append(passageNode(passage)));
  } catch {
    foot.textContent = words['passage-failed'];
  }
  clearTimeout(waiting);
}

/** @param {{ text?: string, mark?: [number, number] | null, fault?: string }} passage */
function passageNode({ text, mark, fault }) {
  if (fault || !text) return node('p', { class: 'quiet' }, fault || '');
  const [start, end] = mark || [0, 0];
  // Places are counted in characters as Python counts them.
  const letters = [...text];
  const part = (from, to) => letters.slice(from, to).join('');
  const marked = end > start ? node('mark', {}, part(start, end)) : null;
  return node('blockquote', { lang: 'zh' }, part(0, start), marked, part(end, letters.length));
}
