// Text to the reader's clipboard, also on a page without https.
import { node } from './dom.js';

/**
 * Tell whether a text was copied.
 * @param {string} text
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/**
 * The old command: a page over http has no clipboard of its own, yet may copy what is selected.
 * @param {string} text
 */
function copyBySelection(text) {
  /** @type {any} */
  const active = document.activeElement;
  const field = node('textarea', { class: 'lt-off-screen', readonly: true, 'aria-hidden': 'true' });
  field.value = text;
  document.body.append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  active?.focus?.({ preventScroll: true });
  return copied;
}
