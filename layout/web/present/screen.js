// The presenter's screen as a whole: black, full, help and short messages.
import { session } from '../core/state.js';
import { hideTools } from './buttons.js';
import { writeNotes } from './notes.js';
import { presenter } from './state.js';
import { showToast } from './toast.js';

/** @param {boolean} on */
export function showHelp(on) {
  presenter.help.hidden = !on;
}

/** @param {boolean} on */
export function blackout(on) {
  presenter.black.hidden = !on;
  writeNotes();
}

export function toggleFullScreen() {
  presenter.leavesFullScreen = Boolean(document.fullscreenElement);
  if (presenter.leavesFullScreen) document.exitFullscreen().catch(() => {});
  else enterFullScreen();
}

// Escape ends the full screen before any key is heard, and so does a second window: the briefing
// goes on in the window, and says how to leave it.
export function onFullScreenChange() {
  hideTools();
  if (!document.fullscreenElement && session.presenting && !presenter.leavesFullScreen)
    showToast(presenter.words['full-left']);
  presenter.leavesFullScreen = false;
}

export function enterFullScreen() {
  const refused = () => {
    if (session.presenting) showToast(presenter.words['no-full']);
  };
  if (!presenter.root.requestFullscreen) {
    refused();
    return;
  }
  presenter.root.requestFullscreen().catch(refused);
}
