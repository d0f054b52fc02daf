// A short notice at the foot of the window.
import { go } from './commands.js';
import { node } from './dom.js';
import { clean } from './text.js';

/**
 * A short word at the foot of the window, with the way to the page where the steps are.
 * @param {string} text
 * @param {string | null} [way]
 */
export function showNotice(text, way) {
  let box = document.querySelector('.lt-notice');
  if (!box) {
    box = node('div', { class: 'lt-notice lt-tree' }, node('p', { role: 'status' }));
    document.body.append(box);
    box.addEventListener('pointerenter', () => clearTimeout(box.timer));
    box.addEventListener('focusin', () => clearTimeout(box.timer));
  }
  box.hidden = false;
  box.querySelector('p').textContent = clean(text);
  box.querySelector('button')?.remove();
  if (way)
    box.append(
      node(
        'button',
        {
          type: 'button',
          onclick: () => {
            box.hidden = true;
            go({ page: 'briefing' });
          },
        },
        way,
      ),
    );
  clearTimeout(box.timer);
  box.timer = setTimeout(
    () => {
      box.hidden = true;
    },
    way ? 9000 : 5000,
  );
}
