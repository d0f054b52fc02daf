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
  if (!ctx || presenter.paper || !(session.presenting || (presenter.always && presenter.given))) return;
  if (!session.presenting) [presenter.show, presenter.charts, presenter.words] = presenter.given;
  const { root } = ctx;
  presenter.sizes ||= new Map();
  const back = { parent: root.parentNode, view: ctx.view, centre: ctx.map.getCenter(), zoom: ctx.map.getZoom(), scale: ctx.scale, covers: ctx.covers, fitZoom: ctx.fitZoom };
  presenter.paper = { back, style: node('style', {}, PAPER_STYLE), sheets: node('div', { class: 'lt-print lt-tree', lang: presenter.show.lang }) };
  const { sheets, style } = presenter.paper;
  ctx.watch.disconnect();
  document.body.prepend(sheets);
  document.head.append(style);
  document.documentElement.classList.add('lt-printing');
  for (const step of presenter.show.steps) printStep(step, sheets);
}

function printStep(step, sheets) {
  const { ctx } = session;
  const ground = node('div', { class: 'talk-map' });
  const panel = node('section', { class: 'talk-panel' }, ...slideParts(step));
  sheets.append(node('article', { class: 'talk-page' }, ground, panel));
  writeSources(panel, step.sources, true);
  fitPanel(panel);
  ground.append(ctx.root);
  const room = measureArea(ground, panel);
  useArea(room, [panel]);
  ctx.map.fitBounds(step.box, { ...room.free, maxZoom: 14, animate: false });
  applyView(ctx, fromQuery(step.view, ctx.facts));
  showUnlocated(ground, ctx.view);
  const copy = ctx.root.cloneNode(true);
  copy.removeAttribute('id');
  ground.replaceChildren(copy);
}

function restoreAfterPrint() {
  if (!presenter.paper) return;
  const { ctx } = session;
  const { back, style, sheets } = presenter.paper;
  presenter.paper = null;
  sheets.remove();
  style.remove();
  document.documentElement.classList.remove('lt-printing');
  back.parent.prepend(ctx.root);
  ctx.covers = back.covers;
  ctx.fitZoom = back.fitZoom;
  ctx.blocks = null;
  noteSize(ctx);
  setScale(ctx, back.scale);
  ctx.map.invalidateSize({ animate: false });
  ctx.map.setView(back.centre, back.zoom, { animate: false });
  applyView(ctx, back.view);
  ctx.watch.observe(ctx.root);
  // The window may have been given another size while its pages were printed.
  if (session.presenting && (presenter.room.wide !== ctx.root.clientWidth || presenter.room.high !== ctx.root.clientHeight)) refitStage();
}

export function listenForPrint() {
  addEventListener('beforeprint', printPages);
  addEventListener('afterprint', restoreAfterPrint);
}
