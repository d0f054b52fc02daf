// Files of the briefing page: the briefing made by the server, the story saved and opened, the template.
import { node } from '../core/dom.js';
import { download } from '../core/download.js';
import { emit } from '../core/events.js';
import { base64Of, fill } from '../core/text.js';
import { faultList, orderFile, showProgress } from '../save/order.js';
import { postRequest } from '../save/request.js';
import { changeStory } from './edit.js';
import { noteAnswer } from './fill.js';
import { announce, editor } from './state.js';
import { checkedStory } from './story.js';

export function showTemplate() {
  const { words } = editor.data;
  const place = editor.box.querySelector('.editor-template');
  const { template } = editor;
  place.replaceChildren();
  if (!template) {
    place.append(node('span', { class: 'quiet' }, words['template-none']));
    return;
  }
  place.append(
    node('b', {}, template.name),
    node(
      'button',
      {
        type: 'button',
        class: 'link',
        onclick: () => {
          editor.template = null;
          showTemplate();
          editor.box.querySelector('#editor-template').focus();
        },
      },
      words['template-remove'],
    ),
  );
}

export function showJob() {
  const place = editor.box?.querySelector('.lt-job');
  if (!place) return;
  for (const button of editor.box.querySelectorAll('.editor-make'))
    button.setAttribute('aria-disabled', String(Boolean(editor.job)));
  showProgress(place, editor, editor.data.words);
}

/**
 * @param {string} file
 * @param {string[]} lines
 */
function showRefused(file, lines) {
  const { words } = editor.data;
  const place = editor.box.querySelector('.editor-refused');
  if (lines.length) announce('');
  place.replaceChildren(
    ...(lines.length ? [faultList(fill(words.refused, { file, n: lines.length }), lines)] : []),
  );
}

/**
 * Make a file. The server holds a template under a name of its own; here it has the name it was chosen by.
 * @param {{ form: string, portrait: boolean, template: boolean }} button
 */
export function makeFile({ form, portrait, template: takesTemplate }) {
  const { data, draft, template } = editor;
  const { words } = data;
  const named = (text) => (template ? text.replaceAll('template.pptx', template.name) : text);
  const body = {
    format: form,
    portrait,
    story: draft || null,
    template: takesTemplate ? (template?.base64 ?? null) : null,
    name: words.draft,
  };
  return orderFile(editor, { where: data, url: data.export, body, words, named }, showJob);
}

// Save the story as a small file. The server writes it, so that what is saved can be loaded again.
export async function saveStory() {
  const { words, district, edition } = editor.data;
  try {
    const story = editor.draft || editor.asset.raw;
    const answer = await (
      await postRequest(editor.data, editor.data.story, { story, name: words.draft })
    ).json();
    if (!answer.toml) {
      editor.faults = answer.faults;
      emit('filled');
      announce(words['faulty-save']);
      return;
    }
    const url = URL.createObjectURL(new Blob([answer.toml], { type: 'application/toml' }));
    download(url, `${district}-${edition}-story.toml`);
    setTimeout(() => URL.revokeObjectURL(url), 60000);
    announce(words.saved);
  } catch {
    announce(words.offline);
  }
}

/**
 * Load a story: the server judges it whole; a faulty one changes nothing.
 * @param {File} file
 */
export async function loadStory(file) {
  const { words } = editor.data;
  if (!file) return;
  if (file.size > editor.asset.limits.bytes) {
    showRefused(file.name, [words['story-too-big']]);
    return;
  }
  let toml = '';
  try {
    toml = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    showRefused(file.name, [words['not-utf8']]);
    return;
  }
  try {
    const answer = await (
      await postRequest(editor.data, editor.data.story, { toml, name: file.name.slice(0, 120) })
    ).json();
    const story = checkedStory(answer.raw, editor.data.langs);
    if (!story || answer.faults.length) {
      showRefused(file.name, answer.faults);
      return;
    }
    showRefused('', []);
    changeStory(story, fill(words.loaded, { file: file.name, n: story.steps.length }));
    editor.openStep = '';
    noteAnswer(answer, story);
    emit('story');
  } catch {
    announce(words.offline);
  }
}

/** @param {File} file */
export function chooseTemplate(file) {
  const { words } = editor.data;
  if (!file) return;
  if (file.size > editor.data.template) {
    announce(words['template-too-big']);
    return;
  }
  const reader = new FileReader();
  reader.onerror = () => announce(fill(words.unreadable, { file: file.name }));
  reader.onload = () => {
    editor.template = { name: file.name, base64: base64Of(reader) };
    showTemplate();
  };
  reader.readAsDataURL(file);
}
