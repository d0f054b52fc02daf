// Figures that are asked about before they count: one group of choices each, sent together.
import { node } from '../core/dom.js';
import { clean } from '../core/text.js';

/**
 * @typedef {object} Question
 * @property {string} id
 * @property {string} text
 * @property {string} likely
 * @property {string} decision
 * @property {[string, string][]} choices
 */

/**
 * The form of all questions; it is made anew only where they change, so that what is chosen stays.
 * @param {any} box
 * @param {{ questions: Question[], words: Record<string, string> }} confirm
 * @param {(decisions: Record<string, string>) => void} decide
 */
export function showConfirm(box, confirm, decide) {
  const face = JSON.stringify(confirm);
  if (box.confirmFace === face) return;
  box.confirmFace = face;
  const form = confirm.questions.length ? confirmForm(confirm, decide) : null;
  const had = box.confirm;
  box.confirm = form;
  if (had && form) had.replaceWith(form);
  else if (had) had.remove();
  else if (form) box.append(form);
}

/**
 * @param {{ questions: Question[], words: Record<string, string> }} confirm
 * @param {(decisions: Record<string, string>) => void} decide
 */
function confirmForm({ questions, words }, decide) {
  const open = questions.some((q) => !q.decision);
  const likely = questions.filter((q) => q.likely && !q.decision);
  const form = node(
    'form',
    { class: 'confirm', 'aria-labelledby': 'lt-confirm-title' },
    node('h2', { id: 'lt-confirm-title', role: open ? 'alert' : null }, words.title),
    open ? node('p', { class: 'quiet' }, words.lead) : null,
    ...questions.map((question, at) => fieldset(question, at)),
    words.more ? node('p', { class: 'quiet' }, words.more) : null,
    node(
      'p',
      { class: 'confirm-acts' },
      likely.length > 1
        ? node('button', { type: 'button', onclick: () => chooseLikely(form, likely) }, words.likely)
        : null,
      node('button', { type: 'submit', class: 'confirm-apply' }, words.apply),
    ),
  );
  form.addEventListener('submit', (e) => {
    e.preventDefault();
    const decisions = decided(form, questions);
    if (Object.keys(decisions).length) decide(decisions);
  });
  return form;
}

/**
 * @param {Question} question
 * @param {number} at
 */
function fieldset(question, at) {
  const choices = question.choices.map(([value, label]) =>
    node(
      'label',
      {},
      node('input', {
        type: 'radio',
        name: `lt-confirm-${at}`,
        value,
        'data-question': question.id,
        checked: value === question.decision,
      }),
      node('span', {}, label),
    ),
  );
  return node('fieldset', {}, node('legend', {}, question.text), ...choices);
}

/**
 * @param {HTMLFormElement} form
 * @param {Question[]} likely
 */
function chooseLikely(form, likely) {
  const choices = new Map(likely.map((q) => [clean(q.id), clean(q.likely)]));
  for (const input of form.querySelectorAll('input'))
    if (choices.get(input.dataset.question) === input.value) input.checked = true;
}

/**
 * The choices that differ from what was decided before.
 * @param {HTMLFormElement} form
 * @param {Question[]} questions
 */
function decided(form, questions) {
  const before = new Map(questions.map((q) => [clean(q.id), clean(q.decision)]));
  /** @type {Record<string, string>} */
  const decisions = {};
  for (const input of form.querySelectorAll('input'))
    if (input.checked && before.get(input.dataset.question) !== input.value)
      decisions[input.dataset.question] = input.value;
  return decisions;
}
