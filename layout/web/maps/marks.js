// Marks: what a page says of each site (how it stands against its target, how editions differ).
// Each state has its own sign, so that no reader depends on colour.
import { node } from '../core/dom.js';
import { session } from '../core/state.js';
import { clean } from '../core/text.js';
import { placeLabels } from './labels.js';

/** @param {MapContext} ctx */
export function showMarks(ctx) {
  const marks = session.marks || {};
  const { mark_signs: characters, site_types: types } = ctx.facts;
  const text = JSON.stringify(marks);
  if (ctx.marksKey === text) return;
  ctx.marksKey = text;
  for (const m of ctx.markers) {
    const icon = m.layer.getElement();
    if (icon) markSymbol(icon, m.body, ctx.facts.sites[m.site], marks[m.site], characters);
  }
  for (const { leaf, fact } of ctx.paths.filter((p) => p.fact.style === 'town')) {
    const path = leaf.getElement?.();
    if (!path) continue;
    if (marks[fact.site]) path.dataset.mark = marks[fact.site].state;
    else delete path.dataset.mark;
  }
  // The names of sites with a sign of their own bear it as well: a name may lie over the symbol of another.
  const names = ctx.labels.filter(
    ({ fact, box }) => types[fact.kind]?.name_marked || marks[fact.site]?.sign || box.dataset.mark,
  );
  if (names.map((label) => markLabel(label, marks[label.fact.site], characters)).some(Boolean))
    placeLabels(ctx);
}

/**
 * Where no symbol can bear the sign the name does. Tells whether the label changed.
 * @param {LabelParts} label
 * @param {Mark | undefined} mark
 * @param {Record<string, string>} characters
 */
function markLabel(label, mark, characters) {
  const sign = signOf(mark, characters);
  const state = sign ? mark.state : '';
  const before = label.box.querySelector('.lt-name-mark');
  if ((label.box.dataset.mark || '') === state && (before?.textContent || '') === sign) return false;
  label.box.dataset.mark = state;
  before?.remove();
  if (sign) label.box.prepend(node('span', { class: `lt-name-mark is-${state}` }, sign));
  label.w = label.box.offsetWidth;
  label.h = label.box.offsetHeight;
  return true;
}

/**
 * The sign of a mark; empty for none, and for a state that has none.
 * @param {Mark | undefined} mark
 * @param {Record<string, string>} characters
 */
function signOf(mark, characters) {
  if (!mark) return '';
  return mark.sign || (Object.hasOwn(characters, mark.state) ? characters[mark.state] : '');
}

/**
 * @param {HTMLElement} icon
 * @param {HTMLElement} body
 * @param {SiteFacts} about
 * @param {Mark | undefined} mark
 * @param {Record<string, string>} characters
 */
function markSymbol(icon, body, about, mark, characters) {
  body.querySelector('.lt-mark')?.remove();
  delete icon.dataset.mark;
  const words = [about.name, about.tip[0]];
  const sign = signOf(mark, characters);
  if (sign) {
    icon.dataset.mark = mark.state;
    body.append(node('span', { class: `lt-mark is-${mark.state}`, 'aria-hidden': 'true' }, sign));
    words.push(mark.text);
  }
  icon.setAttribute('aria-label', clean(words.join(', ')));
}

/**
 * The line that a mark adds to a site's tooltip.
 * @param {string} id
 */
export function markLine(id) {
  const mark = (session.marks || {})[id];
  return mark ? [mark.text] : [];
}
