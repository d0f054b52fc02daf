// What stands out on the map: the sites that a page picks out, else what the filters leave, and of that the
// places of the answer to a request.
import { session } from '../core/state.js';
import { matches } from '../core/view.js';

/**
 * Whether a site is an answer to the request; without one, or where none fits, all are.
 * @param {MapContext} ctx
 * @param {string} id
 */
export function isAnswer({ view }, id) {
  const { answered } = session;
  return !answered || answered.ask !== view.ask || !answered.places.size || answered.places.has(id);
}

/** @param {MapContext} ctx */
export const hasAnswer = ({ view }) => session.answered?.ask === view.ask && session.answered.places.size > 0;

/**
 * @param {MapContext} ctx
 * @param {string} id
 */
export const isLit = (ctx, id) =>
  session.lit ? session.lit.has(id) : matches(ctx.view, ctx.facts.sites[id]) && isAnswer(ctx, id);
