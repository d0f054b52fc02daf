// Which sites the map lights: those that the filters leave, or those that a page picks out.
import { session } from '../core/state.js';
import { matches } from '../core/view.js';

/**
 * @param {MapContext} ctx
 * @param {string} id
 */
export function isLit({ view, facts }, id) {
  return session.lit ? session.lit.has(id) : matches(view, facts.sites[id]);
}
