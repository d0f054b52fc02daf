// A page on paper: what stands beside the map, below a copy of the map that fits the sheet, in light
// colours; edition, date and address above. All of it at once, because the printer does not wait.
import { node } from '../core/dom.js';
import { session } from '../core/state.js';
import { placeLabels, projectPositions } from '../maps/labels.js';
import { lendMap } from '../maps/lend.js';
import { noteSize } from '../maps/position.js';
import { spreadSymbols } from '../maps/symbols.js';

// The sheet is 186 mm wide (paper.css): A4 and Letter, upright or across, leave that between margins of
// 12 mm.
const MAP_MM = { overview: 145, other: 96 };
const ANY_SHEET = '@page { margin: 12mm }';
const ONE_SHEET = '@page { margin: 12mm; size: A4 portrait }';
// Sites side by side stand across, the map beside their list.
const WIDE_SHEET = '@page { margin: 12mm; size: A4 landscape }';
const WIDE_MAP_MM = 80;

/** @type {{ giveBack: (before?: () => void) => void, sheet: HTMLElement, style: HTMLElement } | null} */
let printed = null;

/**
 * How the page of one site is set on one sheet, which a page from disk has not.
 * @type {{ furnishSite: (sheet: HTMLElement) => void, fitSite: (sheet: HTMLElement) => number } | null}
 */
let siteSheet = null;

/** @param {NonNullable<typeof siteSheet>} rules */
export function setSiteSheet(rules) {
  siteSheet = rules;
}

export function printPage() {
  const { ctx } = session;
  if (!ctx || printed || session.presenting) return;
  const onSite = ctx.view.sel && document.documentElement.dataset.layoutPage === 'parks';
  const single = onSite ? siteSheet : null;
  const wide = Boolean(document.querySelector('#lt-panel.shortlist .list-row'));
  const map = node('div', { class: 'paper-map' });
  // On one sheet the facts need the room of the legend, whose signs stand beside the names.
  const parts = [paperHead(), map, single || wide ? null : paperLegend(ctx), ...paperPanels(Boolean(single))];
  const sheet = node(
    'div',
    {
      class: `lt-print lt-paper lt-tree${single ? ' is-single' : ''}${wide ? ' is-wide' : ''}`,
      'data-scheme': 'light',
      lang: ctx.facts.lang,
    },
    ...parts,
  );
  const style = node('style', {}, single ? ONE_SHEET : wide ? WIDE_SHEET : ANY_SHEET);
  const giveBack = lendMap(ctx);
  printed = { giveBack, sheet, style };
  document.body.prepend(sheet);
  document.head.append(style);
  document.documentElement.classList.add('lt-printing');
  single?.furnishSite(sheet);
  const height = single ? single.fitSite(sheet) : wide ? WIDE_MAP_MM : mapHeight();
  drawMap(ctx, map, height, Boolean(single));
}

export function clearPage() {
  if (!printed) return;
  const { giveBack, sheet, style } = printed;
  printed = null;
  sheet.remove();
  style.remove();
  document.documentElement.classList.remove('lt-printing');
  giveBack();
}

// Title and edition as in the head of the page; which page; the day, and where it is found.
function paperHead() {
  const title = document.querySelector('.head .title');
  const page = document.querySelector('.head [aria-current=page]');
  const away = location.protocol.startsWith('http') ? location.href : '';
  const day = new Date();
  const iso = [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((n) => String(n).padStart(2, '0'));
  return node(
    'header',
    { class: 'paper-head' },
    title ? title.cloneNode(true) : null,
    page ? node('span', {}, page.textContent) : null,
    node('time', {}, iso.join('-')),
    away ? node('p', {}, decodeAddress(away)) : null,
  );
}

/** @param {string} address */
function decodeAddress(address) {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}

/** @param {MapContext} ctx */
function paperLegend(ctx) {
  const rows = ctx.root.querySelector('.lt-legend ul');
  const unlocated = ctx.root.querySelector('.lt-unlocated')?.cloneNode(true);
  // On paper nothing opens by a click.
  if (unlocated?.tagName === 'DETAILS') unlocated.open = true;
  return node(
    'section',
    { class: 'paper-legend lt-map' },
    rows ? rows.cloneNode(true) : null,
    unlocated ?? null,
  );
}

/**
 * The twin of the map in tables goes with the first page; the others hold tables of their own.
 * @param {boolean} single
 */
function paperPanels(single) {
  const beside = document.getElementById('lt-panel');
  const first = document.documentElement.dataset.layoutPage || 'overview';
  const tables = !single && first === 'overview' ? document.querySelector('.tables') : null;
  return [beside, tables].filter(Boolean).map((part) => {
    const copy = /** @type {HTMLElement} */ (part.cloneNode(true));
    for (const named of [copy, ...copy.querySelectorAll('[id]')]) named.removeAttribute('id');
    // A head that is repeated on each sheet is painted without its buttons.
    for (const button of copy.querySelectorAll('thead button'))
      button.replaceWith(node('span', {}, button.textContent));
    // A pack is printed whole.
    for (const fold of copy.matches('.pack') ? copy.querySelectorAll('details') : []) fold.open = true;
    return copy;
  });
}

const mapHeight = () =>
  document.documentElement.dataset.layoutPage === 'overview' || session.standalone
    ? MAP_MM.overview
    : MAP_MM.other;

/**
 * What the reader sees of the map, on a sheet; the whole district where nothing was moved.
 * @param {MapContext} ctx
 * @param {HTMLElement} ground
 * @param {number} height
 * @param {boolean} single
 */
function drawMap(ctx, ground, height, single) {
  // On a low sheet all that the screen shows would be small: there its middle is shown as large as it is.
  const place = single && ctx.view.c ? ctx.map.getCenter() : null;
  const zoom = ctx.map.getZoom();
  const bounds = ctx.view.c ? ctx.map.getBounds() : L.latLngBounds(ctx.facts.bounds);
  ground.style.height = `${height}mm`;
  ground.append(ctx.root);
  const credit = ctx.root.querySelector('.lt-credit');
  const foot = Math.max(28, (credit?.offsetHeight || 0) + 8);
  const covers = { paddingTopLeft: [10, 10], paddingBottomRight: [10, foot] };
  noteSize(ctx);
  // Narrower than the window of a desk, and yet read like one: all names, small symbols. Where not all
  // have room, parks go first.
  ctx.roomy = true;
  ctx.parksFirst = height < MAP_MM.overview;
  Object.assign(ctx, { coveringParts: [], controlBoxes: null });
  ctx.map.invalidateSize({ animate: false });
  ctx.fitZoom = ctx.map.getBoundsZoom(ctx.facts.bounds, false, L.point(20, 10 + foot));
  if (place) ctx.map.setView(place, zoom, { animate: false });
  else ctx.map.fitBounds(bounds, { .../** @type {any} */ (covers), animate: false });
  projectPositions(ctx);
  spreadSymbols(ctx);
  placeLabels(ctx);
  const copy = /** @type {HTMLElement} */ (ctx.root.cloneNode(true));
  copy.removeAttribute('id');
  ground.replaceChildren(copy);
}
