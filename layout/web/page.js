// One page, several mounts: what the map shows, what stands beside it, and the address bar.
const ANSWER_MS = 4000;
const site = {
  ctx: null, page: 'overview', report: null, marks: {}, pending: null, seq: 0, sheets: [], standalone: false,

  // Change the view: at once on the map and beside it, then once to the server.
  go(patch, additive) {
    if ('present' in patch) { presentAgain(patch.present); return; }
    if ('keep' in patch) { keepView(additive?.currentTarget); return; }
    if ('picture' in patch) { openPicture(); return; }
    if (patch.cite) { showCite(patch.cite, additive?.currentTarget); return; }
    const { page, lang, ...rest } = patch;
    if (!site.ctx) return;
    const was = site.ctx.view;
    const view = patched(was, rest, additive === true);
    if (lang) view.lang = lang;
    site.show(view);
    if (rest.sel && rest.sel !== was.sel) flyTo(site.ctx, rest.sel);
    site.tell(page);
  },

  show(view) {
    apply(site.ctx, view);
    afterPaint(() => {
      site.sheets.forEach(follow);
      site.address();
    });
  },

  tell(page, patience = ANSWER_MS) {
    site.seq += 1;
    if (!site.report) return;
    const said = { q: toQuery(site.ctx.view), page: page || site.page, n: site.seq };
    clearTimeout(site.timer);
    site.timer = setTimeout(() => site.report(said), 0);
    clearTimeout(site.deaf);
    site.deaf = setTimeout(() => site.insist(page, 2 * patience), patience);
  },

  // A server that was started anew knows nothing of this page, and does not hear a part of it:
  // it is asked for the whole page, then told again.
  insist(page, patience) {
    if (!talk.open) site.whole?.(site.seq);
    site.deaf = setTimeout(() => site.tell(page, Math.min(patience, 60000)), ANSWER_MS / 4);
  },

  moved(ctx) {
    if (ctx.fitting || talk.open) return;
    const at = ctx.map.getCenter();
    ctx.view = { ...ctx.view, c: [at.lat, at.lng], z: ctx.map.getZoom() };
    site.address();
  },

  address() {
    if (!site.ctx || talk.open || !(site.report || site.standalone)) return; // the server has yet to read the link
    const mark = (site.standalone ? '#' : '?') + toQuery(site.ctx.view);
    if ((site.standalone ? location.hash : location.search) !== mark) {
      history.replaceState(history.state, '', site.standalone ? mark : location.pathname + mark);
    }
  },

  // A finished map: show the view that was asked for, and fill what stands beside it.
  adopt(ctx) {
    const asked = site.pending ?? location.hash.slice(1);
    site.pending = null;
    site.ctx = ctx;
    site.sheets.forEach(drawSheet);
    start(ctx, fromQuery(asked, ctx.facts));
    site.sheets.forEach(follow);
    site.address();
    resumeTalk();
    (window.requestIdleCallback || setTimeout)(() => fetchMore());
  },
};

// What is not the map may wait until the map has been painted.
function afterPaint(act) {
  clearTimeout(site.later);
  site.later = setTimeout(() => requestAnimationFrame(() => setTimeout(act, 0)), 0);
}

// What does not go with the map is fetched once the first screen stands, or when it is asked for.
function fetchMore() {
  const { ctx, more } = site;
  if (ctx && more) ctx.fetched ||= takeMore(ctx, more);
  return ctx?.fetched;
}

async function takeMore(ctx, more) {
  const { default: rest } = await import(new URL(more, location.origin));
  if (site.ctx !== ctx) return;
  ctx.facts.sheets = { ...ctx.facts.sheets, ...rest.sheets };
  ctx.facts.cites = rest.cites;
  for (const box of site.sheets.filter((b) => !b.parts)) { drawSheet(box); follow(box); }
}

// What stands beside the map has one name, for the link that skips the map.
function nameBeside(box) {
  const panel = box.querySelector('.panel');
  if (!panel) return;
  document.getElementById('beside')?.removeAttribute('id');
  panel.id = 'beside';
}

// A sheet is drawn from the map's own facts: the server names it and sends no more.
function drawSheet(box) {
  if (!site.ctx) return;
  const tree = site.ctx.facts.sheets[box.dataset.sheet];
  if (!tree) {
    box.parts = null;
    fetchMore();
    return;
  }
  box.lang = site.ctx.facts.lang;
  redraw(box, tree, site.go);
  nameBeside(box);
  const all = (selector) => [...box.querySelectorAll(selector)];
  box.parts = {
    rows: all('tr[data-site], tr[data-cluster]'),
    sites: all(':not(tr)[data-site]'),
    facets: ['element', 'cluster', 'segment'].flatMap((key) => all(`:not(tr)[data-${key}]`).map((part) => [key, part])),
    states: all('[data-state]'),
    pressed: all('[aria-pressed][data-go]').map((part) => [...Object.entries(JSON.parse(part.dataset.go))[0], part]),
    none: all('tr.none'),
  };
}

// Let lists and tables follow the view.
function follow(box) {
  if (!site.ctx || !box.parts) return;
  const { view, facts } = site.ctx;
  const fits = (id) => !facts.sites[id] || matches(view, facts.sites[id]);
  const among = (key, value) => !view[key].length || view[key].includes(value);
  for (const part of box.parts.sites) {
    part.classList.toggle('is-dim', !fits(part.dataset.site));
    part.classList.toggle('is-open', part.dataset.site === view.sel);
  }
  for (const [key, part] of box.parts.facets) part.classList.toggle('is-dim', !among(key, part.dataset[key]));
  for (const [key, value, part] of box.parts.pressed) {
    if (LISTS.includes(key)) part.setAttribute('aria-pressed', String(value ? view[key].includes(value) : !view[key].length));
  }
  for (const part of box.parts.states) part.hidden = !among('state', part.dataset.state);
  for (const row of box.parts.rows) {
    const { dataset } = row;
    const whole = dataset.cluster && !dataset.segment && view.segment.length > 0;
    const out = (dataset.site && !fits(dataset.site)) || whole
      || ['element', 'cluster', 'segment'].some((key) => dataset[key] && !among(key, dataset[key]));
    if (row.hidden !== Boolean(out)) row.hidden = Boolean(out);
  }
  for (const none of box.parts.none) none.hidden = [...none.parentNode.rows].some((row) => row !== none && !row.hidden);
}

function mountTree(data, host) {
  const box = host.querySelector('.lt-tree') || host.appendChild(node('div', { class: 'lt-tree' }));
  if (data.kind === 'tree') {
    site.sheets = site.sheets.filter((sheet) => sheet !== box);
    box.lang = data.lang;
    redraw(box, data.tree, site.go);
    nameBeside(box);
    box.querySelector('.head [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
    if (data.keep) site.keep = data.keep;
    if (data.picture) site.picture = data.picture;
    if (data.name) document.documentElement.dataset.layoutSheet = data.name;
    document.documentElement.classList.add('lt-here');
    document.documentElement.classList.toggle('has-faults', Boolean(document.querySelector('.lt-tree .faults')));
    for (const copy of box.querySelectorAll('[data-go*=copy]')) copy.onclick = () => copyLink(copy, data.words);
    return;
  }
  const turned = box.dataset.sheet !== data.name;
  box.dataset.sheet = data.name;
  if (data.name !== 'tables') document.documentElement.dataset.layoutSheet = data.name;
  if (site.sheets.includes(box) && !turned) return;
  site.sheets = [...site.sheets.filter((h) => h !== box && h.isConnected), box];
  drawSheet(box);
  follow(box);
  if (turned) box.closest('.stElementContainer')?.scrollTo(0, 0);
}

async function copyLink(button, words) {
  const said = button.textContent;
  try {
    await navigator.clipboard.writeText(location.href);
    button.textContent = words.copied;
  } catch {
    button.textContent = words['copy-failed'];
  }
  setTimeout(() => { button.textContent = said; }, 2500);
}

// Keep one map alive: a rerun of the server only tells it what changed.
async function mountMap(data, host, tell) {
  const { url, view, n, page } = data;
  site.report = tell;
  if (n >= site.seq) clearTimeout(site.deaf);
  if (talk.open) { talk.later = () => mountMap(data, host, tell); return; } // the map is lent to the presenter
  const turned = site.page !== page;
  site.page = page;
  document.documentElement.dataset.layoutPage = page;
  site.marks = data.marks || {};
  site.more = data.more;
  if (site.ctx) showMarks(site.ctx);
  const box = host.querySelector('.lt-host') || host.appendChild(settle() || node('div', { class: 'lt-host' }));
  if (site.seq && n === 0) site.tell();
  if (box.dataset.url === url) {
    if (site.ctx && (n >= site.seq || turned)) answer(view, turned);
    for (const sheet of site.sheets) sheet.dataset.panelView = view;
    site.address();
    return;
  }
  await build(box, url, site.ctx && box.firstChild ? toQuery({ ...site.ctx.view, lang: '' }) : view);
}

async function build(box, url, view) {
  box.dataset.url = url;
  delete document.documentElement.dataset.layoutMap;
  site.pending = view;
  const made = await import(new URL(url, location.origin));
  if (box.dataset.url !== url || !box.isConnected) return;
  site.ctx?.map.remove();
  site.ctx = null;
  box.replaceChildren(node('div', { id: made.id, class: 'lt-canvas' }));
  made.default(L, LayoutSite);
}

// The map need not wait for the page around it: draw it at once where it will stand.
function early(url) {
  site.early = document.body.appendChild(node('div', { class: 'lt-host lt-early' }));
  return build(site.early, url, location.search.slice(1));
}

// Hand over the map that was drawn early.
function settle() {
  const box = site.early;
  site.early = null;
  box?.classList.remove('lt-early');
  return box;
}

// The server's word on the view: taken when nothing newer was done here.
function answer(query, turned) {
  const own = site.ctx.view;
  const view = { ...fromQuery(query, site.ctx.facts), step: own.step };
  const same = toQuery({ ...view, c: null }) === toQuery({ ...own, c: null });
  if (!same) {
    site.show({ ...view, c: own.c, z: own.z });
    if (view.sel && view.sel !== own.sel) flyTo(site.ctx, view.sel);
  } else if (turned) {
    showCard(site.ctx);
    site.address();
  }
}

function standalone(head, title) {
  site.standalone = true;
  document.title = clean(title);
  redraw(document.getElementById('head'), head, site.go);
  site.sheets = [...document.querySelectorAll('[data-sheet]')];
  addEventListener('hashchange', () => { if (site.ctx && !followTalk()) follows(location.hash.slice(1)); });
}

// A link typed into an open page counts whole, with its position.
function follows(query) {
  if (!query.includes('=')) { site.address(); return; }
  const view = fromQuery(query, site.ctx.facts);
  const own = site.ctx.view;
  site.show({ ...view, c: view.c || own.c, z: view.z ?? own.z });
  if (view.c) site.ctx.map.setView(view.c, view.z, { animate: false });
  else if (view.sel && view.sel !== own.sel) flyTo(site.ctx, view.sel);
}

const LayoutSite = {
  attach,
  early,
  standalone,
  slideshow,
  mount(c) {
    const [data] = c.data;
    if (data.kind === 'map') return mountMap(data, c.parentElement, (value) => c.setStateValue('view', value));
    if (data.kind === 'story') return mountStory(data, c.parentElement);
    if (data.kind === 'upload') return mountUpload(data, c.parentElement, (value) => c.setTriggerValue('file', value));
    if (data.words) site.whole = (n) => c.setStateValue('again', n);
    return mountTree(data, c.parentElement);
  },
};
