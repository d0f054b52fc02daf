// The briefing page as elements: head, buttons, files, and the list of steps.
import { lineIcon, node } from '../core/dom.js';
import { clean } from '../core/text.js';
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
  const said = box.querySelector('.desk-said')?.textContent || '';
  const steps = currentStory()?.steps || [];
  const parts = [editorHead(), fileButtons(), node('p', { class: 'desk-said', role: 'status' }, said), node('div', { class: 'desk-faults', role: 'alert' }), node('div', { class: 'desk-refused', role: 'alert' })];
  const list = node('ol', { class: 'desk-steps', 'aria-label': words.steps }, ...steps.map(stepRow));
  if (!steps.length) parts.push(node('p', { class: 'quiet desk-none' }, asset.raw ? words.empty : words.none));
  const keep = node('button', { type: 'button', class: 'desk-keep', onclick: () => keepView(keep) }, words.keep);
  box.replaceChildren(node('div', { class: 'panel desk' }, ...parts, list, node('div', { class: 'desk-foot' }, keep, node('p', { class: 'quiet' }, words['keep-hint']))));
  nameSkipTarget(box);
  refreshEditor();
  showJob();
  showTemplate();
}

function editorHead() {
  const { asset } = editor;
  const { words, lang } = editor.data;
  const title = currentStory()?.title || { zh: '', en: '' };
  const name = node('input', { class: 'desk-title', 'aria-label': words.title, value: title[lang], placeholder: title.zh || title.en || words['own-story'], maxlength: asset.limits.title, hidden: true });
  const head = node('h1', {}, node('span', {}));
  const pencil = node('button', { type: 'button', class: 'desk-tool', title: words['title-edit'], 'aria-label': words['title-edit'] }, lineIcon(PENCIL_PATH));
  const turn = (open) => { name.hidden = !open; head.hidden = pencil.hidden = open; (open ? name : pencil).focus(); };
  pencil.addEventListener('click', () => turn(true));
  name.addEventListener('change', () => editStory((next) => { next.title[lang] = name.value; }));
  name.addEventListener('keydown', (e) => { if (e.key === 'Enter' || e.key === 'Escape') turn(false); });
  name.addEventListener('blur', () => { if (!name.hidden) { name.hidden = true; head.hidden = pencil.hidden = false; } });
  const begin = node('button', { type: 'button', class: 'desk-present', 'data-talk': '', onclick: () => presentFrom() }, words.present);
  const own = node('p', { class: 'desk-own' }, node('span', {}, words.own),
    node('button', { type: 'button', class: 'link desk-undo', onclick: undo }, words.undo),
    node('button', { type: 'button', class: 'link desk-reset', onclick: askReset }, words.reset),
    node('span', { class: 'desk-sure', hidden: true }));
  return node('header', { class: 'desk-head' }, node('div', { class: 'desk-top' }, head, name, pencil, begin), own);
}

// Going back to the shipped story is asked for in the page, and can be undone.
function askReset() {
  const { words } = editor.data;
  const sure = editor.box.querySelector('.desk-sure');
  const away = () => { sure.hidden = true; sure.replaceChildren(); };
  const yes = node('button', { type: 'button', class: 'link', onclick: () => {
    editor.open = '';
    changeStory(null, words['was-reset']);
    drawEditor();
    editor.box.querySelector('.desk-undo')?.focus();
  } }, words['reset-yes']);
  const no = node('button', { type: 'button', class: 'link', onclick: () => { away(); editor.box.querySelector('.desk-reset').focus(); } }, words.cancel);
  sure.replaceChildren(node('span', {}, editor.asset.raw ? words['reset-ask'] : words['forget-ask']), yes, no);
  sure.hidden = false;
  yes.focus();
}

function fileButtons() {
  const { words, forms } = editor.data;
  const button = (form) => node('button', { type: 'button', class: 'desk-make', title: form.title,
    'aria-label': form.title, onclick: () => makeFile(form) }, form.label);
  const files = node('div', { class: 'desk-row-of', role: 'group', 'aria-label': words.files }, node('span', { class: 'desk-label' }, words.files),
    ...forms.map(button));
  const own = node('div', { class: 'desk-row-of desk-small', role: 'group', 'aria-label': words['story-file'] }, node('span', { class: 'desk-label' }, words['story-file']),
    node('button', { type: 'button', class: 'link', onclick: saveStory }, words.save), fileChooser('story', words.load, '.toml', loadStory));
  const template = node('div', { class: 'desk-row-of desk-small', role: 'group', 'aria-label': words.template }, node('span', { class: 'desk-label' }, words.template),
    fileChooser('template', words['template-choose'], '.pptx,.potx', chooseTemplate), node('span', { class: 'desk-template' }));
  return node('section', { class: 'desk-files' }, files, node('div', { class: 'desk-job', hidden: true }), node('div', { class: 'desk-more' }, own, template));
}

// A field for a file that looks like a link.
function fileChooser(name, words, accept, act) {
  const input = node('input', { type: 'file', id: `desk-${name}`, class: 'desk-file', accept });
  input.addEventListener('change', () => { act(input.files[0]); input.value = ''; });
  return node('span', { class: 'desk-choose' }, input, node('label', { for: `desk-${name}`, class: 'link' }, words));
}

// What follows from the draft and the server's answer; fields that one types in are left alone.
export function refreshEditor() {
  const { box, data, faults, away } = editor;
  if (!box?.querySelector('.desk')) return;
  const { words } = data;
  box.querySelector('.desk-own > span').textContent = clean(editor.draft ? words.own : words.shipped);
  box.querySelector('.desk-head h1 > span').textContent = clean(currentTitle());
  box.querySelector('.desk-undo').hidden = !editor.past.length;
  box.querySelector('.desk-reset').hidden = !editor.draft;
  const none = !currentStory()?.steps.length;
  for (const button of box.querySelectorAll('.desk-present, .desk-make')) button.disabled = none;
  const place = box.querySelector('.desk-faults');
  const lines = away ? [words.away] : faults.map(String);
  if (place.dataset.said !== lines.join('\n')) {
    place.dataset.said = lines.join('\n');
    place.replaceChildren(...(lines.length ? [faultList(away ? '' : words['draft-faults'], lines)] : []));
  }
  for (const row of box.querySelectorAll('.desk-step')) refreshRow(row, currentStory().steps.find((step) => step.id === row.dataset.step));
}
