// The form of an investor's conditions: filled in here, sent as one line of text that the server reads and
// holds against places. What is filled in stays in this tab from the first key, applied or not.
import { node } from '../core/dom.js';
import { clean } from '../core/text.js';

const NEEDS_PREFIX = 'layout.';
// The forms whose kept conditions this page has sent: a reload forgets it, and sends them again.
const sentNeeds = new Set();

/**
 * @typedef {{ id: string, label: string, sign: string, number: boolean, unit: [string, string] | null,
 *   choices: [string, string][] }} NeedField
 * `applied` is the line of text that was sent last.
 * @typedef {{ values: Record<string, string>, more: string, only: boolean, applied: string }} NeedState
 */

/**
 * @param {any} data
 * @param {HTMLElement} host
 * @param {(message: any) => void} send
 */
export function mountNeeds(data, host, send) {
  const box = host.querySelector('.lt-needs') || host.appendChild(node('div', { class: 'lt-tree lt-needs' }));
  box.data = data;
  box.send = send;
  const face = JSON.stringify([data.lang, data.store, data.fields]);
  if (box.face !== face) drawNeeds(box);
  box.face = face;
  restoreNeeds(box);
}

/** @param {any} box */
function drawNeeds(box) {
  const { words, fields } = box.data;
  const state = readNeeds(box.data.store);
  box.inputs = new Map(
    fields.map((field) => [field.id, needInput(field, state.values[field.id] || '', words)]),
  );
  box.more = node('input', { type: 'text', maxlength: '600', placeholder: words.example });
  box.more.value = state.more;
  box.only = node('input', { type: 'checkbox' });
  box.only.checked = state.only;
  const rows = fields.map((field) =>
    node('label', {}, node('span', {}, field.label), box.inputs.get(field.id), needUnit(field)),
  );
  const form = node(
    'form',
    {},
    node('div', { class: 'needs-grid' }, ...rows),
    node('label', { class: 'needs-more' }, node('span', {}, words.others), box.more),
    node('label', { class: 'needs-only' }, box.only, words.only),
    node(
      'div',
      { class: 'needs-acts' },
      node('button', { type: 'submit' }, words.apply),
      node('button', { type: 'button', class: 'link', onclick: () => clearNeeds(box) }, words.clear),
    ),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    applyNeeds(box);
  });
  // Another language, or the way over another page, makes the form anew.
  form.addEventListener('input', () => keepNeeds(box, readNeeds(box.data.store).applied));
  box.only.addEventListener('change', () => applyNeeds(box));
  const opened = Boolean(box.querySelector('details')?.open);
  const filled = Boolean(needsText(box));
  const part = node(
    'details',
    { open: opened || filled },
    node('summary', {}, words.title),
    node('p', { class: 'quiet' }, words.lead),
    form,
  );
  box.replaceChildren(part);
}

/**
 * @param {NeedField} field
 * @param {string} value
 * @param {Words} words
 */
function needInput(field, value, words) {
  if (!field.choices.length) {
    const element = node('input', {
      type: 'text',
      inputmode: field.number ? 'decimal' : null,
      maxlength: '80',
    });
    element.value = value;
    return element;
  }
  const options = [['', words.any], ...field.choices];
  const element = node('select', {}, ...options.map(([id, name]) => node('option', { value: id }, name)));
  element.value = value;
  return element;
}

/** @param {NeedField} field */
const needUnit = (field) => (field.unit ? node('small', {}, field.unit[1]) : null);

/**
 * The conditions as one line, in ids and the units of the data, whatever the language.
 * @param {any} box
 */
function needsText(box) {
  const parts = box.data.fields.map((field) => {
    const value = box.inputs.get(field.id).value.trim();
    // A semicolon would part conditions, also where it is no end of one.
    return (
      value && `${field.id}${field.sign}${value.replace(/[;；\n]/g, ' ')}${field.unit ? field.unit[0] : ''}`
    );
  });
  return [...parts, box.more.value.trim()].filter(Boolean).join('; ');
}

/** @param {any} box */
function applyNeeds(box) {
  const text = needsText(box);
  keepNeeds(box, text);
  sentNeeds.add(box.data.store);
  sendNeeds(box, text);
}

/**
 * @param {any} box
 * @param {string} applied
 */
function keepNeeds(box, applied) {
  const values = Object.fromEntries([...box.inputs].map(([id, element]) => [id, element.value]));
  writeNeeds(box.data.store, { values, more: box.more.value, only: box.only.checked, applied });
}

/**
 * @param {any} box
 * @param {string} text
 */
function sendNeeds(box, text) {
  box.n = Math.max(box.n || 0, box.data.n) + 1;
  box.send({ text, only: box.only.checked, n: box.n });
}

/** @param {any} box */
function clearNeeds(box) {
  for (const element of box.inputs.values()) element.value = '';
  box.more.value = '';
  box.only.checked = false;
  applyNeeds(box);
}

/**
 * Send what was applied where the server's session is a new one, as after a reload.
 * @param {any} box
 */
function restoreNeeds(box) {
  const { store, text } = box.data;
  if (text || sentNeeds.has(store)) return;
  sentNeeds.add(store);
  const { applied } = readNeeds(store);
  if (applied) sendNeeds(box, applied);
}

/**
 * @param {string} store
 * @returns {NeedState}
 */
function readNeeds(store) {
  const empty = { values: {}, more: '', only: false, applied: '' };
  try {
    const state = JSON.parse(sessionStorage.getItem(NEEDS_PREFIX + store));
    const values = Object.entries(state.values).filter(([, value]) => typeof value === 'string');
    return {
      values: Object.fromEntries(values),
      more: clean(String(state.more)),
      only: state.only === true,
      applied: String(state.applied || ''),
    };
  } catch {
    // Storage is switched off, or nothing or something else is kept.
    return empty;
  }
}

/**
 * @param {string} store
 * @param {NeedState} state
 */
function writeNeeds(store, state) {
  try {
    sessionStorage.setItem(NEEDS_PREFIX + store, JSON.stringify(state));
  } catch {
    // Without storage the conditions stay until the page is loaded again.
  }
}
