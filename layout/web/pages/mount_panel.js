// What the server sends for the place beside the map: a panel by name, or a tree.
import { go } from '../core/commands.js';
import { copyText } from '../core/clipboard.js';
import { node } from '../core/dom.js';
import { emit } from '../core/events.js';
import { session } from '../core/state.js';
import { carryView } from '../maps/navigation.js';
import { addLinkButtons } from '../panels/link_buttons.js';
import { openTarget } from '../panels/link_target.js';
import { drawPanel, followView, nameSkipTarget } from '../panels/panel.js';
import { redrawTree } from '../panels/tree.js';

/**
 * @param {any} data
 * @param {HTMLElement} host
 */
export function mountTree(data, host) {
  const box = host.querySelector('.lt-tree') || host.appendChild(node('div', { class: 'lt-tree' }));
  if (data.kind === 'tree') {
    session.panels = session.panels.filter((panel) => panel !== box);
    box.lang = data.lang;
    redrawTree(box, data.tree, go);
    nameSkipTarget(box);
    addLinkButtons(box);
    emit('panel');
    openTarget();
    carryView();
    emit('head');
    box.querySelector('.head [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
    if (data.story_address) session.storyAddress = data.story_address;
    if (data.map_image) session.mapImage = data.map_image;
    if (data.name) document.documentElement.dataset.layoutPanel = data.name;
    document.documentElement.classList.add('lt-app');
    document.documentElement.classList.toggle(
      'has-faults',
      Boolean(document.querySelector('.lt-tree .faults')),
    );
    for (const copy of box.querySelectorAll('[data-go*=copy]'))
      copy.onclick = () => copyLink(copy, data.words);
    return;
  }
  const turned = box.dataset.panel !== data.name;
  box.dataset.panel = data.name;
  if (data.name !== 'tables') document.documentElement.dataset.layoutPanel = data.name;
  if (session.panels.includes(box) && !turned) return;
  session.panels = [...session.panels.filter((panel) => panel !== box && panel.isConnected), box];
  drawPanel(box);
  followView(box);
  openTarget();
  if (turned) box.closest('.st-key-stage > div')?.scrollTo(0, 0);
}

/**
 * @param {HTMLElement} button
 * @param {Words} words
 */
async function copyLink(button, words) {
  const face = button.textContent;
  const copied = await copyText(location.href);
  if (!copied) offerLink(words);
  button.textContent = copied ? words.copied : words['copy-failed'];
  setTimeout(() => {
    button.textContent = face;
  }, 2500);
}

/**
 * Show the link selected in a field, where the browser copies nothing for a page.
 * @param {Words} words
 */
function offerLink(words) {
  const field = node('input', {
    class: 'lt-link-field',
    value: location.href,
    readonly: true,
    'aria-label': words['copy-field'],
    onblur: () => field.remove(),
    onkeydown: (event) => event.key === 'Escape' && field.blur(),
  });
  document.body.append(field);
  field.select();
}
