// Why the page does not come: told in the reader's language while there is no connection to the server.
// Stands at the head of the document, before and apart from all other scripts, in words that old
// engines know.

const FIRST_WAIT_MS = 8000;
const LOST_MS = 3000;
const CHECK_MS = 1000;

/**
 * `words` are those of the section `connection`, by language, with the address of the offline page.
 * @param {Record<string, Record<string, string>>} words
 */
export function watchConnection(words) {
  if (isOldEngine()) {
    addEventListener('DOMContentLoaded', () => showConnection('old', words[languageOfPage(words)]));
    return;
  }
  const line = { opened: false, sockets: 0, since: Date.now() };
  watchSockets(line);
  setInterval(() => {
    const state = connectionState(line, Date.now());
    // A show goes on without a server: nothing is said over it.
    const presenting = document.querySelector('.lt-presenter');
    showConnection(presenting ? '' : state, words[languageOfPage(words)]);
    if (!line.sockets) closeForeignDialog();
  }, CHECK_MS);
}

/**
 * Whether Streamlit's own scripts cannot run: they need the flag v of regular expressions, which came
 * with Chromium 112, Firefox 116 and Safari 17. The map and the files need less.
 */
export function isOldEngine() {
  try {
    return !new RegExp('', 'v');
  } catch {
    return true;
  }
}

/**
 * Why there is no connection: '' where there is one, or where it may yet come.
 * @param {{ opened: boolean, sockets: number, since: number }} line
 * @param {number} now
 */
export function connectionState(line, now) {
  if (line.sockets) return '';
  if (line.opened) return now - line.since > LOST_MS ? 'lost' : '';
  return now - line.since > FIRST_WAIT_MS ? 'never' : '';
}

/**
 * Count the page's open sockets: Streamlit tells nobody of its own.
 * @param {{ opened: boolean, sockets: number, since: number }} line
 */
function watchSockets(line) {
  const Native = window.WebSocket;
  /** @type {any} */
  const Watched = function (address, protocols) {
    const socket = protocols === undefined ? new Native(address) : new Native(address, protocols);
    let open = false;
    socket.addEventListener('open', () => {
      open = true;
      line.opened = true;
      line.sockets += 1;
    });
    socket.addEventListener('close', () => {
      if (open) line.sockets -= 1;
      if (open) line.since = Date.now();
      open = false;
    });
    return socket;
  };
  Watched.prototype = Native.prototype;
  for (const name of ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED']) Watched[name] = Native[name];
  window.WebSocket = Watched;
}

/** @param {Record<string, any>} words */
function languageOfPage(words) {
  const named = /[?&]lang=([\w-]+)/.exec(location.search);
  return named && Object.prototype.hasOwnProperty.call(words, named[1]) ? named[1] : Object.keys(words)[0];
}

/**
 * @param {string} state
 * @param {Record<string, string>} words
 */
function showConnection(state, words) {
  let box = document.getElementById('layout-connection');
  if (!state && box) box.remove();
  if (!state || !document.body || (box && box.getAttribute('data-state') === state)) return;
  if (box) box.remove();
  box = document.body.appendChild(document.createElement('div'));
  box.id = 'layout-connection';
  box.setAttribute('data-state', state);
  box.setAttribute('role', 'alert');
  box.style.cssText =
    'position:fixed;z-index:2147483647;left:12px;right:12px;bottom:24px;box-sizing:border-box;' +
    'max-width:640px;margin:0 auto;padding:14px 18px;border:2px solid #a3332a;border-radius:10px;' +
    'background:#fcfbf8;color:#26231c;font:15px/1.6 system-ui,sans-serif;' +
    'box-shadow:0 4px 24px rgba(0,0,0,.25)';
  addLine(box, words[state], 'font-weight:600');
  addLine(box, words[state + '-admin'], 'font-size:13px');
  if (state !== 'lost' && words.offline) addLink(box, words.offline, words['offline-page']);
}

/**
 * @param {HTMLElement} box
 * @param {string} text
 * @param {string} style
 */
function addLine(box, text, style) {
  const line = box.appendChild(document.createElement('p'));
  line.style.cssText = 'margin:0 0 4px;' + style;
  line.textContent = text;
}

/**
 * @param {HTMLElement} box
 * @param {string} address
 * @param {string} text
 */
function addLink(box, address, text) {
  const link = box.appendChild(document.createElement('a'));
  link.href = address;
  link.textContent = text;
  link.style.cssText = 'color:#a3332a';
}

// Streamlit's own words on a lost server are for programmers, in English, and lock the page.
function closeForeignDialog() {
  const close = document.querySelector('[data-testid=stDialog] button[aria-label=Close]');
  if (close instanceof HTMLElement) close.click();
}
