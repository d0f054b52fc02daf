// The presenter's buttons, shown while the pointer moves.
import { presenter } from './state.js';

const AWAKE_MS = 2600;

// Buttons show while the pointer moves, and keep out of sight else.
export function showTools() {
  presenter.root.classList.add('is-awake');
  clearTimeout(presenter.buttonsTimer);
  presenter.buttonsTimer = setTimeout(hideTools, AWAKE_MS);
}

export function hideTools() {
  presenter.root?.classList.remove('is-awake');
}
