// Trees of plain data to nodes. Text reaches the page by text nodes and known attributes only.
const TAGS = new Set(('a article aside b bdi button caption dd details div dl dt em figcaption figure footer h1 h2 h3 header i li '
  + 'nav ol option p section select small span strong summary table tbody td th thead tr ul').split(' '));
const ATTRS = new Set(('class id title lang role scope colspan tabindex type value selected hidden aria-label aria-pressed aria-live '
  + 'aria-current aria-expanded aria-controls data-card data-site data-element data-cluster data-segment data-state data-panel-view data-rows data-chart aria-hidden').split(' '));
const COLOUR = /^#[0-9a-f]{6}$/i;
// Bidirectional and control characters could reorder or hide what stands around them.
const HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

const clean = (value) => String(value).replace(HIDDEN, '\ufffd');
// Words with values put in; what has none stays as it is.
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
const paint = (value) => (COLOUR.test(value) ? value : '#6F6A5E');

function node(tag, attrs = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attrs)) {
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, '');
    else if (value !== false && value != null) made.setAttribute(name, clean(value));
  }
  made.append(...children.filter((c) => c != null).map((c) => (c instanceof Node ? c : document.createTextNode(clean(c)))));
  return made;
}

// What stands above the whole page has the light or the dark of the map.
function putAbove(made) {
  takeLight(made);
  return document.body.appendChild(made);
}

function takeLight(made) {
  made.style.colorScheme = site.ctx ? getComputedStyle(site.ctx.root).colorScheme : 'light dark';
}

function svg(tag, attrs = {}, ...children) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attrs)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function webAddress(value) {
  return /^(https?:\/\/|#|\/(?![\/\\]))/i.test(value) ? value : null;
}

// `go` is called with the patch of a node that changes the view; it may be absent.
function draw(tree, go) {
  if (!Array.isArray(tree)) return document.createTextNode(clean(tree));
  const [tag, attrs, ...children] = tree;
  if (tag === 'sym') return symbol(attrs);
  if (tag === 'bar') return bar(attrs);
  if (tag === 'svg') return drawChart(tree, go);
  if (tag === 'card') return draw(site.ctx.facts.sites[attrs.of].card, go);
  const made = document.createElement(TAGS.has(tag) ? tag : 'span');
  if (made.tagName === 'BUTTON') made.type = 'button';
  for (const [name, value] of Object.entries(attrs)) if (ATTRS.has(name)) made.setAttribute(name, clean(value));
  if (attrs.colour) made.style.setProperty('--c', paint(attrs.colour));
  if (attrs.href && webAddress(attrs.href)) {
    made.href = attrs.href;
    if (attrs.href[0] === '#') made.addEventListener('click', (e) => jump(e, attrs.href.slice(1)));
    if (/^http/i.test(attrs.href)) Object.assign(made, { target: '_blank', rel: 'noopener noreferrer' });
  }
  if (attrs.go && go) made.addEventListener('click', (e) => { e.preventDefault(); go(attrs.go, e); });
  if (attrs.go) made.dataset.go = JSON.stringify(attrs.go);
  if (attrs.save) made.addEventListener('click', () => saveChart(made, attrs.save));
  if (attrs.key) made.dataset.key = clean(attrs.key);
  made.append(...children.map((c) => draw(c, go)));
  return made;
}

// Follow a link within the page: scroll the part that holds its target, and leave the map in sight.
function jump(event, id) {
  const target = document.getElementById(id);
  if (!target) return;
  event.preventDefault();
  let frame = target.parentElement;
  while (frame && !(frame.scrollHeight > frame.clientHeight && /auto|scroll/.test(getComputedStyle(frame).overflowY))) frame = frame.parentElement;
  if (frame) frame.scrollBy({ top: target.getBoundingClientRect().top - frame.getBoundingClientRect().top - 12 });
  else target.scrollIntoView();
  target.setAttribute('tabindex', '-1');
  target.focus({ preventScroll: true });
}

function bar(attrs) {
  const made = node('span', { class: 'track', 'aria-hidden': 'true' }, node('span', { class: 'fill' }));
  made.style.setProperty('--c', paint(attrs.colour));
  made.firstChild.style.width = `${Math.max(0, Math.min(1, Number(attrs.share) || 0)) * 100}%`;
  return made;
}

// Redraw a tree in place; what the reader had open or focused stays so.
function redraw(host, tree, go) {
  const text = JSON.stringify(tree);
  if (host.dataset.drawn === String(text.length) && host.drawnText === text) return;
  const open = new Set([...host.querySelectorAll('details[open]')].map((d) => d.dataset.key));
  const focused = host.contains(document.activeElement) ? document.activeElement.dataset.go : null;
  host.replaceChildren(draw(tree, go));
  host.drawnText = text;
  host.dataset.drawn = text.length;
  for (const details of host.querySelectorAll('details')) if (open.has(details.dataset.key)) details.open = true;
  if (focused) [...host.querySelectorAll('[data-go]')].find((e) => e.dataset.go === focused)?.focus({ preventScroll: true });
}
