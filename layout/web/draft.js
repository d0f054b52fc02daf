// A story of one's own: kept in this browser for each edition, checked before it is believed.
// More than this is no story; what one may hold comes with the edition's story.
const STORY_LIMITS = { steps: 200, lines: 24, figures: 12, text: 8000 };
const isText = (value) => typeof value === 'string' && value.length <= STORY_LIMITS.text;
const isPair = (value) => Boolean(value) && isText(value.zh) && isText(value.en);
const pairOf = ({ zh, en }) => ({ zh, en });
const inWords = (pair, lang) => pair[lang] || pair.zh || pair.en;
const draftKey = ({ district, edition }) => `layout-story:${district}/${edition}`;

// What a story must look like to be shown at all; whether it is right the server says.
function soundStep(step) {
  return Boolean(step) && isText(step.id) && isText(step.view) && isText(step.show) && isPair(step.title) && isPair(step.notes)
    && Array.isArray(step.lines) && step.lines.length <= STORY_LIMITS.lines && step.lines.every(isPair)
    && Array.isArray(step.figures) && step.figures.length <= STORY_LIMITS.figures && step.figures.every(isText);
}

function soundStory(value) {
  if (!value || !isPair(value.title) || !Array.isArray(value.steps)) return null;
  if (value.steps.length > STORY_LIMITS.steps || !value.steps.every(soundStep)) return null;
  const steps = value.steps.map(({ id, view, show, title, notes, lines, figures }) => ({
    id, view, title: pairOf(title), lines: lines.map(pairOf), figures: [...figures], show, notes: pairOf(notes),
  }));
  return { title: pairOf(value.title), steps };
}

function readDraft(where) {
  try {
    return soundStory(JSON.parse(localStorage.getItem(draftKey(where))));
  } catch {
    return null;
  }
}

// Keep a story, or with null forget it; tells whether the browser has kept it.
function writeDraft(where, story) {
  try {
    if (story) localStorage.setItem(draftKey(where), JSON.stringify(story));
    else localStorage.removeItem(draftKey(where));
    return true;
  } catch {
    return false;
  }
}

const copyOf = (value) => JSON.parse(JSON.stringify(value));

// An id that no other step has.
function freeId(story, wish) {
  const taken = new Set(story.steps.map((step) => step.id));
  const stem = wish.replace(/-\d+$/, '').slice(0, 58) || 'view';
  let n = 2;
  let id = wish;
  while (taken.has(id)) { id = `${stem}-${n}`; n += 1; }
  return id;
}

// The living map's view as a step keeps it: without what the edition, the language and the story say.
function keptQuery(view) {
  const at = site.ctx.map.getCenter();
  const here = { ...view, c: [at.lat, at.lng], z: site.ctx.map.getZoom(), step: '' };
  const drop = new Set(['district', 'edition', 'lang']);
  return toQuery(here).split('&').filter((pair) => !drop.has(pair.split('=')[0])).join('&');
}

// What a view is about, in the words of the map.
function viewName({ view, facts }) {
  if (view.sel) return facts.sites[view.sel].name;
  const names = facts.facets.flatMap((facet) => facet.options.filter((o) => view[facet.key].includes(o.value)).map((o) => o.label));
  return names.join(' · ').slice(0, 100);
}

// A step out of the view that the map shows now.
function stepOfView(story, words) {
  const { ctx } = site;
  const name = viewName(ctx) || fill(words['kept-name'], { n: story.steps.length + 1 });
  const pair = { zh: '', en: '' };
  const id = freeId(story, ctx.view.sel || ctx.view.element[0] || ctx.view.cluster[0] || 'view');
  return { id, view: keptQuery(ctx.view), title: { ...pair, [ctx.facts.lang]: name }, lines: [], figures: [], show: '', notes: pair };
}

const emptyStory = (title) => ({ title: { zh: title, en: title }, steps: [] });

// Keep the present view as the last step, on whatever page one is.
async function keepView(button) {
  const { keep } = site;
  if (!keep || !site.ctx || button?.disabled) return;
  if (button) button.disabled = true;
  try {
    const asset = await storyAsset(keep.url);
    const story = readDraft(keep) || copyOf(asset.raw || emptyStory(asset.name || keep.words['own-story']));
    if (story.steps.length >= asset.limits.steps) { note(keep.words.full); return; }
    const step = stepOfView(story, keep.words);
    story.steps.push(step);
    const kept = writeDraft(keep, story);
    const title = step.title[site.ctx.facts.lang];
    if (site.page === 'briefing') deskTakes(story, step.id);
    if (kept) note(fill(keep.words.kept, { n: story.steps.length, title }), site.page === 'briefing' ? null : keep.words['to-briefing']);
    else note(keep.words['not-kept']);
  } catch {
    note(keep.words.offline);
  } finally {
    if (button) button.disabled = false;
  }
}

async function storyAsset(url) {
  return (await import(new URL(url, location.origin))).default;
}

// A short word at the foot of the window, with the way to the page where the steps are.
function note(text, way) {
  let box = document.querySelector('.desk-note');
  if (!box) {
    box = putAbove(node('div', { class: 'desk-note lt-tree' }, node('p', { role: 'status' })));
    box.addEventListener('pointerenter', () => clearTimeout(box.timer));
    box.addEventListener('focusin', () => clearTimeout(box.timer));
  }
  takeLight(box);
  box.hidden = false;
  box.querySelector('p').textContent = clean(text);
  box.querySelector('button')?.remove();
  if (way) box.append(node('button', { type: 'button', onclick: () => { box.hidden = true; site.go({ page: 'briefing' }); } }, way));
  clearTimeout(box.timer);
  box.timer = setTimeout(() => { box.hidden = true; }, way ? 9000 : 5000);
}
