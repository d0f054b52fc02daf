// The rows of the shortlist: order by hand or key, a word on each, and off the list again.
import { go } from '../core/commands.js';
import { lineIcon, node } from '../core/dom.js';
import { showNotice } from '../core/notice.js';
import { MOST_CHARACTERS } from '../core/shortlist.js';
import { session } from '../core/state.js';
import { siteSymbol } from '../core/symbol.js';
import { clean, fill } from '../core/text.js';
import { noteSite, placeSite, toggleSite } from './listing.js';

const UP = 'M8 13V3M4 7l4-4 4 4';
const DOWN = 'M8 3v10M4 9l4 4 4-4';
const OFF = 'M4 4l8 8M12 4l-8 8';
const TYPING_MS = 500;
let dragged = '';

/**
 * Fill a list with a row for each site of the view. Rows that stand already stay, with what is typed there.
 * @param {HTMLElement} list
 */
export function showRows(list) {
  const { view, facts } = session.ctx;
  const named = JSON.stringify([facts.lang, facts.edition, facts.district]);
  const face = JSON.stringify([named, view.list]);
  if (list.dataset.face !== face) {
    const focus = focusedPart(list);
    // A row that only moves is the same one: what is typed there goes along.
    const stay = list.dataset.named === named ? /** @type {HTMLElement[]} */ ([...list.children]) : [];
    const old = new Map(stay.map((row) => [row.dataset.row, row]));
    Object.assign(list.dataset, { face, named });
    list.replaceChildren(...view.list.map((site, n) => placeRow(old.get(site) || siteRow(site), n)));
    giveFocus(list, focus);
  }
  view.list.forEach((_, n) => showWord(/** @type {HTMLElement} */ (list.children[n]), view.words[n] || ''));
}

/** Show the rows where a panel has a place for them. */
export function showRowsHere() {
  for (const box of document.querySelectorAll('.list-here')) {
    if (!box.querySelector('ol')) box.append(node('ol', { class: 'list-rows' }));
    showRows(box.querySelector('ol'));
  }
}

/**
 * @param {HTMLElement} row
 * @param {string} word
 */
function showWord(row, word) {
  const field = row.querySelector('input');
  // What is being typed is ahead of the view.
  if (field !== document.activeElement && field.value !== word) field.value = word;
  row.querySelector('.list-note').textContent = clean(word);
}

/**
 * @param {HTMLElement} row
 * @param {number} n
 */
function placeRow(row, n) {
  row.querySelector('i').textContent = String(n + 1);
  const tool = (act) => /** @type {HTMLButtonElement} */ (row.querySelector(`[data-act=${act}]`));
  tool('up').disabled = n === 0;
  tool('down').disabled = n === session.ctx.view.list.length - 1;
  return row;
}

/** @param {string} site */
function siteRow(site) {
  const { facts } = session.ctx;
  const words = facts.shortlist;
  const about = facts.sites[site];
  const name = about.name;
  const move = (by) => go(placeSite(session.ctx.view, site, session.ctx.view.list.indexOf(site) + by));
  const tool = (act, key, icon, run) =>
    node(
      'button',
      {
        type: 'button',
        class: 'list-tool',
        'data-act': act,
        title: words[key],
        'aria-label': fill(words[`${key}-name`], { name }),
        onclick: run,
      },
      lineIcon(icon),
    );
  const row = node(
    'li',
    { class: 'list-row', 'data-row': site },
    node(
      'div',
      { class: 'list-line', draggable: 'true' },
      node('i', { 'aria-hidden': 'true' }),
      siteSymbol(about.symbol),
      node('button', { type: 'button', class: 'list-name link', onclick: () => go({ sel: site }) }, name),
      node(
        'span',
        { class: 'list-tools' },
        tool('up', 'up', UP, () => move(-1)),
        tool('down', 'down', DOWN, () => move(1)),
        tool('off', 'take-off', OFF, () => go(toggleSite(session.ctx.view, site))),
      ),
    ),
    wordField(site, name),
    node('p', { class: 'list-note' }),
  );
  dragSite(row, site);
  return row;
}

/**
 * A word on a site. It goes into the link a moment after the last key, and not while one composes.
 * @param {string} site
 * @param {string} name
 */
function wordField(site, name) {
  const words = session.ctx.facts.shortlist;
  const field = node('input', {
    class: 'list-word',
    autocomplete: 'off',
    maxlength: MOST_CHARACTERS,
    placeholder: words.word,
    'aria-label': fill(words['word-name'], { name }),
  });
  let timer = 0;
  const take = () => {
    clearTimeout(timer);
    const { view } = session.ctx;
    if (!view.list.includes(site)) return;
    const { patch, cut } = noteSite(view, site, field.value);
    if (cut) showNotice(fill(words['no-room'], { name }));
    if (patch.words.join('\n') !== view.words.join('\n')) go(patch);
  };
  field.addEventListener('input', (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = window.setTimeout(take, TYPING_MS);
  });
  field.addEventListener('compositionend', () => {
    timer = window.setTimeout(take, TYPING_MS);
  });
  field.addEventListener('change', take);
  // Keys that are typed here are not meant for the page; Escape is.
  field.addEventListener('keydown', (event) => event.key !== 'Escape' && event.stopPropagation());
  return field;
}

/**
 * A row is dragged to its new place; the buttons, and the arrows with Alt, do the same.
 * @param {HTMLElement} row
 * @param {string} site
 */
function dragSite(row, site) {
  const place = (of) => session.ctx.view.list.indexOf(of);
  const line = row.firstElementChild;
  line.addEventListener('dragstart', (event) => {
    dragged = site;
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', session.ctx.facts.sites[site].name);
  });
  line.addEventListener('dragend', () => {
    dragged = '';
    row.parentElement?.querySelectorAll('.is-over').forEach((over) => over.classList.remove('is-over'));
  });
  row.addEventListener('dragover', (event) => {
    if (!dragged || dragged === site) return;
    event.preventDefault();
    row.classList.add('is-over');
  });
  row.addEventListener('dragleave', () => row.classList.remove('is-over'));
  row.addEventListener('drop', (event) => {
    if (!dragged || dragged === site) return;
    event.preventDefault();
    go(placeSite(session.ctx.view, dragged, place(site)));
  });
  row.addEventListener('keydown', (event) => {
    if (!event.altKey || !['ArrowUp', 'ArrowDown'].includes(event.key)) return;
    event.preventDefault();
    go(placeSite(session.ctx.view, site, place(site) + (event.key === 'ArrowUp' ? -1 : 1)));
  });
}

/**
 * Which part of which row has the focus, and where that row stands.
 * @param {HTMLElement} list
 */
function focusedPart(list) {
  const active = /** @type {any} */ (document.activeElement);
  const row = list.contains(active) ? active.closest('.list-row') : null;
  if (!row) return null;
  const part = active.dataset.act ? `[data-act=${active.dataset.act}]` : `.${active.classList[0]}`;
  return { site: row.dataset.row, place: [...list.children].indexOf(row), part };
}

/**
 * The row has moved, or is gone: then the one in its place gets the focus.
 * @param {HTMLElement} list
 * @param {{ site: string, place: number, part: string } | null} focus
 */
function giveFocus(list, focus) {
  if (!focus || !list.children.length) return;
  const rows = /** @type {HTMLElement[]} */ ([...list.children]);
  const row = rows.find((each) => each.dataset.row === focus.site);
  const at = row || rows[Math.min(focus.place, rows.length - 1)];
  const part = at.querySelector(focus.part);
  (part?.disabled ? at.querySelector('.list-name') : part)?.focus({ preventScroll: true });
}
