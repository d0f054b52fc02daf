// The link of each heading, finding and figure: the parameter `at` of the address, and buttons that copy it.
import { copyText } from '../core/clipboard.js';
import { node } from '../core/dom.js';
import { session } from '../core/state.js';

const FORM = /^[a-z0-9][a-z0-9-]{0,99}$/;
export const FIGURE = 'figure-';
const SHOWN_MS = 2500;

/** @param {string} query */
export function readTarget(query) {
  const target = new URLSearchParams(query).get('at') || '';
  session.target = FORM.test(target) ? target : '';
  session.targetOpened = false;
}

/** Leave the target behind, as on another page. */
export function dropTarget() {
  session.target = '';
}

/** @param {string} mark */
export const withTarget = (mark) => (session.target ? `${mark}&at=${session.target}` : mark);

/**
 * Put beside each heading and in each disclosure the button that copies its link.
 * @param {HTMLElement} box
 */
export function addLinkButtons(box) {
  if (!session.ctx) return;
  for (const part of box.querySelectorAll('details[data-key], h2[id]')) {
    const target = part.dataset.key || part.id;
    if (!FORM.test(target) || part.querySelector(':scope > .link-here')) continue;
    const button = linkButton(target);
    if (part instanceof HTMLDetailsElement) part.querySelector('summary')?.after(button);
    else part.append(button);
  }
}

/** @param {string} id */
export const figureLink = (id) => linkButton(FIGURE + id);

/** @param {string} target */
function linkButton(target) {
  const { words } = session.ctx.facts;
  const button = node(
    'button',
    { type: 'button', class: 'link-here', title: words['link-title'] },
    words['link-copy'],
  );
  button.addEventListener('click', () => copyLinkTo(target, button));
  return button;
}

/**
 * The address of the page as it stands, with the target in the place of another.
 * @param {string} target
 * @param {any} button
 */
async function copyLinkTo(target, button) {
  const { words } = session.ctx.facts;
  const address = new URL(location.href);
  const mark = session.standalone ? address.hash : address.search;
  const bare = mark.replace(/&at=[^&]*/, '');
  const link = `${bare || (session.standalone ? '#' : '?')}&at=${target}`;
  if (session.standalone) address.hash = link;
  else address.search = link;
  const copied = await copyText(address.href);
  session.target = target;
  session.targetOpened = true;
  history.replaceState(history.state, '', address.href);
  button.textContent = copied ? words['link-copied'] : words['link-failed'];
  setTimeout(() => {
    button.textContent = words['link-copy'];
  }, SHOWN_MS);
}
