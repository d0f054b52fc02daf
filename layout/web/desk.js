// The briefing page: the story as a list of steps on the living map, to be presented, changed, taken along.
const desk = {
  data: null, asset: null, draft: null, shown: null, known: new Map(), titles: new Map(), faults: [], past: [], open: '', away: false,
  template: null, job: null, done: null,
};
const PAST = 50;

async function mountStory(data, host) {
  document.documentElement.dataset.layoutSheet = 'briefing';
  const box = host.querySelector('.lt-desk') || host.appendChild(node('div', { class: 'lt-tree lt-desk' }));
  const same = desk.box === box && desk.data && desk.data.url === data.url;
  desk.box = box;
  if (same) return;
  if (!desk.data) listenDesk();
  const moved = !desk.data || draftKey(desk.data) !== draftKey(data);
  desk.data = data;
  const asset = await storyAsset(data.url);
  if (desk.data !== data) return;
  desk.asset = asset;
  desk.known.clear();
  desk.titles.clear();
  desk.shown = null;
  if (asset.raw && asset.show) remember(asset.raw, asset.show);
  desk.draft = readDraft(data);
  if (moved) Object.assign(desk, { past: [], open: '', done: null });
  box.lang = data.lang;
  drawDesk();
  if (desk.draft && talk.asked) await fillDraft();
  else fillSoon(0);
  resumeDesk();
}

// A link to a step opens the presenter there, with the reader's own story where there is one.
function resumeDesk() {
  if (!talk.asked || talk.open) return;
  if (!site.ctx) { setTimeout(resumeDesk, 50); return; }
  const show = currentShow();
  if (show?.steps.length) resumeShow(show, desk.asset.charts, desk.asset.words);
}

// Another window's draft, and a connection that comes back.
function listenDesk() {
  addEventListener('storage', (e) => {
    if (!desk.data || e.key !== draftKey(desk.data) || !desk.box.isConnected) return;
    remindPast();
    desk.draft = readDraft(desk.data);
    drawDesk();
    fillSoon(0);
    deskSay(desk.data.words['other-window']);
  });
  addEventListener('online', () => { if (desk.away) fillSoon(0); });
}

const story = () => desk.draft || desk.asset.raw;
const filledOf = (step) => desk.known.get(JSON.stringify(step));
const stepName = (step) => filledOf(step)?.title || inWords(step.title, desk.data.lang) || step.id;

function remindPast() {
  desk.past.push(JSON.stringify(desk.draft));
  if (desk.past.length > PAST) desk.past.shift();
}

// Take another story; what stood before can be had back.
function changeStory(next, said) {
  remindPast();
  keepDraft(next);
  deskSay(said || '');
}

function keepDraft(next) {
  desk.draft = next;
  if (!writeDraft(desk.data, next)) deskSay(desk.data.words['not-kept']);
  fillSoon();
}

// Change a copy of the story: the shipped one stays as it was.
function alter(act, said) {
  const next = copyOf(story() || emptyStory(desk.asset.name || desk.data.words['own-story']));
  act(next);
  changeStory(next, said);
}

function undo() {
  if (!desk.past.length) return;
  keepDraft(soundStory(JSON.parse(desk.past.pop())));
  drawDesk();
  deskSay(desk.data.words.undone);
  desk.box.querySelector('.desk-undo:not([hidden])')?.focus();
}

// A step kept from the page's head while this page is open.
function deskTakes(next, id) {
  remindPast();
  desk.draft = next;
  desk.open = id;
  drawDesk();
  fillSoon(0);
  const row = rowOf(id);
  row?.scrollIntoView({ block: 'nearest' });
  row?.querySelector('.desk-name')?.select();
}

function moveStep(id, by, to = null) {
  const from = story().steps.findIndex((step) => step.id === id);
  const at = to ?? from + by;
  if (from < 0 || at < 0 || at >= story().steps.length || at === from) return;
  const title = stepName(story().steps[from]);
  alter((next) => next.steps.splice(at, 0, ...next.steps.splice(from, 1)), fill(desk.data.words.moved, { title, n: at + 1 }));
  drawDesk();
  const row = rowOf(id);
  row?.scrollIntoView({ block: 'nearest' });
  const again = row?.querySelector(`[data-act="${by < 0 ? 'up' : 'down'}"]:not([disabled])`);
  (again || row?.querySelector('.desk-go'))?.focus({ preventScroll: true });
}

function doubleStep(id) {
  let made = '';
  alter((next) => {
    const at = next.steps.findIndex((step) => step.id === id);
    const twin = copyOf(next.steps[at]);
    made = freeId(next, twin.id);
    twin.id = made;
    next.steps.splice(at + 1, 0, twin);
  }, desk.data.words.doubled);
  drawDesk();
  rowOf(made)?.querySelector('.desk-go').focus();
}

function dropStep(id) {
  const at = story().steps.findIndex((step) => step.id === id);
  const title = stepName(story().steps[at]);
  alter((next) => next.steps.splice(at, 1), fill(desk.data.words.dropped, { n: at + 1, title }));
  if (desk.open === id) desk.open = '';
  drawDesk();
  const rows = desk.box.querySelectorAll('.desk-go');
  (rows[Math.min(at, rows.length - 1)] || desk.box.querySelector('.desk-keep'))?.focus();
}

function rowOf(id) {
  return [...desk.box.querySelectorAll('.desk-step')].find((row) => row.dataset.step === id);
}

// Show a step on the living map: its view at once, then the flight.
function showStep(step) {
  if (!site.ctx) return;
  const { ctx } = site;
  const view = { ...fromQuery(step.view, ctx.facts), step: '' };
  site.show({ ...view, c: ctx.view.c, z: ctx.view.z });
  site.tell();
  const options = { ...padding(ctx), duration: 0.7 };
  const box = filledOf(step)?.box;
  if (view.c) ctx.map[calm() ? 'setView' : 'flyTo'](view.c, view.z, calm() ? { animate: false } : { duration: 0.7 });
  else if (box && calm()) ctx.map.fitBounds(box, { ...options, animate: false });
  else if (box) ctx.map.flyToBounds(box, options);
  desk.at = step.id;
  for (const row of desk.box.querySelectorAll('.desk-step')) row.querySelector('.desk-go').setAttribute('aria-current', String(row.dataset.step === step.id));
}

function present(id) {
  const show = currentShow();
  if (!show || !show.steps.length || !site.ctx) return;
  if (startShow(show, desk.asset.charts, desk.asset.words, id)) fullScreen();
}

// Say something once, to eye and ear.
function deskSay(text) {
  const part = desk.box?.querySelector('.desk-said');
  if (part) part.textContent = clean(text);
}
