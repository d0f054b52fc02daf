// The panels that stand beside the map, and how they follow the view.
import { go } from '../core/commands.js';
import { emit } from '../core/events.js';
import { session } from '../core/state.js';
import { LIST_KEYS, matches } from '../core/view.js';
import { listsByFit, orderByFit } from './by_fit.js';
import { addLinkButtons } from './link_buttons.js';
import { redrawTree } from './tree.js';

/**
 * What does not go with the map is fetched once the first screen stands, or when it is asked for. Rejects
 * where the server does not answer.
 */
export function fetchOtherPanels() {
  const { ctx, otherPanels } = session;
  if (ctx && otherPanels && !ctx.restRequest) {
    ctx.restRequest = addOtherPanels(ctx, otherPanels);
    ctx.restRequest.catch(() => {
      // The next request tries again.
      ctx.restRequest = null;
    });
  }
  return ctx?.restRequest;
}

/**
 * @param {MapContext} ctx
 * @param {string} otherPanels
 */
async function addOtherPanels(ctx, otherPanels) {
  const { default: rest } = await import(new URL(otherPanels, location.origin).href);
  if (session.ctx !== ctx) return;
  ctx.facts.panels = { ...ctx.facts.panels, ...rest.panels };
  const { cites, headings, places, finder } = rest;
  Object.assign(ctx.facts, { cites, headings, places, finder });
  for (const box of session.panels.filter((b) => !b.parts)) {
    drawPanel(box);
    followView(box);
  }
  emit('panels');
}

/**
 * What stands beside the map has one name, for the link that skips the map; what is added below it has none.
 * @param {PanelBox} box
 */
export function nameSkipTarget(box) {
  const panel = box.querySelector('.panel:not(.is-added)');
  if (!panel) return;
  document.getElementById('lt-panel')?.removeAttribute('id');
  panel.id = 'lt-panel';
}

/**
 * A panel is drawn from the map's own facts: the server names it and sends no more.
 * @param {PanelBox} box
 */
export function drawPanel(box) {
  if (!session.ctx) return;
  const tree = session.ctx.facts.panels[box.dataset.panel];
  if (!tree) {
    box.parts = null;
    fetchOtherPanels();
    return;
  }
  box.lang = session.ctx.facts.lang;
  redrawTree(box, tree, go);
  nameSkipTarget(box);
  addLinkButtons(box);
  emit('panel');
  const all = (selector) => [...box.querySelectorAll(selector)];
  box.parts = {
    rows: all('tr[data-site], tr[data-cluster]'),
    sites: all(':not(tr)[data-site]'),
    facets: ['element', 'cluster', 'segment'].flatMap((key) =>
      all(`:not(tr)[data-${key}]`).map((part) => [key, part]),
    ),
    states: all('[data-state]'),
    pressed: all('[aria-pressed][data-go]').map((part) => [
      ...Object.entries(JSON.parse(part.dataset.go))[0],
      part,
    ]),
    none: all('tr.none'),
    lists: listsByFit(box),
  };
}

/**
 * Let lists and tables follow the view.
 * @param {PanelBox} box
 */
export function followView(box) {
  if (!session.ctx || !box.parts) return;
  const { view, facts } = session.ctx;
  const fits = (id) => !facts.sites[id] || matches(view, facts.sites[id]);
  const among = (key, value) => !view[key].length || view[key].includes(value);
  for (const part of box.parts.sites) {
    part.classList.toggle('is-dim', !fits(part.dataset.site));
    part.classList.toggle('is-open', part.dataset.site === view.sel);
  }
  box.parts.lists.forEach(orderByFit);
  for (const [key, part] of box.parts.facets) part.classList.toggle('is-dim', !among(key, part.dataset[key]));
  for (const [key, value, part] of box.parts.pressed) {
    if (LIST_KEYS.includes(key))
      part.setAttribute('aria-pressed', String(value ? view[key].includes(value) : !view[key].length));
  }
  for (const part of box.parts.states) part.hidden = !among('state', part.dataset.state);
  for (const row of box.parts.rows) {
    const { dataset } = row;
    const whole = dataset.cluster && !dataset.segment && view.segment.length > 0;
    const out =
      (dataset.site && !fits(dataset.site)) ||
      whole ||
      ['element', 'cluster', 'segment'].some((key) => dataset[key] && !among(key, dataset[key]));
    if (row.hidden !== Boolean(out)) row.hidden = Boolean(out);
  }
  for (const none of box.parts.none)
    none.hidden = [...none.parentNode.rows].some((row) => row !== none && !row.hidden);
}
