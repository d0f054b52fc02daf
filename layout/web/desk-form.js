// One step, opened to be changed in place.
function toggleStep(id) {
  desk.open = desk.open === id ? '' : id;
  drawDesk();
  const row = rowOf(id);
  row?.scrollIntoView({ block: 'nearest' });
  row?.querySelector(desk.open ? '.desk-name' : '[data-act=edit]')?.focus({ preventScroll: true });
}

// Change the open step. The first letter typed in a field is what undo goes back to.
function alterStep(id, field, act) {
  const fresh = desk.typing !== `${id}/${field}`;
  desk.typing = `${id}/${field}`;
  const next = copyOf(story());
  const step = next.steps.find((one) => one.id === id);
  if (!step) return;
  act(step);
  if (fresh) remindPast();
  keepDraft(next);
  refreshDesk();
}

function stepForm(step) {
  const { words, lang } = desk.data;
  const { id } = step;
  desk.typing = '';
  const other = lang === 'zh' ? 'en' : 'zh';
  const name = node('input', { class: 'desk-name', value: step.title[lang], placeholder: step.title[other], maxlength: desk.asset.limits.title });
  name.addEventListener('input', () => alterStep(id, 'title', (one) => { one.title[lang] = name.value; }));
  const lines = area('desk-lines', step.lines.map((line) => line[lang]).join('\n'), 4);
  lines.addEventListener('input', () => alterStep(id, 'lines', (one) => { one.lines = joinLines(one.lines, lines.value, lang); }));
  const notes = area('desk-notes', step.notes[lang], 3);
  notes.addEventListener('input', () => alterStep(id, 'notes', (one) => { one.notes[lang] = notes.value; }));
  const here = node('button', { type: 'button', class: 'link', onclick: () => {
    alterStep(id, 'view', (one) => { one.view = keptQuery(site.ctx.view); });
    deskSay(words['view-taken']);
  } }, words['view-take']);
  const from = node('button', { type: 'button', class: 'link', onclick: () => present(id) }, words['present-from']);
  return node('div', { class: 'desk-form' },
    field(words['step-title'], name), otherTitle(step, other), field(words.lines, lines, words['lines-hint']),
    node('div', { class: 'desk-preview', 'aria-label': words.preview, role: 'group' }),
    field(words.visual, visualChoice(step)), figureFields(step), field(words.notes, notes),
    node('p', { class: 'desk-ends' }, here, from));
}

// What is changed in one language stays as it was in the other: that is said where one changes it.
function otherTitle(step, other) {
  const { words } = desk.data;
  return node('p', { class: 'quiet desk-other' }, step.title[other] ? fill(words['other-title'], { title: step.title[other] }) : words['other-none']);
}

const area = (name, value, rows) => {
  const made = node('textarea', { class: name, rows });
  made.value = value;
  return made;
};

function field(name, input, hint) {
  return node('label', { class: 'desk-field' }, node('span', {}, name), input, hint ? node('small', {}, hint) : null);
}

// Lines of one language, typed one below the other, put back beside those of the other language:
// lines that did not change keep their partner, whatever was put in or taken out between them.
function joinLines(pairs, text, lang) {
  const now = text.split('\n').map((line) => line.trim()).filter((line, i, all) => line || i < all.length - 1);
  while (now.length && !now.at(-1)) now.pop();
  const was = pairs.map((pair) => pair[lang]);
  let head = 0;
  while (head < now.length && head < was.length && now[head] === was[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(now.length, was.length) - head && now.at(-1 - tail) === was.at(-1 - tail)) tail += 1;
  const blank = { zh: '', en: '' };
  return now.map((line, i) => {
    const fromEnd = now.length - i <= tail;
    const partner = fromEnd ? pairs[pairs.length - (now.length - i)] : i < pairs.length - tail ? pairs[i] : blank;
    return { ...(partner || blank), [lang]: line };
  });
}

function previewOf(filled, lines) {
  const numbers = (filled?.numbers || []).map((n) => node('li', {}, node('b', {}, n.shown), ` ${n.unit} · ${n.label}`));
  return [node('ul', {}, ...lines.map((line) => node('li', {}, line))), numbers.length ? node('ul', { class: 'desk-numbers' }, ...numbers) : null].filter(Boolean);
}

const option = (value, words, chosen) => node('option', { value, selected: value === chosen }, words);

function visualChoice(step) {
  const { words } = desk.data;
  const choices = desk.asset.choices || [];
  const of = (kind) => choices.filter((c) => c[2] === kind).map(([name, title]) => option(name, title, step.show));
  const group = (label, options) => { const made = node('optgroup', { label }); made.append(...options); return made; };
  const made = node('select', { class: 'desk-visual' }, option('', words['visual-none'], step.show), group(words['kind-chart'], of('chart')), group(words['kind-table'], of('table')));
  if (step.show && !choices.some((c) => c[0] === step.show)) made.append(option(step.show, step.show, step.show));
  made.addEventListener('change', () => { alterStep(step.id, 'show', (one) => { one.show = made.value; }); });
  return made;
}

// The figures to be shown large, each out of all that the plan has.
function figureFields(step) {
  const { words } = desk.data;
  const known = desk.asset.figures || [];
  if (!known.length) return null;
  const most = desk.asset.limits.figures;
  const wanted = [...step.figures, ''].slice(0, Math.max(most, step.figures.length));
  const choices = wanted.map((id, n) => {
    const made = node('select', { class: 'desk-figure', 'aria-label': fill(words.figure, { n: n + 1 }) }, option('', words['figure-none'], id), ...known.map(([key, title, value]) => option(key, `${title} – ${value}`, id)));
    if (id && !known.some((one) => one[0] === id)) made.append(option(id, id, id));
    made.addEventListener('change', () => {
      alterStep(step.id, 'figures', (one) => { one.figures = [...boxes.querySelectorAll('select')].map((s) => s.value).filter(Boolean); });
      drawDesk();
      rowOf(step.id)?.querySelectorAll('.desk-figure')[n]?.focus();
    });
    return made;
  });
  const boxes = node('div', { class: 'desk-field', role: 'group', 'aria-label': words.figures }, node('span', {}, words.figures), ...choices);
  return boxes;
}
