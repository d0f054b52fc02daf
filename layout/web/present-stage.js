// The presenter's stage: the map below, words beside it, and what little there is to press.
const AWAKE_MS = 2600;
const SOURCE_LINES = 2;
const LARGE = [1.2, 1.1, 1, 0.94, 0.88];
const MIDDLE = [1.1, 1, 0.94, 0.88, 0.82, 0.76];
const SMALL = [0.82, 0.76, 0.7, 0.64, 0.58, 0.52, 0.46];

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
  talk.fits = new Map();
  talk.sizes = new Map();
  talk.rooms = new Map();
  talk.home = root.parentNode;
  document.documentElement.classList.add('lt-talking');
  putAbove(talk.root);
  talk.ground.append(root);
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
  talk.sizes.clear();
  setScale(ctx, 1);
  ctx.map.invalidateSize({ animate: false });
  takeSize(ctx);
  measureFit(ctx);
}

// Symbols, lines and labels grow with the screen: it is read from the back of a room.
function setScale(ctx, scale) {
  ctx.scale = scale;
  ctx.root.style.setProperty('--k', scale);
  const known = talk.sizes.get(scale);
  if (known) ctx.labels.forEach((label, i) => Object.assign(label, known[i]));
  else measureLabels(ctx);
  talk.sizes.set(scale, ctx.labels.map(({ w, h }) => ({ w, h })));
}

const isWide = () => talk.root.classList.contains('is-wide');

// Map and labels for what the panel leaves, without a flight. The page is asked once for each width
// of the panel: to ask makes it lay itself out, and a step must not wait for that.
function measureStage() {
  const wide = isWide();
  if (!talk.rooms.has(wide)) talk.rooms.set(wide, roomOf(talk.ground, talk.panel));
  talk.room = talk.rooms.get(wide);
  takeRoom(talk.room, [talk.panel, talk.bar]);
  talk.rest = null;
}

function roomOf(ground, panel) {
  const { clientWidth: wide, clientHeight: high } = site.ctx.root;
  return { wide, high, free: freePart(ground, panel), blocks: {} };
}

function takeRoom({ wide, high, free }, covers) {
  const { ctx } = site;
  const taken = L.point(free.paddingTopLeft).add(free.paddingBottomRight);
  const size = ctx.map.getSize();
  takeSize(ctx, wide, high);
  ctx.covers = covers;
  ctx.blocks = null;
  if (size.x !== wide || size.y !== high) ctx.map.invalidateSize({ animate: false });
  setScale(ctx, Math.max(1, Math.min((wide - taken.x) / 600, high / 620)));
  ctx.fitZoom = ctx.map.getBoundsZoom(ctx.facts.bounds, false, taken);
  project(ctx);
  spreadSymbols(ctx);
}

// What has no position is named on the steps that are about it. Tells whether all have one.
function showLost(ground, view) {
  const { sites, unlocated } = site.ctx.facts;
  return ground.classList.toggle('is-located', !unlocated.some((id) => matches(view, sites[id])));
}

// Names keep clear of what stands over the map: the panel, and what is named as lost.
function blockStage(located) {
  const { ctx } = site;
  ctx.blocks = talk.room.blocks[located] ||= controlBlocks(ctx);
}

// The window has another size: fit words and map anew.
function refit() {
  talk.fits.clear();
  talk.sizes.clear();
  talk.rooms.clear();
  fitStep(talk.panel, talk.show.steps[talk.at], talk.root);
  measureStage();
  fitAhead();
  flyToStep(talk.show.steps[talk.at], false);
  placeLabels(site.ctx);
}

// What the panel leaves free of the map, as Leaflet padding.
function freePart(ground, beside) {
  const map = ground.getBoundingClientRect();
  const panel = beside.getBoundingClientRect();
  const over = panel.left > map.left + 10 && panel.left < map.right;
  const edge = Math.round(map.height * 0.045);
  return { paddingTopLeft: [edge, edge], paddingBottomRight: [edge + (over ? map.right - panel.left : 0), Math.round(edge * 1.6)] };
}

function drawStep(step) {
  const { words, show } = talk;
  talk.panel.replaceChildren(...slideParts(step));
  fitStep(talk.panel, step, talk.root);
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
  const head = node('p', { class: 'talk-kicker' }, step.kicker);
  if (step.colour) head.style.setProperty('--c', paint(step.colour));
  const body = node('div', { class: 'talk-body' }, step.kicker ? head : null, node('h2', {}, ...phrases(step.title)),
    step.lines.length ? node('ul', { class: 'talk-lines' }, ...step.lines.map((line) => node('li', {}, ...paused(line)))) : null,
    step.numbers.length ? node('div', { class: 'talk-numbers' }, ...step.numbers.map(bigNumber)) : null,
    slideVisual(step.visual));
  const foot = node('footer', {}, node('p', { class: 'talk-sources' }), node('span', { class: 'talk-count' }, `${step.n} / ${show.steps.length}`));
  return [body, foot];
}

// A title that needs two lines breaks where it pauses.
const phrases = (title) => title.split(/(?<=[，、：；。？！])/u).map((part) => node('span', {}, part));

// Sources up to the lines there are for them; the notes window and the paper name them all.
function writeSources(panel, sources, all) {
  const box = panel.querySelector('.talk-sources');
  const between = talk.show.lang === 'zh' ? '；' : '; ';
  for (let n = sources.length; n > 0; n -= 1) {
    const more = n < sources.length ? `${between}${fill(talk.words.more, { n: sources.length - n })}` : '';
    box.replaceChildren(node('b', {}, talk.words.sources), sources.slice(0, n).join(between) + more);
    if (all || box.clientHeight <= SOURCE_LINES * parseFloat(getComputedStyle(box).lineHeight) + 1) break;
  }
}

function bigNumber(one) {
  const made = node('div', {}, node('b', {}, one.shown), node('span', {}, one.unit), node('small', {}, ...bound(one.label)));
  if (one.colour) made.style.setProperty('--c', paint(one.colour));
  return made;
}

function slideVisual(visual) {
  if (visual?.grid) return slideGrid(visual.grid);
  const chart = visual?.chart && Object.hasOwn(talk.charts, visual.chart) ? talk.charts[visual.chart] : null;
  if (!chart) return null;
  const drawings = chart.trees.map((tree, i) => {
    const drawing = draw(tree);
    drawing.setAttribute('preserveAspectRatio', 'xMinYMin meet');
    drawing.classList.add(['for-beside', 'for-wide'][i]);
    return drawing;
  });
  return node('figure', { class: 'talk-chart' }, node('figcaption', {}, node('b', {}, chart.title), node('small', {}, chart.subtitle)), ...drawings,
    ...chart.notes.map((text) => node('p', { class: 'talk-note' }, text)));
}

// What fits is found out once for each step and size of the window.
function fitStep(panel, step, frame) {
  const known = talk.fits.get(step.n);
  if (known) {
    frame.classList.toggle('is-wide', known.wide);
    panel.style.setProperty('--f', known.size);
    lineUp(panel.querySelector('.talk-numbers'));
    panel.querySelector('.talk-sources').replaceChildren(...known.sources.map((part) => part.cloneNode(true)));
    return;
  }
  writeSources(panel, step.sources, false);
  fitPanel(panel);
  talk.fits.set(step.n, { wide: frame.classList.contains('is-wide'), size: panel.style.getPropertyValue('--f'), sources: [...panel.querySelector('.talk-sources').childNodes].map((part) => part.cloneNode(true)) });
}

// While the speaker speaks, the steps to come are tried out of sight.
function fitAhead() {
  clearTimeout(talk.ahead);
  talk.ahead = setTimeout(() => {
    const step = talk.open && talk.show.steps.find(({ n }) => !talk.fits.has(n));
    if (!step) return;
    const panel = node('section', { class: 'talk-panel' }, ...slideParts(step));
    const frame = node('div', { class: 'talk-try', 'aria-hidden': 'true' }, panel);
    talk.root.append(frame);
    fitStep(panel, step, frame);
    frame.remove();
    fitAhead();
  }, 60);
}

// Words take the largest size at which all of them stand on the panel; nothing is cut. Where they
// would be small the panel takes more of the screen, and a chart's letters must be read as well.
function fitPanel(panel) {
  const body = panel.firstChild;
  const chart = () => [...body.querySelectorAll('.chart-svg')].find((drawing) => drawing.clientWidth > 0);
  const whole = () => body.scrollHeight <= body.clientHeight + 1 && body.scrollWidth <= body.clientWidth + 1;
  const read = () => !chart() || largeEnough(chart(), 0.0185 * panel.clientHeight);
  const fits = (wide, sizes, test) => sizes.some((size) => {
    panel.parentNode.classList.toggle('is-wide', wide);
    panel.style.setProperty('--f', size);
    lineUp(body.querySelector('.talk-numbers'));
    return test();
  });
  if (getComputedStyle(panel).overflowY === 'auto') fits(false, [1], () => true);
  else if (!fits(false, LARGE, () => whole() && read()) && !fits(true, MIDDLE, () => whole() && read())) {
    const sizes = [false, true].map((wide) => (fits(wide, SMALL, whole) && chart() ? letter(chart()) : Number(wide)));
    fits(sizes[1] > sizes[0], SMALL, whole);
  }
}

// Whether a chart's letters are so large, or would gain nothing from more height.
function largeEnough(chart, least) {
  const { width, height } = chart.viewBox.baseVal;
  return chart.clientHeight / height >= chart.clientWidth / width || letter(chart) >= least;
}

function letter(chart) {
  const { width, height } = chart.viewBox.baseVal;
  return 13 * Math.min(chart.clientWidth / width, chart.clientHeight / height);
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
