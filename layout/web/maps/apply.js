// Show a view on the living map: layers, dimming, selection, labels. Nothing is rebuilt.
import { clean } from '../core/text.js';
import { countedSites, isFiltered, matches } from '../core/view.js';
import { showCard } from './card.js';
import { showNoMatch, showPressed } from './filters.js';
import { placeLabels } from './labels.js';
import { dimPath } from './paths.js';
import { spreadSymbols } from './symbols.js';

/** @param {MapContext} ctx */
function showControls(ctx) {
  const { view, facts } = ctx;
  showPressed(ctx);
  showCard(ctx);
  const counted = countedSites(facts);
  const n = counted.filter((s) => matches(view, s)).length;
  showNoMatch(ctx);
  const words = view.sel
    ? facts.words.selected.replace('{name}', facts.sites[view.sel].name)
    : (isFiltered(view) ? facts.words.shown : facts.words.cleared)
        .replace('{n}', String(n))
        .replace('{total}', String(counted.length));
  if (ctx.revision && ctx.status.textContent !== words) ctx.status.textContent = clean(words);
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
  for (const { leaf, fact } of ctx.paths) dimPath(ctx, leaf, fact);
  for (const m of ctx.markers) {
    const icon = m.layer.getElement();
    if (!icon) continue;
    icon.classList.toggle('is-dim', !matches(view, ctx.facts.sites[m.site]));
    icon.classList.toggle('is-selected', m.site === view.sel);
    m.layer.setZIndexOffset(m.site === view.sel ? 1000 : 0);
  }
  if (before.off.join() !== view.off.join()) spreadSymbols(ctx);
  showControls(ctx);
  placeLabels(ctx);
  ctx.revision += 1;
  document.documentElement.dataset.layoutRev = String(ctx.revision);
}
