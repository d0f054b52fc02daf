// Have a file made, and show how far it is.
import { node, webAddress } from '../core/dom.js';
import { download } from '../core/download.js';
import { clean, fill } from '../core/text.js';
import { postRequest, readAnswers } from './request.js';

/**
 * Have a file made. `order` holds the job while it lasts, then its outcome; `show` is called at every change.
 * @param {FileOrder} order
 * @param {FileRequest} request
 * @param {() => void} show
 */
export async function orderFile(order, { where, url, body, words, named = String }, show) {
  if (order.job) return;
  const stop = new AbortController();
  order.job = { stop, message: words.starting, step: 0, steps: 0 };
  order.outcome = null;
  show();
  try {
    const answer = await postRequest(where, url, body, stop.signal);
    for await (const line of readAnswers(answer)) {
      readProgress(order, line, words, named);
      show();
    }
    if (!order.outcome) throw new Error('the answer broke off');
  } catch (error) {
    if (error.name === 'AbortError') order.outcome = { message: words.stopped };
    else if (!order.outcome) order.outcome = { faults: [words['no-answer']] };
  }
  order.job = null;
  show();
}

/**
 * @param {FileOrder} order
 * @param {any} line
 * @param {Words} words
 * @param {(text: string) => string} named
 */
function readProgress(order, line, words, named) {
  const { job } = order;
  if (line.wait) job.message = fill(words.waiting, { n: line.wait });
  if (line.of)
    Object.assign(job, {
      step: line.n,
      steps: line.of,
      message: fill(words.making, { n: line.n, of: line.of }),
    });
  if (line.faults) order.outcome = { faults: line.faults.map((fault) => named(String(fault))) };
  if (line.url && webAddress(line.url)) {
    order.outcome = { url: line.url, name: String(line.name), until: Date.now() + 1000 * line.seconds };
    download(line.url, order.outcome.name);
  }
}

/**
 * How far a file is; the words change with each step, and are read out when it is done.
 * @param {HTMLElement} place
 * @param {FileOrder} progress
 * @param {Words} words
 */
export function showProgress(place, { job, outcome }, words) {
  place.hidden = !job && !outcome;
  if (job) {
    const bar = place.querySelector('progress') || node('progress', { 'aria-label': words.progress });
    const text = place.querySelector('.lt-progress') || node('span', { class: 'lt-progress' });
    if (job.steps > 1) Object.assign(bar, { max: job.steps, value: job.step });
    else bar.removeAttribute('value');
    text.textContent = clean(job.message);
    if (!bar.isConnected)
      place.replaceChildren(
        bar,
        text,
        node('button', { type: 'button', class: 'link', onclick: () => job.stop.abort() }, words.stop),
      );
    return;
  }
  place.replaceChildren();
  if (!outcome) return;
  const message = node('p', { role: 'status' });
  place.append(message);
  if (outcome.url)
    message.append(words.made, ' ', node('a', { href: outcome.url, download: outcome.name }, outcome.name));
  else if (outcome.message) message.append(clean(outcome.message));
  else place.append(faultList(words['not-made'], outcome.faults));
}

/**
 * @param {string} title
 * @param {string[]} lines
 */
export function faultList(title, lines) {
  return node(
    'div',
    { class: 'faults is-block' },
    node('b', {}, title),
    node('ul', {}, ...lines.map((line) => node('li', {}, line))),
  );
}
