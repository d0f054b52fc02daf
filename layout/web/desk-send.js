// What the briefing page asks of the server: a story filled, a file made; and files of the reader's own.
const FILL_MS = 700;
const RETRY_MS = 8000;

// Have the draft filled after a short pause; only the last answer counts.
function fillSoon(pause = FILL_MS) {
  clearTimeout(desk.filling);
  if (!desk.draft) { desk.faults = []; desk.away = false; refreshDesk(); return; }
  desk.filling = setTimeout(fillDraft, pause);
}

async function fillDraft() {
  const { draft, data } = desk;
  desk.asking?.abort();
  const asking = new AbortController();
  desk.asking = asking;
  try {
    const answer = await (await ask(data, data.story, { story: draft, name: data.words.draft }, asking.signal)).json();
    if (desk.asking !== asking || desk.draft !== draft || desk.data !== data) return;
    desk.away = false;
    takeAnswer(answer, draft);
  } catch (error) {
    if (error.name === 'AbortError' || desk.asking !== asking) return;
    desk.away = true;
    clearTimeout(desk.filling);
    desk.filling = setTimeout(fillDraft, RETRY_MS);
  }
  refreshDesk();
}

// What was filled is remembered step by step, so that a new order needs no server.
function takeAnswer(answer, draft) {
  desk.faults = answer.faults || [];
  if (!answer.show) return;
  remember(draft, answer.show);
}

function remember(story, show) {
  story.steps.forEach((step, i) => desk.known.set(JSON.stringify(step), show.steps[i]));
  desk.titles.set(JSON.stringify(story.title), show.title);
  desk.shown = show;
}

// The story as it is presented: filled, and where the server could not be asked as it was written.
function currentShow() {
  const { asset, draft, data } = desk;
  if (!draft) return asset.show;
  const { lang } = data;
  const word = (pair) => inWords(pair, lang);
  const { facts } = site.ctx;
  const steps = draft.steps.map((step, i) => {
    const known = desk.known.get(JSON.stringify(step));
    const view = toQuery({ ...fromQuery(step.view, facts), step: '' });
    const plain = { id: step.id, view, box: facts.bounds, kicker: '', title: word(step.title), lines: step.lines.map(word), numbers: [], visual: null, notes: word(step.notes), sources: [] };
    return { ...(known || plain), n: i + 1 };
  });
  const like = desk.shown || asset.show;
  return { title: titleShown(), subtitle: like?.subtitle || '', lang, steps };
}

// Make a file. The server holds a template under a name of its own; here it has the name it was chosen by.
function makeFile(form, portrait) {
  const { data, draft, template } = desk;
  const { words } = data;
  const named = (said) => (template ? said.replaceAll('template.pptx', template.name) : said);
  const body = { format: form, portrait, story: draft || null, template: form === 'pptx' ? template?.base64 ?? null : null, name: words.draft };
  return orderFile(desk, { where: data, url: data.export, body, words, named }, showJob);
}

// Save the story as a small file. The server writes it, so that what is saved can be loaded again.
async function saveStory() {
  const { words, district, edition } = desk.data;
  try {
    const story = desk.draft || desk.asset.raw;
    const answer = await (await ask(desk.data, desk.data.story, { story, name: words.draft })).json();
    if (!answer.toml) { desk.faults = answer.faults; refreshDesk(); deskSay(words['faulty-save']); return; }
    const url = URL.createObjectURL(new Blob([answer.toml], { type: 'application/toml' }));
    saveFrom(url, `${district}-${edition}-story.toml`);
    setTimeout(() => URL.revokeObjectURL(url), 60000);
    deskSay(words.saved);
  } catch {
    deskSay(words.offline);
  }
}

// Load a story: the server judges it whole; a faulty one changes nothing.
async function loadStory(file) {
  const { words } = desk.data;
  if (!file) return;
  if (file.size > desk.asset.limits.bytes) { showRefused(file.name, [words['story-too-big']]); return; }
  let toml = '';
  try {
    toml = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    showRefused(file.name, [words['not-utf8']]);
    return;
  }
  try {
    const answer = await (await ask(desk.data, desk.data.story, { toml, name: file.name.slice(0, 120) })).json();
    const story = soundStory(answer.raw);
    if (!story || answer.faults.length) { showRefused(file.name, answer.faults); return; }
    showRefused('', []);
    changeStory(story, fill(words.loaded, { file: file.name, n: story.steps.length }));
    desk.open = '';
    takeAnswer(answer, story);
    drawDesk();
  } catch {
    deskSay(words.offline);
  }
}

function takeTemplate(file) {
  const { words } = desk.data;
  if (!file) return;
  if (file.size > desk.data.template) { deskSay(words['template-too-big']); return; }
  const reader = new FileReader();
  reader.onerror = () => deskSay(fill(words.unreadable, { file: file.name }));
  reader.onload = () => {
    desk.template = { name: file.name, base64: reader.result.slice(reader.result.indexOf(',') + 1) };
    showTemplate();
  };
  reader.readAsDataURL(file);
}
