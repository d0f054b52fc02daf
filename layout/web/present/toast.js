// A short message over the presenter.
import { clean } from '../core/text.js';
import { presenter } from './state.js';

/**
 * @param {string} words
 * @param {number} [ms]
 */
export function showToast(words, ms = 6000) {
  clearTimeout(presenter.toastTimer);
  presenter.toast.textContent = clean(words);
  presenter.toast.hidden = !words;
  presenter.toastTimer = setTimeout(() => {
    presenter.toast.hidden = true;
  }, ms);
}
