// Changes to the story; each can be undone.
import { emit } from '../core/events.js';
import { fill } from '../core/text.js';
import { writeDraft } from './draft.js';
import { fillSoon } from './fill.js';
import { announce, currentStory, editor, rowOfStep, stepName } from './state.js';
import { checkedStory, copyOf, emptyStory, freeId } from './story.js';

const PAST_LIMIT = 50;

export function rememberPast() {
  editor.past.push(JSON.stringify(editor.draft));
  if (editor.past.length > PAST_LIMIT) editor.past.shift();
}

/**
 * Take another story; what stood before can be had back.
 * @param {Story | null} next
 * @param {string} [message]
 */
export function changeStory(next, message) {
  rememberPast();
  storeDraft(next);
  announce(message || '');
}

/** @param {Story | null} next */
export function storeDraft(next) {
  editor.draft = next;
  editor.isKept = writeDraft(editor.data, next);
  if (!editor.isKept) announce(editor.data.words['not-kept']);
  fillSoon();
}

/**
 * Change a copy of the story: the shipped one stays as it was.
 * @param {(story: Story) => any} act
 * @param {string} [message]
 */
export function editStory(act, message) {
  const next = copyOf(
    currentStory() || emptyStory(editor.asset.name || editor.data.words['own-story'], editor.data.langs),
  );
  act(next);
  changeStory(next, message);
}

export function undo() {
  if (!editor.past.length) return;
  storeDraft(checkedStory(JSON.parse(editor.past.pop()), editor.data.langs));
  emit('story');
  announce(editor.data.words.undone);
  editor.box.querySelector('.editor-undo:not([hidden])')?.focus();
}

/**
 * @param {string} id
 * @param {number} by
 * @param {number | null} [to]
 */
export function moveStep(id, by, to = null) {
  const from = currentStory().steps.findIndex((step) => step.id === id);
  const at = to ?? from + by;
  if (from < 0 || at < 0 || at >= currentStory().steps.length || at === from) return;
  const title = stepName(currentStory().steps[from]);
  editStory(
    (next) => next.steps.splice(at, 0, ...next.steps.splice(from, 1)),
    fill(editor.data.words.moved, { title, n: at + 1 }),
  );
  emit('story');
  const row = rowOfStep(id);
  row?.scrollIntoView({ block: 'nearest' });
  const again = row?.querySelector(`[data-act="${by < 0 ? 'up' : 'down'}"]:not([disabled])`);
  (again || row?.querySelector('.editor-go'))?.focus({ preventScroll: true });
}

/** @param {string} id */
export function duplicateStep(id) {
  let copyId = '';
  editStory((next) => {
    const at = next.steps.findIndex((step) => step.id === id);
    const twin = copyOf(next.steps[at]);
    copyId = freeId(next, twin.id);
    twin.id = copyId;
    next.steps.splice(at + 1, 0, twin);
  }, editor.data.words.doubled);
  emit('story');
  rowOfStep(copyId)?.querySelector('.editor-go').focus();
}

/** @param {string} id */
export function removeStep(id) {
  const at = currentStory().steps.findIndex((step) => step.id === id);
  const title = stepName(currentStory().steps[at]);
  editStory((next) => next.steps.splice(at, 1), fill(editor.data.words.dropped, { n: at + 1, title }));
  if (editor.openStep === id) editor.openStep = '';
  emit('story');
  const rows = editor.box.querySelectorAll('.editor-go');
  (rows[Math.min(at, rows.length - 1)] || editor.box.querySelector('.editor-keep'))?.focus();
}
