// A field for one file: chosen or dropped, read here, sent once. The server judges what is in it.
import { node, webAddress } from '../core/dom.js';
import { base64Of, clean, fill } from '../core/text.js';
import { showConfirm } from './confirm.js';
import { keepFile, readKept } from './kept_file.js';

// The editions whose kept file this page has handed in: a reload forgets it, and hands it in again.
const restored = new Set();

/**
 * A field for one file: chosen or dropped, read here, sent once. What it holds the server judges.
 * @param {any} data
 * @param {HTMLElement} host
 * @param {any} send
 */
export function mountUpload(data, host, send) {
  document.documentElement.dataset.layoutPanel = 'monitor';
  const box = host.querySelector('.lt-upload') || host.appendChild(makeUpload());
  box.data = data;
  box.send = send;
  showUpload(box);
  keepAccepted(box);
  restoreKept(box);
  showConfirm(box, data.confirm, (decisions) => box.send({ decisions, n: nextNumber(box) }));
}

/**
 * Keep the file that the server has taken, and what was decided of its figures.
 * @param {any} box
 */
function keepAccepted(box) {
  const { edition, accepted, decisions, words } = box.data;
  const face = JSON.stringify([edition, accepted, decisions]);
  if (box.acceptedFace === face) return;
  box.acceptedFace = face;
  const sent = box.sent && box.sent.n === accepted && box.sent.edition === edition ? box.sent : null;
  const file = sent || (box.data.file ? readKept(edition) : null);
  if (!file) return;
  box.sent = null;
  if (!keepFile(edition, { name: file.name, base64: file.base64, decisions })) {
    box.parts.message.textContent = clean(fill(words['not-kept'], { file: file.name }));
  }
}

/**
 * Hand in the kept file where the server's session is a new one, as after a reload.
 * @param {any} box
 */
function restoreKept(box) {
  const { edition, file } = box.data;
  if (file || restored.has(edition)) return;
  restored.add(edition);
  const earlier = readKept(edition);
  if (earlier) sendFile(box, earlier);
}

/**
 * @param {any} box
 * @param {{ name: string, base64: string, decisions?: Record<string, string> }} file
 */
function sendFile(box, { name, base64, decisions = {} }) {
  const n = nextNumber(box);
  box.sent = { n, name, base64, edition: box.data.edition };
  box.send({ name, base64, decisions, n });
}

function makeUpload() {
  const input = node('input', {
    type: 'file',
    accept: '.xlsx,.csv,.xls,.et,.txt,.xml,.htm,.html',
    class: 'upload-input',
    id: 'lt-upload',
    'aria-describedby': 'lt-upload-hint',
  });
  const parts = {
    input,
    title: node('b', {}),
    choose: node('label', { for: 'lt-upload', class: 'upload-choose' }),
    hint: node('p', { id: 'lt-upload-hint', class: 'quiet' }),
    template: node('a', { class: 'upload-template', download: '' }),
    remove: node('button', { type: 'button', class: 'link', hidden: true }),
    message: node('p', { class: 'upload-message', 'aria-live': 'polite' }),
  };
  const area = node(
    'div',
    { class: 'upload-area', role: 'group' },
    parts.title,
    node('span', { class: 'upload-face' }, input, parts.choose),
    parts.template,
    parts.remove,
    parts.hint,
    parts.message,
  );
  const box = node('div', { class: 'lt-tree lt-upload' }, area);
  box.parts = parts;
  box.area = area;
  input.addEventListener('change', () => {
    readFile(box, input.files[0]);
    input.value = '';
  });
  parts.remove.addEventListener('click', () => {
    keepFile(box.data.edition, null);
    box.send({ remove: true, n: nextNumber(box) });
    input.focus();
  });
  for (const kind of ['dragenter', 'dragover', 'dragleave', 'drop']) {
    area.addEventListener(kind, (e) => {
      e.preventDefault();
      area.classList.toggle('is-over', kind === 'dragenter' || kind === 'dragover');
      if (kind === 'drop') readFile(box, e.dataTransfer.files[0]);
    });
  }
  return box;
}

/** @param {any} box */
function showUpload(box) {
  const { data, parts } = box;
  const { words, file } = data;
  const put = (part, text) => {
    if (part.textContent !== text) part.textContent = clean(text);
  };
  box.lang = data.lang;
  put(parts.title, words.label);
  put(parts.choose, words.choose);
  put(parts.hint, fill(words.hint, { limit: megabytes(data.limit) }));
  put(parts.template, words.template);
  put(parts.remove, fill(words.remove, { file }));
  box.area.setAttribute('aria-label', clean(words.label));
  parts.template.setAttribute('href', webAddress(data.template) || '#');
  parts.remove.hidden = !file;
  if (box.shown !== data.n) put(parts.message, '');
  box.shown = data.n;
}

/** @param {number} bytes */
export const megabytes = (bytes) => String(bytes / 1e6);

/**
 * Each report has a number of its own, above all that the server has heard.
 * @param {any} box
 */
function nextNumber(box) {
  box.n = Math.max(box.n || 0, box.data.n) + 1;
  return box.n;
}

/**
 * A file too large is not even read.
 * @param {any} box
 * @param {File} file
 */
function readFile(box, file) {
  if (!file) return;
  const { words, limit } = box.data;
  const say = (text) => {
    box.parts.message.textContent = clean(fill(text, { file: file.name, limit: megabytes(limit) }));
  };
  if (file.size > limit) {
    say(words['too-big']);
    return;
  }
  say(words.reading);
  const reader = new FileReader();
  reader.onerror = () => say(words.unreadable);
  reader.onload = () => sendFile(box, { name: file.name, base64: base64Of(reader) });
  reader.readAsDataURL(file);
}
