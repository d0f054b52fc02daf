// Symbols of sites on the map, and their fanning out where they coincide.
import { safeColour } from '../core/colour.js';
import { go } from '../core/commands.js';
import { node, svg } from '../core/dom.js';
import { siteSymbol } from '../core/symbol.js';
import { clean } from '../core/text.js';
import { fanOut } from './fan_out.js';
import { forRoom } from './position.js';

/** @param {MapContext} ctx */
export function spreadSymbols(ctx) {
  const sizes = ctx.facts.rules.symbols;
  const shown = ctx.markers.filter((m) => ctx.map.hasLayer(m.layer));
  const offsets = fanOut(
    shown.map((m) => m.point),
    forRoom(ctx, sizes.gap) * ctx.scale,
    sizes.rounds,
  );
  shown.forEach((m, i) => {
    const { x, y } = offsets[i];
    const far = Math.hypot(x, y) > sizes.least_shift;
    m.offset = far ? { x, y } : { x: 0, y: 0 };
    m.body.style.transform = far ? `translate(${m.offset.x}px,${m.offset.y}px)` : '';
    m.leader.setAttribute('x2', String(m.offset.x));
    m.leader.setAttribute('y2', String(m.offset.y));
    m.leader.ownerSVGElement.style.display = far ? '' : 'none';
  });
}

/**
 * Turn folium's plain marker into a symbol that is a button with a name.
 * @param {MapContext} ctx
 * @param {any} layer
 * @param {FeatureFacts} fact
 */
export function dressMarker(ctx, layer, fact) {
  const site = ctx.facts.sites[fact.site];
  const leader = svg('line', { x1: 0, y1: 0, x2: 0, y2: 0 });
  const body = node('div', { class: 'lt-body' }, siteSymbol(site.symbol));
  const leaderBox = svg(
    'svg',
    { class: 'lt-leader', viewBox: '-60 -60 120 120' },
    leader,
    svg('circle', { r: ctx.facts.rules.symbols.leader }),
  );
  leaderBox.style.setProperty('--c', safeColour(site.symbol.colour));
  const marker = { layer, body, leader, site: fact.site, offset: { x: 0, y: 0 } };
  const dress = () => {
    const icon = layer.getElement();
    if (!icon) return;
    icon.replaceChildren(leaderBox, body);
    icon.setAttribute('role', 'button');
    icon.setAttribute('tabindex', '0');
    icon.setAttribute('aria-label', clean([site.name, site.tip[0]].join(', ')));
    icon.dataset.site = fact.site;
    icon.dataset.form = site.symbol.form;
    icon.onkeydown = (e) => {
      if (e.key === 'Enter' || e.key === ' ') {
        e.preventDefault();
        go({ sel: fact.site });
      }
    };
  };
  layer.on('add', dress);
  dress();
  ctx.markers.push(marker);
}
