// Follow a link into a page: open, scroll to and mark the part that it names; of a figure show its source.
import { showNotice } from '../core/notice.js';
import { session } from '../core/state.js';
import { showCitation } from './citation.js';
import { FIGURE } from './link_buttons.js';
import { scrollToPart } from './tree.js';

const DRAWN_WITHIN_MS = 3000;

/**
 * Open what the link leads to, once it stands on the page. `isWhole` tells that all panels have come.
 * @param {boolean} [isWhole]
 */
export function openTarget(isWhole = false) {
  const { target, ctx } = session;
  if (!target || session.targetOpened || !ctx) return;
  const figure = target.startsWith(FIGURE) ? target.slice(FIGURE.length) : '';
  const part = figure ? figureButton(figure) : partOf(target);
  const hasCard = figure && Object.hasOwn(ctx.facts.cites, figure);
  if (!part && !(isWhole && hasCard)) {
    // What the server draws may still come.
    if (isWhole) setTimeout(sayLost, DRAWN_WITHIN_MS, target);
    return;
  }
  if (figure && !hasCard) return;
  session.targetOpened = true;
  if (part) reveal(part);
  if (figure) showCitation(figure, part);
}

/** @param {string} target */
function sayLost(target) {
  if (session.target === target && !session.targetOpened && session.ctx)
    showNotice(session.ctx.facts.words['link-lost'], null);
}

/** @param {string} id */
function figureButton(id) {
  const face = JSON.stringify({ cite: id });
  return [...document.querySelectorAll('.lt-tree [data-go]')].find((part) => part.dataset.go === face);
}

/**
 * @param {string} target
 * @returns {any}
 */
function partOf(target) {
  const keyed = [...document.querySelectorAll('.lt-tree [data-key]')];
  const named = [...document.querySelectorAll('.lt-tree [id]')];
  return keyed.find((part) => part.dataset.key === target) || named.find((part) => part.id === target);
}

/** @param {any} part */
function reveal(part) {
  for (let box = part; box; box = box.parentElement) if (box instanceof HTMLDetailsElement) box.open = true;
  part.hidden = false;
  scrollToPart(part instanceof HTMLDetailsElement ? part.querySelector('summary') : part);
  part.classList.add('is-target');
}
