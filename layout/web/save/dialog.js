// Save the map as it stands: a small dialog for format and size; the server draws it.
import { labelledField, node } from '../core/dom.js';
import { showNotice } from '../core/notice.js';
import { session } from '../core/state.js';
import { fill } from '../core/text.js';
import { describeMap, mapRequest } from './map_request.js';
import { orderFile, showProgress } from './order.js';

/** @type {FileOrder & { box: any, options: Record<string, any> }} */
const dialog = {
  box: null,
  job: null,
  outcome: null,
  options: { form: 'png', size: 0, width: '3840', height: '2160', dpi: '' },
};

export function openSaveDialog() {
  if (!session.ctx || !session.mapImage || dialog.box?.open) return;
  const { words } = session.mapImage;
  // The message about an earlier picture is over; a file that still waits can be fetched.
  const { outcome } = dialog;
  const waits = outcome?.url && outcome.until > Date.now() && outcome.lang === session.ctx.facts.lang;
  if (!waits) dialog.outcome = null;
  dialog.box?.remove();
  const title = node('h2', { id: 'picture-title' }, words.title);
  const close = node(
    'button',
    {
      type: 'button',
      class: 'picture-close',
      'aria-label': words.close,
      title: words.close,
      onclick: () => dialog.box.close(),
    },
    '×',
  );
  const form = node(
    'form',
    { class: 'picture-form', novalidate: true },
    formatFields(words),
    ...sizeFields(words),
    node('div', { class: 'lt-job', hidden: true }),
    node(
      'p',
      { class: 'picture-actions' },
      node('button', { type: 'submit', class: 'picture-save' }, words.save),
    ),
  );
  form.addEventListener('submit', (e) => {
    e.preventDefault();
    saveMap();
  });
  dialog.box = node(
    'dialog',
    {
      class: 'lt-picture lt-tree',
      'aria-labelledby': 'picture-title',
      'aria-describedby': 'picture-content',
      lang: session.ctx.facts.lang,
    },
    node('header', {}, title, close),
    node('p', { id: 'picture-content', class: 'picture-content' }, describeMap(session.ctx, words)),
    form,
  );
  // Keys pressed here are not meant for the page below.
  dialog.box.addEventListener('keydown', (e) => e.stopPropagation());
  dialog.box.addEventListener('close', afterClose);
  document.body.append(dialog.box);
  showSizeFields();
  showSaving();
  dialog.box.showModal();
  form.querySelector('input:checked').focus();
}

/**
 * The head may have been drawn anew meanwhile: focus goes to the button that stands there now.
 * @param {any} event
 */
function afterClose({ target }) {
  target.remove();
  if (dialog.box !== target) return;
  document.querySelector('.head [data-go*=picture]')?.focus({ preventScroll: true });
}

/** @param {Words} words */
function formatFields(words) {
  const choices = session.mapImage.forms.map(({ form, label }) => {
    const input = node('input', {
      type: 'radio',
      name: 'picture-form',
      value: form,
      checked: dialog.options.form === form,
    });
    input.addEventListener('change', () => {
      dialog.options.form = form;
    });
    return node('label', {}, input, node('span', {}, label));
  });
  return node('fieldset', { class: 'picture-forms' }, node('legend', {}, words.format), ...choices);
}

/**
 * Sizes by name, and fields for one of one's own; what was typed stays.
 * @param {Words} words
 */
function sizeFields(words) {
  const { sizes, limits } = session.mapImage;
  const { options } = dialog;
  const select = node(
    'select',
    { name: 'picture-size' },
    ...[...sizes.map(([name]) => name), words.own].map((name, i) =>
      node('option', { value: i, selected: options.size === i }, name),
    ),
  );
  select.addEventListener('change', () => {
    options.size = Number(select.value);
    showSizeFields();
  });
  const typed = (key, name, hint) => {
    const input = node('input', {
      name: `picture-${key}`,
      inputmode: 'numeric',
      autocomplete: 'off',
      maxlength: 12,
      placeholder: hint,
      'aria-describedby': 'picture-hint',
    });
    input.value = options[key];
    input.addEventListener('input', () => {
      options[key] = input.value;
    });
    return labelledField(name, input);
  };
  const pixels = node(
    'div',
    { class: 'picture-pixels' },
    typed('width', words.width),
    typed('height', words.height),
    typed('dpi', words.dpi, words['dpi-open']),
    node('small', { id: 'picture-hint' }, fill(words.hint, limits)),
  );
  return [labelledField(words.size, select), pixels];
}

function showSizeFields() {
  dialog.box.querySelector('.picture-pixels').hidden = dialog.options.size < session.mapImage.sizes.length;
}

function saveMap() {
  const { ctx } = session;
  if (!ctx || dialog.job) return;
  const { words, sizes, export: url } = session.mapImage;
  const { form, size, width, height, dpi } = dialog.options;
  const [across, down, dots] = sizes[size] ? sizes[size].slice(1) : [width.trim(), height.trim(), dpi.trim()];
  const { view, window } = mapRequest(ctx);
  const where = { district: ctx.view.district, edition: ctx.view.edition, lang: ctx.facts.lang };
  const body = { format: form, view, window, size: `${across}x${down}`, dpi: dots ? String(dots) : null };
  orderFile(dialog, { where, url, body, words }, showSaving);
}

// While a file is made the button waits; a dialog that was closed meanwhile lets the foot of the page tell.
function showSaving() {
  const { box, job, outcome } = dialog;
  if (outcome) outcome.lang ??= box.lang;
  const { words } = session.mapImage;
  if (!job && outcome && !box.isConnected) {
    showNotice(outcome.url ? `${words.made} ${outcome.name}` : outcome.message || outcome.faults.join(' '));
  }
  const save = box.querySelector('.picture-save');
  save.setAttribute('aria-disabled', String(Boolean(job)));
  showProgress(box.querySelector('.lt-job'), dialog, words);
  // The button to stop is gone with the job: focus stays in the dialog.
  if (box.open && !box.contains(document.activeElement)) save.focus();
}
