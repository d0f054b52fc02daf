// While the presenter is open nothing else on the page can be reached, whatever the page adds.
import { presenter } from './state.js';

/**
 * While it is open nothing else on the page can be reached, whatever the page adds meanwhile.
 * @param {boolean} on
 */
export function fenceOff(on) {
  if (!on) {
    presenter.observer.disconnect();
    for (const part of presenter.inertParts) part.inert = false;
    return;
  }
  presenter.inertParts = new Set();
  closeOthers();
  presenter.observer = new MutationObserver(closeOthers);
  presenter.observer.observe(document.body, { childList: true });
  presenter.observer.observe(presenter.root, { attributeFilter: ['inert', 'aria-hidden'] });
}

// A dialog of the page, such as that of a lost connection, would shut out the presenter in its turn.
function closeOthers() {
  for (const name of ['inert', 'aria-hidden']) presenter.root.removeAttribute(name);
  for (const part of document.body.children) {
    if (part === presenter.root || part.inert || /^(SCRIPT|STYLE|LINK)$/.test(part.tagName)) continue;
    part.inert = true;
    presenter.inertParts.add(part);
  }
  if (!presenter.root.contains(document.activeElement)) presenter.root.focus({ preventScroll: true });
}
