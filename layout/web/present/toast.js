// A short message over the presenter.
import { clean } from '../core/text.js';
import { presenter } from './state.js';

export function showToast(words, ms = 6000) {
  clearTimeout(presenter.toasting);
  presenter.said.textContent = clean(words);
  presenter.said.hidden = !words;
  presenter.toasting = setTimeout(() => { presenter.said.hidden = true; }, ms);
}
