// The briefing page as elements: head, buttons, files, and the list of steps.
import { lineIcon, node } from '../core/dom.js';
import { clean, inLanguage } from '../core/text.js';
import { nameSkipTarget } from '../panels/panel.js';
import { faultList } from '../save/order.js';
import { changeStory, editStory, undo } from './edit.js';
import { chooseTemplate, loadStory, makeFile, saveStory, showJob, showTemplate } from './files.js';
import { keepView } from './keep_view.js';
import { currentTitle, presentFrom } from './show.js';
import { currentStory, editor } from './state.js';
import { PENCIL_PATH, refreshRow, stepRow } from './step_row.js';

export function drawEditor() {
  const { box, asset, data } = editor;
  const { words } = data;
  const message = box.querySelector('.editor-message')?.textContent || '';
  const steps = currentStory()?.steps || [];
  const parts = [
    editorHead(),
    fileButtons(),
    node('p', { class: 'editor-message', role: 'status' }, message),
    node('div', { class: 'editor-faults', role: 'alert' }),
    node('div', { class: 'editor-refused', role: 'alert' }),
  ];
  const list = node('ol', { class: 'editor-steps', 'aria-label': words.steps }, ...steps.map(stepRow));
  if (!steps.length)
    parts.push(node('p', { class: 'quiet editor-empty' }, asset.raw ? words.empty : words.none));
  const keep = node(
    'button',
    { type: 'button', class: 'editor-keep', onclick: () => keepView(keep) },
    words.keep,
  );
  box.replaceChildren(
    node(
      'div',
      { class: 'panel editor' },
      ...parts,
      list,
      node('div', { class: 'editor-foot' }, keep, node('p', { class: 'quiet' }, words['keep-hint'])),
    ),
  );
  nameSkipTarget(box);
  refreshEditor();
  showJob();
  showTemplate();
}

function editorHead() {
  const { asset } = editor;
  const { words, lang } = editor.data;
  const title = currentStory()?.title || {};
  const name = node('input', {
    class: 'editor-title',
    'aria-label': words.title,
    value: title[lang] || '',
    placeholder: inLanguage(title, lang) || words['own-story'],
    maxlength: asset.limits.title,
    hidden: true,
  });
  const head = node('h1', {}, node('span', {}));
  const pencil = node(
    'button',
    { type: 'button', class: 'editor-tool', title: words['title-edit'], 'aria-label': words['title-edit'] },
    lineIcon(PENCIL_PATH),
  );
  const turn = (open) => {
    name.hidden = !open;
    head.hidden = pencil.hidden = open;
    (open ? name : pencil).focus();
  };
  pencil.addEventListener('click', () => turn(true));
  name.addEventListener('change', () =>
    editStory((next) => {
      next.title[lang] = name.value;
    }),
  );
  name.addEventListener('keydown', (e) => {
    if (e.isComposing) return;
    if (e.key === 'Enter' || e.key === 'Escape') turn(false);
  });
  name.addEventListener('blur', () => {
    if (!name.hidden) {
      name.hidden = true;
      head.hidden = pencil.hidden = false;
    }
  });
  const begin = node(
    'button',
    { type: 'button', class: 'editor-present', 'data-present': '', onclick: () => presentFrom() },
    words.present,
  );
  const draft = node(
    'p',
    { class: 'editor-draft' },
    node('span', {}, words.own),
    node('button', { type: 'button', class: 'link editor-undo', onclick: undo }, words.undo),
    node('button', { type: 'button', class: 'link editor-reset', onclick: askReset }, words.reset),
    node('span', { class: 'editor-confirm', hidden: true }),
  );
  return node(
    'header',
    { class: 'editor-head' },
    node('div', { class: 'editor-top' }, head, name, pencil, begin),
    draft,
  );
}

// Going back to the shipped story is asked for in the page, and can be undone.
function askReset() {
  const { words } = editor.data;
  const sure = editor.box.querySelector('.editor-confirm');
  const away = () => {
    sure.hidden = true;
    sure.replaceChildren();
  };
  const yes = node(
    'button',
    {
      type: 'button',
      class: 'link',
      onclick: () => {
        editor.openStep = '';
        changeStory(null, words['was-reset']);
        drawEditor();
        editor.box.querySelector('.editor-undo')?.focus();
      },
    },
    words['reset-yes'],
  );
  const no = node(
    'button',
    {
      type: 'button',
      class: 'link',
      onclick: () => {
        away();
        editor.box.querySelector('.editor-reset').focus();
      },
    },
    words.cancel,
  );
  sure.replaceChildren(
    node('span', {}, editor.asset.raw ? words['reset-ask'] : words['forget-ask']),
    yes,
    no,
  );
  sure.hidden = false;
  yes.focus();
}

function fileButtons() {
  const { words, forms } = editor.data;
  /** @param {any} form */
  const button = (form) =>
    node(
      'button',
      {
        type: 'button',
        class: 'editor-make',
        title: form.title,
        'aria-label': form.title,
        onclick: () => makeFile(form),
      },
      form.label,
    );
  const files = node(
    'div',
    { class: 'editor-buttons', role: 'group', 'aria-label': words.files },
    node('span', { class: 'editor-label' }, words.files),
    ...forms.map(button),
  );
  const story = node(
    'div',
    { class: 'editor-buttons editor-small', role: 'group', 'aria-label': words['story-file'] },
    node('span', { class: 'editor-label' }, words['story-file']),
    node('button', { type: 'button', class: 'link', onclick: saveStory }, words.save),
    fileChooser('story', words.load, '.toml', loadStory),
  );
  const template = node(
    'div',
    { class: 'editor-buttons editor-small', role: 'group', 'aria-label': words.template },
    node('span', { class: 'editor-label' }, words.template),
    fileChooser('template', words['template-choose'], '.pptx,.potx', chooseTemplate),
    node('span', { class: 'editor-template' }),
  );
  return node(
    'section',
    { class: 'editor-files' },
    files,
    node('div', { class: 'lt-job', hidden: true }),
    node('div', { class: 'editor-more' }, story, template),
  );
}

/**
 * A field for a file that looks like a link.
 * @param {string} name
 * @param {Words} words
 * @param {string} accept
 * @param {(file: File) => void} act
 */
function fileChooser(name, words, accept, act) {
  const input = node('input', { type: 'file', id: `editor-${name}`, class: 'editor-file', accept });
  input.addEventListener('change', () => {
    act(input.files[0]);
    input.value = '';
  });
  return node(
    'span',
    { class: 'editor-choose' },
    input,
    node('label', { for: `editor-${name}`, class: 'link' }, words),
  );
}

// What follows from the draft and the server's answer; fields that one types in are left alone.
export function refreshEditor() {
  const { box, data, faults, offline } = editor;
  if (!box?.querySelector('.editor')) return;
  const { words } = data;
  box.querySelector('.editor-draft > span').textContent = clean(editor.draft ? words.own : words.shipped);
  box.querySelector('.editor-head h1 > span').textContent = clean(currentTitle());
  box.querySelector('.editor-undo').hidden = !editor.past.length;
  box.querySelector('.editor-reset').hidden = !editor.draft;
  const none = !currentStory()?.steps.length;
  for (const button of box.querySelectorAll('.editor-present, .editor-make')) button.disabled = none;
  const place = box.querySelector('.editor-faults');
  const lines = offline ? [words.away] : faults.map(String);
  if (place.dataset.message !== lines.join('\n')) {
    place.dataset.message = lines.join('\n');
    place.replaceChildren(...(lines.length ? [faultList(offline ? '' : words['draft-faults'], lines)] : []));
  }
  for (const row of box.querySelectorAll('.editor-step'))
    refreshRow(
      row,
      currentStory().steps.find((step) => step.id === row.dataset.step),
    );
}
