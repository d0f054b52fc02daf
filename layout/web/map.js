// The living map: take over folium's layers, apply a view to them at once, report it once.
const TIPPED = new Set(['symbol', 'town', 'member', 'hatch', 'zone']);

function attach(map, groups, elements, facts) {
  const root = map.getContainer();
  const ctx = {
    map, facts, root, markers: [], labels: [], paths: [], layers: {}, markerOf: new Map(),
    view: emptyView(facts), rev: 0, scale: 1, overlay: node('div', { class: 'lt-overlay' }),
  };
  root.classList.add('lt-map');
  root.setAttribute('role', 'application');
  root.setAttribute('aria-label', clean(facts.words.label));
  root.lang = facts.lang;
  facts.layers.forEach((l, i) => { ctx.layers[l.id] = groups[i]; });
  for (const top of elements) eachLeaf(top, (leaf) => dress(ctx, leaf));
  ctx.markers.forEach((m) => ctx.markerOf.set(m.site, m));
  ctx.go = (patch, additive) => site.go(patch, additive);
  root.prepend(ctx.overlay);
  for (const kind of ['click', 'dblclick', 'mousedown', 'pointerdown', 'wheel', 'touchstart']) {
    ctx.overlay.addEventListener(kind, (e) => e.stopPropagation(), { passive: true });
  }
  hatchPatterns(ctx);
  makeControls(ctx);
  site.adopt(ctx);
  return ctx;
}

function eachLeaf(layer, visit) {
  if (layer.eachLayer) layer.eachLayer((l) => eachLeaf(l, visit));
  else visit(layer);
}

function dress(ctx, leaf) {
  const number = leaf.feature ? leaf.feature.properties.k : leaf.options.k;
  const fact = ctx.facts.features[number];
  if (fact.style === 'symbol') {
    dressMarker(ctx, leaf, fact);
    leaf.on('click', () => ctx.go({ sel: fact.site }));
  } else {
    ctx.paths.push({ leaf, fact });
    if (fact.site && fact.style !== 'halo') leaf.on('click', (e) => { L.DomEvent.stop(e); ctx.go({ sel: ctx.view.sel === fact.site ? '' : fact.site }); });
    stylePath(ctx, leaf, fact);
    leaf.on('add', () => { stylePath(ctx, leaf, fact); if (ctx.rev) dim(ctx, leaf, fact); });
  }
  if (fact.site && TIPPED.has(fact.style)) bindTip(ctx, leaf, fact);
  if (fact.style === 'coupling') tip(leaf, true, () => [fact.name, fact.ends.map((end) => ctx.facts.sites[end].name).join(' – ')]);
}

function stylePath(ctx, leaf, fact) {
  const path = leaf.getElement?.();
  if (!path) return;
  const colour = fact.colour || ctx.facts.elements[fact.element]?.colour;
  if (colour) path.style.setProperty('--c', paint(colour));
  if (fact.strength != null) path.style.setProperty('--s', Number(fact.strength));
  path.classList.toggle('is-schematic', Boolean(fact.schematic));
  path.setAttribute('tabindex', '-1');
  if (fact.style === 'hatch') path.style.fill = `url(#lt-hatch-${CSS.escape(fact.element)})`;
}

function hatchPatterns(ctx) {
  const defs = svg('defs');
  for (const { fact } of ctx.paths.filter((p) => p.fact.style === 'hatch')) {
    const stripe = svg('line', { x1: 0, y1: 0, x2: 0, y2: 8, 'stroke-width': 2.4 });
    stripe.style.stroke = paint(ctx.facts.elements[fact.element].colour);
    defs.append(svg('pattern', { id: `lt-hatch-${fact.element}`, width: 8, height: 8, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' }, stripe));
  }
  ctx.root.prepend(svg('svg', { width: 0, height: 0, class: 'lt-defs', 'aria-hidden': 'true' }, defs));
}

function bindTip(ctx, leaf, fact) {
  const about = ctx.facts.sites[fact.site];
  tip(leaf, fact.style !== 'symbol', () => [about.name, ...markLine(fact.site), ...about.tip]);
}

function tip(leaf, sticky, words) {
  const content = () => {
    const [head, ...lines] = words();
    return node('div', {}, node('b', {}, head), ...lines.map((line) => node('p', {}, line)));
  };
  leaf.bindTooltip(content, { sticky, direction: 'auto', className: 'lt-tip', offset: [12, 0], opacity: 1 });
}

function dim(ctx, leaf, fact) {
  const path = leaf.getElement?.();
  if (!path) return;
  const { view, facts } = ctx;
  const here = facts.sites[fact.site];
  let faded = Boolean(fact.element && view.element.length && !view.element.includes(fact.element));
  if (fact.style === 'halo' || fact.style === 'zone') faded = !matches(view, here);
  if (fact.style === 'member' || fact.style === 'hatch') faded ||= !carries(view, here);
  if (fact.style === 'ray') faded ||= view.cluster.length + view.segment.length + view.level.length > 0;
  if (fact.style === 'coupling') faded ||= !fact.ends.every((end) => matches(view, facts.sites[end]));
  const chosen = Boolean(fact.site) && fact.site === view.sel;
  const state = `${faded}${chosen}`;
  if (path.dataset.state === state) return;
  path.dataset.state = state;
  path.classList.toggle('is-dim', faded);
  path.classList.toggle('is-selected', chosen);
}

// Show a view: layers, dimming, selection, labels. Nothing is rebuilt.
function apply(ctx, view) {
  const before = ctx.view;
  ctx.view = view;
  for (const [id, group] of Object.entries(ctx.layers)) {
    const on = !view.off.includes(id);
    if (on !== ctx.map.hasLayer(group)) (on ? ctx.map.addLayer(group) : ctx.map.removeLayer(group));
  }
  for (const { leaf, fact } of ctx.paths) dim(ctx, leaf, fact);
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
  ctx.rev += 1;
  document.documentElement.dataset.layoutRev = ctx.rev;
}

function calm() {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

// The part of the map that controls leave free, as Leaflet padding.
function padding(ctx, card = false) {
  if (ctx.roomy) return { paddingTopLeft: [24, 72], paddingBottomRight: [card ? 400 : 24, 40] };
  return { paddingTopLeft: [10, 96], paddingBottomRight: [10, card ? ctx.root.clientHeight * 0.6 : 34] };
}

function fit(ctx, animate) {
  ctx.map.fitBounds(ctx.facts.bounds, { ...padding(ctx), animate: animate && !calm() });
}

// The zoom at which the whole district fits: places and saved pictures go by it.
function measureFit(ctx) {
  const { paddingTopLeft, paddingBottomRight } = padding(ctx);
  ctx.fitZoom = ctx.map.getBoundsZoom(ctx.facts.bounds, false, L.point(paddingTopLeft).add(paddingBottomRight));
}

function flyTo(ctx, id) {
  const about = ctx.facts.sites[id];
  const town = ctx.paths.find((p) => p.fact.site === id && ['town', 'zone'].includes(p.fact.style));
  let bounds = null;
  if (town && about.type !== 'park') bounds = town.leaf.getBounds();
  else if (about.at) bounds = L.latLng(about.at).toBounds(Math.max(4 * (about.radius || 0), 9000));
  if (!bounds) return;
  const options = { ...padding(ctx, site.page === 'overview'), maxZoom: 12.5, duration: 0.7 };
  if (calm()) ctx.map.fitBounds(bounds, { ...options, animate: false });
  else ctx.map.flyToBounds(bounds, options);
}

// Draw for the first time: position, symbols, labels; then tell that the map stands.
function start(ctx, view) {
  takeSize(ctx);
  fit(ctx, false);
  measureFit(ctx);
  if (view.c) ctx.map.setView(view.c, view.z, { animate: false });
  makeLabels(ctx);
  project(ctx);
  spreadSymbols(ctx);
  apply(ctx, view);
  showMarks(ctx);
  if (view.sel && !view.c) flyTo(ctx, view.sel);
  ctx.map.on('zoomanim zoomstart', () => ctx.root.classList.add('is-zooming'));
  ctx.map.on('zoomend viewreset', () => {
    const origin = ctx.map.getPixelOrigin();
    if (ctx.origin === origin) return; // Leaflet says it twice
    ctx.origin = origin;
    project(ctx);
    spreadSymbols(ctx);
  });
  ctx.map.on('moveend', () => {
    ctx.root.classList.remove('is-zooming');
    placeLabels(ctx);
    site.moved(ctx);
  });
  ctx.watch = new ResizeObserver(() => resized(ctx));
  ctx.watch.observe(ctx.root);
  requestAnimationFrame(() => requestAnimationFrame(() => {
    document.documentElement.dataset.layoutMap = 'ready';
    performance.mark('layout-map-ready');
  }));
}

// Asking the page for sizes makes it lay itself out, so they are asked once and noted.
function takeSize(ctx, wide = ctx.root.clientWidth, high = ctx.root.clientHeight) {
  ctx.size = `${wide}x${high}`;
  ctx.roomy = wide > 720;
}

function resized(ctx) {
  const { clientWidth, clientHeight } = ctx.root;
  if (`${clientWidth}x${clientHeight}` === ctx.size || !clientWidth) return;
  takeSize(ctx, clientWidth, clientHeight);
  ctx.blocks = null;
  if (talk.open) { refit(); return; }
  ctx.fitting = !ctx.view.c;
  ctx.map.invalidateSize({ animate: false });
  project(ctx);
  measureFit(ctx);
  if (ctx.fitting) fit(ctx, false);
  ctx.fitting = false;
  placeLabels(ctx);
}
