// Sheets and packs of parks: for whom, from whom, what was asked for; the server makes the files.
import { labelledField, node } from '../core/dom.js';
import { on } from '../core/events.js';
import { session } from '../core/state.js';
import { readKept } from '../monitoring/kept_file.js';
import { orderFile, showProgress } from '../save/order.js';

const SENDER_KEY = 'layout-sender';
/**
 * `about` is what the page has shown files of: a park, or the shortlist.
 * @typedef {{ box: any, data: any, fields: Words, listens: boolean, about: string }} ParkFiles
 * @type {FileOrder & ParkFiles}
 */
const files = { box: null, data: null, job: null, outcome: null, fields: {}, listens: false, about: '' };

/**
 * What the server sends: `parks` are those selected on the page, until the map tells them; with `pack` it is
 * the page of the shortlist; `contents` are the kinds of file with their forms.
 * @param {any} data
 * @param {HTMLElement} host
 */
export function mountParkFiles(data, host) {
  const box = host.querySelector('.park-files') || host.appendChild(node('div'));
  const face = JSON.stringify({ ...data, parks: [] });
  if (files.box === box && box.dataset.face === face) return;
  Object.assign(files, { box, data });
  box.dataset.face = face;
  box.className = `lt-tree park-files${data.pack ? ' is-pack' : ''}`;
  box.lang = data.lang;
  box.id = 'park-files';
  drawFiles();
  followParks();
  if (!files.listens)
    for (const event of ['view', 'map']) {
      on(event, fillRequest);
      on(event, followParks);
    }
  files.listens = true;
}

/** The park whose page is shown, or the shortlist. */
function parksOnPage() {
  const { data } = files;
  const { ctx } = session;
  if (!ctx) return data.parks;
  const { view, facts } = ctx;
  if (data.pack) return view.list;
  return facts.sites[view.sel] ? [view.sel] : [];
}

function followParks() {
  const { data, box } = files;
  const parks = data.pack ? 'list' : parksOnPage().join();
  box.hidden = !parks;
  // What was made of other parks is not told of these.
  if (files.about !== parks && !files.job) {
    files.outcome = null;
    showFiles();
  }
  files.about = parks;
}

function drawFiles() {
  const { box, data } = files;
  const { words, contents } = data;
  const form = node(
    'form',
    { novalidate: true, 'aria-label': words.title },
    data.pack ? packFields() : null,
    ...contents.map(({ content, title, forms }) =>
      node(
        'p',
        { class: 'park-file-row', role: 'group', 'aria-label': title },
        node('span', {}, title),
        ...forms.map((each) => fileButton(content, each)),
      ),
    ),
    node('div', { class: 'lt-job', hidden: true }),
  );
  form.addEventListener('submit', (event) => event.preventDefault());
  box.replaceChildren(node('h2', {}, words.title), node('p', { class: 'quiet' }, words.lead), form);
  showFiles();
}

/**
 * @param {string} content
 * @param {{ form: string, extent: string, label: string, title: string }} form
 */
function fileButton(content, { form, extent, label, title }) {
  return node(
    'button',
    {
      type: 'button',
      class: 'park-file',
      title,
      'data-file': [content, form, extent].filter(Boolean).join('-'),
      onclick: () => orderParks(content, form, extent),
    },
    label,
  );
}

function packFields() {
  const { data, fields } = files;
  const { words, langs, limits } = data;
  fields.sender ??= readSender();
  fields.day ||= today();
  // That of the page until the reader picks another.
  const chosen = langs.some(([id]) => id === fields.lang) ? fields.lang : data.lang;
  const typed = (key, attributes) => {
    const input = node('input', { name: `pack-${key}`, autocomplete: 'off', ...attributes });
    input.value = fields[key] || '';
    input.addEventListener('input', () => {
      fields[key] = input.value;
      if (key === 'sender') keepSender(input.value);
    });
    return labelledField(words[key], input);
  };
  const select = node(
    'select',
    { name: 'pack-lang' },
    ...langs.map(([id, name]) => node('option', { value: id, selected: id === chosen }, name)),
  );
  select.addEventListener('change', () => {
    fields.lang = select.value;
  });
  const request = typed('request', { maxlength: limits.request, placeholder: words['request-hint'] });
  request.classList.add('is-wide');
  const parts = node(
    'div',
    { class: 'park-fields' },
    typed('investor', { maxlength: limits.name }),
    typed('sender', { maxlength: limits.name }),
    typed('day', { type: 'date' }),
    labelledField(words.lang, select),
    request,
  );
  setTimeout(fillRequest);
  return parts;
}

/** The request is that of the page until the reader writes another. */
function fillRequest() {
  const { fields, box } = files;
  const input = box?.querySelector('[name=pack-request]');
  if (input && fields.request === undefined) input.value = session.ctx?.view.ask || '';
}

/**
 * @param {string} content
 * @param {string} form
 * @param {string} extent of a pack, empty for a whole one
 */
function orderParks(content, form, extent) {
  const { data, fields } = files;
  const { ctx } = session;
  if (!ctx || files.job) return;
  const { view } = ctx;
  const parks = parksOnPage();
  const notes = view.list.map((site, n) => [site, view.words[n] || '']);
  const body = {
    content,
    format: form,
    ...(extent && { extent }),
    parks,
    comments: Object.fromEntries(notes.filter(([site, word]) => word && parks.includes(site))),
    request: (fields.request ?? view.ask) || '',
    investor: (data.pack && fields.investor) || '',
    sender: (data.pack && fields.sender) || '',
    day: (data.pack && fields.day) || today(),
    facts: ownFacts(data.store),
  };
  const lang = (data.pack && fields.lang) || data.lang;
  const where = { district: data.district, edition: data.edition, lang };
  orderFile(files, { where, url: data.export, body, words: data.words }, showFiles);
  // On a phone how far it is would stand below what is to be seen.
  files.box.querySelector('.lt-job')?.scrollIntoView({ block: 'nearest' });
}

/**
 * The reader's own workbook and photographs, which no server keeps: they go along with the order.
 * @param {string} store
 */
function ownFacts(store) {
  const file = readKept(store);
  if (!file?.base64) return null;
  const { name, base64, photos = [] } = file;
  return { name, base64, photos: photos.map((photo) => ({ name: photo.name, base64: photo.base64 })) };
}

function showFiles() {
  const { box, job, data } = files;
  const place = box?.querySelector('.lt-job');
  if (!place) return;
  for (const button of box.querySelectorAll('.park-file'))
    button.setAttribute('aria-disabled', String(Boolean(job)));
  showProgress(place, files, data.words);
}

// The reader's own day, not that of Greenwich.
function today() {
  const day = new Date();
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()]
    .map((n) => String(n).padStart(2, '0'))
    .join('-');
}

function readSender() {
  try {
    return localStorage.getItem(SENDER_KEY) || '';
  } catch {
    return '';
  }
}

/** @param {string} name */
function keepSender(name) {
  try {
    localStorage.setItem(SENDER_KEY, name);
  } catch {
    // A browser that keeps nothing asks again.
  }
}
