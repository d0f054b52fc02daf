// The presenter: a story, step by step, on the living map. It lives in the browser alone, so that
// no lost connection ends it; the map is lent to it and given back.
import { session } from '../core/state.js';
import { fill } from '../core/text.js';
import { fromQuery, toQuery } from '../core/view.js';
import { reportView, showView, writeAddress } from '../maps/navigation.js';
import { fitDistrict } from '../maps/position.js';
import { fitAhead } from './fit.js';
import { closeNotes } from './notes.js';
import { closeStage, openStage } from './stage.js';
import { presenter } from './state.js';
import { addressStep, toStep } from './steps.js';
import { showToast } from './toast.js';

const BEFORE_KEY = 'layout-view-before';

/**
 * Begin at the step named, else at the first. `charts` are drawings by name.
 * @param {Show} show
 * @param {Charts} charts
 * @param {Words} words
 * @param {string} [id]
 */
export function startShow(show, charts, words, id = '') {
  if (!session.ctx || session.presenting || !show?.steps?.length) return false;
  const resumed = Boolean(presenter.stepInLink);
  presenter.content = [show, charts, words];
  session.presenting = true;
  Object.assign(presenter, {
    show,
    charts,
    words,
    at: -1,
    stepInLink: '',
    startedAt: Date.now(),
    digits: '',
    returnFocus: document.activeElement,
    leave: leaveShow,
  });
  const at = show.steps.findIndex((step) => step.id === id);
  presenter.viewBefore = viewToReturnTo(resumed);
  openStage();
  toStep(Math.max(0, at), false);
  fitAhead();
  if (id && at < 0) showToast(fill(words.unknown, { step: id }));
  return true;
}

/**
 * The view to come back to. A page loaded again knows only its link, which is the step's: what stood
 * before is kept for as long as the tab is open.
 * @param {boolean} resumed
 */
function viewToReturnTo(resumed) {
  const view = { ...session.ctx.view, step: '' };
  if (session.standalone) return view;
  try {
    const query = resumed && sessionStorage.getItem(BEFORE_KEY);
    if (query) return { ...fromQuery(query, session.ctx.facts), lang: view.lang };
    sessionStorage.setItem(BEFORE_KEY, toQuery(view));
  } catch {
    /* a browser may keep nothing: then the step's own view is what stays */
  }
  return view;
}

function forgetBefore() {
  try {
    sessionStorage.removeItem(BEFORE_KEY);
  } catch {
    /* nothing was kept */
  }
}

/**
 * A link may name a step before map or story are there: then the presenter opens once both are.
 * @param {Show} show
 * @param {Charts} charts
 * @param {Words} words
 */
export function resumeShow(show, charts, words) {
  presenter.content = [show, charts, words];
  return resumePresenter();
}

export function resumePresenter() {
  return (
    Boolean(session.ctx && presenter.content && presenter.stepInLink && !session.presenting) &&
    startShow(...presenter.content, presenter.stepInLink)
  );
}

/** @param {string} id */
export function presentAgain(id) {
  if (presenter.content) startShow(...presenter.content, id || presenter.lastStep || '');
}

/**
 * A step's name typed into an open file; tells whether the presenter has taken it.
 * @param {string} query
 */
export function followLink(query) {
  const id = new URLSearchParams(query).get('step');
  if (!id || !presenter.content) {
    if (session.presenting) addressStep(session.ctx.view);
    return session.presenting;
  }
  if (!session.presenting) return startShow(...presenter.content, id);
  const at = presenter.show.steps.findIndex((step) => step.id === id);
  if (at < 0) {
    showToast(fill(presenter.words.unknown, { step: id }));
    addressStep(session.ctx.view);
  } else toStep(at);
  return true;
}

// Back to the page: the map goes home, the view is what it was, and the server hears of it.
function leaveShow() {
  if (!session.presenting) return;
  session.presenting = false;
  forgetBefore();
  clearTimeout(presenter.linkTimer);
  closeNotes();
  closeStage();
  const { deferredMount, viewBefore: view, returnFocus } = presenter;
  Object.assign(presenter, { deferredMount: null, viewBefore: null, returnFocus: null, restingPlace: null });
  showView(view);
  session.ctx.fitting = true;
  if (view.c) session.ctx.map.setView(view.c, view.z, { animate: false });
  else fitDistrict(session.ctx, false);
  session.ctx.fitting = false;
  writeAddress();
  if (deferredMount) deferredMount();
  reportView();
  const back =
    returnFocus?.isConnected && returnFocus !== document.body
      ? returnFocus
      : document.querySelector('[data-present], .head [data-go*=present]');
  back?.focus({ preventScroll: true });
}
