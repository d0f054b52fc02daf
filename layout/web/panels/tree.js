// Trees of plain data to elements, by a strict list of tags and attributes.
import { safeColour } from '../core/colour.js';
import { node, textNode, webAddress } from '../core/dom.js';
import { session } from '../core/state.js';
import { siteSymbol } from '../core/symbol.js';
import { clean } from '../core/text.js';
import { saveChart } from './chart_file.js';
import { drawChart } from './chart.js';

const TAGS = new Set(
  [
    'a article aside b bdi button caption dd details div dl dt em figcaption figure footer h1 h2',
    'h3 header i li nav ol option p section select small span strong summary table tbody td th',
    'thead tr ul',
  ]
    .join(' ')
    .split(' '),
);
const ATTRIBUTES = new Set(
  [
    'class id title lang role scope colspan tabindex type value selected hidden aria-label',
    'aria-pressed aria-live aria-current aria-expanded aria-controls data-card data-site',
    'data-element data-cluster data-segment data-state data-panel-view data-rows data-chart',
    'aria-hidden data-page data-row open',
  ]
    .join(' ')
    .split(' '),
);

/**
 * A photograph that a user handed in: never an address, only the bytes of a JPEG.
 * @param {Record<string, any>} attrs
 */
function photoNode({ jpeg, alt }) {
  const image = document.createElement('img');
  if (/^[A-Za-z0-9+/]+={0,2}$/.test(jpeg)) image.src = `data:image/jpeg;base64,${jpeg}`;
  image.alt = clean(alt);
  return image;
}

/**
 * `go` is called with the patch of a node that changes the view; it may be absent.
 * @param {Tree} tree
 * @param {Go | undefined} [go]
 * @returns {any}
 */
export function drawTree(tree, go) {
  if (!Array.isArray(tree)) return textNode(tree);
  const [tag, attrs, ...children] = tree;
  // What several panels or cards say stands once in the facts.
  if (tag === '=') return drawTree(session.ctx.facts.shared[Number(attrs)], go);
  if (tag === 'sym') return siteSymbol(attrs);
  if (tag === 'bar') return shareBar(attrs);
  if (tag === 'svg') return drawChart(tree, go);
  if (tag === 'photo') return photoNode(attrs);
  if (tag === 'card') return drawTree(session.ctx.facts.sites[attrs.of].card, go);
  /** @type {any} */
  const element = document.createElement(TAGS.has(tag) ? tag : 'span');
  if (element.tagName === 'BUTTON') element.type = 'button';
  for (const [name, value] of Object.entries(attrs))
    if (ATTRIBUTES.has(name)) element.setAttribute(name, clean(value));
  if (attrs.colour) element.style.setProperty('--c', safeColour(attrs.colour));
  if (attrs.href && webAddress(attrs.href)) {
    element.href = attrs.href;
    if (attrs.href[0] === '#')
      element.addEventListener('click', (e) => scrollToTarget(e, attrs.href.slice(1)));
    if (/^http/i.test(attrs.href)) Object.assign(element, { target: '_blank', rel: 'noopener noreferrer' });
  }
  if (attrs.go && go)
    element.addEventListener('click', (e) => {
      // A link asked for in a tab or window of its own is the browser's to follow.
      if (element.href && (e.ctrlKey || e.metaKey || e.shiftKey || e.altKey)) return;
      e.preventDefault();
      go(attrs.go, e);
    });
  // Each option of a list has its patch, in their order.
  if (attrs['go-each'] && go)
    element.addEventListener('change', (e) => go(attrs['go-each'][element.selectedIndex], e));
  // A place is text of the data, and stands as such; every other patch holds ids.
  if (attrs.go) element.dataset.go = 'place' in attrs.go ? clean(attrs.go.place) : JSON.stringify(attrs.go);
  if (attrs.save) element.addEventListener('click', () => saveChart(element, attrs.save));
  if (attrs.key) element.dataset.key = clean(attrs.key);
  element.append(...children.map((c) => drawTree(c, go)));
  return element;
}

/**
 * Follow a link within the page: scroll the part that holds its target, and leave the map in sight.
 * @param {Event} event
 * @param {string} id
 */
function scrollToTarget(event, id) {
  const target = document.getElementById(id);
  if (!target) return;
  event.preventDefault();
  scrollToPart(target);
}

/** @param {HTMLElement} target */
export function scrollToPart(target) {
  let frame = target.parentElement;
  while (
    frame &&
    !(frame.scrollHeight > frame.clientHeight && /auto|scroll/.test(getComputedStyle(frame).overflowY))
  )
    frame = frame.parentElement;
  if (frame)
    frame.scrollBy({ top: target.getBoundingClientRect().top - frame.getBoundingClientRect().top - 12 });
  else target.scrollIntoView();
  // What takes the focus by itself keeps its place in the order of Tab.
  if (target.tabIndex < 0) target.setAttribute('tabindex', '-1');
  target.focus({ preventScroll: true });
}

/** @param {Record<string, any>} attrs */
function shareBar(attrs) {
  const element = node('span', { class: 'track', 'aria-hidden': 'true' }, node('span', { class: 'fill' }));
  element.style.setProperty('--c', safeColour(attrs.colour));
  const length = (share) => `${Math.max(0, Math.min(1, Number(share) || 0)) * 100}%`;
  element.firstChild.style.width = length(attrs.share);
  if (attrs.open) element.firstChild.classList.add('is-open');
  if (attrs.more) {
    element.append(node('span', { class: 'fill more' }));
    element.lastChild.style.width = length(attrs.more);
  }
  return element;
}

// What takes the focus and has no patch: a list, or the line that folds a part. A key tells each from
// the others.
const KEYED = 'select[data-key], [data-key] > summary';

/**
 * What tells a part that has the focus from the others of its tree, drawn anew; empty where nothing does.
 * @param {any} part
 */
const faceOf = (part) =>
  part.dataset.go || (part.matches(KEYED) ? part.closest('[data-key]').dataset.key : '');

/**
 * Draw only those parts of a tree anew that are others: what is typed into the rest stays, with its caret.
 * @param {PanelBox} host
 * @param {Tree} tree
 * @param {Go | undefined} go
 * @returns {boolean} whether that will do
 */
function redrawParts(host, tree, go) {
  const parts = [...(host.firstElementChild?.childNodes || [])];
  const [old, before] = [host.tree || [], host.treeFacts];
  const differs = (n) => JSON.stringify(old[n]) !== JSON.stringify(tree[n]);
  if (!parts.length || parts.length !== old.length - 2 || old.length !== tree.length) return false;
  // The same tree says other things by other facts, where what is said often stands.
  if (differs(0) || differs(1) || (before && before !== session.ctx?.facts)) return false;
  parts.forEach((part, n) => differs(n + 2) && part.replaceWith(drawTree(tree[n + 2], go)));
  return true;
}

/**
 * Redraw a tree in place; what the reader had open or focused stays so.
 * @param {PanelBox} host
 * @param {Tree} tree
 * @param {Go | undefined} go
 */
export function redrawTree(host, tree, go) {
  const text = JSON.stringify(tree);
  if (host.treeText === text) return;
  const open = new Set([...host.querySelectorAll('details[open]')].map((d) => d.dataset.key));
  /** @type {any} */
  const active = document.activeElement;
  const focused = host.contains(active) ? faceOf(active) : '';
  if (!redrawParts(host, tree, go)) host.replaceChildren(drawTree(tree, go));
  Object.assign(host, { tree, treeFacts: session.ctx?.facts, treeText: text });
  for (const details of host.querySelectorAll('details'))
    if (open.has(details.dataset.key)) details.open = true;
  if (focused && !host.contains(document.activeElement))
    [...host.querySelectorAll(`[data-go], ${KEYED}`)]
      .find((e) => faceOf(e) === focused)
      ?.focus({ preventScroll: true });
}
