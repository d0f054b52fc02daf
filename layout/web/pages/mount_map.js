// Keep one map alive: a rerun of the server only tells it what changed.
import { node } from '../core/dom.js';
import { emit } from '../core/events.js';
import { session } from '../core/state.js';
import { fromQuery, toQuery } from '../core/view.js';
import { attach } from '../maps/attach.js';
import { showCard } from '../maps/card.js';
import { showMarks } from '../maps/marks.js';
import { reportView, showView, writeAddress } from '../maps/navigation.js';
import { flyToSite } from '../maps/position.js';
import { dropTarget } from '../panels/link_buttons.js';
import { presenter } from '../present/state.js';
import { showReturned } from './history.js';

const STYLE_POLL_MS = 10;

/**
 * The place of the map. Streamlit may make it anew: the map moves there and lives on.
 * @param {HTMLElement} host
 */
export function mountMapPlace(host) {
  const box = (session.place ||= node('div', { class: 'lt-host' }));
  box.classList.remove('lt-early');
  if (box.parentNode !== host) host.append(box);
  emit('place');
  const mountPlaced = session.unplaced;
  session.unplaced = null;
  mountPlaced?.();
}

/**
 * What the map is to show. It stands beside the place: when this goes for a moment, the map stays.
 * @param {any} data
 * @param {(message: any) => void} tell
 */
export async function mountMap(data, tell) {
  const { url, view, n, page } = data;
  const box = session.place;
  if (!box) {
    session.unplaced = () => mountMap(data, tell);
    return;
  }
  const isFirst = !session.report;
  session.report = tell;
  if (n >= session.seq) clearTimeout(session.waiting);
  if (session.presenting) {
    presenter.deferredMount = () => mountMap(data, tell);
    return;
  } // the map is lent to the presenter
  const turned = session.page !== page;
  // A link leads to a part of its own page.
  if (turned && !isFirst) dropTarget();
  session.page = page;
  document.documentElement.dataset.layoutPage = page;
  session.marks = data.marks || {};
  emit('page');
  session.otherPanels = data.other_panels;
  session.passages = data.passages;
  session.matchAddress = data.match;
  emit('match');
  if (session.ctx) showMarks(session.ctx);
  if (session.seq && n === 0) reportView();
  if (box.dataset.url === url) {
    const returned = session.ctx && turned && showReturned();
    if (session.ctx && !returned && (n >= session.seq || turned)) takeAnswer(view, turned);
    // What Back showed is newer than the answer, unless there was nothing to tell the server.
    if (!returned || n >= session.seq) noteAnsweredView(view);
    if (!returned) writeAddress();
    return;
  }
  await buildMap(box, url, session.ctx && box.firstChild ? toQuery({ ...session.ctx.view, lang: '' }) : view);
  noteAnsweredView(view);
}

/** @param {string} view */
function noteAnsweredView(view) {
  for (const panel of session.panels) panel.dataset.panelView = view;
}

/**
 * @param {PanelBox} box
 * @param {string} url
 * @param {string} view
 */
async function buildMap(box, url, view) {
  box.dataset.url = url;
  delete document.documentElement.dataset.layoutMap;
  session.pending = view;
  const mapModule = await import(new URL(url, location.origin).href);
  await stylesInForce();
  if (box.dataset.url !== url) return;
  if (!box.isConnected) {
    session.unplaced = () => buildMap(box, url, view);
    return;
  }
  session.ctx?.map.remove();
  session.ctx = null;
  box.replaceChildren(node('div', { id: mapModule.id, class: 'lt-canvas' }));
  mapModule.default(L, { attach });
}

// WebKit applies no style, not even one that a script brings, while a sheet of the document is still on
// its way: names measured before would be as wide as the window.
async function stylesInForce() {
  const root = getComputedStyle(document.documentElement);
  while (!root.getPropertyValue('--paper')) await new Promise((done) => setTimeout(done, STYLE_POLL_MS));
}

/**
 * The map need not wait for the page around it: draw it at once where it will stand.
 * @param {string} url
 */
export function drawEarly(url) {
  session.place = document.body.appendChild(node('div', { class: 'lt-host lt-early' }));
  return buildMap(session.place, url, location.search.slice(1));
}

/**
 * The server's word on the view: taken when nothing newer was done here.
 * @param {string} query
 * @param {boolean} turned
 */
function takeAnswer(query, turned) {
  const shown = session.ctx.view;
  const view = { ...fromQuery(query, session.ctx.facts), step: shown.step };
  const unchanged = toQuery({ ...view, c: null }) === toQuery({ ...shown, c: null });
  if (!unchanged) {
    showView({ ...view, c: shown.c, z: shown.z });
    if (view.sel && view.sel !== shown.sel) flyToSite(session.ctx, view.sel);
  } else if (turned) {
    showCard(session.ctx);
    writeAddress();
  }
}
