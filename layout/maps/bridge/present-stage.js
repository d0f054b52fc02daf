// The presenter's stage: the map below, words beside it, and what little there is to press.
const AWAKE_MS = 2600;
const CHART_GIVES = 0.82;
const FITS = [1.2, 1.1, 1, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58, 0.52, 0.46];

function openStage() {
  const { words, show } = talk;
  const { ctx } = site;
  talk.live = node('div', { class: 'talk-live', 'aria-live': 'polite' });
  talk.panel = node('section', { class: 'talk-panel', tabindex: '0', 'aria-label': show.title });
  talk.ground = node('div', { class: 'talk-map' });
  talk.black = node('div', { class: 'talk-black', hidden: true });
  talk.help = makeHelp();
  talk.said = node('p', { class: 'talk-toast', role: 'status', hidden: true });
  talk.bar = makeBar();
  talk.tools = makeTools();
  talk.root = node('div', { class: 'lt-talk lt-tree', role: 'dialog', 'aria-modal': 'true', tabindex: '-1', 'aria-label': fill(words.region, { title: show.title }), lang: show.lang },
    talk.ground, talk.panel, talk.bar, talk.tools, talk.said, talk.help, talk.live, talk.black);
  const { root } = ctx;
  talk.home = root.parentNode;
  talk.root.style.colorScheme = getComputedStyle(root).colorScheme;
  document.documentElement.classList.add('lt-talking');
  document.body.append(talk.root);
  talk.ground.append(root);
  talk.fitZoom = ctx.fitZoom;
  fence(true);
  listen(true);
  hideCite();
  closePop(ctx);
  talk.root.focus({ preventScroll: true });
  measureStage();
}

function closeStage() {
  const { ctx } = site;
  listen(false);
  fence(false);
  if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
  // The server may have put a new frame in the place of the one the map came from.
  if (!talk.home.isConnected && talk.home.classList.contains('lt-host')) site.early = talk.home;
  talk.home.prepend(ctx.root);
  talk.root.remove();
  document.documentElement.classList.remove('lt-talking');
  ctx.covers = null;
  ctx.blocks = null;
  ctx.fitZoom = talk.fitZoom;
  setScale(ctx, 1);
  ctx.map.invalidateSize({ animate: false });
  ctx.size = `${ctx.root.clientWidth}x${ctx.root.clientHeight}`;
}

// Symbols, lines and labels grow with the screen: it is read from the back of a room.
function setScale(ctx, scale) {
  ctx.scale = scale;
  ctx.root.style.setProperty('--k', scale);
  measureLabels(ctx);
}

// Map and labels for the stage's own size, without a flight.
function measureStage() {
  measureMap(talk.ground, talk.panel, [talk.panel, talk.bar]);
  talk.rest = null;
}

function measureMap(ground, panel, covers) {
  const { ctx } = site;
  const wide = ctx.root.clientWidth;
  const high = ctx.root.clientHeight;
  ctx.size = `${wide}x${high}`;
  ctx.covers = covers;
  ctx.blocks = null;
  setScale(ctx, Math.max(1, Math.min(wide / 1100, high / 620)));
  ctx.map.invalidateSize({ animate: false });
  ctx.map.fitBounds(ctx.facts.bounds, { ...freePart(ground, panel), animate: false });
  ctx.fitZoom = ctx.map.getZoom();
  project(ctx);
  spreadSymbols(ctx);
}

// What has no position is named on the steps that are about it.
function showLost(ground, view) {
  const { sites, unlocated } = site.ctx.facts;
  ground.classList.toggle('is-located', !unlocated.some((id) => matches(view, sites[id])));
}

// The window has another size: fit words and map anew.
function refit() {
  measureStage();
  fitPanel(talk.panel);
  site.ctx.blocks = null;
  flyToStep(talk.show.steps[talk.at], false);
  placeLabels(site.ctx);
}

// What the panel leaves free of the map, as Leaflet padding.
function freePart(ground = talk.ground, beside = talk.panel) {
  const map = ground.getBoundingClientRect();
  const panel = beside.getBoundingClientRect();
  const over = panel.left > map.left + 10 && panel.left < map.right;
  const edge = Math.round(map.height * 0.045);
  return { paddingTopLeft: [edge, edge], paddingBottomRight: [edge + (over ? map.right - panel.left : 0), Math.round(edge * 1.6)] };
}

function drawStep(step) {
  const { words, show } = talk;
  talk.panel.replaceChildren(...slideParts(step));
  fitPanel(talk.panel);
  [...talk.bar.children].forEach((part, i) => {
    part.classList.toggle('is-done', i <= talk.at);
    if (i === talk.at) part.setAttribute('aria-current', 'step');
    else part.removeAttribute('aria-current');
  });
  talk.live.textContent = clean(fill(words.step, { n: talk.at + 1, total: show.steps.length, title: step.title }));
}

// The words of a step; the same on the screen and on paper.
function slideParts(step) {
  const { show } = talk;
  const one = fromQuery(step.view, site.ctx.facts).element;
  const colour = one.length === 1 && site.ctx.facts.elements[one[0]]?.colour;
  const head = node('p', { class: 'talk-kicker' }, step.kicker);
  if (colour) head.style.setProperty('--c', paint(colour));
  const body = node('div', { class: 'talk-body' }, step.kicker ? head : null, node('h2', {}, step.title),
    step.lines.length ? node('ul', { class: 'talk-lines' }, ...step.lines.map((line) => node('li', {}, line))) : null,
    step.numbers.length ? node('div', { class: 'talk-numbers' }, ...step.numbers.map(bigNumber)) : null,
    slideVisual(step.visual));
  const foot = node('footer', {}, node('p', { class: 'talk-sources' }, step.sources.length ? node('b', {}, talk.words.sources) : null, step.sources.join(show.lang === 'zh' ? '；' : '; ')),
    node('span', { class: 'talk-count' }, `${step.n} / ${show.steps.length}`));
  return [body, foot];
}

function bigNumber(one) {
  const made = node('div', {}, node('b', {}, one.shown), node('span', {}, one.unit), node('small', {}, one.label));
  if (one.colour) made.style.setProperty('--c', paint(one.colour));
  return made;
}

function slideVisual(visual) {
  if (visual?.grid) return draw(visual.grid);
  const chart = visual?.chart && Object.hasOwn(talk.charts, visual.chart) ? talk.charts[visual.chart] : null;
  if (!chart) return null;
  const drawing = draw(chart.tree);
  drawing.setAttribute('preserveAspectRatio', 'xMinYMin meet');
  return node('figure', { class: 'talk-chart' }, node('figcaption', {}, node('b', {}, chart.title), node('small', {}, chart.subtitle)), drawing,
    ...chart.notes.map((text) => node('p', { class: 'talk-note' }, text)));
}

// Words shrink step by step until all of them stand on the panel; nothing is cut. A chart wants
// letters of a size to be read as well, and words give it room down to a limit.
function fitPanel(panel) {
  const body = panel.firstChild;
  const chart = body.querySelector('.chart-svg');
  const whole = () => body.scrollHeight <= body.clientHeight + 1 && body.scrollWidth <= body.clientWidth + 1;
  const read = (size) => !chart || size <= CHART_GIVES || largeEnough(chart, 0.0185 * panel.clientHeight);
  for (const size of FITS) {
    panel.style.setProperty('--f', size);
    if (getComputedStyle(panel).overflowY === 'auto' || (whole() && read(size))) break;
  }
}

// Whether a chart's letters are so large, or would gain nothing from more height.
function largeEnough(chart, letter) {
  const { width, height } = chart.viewBox.baseVal;
  const [across, down] = [chart.clientWidth / width, chart.clientHeight / height];
  return down >= across || 13 * down >= letter;
}

function makeBar() {
  const { words, show } = talk;
  const parts = show.steps.map((step, i) => node('button', { type: 'button', title: `${i + 1} · ${step.title}`, 'aria-label': fill(words.step, { n: i + 1, total: show.steps.length, title: step.title }), onclick: () => toStep(i) }));
  return node('nav', { class: 'talk-bar', 'aria-label': words.steps }, ...parts);
}

function makeTools() {
  const { words } = talk;
  const tool = (face, name, act, key) => {
    const made = iconButton(svg('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, svg('path', { d: face })), `${name} (${key})`, act);
    return made;
  };
  return node('div', { class: 'talk-tools', role: 'group' },
    tool('M10 3 5 8l5 5', words.previous, () => toStep(talk.at - 1), '←'),
    tool('M6 3l5 5-5 5', words.next, () => toStep(talk.at + 1), '→'),
    tool('M2 3h12v9H2ZM5 15h6', words.black, () => blackout(true), 'B'),
    tool('M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4', words.full, toggleFull, 'F'),
    tool('M3 2h10v12H3ZM5.5 5.5h5M5.5 8h5M5.5 10.5h3', words.notes, openNotes, 'N'),
    tool('M6 6a2 2 0 1 1 2.6 1.9C8.2 8.1 8 8.5 8 9.2M8 11.6v.6', words.keys, () => showHelp(talk.help.hidden), '?'),
    tool('M4 4l8 8M12 4l-8 8', words.leave, leaveShow, 'Esc'));
}

function makeHelp() {
  const { words } = talk;
  const rows = [['→ ↓ PgDn Space Enter', words['key-next']], ['← ↑ PgUp Shift+Space', words['key-previous']], ['Home End', words['key-ends']],
    ['1 2 3 … Enter', words['key-number']], ['F', words.full], ['B .', words.black], ['N', words.notes], ['?', words.keys], ['Esc', words.leave]];
  return node('div', { class: 'talk-help', hidden: true }, node('h3', {}, words.keys), node('dl', {}, ...rows.flatMap(([key, does]) => [node('dt', {}, key), node('dd', {}, does)])));
}

function showHelp(on) {
  talk.help.hidden = !on;
}

function blackout(on) {
  talk.black.hidden = !on;
  tellNotes();
}

function toast(words, ms = 6000) {
  clearTimeout(talk.toasting);
  talk.said.textContent = clean(words);
  talk.said.hidden = !words;
  talk.toasting = setTimeout(() => { talk.said.hidden = true; }, ms);
}

// While it is open nothing else on the page can be reached, whatever the page adds meanwhile.
function fence(on) {
  const keep = (part) => part === talk.root || /^(SCRIPT|STYLE|LINK)$/.test(part.tagName);
  const shut = () => { for (const part of document.body.children) if (!keep(part) && !part.inert) { part.inert = true; talk.shut.add(part); } };
  if (on) {
    talk.shut = new Set();
    shut();
    talk.guard = new MutationObserver(shut);
    talk.guard.observe(document.body, { childList: true });
    return;
  }
  talk.guard.disconnect();
  for (const part of talk.shut) part.inert = false;
}
