// What a saved map is to show, for the server and in words.
import { session } from '../core/state.js';
import { fill } from '../core/text.js';
import { placedQuery } from '../maps/placed_query.js';

/**
 * What a picture is to show: the living map's own view. Where that fits the whole district,
 * the picture does so too, with room for its legend; else its place goes along.
 * @param {MapContext} ctx
 */
export function mapRequest({ view, map, root, facts, fitZoom }) {
  const fits =
    !view.c || (Math.abs(map.getZoom() - fitZoom) < 0.02 && map.getBounds().contains(facts.bounds));
  const whole = fits && !view.sel && !view.element.length;
  const query = placedQuery({ ...view, state: [], year: '', against: '' }).split('&');
  const place = whole ? /^[cz]=/ : /^$/;
  return {
    whole,
    view: query.filter((pair) => !place.test(pair)).join('&'),
    window: [root.clientWidth, root.clientHeight],
  };
}

/**
 * The same in words.
 * @param {MapContext} ctx
 * @param {Words} words
 */
export function describeMap(ctx, words) {
  const { view, facts } = ctx;
  const join = (names) => names.join(words.comma);
  const facets = facts.facets.filter((facet) => facet.key !== 'state');
  const names = facets.flatMap((facet) =>
    facet.options.filter((o) => view[facet.key].includes(o.value)).map((o) => o.label),
  );
  const off = facts.layers.filter((l) => view.off.includes(l.id)).map((l) => l.name);
  const parts = [
    view.sel ? fill(words.selected, { name: facts.sites[view.sel].name }) : '',
    names.length ? fill(words.filtered, { names: join(names) }) : words.unfiltered,
    off.length ? fill(words.without, { names: join(off) }) : '',
    mapRequest(ctx).whole ? words.whole : words.place,
    Object.keys(session.marks || {}).length ? words.unmarked : '',
  ];
  return fill(words.holds, { view: join(parts.filter(Boolean)) });
}
