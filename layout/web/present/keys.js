// The presenter's keys and clicker.
import { session } from '../core/state.js';
import { fill } from '../core/text.js';
import { openNotes } from './notes.js';
import { blackout, showHelp, toggleFullScreen } from './screen.js';
import { presenter } from './state.js';
import { toStep } from './steps.js';
import { showToast } from './toast.js';

const DIGITS_MS = 1200;
const STEP_KEYS = {
  ArrowRight: 1,
  ArrowDown: 1,
  PageDown: 1,
  Enter: 1,
  ' ': 1,
  ArrowLeft: -1,
  ArrowUp: -1,
  PageUp: -1,
  Backspace: -1,
};

/** @param {any} e */
export function onKey(e) {
  if (!session.presenting || e.isComposing || e.ctrlKey || e.metaKey || e.altKey) return;
  const part = e.target.closest ? e.target : e.currentTarget.document.body;
  if (part.closest('input, textarea, select, [contenteditable]')) return;
  e.stopImmediatePropagation(); // the page below has keys of its own
  if (e.key === 'Tab') return;
  const button = part.closest('button');
  if (button && (e.key === 'Enter' || e.key === ' ') && !presenter.digits) return;
  if (steer(e)) e.preventDefault();
}

/**
 * Do what a key asks for; tells whether it asks for anything. A key held down counts once.
 * @param {any} e
 */
function steer(e) {
  const { key } = e;
  const known =
    Object.hasOwn(STEP_KEYS, key) ||
    ['Home', 'End', 'Escape', '?', '.'].includes(key) ||
    /^[0-9fbn]$/i.test(key);
  if (e.repeat) return known;
  if (!presenter.black.hidden && !/^(Shift|Control|Alt|Meta|CapsLock|N|n)$/.test(key)) {
    blackout(false);
    return true;
  }
  if (!known) return false;
  if (/^[0-9]$/.test(key)) typeDigit(key);
  else if (presenter.digits && (key === 'Enter' || key === 'Escape')) goToDigits(key === 'Enter');
  else if (Object.hasOwn(STEP_KEYS, key))
    toStep(presenter.at + (key === ' ' && e.shiftKey ? -1 : STEP_KEYS[key]));
  else if (key === 'Home' || key === 'End') toStep(key === 'Home' ? 0 : Infinity);
  else if (key === 'Escape') leaveOne();
  else if (key === '?') showHelp(presenter.help.hidden);
  else if (/f/i.test(key)) toggleFullScreen();
  else if (/n/i.test(key)) openNotes(onKey);
  else blackout(true);
  return true;
}

function leaveOne() {
  if (!presenter.help.hidden) showHelp(false);
  else if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
  else presenter.leave();
}

/** @param {string} digit */
function typeDigit(digit) {
  presenter.digits = `${presenter.digits}${digit}`.slice(-3);
  showToast(fill(presenter.words['go-to'], { n: presenter.digits }), DIGITS_MS);
  clearTimeout(presenter.digitsTimer);
  presenter.digitsTimer = setTimeout(() => goToDigits(true), DIGITS_MS);
}

/** @param {boolean} go */
function goToDigits(go) {
  clearTimeout(presenter.digitsTimer);
  const n = Number(presenter.digits);
  presenter.digits = '';
  showToast('', 0);
  if (go && n > 0) toStep(n - 1);
}
