// One page, several mounts: what the map shows, what stands beside it, and the address bar.
const site = {
  ctx: null, view: null, page: 'overview', report: null, pending: null, seq: 0, follows: [], standalone: false,

  // Change the view: at once on the map and beside it, then once to the server.
  go(patch, additive) {
    const { page, lang, ...rest } = patch;
    if (!site.ctx) return;
    const was = site.ctx.view;
    const view = patched(was, rest, additive === true);
    if (rest.sel !== undefined && rest.sel !== was.sel && rest.sel) {
      view.c = null;
      flyTo(site.ctx, rest.sel);
    }
    if (lang) view.lang = lang;
    site.show(view);
    site.tell(page);
  },

  show(view) {
    apply(site.ctx, view);
    for (const host of site.follows) follow(host, site.ctx);
    site.address();
  },

  tell(page) {
    if (!site.report) return;
    clearTimeout(site.timer);
    site.seq += 1;
    site.timer = setTimeout(() => site.report({ q: toQuery(site.ctx.view), page: page || site.page, n: site.seq }), 0);
  },

  moved(ctx) {
    const at = ctx.map.getCenter();
    ctx.view = { ...ctx.view, c: [at.lat, at.lng], z: ctx.map.getZoom() };
    site.address();
  },

  address() {
    if (!site.ctx) return;
    const query = toQuery(site.ctx.view);
    const url = site.standalone ? `#${query}` : `${location.pathname}?${query}`;
    if (location.search !== `?${query}` || site.standalone) history.replaceState(history.state, '', url);
  },

  // A finished map: show the view that was asked for.
  adopt(ctx) {
    const asked = site.pending ?? location.hash.slice(1);
    site.pending = null;
    site.ctx = ctx;
    start(ctx, fromQuery(asked, ctx.facts));
    for (const host of site.follows) follow(host, ctx);
    site.address();
  },
};

// Let lists and tables drawn by the server follow the view before the server answers.
function follow(host, ctx) {
  const { view, facts } = ctx;
  for (const row of host.querySelectorAll('tr[data-site], tr[data-cluster]')) row.hidden = false;
  for (const part of host.querySelectorAll('[data-site]')) {
    const about = facts.sites[part.dataset.site];
    if (!about) continue;
    const out = !matches(view, about);
    if (part.tagName === 'TR') part.hidden ||= out;
    else part.classList.toggle('is-dim', out);
    part.classList.toggle('is-open', part.dataset.site === view.sel);
  }
  for (const key of ['element', 'cluster', 'segment']) {
    for (const part of host.querySelectorAll(`[data-${key}]`)) {
      const out = view[key].length > 0 && !view[key].includes(part.dataset[key]);
      if (part.tagName === 'TR') part.hidden ||= out;
      else part.classList.toggle('is-dim', out);
    }
  }
  for (const whole of host.querySelectorAll('tr[data-cluster]:not([data-segment])')) whole.hidden ||= view.segment.length > 0;
  for (const none of host.querySelectorAll('tr.none')) {
    none.hidden = [...none.parentNode.rows].some((row) => row !== none && !row.hidden);
  }
  for (const part of host.querySelectorAll('[aria-pressed][data-go]')) {
    const [[key, value]] = Object.entries(JSON.parse(part.dataset.go));
    if (LISTS.includes(key)) part.setAttribute('aria-pressed', String(view[key].includes(value)));
  }
}

function mountTree(data, host) {
  const box = host.querySelector('.lt-tree') || host.appendChild(node('div', { class: 'lt-tree' }));
  box.lang = data.lang;
  redraw(box, data.tree, site.go);
  if (data.kind === 'follow') {
    site.follows = [...site.follows.filter((h) => h !== box && h.isConnected), box];
    if (site.ctx) follow(box, site.ctx);
  }
  for (const copy of box.querySelectorAll('[data-go*=copy]')) copy.onclick = () => copyLink(copy, data.words);
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
  const turned = site.page !== page;
  site.page = page;
  const box = host.querySelector('.lt-host') || host.appendChild(node('div', { class: 'lt-host' }));
  if (box.dataset.url === url) {
    if (site.ctx && (n >= site.seq || turned)) answer(view, turned);
    for (const box of site.follows) box.dataset.panelView = view;
    return;
  }
  box.dataset.url = url;
  site.pending = site.ctx && box.firstChild ? toQuery({ ...site.ctx.view, lang: '' }) : view;
  const made = await import(new URL(url, location.origin));
  if (box.dataset.url !== url) return;
  site.ctx?.map.remove();
  site.ctx = null;
  box.replaceChildren(node('div', { id: made.id, class: 'lt-canvas' }));
  made.default(L, LayoutSite);
}

// The server's word on the view: taken when nothing newer was done here.
function answer(query, turned) {
  const view = fromQuery(query, site.ctx.facts);
  const own = site.ctx.view;
  const same = toQuery({ ...view, c: null }) === toQuery({ ...own, c: null });
  if (!same) {
    if (view.sel && view.sel !== own.sel) flyTo(site.ctx, view.sel);
    site.show({ ...view, c: own.c, z: own.z });
  } else if (turned) {
    showCard(site.ctx);
    site.address();
  }
}

function standalone(trees) {
  site.standalone = true;
  for (const [id, tree] of Object.entries(trees)) {
    const host = document.getElementById(id);
    redraw(host, tree, (patch, e) => site.go(patch, e?.ctrlKey));
    site.follows.push(host);
  }
  addEventListener('hashchange', () => { if (site.ctx) { site.view = null; answer(location.hash.slice(1), false); } });
}

const LayoutSite = {
  attach,
  standalone,
  mount(c) {
    const [data] = c.data;
    if (data.kind === 'map') return mountMap(data, c.parentElement, (value) => c.setStateValue('view', value));
    return mountTree(data, c.parentElement);
  },
};
