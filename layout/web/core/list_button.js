// The button that puts a site on the shortlist or takes it off, wherever a site is shown.
import { go } from './commands.js';
import { node } from './dom.js';
import { session } from './state.js';
import { clean, fill } from './text.js';

/**
 * `short` shows a star alone, for a corner.
 * @param {string} site
 * @param {boolean} [short]
 */
export function listButton(site, short = false) {
  const button = node('button', {
    type: 'button',
    class: `list-button${short ? ' is-short' : ''}`,
    'data-listed': site,
    onclick: (event) => {
      event.stopPropagation();
      go({ shortlist: site });
    },
  });
  faceListButton(button);
  return button;
}

/** @param {HTMLElement} button */
export function faceListButton(button) {
  const { view, facts } = session.ctx;
  const words = facts.shortlist;
  const site = button.dataset.listed;
  const listed = view.list.includes(site);
  const { name: of } = facts.sites[site];
  const name = fill(words[listed ? 'take-off-name' : 'put-on-name'], { name: of });
  const star = listed ? '★' : '☆';
  const face = button.classList.contains('is-short') ? star : words[listed ? 'on-it' : 'put-on'];
  if (button.textContent !== face) button.textContent = clean(face);
  button.setAttribute('aria-pressed', String(listed));
  button.setAttribute('aria-label', clean(name));
  button.title = clean(name);
}
