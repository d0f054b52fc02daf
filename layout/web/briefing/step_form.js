// One step, opened to be changed in place.
import { labelledField, node } from '../core/dom.js';
import { emit } from '../core/events.js';
import { session } from '../core/state.js';
import { fill } from '../core/text.js';
import { placedQuery } from '../maps/placed_query.js';
import { rememberPast, storeDraft } from './edit.js';
import { presentFrom } from './show.js';
import { announce, currentStory, editor, rowOfStep } from './state.js';
import { copyOf, joinLines } from './story.js';

/**
 * One step, opened to be changed in place.
 * @param {string} id
 */
export function toggleStep(id) {
  editor.openStep = editor.openStep === id ? '' : id;
  emit('story');
  const row = rowOfStep(id);
  row?.scrollIntoView({ block: 'nearest' });
  row?.querySelector(editor.openStep ? '.editor-name' : '[data-act=edit]')?.focus({ preventScroll: true });
}

/**
 * Change the open step. The first letter typed in a field is what undo goes back to.
 * @param {string} id
 * @param {string} field
 * @param {(step: StoryStep) => void} act
 */
function editStep(id, field, act) {
  const fresh = editor.typedField !== `${id}/${field}`;
  editor.typedField = `${id}/${field}`;
  const next = copyOf(currentStory());
  const step = next.steps.find((other) => other.id === id);
  if (!step) return;
  act(step);
  if (fresh) rememberPast();
  storeDraft(next);
  emit('filled');
}

/** @param {StoryStep} step */
export function stepForm(step) {
  const { words, lang, langs } = editor.data;
  const { id } = step;
  editor.typedField = '';
  const others = langs.filter((/** @type {string} */ key) => key !== lang);
  const other = others.find((/** @type {string} */ key) => step.title[key]) || others[0];
  const name = node('input', {
    class: 'editor-name',
    value: step.title[lang],
    placeholder: step.title[other],
    maxlength: editor.asset.limits.title,
  });
  name.addEventListener('input', () =>
    editStep(id, 'title', (changed) => {
      changed.title[lang] = name.value;
    }),
  );
  const lines = textArea('editor-lines', step.lines.map((line) => line[lang]).join('\n'), 4);
  lines.addEventListener('input', () =>
    editStep(id, 'lines', (changed) => {
      changed.lines = joinLines(changed.lines, lines.value, lang, langs);
    }),
  );
  const notes = textArea('editor-notes', step.notes[lang], 3);
  notes.addEventListener('input', () =>
    editStep(id, 'notes', (changed) => {
      changed.notes[lang] = notes.value;
    }),
  );
  const here = node(
    'button',
    {
      type: 'button',
      class: 'link',
      onclick: () => {
        editStep(id, 'view', (changed) => {
          changed.view = placedQuery(session.ctx.view);
        });
        announce(words['view-taken']);
      },
    },
    words['view-take'],
  );
  const from = node(
    'button',
    { type: 'button', class: 'link', onclick: () => presentFrom(id) },
    words['present-from'],
  );
  return node(
    'div',
    { class: 'editor-form' },
    labelledField(words['step-title'], name),
    otherTitle(step, other),
    labelledField(words.lines, lines, words['lines-hint']),
    node('div', { class: 'editor-preview', 'aria-label': words.preview, role: 'group' }),
    labelledField(words.visual, visualChoice(step)),
    figureFields(step),
    labelledField(words.notes, notes),
    node('p', { class: 'editor-actions' }, here, from),
  );
}

/**
 * What is changed in one language stays as it was in the other: that is said where one changes it.
 * @param {StoryStep} step
 * @param {string} other
 */
function otherTitle(step, other) {
  const { words } = editor.data;
  return node(
    'p',
    { class: 'quiet editor-other' },
    step.title[other] ? fill(words['other-title'], { title: step.title[other] }) : words['other-none'],
  );
}

/**
 * @param {string} name
 * @param {string} value
 * @param {number} rows
 */
const textArea = (name, value, rows) => {
  const input = node('textarea', { class: name, rows });
  input.value = value;
  return input;
};

/**
 * @param {Step | undefined} filled
 * @param {string[]} lines
 */
export function stepPreview(filled, lines) {
  const numbers = (filled?.numbers || []).map((n) =>
    node('li', {}, node('b', {}, n.shown), ` ${n.unit} · ${n.label}`),
  );
  return [
    node('ul', {}, ...lines.map((line) => node('li', {}, line))),
    numbers.length ? node('ul', { class: 'editor-numbers' }, ...numbers) : null,
  ].filter(Boolean);
}

/**
 * @param {string} value
 * @param {string} name
 * @param {string} chosen
 */
const makeOption = (value, name, chosen) => node('option', { value, selected: value === chosen }, name);

/** @param {StoryStep} step */
function visualChoice(step) {
  const { words } = editor.data;
  const choices = editor.asset.choices || [];
  const of = (kind) =>
    choices.filter((c) => c[2] === kind).map(([name, title]) => makeOption(name, title, step.show));
  const group = (label, options) => {
    const part = node('optgroup', { label });
    part.append(...options);
    return part;
  };
  const select = node(
    'select',
    { class: 'editor-visual' },
    makeOption('', words['visual-none'], step.show),
    group(words['kind-chart'], of('chart')),
    group(words['kind-table'], of('table')),
  );
  if (step.show && !choices.some((c) => c[0] === step.show))
    select.append(makeOption(step.show, step.show, step.show));
  select.addEventListener('change', () => {
    editStep(step.id, 'show', (changed) => {
      changed.show = select.value;
    });
  });
  return select;
}

/**
 * The figures to be shown large, each out of all that the plan has.
 * @param {StoryStep} step
 */
function figureFields(step) {
  const { words } = editor.data;
  const figures = editor.asset.figures || [];
  if (!figures.length) return null;
  const most = editor.asset.limits.figures;
  const ids = [...step.figures, ''].slice(0, Math.max(most, step.figures.length));
  const choices = ids.map((id, n) => {
    const select = node(
      'select',
      { class: 'editor-figure', 'aria-label': fill(words.figure, { n: n + 1 }) },
      makeOption('', words['figure-none'], id),
      ...figures.map(([key, title, value]) => makeOption(key, `${title} – ${value}`, id)),
    );
    if (id && !figures.some(([key]) => key === id)) select.append(makeOption(id, id, id));
    select.addEventListener('change', () => {
      editStep(step.id, 'figures', (changed) => {
        changed.figures = [...boxes.querySelectorAll('select')].map((s) => s.value).filter(Boolean);
      });
      emit('story');
      rowOfStep(step.id)?.querySelectorAll('.editor-figure')[n]?.focus();
    });
    return select;
  });
  const boxes = node(
    'div',
    { class: 'lt-field', role: 'group', 'aria-label': words.figures },
    node('span', {}, words.figures),
    ...choices,
  );
  return boxes;
}
