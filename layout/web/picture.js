// Save the map as it stands: a small dialog for format and size; the server draws it without a browser.
const picture = { box: null, job: null, done: null, chosen: { form: 'png', size: 0, wide: '3840', high: '2160', dpi: '' } };

// What a picture is to show: the living map's own view. Where that fits the whole district,
// the picture does so too, with room for its legend; else its place goes along.
function pictureOf({ view, map, root, facts, fitZoom }) {
  const fits = !view.c || (Math.abs(map.getZoom() - fitZoom) < 0.02 && map.getBounds().contains(facts.bounds));
  const whole = fits && !view.sel && !view.element.length;
  const query = keptQuery({ ...view, state: [], year: '', against: '' }).split('&');
  const kept = query.filter((pair) => !(whole && /^[cz]=/.test(pair))).join('&');
  return { whole, view: kept, window: [root.clientWidth, root.clientHeight] };
}

// The same in words.
function pictureSaid(ctx, words) {
  const { view, facts } = ctx;
  const join = (names) => names.join(words.comma);
  const facets = facts.facets.filter((facet) => facet.key !== 'state');
  const names = facets.flatMap((facet) => facet.options.filter((o) => view[facet.key].includes(o.value)).map((o) => o.label));
  const off = facts.layers.filter((l) => view.off.includes(l.id)).map((l) => l.name);
  const parts = [view.sel ? fill(words.selected, { name: facts.sites[view.sel].name }) : '',
    names.length ? fill(words.filtered, { names: join(names) }) : words.unfiltered,
    off.length ? fill(words.without, { names: join(off) }) : '',
    pictureOf(ctx).whole ? words.whole : words.place,
    Object.keys(site.marks || {}).length ? words.unmarked : ''];
  return fill(words.holds, { view: join(parts.filter(Boolean)) });
}

function openPicture() {
  if (!site.ctx || !site.picture || picture.box?.open) return;
  const { words } = site.picture;
  // What was said of an earlier picture is over; a file that was made can still be fetched.
  const { done } = picture;
  if (done && !(done.url && done.until > Date.now() && done.lang === site.ctx.facts.lang)) picture.done = null;
  picture.box?.remove();
  const title = node('h2', { id: 'picture-title' }, words.title);
  const close = node('button', { type: 'button', class: 'picture-close', 'aria-label': words.close, title: words.close, onclick: () => picture.box.close() }, '×');
  const form = node('form', { class: 'picture-form', novalidate: true }, pictureForms(words), ...pictureSizes(words),
    node('div', { class: 'desk-job', hidden: true }),
    node('p', { class: 'picture-ends' }, node('button', { type: 'submit', class: 'picture-save' }, words.save)));
  form.addEventListener('submit', (e) => { e.preventDefault(); savePicture(); });
  picture.box = node('dialog', { class: 'lt-picture lt-tree', 'aria-labelledby': 'picture-title', 'aria-describedby': 'picture-holds', lang: site.ctx.facts.lang },
    node('header', {}, title, close), node('p', { id: 'picture-holds', class: 'picture-holds' }, pictureSaid(site.ctx, words)), form);
  // Keys pressed here are not meant for the page below.
  picture.box.addEventListener('keydown', (e) => e.stopPropagation());
  picture.box.addEventListener('close', closedPicture);
  putAbove(picture.box);
  choosePicture();
  showPicture();
  picture.box.showModal();
  form.querySelector('input:checked').focus();
}

// The head may have been drawn anew meanwhile: focus goes to the button that stands there now.
function closedPicture({ target }) {
  target.remove();
  if (picture.box !== target) return;
  document.querySelector('.head [data-go*=picture]')?.focus({ preventScroll: true });
}

function pictureForms(words) {
  const named = { png: words.png, svg: words.svg, pdf: words.pdf };
  const choices = site.picture.forms.map((form) => {
    const input = node('input', { type: 'radio', name: 'picture-form', value: form, checked: picture.chosen.form === form });
    input.addEventListener('change', () => { picture.chosen.form = form; });
    return node('label', {}, input, node('span', {}, named[form]));
  });
  return node('fieldset', { class: 'picture-forms' }, node('legend', {}, words.format), ...choices);
}

// Sizes by name, and fields for one of one's own; what was typed stays.
function pictureSizes(words) {
  const { sizes, limits } = site.picture;
  const { chosen } = picture;
  const select = node('select', { name: 'picture-size' }, ...[...sizes.map((one) => one[0]), words.own].map((name, i) => node('option', { value: i, selected: chosen.size === i }, name)));
  select.addEventListener('change', () => { chosen.size = Number(select.value); choosePicture(); });
  const typed = (key, name, hint) => {
    const input = node('input', { name: `picture-${key}`, inputmode: 'numeric', autocomplete: 'off', maxlength: 12, placeholder: hint, 'aria-describedby': 'picture-hint' });
    input.value = chosen[key];
    input.addEventListener('input', () => { chosen[key] = input.value; });
    return field(name, input);
  };
  const own = node('div', { class: 'picture-own' }, typed('wide', words.wide), typed('high', words.high), typed('dpi', words.dpi, words['dpi-open']),
    node('small', { id: 'picture-hint' }, fill(words.hint, limits)));
  return [field(words.size, select), own];
}

function choosePicture() {
  picture.box.querySelector('.picture-own').hidden = picture.chosen.size < site.picture.sizes.length;
}

function savePicture() {
  const { ctx } = site;
  if (!ctx || picture.job) return;
  const { words, sizes, export: url } = site.picture;
  const { form, size, wide, high, dpi } = picture.chosen;
  const [across, down, dots] = sizes[size] ? sizes[size].slice(1) : [wide.trim(), high.trim(), dpi.trim()];
  const { view, window: seen } = pictureOf(ctx);
  const where = { district: ctx.view.district, edition: ctx.view.edition, lang: ctx.facts.lang };
  const body = { format: form, view, window: seen, size: `${across}x${down}`, dpi: dots ? String(dots) : null };
  orderFile(picture, { where, url, body, words }, showPicture);
}

// While a file is made the button waits; a dialog that was closed meanwhile lets the foot of the page tell.
function showPicture() {
  const { box, job, done } = picture;
  if (done) done.lang ??= box.lang;
  const { words } = site.picture;
  if (!job && done && !box.isConnected) note(done.url ? `${words.made} ${done.name}` : done.said || done.faults.join(' '));
  const save = box.querySelector('.picture-save');
  save.setAttribute('aria-disabled', String(Boolean(job)));
  showFar(box.querySelector('.desk-job'), picture, words);
  // The button to stop is gone with the job: focus stays in the dialog.
  if (box.open && !box.contains(document.activeElement)) save.focus();
}
