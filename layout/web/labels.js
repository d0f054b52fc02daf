// Labels that do not collide: placed greedily by rank, again after each zoom and move.
const RANK = { park: 90, element: 80, 'sea-label': 40, town: 60, place: 50, road: 30, neighbour: 20 };

function makeLabels(ctx) {
  const pane = ctx.map.createPane('lt-labels');
  ctx.labels = ctx.facts.labels.map((fact) => {
    const box = node('div', { class: `lt-label lt-label-${fact.kind}` }, fact.text);
    if (fact.colour) box.style.setProperty('--c', paint(fact.colour));
    pane.append(box);
    return { fact, box, w: 0, h: 0 };
  });
  measureLabels(ctx);
}

function measureLabels(ctx) {
  for (const label of ctx.labels) {
    label.w = label.box.offsetWidth;
    label.h = label.box.offsetHeight;
    label.state = undefined;
  }
}

// Pixels of labels and symbols hold until the zoom changes.
function project(ctx) {
  for (const label of ctx.labels) label.points = label.fact.at.map((p) => ctx.map.latLngToLayerPoint(p));
  for (const m of ctx.markers) m.point = ctx.map.latLngToLayerPoint(m.layer.getLatLng());
}

function overlap(a, b) {
  return Math.max(0, Math.min(a.r, b.r) - Math.max(a.l, b.l)) * Math.max(0, Math.min(a.b, b.b) - Math.max(a.t, b.t));
}

// Candidate top-left corners of a label, best first.
function corners(label, anchors, gap) {
  const { w, h } = label;
  if (gap === 0) return anchors.map((p) => [p.x - w / 2, p.y - h / 2]);
  const near = anchors[0];
  const found = [];
  for (const far of [gap, gap + 10, gap + 22]) {
    found.push([near.x + far, near.y - h / 2], [near.x - far - w, near.y - h / 2],
      [near.x - w / 2, near.y + far], [near.x - w / 2, near.y - far - h],
      [near.x + far * 0.8, near.y + far * 0.6], [near.x + far * 0.8, near.y - far * 0.6 - h],
      [near.x - far * 0.8 - w, near.y + far * 0.6], [near.x - far * 0.8 - w, near.y - far * 0.6 - h]);
  }
  return found;
}

// Where the controls stand, in the map's own pixels. Measured anew after `ctx.blocks = null`.
function controlBlocks(ctx) {
  const frame = ctx.root.getBoundingClientRect();
  const parts = [...ctx.overlay.querySelectorAll('[data-block]'), ...(ctx.covers || [])];
  const rects = parts.map((part) => part.getBoundingClientRect());
  return rects.filter((r) => r.width && r.height).map((r) => ({ l: r.left - frame.left, t: r.top - frame.top, w: r.width, h: r.height }));
}

function obstacles(ctx, origin) {
  ctx.blocks ||= controlBlocks(ctx);
  const taken = ctx.blocks.map(({ l, t, w, h }) => ({ l: l + origin.x, t: t + origin.y, r: l + w + origin.x, b: t + h + origin.y }));
  for (const m of ctx.markers) {
    if (!ctx.map.hasLayer(m.layer) || !matches(ctx.view, ctx.facts.sites[m.site])) continue;
    const p = m.point;
    const s = (ctx.roomy ? 11 : 8) * ctx.scale;
    taken.push({ l: p.x + m.offset.x - s, t: p.y + m.offset.y - s, r: p.x + m.offset.x + s, b: p.y + m.offset.y + s });
  }
  return taken;
}

function labelWanted(ctx, fact) {
  if (fact.layer && ctx.view.off.includes(fact.layer)) return false;
  const site = fact.site && ctx.facts.sites[fact.site];
  if (fact.site === ctx.view.sel && site) return true;
  if (site && site.type !== 'town' && !matches(ctx.view, site)) return false;
  if (fact.element && ctx.view.element.length && !ctx.view.element.includes(fact.element)) return false;
  if (fact.kind === 'place') return ctx.map.getZoom() >= ctx.fitZoom + (ctx.facts.sites[fact.site].facets.element.length ? 0.2 : 0.9);
  return true;
}

function placeLabels(ctx) {
  if (ctx.held) return;
  const size = ctx.map.getSize();
  const origin = ctx.map.containerPointToLayerPoint([0, 0]);
  const taken = obstacles(ctx, origin);
  const view = { l: origin.x + 2, t: origin.y + 2, r: origin.x + size.x - 2, b: origin.y + size.y - 2 };
  const rank = (l) => (l.fact.site && l.fact.site === ctx.view.sel ? 200 : !ctx.roomy && l.fact.kind === 'element' ? 100 : RANK[l.fact.kind] || 0);
  for (const label of [...ctx.labels].sort((a, b) => rank(b) - rank(a))) {
    const spot = labelWanted(ctx, label.fact) ? findSpot(ctx, label, taken, view) : null;
    const state = spot ? `translate(${Math.round(spot.l)}px,${Math.round(spot.t)}px)` : '';
    if (spot) taken.push(spot);
    if (label.state === state) continue;
    label.state = state;
    label.box.classList.toggle('is-off', !spot);
    if (spot) label.box.style.transform = state;
  }
}

function findSpot(ctx, label, taken, view) {
  const marker = label.fact.site && ctx.markerOf.get(label.fact.site);
  const anchors = [...label.points];
  if (marker && ctx.map.hasLayer(marker.layer)) anchors[0] = anchors[0].add([marker.offset.x, marker.offset.y]);
  for (const [x, y] of corners(label, anchors, marker ? (ctx.roomy ? 13 : 10) * ctx.scale : 0)) {
    const box = { l: x - 2, t: y - 1, r: x + label.w + 2, b: y + label.h + 1 };
    const inside = box.l >= view.l && box.t >= view.t && box.r <= view.r && box.b <= view.b;
    if (inside && !taken.some((t) => overlap(t, box))) return { ...box, l: x, t: y };
  }
  return null;
}
