// Change the view: at once on the map and beside it, then once to the server and the address bar.
import { emit } from '../core/events.js';
import { session } from '../core/state.js';
import { patchView, toQuery } from '../core/view.js';
import { withTarget } from '../panels/link_buttons.js';
import { followView } from '../panels/panel.js';
import { applyView, tellCount } from './apply.js';
import { flyToSite, prefersCalm } from './position.js';

const ANSWER_MS = 4000;
const PATIENCE_MS = 60000;

/**
 * @param {Patch} patch
 * @param {boolean} additive
 */
export function changeView(patch, additive) {
  const { page, lang, ...rest } = patch;
  if (!session.ctx) return;
  const before = session.ctx.view;
  const view = patchView(before, rest, additive);
  if (lang) view.lang = lang;
  showView(view, leadsOn(before, view));
  if (rest.sel && rest.sel !== before.sel) {
    flyToSite(session.ctx, rest.sel);
    revealMap(session.ctx);
  }
  reportView(page);
}

/**
 * On a narrow screen what stands beside the map may lie over it: it makes way for a flight.
 * @param {MapContext} ctx
 */
function revealMap(ctx) {
  if (!matchMedia('(max-width: 900px)').matches) return;
  const scroller = ctx.root.closest('[data-testid=stMain]') || document.scrollingElement;
  scroller?.scrollTo({ top: 0, behavior: prefersCalm() ? 'auto' : 'smooth' });
}

/**
 * Whether Back should lead from one view to the other: not for a language or a layer switched off, nor for
 * the shortlist, which goes along wherever one goes.
 * @param {View} before
 * @param {View} view
 */
function leadsOn(before, view) {
  /** @param {View} shown */
  const chosen = (shown) => ({ ...shown, lang: '', off: [], list: [], words: [], c: null });
  return toQuery(chosen(before)) !== toQuery(chosen(view));
}

/**
 * `step` makes the view one that Back returns from.
 * @param {View} view
 * @param {boolean} [step]
 */
export function showView(view, step = false) {
  applyView(session.ctx, view);
  // Kept until the address is written, be it by a quick answer of the server.
  session.step ||= step;
  // The server is told first: its answer takes longest.
  setTimeout(() =>
    afterPaint('painting', () => {
      tellCount(session.ctx);
      session.panels.forEach(followView);
      emit('view');
      writeAddress();
    }),
  );
}

/**
 * What is not the map waits until the map has been painted; a hidden page is not painted. Of what waits
 * in one slot the last is done.
 * @param {'painting' | 'reporting'} slot
 * @param {() => void} act
 */
function afterPaint(slot, act) {
  session[slot] += 1;
  const turn = session[slot];
  const run = () => setTimeout(() => turn === session[slot] && act(), 0);
  if (document.hidden) run();
  else requestAnimationFrame(run);
}

/**
 * @param {string | undefined} [page]
 * @param {number} [patience]
 */
export function reportView(page, patience = ANSWER_MS) {
  session.seq += 1;
  if (!session.report) return;
  const message = { q: toQuery(session.ctx.view), page: page || session.page, n: session.seq };
  afterPaint('reporting', () => {
    session.reported = session.reporting;
    session.report(message);
  });
  clearTimeout(session.waiting);
  session.waiting = setTimeout(() => insistOnAnswer(page, 2 * patience), patience);
}

/** What is shown now is told in a moment: no answer to what was told before takes it back. */
export function holdView() {
  session.seq += 1;
}

/** The page turns: a report of the one before would turn it back. What it held is told by the next. */
export function dropReport() {
  if (!isReported()) session.reporting += 1;
}

/** Whether all that was shown has been told to the server. */
export const isReported = () => session.reported === session.reporting;

/**
 * A server that was started anew knows nothing of this page, and does not hear a part of it:
 * it is asked for the whole page, then told again.
 * @param {string | undefined} page
 * @param {number} patience
 */
function insistOnAnswer(page, patience) {
  if (!session.presenting) session.reload?.(session.seq);
  session.waiting = setTimeout(() => reportView(page, Math.min(patience, PATIENCE_MS)), ANSWER_MS / 4);
}

/**
 * The map was moved by hand: its place belongs to the view.
 * @param {MapContext} ctx
 */
export function notePosition(ctx) {
  if (ctx.fitting || session.presenting) return;
  const centre = ctx.map.getCenter();
  ctx.view = { ...ctx.view, c: [centre.lat, centre.lng], z: ctx.map.getZoom() };
  writeAddress();
}

// Nothing is written before the server has read the link.
export function writeAddress() {
  if (!session.ctx || session.presenting || !(session.report || session.standalone)) return;
  const mark = (session.standalone ? '#' : '?') + withTarget(toQuery(session.ctx.view));
  if ((session.standalone ? location.hash : location.search) !== mark) {
    const address = session.standalone ? mark : location.pathname + mark;
    if (session.step) history.pushState(history.state, '', address);
    else history.replaceState(history.state, '', address);
  }
  session.step = false;
  carryView();
}

/** The links of the head lead to the other pages with what is shown. */
export function carryView() {
  if (!session.ctx) return;
  const query = toQuery(session.ctx.view);
  for (const link of document.querySelectorAll('.head [data-page]'))
    if (link instanceof HTMLAnchorElement) link.search = query;
}
