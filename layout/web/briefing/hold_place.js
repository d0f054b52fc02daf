// Where the reader is typing, held while the editor is drawn anew because newer data have come.
import { rowOfStep } from './state.js';

/**
 * Remember the control that has the focus, and what is typed in it; return what gives both back.
 * @param {HTMLElement} box
 * @returns {() => void}
 */
export function holdPlace(box) {
  /** @type {any} */
  const control = document.activeElement;
  if (!control || !box.contains(control)) return () => {};
  const id = control.closest('.editor-step')?.dataset.step;
  /** @returns {any[]} */
  const alike = () => [...((id ? rowOfStep(id) : box)?.querySelectorAll(control.localName) || [])];
  const n = alike().indexOf(control);
  const isText = control.localName === 'textarea' || control.type === 'text';
  const [typed, from, to] = isText ? [control.value, control.selectionStart, control.selectionEnd] : [];
  return () => {
    const again = alike()[n];
    if (!again || again.className !== control.className) return;
    // The field of the title shows only while one types in it.
    if (again.hidden) again.parentElement.querySelector('.editor-tool')?.click();
    again.focus({ preventScroll: true });
    if (!isText) return;
    const isNew = again.value !== typed;
    again.value = typed;
    again.setSelectionRange(from, to);
    // What was typed before counts once the field says so: the browser knows of nothing new in it.
    if (isNew) again.dispatchEvent(new Event('change'));
  };
}
