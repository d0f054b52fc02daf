// Notes in a second window, for the speaker's own screen: what to say, what comes, and the time.
function openNotes() {
  const held = talk.aside;
  if (held && !held.closed) { held.focus(); return; }
  const opened = window.open('', 'lt-notes', 'popup,width=760,height=620');
  if (!opened) { toast(talk.words.blocked); return; }
  talk.aside = opened;
  const { document: page } = opened;
  page.title = clean(`${talk.words.notes} · ${talk.show.title}`);
  page.documentElement.lang = talk.show.lang;
  const style = page.createElement('style');
  style.textContent = NOTES_STYLE;
  page.head.replaceChildren(style);
  opened.addEventListener('keydown', pressed, true);
  talk.ticking ||= setInterval(tick, 500);
  tellNotes();
}

function closeNotes() {
  clearInterval(talk.ticking);
  talk.ticking = null;
  if (talk.aside && !talk.aside.closed) talk.aside.close();
  talk.aside = null;
}

addEventListener('pagehide', () => { if (talk.aside) closeNotes(); });

function tellNotes() {
  const aside = talk.aside;
  if (!aside || aside.closed) return;
  const { words, show, at } = talk;
  const step = show.steps[at];
  const coming = show.steps[at + 1];
  const paragraphs = (step.notes || words['no-notes']).split(/\n+/).map((text) => node('p', {}, text));
  const clock = (name, label) => node('div', {}, node('small', {}, label), node('b', { 'data-time': name }));
  const made = node('main', { class: talk.black.hidden ? '' : 'is-black' },
    node('header', {}, node('div', {}, node('small', {}, step.kicker), node('h1', {}, step.title)), node('b', { class: 'n' }, `${step.n} / ${show.steps.length}`)),
    talk.black.hidden ? null : node('p', { class: 'black' }, words.black),
    node('section', { class: step.notes ? '' : 'none' }, ...paragraphs),
    node('aside', {}, node('small', {}, coming ? words.coming : ''), node('b', {}, coming ? coming.title : words.last)),
    node('div', { class: 'from' }, node('small', {}, words.sources), node('p', {}, step.sources.join(show.lang === 'zh' ? '；' : '; '))),
    node('footer', {}, clock('elapsed', words.elapsed), clock('clock', words.clock)));
  aside.document.body.replaceChildren(aside.document.adoptNode(made));
  tick();
}

function tick() {
  const aside = talk.aside;
  if (!aside || aside.closed) { closeNotes(); return; }
  const two = (n) => String(n).padStart(2, '0');
  const seconds = Math.floor((Date.now() - talk.since) / 1000);
  const now = new Date();
  const times = { elapsed: `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`, clock: `${two(now.getHours())}:${two(now.getMinutes())}` };
  for (const part of aside.document.querySelectorAll('[data-time]')) {
    if (part.textContent !== times[part.dataset.time]) part.textContent = times[part.dataset.time];
  }
}

const NOTES_STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#26231c, #eceae4); --muted: light-dark(#6f6a5e, #a9a498); --hair: light-dark(#cfcbc0, #45484a); --paper: light-dark(#fcfbf8, #1d1f21); }
* { box-sizing: border-box; margin: 0; }
body { background: var(--paper); color: var(--ink); font: 20px/1.6 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", system-ui, sans-serif; font-variant-numeric: tabular-nums; }
main { min-height: 100vh; padding: 26px 32px 0; display: flex; flex-direction: column; gap: 18px; }
header { display: flex; justify-content: space-between; gap: 24px; align-items: flex-start; border-bottom: 1px solid var(--hair); padding-bottom: 12px; }
h1 { font-size: 26px; line-height: 1.3; }
small { display: block; font-size: 14px; line-height: 1.5; color: var(--muted); }
.n { font-size: 26px; white-space: nowrap; }
section { flex: 1; }
section p + p { margin-top: .6em; }
.none, .black { color: var(--muted); }
.black { border: 1px solid var(--hair); padding: 4px 14px; border-radius: 6px; width: fit-content; }
aside { border-left: 4px solid var(--hair); padding-left: 14px; }
.from p { font-size: 14px; line-height: 1.5; color: var(--muted); overflow-wrap: anywhere; }
footer { display: flex; gap: 40px; border-top: 1px solid var(--hair); padding: 12px 0; position: sticky; bottom: 0; background: var(--paper); margin-top: auto; }
footer b { font-size: 26px; line-height: 1.2; }
`;
