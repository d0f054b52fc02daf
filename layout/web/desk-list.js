// The briefing page as nodes: head, buttons, files, and the list of steps.
const PENCIL = 'M3 13h2.6L13 5.6 10.4 3 3 10.4zM9.2 4.2l2.6 2.6';

function drawDesk() {
  const { box, asset, data } = desk;
  const { words } = data;
  const said = box.querySelector('.desk-said')?.textContent || '';
  const steps = story()?.steps || [];
  const parts = [deskHead(), deskFiles(), node('p', { class: 'desk-said', role: 'status' }, said), node('div', { class: 'desk-faults', role: 'alert' }), node('div', { class: 'desk-refused', role: 'alert' })];
  const list = node('ol', { class: 'desk-steps', 'aria-label': words.steps }, ...steps.map(stepRow));
  if (!steps.length) parts.push(node('p', { class: 'quiet desk-none' }, asset.raw ? words.empty : words.none));
  const keep = node('button', { type: 'button', class: 'desk-keep', onclick: () => keepView(keep) }, words.keep);
  box.replaceChildren(node('div', { class: 'panel desk' }, ...parts, list, node('div', { class: 'desk-foot' }, keep, node('p', { class: 'quiet' }, words['keep-hint']))));
  nameBeside(box);
  refreshDesk();
  showJob();
  showTemplate();
}

function deskHead() {
  const { asset } = desk;
  const { words, lang } = desk.data;
  const title = story()?.title || { zh: '', en: '' };
  const name = node('input', { class: 'desk-title', 'aria-label': words.title, value: title[lang], placeholder: title.zh || title.en || words['own-story'], maxlength: asset.limits.title, hidden: true });
  const head = node('h1', {}, node('span', {}));
  const pencil = node('button', { type: 'button', class: 'desk-tool', title: words['title-edit'], 'aria-label': words['title-edit'] }, icon(PENCIL));
  const turn = (open) => { name.hidden = !open; head.hidden = pencil.hidden = open; (open ? name : pencil).focus(); };
  pencil.addEventListener('click', () => turn(true));
  name.addEventListener('change', () => alter((next) => { next.title[lang] = name.value; }));
  name.addEventListener('keydown', (e) => { if (e.key === 'Enter' || e.key === 'Escape') turn(false); });
  name.addEventListener('blur', () => { if (!name.hidden) { name.hidden = true; head.hidden = pencil.hidden = false; } });
  const begin = node('button', { type: 'button', class: 'desk-present', 'data-talk': '', onclick: () => present() }, words.present);
  const own = node('p', { class: 'desk-own' }, node('span', {}, words.own),
    node('button', { type: 'button', class: 'link desk-undo', onclick: undo }, words.undo),
    node('button', { type: 'button', class: 'link desk-reset', onclick: askReset }, words.reset),
    node('span', { class: 'desk-sure', hidden: true }));
  return node('header', { class: 'desk-head' }, node('div', { class: 'desk-top' }, head, name, pencil, begin), own);
}

// The story's title as it will be shown: filled, where it was.
function titleShown() {
  const { asset, data, draft, titles } = desk;
  const title = story()?.title;
  if (!title) return asset.name || data.words['own-story'];
  if (!draft && asset.show) return asset.show.title;
  return titles.get(JSON.stringify(title)) || inWords(title, data.lang) || data.words['own-story'];
}

// Going back to the shipped story is asked for in the page, and can be undone.
function askReset() {
  const { words } = desk.data;
  const sure = desk.box.querySelector('.desk-sure');
  const away = () => { sure.hidden = true; sure.replaceChildren(); };
  const yes = node('button', { type: 'button', class: 'link', onclick: () => {
    desk.open = '';
    changeStory(null, words['was-reset']);
    drawDesk();
    desk.box.querySelector('.desk-undo')?.focus();
  } }, words['reset-yes']);
  const no = node('button', { type: 'button', class: 'link', onclick: () => { away(); desk.box.querySelector('.desk-reset').focus(); } }, words.cancel);
  sure.replaceChildren(node('span', {}, desk.asset.raw ? words['reset-ask'] : words['forget-ask']), yes, no);
  sure.hidden = false;
  yes.focus();
}

function deskFiles() {
  const { words } = desk.data;
  const make = (name, title, form, portrait) => node('button', { type: 'button', class: 'desk-make', title, 'aria-label': title, onclick: () => makeFile(form, portrait) }, name);
  const files = node('div', { class: 'desk-row-of', role: 'group', 'aria-label': words.files }, node('span', { class: 'desk-label' }, words.files),
    make(words.pptx, words['pptx-title'], 'pptx', false), make(words.pdf, words['pdf-title'], 'pdf', false),
    make(words['pdf-tall'], words['pdf-tall-title'], 'pdf', true), make(words.html, words['html-title'], 'html', false));
  const own = node('div', { class: 'desk-row-of desk-small', role: 'group', 'aria-label': words['story-file'] }, node('span', { class: 'desk-label' }, words['story-file']),
    node('button', { type: 'button', class: 'link', onclick: saveStory }, words.save), chooser('story', words.load, '.toml', loadStory));
  const template = node('div', { class: 'desk-row-of desk-small', role: 'group', 'aria-label': words.template }, node('span', { class: 'desk-label' }, words.template),
    chooser('template', words['template-choose'], '.pptx,.potx', takeTemplate), node('span', { class: 'desk-template' }));
  return node('section', { class: 'desk-files' }, files, node('div', { class: 'desk-job', hidden: true }), node('div', { class: 'desk-more' }, own, template));
}

// A field for a file that looks like a link.
function chooser(name, words, accept, act) {
  const input = node('input', { type: 'file', id: `desk-${name}`, class: 'desk-file', accept });
  input.addEventListener('change', () => { act(input.files[0]); input.value = ''; });
  return node('span', { class: 'desk-choose' }, input, node('label', { for: `desk-${name}`, class: 'link' }, words));
}

function showTemplate() {
  const { words } = desk.data;
  const place = desk.box.querySelector('.desk-template');
  const { template } = desk;
  place.replaceChildren();
  if (!template) { place.append(node('span', { class: 'quiet' }, words['template-none'])); return; }
  place.append(node('b', {}, template.name), node('button', { type: 'button', class: 'link', onclick: () => { desk.template = null; showTemplate(); desk.box.querySelector('#desk-template').focus(); } }, words['template-remove']));
}

function showJob() {
  const place = desk.box?.querySelector('.desk-job');
  if (!place) return;
  for (const button of desk.box.querySelectorAll('.desk-make')) button.setAttribute('aria-disabled', String(Boolean(desk.job)));
  showFar(place, desk, desk.data.words);
}

function showRefused(file, lines) {
  const { words } = desk.data;
  const place = desk.box.querySelector('.desk-refused');
  if (lines.length) deskSay('');
  place.replaceChildren(...(lines.length ? [faultList(fill(words.refused, { file, n: lines.length }), lines)] : []));
}

// What follows from the draft and the server's answer; fields that one types in are left alone.
function refreshDesk() {
  const { box, data, faults, away } = desk;
  if (!box?.querySelector('.desk')) return;
  const { words } = data;
  box.querySelector('.desk-own > span').textContent = clean(desk.draft ? words.own : words.shipped);
  box.querySelector('.desk-head h1 > span').textContent = clean(titleShown());
  box.querySelector('.desk-undo').hidden = !desk.past.length;
  box.querySelector('.desk-reset').hidden = !desk.draft;
  const none = !story()?.steps.length;
  for (const button of box.querySelectorAll('.desk-present, .desk-make')) button.disabled = none;
  const place = box.querySelector('.desk-faults');
  const lines = away ? [words.away] : faults.map(String);
  if (place.dataset.said !== lines.join('\n')) {
    place.dataset.said = lines.join('\n');
    place.replaceChildren(...(lines.length ? [faultList(away ? '' : words['draft-faults'], lines)] : []));
  }
  for (const row of box.querySelectorAll('.desk-step')) refreshRow(row, story().steps.find((step) => step.id === row.dataset.step));
}

function refreshRow(row, step) {
  if (!step) return;
  const filled = filledOf(step);
  const { lang } = desk.data;
  const n = story().steps.indexOf(step) + 1;
  for (const tool of row.querySelectorAll('[data-label]')) tool.setAttribute('aria-label', clean(fill(tool.dataset.label, { n, title: stepName(step) })));
  const lines = filled ? filled.lines : step.lines.map((line) => inWords(line, lang));
  row.querySelector('.desk-words b').textContent = clean(stepName(step));
  row.querySelector('.desk-words small').textContent = clean(lines[0] || '');
  const preview = row.querySelector('.desk-preview');
  if (preview && (filled || desk.faults.length || !preview.childNodes.length)) preview.replaceChildren(...previewOf(filled, lines));
}

function stepRow(step, i) {
  const { words } = desk.data;
  const opened = desk.open === step.id;
  const total = story().steps.length;
  const tool = (act, title, label, face, run, off) => node('button', { type: 'button', class: 'desk-tool', 'data-act': act, title, 'data-label': label, disabled: off, onclick: run }, icon(face));
  const edit = tool('edit', words['do-edit'], words['do-edit-step'], PENCIL, () => toggleStep(step.id));
  edit.setAttribute('aria-expanded', String(opened));
  const tools = node('span', { class: 'desk-tools' }, edit,
    tool('up', words['do-up'], words['do-up-step'], 'M8 13V3M4 7l4-4 4 4', () => moveStep(step.id, -1), i === 0),
    tool('down', words['do-down'], words['do-down-step'], 'M8 3v10M4 9l4 4 4-4', () => moveStep(step.id, 1), i === total - 1),
    tool('double', words['do-double'], words['do-double-step'], 'M3 3h7v7H3zM6 13h7V6', () => doubleStep(step.id), total >= desk.asset.limits.steps),
    tool('drop', words['do-drop'], words['do-drop-step'], 'M4 4l8 8M12 4l-8 8', () => dropStep(step.id)));
  const go = node('button', { type: 'button', class: 'desk-go', 'aria-current': String(desk.at === step.id), title: words.show, onclick: () => showStep(step) },
    node('i', {}, i + 1), node('span', { class: 'desk-words' }, node('b', {}), node('small', {})));
  const row = node('li', { class: `desk-step${opened ? ' is-open' : ''}` }, node('div', { class: 'desk-line', draggable: 'true' }, go, tools), opened ? stepForm(step) : null);
  row.dataset.step = step.id;
  row.addEventListener('keydown', (e) => {
    if (!e.altKey || !['ArrowUp', 'ArrowDown'].includes(e.key) || e.target.closest('.desk-form')) return;
    e.preventDefault();
    moveStep(step.id, e.key === 'ArrowUp' ? -1 : 1);
  });
  dragRow(row, step);
  return row;
}

function icon(path) {
  return svg('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, svg('path', { d: path }));
}

// A row dragged to its new place; the buttons do the same.
function dragRow(row, step) {
  const line = row.firstChild;
  line.addEventListener('dragstart', (e) => {
    desk.dragged = step.id;
    e.dataTransfer.effectAllowed = 'move';
    e.dataTransfer.setData('text/plain', stepName(step));
  });
  line.addEventListener('dragend', () => { desk.dragged = ''; });
  const below = (e) => { const r = line.getBoundingClientRect(); return e.clientY > r.top + r.height / 2; };
  const mark = (over, after) => { row.classList.toggle('is-over', over && !after); row.classList.toggle('is-after', over && after); };
  row.addEventListener('dragover', (e) => { if (desk.dragged) { e.preventDefault(); mark(true, below(e)); } });
  row.addEventListener('dragleave', () => mark(false, false));
  row.addEventListener('drop', (e) => {
    mark(false, false);
    if (!desk.dragged) return;
    e.preventDefault();
    const ids = story().steps.map((s) => s.id);
    const [from, to] = [ids.indexOf(desk.dragged), ids.indexOf(step.id) + (below(e) ? 1 : 0)];
    moveStep(desk.dragged, 0, to > from ? to - 1 : to);
  });
}
