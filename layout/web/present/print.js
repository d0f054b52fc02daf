// On paper: a page for each step, in light colours. The living map stands for each step in turn
// and leaves a copy of itself; all of it at once, because the printer does not wait.
import { node } from '../core/dom.js';
import { session } from '../core/state.js';
import { fromQuery } from '../core/view.js';
import { applyView } from '../maps/apply.js';
import { noteSize } from '../maps/position.js';
import { fitPanel } from './fit.js';
import { measureArea, setScale, showUnlocated, useArea } from './map_area.js';
import { slideParts, writeSources } from './slide.js';
import { presenter } from './state.js';
import { refitStage } from './steps.js';

// On paper: a page for each step, in light colours. The living map stands for each step in turn
// and leaves a copy of itself; all of it at once, because the printer does not wait.
const PAPER_STYLE = '@page { size: A4 landscape; margin: 0 }';

function printPages() {
  const { ctx } = session;
  if (!ctx || presenter.printing || !(session.presenting || (presenter.standsAlone && presenter.content)))
    return;
  if (!session.presenting) [presenter.show, presenter.charts, presenter.words] = presenter.content;
  const { root } = ctx;
  presenter.labelSizes ||= new Map();
  const back = {
    parent: root.parentNode,
    view: ctx.view,
    centre: ctx.map.getCenter(),
    zoom: ctx.map.getZoom(),
    scale: ctx.scale,
    covers: ctx.coveringParts,
    fitZoom: ctx.fitZoom,
  };
  presenter.printing = {
    back,
    style: node('style', {}, PAPER_STYLE),
    pages: node('div', { class: 'lt-print lt-tree', 'data-scheme': 'light', lang: presenter.show.lang }),
  };
  const { pages, style } = presenter.printing;
  ctx.resizeObserver.disconnect();
  document.body.prepend(pages);
  document.head.append(style);
  document.documentElement.classList.add('lt-printing');
  for (const step of presenter.show.steps) printStep(step, pages);
}

/**
 * @param {Step} step
 * @param {HTMLElement} pages
 */
function printStep(step, pages) {
  const { ctx } = session;
  const ground = node('div', { class: 'present-map' });
  const panel = node('section', { class: 'present-panel' }, ...slideParts(step));
  pages.append(node('article', { class: 'present-page' }, ground, panel));
  writeSources(panel, step.sources, true);
  fitPanel(panel);
  ground.append(ctx.root);
  const room = measureArea(ground, panel);
  useArea(room, [panel]);
  ctx.map.fitBounds(step.box, { ...room.free, maxZoom: 14, animate: false });
  applyView(ctx, fromQuery(step.view, ctx.facts));
  showUnlocated(ground, ctx.view);
  /** @type {any} */
  const copy = ctx.root.cloneNode(true);
  copy.removeAttribute('id');
  ground.replaceChildren(copy);
}

function restoreAfterPrint() {
  if (!presenter.printing) return;
  const { ctx } = session;
  const { back, style, pages } = presenter.printing;
  presenter.printing = null;
  pages.remove();
  style.remove();
  document.documentElement.classList.remove('lt-printing');
  back.parent.prepend(ctx.root);
  ctx.coveringParts = back.covers;
  ctx.fitZoom = back.fitZoom;
  ctx.controlBoxes = null;
  noteSize(ctx);
  setScale(ctx, back.scale);
  ctx.map.invalidateSize({ animate: false });
  ctx.map.setView(back.centre, back.zoom, { animate: false });
  applyView(ctx, back.view);
  ctx.resizeObserver.observe(ctx.root);
  // The window may have been given another size while its pages were printed.
  if (
    session.presenting &&
    (presenter.area.width !== ctx.root.clientWidth || presenter.area.height !== ctx.root.clientHeight)
  )
    refitStage();
}

export function listenForPrint() {
  addEventListener('beforeprint', printPages);
  addEventListener('afterprint', restoreAfterPrint);
}
