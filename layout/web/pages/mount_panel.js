// What the server sends for the place beside the map: a panel by name, or a tree.
import { go } from '../core/commands.js';
import { copyText } from '../core/clipboard.js';
import { node } from '../core/dom.js';
import { emit } from '../core/events.js';
import { session } from '../core/state.js';
import { clean } from '../core/text.js';
import { carryView } from '../maps/navigation.js';
import { addLinkButtons } from '../panels/link_buttons.js';
import { openTarget } from '../panels/link_target.js';
import { drawPanel, followView, nameSkipTarget } from '../panels/panel.js';
import { redrawTree } from '../panels/tree.js';

const SITE_PANEL = 'park:';

/**
 * @param {any} data
 * @param {HTMLElement} host
 */
export function mountTree(data, host) {
  const box = host.querySelector('.lt-tree') || host.appendChild(node('div', { class: 'lt-tree' }));
  if (data.kind === 'tree') {
    session.panels = session.panels.filter((panel) => panel !== box);
    box.lang = data.lang;
    box.about = data.about;
    redrawTree(box, data.tree, go);
    if (data.about === undefined) nameSkipTarget(box);
    else hideOther(box);
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
  box.gallery = data.gallery;
  box.titles = data.titles;
  const name = panelName(box) || data.name;
  const turned = box.dataset.panel !== name;
  if (name !== 'tables') document.documentElement.dataset.layoutPanel = name;
  nameTab(box);
  if (session.panels.includes(box) && !turned) return;
  session.panels = [...session.panels.filter((panel) => panel !== box && panel.isConnected), box];
  turnPanel(box, name);
}

/** Show what is selected at once: the page of a site is here, what the server made of another is hidden. */
export function followSelection() {
  for (const box of session.panels) {
    const name = panelName(box);
    nameTab(box);
    if (!name || box.dataset.panel === name) continue;
    turnPanel(box, name);
    document.documentElement.dataset.layoutPanel = name;
  }
  /** @type {NodeListOf<PanelBox>} */
  const boxes = document.querySelectorAll('.lt-tree');
  boxes.forEach(hideOther);
}

/**
 * The panel that a box shows of what is selected; none where the server names it, or there is no map yet.
 * @param {PanelBox} box
 */
function panelName(box) {
  if (!box.gallery || !session.ctx) return '';
  const { view, facts } = session.ctx;
  return facts.sites[view.sel] ? SITE_PANEL + view.sel : box.gallery;
}

/**
 * @param {PanelBox} box
 * @param {string} name
 */
function turnPanel(box, name) {
  // Before it is drawn: to scroll after that would lay the page out twice.
  if (box.dataset.panel !== name) box.closest('.st-key-stage > div')?.scrollTo(0, 0);
  const before = box.dataset.panel || '';
  const inside = box.contains(document.activeElement);
  box.dataset.panel = name;
  drawPanel(box);
  followView(box);
  openTarget();
  if (inside && !box.contains(document.activeElement)) focusTurned(box, before);
}

/**
 * What had the focus is gone: it goes to the heading of the page turned to, or to the tile of the one left.
 * @param {PanelBox} box
 * @param {string} before
 */
function focusTurned(box, before) {
  const tile = before.startsWith(SITE_PANEL)
    ? box.querySelector(`.tile[data-site="${CSS.escape(before.slice(SITE_PANEL.length))}"]`)
    : null;
  const target = tile || box.querySelector('h1');
  if (!target) return;
  if (target !== tile) target.tabIndex = -1;
  target.focus({ preventScroll: target !== tile });
}

/**
 * The tab, the history and a bookmark name the site whose page is shown.
 * @param {PanelBox} box
 */
function nameTab(box) {
  if (!box.titles || !session.ctx || !box.isConnected) return;
  const { view, facts } = session.ctx;
  const [page, app] = box.titles;
  const title = clean((facts.sites[view.sel]?.name || page) + app);
  if (document.title !== title) document.title = title;
}

/** @param {PanelBox} box */
function hideOther(box) {
  if (box.about !== undefined && session.ctx) box.hidden = box.about !== session.ctx.view.sel;
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
