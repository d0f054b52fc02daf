// The living map's view with its position, as a link's query.
import { session } from '../core/state.js';
import { toQuery } from '../core/view.js';

/**
 * The living map's view as a step keeps it: without what edition, language, story and request say.
 * @param {View} view
 */
export function placedQuery(view) {
  const centre = session.ctx.map.getCenter();
  /** @type {View} */
  const here = { ...view, c: [centre.lat, centre.lng], z: session.ctx.map.getZoom(), step: '', ask: '' };
  const drop = new Set(['district', 'edition', 'lang']);
  return toQuery(here)
    .split('&')
    .filter((pair) => !drop.has(pair.split('=')[0]))
    .join('&');
}
