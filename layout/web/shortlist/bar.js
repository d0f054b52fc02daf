// The shortlist on every page: a small bar with its count, which opens the list.
import { go } from '../core/commands.js';
import { iconButton, node } from '../core/dom.js';
import { session } from '../core/state.js';
import { clean, fill } from '../core/text.js';
import { showRows } from './rows.js';

/** @type {{ box: HTMLElement, open: boolean, lang: string } | null} */
let bar = null;

/** Show the bar where there is a shortlist, and where the page does not hold it anyway. */
export function showBar() {
  const { view, facts } = session.ctx;
  if (!bar) bar = { box: makeBar(), open: false, lang: '' };
  const { box } = bar;
  if (bar.lang !== facts.lang) fillBar(box, facts);
  bar.lang = facts.lang;
  const here = Boolean(document.querySelector('.list-here'));
  const shown = view.list.length > 0 && !here;
  if (!shown) bar.open = false;
  box.hidden = !shown;
  document.documentElement.classList.toggle('has-list', shown);
  const count = fill(facts.shortlist.count, { n: view.list.length });
  box.querySelector('.list-bar span').textContent = clean(count);
  const rows = box.querySelector('ol');
  if (shown) showRows(rows);
  else {
    delete rows.dataset.face;
    rows.replaceChildren();
  }
  showDrawer();
}

function makeBar() {
  const box = node('div', { class: 'lt-list lt-tree' });
  // Keys pressed here are not meant for the page below.
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && bar.open) {
      event.stopPropagation();
      openDrawer(false);
      box.querySelector('.list-bar').focus();
    }
  });
  document.body.append(box);
  return box;
}

/**
 * @param {HTMLElement} box
 * @param {Facts} facts
 */
function fillBar(box, { shortlist: words, lang }) {
  box.lang = lang;
  const face = node(
    'button',
    {
      type: 'button',
      class: 'list-bar',
      'aria-expanded': 'false',
      'aria-controls': 'lt-list-drawer',
      title: words.open,
      onclick: () => openDrawer(!bar.open),
    },
    node('b', { 'aria-hidden': 'true' }, '★'),
    node('span', {}),
  );
  const drawer = node(
    'section',
    { id: 'lt-list-drawer', class: 'list-drawer', 'aria-label': words.title, hidden: true },
    node(
      'header',
      {},
      node('h2', {}, words.title),
      iconButton('×', words.close, () => {
        openDrawer(false);
        face.focus();
      }),
    ),
    node('p', { class: 'quiet' }, words.order),
    node('ol', { class: 'list-rows' }),
    node(
      'p',
      { class: 'list-actions' },
      // A page from disk has no other pages to turn to.
      session.standalone
        ? null
        : node(
            'button',
            { type: 'button', class: 'list-go', onclick: () => go({ page: 'shortlist' }) },
            words.compare,
          ),
      node(
        'button',
        { type: 'button', class: 'link list-clear', onclick: () => go({ list: [], words: [] }) },
        words.clear,
      ),
    ),
  );
  box.replaceChildren(drawer, face);
}

/** @param {boolean} open */
function openDrawer(open) {
  bar.open = open;
  showDrawer();
  if (open) bar.box.querySelector('.list-name')?.focus({ preventScroll: true });
}

function showDrawer() {
  const { box, open } = bar;
  box.querySelector('.list-drawer').hidden = !open;
  box.querySelector('.list-bar').setAttribute('aria-expanded', String(open));
}
