// Have a file made, and show how far it is.
import { node, webAddress } from '../core/dom.js';
import { download } from '../core/download.js';
import { clean, fill } from '../core/text.js';
import { postRequest, readAnswers } from './request.js';

// Have a file made. `at` holds the job while it lasts, then what came of it; `show` is called at every change.
export async function orderFile(at, { where, url, body, words, named = String }, show) {
  if (at.job) return;
  const stop = new AbortController();
  at.job = { stop, said: words.starting, n: 0, of: 0 };
  at.done = null;
  show();
  try {
    const answer = await postRequest(where, url, body, stop.signal);
    for await (const line of readAnswers(answer)) { readProgress(at, line, words, named); show(); }
    if (!at.done) throw new Error('the answer broke off');
  } catch (error) {
    if (error.name === 'AbortError') at.done = { said: words.stopped };
    else if (!at.done) at.done = { faults: [words['no-answer']] };
  }
  at.job = null;
  show();
}

function readProgress(at, line, words, named) {
  const { job } = at;
  if (line.wait) job.said = fill(words.waiting, { n: line.wait });
  if (line.of) Object.assign(job, { n: line.n, of: line.of, said: fill(words.making, { n: line.n, of: line.of }) });
  if (line.faults) at.done = { faults: line.faults.map((said) => named(String(said))) };
  if (line.url && webAddress(line.url)) {
    at.done = { url: line.url, name: String(line.name), until: Date.now() + 1000 * line.kept };
    download(line.url, at.done.name);
  }
}

// How far a file is; the words change with each step, and are read out when it is done.
export function showProgress(place, { job, done }, words) {
  place.hidden = !job && !done;
  if (job) {
    const bar = place.querySelector('progress') || node('progress', { 'aria-label': words.progress });
    const text = place.querySelector('.desk-far') || node('span', { class: 'desk-far' });
    if (job.of > 1) Object.assign(bar, { max: job.of, value: job.n });
    else bar.removeAttribute('value');
    text.textContent = clean(job.said);
    if (!bar.isConnected) place.replaceChildren(bar, text, node('button', { type: 'button', class: 'link', onclick: () => job.stop.abort() }, words.stop));
    return;
  }
  place.replaceChildren();
  if (!done) return;
  const said = node('p', { role: 'status' });
  place.append(said);
  if (done.url) said.append(words.made, ' ', node('a', { href: done.url, download: done.name }, done.name));
  else if (done.said) said.append(clean(done.said));
  else place.append(faultList(words['not-made'], done.faults));
}

export function faultList(title, lines) {
  return node('div', { class: 'faults is-block' }, node('b', {}, title), node('ul', {}, ...lines.map((line) => node('li', {}, line))));
}
