// A step in the list.
import { lineIcon, node } from '../core/dom.js';
import { clean, fill, inLanguage } from '../core/text.js';
import { duplicateStep, moveStep, removeStep } from './edit.js';
import { showStep } from './show.js';
import { currentStory, editor, filledStep, stepName } from './state.js';
import { stepForm, stepPreview, toggleStep } from './step_form.js';

// The briefing page as nodes: head, buttons, files, and the list of steps.
export const PENCIL_PATH = 'M3 13h2.6L13 5.6 10.4 3 3 10.4zM9.2 4.2l2.6 2.6';

/**
 * @param {HTMLElement} row
 * @param {StoryStep | undefined} step
 */
export function refreshRow(row, step) {
  if (!step) return;
  const filled = filledStep(step);
  const { lang } = editor.data;
  const n = currentStory().steps.indexOf(step) + 1;
  for (const tool of row.querySelectorAll('[data-label]'))
    tool.setAttribute('aria-label', clean(fill(tool.dataset.label, { n, title: stepName(step) })));
  const lines = filled ? filled.lines : step.lines.map((line) => inLanguage(line, lang));
  row.querySelector('.editor-words b').textContent = clean(stepName(step));
  row.querySelector('.editor-words small').textContent = clean(lines[0] || '');
  const preview = row.querySelector('.editor-preview');
  if (preview && (filled || editor.faults.length || !preview.childNodes.length))
    preview.replaceChildren(...stepPreview(filled, lines));
}

/**
 * @param {StoryStep} step
 * @param {number} i
 */
export function stepRow(step, i) {
  const { words } = editor.data;
  const opened = editor.openStep === step.id;
  const total = currentStory().steps.length;
  const tool = (act, title, label, face, run, off) =>
    node(
      'button',
      {
        type: 'button',
        class: 'editor-tool',
        'data-act': act,
        title,
        'data-label': label,
        disabled: off,
        onclick: run,
      },
      lineIcon(face),
    );
  const edit = tool('edit', words['do-edit'], words['do-edit-step'], PENCIL_PATH, () => toggleStep(step.id));
  edit.setAttribute('aria-expanded', String(opened));
  const tools = node(
    'span',
    { class: 'editor-tools' },
    edit,
    tool(
      'up',
      words['do-up'],
      words['do-up-step'],
      'M8 13V3M4 7l4-4 4 4',
      () => moveStep(step.id, -1),
      i === 0,
    ),
    tool(
      'down',
      words['do-down'],
      words['do-down-step'],
      'M8 3v10M4 9l4 4 4-4',
      () => moveStep(step.id, 1),
      i === total - 1,
    ),
    tool(
      'double',
      words['do-double'],
      words['do-double-step'],
      'M3 3h7v7H3zM6 13h7V6',
      () => duplicateStep(step.id),
      total >= editor.asset.limits.steps,
    ),
    tool('drop', words['do-drop'], words['do-drop-step'], 'M4 4l8 8M12 4l-8 8', () => removeStep(step.id)),
  );
  const go = node(
    'button',
    {
      type: 'button',
      class: 'editor-go',
      'aria-current': String(editor.currentStep === step.id),
      title: words.show,
      onclick: () => showStep(step),
    },
    node('i', {}, i + 1),
    node('span', { class: 'editor-words' }, node('b', {}), node('small', {})),
  );
  const row = node(
    'li',
    { class: `editor-step${opened ? ' is-open' : ''}` },
    node('div', { class: 'editor-line', draggable: 'true' }, go, tools),
    opened ? stepForm(step) : null,
  );
  row.dataset.step = step.id;
  row.addEventListener('keydown', (e) => {
    if (!e.altKey || !['ArrowUp', 'ArrowDown'].includes(e.key) || e.target.closest('.editor-form')) return;
    e.preventDefault();
    moveStep(step.id, e.key === 'ArrowUp' ? -1 : 1);
  });
  dragRow(row, step);
  return row;
}

/**
 * A row dragged to its new place; the buttons do the same.
 * @param {HTMLElement} row
 * @param {StoryStep} step
 */
function dragRow(row, step) {
  /** @type {any} */
  const line = row.firstChild;
  line.addEventListener('dragstart', (e) => {
    editor.draggedStep = step.id;
    e.dataTransfer.effectAllowed = 'move';
    e.dataTransfer.setData('text/plain', stepName(step));
  });
  line.addEventListener('dragend', () => {
    editor.draggedStep = '';
  });
  const below = (e) => {
    const r = line.getBoundingClientRect();
    return e.clientY > r.top + r.height / 2;
  };
  const mark = (over, after) => {
    row.classList.toggle('is-over', over && !after);
    row.classList.toggle('is-after', over && after);
  };
  row.addEventListener('dragover', (e) => {
    if (editor.draggedStep) {
      e.preventDefault();
      mark(true, below(e));
    }
  });
  row.addEventListener('dragleave', () => mark(false, false));
  row.addEventListener('drop', (e) => {
    mark(false, false);
    if (!editor.draggedStep) return;
    e.preventDefault();
    const ids = currentStory().steps.map((s) => s.id);
    const [from, to] = [ids.indexOf(editor.draggedStep), ids.indexOf(step.id) + (below(e) ? 1 : 0)];
    moveStep(editor.draggedStep, 0, to > from ? to - 1 : to);
  });
}
