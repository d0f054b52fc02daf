// The card of the selected site, on the map.
import { go } from '../core/commands.js';
import { iconButton } from '../core/dom.js';
import { emit } from '../core/events.js';
import { session } from '../core/state.js';
import { drawTree } from '../panels/tree.js';

/** @param {MapContext} ctx */
export function showCard(ctx) {
  const key = session.page === 'overview' ? ctx.view.sel : '';
  if ((ctx.card.dataset.site || '') === key) return;
  ctx.card.dataset.site = key;
  ctx.card.hidden = !key;
  ctx.overlay.classList.toggle('has-card', Boolean(key));
  if (!key) {
    ctx.card.replaceChildren();
    return;
  }
  const about = ctx.facts.sites[key];
  ctx.card.replaceChildren(
    iconButton('×', ctx.facts.words.close, () => go({ sel: '' })),
    drawTree(about.card, go),
  );
  ctx.card.scrollTop = 0;
  emit('panel');
}
