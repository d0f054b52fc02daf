// A field for a file, and where it is asked for photographs beside it: chosen or dropped, read here, sent
// once. The server judges what is in it.
import { node, webAddress } from '../core/dom.js';
import { base64Of, clean, fill } from '../core/text.js';
import { showConfirm } from './confirm.js';
import { keepFile, mergeKept, readKept } from './kept_file.js';
import { isPicture, smallPhoto } from './photos.js';

// The kept files that this page has handed in: a reload forgets it, and hands them in again.
const restored = new Set();
const TABLES = '.xlsx,.csv,.xls,.et,.txt,.xml,.htm,.html';
const PICTURES = '.jpg,.jpeg,.png,.webp,.heic,.heif';

/**
 * A field for a file: chosen or dropped, read here, sent once. What it holds the server judges.
 * `data.store` says what is kept; with `data.photos` pictures may be chosen along.
 * @param {any} data
 * @param {HTMLElement} host
 * @param {any} send
 */
export function mountUpload(data, host, send) {
  if (data.panel) document.documentElement.dataset.layoutPanel = data.panel;
  const box = host.querySelector('.lt-upload') || host.appendChild(makeUpload());
  box.data = data;
  box.send = send;
  showUpload(box);
  keepAccepted(box);
  restoreKept(box);
  if (data.confirm)
    showConfirm(box, data.confirm, (decisions) => box.send({ decisions, n: nextNumber(box) }));
}

/**
 * Keep the file that the server has taken, and what was decided of its figures.
 * @param {any} box
 */
function keepAccepted(box) {
  const { store, n, accepted, decisions, words } = box.data;
  const face = JSON.stringify([store, n, accepted, decisions]);
  if (box.acceptedFace === face) return;
  box.acceptedFace = face;
  const answered = box.sent?.store === store && box.sent.n <= n ? box.sent : null;
  // Photographs beside a file with faults wait for the next one.
  const beside = answered?.photos ? { photos: answered.photos } : null;
  const sent = answered?.n === accepted ? answered : beside;
  const before = readKept(store);
  if (!sent && !(box.data.file && before)) return;
  const file = mergeKept(before, sent, decisions);
  if (answered) box.sent = null;
  if (keepFile(store, file)) return;
  // A photograph is chosen again sooner than a workbook is filled in again.
  const bare = { ...file, photos: undefined };
  const rest = file.photos && keepFile(store, bare);
  const lost = rest ? words['photos-not-kept'] : words['not-kept'];
  box.parts.message.textContent = clean(fill(lost, { file: file.name }));
}

/**
 * Hand in the kept file where the server's session is a new one, as after a reload.
 * @param {any} box
 */
function restoreKept(box) {
  const { store, file } = box.data;
  if (file || restored.has(store)) return;
  restored.add(store);
  const earlier = readKept(store);
  if (earlier) sendFile(box, earlier);
}

/**
 * Send a file, with what the server has not answered yet: of two messages that wait it hears the last.
 * @param {any} box
 * @param {Partial<import('./kept_file.js').KeptFile>} file
 */
function sendFile(box, file) {
  const { store, n: heard } = box.data;
  const open = box.sent?.store === store && box.sent.n > heard ? box.sent : {};
  const photos = [...(open.photos || []), ...(file.photos || [])];
  const n = nextNumber(box);
  box.sent = { decisions: {}, ...open, ...file, ...(photos.length ? { photos } : {}), n, store };
  box.send(box.sent);
}

function makeUpload() {
  const input = node('input', {
    type: 'file',
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
    readFiles(box, [...input.files]);
    input.value = '';
  });
  parts.remove.addEventListener('click', () => {
    keepFile(box.data.store, null);
    box.sent = null;
    box.send({ remove: true, n: nextNumber(box) });
    input.focus();
  });
  for (const kind of ['dragenter', 'dragover', 'dragleave', 'drop']) {
    area.addEventListener(kind, (e) => {
      e.preventDefault();
      area.classList.toggle('is-over', kind === 'dragenter' || kind === 'dragover');
      if (kind === 'drop') readFiles(box, [...e.dataTransfer.files]);
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
  parts.input.accept = data.photos ? `${TABLES},${PICTURES}` : TABLES;
  parts.input.multiple = Boolean(data.photos);
  put(parts.title, words.label);
  put(parts.choose, words.choose);
  const photos = data.photos ? megabytes(data.photos) : '';
  put(parts.hint, fill(words.hint, { limit: megabytes(data.limit), photos }));
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
 * Send the chosen table, and pictures where the field takes them, in one message; a file too large is not
 * even read.
 * @param {any} box
 * @param {File[]} files
 */
async function readFiles(box, files) {
  const { photos: limit } = box.data;
  const table = files.find((file) => !limit || !isPicture(file));
  const pictures = limit ? files.filter(isPicture) : [];
  const read = table ? await readFile(box, table) : null;
  if (table && !read) return;
  const photos = [];
  for (const picture of pictures) {
    tell(box, box.data.words.reading, picture.name);
    // Of one too large the server hears the size alone, and tells it with all that is left out.
    if (picture.size > limit) photos.push({ name: picture.name, size: picture.size });
    else photos.push(await smallPhoto(picture, readBase64));
  }
  if (read || photos.length) sendFile(box, { ...read, ...(photos.length ? { photos } : {}) });
}

/**
 * @param {any} box
 * @param {string} text
 * @param {string} file
 */
function tell(box, text, file) {
  const limit = megabytes(box.data.limit);
  box.parts.message.textContent = clean(fill(text, { file, limit }));
}

/**
 * @param {any} box
 * @param {File} file
 */
async function readFile(box, file) {
  const { words, limit } = box.data;
  if (file.size > limit) {
    tell(box, words['too-big'], file.name);
    return null;
  }
  tell(box, words.reading, file.name);
  try {
    return { name: file.name, base64: await readBase64(file) };
  } catch {
    tell(box, words.unreadable, file.name);
    return null;
  }
}

/**
 * @param {Blob} file
 * @returns {Promise<string>}
 */
function readBase64(file) {
  const reader = new FileReader();
  return new Promise((resolve, reject) => {
    reader.onerror = () => reject(reader.error);
    reader.onload = () => resolve(base64Of(reader));
    reader.readAsDataURL(file);
  });
}
