// The presenter: a story, step by step, on the living map. It lives in the browser alone, so that
// no lost connection ends it; the map is lent to it and given back.
const LINK_MS = 120;
const BEFORE = 'layout-before-talk';
const talk = { open: false, at: -1, asked: new URLSearchParams(location.protocol === 'file:' ? location.hash.slice(1) : location.search).get('step') || '' };

// Begin at the step named, else at the first. `charts` are drawings by name.
function startShow(show, charts, words, id = '') {
  if (!site.ctx || talk.open || !show?.steps?.length) return false;
  const resumed = Boolean(talk.asked);
  talk.given = [show, charts, words];
  Object.assign(talk, { open: true, show, charts, words, at: -1, asked: '', since: Date.now(), digits: '', typed: '', from: document.activeElement });
  const at = show.steps.findIndex((step) => step.id === id);
  talk.before = beforeTalk(resumed);
  openStage();
  toStep(Math.max(0, at), false);
  fitAhead();
  if (id && at < 0) toast(fill(words.unknown, { step: id }));
  return true;
}

// The view to come back to. A page loaded again knows only its link, which is the step's: what stood
// before is kept for as long as the tab is open.
function beforeTalk(resumed) {
  const view = { ...site.ctx.view, step: '' };
  if (site.standalone) return view;
  try {
    const kept = resumed && sessionStorage.getItem(BEFORE);
    if (kept) return { ...fromQuery(kept, site.ctx.facts), lang: view.lang };
    sessionStorage.setItem(BEFORE, toQuery(view));
  } catch { /* a browser may keep nothing: then the step's own view is what stays */ }
  return view;
}

function forgetBefore() {
  try { sessionStorage.removeItem(BEFORE); } catch { /* nothing was kept */ }
}

// A link may name a step before map or story are there: then the presenter opens once both are.
function resumeShow(show, charts, words) {
  talk.given = [show, charts, words];
  return resumeTalk();
}

function resumeTalk() {
  return Boolean(site.ctx && talk.given && talk.asked && !talk.open) && startShow(...talk.given, talk.asked);
}

function presentAgain(id) {
  if (talk.given) startShow(...talk.given, id || talk.last || '');
}

function toStep(n, fly = true) {
  const { steps } = talk.show;
  const at = Math.max(0, Math.min(steps.length - 1, n));
  if (!talk.open || at === talk.at) return;
  const step = steps[at];
  const { ctx } = site;
  talk.at = at;
  talk.last = step.id;
  drawStep(step);
  if (talk.rooms.get(isWide()) !== talk.room) measureStage();
  const view = { ...fromQuery(step.view, ctx.facts), step: step.id, c: null, z: null };
  const located = showLost(talk.ground, view);
  ctx.held = true; // names find their places once, where the map comes to rest
  apply(ctx, view);
  ctx.held = false;
  blockStage(located);
  if (!flyToStep(step, fly && !calm())) placeLabels(ctx);
  clearTimeout(talk.linking); // the link follows when the step has been drawn
  talk.linking = setTimeout(() => addressStep(view), LINK_MS);
  tellNotes();
}

// The link of a step opens the presenter there. A file needs no more than the step's name.
function addressStep(view) {
  const link = site.standalone ? `#step=${view.step}` : `${location.pathname}?${toQuery(view)}`;
  history.replaceState(history.state, '', link);
}

// A step's name typed into an open file.
function followTalk() {
  const id = new URLSearchParams(location.hash.slice(1)).get('step');
  if (!id || !talk.given) {
    if (talk.open) addressStep(site.ctx.view);
    return talk.open;
  }
  if (!talk.open) return startShow(...talk.given, id);
  const at = talk.show.steps.findIndex((step) => step.id === id);
  if (at < 0) { toast(fill(talk.words.unknown, { step: id })); addressStep(site.ctx.view); } else toStep(at);
  return true;
}

// Tells whether the map moves for it.
function flyToStep(step, fly) {
  const { map } = site.ctx;
  const box = [...step.box, isWide()].join();
  const near = talk.rest?.box === box && map.getCenter().equals(talk.rest.centre, 1e-6) && map.getZoom() === talk.rest.zoom;
  if (near) return false;
  const options = { ...talk.room.free, maxZoom: 14, duration: 0.9 };
  talk.rest = null;
  if (fly) map.flyToBounds(step.box, options);
  else map.fitBounds(step.box, { ...options, animate: false });
  const rested = () => { talk.rest = { box, centre: map.getCenter(), zoom: map.getZoom() }; };
  if (fly) map.once('moveend', rested);
  else rested();
  return true;
}

// Back to the page: the map goes home, the view is what it was, and the server hears of it.
function leaveShow() {
  if (!talk.open) return;
  talk.open = false;
  forgetBefore();
  clearTimeout(talk.linking);
  closeNotes();
  closeStage();
  const { later, before, from } = talk;
  Object.assign(talk, { later: null, before: null, from: null, rest: null });
  site.show(before);
  site.ctx.fitting = true;
  if (before.c) site.ctx.map.setView(before.c, before.z, { animate: false });
  else fit(site.ctx, false);
  site.ctx.fitting = false;
  site.address();
  if (later) later();
  site.tell();
  const back = from?.isConnected && from !== document.body ? from : document.querySelector('[data-talk], .head [data-go*=present]');
  back?.focus({ preventScroll: true });
}

// A file that holds one story opens in the presenter, unless its link names another view.
function slideshow(head, title, story) {
  const { hash } = location;
  standalone(head, title);
  talk.given = [story.show, story.charts, story.words];
  talk.always = true;
  const named = new URLSearchParams(hash.slice(1)).get('step');
  talk.asked = named || (hash.includes('=') ? '' : story.show.steps[0].id);
  if (talk.asked && !site.ctx) document.body.classList.add('is-opening');
}
