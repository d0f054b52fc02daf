// What stands above the whole page: dialogs, cards, the presenter.
import { session } from './state.js';

/**
 * What stands above the whole page has the light or the dark of the map.
 * @param {HTMLElement} element
 */
export function putOnTop(element) {
  followColourScheme(element);
  return document.body.appendChild(element);
}

/** @param {HTMLElement} element */
export function followColourScheme(element) {
  element.style.colorScheme = session.ctx ? getComputedStyle(session.ctx.root).colorScheme : 'light dark';
}
