// From a figure to its source: one small card, opened by any figure, closed by Escape or a click.
import { iconButton, node, webAddress } from '../core/dom.js';
import { session } from '../core/state.js';
import { figureLink } from './link_buttons.js';
import { fetchOtherPanels } from './panel.js';
import { placeParts } from './passages.js';

let citation = null;
const ROW = 'tr, li, .finding-row, .answer, .bar, p';
const EDGE = 10;
const GAP = 8;

/**
 * @param {string} id
 * @param {HTMLElement | undefined} from
 */
export async function showCitation(id, from) {
  hideCitation();
  if (!session.ctx?.facts.cites[id]) await fetchOtherPanels()?.catch(() => {});
  const known = session.ctx?.facts.cites[id];
  if (!known) return;
  const [name, value, facts, place, url, note, title, places] = known;
  openCard(from, () => [
    node('h3', {}, name),
    node('p', { class: 'lt-cite-value' }, value),
    node('p', { class: 'quiet' }, facts),
    sourceLine(place, url, title),
    ...placeParts(id, places, placeOpenCard),
    note ? node('p', { class: 'quiet' }, note) : null,
    figureLink(id),
  ]);
}

/**
 * A place in the plan that is cited for something other than a figure: a role, a link of a chain.
 * @param {string} place
 * @param {HTMLElement | undefined} from
 */
export async function showPlace(place, from) {
  hideCitation();
  if (!session.ctx?.facts.places[place]) await fetchOtherPanels()?.catch(() => {});
  if (!session.ctx?.facts.places[place]) return;
  openCard(from, () => [
    node('h3', {}, from?.textContent || place),
    ...placeParts('', [place], placeOpenCard),
  ]);
}

/**
 * @param {string} place
 * @param {string} url
 * @param {string} title
 */
function sourceLine(place, url, title) {
  const address = webAddress(url || '');
  const source = address
    ? node('a', { target: '_blank', rel: 'noopener noreferrer' }, place)
    : node('span', {}, place);
  if (address) source.href = address;
  return node('p', {}, source, title && title !== place ? node('small', {}, title) : null);
}

/**
 * @param {HTMLElement | undefined} from
 * @param {() => any[]} parts
 */
function openCard(from, parts) {
  const { words, lang } = session.ctx.facts;
  const close = iconButton('×', words.close, hideCitation);
  const attributes = {
    class: 'lt-cite lt-tree',
    role: 'dialog',
    'aria-label': words.source,
    tabindex: '-1',
    lang,
  };
  const card = node('div', attributes, close, ...parts());
  card.addEventListener('keydown', (e) => {
    if (e.key === 'Escape') {
      e.stopPropagation();
      hideCitation();
    }
  });
  document.body.append(card);
  citation = { card, from };
  placeOpenCard();
  close.focus({ preventScroll: true });
}

function placeOpenCard() {
  if (citation) placeCitation(citation.card, citation.from);
}

/**
 * Beside the row that it explains, else below or above it, and always inside the window.
 * @param {HTMLElement} card
 * @param {any} from
 */
function placeCitation(card, from) {
  const { offsetWidth: w, offsetHeight: h } = card;
  const size = { w, h };
  const [left, top] = from?.isConnected ? freePlace(from, size) : [innerWidth, innerHeight];
  card.style.left = `${Math.max(EDGE, Math.min(left, innerWidth - w - EDGE))}px`;
  card.style.top = `${Math.max(EDGE, Math.min(top, innerHeight - h - EDGE))}px`;
}

/**
 * @param {HTMLElement} from
 * @param {{ w: number, h: number }} size
 * @returns {[number, number]}
 */
function freePlace(from, { w, h }) {
  const figure = from.getBoundingClientRect();
  const row = (from.closest(ROW) || from).getBoundingClientRect();
  const level = Math.max(EDGE, Math.min(row.top, innerHeight - h - EDGE));
  if (row.left - w - GAP >= EDGE) return [row.left - w - GAP, level];
  if (row.right + GAP + w <= innerWidth - EDGE) return [row.right + GAP, level];
  const left = figure.right - w;
  if (row.bottom + GAP + h <= innerHeight - EDGE) return [left, row.bottom + GAP];
  if (row.top - GAP - h >= EDGE) return [left, row.top - h - GAP];
  return [left, row.bottom + GAP];
}

export function hideCitation() {
  const open = citation;
  citation = null;
  open?.card.remove();
  opener(open?.from)?.focus({ preventScroll: true });
}

/**
 * What opened the card; a panel that was drawn anew has another button of the same figure.
 * @param {any} from
 */
function opener(from) {
  if (!from || from.isConnected) return from;
  const alike = [...document.querySelectorAll('.lt-tree [data-go]')];
  return alike.find((button) => button.dataset.go === from.dataset.go);
}

export function listenForClicks() {
  addEventListener(
    'pointerdown',
    (e) => {
      if (citation && !citation.card.contains(e.target)) hideCitation();
    },
    true,
  );
}
