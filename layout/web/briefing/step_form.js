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

// One step, opened to be changed in place.
export function toggleStep(id) {
  editor.open = editor.open === id ? '' : id;
  emit('story');
  const row = rowOfStep(id);
  row?.scrollIntoView({ block: 'nearest' });
  row?.querySelector(editor.open ? '.desk-name' : '[data-act=edit]')?.focus({ preventScroll: true });
}

// Change the open step. The first letter typed in a field is what undo goes back to.
function editStep(id, field, act) {
  const fresh = editor.typing !== `${id}/${field}`;
  editor.typing = `${id}/${field}`;
  const next = copyOf(currentStory());
  const step = next.steps.find((one) => one.id === id);
  if (!step) return;
  act(step);
  if (fresh) rememberPast();
  storeDraft(next);
  emit('filled');
}

export function stepForm(step) {
  const { words, lang } = editor.data;
  const { id } = step;
  editor.typing = '';
  const other = lang === 'zh' ? 'en' : 'zh';
  const name = node('input', { class: 'desk-name', value: step.title[lang], placeholder: step.title[other], maxlength: editor.asset.limits.title });
  name.addEventListener('input', () => editStep(id, 'title', (one) => { one.title[lang] = name.value; }));
  const lines = textArea('desk-lines', step.lines.map((line) => line[lang]).join('\n'), 4);
  lines.addEventListener('input', () => editStep(id, 'lines', (one) => { one.lines = joinLines(one.lines, lines.value, lang); }));
  const notes = textArea('desk-notes', step.notes[lang], 3);
  notes.addEventListener('input', () => editStep(id, 'notes', (one) => { one.notes[lang] = notes.value; }));
  const here = node('button', { type: 'button', class: 'link', onclick: () => {
    editStep(id, 'view', (one) => { one.view = placedQuery(session.ctx.view); });
    announce(words['view-taken']);
  } }, words['view-take']);
  const from = node('button', { type: 'button', class: 'link', onclick: () => presentFrom(id) }, words['present-from']);
  return node('div', { class: 'desk-form' },
    labelledField(words['step-title'], name), otherTitle(step, other), labelledField(words.lines, lines, words['lines-hint']),
    node('div', { class: 'desk-preview', 'aria-label': words.preview, role: 'group' }),
    labelledField(words.visual, visualChoice(step)), figureFields(step), labelledField(words.notes, notes),
    node('p', { class: 'desk-ends' }, here, from));
}

// What is changed in one language stays as it was in the other: that is said where one changes it.
function otherTitle(step, other) {
  const { words } = editor.data;
  return node('p', { class: 'quiet desk-other' }, step.title[other] ? fill(words['other-title'], { title: step.title[other] }) : words['other-none']);
}

const textArea = (name, value, rows) => {
  const made = node('textarea', { class: name, rows });
  made.value = value;
  return made;
};

export function stepPreview(filled, lines) {
  const numbers = (filled?.numbers || []).map((n) => node('li', {}, node('b', {}, n.shown), ` ${n.unit} · ${n.label}`));
  return [node('ul', {}, ...lines.map((line) => node('li', {}, line))), numbers.length ? node('ul', { class: 'desk-numbers' }, ...numbers) : null].filter(Boolean);
}

const makeOption = (value, words, chosen) => node('option', { value, selected: value === chosen }, words);

function visualChoice(step) {
  const { words } = editor.data;
  const choices = editor.asset.choices || [];
  const of = (kind) => choices.filter((c) => c[2] === kind).map(([name, title]) => makeOption(name, title, step.show));
  const group = (label, options) => { const made = node('optgroup', { label }); made.append(...options); return made; };
  const made = node('select', { class: 'desk-visual' }, makeOption('', words['visual-none'], step.show), group(words['kind-chart'], of('chart')), group(words['kind-table'], of('table')));
  if (step.show && !choices.some((c) => c[0] === step.show)) made.append(makeOption(step.show, step.show, step.show));
  made.addEventListener('change', () => { editStep(step.id, 'show', (one) => { one.show = made.value; }); });
  return made;
}

// The figures to be shown large, each out of all that the plan has.
function figureFields(step) {
  const { words } = editor.data;
  const known = editor.asset.figures || [];
  if (!known.length) return null;
  const most = editor.asset.limits.figures;
  const wanted = [...step.figures, ''].slice(0, Math.max(most, step.figures.length));
  const choices = wanted.map((id, n) => {
    const made = node('select', { class: 'desk-figure', 'aria-label': fill(words.figure, { n: n + 1 }) }, makeOption('', words['figure-none'], id), ...known.map(([key, title, value]) => makeOption(key, `${title} – ${value}`, id)));
    if (id && !known.some((one) => one[0] === id)) made.append(makeOption(id, id, id));
    made.addEventListener('change', () => {
      editStep(step.id, 'figures', (one) => { one.figures = [...boxes.querySelectorAll('select')].map((s) => s.value).filter(Boolean); });
      emit('story');
      rowOfStep(step.id)?.querySelectorAll('.desk-figure')[n]?.focus();
    });
    return made;
  });
  const boxes = node('div', { class: 'desk-field', role: 'group', 'aria-label': words.figures }, node('span', {}, words.figures), ...choices);
  return boxes;
}
