// The map as it stands now, saved as a picture: a dialog asks for format and size, the server draws.
const PRESETS = [
  ['slide', 3840, 2160, null], ['screen', 1920, 1080, null], ['a4', 3508, 2480, 300], ['a4-tall', 2480, 3508, 300], ['a3', 4961, 3508, 300],
];
const picture = { box: null, job: null, form: 'png', size: 'slide', own: ['1600', '900', ''] };

function openPicture() {
  if (!site.ctx || !site.picture || picture.box) return;
  const box = drawPicture();
  picture.box = putAbove(box);
  box.addEventListener('close', () => {
    if (running(picture.job)) picture.job.stop.abort();
    picture.box = picture.job = null;
    box.remove();
  });
  box.showModal(); // the page itself keeps the focus inside, closes on Escape, and gives the focus back
}

function drawPicture() {
  const { words } = site.picture;
  const box = node('dialog', { class: 'lt-picture lt-tree', 'aria-labelledby': 'picture-title', lang: site.ctx.facts.lang });
  const form = node('form', { method: 'dialog' }, node('h2', { id: 'picture-title' }, words.open), pictureAbout(words), formatChoice(words), sizeChoice(words),
    node('div', { class: 'picture-job desk-job', hidden: true }),
    node('div', { class: 'picture-end' }, node('button', { type: 'button', class: 'picture-close', onclick: () => box.close() }, words.close),
      node('button', { type: 'submit', class: 'picture-save' }, words.save)));
  form.addEventListener('submit', (e) => { e.preventDefault(); savePicture(); });
  box.append(form);
  return box;
}

// Which view it will be, so that nobody saves another than is meant.
function pictureAbout(words) {
  const { ctx } = site;
  const marked = Object.keys(site.marks).length > 0;
  return node('div', { class: 'picture-about' }, node('p', {}, [viewName(ctx) || words.all, ctx.view.c ? words.placed : words.whole].join(ctx.facts.lang === 'zh' ? '；' : '; ')),
    marked ? node('p', { class: 'quiet' }, words['no-marks']) : null);
}

function formatChoice(words) {
  const options = ['png', 'svg', 'pdf'].map((form) => {
    const input = node('input', { type: 'radio', name: 'form', value: form, id: `picture-${form}`, checked: form === picture.form });
    input.addEventListener('change', () => { picture.form = form; });
    return node('div', {}, input, node('label', { for: input.id }, words[form], node('small', {}, words[`${form}-about`])));
  });
  return node('fieldset', { class: 'picture-forms' }, node('legend', {}, words.format), ...options);
}

function sizeChoice(words) {
  const select = node('select', { id: 'picture-size' }, ...PRESETS.map(([name, wide, high, dpi]) => node('option', { value: name, selected: name === picture.size },
    `${words[name]} · ${wide} × ${high}${dpi ? ` · ${dpi} dpi` : ''}`)), node('option', { value: 'own', selected: picture.size === 'own' }, words.own));
  const fields = [['wide', 'numeric'], ['high', 'numeric'], ['dpi-of', 'decimal']].map(([name, mode], i) => {
    const input = node('input', { id: `picture-${name}`, inputmode: mode, maxlength: 8, autocomplete: 'off', value: picture.own[i] });
    input.addEventListener('input', () => { picture.own[i] = input.value; });
    return node('div', {}, node('label', { for: input.id }, words[name]), input);
  });
  const own = node('div', { class: 'picture-own', hidden: picture.size !== 'own' }, ...fields, node('p', { class: 'quiet' }, words['dpi-about']));
  select.addEventListener('change', () => { picture.size = select.value; own.hidden = select.value !== 'own'; });
  return node('div', { class: 'picture-sizes' }, node('label', { for: 'picture-size' }, words.size), select, own);
}

// What is asked of the server, which checks it: width, height and resolution as they were typed.
function pictureWish() {
  const { ctx } = site;
  const preset = PRESETS.find(([name]) => name === picture.size);
  const [wide, high, dpi] = preset ? preset.slice(1) : picture.own.map((value) => value.trim());
  const number = dpi === null || dpi === '' ? null : Number(dpi);
  const { clientWidth, clientHeight } = ctx.root;
  return { format: picture.form, view: keptQuery(ctx.view, Boolean(ctx.view.c)), size: `${wide}x${high}`, dpi: Number.isNaN(number) ? 0 : number, seen: [clientWidth, clientHeight] };
}

function savePicture() {
  if (running(picture.job)) return;
  const { url, words } = site.picture;
  const { district, edition, lang } = site.ctx.facts;
  const { box } = picture;
  const job = { words };
  picture.job = job;
  const save = box.querySelector('.picture-save');
  runJob(job, (signal) => askServer(url, { district, edition, lang }, pictureWish(), signal), () => {
    if (picture.box !== box) return;
    save.setAttribute('aria-disabled', String(running(job)));
    showJobIn(box.querySelector('.picture-job'), job);
  });
}
