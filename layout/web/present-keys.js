// The presenter's keys, clicker, touch and mouse.
const DIGITS_MS = 1200;
const KEYS = {
  ArrowRight: 1, ArrowDown: 1, PageDown: 1, Enter: 1, ' ': 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Backspace: -1,
};

function listen(on) {
  const act = on ? 'addEventListener' : 'removeEventListener';
  window[act]('keydown', pressed, true);
  talk.root[act]('pointermove', awake);
  talk.root[act]('pointerdown', touched, true);
  talk.root[act]('pointerup', lifted, true);
  talk.root[act]('click', clicked);
  // A finger turns the page; it does not drag the map.
  for (const kind of ['touchstart', 'pointerdown']) talk.ground[act](kind, keepFromMap, true);
  document[act]('fullscreenchange', fullTurned);
  clearTimeout(talk.idle);
  clearTimeout(talk.waiting);
}

function pressed(e) {
  if (!talk.open || e.isComposing || e.ctrlKey || e.metaKey || e.altKey) return;
  const part = e.target.closest ? e.target : e.currentTarget.document.body;
  if (part.closest('input, textarea, select, [contenteditable]')) return;
  e.stopImmediatePropagation(); // the page below has keys of its own
  if (e.key === 'Tab') return;
  const button = part.closest('button');
  if (button && (e.key === 'Enter' || e.key === ' ') && !talk.digits) return;
  if (steer(e)) e.preventDefault();
}

// Do what a key asks for; tells whether it asks for anything. A key held down counts once.
function steer(e) {
  const { key } = e;
  const known = Object.hasOwn(KEYS, key) || ['Home', 'End', 'Escape', '?', '.'].includes(key) || /^[0-9fbn]$/i.test(key);
  if (e.repeat) return known;
  if (!talk.black.hidden && !/^(Shift|Control|Alt|Meta|CapsLock|N|n)$/.test(key)) {
    blackout(false);
    return true;
  }
  if (!known) return false;
  if (/^[0-9]$/.test(key)) typeDigit(key);
  else if (talk.digits && (key === 'Enter' || key === 'Escape')) takeDigits(key === 'Enter');
  else if (Object.hasOwn(KEYS, key)) toStep(talk.at + (key === ' ' && e.shiftKey ? -1 : KEYS[key]));
  else if (key === 'Home' || key === 'End') toStep(key === 'Home' ? 0 : Infinity);
  else if (key === 'Escape') escape();
  else if (key === '?') showHelp(talk.help.hidden);
  else if (/f/i.test(key)) toggleFull();
  else if (/n/i.test(key)) openNotes();
  else blackout(true);
  return true;
}

function escape() {
  if (!talk.help.hidden) showHelp(false);
  else if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
  else leaveShow();
}

function typeDigit(digit) {
  talk.digits = `${talk.digits}${digit}`.slice(-3);
  toast(fill(talk.words['go-to'], { n: talk.digits }), DIGITS_MS);
  clearTimeout(talk.waiting);
  talk.waiting = setTimeout(() => takeDigits(true), DIGITS_MS);
}

function takeDigits(go) {
  clearTimeout(talk.waiting);
  const n = Number(talk.digits);
  talk.digits = '';
  toast('', 0);
  if (go && n > 0) toStep(n - 1);
}

function toggleFull() {
  talk.windowed = Boolean(document.fullscreenElement);
  if (talk.windowed) document.exitFullscreen().catch(() => {});
  else fullScreen();
}

// Escape ends the full screen before any key is heard, and so does a second window: the briefing
// goes on in the window, and says how to leave it.
function fullTurned() {
  awakeNot();
  if (!document.fullscreenElement && talk.open && !talk.windowed) toast(talk.words['full-left']);
  talk.windowed = false;
}

function fullScreen() {
  const refused = () => { if (talk.open) toast(talk.words['no-full']); };
  if (!talk.root.requestFullscreen) { refused(); return; }
  talk.root.requestFullscreen().catch(refused);
}

// Buttons show while the pointer moves, and keep out of sight else.
function awake() {
  talk.root.classList.add('is-awake');
  clearTimeout(talk.idle);
  talk.idle = setTimeout(awakeNot, AWAKE_MS);
}

function awakeNot() {
  talk.root?.classList.remove('is-awake');
}

function keepFromMap(e) {
  if (e.type === 'touchstart' || e.pointerType === 'touch') e.stopPropagation();
}

function touched(e) {
  talk.finger = e.pointerType === 'touch' ? { x: e.clientX, y: e.clientY, on: e.target.closest('button, .talk-help') } : null;
}

// A finger: swiped to the side it turns the page, tapped at a side of the picture likewise.
function lifted(e) {
  const from = talk.finger;
  talk.finger = null;
  if (!from || e.pointerType !== 'touch' || from.on) return;
  awake();
  const [dx, dy] = [e.clientX - from.x, e.clientY - from.y];
  if (!talk.black.hidden) blackout(false);
  else if (Math.abs(dx) > 50 && Math.abs(dx) > 1.5 * Math.abs(dy)) toStep(talk.at + (dx < 0 ? 1 : -1));
  else if (Math.hypot(dx, dy) < 10) {
    const part = e.clientX / innerWidth;
    if (part > 2 / 3) toStep(talk.at + 1);
    else if (part < 1 / 3) toStep(talk.at - 1);
  }
}

// After a button was pressed by the mouse, keys are the presenter's again.
function clicked(e) {
  if (!talk.black.hidden && talk.black.contains(e.target)) blackout(false);
  else if (!talk.help.hidden && !e.target.closest('.talk-tools, .talk-help')) showHelp(false);
  if (e.detail > 0 && talk.open) talk.root.focus({ preventScroll: true });
}

// While it is open nothing else on the page can be reached, whatever the page adds meanwhile.
function fence(on) {
  if (!on) {
    talk.guard.disconnect();
    for (const part of talk.shut) part.inert = false;
    return;
  }
  talk.shut = new Set();
  shutOut();
  talk.guard = new MutationObserver(shutOut);
  talk.guard.observe(document.body, { childList: true });
  talk.guard.observe(talk.root, { attributeFilter: ['inert', 'aria-hidden'] });
}

// A dialog of the page, such as that of a lost connection, would shut out the presenter in its turn.
function shutOut() {
  for (const name of ['inert', 'aria-hidden']) talk.root.removeAttribute(name);
  for (const part of document.body.children) {
    if (part === talk.root || part.inert || /^(SCRIPT|STYLE|LINK)$/.test(part.tagName)) continue;
    part.inert = true;
    talk.shut.add(part);
  }
  if (!talk.root.contains(document.activeElement)) talk.root.focus({ preventScroll: true });
}
