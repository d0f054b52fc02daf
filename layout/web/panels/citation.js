// From a figure to its source: one small card, opened by any figure, closed by Escape or a click.
import { iconButton, node, webAddress } from '../core/dom.js';
import { session } from '../core/state.js';
import { fetchOtherPanels } from './panel.js';

// From a number to its source: one small card, opened by any number, closed by Escape or a click.
let citation = null;

/**
 * @param {string} id
 * @param {HTMLElement | undefined} from
 */
export async function showCitation(id, from) {
  hideCitation();
  if (!session.ctx?.facts.cites[id]) await fetchOtherPanels();
  const known = session.ctx?.facts.cites[id];
  if (!known) return;
  const [name, value, facts, place, url, note, title] = known;
  const { words } = session.ctx.facts;
  const address = webAddress(url || '');
  const source = address
    ? node('a', { target: '_blank', rel: 'noopener noreferrer' }, place)
    : node('span', {}, place);
  if (address) source.href = address;
  const close = iconButton('×', words.close, hideCitation);
  const card = node(
    'div',
    {
      class: 'lt-cite lt-tree',
      role: 'dialog',
      'aria-label': words.source,
      tabindex: '-1',
      lang: session.ctx.facts.lang,
    },
    close,
    node('h3', {}, name),
    node('p', { class: 'lt-cite-value' }, value),
    node('p', { class: 'quiet' }, facts),
    node('p', {}, source, title && title !== place ? node('small', {}, title) : null),
    note ? node('p', { class: 'quiet' }, note) : null,
  );
  card.addEventListener('keydown', (e) => {
    if (e.key === 'Escape') {
      e.stopPropagation();
      hideCitation();
    }
  });
  document.body.append(card);
  citation = { card, from };
  placeCitation(card, from);
  close.focus({ preventScroll: true });
}

/**
 * Beside what opened it, and always inside the window.
 * @param {HTMLElement} card
 * @param {any} from
 */
function placeCitation(card, from) {
  const edge = 10;
  const box = from?.getBoundingClientRect();
  const { offsetWidth: w, offsetHeight: h } = card;
  const left = box ? box.right - w : innerWidth - w - edge;
  const below = box ? box.bottom + 6 : innerHeight - h - edge;
  const top = box && below + h > innerHeight - edge ? box.top - h - 6 : below;
  card.style.left = `${Math.max(edge, Math.min(left, innerWidth - w - edge))}px`;
  card.style.top = `${Math.max(edge, Math.min(top, innerHeight - h - edge))}px`;
}

export function hideCitation() {
  const open = citation;
  citation = null;
  open?.card.remove();
  if (open?.from?.isConnected) open.from.focus({ preventScroll: true });
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
