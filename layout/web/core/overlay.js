// What stands above the whole page: dialogs, cards, the presenter.
import { session } from './state.js';

// What stands above the whole page has the light or the dark of the map.
export function putOnTop(made) {
  followColourScheme(made);
  return document.body.appendChild(made);
}

export function followColourScheme(made) {
  made.style.colorScheme = session.ctx ? getComputedStyle(session.ctx.root).colorScheme : 'light dark';
}
