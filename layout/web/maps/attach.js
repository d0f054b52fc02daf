// The living map: take over folium's layers, show the first view, follow the window's size.
import { node } from '../core/dom.js';
import { emit } from '../core/events.js';
import { readFacts } from '../core/read_facts.js';
import { session } from '../core/state.js';
import { clean } from '../core/text.js';
import { emptyView, fromQuery } from '../core/view.js';
import { addLinkButtons, readTarget } from '../panels/link_buttons.js';
import { openTarget } from '../panels/link_target.js';
import { drawPanel, fetchOtherPanels, followView } from '../panels/panel.js';
import { applyView } from './apply.js';
import { makeControls } from './controls.js';
import { makeLabels, measureLabels, placeLabels, projectPositions } from './labels.js';
import { closeOverLand, legendBoxes } from './legend.js';
import { showMarks } from './marks.js';
import { notePosition, writeAddress } from './navigation.js';
import { dressLeaf, eachLeaf, makeHatchPatterns } from './paths.js';
import { fitBelowBar, flyToSite, measureFit, noteSize } from './position.js';
import { spreadSymbols } from './symbols.js';

/**
 * @param {import("leaflet").Map} map
 * @param {any[]} groups
 * @param {any[]} elements
 * @param {Facts} facts
 */
export function attach(map, groups, elements, facts) {
  readFacts(facts);
  const root = map.getContainer();
  /** @type {any} */
  const ctx = {
    map,
    facts,
    root,
    markers: [],
    labels: [],
    paths: [],
    layers: {},
    markerBySite: new Map(),
    view: emptyView(facts),
    revision: 0,
    scale: 1,
    overlay: node('div', { class: 'lt-overlay' }),
  };
  session.rules = facts.rules;
  emit('rules');
  root.classList.add('lt-map');
  root.setAttribute('role', 'application');
  root.setAttribute('aria-label', clean(facts.words.label));
  root.lang = facts.lang;
  facts.layers.forEach((l, i) => {
    ctx.layers[l.id] = groups[i];
  });
  for (const top of elements) eachLeaf(top, (leaf) => dressLeaf(ctx, leaf));
  ctx.markers.forEach((m) => ctx.markerBySite.set(m.site, m));
  root.prepend(ctx.overlay);
  for (const kind of ['click', 'dblclick', 'mousedown', 'pointerdown', 'wheel', 'touchstart']) {
    ctx.overlay.addEventListener(kind, (e) => e.stopPropagation(), { passive: true });
  }
  makeHatchPatterns(ctx);
  makeControls(ctx);
  adoptMap(ctx);
  return ctx;
}

/**
 * A finished map: show the view that its link names, and fill what stands beside it.
 * @param {MapContext} ctx
 */
function adoptMap(ctx) {
  const query = session.pending ?? location.hash.slice(1);
  session.pending = null;
  if (!session.target) readTarget(location.search.slice(1) || location.hash.slice(1));
  session.ctx = ctx;
  session.panels.forEach(drawPanel);
  // Those that the server has drawn meanwhile; a form or a dialog is no part that a link leads to.
  /** @type {NodeListOf<PanelBox>} */
  const boxes = document.querySelectorAll('.lt-tree');
  for (const box of boxes) if (box.treeText) addLinkButtons(box);
  startMap(ctx, fromQuery(query, ctx.facts));
  session.panels.forEach(followView);
  writeAddress();
  openTarget(!session.otherPanels);
  emit('map');
  (window.requestIdleCallback || setTimeout)(() => fetchOtherPanels());
}

/**
 * Draw for the first time: position, symbols, labels; then tell that the map stands.
 * @param {MapContext} ctx
 * @param {View} view
 */
function startMap(ctx, view) {
  makeLabels(ctx);
  noteSize(ctx);
  measureLabels(ctx);
  const legend = legendBoxes(ctx);
  fitBelowBar(ctx);
  if (view.c) ctx.map.setView(view.c, view.z, { animate: false });
  closeOverLand(ctx, legend);
  projectPositions(ctx);
  spreadSymbols(ctx);
  applyView(ctx, view);
  showMarks(ctx);
  if (view.sel && !view.c) flyToSite(ctx, view.sel);
  ctx.map.on('zoomanim zoomstart', () => ctx.root.classList.add('is-zooming'));
  ctx.map.on('zoomend viewreset', () => {
    const origin = ctx.map.getPixelOrigin();
    if (ctx.origin === origin) return; // Leaflet says it twice
    ctx.origin = origin;
    projectPositions(ctx);
    spreadSymbols(ctx);
  });
  ctx.map.on('moveend', () => {
    ctx.root.classList.remove('is-zooming');
    placeLabels(ctx);
    notePosition(ctx);
  });
  ctx.stands = true;
  ctx.resizeObserver = new ResizeObserver(() => followSize(ctx));
  ctx.resizeObserver.observe(ctx.root);
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      document.documentElement.dataset.layoutMap = 'ready';
      performance.mark('layout-map-ready');
    }),
  );
}

/** @param {MapContext} ctx */
function followSize(ctx) {
  const { clientWidth, clientHeight } = ctx.root;
  if (`${clientWidth}x${clientHeight}` === ctx.size || !clientWidth) return;
  const { roomy } = ctx;
  noteSize(ctx, clientWidth, clientHeight);
  ctx.controlBoxes = null;
  // Names are written smaller in a narrow window.
  if (roomy !== ctx.roomy) measureLabels(ctx);
  if (session.presenting) {
    emit('resize');
    return;
  }
  ctx.fitting = !ctx.view.c;
  ctx.map.invalidateSize({ animate: false });
  projectPositions(ctx);
  if (ctx.fitting) fitBelowBar(ctx);
  else measureFit(ctx);
  ctx.fitting = false;
  placeLabels(ctx);
}
