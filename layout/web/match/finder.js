// "An investor in …": a field above what stands beside the map; its answer lies there and is lit on the map.
import { go } from '../core/commands.js';
import { node } from '../core/dom.js';
import { on } from '../core/events.js';
import { session } from '../core/state.js';
import { fill } from '../core/text.js';
import { askWords } from '../core/view.js';
import { applyView } from '../maps/apply.js';
import { holdView, reportView, showView } from '../maps/navigation.js';
import { fetchOtherPanels } from '../panels/panel.js';
import { answerParts } from './answer_list.js';
import { answerOf, fetchMatchIndex, matchIndex } from './match_index.js';

const MAP_MS = 150;
const REPORT_MS = 700;
const NARROW = '(max-width: 900px)';

/** @type {{ [part: string]: any }} */
const finder = { box: null, input: null, body: null, count: null, answer: null, text: '', followed: '' };

/** Answer what the view asks for, follow it, and stand where the page has room. */
export function connectFinder() {
  session.asking = {
    load: () => fetchMatchIndex().catch(() => null),
    count: (text) => answerOf(text)?.places.length ?? null,
  };
  for (const name of ['map', 'panels', 'view', 'match']) on(name, followRequest);
  on('place', placeFinder);
  on('head', showOnHead);
  on('page', foldForList);
  matchMedia(NARROW).addEventListener('change', placeFinder);
}

/** Make the field once the words of a page are there, and anew in another language. */
function makeFinder() {
  const { facts } = session.ctx;
  if (finder.box?.lang === facts.lang) return;
  finder.box?.remove();
  finder.input = node('input', {
    type: 'search',
    class: 'finder-input',
    placeholder: facts.words.ask,
    'aria-label': facts.finder.label,
    autocomplete: 'off',
    spellcheck: 'false',
    enterkeyhint: 'search',
    maxlength: 120,
    oninput: (e) => e.isComposing || followTyping(),
    oncompositionend: followTyping,
    onfocus: openAnswer,
    onkeydown: onFinderKey,
  });
  finder.count = node('button', { type: 'button', class: 'finder-open', hidden: true, onclick: openAnswer });
  const hide = node(
    'button',
    { type: 'button', class: 'finder-hide', onclick: foldAnswer },
    facts.finder.hide,
  );
  finder.status = node('p', { class: 'lt-live', role: 'status' });
  finder.body = node('div', { class: 'finder-body', hidden: true });
  finder.body.addEventListener('keydown', onFinderKey);
  const bar = node('div', { class: 'finder-bar' }, finder.input, finder.count, hide);
  finder.box = node('section', { class: 'lt-finder lt-tree', role: 'search', lang: facts.lang });
  finder.box.setAttribute('aria-label', facts.finder.label);
  finder.box.append(bar, finder.status, finder.body);
  finder.input.value = finder.text;
  finder.answer = null;
  placeFinder();
}

// On a desk it stands in the map's own place, which is as long as the page; on a phone over the window.
function placeFinder() {
  const host = session.place?.parentElement;
  if (!finder.box || !host) return;
  const home = matchMedia(NARROW).matches ? document.body : host;
  if (finder.box.parentNode !== home) home.append(finder.box);
}

/** Another view, another edition, or a link with a request: its answer, not that of the one before. */
function followRequest() {
  const { ctx } = session;
  if (!ctx || !session.matchAddress || session.presenting) return;
  if (!ctx.facts.finder) {
    // Its words come with the other panels, once the first screen stands.
    (window.requestIdleCallback || setTimeout)(() => fetchOtherPanels());
    return;
  }
  const first = !finder.box;
  makeFinder();
  takeWords(ctx.view.ask);
  const text = askWords(finder.text);
  if (text && (!finder.answer || !matchIndex())) loadAnswer(first);
  else if (text) drawAnswer();
  else if (session.answered) takeRequest(null);
  showOnHead();
  if (finder.wanting !== undefined) openFinder(finder.wanting);
}

/**
 * Words of the view are taken when they change there: what is being typed is newer than a view that is
 * only drawn again because the panels or the map have come.
 * @param {string} ask
 */
function takeWords(ask) {
  if (ask === finder.followed) return;
  finder.followed = ask;
  if (ask === askWords(finder.text)) return;
  clearTimeout(finder.mapTimer);
  finder.text = ask;
  finder.input.value = ask;
  finder.answer = null;
}

/** @param {boolean} [opening] */
async function loadAnswer(opening = false) {
  // The page of the shortlist is what one has come for: its answer waits to be opened.
  if (opening && session.page !== 'shortlist') openAnswer();
  const words = session.ctx.facts.finder;
  const waiting = setTimeout(() => sayInBody(words.loading), 400);
  try {
    await Promise.all([fetchMatchIndex(), fetchOtherPanels()]);
    answerNow();
  } catch {
    sayInBody(words.failed);
  }
  clearTimeout(waiting);
}

/** @param {string} words */
function sayInBody(words) {
  finder.body.replaceChildren(node('p', { class: 'finder-count' }, words));
  finder.status.textContent = words;
}

function followTyping() {
  finder.text = finder.input.value;
  openAnswer();
  if (matchIndex()) answerNow();
  else loadAnswer();
}

function answerNow() {
  const text = askWords(finder.text);
  takeRequest(text ? answerOf(text) : null);
  clearTimeout(finder.mapTimer);
  finder.mapTimer = setTimeout(() => lightMap(text), MAP_MS);
}

/**
 * The map and the address follow the words when they rest, the server when they rest longer.
 * @param {string} text
 */
function lightMap(text) {
  const { ctx } = session;
  if (!ctx || session.presenting) return;
  if (ctx.view.ask === text) {
    applyView(ctx, ctx.view);
    return;
  }
  showView({ ...ctx.view, ask: text });
  holdView();
  clearTimeout(finder.reportTimer);
  finder.reportTimer = setTimeout(() => reportView(), REPORT_MS);
}

/** @param {RequestAnswer | null} answer */
function takeRequest(answer) {
  const text = askWords(finder.text);
  finder.answer = answer;
  session.answered = answer && { ask: text, places: new Set(answer.places.map(({ id }) => id)) };
  drawAnswer();
  showOnHead();
}

function drawAnswer() {
  const { facts } = session.ctx;
  const { answer, body, status, count } = finder;
  const text = askWords(finder.text);
  const parts = answer
    ? answerParts(text, answer, choosePlace)
    : [node('p', { class: 'quiet' }, facts.finder.hint)];
  const opened = [...body.querySelectorAll('details')].map((part) => part.open);
  const same = body.dataset.text === text;
  body.dataset.text = text;
  /** @type {any} */
  const active = document.activeElement;
  const focused = body.contains(active) && active.dataset.place;
  body.replaceChildren(...parts);
  if (same) [...body.querySelectorAll('details')].forEach((part, n) => (part.open = Boolean(opened[n])));
  if (focused) [...body.querySelectorAll('[data-place]')].find((b) => b.dataset.place === focused)?.focus();
  const words = answer ? parts[0].textContent : '';
  if (status.textContent !== words) status.textContent = words;
  count.hidden = !answer;
  count.textContent = answer ? fill(facts.finder.short, { n: answer.places.length }) : '';
}

/** The button of the head bears what is asked for: on a phone it is all that is to be seen of it. */
function showOnHead() {
  const button = document.querySelector('.head .find');
  if (!button || !session.ctx) return;
  button.dataset.face ||= button.textContent;
  const { ask } = session.ctx.view;
  const n = finder.answer?.places.length;
  button.textContent = ask ? [ask, n].filter((part) => part !== undefined).join(' · ') : button.dataset.face;
  button.classList.toggle('is-on', Boolean(ask));
}

function openAnswer() {
  if (!finder.box || finder.box.classList.contains('is-open')) return;
  finder.box.classList.add('is-open');
  finder.body.hidden = false;
  session.asking.load();
  fetchOtherPanels();
  if (!finder.body.firstChild) drawAnswer();
}

/** Who turns to the shortlist sees it; there the answer may be opened again. */
function foldForList() {
  const turned = finder.page !== session.page;
  finder.page = session.page;
  if (turned && session.page === 'shortlist' && finder.box) foldAnswer();
}

function foldAnswer() {
  finder.box.classList.remove('is-open');
  finder.body.hidden = true;
  /** @type {any} */
  const active = document.activeElement;
  if (finder.box.contains(active)) active.blur();
}

/**
 * Open the field, with words that were typed elsewhere.
 * @param {string} text
 */
export function openFinder(text) {
  finder.wanting = undefined;
  if (!finder.box) {
    // Who is quicker than its words gets it when they come.
    finder.wanting = text;
    fetchOtherPanels();
    return;
  }
  openAnswer();
  finder.input.focus();
  if (!text) return;
  finder.input.value = text;
  followTyping();
}

/**
 * A place is selected on the map, and its page is turned to; of one without a page its card opens.
 * @param {{ id: string, type: string }} place
 */
function choosePlace({ id, type }) {
  const { counted } = session.ctx.facts.site_types[type];
  clearTimeout(finder.mapTimer);
  lightMap(askWords(finder.text));
  foldAnswer();
  go({ sel: id, page: counted ? 'parks' : 'overview' });
}

/** @param {KeyboardEvent} event */
function onFinderKey(event) {
  // Keys of an input method choose among its words, not among ours.
  if (event.isComposing) return;
  if (event.key === 'Escape') {
    event.preventDefault();
    event.stopPropagation();
    if (finder.input.value) clearRequest();
    else foldAnswer();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) moveFocus(step, event);
  if (event.key === 'Enter' && event.target === finder.input)
    finder.body.querySelector('.finder-name')?.focus();
}

function clearRequest() {
  finder.input.value = '';
  followTyping();
  finder.input.focus();
}

/**
 * From the field into the list of places, along it, and back.
 * @param {number} step
 * @param {KeyboardEvent} event
 */
function moveFocus(step, event) {
  const stops = [finder.input, ...finder.body.querySelectorAll('[data-place]')];
  const at = stops.indexOf(document.activeElement);
  const next = stops[at + step];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
}
