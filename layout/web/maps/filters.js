// Chips, filters and layers: inside the map, acting on it at once.
import { go } from '../core/commands.js';
import { iconButton, node } from '../core/dom.js';
import { meets } from '../core/fits.js';
import { siteSymbol } from '../core/symbol.js';
import { session } from '../core/state.js';
import { countedSites, FILTER_KEYS, isFiltered, NO_FILTER } from '../core/view.js';
import { wayOutButtons } from '../panels/by_fit.js';
import { closePopover } from './popover.js';

/**
 * @param {string} key
 * @param {FacetOption} option
 */
function makeChip(key, option) {
  const button = node('button', {
    type: 'button',
    class: 'lt-chip',
    'data-facet': key,
    'data-value': option.value,
    'aria-pressed': 'false',
  });
  if (option.colour) button.append(siteSymbol({ form: 'dot', colour: option.colour }));
  button.append(node('span', {}, option.label));
  button.addEventListener('click', (e) =>
    go(
      { [key]: option.value },
      e.ctrlKey || e.metaKey || e.shiftKey || Boolean(button.closest('.lt-popover')),
    ),
  );
  return button;
}

/**
 * The chips one needs at first sight; all other filters stand behind "Filter".
 * @param {MapContext} ctx
 */
export function makeChips(ctx) {
  const { words, facets } = ctx.facts;
  const all = node(
    'button',
    {
      type: 'button',
      class: 'lt-chip lt-all',
      onclick: () => go(NO_FILTER),
    },
    words.all,
  );
  ctx.chips.append(all);
  for (const key of ['cluster', 'level']) {
    const facet = facets.find((f) => f.key === key);
    const used = new Set(countedSites(ctx.facts).flatMap((s) => s.facets[key]));
    for (const option of facet.options.filter((o) => used.has(o.value)))
      ctx.chips.append(makeChip(key, option));
  }
  ctx.filterButton = popoverButton(ctx, words.filter, () =>
    facets.filter((f) => f.types.length && f.options.length).map((f) => facetGroup(f, words)),
  );
  ctx.layerButton = popoverButton(ctx, words.layers, () => [layerList(ctx)]);
  ctx.chips.append(ctx.filterButton, ctx.layerButton);
}

/**
 * @param {MapContext} ctx
 * @param {string} name
 * @param {() => any[]} content
 */
function popoverButton(ctx, name, content) {
  const button = node('button', { type: 'button', class: 'lt-chip lt-more', 'aria-expanded': 'false' }, name);
  button.addEventListener('click', () => {
    const reopened = ctx.popover.owner === button && !ctx.popover.hidden;
    closePopover(ctx);
    if (reopened) return;
    ctx.popover.owner = button;
    ctx.popover.replaceChildren(
      node(
        'div',
        { class: 'lt-popover-head' },
        node('b', {}, name),
        iconButton('×', ctx.facts.words.close, () => {
          closePopover(ctx);
          button.focus();
        }),
      ),
      ...content(),
    );
    ctx.popover.hidden = false;
    button.setAttribute('aria-expanded', 'true');
    showPressed(ctx);
    ctx.popover.querySelector('button, input')?.focus();
  });
  return button;
}

/**
 * @param {Facet} facet
 * @param {Words} words
 */
function facetGroup(facet, words) {
  // What no site has is named and not offered, so that nobody looks for it in vain.
  const used = facet.options.filter((o) => !o.unused);
  const unused = facet.options.filter((o) => o.unused).map((o) => o.label);
  return node(
    'fieldset',
    { class: 'lt-group' },
    node('legend', {}, facet.label),
    ...(facet.groups ? groupedChips(facet, used) : used.map((o) => makeChip(facet.key, o))),
    unused.length
      ? node('p', { class: 'lt-unused' }, words.unused.replace('{names}', unused.join(words.comma)))
      : null,
  );
}

/**
 * The chips under the groups that the plan puts them in, each once.
 * @param {Facet} facet
 * @param {FacetOption[]} used
 */
function groupedChips(facet, used) {
  return facet.groups.flatMap(({ label, note, values }) => {
    const chips = used.filter((o) => values.includes(o.value)).map((o) => makeChip(facet.key, o));
    const head = node('p', { class: 'lt-tier' }, label, note ? node('small', {}, note) : null);
    return chips.length || note ? [head, ...chips] : [];
  });
}

/**
 * Where a filter leaves nothing, neither park nor town nor zone, the map says so and offers the way out.
 * @param {MapContext} ctx
 */
export function showNoMatch(ctx) {
  const { view, facts } = ctx;
  const keys = FILTER_KEYS.filter((key) => view[key].length);
  // An element may be drawn and have no sites.
  const shaped =
    keys.join() === 'element' && ctx.paths.some(({ fact }) => view.element.includes(fact.element));
  const some = shaped || Object.values(facts.sites).some((site) => meets(view, site));
  const nothing = keys.length > 0 && !session.presenting && !some;
  // Another filter has another way out.
  ctx.noMatch.querySelector('.lt-ways').replaceChildren(...(nothing ? wayOutButtons(view, facts) : []));
  if (ctx.noMatch.hidden !== nothing) return;
  ctx.noMatch.hidden = !nothing;
  ctx.controlBoxes = null;
}

/** @param {MapContext} ctx */
export function makeNoMatch(ctx) {
  const { words } = ctx.facts;
  const ways = node('span', { class: 'lt-ways' });
  ctx.noMatch = node('div', { class: 'lt-none', 'data-block': '', hidden: true }, words['no-match'], ways);
  return ctx.noMatch;
}

/** @param {MapContext} ctx */
function layerList(ctx) {
  return node(
    'fieldset',
    { class: 'lt-group lt-layers' },
    ...ctx.facts.layers.map((layer) => {
      const box = node('input', { type: 'checkbox', 'data-layer': layer.id });
      box.addEventListener('change', () => go({ off: layer.id }));
      return node(
        'label',
        {},
        box,
        layer.colour ? siteSymbol({ form: 'dot', colour: layer.colour }) : null,
        layer.name,
      );
    }),
  );
}

/**
 * @param {MapContext} ctx
 * @param {string} key
 * @param {string} value
 */
function chipOf(ctx, key, value) {
  return [...ctx.chips.querySelectorAll(`[data-facet="${key}"]`)].find((c) => c.dataset.value === value);
}

/** @param {MapContext} ctx */
export function showPressed(ctx) {
  for (const chip of ctx.overlay.querySelectorAll('[data-facet]')) {
    chip.setAttribute('aria-pressed', String(ctx.view[chip.dataset.facet].includes(chip.dataset.value)));
  }
  for (const box of ctx.overlay.querySelectorAll('[data-layer]'))
    box.checked = !ctx.view.off.includes(box.dataset.layer);
  ctx.chips.querySelector('.lt-all').setAttribute('aria-pressed', String(!isFiltered(ctx.view)));
  // What is chosen and has no chip of its own beside the button.
  const count = FILTER_KEYS.reduce((n, k) => n + ctx.view[k].filter((v) => !chipOf(ctx, k, v)).length, 0);
  const face = count ? `${ctx.facts.words.filter} · ${count}` : ctx.facts.words.filter;
  if (ctx.filterButton.textContent !== face) {
    ctx.filterButton.textContent = face;
    ctx.controlBoxes = null;
  }
  ctx.filterButton.classList.toggle('is-on', count > 0);
  ctx.layerButton.classList.toggle('is-on', ctx.view.off.length > 0);
}
