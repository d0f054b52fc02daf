// What stands on the map: search, chips, zoom buttons, legend, scale bar, credit.
import { go } from '../core/commands.js';
import { iconButton, node, svg } from '../core/dom.js';
import { makeChips, makeNoMatch } from './filters.js';
import { makeLegend, makeUnlocated } from './legend.js';
import { closePopover } from './popover.js';
import { fitDistrict } from './position.js';
import { makeSearch } from './search.js';

/**
 * Search, filters, layers, legend and card: inside the map, acting on it at once.
 * @param {MapContext} ctx
 */
export function makeControls(ctx) {
  const { words } = ctx.facts;
  ctx.status = node('div', { class: 'lt-live', 'aria-live': 'polite' });
  ctx.chips = node('div', { class: 'lt-chips', role: 'group', 'aria-label': words.filter });
  ctx.card = node('div', { class: 'lt-card', hidden: true });
  ctx.popover = node('div', { class: 'lt-popover', hidden: true });
  const bar = node('div', { class: 'lt-bar', 'data-block': '' }, makeSearch(ctx), ctx.chips);
  const tools = node(
    'div',
    { class: 'lt-tools', 'data-block': '' },
    northArrow(words.north),
    node(
      'div',
      { class: 'lt-buttons' },
      iconButton('+', words['zoom-in'], () => ctx.map.zoomIn(0.5)),
      iconButton('−', words['zoom-out'], () => ctx.map.zoomOut(0.5)),
      iconButton(
        svg('svg', { viewBox: '0 0 16 16' }, svg('path', { d: 'M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4' })),
        words.reset,
        () => {
          fitDistrict(ctx, true);
        },
      ),
    ),
  );
  const foot = node(
    'div',
    { class: 'lt-foot' },
    node(
      'div',
      { class: 'lt-left', 'data-block': '' },
      makeLegend(ctx),
      makeUnlocated(ctx),
      node('div', { class: 'lt-scale' }),
    ),
    node(
      'div',
      { class: 'lt-credit', 'data-block': '' },
      node('b', { class: 'lt-stamp' }, ctx.facts.review_note),
      node('span', {}, ctx.facts.attribution),
    ),
  );
  ctx.overlay.append(bar, makeNoMatch(ctx), tools, ctx.popover, ctx.card, foot, ctx.status);
  const scale = L.control.scale({ imperial: false, maxWidth: 110 }).addTo(ctx.map);
  foot.querySelector('.lt-scale').append(scale.getContainer());
  makeChips(ctx);
  ctx.root.addEventListener('keydown', (e) => {
    if (e.key !== 'Escape') return;
    if (!ctx.popover.hidden) closePopover(ctx);
    else if (ctx.view.sel) go({ sel: '' });
  });
  ctx.map.on('click', () => {
    closePopover(ctx);
    if (ctx.view.sel) go({ sel: '' });
  });
}

/** @param {string} letter */
function northArrow(letter) {
  const arrow = svg(
    'svg',
    { viewBox: '0 0 20 30', 'aria-hidden': 'true' },
    svg('path', { d: 'M10 0 19 29 10 22 1 29Z' }),
  );
  return node('div', { class: 'lt-north' }, node('span', {}, letter), arrow);
}
