// The index that requests are answered from: fetched when it is needed, kept while its address stays.
import { session } from '../core/state.js';
import { answerRequest } from './answer.js';

/** @type {{ address: string, index: MatchIndex | null, loading: Promise<any> | null }} */
const store = { address: '', index: null, loading: null };

/** Fetch the index of what is shown. Rejects where the server does not answer. */
export function fetchMatchIndex() {
  const address = session.matchAddress;
  if (!address) return Promise.reject(new Error('no index'));
  if (store.address !== address) {
    const loading = import(new URL(address, location.origin).href).then(({ default: index }) => {
      if (store.address === address) store.index = index;
    });
    loading.catch(() => {
      // The next request tries again.
      if (store.address === address) store.address = '';
    });
    Object.assign(store, { address, index: null, loading });
  }
  return store.loading;
}

/** The index of what is shown, where it has come. */
export const matchIndex = () => (store.address === session.matchAddress ? store.index : null);

/**
 * The answer to a request; none before the index has come.
 * @param {string} text
 * @returns {RequestAnswer | null}
 */
export function answerOf(text) {
  const index = matchIndex();
  return index && answerRequest(index, text);
}
