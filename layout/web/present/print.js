// On paper: a page for each step, in light colours. The living map stands for each step in turn
// and leaves a copy of itself; all of it at once, because the printer does not wait.
import { node } from '../core/dom.js';
import { session } from '../core/state.js';
import { fromQuery } from '../core/view.js';
import { applyView } from '../maps/apply.js';
import { lendMap } from '../maps/lend.js';
import { fitPanel } from './fit.js';
import { measureArea, setScale, showUnlocated, useArea } from './map_area.js';
import { slideParts, writeSources } from './slide.js';
import { presenter } from './state.js';
import { refitStage } from './steps.js';

const PAPER_STYLE = '@page { size: A4 landscape; margin: 0 }';

/** Print the story that is presented, or the one that the page is about; tells whether there is one. */
export function printStory() {
  const { ctx } = session;
  if (!ctx || presenter.printing) return false;
  const content = session.presenting ? null : presenter.contentToPrint();
  if (!session.presenting && !content) return false;
  if (content) [presenter.show, presenter.charts, presenter.words] = content;
  presenter.labelSizes ||= new Map();
  presenter.printing = {
    scale: ctx.scale,
    giveBack: lendMap(ctx),
    style: node('style', {}, PAPER_STYLE),
    pages: node('div', { class: 'lt-print lt-tree', 'data-scheme': 'light', lang: presenter.show.lang }),
  };
  const { pages, style } = presenter.printing;
  document.body.prepend(pages);
  document.head.append(style);
  document.documentElement.classList.add('lt-printing');
  for (const step of presenter.show.steps) printStep(step, pages);
  return true;
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

export function restoreAfterPrint() {
  if (!presenter.printing) return;
  const { ctx } = session;
  const { giveBack, scale, style, pages } = presenter.printing;
  presenter.printing = null;
  pages.remove();
  style.remove();
  document.documentElement.classList.remove('lt-printing');
  giveBack(() => setScale(ctx, scale));
  // The window may have been given another size while its pages were printed.
  if (
    session.presenting &&
    (presenter.area.width !== ctx.root.clientWidth || presenter.area.height !== ctx.root.clientHeight)
  )
    refitStage();
}
