// Show a view on the living map: layers, dimming, selection, labels. Nothing is rebuilt.
import { clean, fill } from '../core/text.js';
import { countedSites, isFiltered, matches } from '../core/view.js';
import { showCard } from './card.js';
import { showNoMatch, showPressed } from './filters.js';
import { placeLabels } from './labels.js';
import { hasAnswer, isAnswer, isLit } from './lit.js';
import { followLegend } from './legend.js';
import { dimPath } from './paths.js';
import { spreadSymbols } from './symbols.js';

const SELECTED_LIFT = 1000;

/**
 * Say to a screen reader what is chosen, or how much a filter leaves.
 * @param {MapContext} ctx
 */
export function tellCount({ view, facts, status }) {
  // Of a request its own field tells how many places fit.
  if (view.ask && !view.sel && !isFiltered(view)) return;
  const counted = countedSites(facts);
  const n = counted.filter((s) => matches(view, s)).length;
  const words = view.sel
    ? fill(facts.words.selected, { name: facts.sites[view.sel].name })
    : fill(isFiltered(view) ? facts.words.shown : facts.words.cleared, { n, total: counted.length });
  if (status.textContent !== words) status.textContent = clean(words);
}

/**
 * @param {MapContext} ctx
 * @param {View} view
 */
export function applyView(ctx, view) {
  const before = ctx.view;
  ctx.view = view;
  for (const [id, group] of Object.entries(ctx.layers)) {
    const on = !view.off.includes(id);
    if (on !== ctx.map.hasLayer(group)) on ? ctx.map.addLayer(group) : ctx.map.removeLayer(group);
  }
  for (const part of ctx.paths) dimPath(ctx, part);
  const answers = hasAnswer(ctx);
  for (const m of ctx.markers) {
    const icon = m.layer.getElement();
    if (!icon) continue;
    icon.classList.toggle('is-dim', !isLit(ctx, m.site));
    icon.classList.toggle('is-answer', answers && isAnswer(ctx, m.site));
    const selected = m.site === view.sel;
    icon.classList.toggle('is-selected', selected);
    // Leaflet places a marker anew at each call.
    const lift = selected ? SELECTED_LIFT : 0;
    if (m.layer.options.zIndexOffset !== lift) m.layer.setZIndexOffset(lift);
  }
  if (before.off.join() !== view.off.join()) spreadSymbols(ctx);
  showPressed(ctx);
  showCard(ctx);
  showNoMatch(ctx);
  followLegend(ctx);
  placeLabels(ctx);
  ctx.revision += 1;
  document.documentElement.dataset.layoutRev = String(ctx.revision);
}
