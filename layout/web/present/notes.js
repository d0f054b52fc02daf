// Notes in a second window, for the speaker's screen: what to say, what comes, and the time.
import { node } from '../core/dom.js';
import { clean } from '../core/text.js';
import { NOTES_STYLE } from './notes_style.js';
import { presenter } from './state.js';
import { showToast } from './toast.js';

/**
 * Notes in a second window, for the speaker's own screen: what to say, what comes, and the time.
 * @param {(e: KeyboardEvent) => void} onKey
 */
export function openNotes(onKey) {
  const open = presenter.notesWindow;
  if (open && !open.closed) {
    open.focus();
    return;
  }
  const opened = window.open('', 'lt-notes', 'popup,width=760,height=620');
  if (!opened) {
    showToast(presenter.words.blocked);
    return;
  }
  presenter.notesWindow = opened;
  const { document: page } = opened;
  page.title = clean(`${presenter.words.notes} · ${presenter.show.title}`);
  page.documentElement.lang = presenter.show.lang;
  const style = page.createElement('style');
  style.textContent = NOTES_STYLE;
  page.head.replaceChildren(style);
  opened.addEventListener('keydown', onKey, true);
  presenter.clockTimer ||= setInterval(tick, 500);
  writeNotes();
}

export function closeNotes() {
  clearInterval(presenter.clockTimer);
  presenter.clockTimer = null;
  if (presenter.notesWindow && !presenter.notesWindow.closed) presenter.notesWindow.close();
  presenter.notesWindow = null;
}

export function closeNotesWithPage() {
  addEventListener('pagehide', () => {
    if (presenter.notesWindow) closeNotes();
  });
}

export function writeNotes() {
  const notes = presenter.notesWindow;
  if (!notes || notes.closed) return;
  const { words, show, at } = presenter;
  const step = show.steps[at];
  const coming = show.steps[at + 1];
  const paragraphs = (step.notes || words['no-notes']).split(/\n+/).map((text) => node('p', {}, text));
  const clock = (name, label) => node('div', {}, node('small', {}, label), node('b', { 'data-time': name }));
  const page = node(
    'main',
    { class: presenter.black.hidden ? '' : 'is-black' },
    node(
      'header',
      {},
      node('div', {}, node('small', {}, step.kicker), node('h1', {}, step.title)),
      node('b', { class: 'n' }, `${step.n} / ${show.steps.length}`),
    ),
    presenter.black.hidden ? null : node('p', { class: 'black' }, words.black),
    node('section', { class: step.notes ? '' : 'none' }, ...paragraphs),
    node(
      'aside',
      {},
      node('small', {}, coming ? words.coming : ''),
      node('b', {}, coming ? coming.title : words.last),
    ),
    node(
      'div',
      { class: 'from' },
      node('small', {}, words.sources),
      node('p', {}, step.sources.join(show.lang === 'zh' ? '；' : '; ')),
    ),
    node('footer', {}, clock('elapsed', words.elapsed), clock('clock', words.clock)),
  );
  notes.document.body.replaceChildren(notes.document.adoptNode(page));
  tick();
}

function tick() {
  const notes = presenter.notesWindow;
  if (!notes || notes.closed) {
    closeNotes();
    return;
  }
  const two = (n) => String(n).padStart(2, '0');
  const seconds = Math.floor((Date.now() - presenter.startedAt) / 1000);
  const now = new Date();
  const times = {
    elapsed: `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`,
    clock: `${two(now.getHours())}:${two(now.getMinutes())}`,
  };
  for (const part of notes.document.querySelectorAll('[data-time]')) {
    if (part.textContent !== times[part.dataset.time]) part.textContent = times[part.dataset.time];
  }
}
