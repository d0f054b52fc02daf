// The presenter's stage: the map below, words beside it, and what little there is to press.
import { iconButton, lineIcon, node } from '../core/dom.js';
import { session } from '../core/state.js';
import { fill } from '../core/text.js';
import { closePopover } from '../maps/popover.js';
import { measureFit, noteSize } from '../maps/position.js';
import { hideCitation } from '../panels/citation.js';
import { showTools } from './buttons.js';
import { fenceOff } from './fence.js';
import { onKey } from './keys.js';
import { measureStage, setScale } from './map_area.js';
import { openNotes } from './notes.js';
import { keepFromMap, onClick, onPointerDown, onPointerUp } from './pointer.js';
import { blackout, onFullScreenChange, showHelp, toggleFullScreen } from './screen.js';
import { presenter } from './state.js';
import { toStep } from './steps.js';

export function openStage() {
  const { words, show } = presenter;
  const { ctx } = session;
  presenter.live = node('div', { class: 'present-live', 'aria-live': 'polite' });
  presenter.panel = node('section', { class: 'present-panel', tabindex: '0', 'aria-label': show.title });
  presenter.mapBox = node('div', { class: 'present-map' });
  presenter.black = node('div', { class: 'present-black', hidden: true });
  presenter.help = makeHelp();
  presenter.toast = node('p', { class: 'present-toast', role: 'status', hidden: true });
  presenter.progress = makeProgress();
  presenter.buttons = makeTools();
  presenter.root = node(
    'div',
    {
      class: 'lt-presenter lt-tree',
      role: 'dialog',
      'aria-modal': 'true',
      tabindex: '-1',
      'aria-label': fill(words.region, { title: show.title }),
      lang: show.lang,
    },
    presenter.mapBox,
    presenter.panel,
    presenter.progress,
    presenter.buttons,
    presenter.toast,
    presenter.help,
    presenter.live,
    presenter.black,
  );
  const { root } = ctx;
  presenter.fits = new Map();
  presenter.labelSizes = new Map();
  presenter.areas = new Map();
  presenter.mapHome = root.parentNode;
  document.documentElement.classList.add('lt-presenting');
  document.body.append(presenter.root);
  presenter.mapBox.append(root);
  fenceOff(true);
  listenToStage(true);
  hideCitation();
  closePopover(ctx);
  presenter.root.focus({ preventScroll: true });
  measureStage();
}

export function closeStage() {
  const { ctx } = session;
  listenToStage(false);
  fenceOff(false);
  if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
  presenter.mapHome.prepend(ctx.root);
  presenter.root.remove();
  document.documentElement.classList.remove('lt-presenting');
  ctx.coveringParts = null;
  ctx.controlBoxes = null;
  presenter.labelSizes.clear();
  setScale(ctx, 1);
  ctx.map.invalidateSize({ animate: false });
  noteSize(ctx);
  measureFit(ctx);
}

function makeProgress() {
  const { words, show } = presenter;
  const parts = show.steps.map((step, i) =>
    node('button', {
      type: 'button',
      title: `${i + 1} · ${step.title}`,
      'aria-label': fill(words.step, { n: i + 1, total: show.steps.length, title: step.title }),
      onclick: () => toStep(i),
    }),
  );
  return node('nav', { class: 'present-bar', 'aria-label': words.steps }, ...parts);
}

function makeTools() {
  const { words } = presenter;
  const tool = (face, name, act, key) => iconButton(lineIcon(face), `${name} (${key})`, act);
  return node(
    'div',
    { class: 'present-tools', role: 'group' },
    tool('M10 3 5 8l5 5', words.previous, () => toStep(presenter.at - 1), '←'),
    tool('M6 3l5 5-5 5', words.next, () => toStep(presenter.at + 1), '→'),
    tool('M2 3h12v9H2ZM5 15h6', words.black, () => blackout(true), 'B'),
    tool('M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4', words.full, toggleFullScreen, 'F'),
    tool('M3 2h10v12H3ZM5.5 5.5h5M5.5 8h5M5.5 10.5h3', words.notes, () => openNotes(onKey), 'N'),
    tool(
      'M6 6a2 2 0 1 1 2.6 1.9C8.2 8.1 8 8.5 8 9.2M8 11.6v.6',
      words.keys,
      () => showHelp(presenter.help.hidden),
      '?',
    ),
    tool('M4 4l8 8M12 4l-8 8', words.leave, () => presenter.leave(), 'Esc'),
  );
}

function makeHelp() {
  const { words } = presenter;
  const rows = [
    ['→ ↓ PgDn Space Enter', words['key-next']],
    ['← ↑ PgUp Shift+Space', words['key-previous']],
    ['Home End', words['key-ends']],
    ['1 2 3 … Enter', words['key-number']],
    ['F', words.full],
    ['B .', words.black],
    ['N', words.notes],
    ['?', words.keys],
    ['Esc', words.leave],
  ];
  return node(
    'div',
    { class: 'present-help', hidden: true },
    node('h3', {}, words.keys),
    node('dl', {}, ...rows.flatMap(([key, does]) => [node('dt', {}, key), node('dd', {}, does)])),
  );
}

/** @param {boolean} on */
function listenToStage(on) {
  const act = on ? 'addEventListener' : 'removeEventListener';
  window[act]('keydown', onKey, true);
  presenter.root[act]('pointermove', showTools);
  presenter.root[act]('pointerdown', onPointerDown, true);
  presenter.root[act]('pointerup', onPointerUp, true);
  presenter.root[act]('click', onClick);
  // A finger turns the page; it does not drag the map.
  for (const kind of ['touchstart', 'pointerdown']) presenter.mapBox[act](kind, keepFromMap, true);
  document[act]('fullscreenchange', onFullScreenChange);
  clearTimeout(presenter.buttonsTimer);
  clearTimeout(presenter.digitsTimer);
}
