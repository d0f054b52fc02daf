// On paper: a page for each step, in light colours. The living map stands for each step in turn
// and leaves a copy of itself; all of it at once, because the printer does not wait.
const PAPER = '@page { size: A4 landscape; margin: 0 }';

function printPages() {
  const { ctx } = site;
  if (!ctx || talk.paper || !(talk.open || (talk.always && talk.given))) return;
  if (!talk.open) [talk.show, talk.charts, talk.words] = talk.given;
  const { root } = ctx;
  talk.sizes ||= new Map();
  const back = { parent: root.parentNode, view: ctx.view, centre: ctx.map.getCenter(), zoom: ctx.map.getZoom(), scale: ctx.scale, covers: ctx.covers, fitZoom: ctx.fitZoom };
  talk.paper = { back, style: node('style', {}, PAPER), sheets: node('div', { class: 'lt-print lt-tree', lang: talk.show.lang }) };
  const { sheets, style } = talk.paper;
  ctx.watch.disconnect();
  document.body.prepend(sheets);
  document.head.append(style);
  document.documentElement.classList.add('lt-printing');
  for (const step of talk.show.steps) printStep(step, sheets);
}

function printStep(step, sheets) {
  const { ctx } = site;
  const ground = node('div', { class: 'talk-map' });
  const panel = node('section', { class: 'talk-panel' }, ...slideParts(step));
  sheets.append(node('article', { class: 'talk-page' }, ground, panel));
  writeSources(panel, step.sources, true);
  fitPanel(panel);
  ground.append(ctx.root);
  const room = roomOf(ground, panel);
  takeRoom(room, [panel]);
  ctx.map.fitBounds(step.box, { ...room.free, maxZoom: 14, animate: false });
  apply(ctx, fromQuery(step.view, ctx.facts));
  showLost(ground, ctx.view);
  const copy = ctx.root.cloneNode(true);
  copy.removeAttribute('id');
  ground.replaceChildren(copy);
}

function printedPages() {
  if (!talk.paper) return;
  const { ctx } = site;
  const { back, style, sheets } = talk.paper;
  talk.paper = null;
  sheets.remove();
  style.remove();
  document.documentElement.classList.remove('lt-printing');
  back.parent.prepend(ctx.root);
  ctx.covers = back.covers;
  ctx.fitZoom = back.fitZoom;
  ctx.blocks = null;
  takeSize(ctx);
  setScale(ctx, back.scale);
  ctx.map.invalidateSize({ animate: false });
  ctx.map.setView(back.centre, back.zoom, { animate: false });
  apply(ctx, back.view);
  ctx.watch.observe(ctx.root);
  // The window may have been given another size while its pages were printed.
  if (talk.open && (talk.room.wide !== ctx.root.clientWidth || talk.room.high !== ctx.root.clientHeight)) refit();
}

addEventListener('beforeprint', printPages);
addEventListener('afterprint', printedPages);
