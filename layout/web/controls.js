// Search, filters, layers, legend and card: inside the map, acting on it at once.
function makeControls(ctx) {
  const { words } = ctx.facts;
  ctx.live = node('div', { class: 'lt-live', 'aria-live': 'polite' });
  ctx.chips = node('div', { class: 'lt-chips', role: 'group', 'aria-label': words.filter });
  ctx.card = node('div', { class: 'lt-card', hidden: true });
  ctx.pop = node('div', { class: 'lt-pop', hidden: true });
  const bar = node('div', { class: 'lt-bar', 'data-block': '' }, makeSearch(ctx), ctx.chips);
  const tools = node('div', { class: 'lt-tools', 'data-block': '' }, northArrow(words.north),
    node('div', { class: 'lt-buttons' },
      iconButton('+', words['zoom-in'], () => ctx.map.zoomIn(0.5)),
      iconButton('−', words['zoom-out'], () => ctx.map.zoomOut(0.5)),
      iconButton(svg('svg', { viewBox: '0 0 16 16' }, svg('path', { d: 'M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4' })), words.reset, () => { fit(ctx, true); })));
  const foot = node('div', { class: 'lt-foot' },
    node('div', { class: 'lt-left', 'data-block': '' }, makeLegend(ctx), makeLost(ctx), node('div', { class: 'lt-scale' })),
    node('div', { class: 'lt-credit', 'data-block': '' }, node('b', { class: 'lt-stamp' }, ctx.facts.stamp), node('span', {}, ctx.facts.credit)));
  ctx.overlay.append(bar, tools, ctx.pop, ctx.card, foot, ctx.live);
  const scale = L.control.scale({ imperial: false, maxWidth: 110 }).addTo(ctx.map);
  foot.querySelector('.lt-scale').append(scale.getContainer());
  makeChips(ctx);
  ctx.root.addEventListener('keydown', (e) => {
    if (e.key !== 'Escape') return;
    if (!ctx.pop.hidden) closePop(ctx);
    else if (ctx.view.sel) ctx.go({ sel: '' });
  });
  ctx.map.on('click', () => { closePop(ctx); if (ctx.view.sel) ctx.go({ sel: '' }); });
}

function iconButton(face, name, act) {
  return node('button', { type: 'button', title: name, 'aria-label': name, onclick: act }, face);
}

function northArrow(letter) {
  const arrow = svg('svg', { viewBox: '0 0 20 30', 'aria-hidden': 'true' }, svg('path', { d: 'M10 0 19 29 10 22 1 29Z' }));
  return node('div', { class: 'lt-north' }, node('span', {}, letter), arrow);
}

function chip(ctx, key, option) {
  const made = node('button', { type: 'button', class: 'lt-chip', 'data-facet': key, 'data-value': option.value, 'aria-pressed': 'false' });
  if (option.colour) made.append(symbol({ form: 'dot', colour: option.colour }));
  made.append(node('span', {}, option.label));
  made.addEventListener('click', (e) => ctx.go({ [key]: option.value }, e.ctrlKey || e.metaKey || e.shiftKey || Boolean(made.closest('.lt-pop'))));
  return made;
}

// The chips one needs at first sight; all other filters stand behind "Filter".
function makeChips(ctx) {
  const { words, facets } = ctx.facts;
  const all = node('button', { type: 'button', class: 'lt-chip lt-all', onclick: () => ctx.go({ element: '', cluster: '', segment: '', level: '' }) }, words.all);
  ctx.chips.append(all);
  for (const key of ['cluster', 'level']) {
    const facet = facets.find((f) => f.key === key);
    const used = new Set(Object.values(ctx.facts.sites).filter((s) => s.type === 'park').flatMap((s) => s.facets[key]));
    for (const option of facet.options.filter((o) => used.has(o.value))) ctx.chips.append(chip(ctx, key, option));
  }
  ctx.filterButton = popButton(ctx, words.filter, () => facets.filter((f) => f.types.length).map((f) => facetGroup(ctx, f)));
  ctx.layerButton = popButton(ctx, words.layers, () => [layerList(ctx)]);
  ctx.chips.append(ctx.filterButton, ctx.layerButton);
}

function popButton(ctx, name, content) {
  const made = node('button', { type: 'button', class: 'lt-chip lt-more', 'aria-expanded': 'false' }, name);
  made.addEventListener('click', () => {
    const again = ctx.pop.owner === made && !ctx.pop.hidden;
    closePop(ctx);
    if (again) return;
    ctx.pop.owner = made;
    ctx.pop.replaceChildren(node('div', { class: 'lt-pop-head' }, node('b', {}, name), iconButton('×', ctx.facts.words.close, () => { closePop(ctx); made.focus(); })), ...content());
    ctx.pop.hidden = false;
    made.setAttribute('aria-expanded', 'true');
    showPressed(ctx);
    ctx.pop.querySelector('button, input')?.focus();
  });
  return made;
}

function closePop(ctx) {
  ctx.pop.hidden = true;
  ctx.pop.owner?.setAttribute('aria-expanded', 'false');
}

function facetGroup(ctx, facet) {
  const options = facet.options.filter((o) => o.used || facet.key === 'segment');
  return node('fieldset', { class: 'lt-group' }, node('legend', {}, facet.label), ...options.map((o) => chip(ctx, facet.key, o)));
}

function layerList(ctx) {
  return node('fieldset', { class: 'lt-group lt-layers' }, ...ctx.facts.layers.map((layer) => {
    const box = node('input', { type: 'checkbox', 'data-layer': layer.id });
    box.addEventListener('change', () => ctx.go({ off: layer.id }));
    return node('label', {}, box, layer.colour ? symbol({ form: 'dot', colour: layer.colour }) : null, layer.name);
  }));
}

function makeSearch(ctx) {
  const { words, sites } = ctx.facts;
  const id = `lt-found-${ctx.map._leaflet_id}`;
  const input = node('input', { type: 'search', class: 'lt-search', placeholder: words.search, 'aria-label': words.search, role: 'combobox', 'aria-expanded': 'false', 'aria-controls': id, autocomplete: 'off', maxlength: 60 });
  const list = node('ul', { class: 'lt-found', id, role: 'listbox', hidden: true });
  let at = -1;
  const options = () => [...list.querySelectorAll('[role=option]')];
  const close = () => { list.hidden = true; input.setAttribute('aria-expanded', 'false'); at = -1; };
  const choose = (key) => { input.value = ''; close(); ctx.go({ sel: key }); };
  const show = () => {
    const wanted = input.value.trim().toLowerCase();
    const found = wanted ? search(sites, wanted) : [];
    list.replaceChildren(...found.map(([key, about, name], i) => {
      const item = node('li', { role: 'option', id: `${id}-${i}`, 'data-site': key }, symbol(about.symbol), node('span', {}, about.name), node('small', {}, name === about.name ? about.where : name));
      item.addEventListener('pointerdown', (e) => { e.preventDefault(); choose(key); });
      return item;
    }));
    if (wanted && !found.length) list.append(node('li', { class: 'lt-none' }, words['search-none']));
    list.hidden = !wanted;
    input.setAttribute('aria-expanded', String(Boolean(wanted)));
    mark(found.length ? 0 : -1);
  };
  const mark = (next) => {
    at = next;
    options().forEach((o, i) => o.setAttribute('aria-selected', String(i === at)));
    if (at >= 0) input.setAttribute('aria-activedescendant', `${id}-${at}`);
    else input.removeAttribute('aria-activedescendant');
  };
  input.addEventListener('input', show);
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (e) => {
    const n = options().length;
    if (e.key === 'ArrowDown' && n) { e.preventDefault(); mark((at + 1) % n); }
    if (e.key === 'ArrowUp' && n) { e.preventDefault(); mark((at - 1 + n) % n); }
    if (e.key === 'Enter' && at >= 0) choose(options()[at].dataset.site);
    if (e.key === 'Escape' && !list.hidden) { e.stopPropagation(); close(); }
  });
  return node('div', { class: 'lt-find' }, input, list);
}

// Sites whose name or alias holds the words; parks before towns before places.
function search(sites, wanted) {
  const order = { park: 0, town: 1, place: 2 };
  const found = [];
  for (const [key, about] of Object.entries(sites)) {
    const name = about.names.find((n) => n.toLowerCase().includes(wanted));
    if (name) found.push([key, about, name]);
  }
  found.sort((a, b) => (b[2].toLowerCase().startsWith(wanted) - a[2].toLowerCase().startsWith(wanted)) || order[a[1].type] - order[b[1].type]);
  return found.slice(0, 8);
}

function makeLegend(ctx) {
  const rows = ctx.facts.legend.map((row) => node('li', {}, legendKey(row), row.text));
  const made = node('details', { class: 'lt-legend' }, node('summary', {}, ctx.facts.words.legend), node('ul', {}, ...rows));
  made.open = ctx.root.clientWidth > 900 && ctx.root.clientHeight > 640;
  made.addEventListener('toggle', () => { ctx.blocks = null; if (ctx.rev) placeLabels(ctx); });
  return made;
}

// What has no published position stands beside the map, never on it.
function makeLost(ctx) {
  const { words, sites, unlocated } = ctx.facts;
  if (!unlocated.length) return null;
  const rows = unlocated.map((key) => node('button', { type: 'button', 'data-site': key, onclick: () => ctx.go({ sel: key }) }, symbol(sites[key].symbol), node('span', {}, sites[key].name, node('small', {}, sites[key].lost))));
  return node('div', { class: 'lt-lost' }, node('span', {}, words.unlocated), ...rows);
}

function legendKey(row) {
  if (['park', 'zone', 'landmark'].includes(row.form)) return symbol(row);
  const made = node('span', { class: `lt-key lt-key-${row.form}` });
  if (row.colour) made.style.setProperty('--c', paint(row.colour));
  if (row.strength != null) made.style.setProperty('--s', Number(row.strength));
  return made;
}

function showPressed(ctx) {
  for (const button of ctx.overlay.querySelectorAll('[data-facet]')) {
    button.setAttribute('aria-pressed', String(ctx.view[button.dataset.facet].includes(button.dataset.value)));
  }
  for (const box of ctx.overlay.querySelectorAll('[data-layer]')) box.checked = !ctx.view.off.includes(box.dataset.layer);
  ctx.chips.querySelector('.lt-all').setAttribute('aria-pressed', String(!filtered(ctx.view)));
  const hidden = LISTS.filter((k) => !['cluster', 'level', 'state'].includes(k)).reduce((n, k) => n + ctx.view[k].length, 0);
  const face = hidden ? `${ctx.facts.words.filter} · ${hidden}` : ctx.facts.words.filter;
  if (ctx.filterButton.textContent !== face) {
    ctx.filterButton.textContent = face;
    ctx.blocks = null;
  }
  ctx.filterButton.classList.toggle('is-on', hidden > 0);
  ctx.layerButton.classList.toggle('is-on', ctx.view.off.length > 0);
}

function showControls(ctx) {
  const { view, facts } = ctx;
  showPressed(ctx);
  showCard(ctx);
  const parks = Object.values(facts.sites).filter((s) => s.type === 'park');
  const n = parks.filter((s) => matches(view, s)).length;
  const words = view.sel ? facts.words.selected.replace('{name}', facts.sites[view.sel].name)
    : (filtered(view) ? facts.words.shown : facts.words.cleared).replace('{n}', n).replace('{total}', parks.length);
  if (ctx.rev && ctx.live.textContent !== words) ctx.live.textContent = clean(words);
}

function showCard(ctx) {
  const key = site.page === 'overview' ? ctx.view.sel : '';
  if ((ctx.card.dataset.site || '') === key) return;
  ctx.card.dataset.site = key;
  ctx.card.hidden = !key;
  ctx.overlay.classList.toggle('has-card', Boolean(key));
  if (!key) { ctx.card.replaceChildren(); return; }
  const about = ctx.facts.sites[key];
  ctx.card.replaceChildren(iconButton('×', ctx.facts.words.close, () => ctx.go({ sel: '' })), draw(about.card, ctx.go));
  ctx.card.scrollTop = 0;
}
