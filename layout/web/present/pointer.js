// The presenter's touch and mouse.
import { session } from '../core/state.js';
import { showTools } from './buttons.js';
import { blackout, showHelp } from './screen.js';
import { presenter } from './state.js';
import { toStep } from './steps.js';

/** @param {any} e */
export function keepFromMap(e) {
  if (e.type === 'touchstart' || e.pointerType === 'touch') e.stopPropagation();
}

/** @param {any} e */
export function onPointerDown(e) {
  presenter.finger =
    e.pointerType === 'touch'
      ? { x: e.clientX, y: e.clientY, on: e.target.closest('button, .present-help') }
      : null;
}

/**
 * A finger: swiped to the side it turns the page, tapped at a side of the picture likewise.
 * @param {any} e
 */
export function onPointerUp(e) {
  const from = presenter.finger;
  presenter.finger = null;
  if (!from || e.pointerType !== 'touch' || from.on) return;
  showTools();
  const [dx, dy] = [e.clientX - from.x, e.clientY - from.y];
  if (!presenter.black.hidden) blackout(false);
  else if (Math.abs(dx) > 50 && Math.abs(dx) > 1.5 * Math.abs(dy)) toStep(presenter.at + (dx < 0 ? 1 : -1));
  else if (Math.hypot(dx, dy) < 10) {
    const part = e.clientX / innerWidth;
    if (part > 2 / 3) toStep(presenter.at + 1);
    else if (part < 1 / 3) toStep(presenter.at - 1);
  }
}

/**
 * After a button was pressed by the mouse, keys are the presenter's again.
 * @param {any} e
 */
export function onClick(e) {
  if (!presenter.black.hidden && presenter.black.contains(e.target)) blackout(false);
  else if (!presenter.help.hidden && !e.target.closest('.present-tools, .present-help')) showHelp(false);
  if (e.detail > 0 && session.presenting) presenter.root.focus({ preventScroll: true });
}
