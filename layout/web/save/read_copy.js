// The sentences of the office's own copy of the plan, asked of the server.
import { session } from '../core/state.js';
import { postRequest } from './request.js';

/**
 * @param {string} cite
 * @param {string[]} places
 */
export async function readPlanCopy(cite, places) {
  const { district, edition, lang } = session.ctx.facts;
  const answer = await postRequest({ district, edition, lang }, session.passages, { cite, places });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}
