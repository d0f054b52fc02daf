// Symbols of sites, and their fanning out where they coincide.
function symbol({ form = 'dot', ring = 1, colour, hollow = false }) {
  const made = svg('svg', { viewBox: '-14 -14 28 28', class: `sym sym-${['park', 'zone', 'landmark', 'dot'].includes(form) ? form : 'dot'}`, 'aria-hidden': 'true' });
  made.style.setProperty('--c', paint(colour));
  if (form === 'park') {
    const r = 7 + 1.5 * Math.min(ring, 3);
    const edge = svg('circle', { r, class: 'sym-ring', 'stroke-width': ring > 1 ? 3.2 : 2 });
    if (hollow) edge.setAttribute('stroke-dasharray', '3 2.5');
    made.append(edge);
    if (!hollow) made.append(svg('circle', { r: ring > 1 ? 5 : 3.6, class: 'sym-core' }));
  } else if (form === 'zone') made.append(svg('path', { d: 'M0-8 8 0 0 8-8 0Z', class: 'sym-ring', 'stroke-width': 2 }));
  else if (form === 'landmark') made.append(svg('rect', { x: -4, y: -4, width: 8, height: 8, class: 'sym-ring', 'stroke-width': 1.6 }));
  else made.append(svg('circle', { r: 7, class: 'sym-core' }));
  return made;
}

// Spread points (pixels) so that no two stand closer than `gap`. Deterministic; returns offsets.
function fan(points, gap) {
  const at = points.map((p, i) => ({ x: p.x + Math.cos(i * 2.4) * 0.5, y: p.y + Math.sin(i * 2.4) * 0.5 }));
  for (let round = 0; round < 80; round += 1) {
    let moved = false;
    for (let i = 0; i < at.length; i += 1) {
      for (let j = i + 1; j < at.length; j += 1) {
        const dx = at[j].x - at[i].x;
        const dy = at[j].y - at[i].y;
        const d = Math.hypot(dx, dy) || 0.01;
        if (d < gap - 0.01) {
          const push = (gap - d) / 2 / d;
          at[i].x -= dx * push; at[i].y -= dy * push;
          at[j].x += dx * push; at[j].y += dy * push;
          moved = true;
        }
      }
    }
    if (!moved) break;
  }
  return at.map((p, i) => ({ x: p.x - points[i].x, y: p.y - points[i].y }));
}

function spreadSymbols(ctx) {
  const shown = ctx.markers.filter((m) => ctx.map.hasLayer(m.layer));
  const offsets = fan(shown.map((m) => m.point), (ctx.roomy ? 27 : 21) * ctx.scale);
  shown.forEach((m, i) => {
    const { x, y } = offsets[i];
    const far = Math.hypot(x, y) > 3;
    m.offset = far ? { x, y } : { x: 0, y: 0 };
    m.body.style.transform = `translate(${m.offset.x}px,${m.offset.y}px)`;
    m.leader.setAttribute('x2', m.offset.x);
    m.leader.setAttribute('y2', m.offset.y);
    m.leader.parentNode.style.display = far ? '' : 'none';
  });
}

// Turn folium's plain marker into a symbol that is a button with a name.
function dressMarker(ctx, layer, fact) {
  const site = ctx.facts.sites[fact.site];
  const leader = svg('line', { x1: 0, y1: 0, x2: 0, y2: 0 });
  const body = node('div', { class: 'lt-body' }, symbol(site.symbol));
  const tie = svg('svg', { class: 'lt-leader', viewBox: '-60 -60 120 120' }, leader, svg('circle', { r: 1.8 }));
  tie.style.setProperty('--c', paint(site.symbol.colour));
  const marker = { layer, body, leader, site: fact.site, offset: { x: 0, y: 0 } };
  const dress = () => {
    const icon = layer.getElement();
    if (!icon) return;
    icon.replaceChildren(tie, body);
    icon.setAttribute('role', 'button');
    icon.setAttribute('tabindex', '0');
    icon.setAttribute('aria-label', clean([site.name, site.tip[0]].join(', ')));
    icon.dataset.site = fact.site;
    icon.dataset.form = site.symbol.form;
    icon.onkeydown = (e) => { if (e.key === 'Enter' || e.key === ' ') { e.preventDefault(); ctx.go({ sel: fact.site }); } };
  };
  layer.on('add', dress);
  dress();
  ctx.markers.push(marker);
}
