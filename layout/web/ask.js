// What pages ask of the server: an answer at once, or a file that is made while one looks on.
async function ask({ district, edition, lang }, url, body, signal) {
  return fetch(new URL(url, location.origin), {
    method: 'POST', signal, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ district, edition, lang, ...body }),
  });
}

// Have a file made. `at` holds the job while it lasts, then what came of it; `show` is called at every change.
async function orderFile(at, { where, url, body, words, named = String }, show) {
  if (at.job) return;
  const stop = new AbortController();
  at.job = { stop, said: words.starting, n: 0, of: 0 };
  at.done = null;
  show();
  try {
    const answer = await ask(where, url, body, stop.signal);
    for await (const line of answersOf(answer)) { takeLine(at, line, words, named); show(); }
    if (!at.done) throw new Error('the answer broke off');
  } catch (error) {
    if (error.name === 'AbortError') at.done = { said: words.stopped };
    else if (!at.done) at.done = { faults: [words['no-answer']] };
  }
  at.job = null;
  show();
}

// The server tells how far it is, line by line.
async function* answersOf(answer) {
  if (!(answer.headers.get('content-type') || '').includes('ndjson')) { yield await answer.json(); return; }
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split('\n');
    rest = lines.pop();
    for (const line of lines) yield JSON.parse(line);
  }
}

function takeLine(at, line, words, named) {
  const { job } = at;
  if (line.wait) job.said = fill(words.waiting, { n: line.wait });
  if (line.of) Object.assign(job, { n: line.n, of: line.of, said: fill(words.making, { n: line.n, of: line.of }) });
  if (line.faults) at.done = { faults: line.faults.map((said) => named(String(said))) };
  if (line.url && webAddress(line.url)) {
    at.done = { url: line.url, name: String(line.name), until: Date.now() + 1000 * line.kept };
    saveFrom(line.url, at.done.name);
  }
}

function saveFrom(url, name) {
  const link = document.body.appendChild(node('a', { href: url, download: name, hidden: true }));
  link.click();
  link.remove();
}

// How far a file is; the words change with each step, and are read out when it is done.
function showFar(place, { job, done }, words) {
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

function faultList(title, lines) {
  return node('div', { class: 'faults is-block' }, node('b', {}, title), node('ul', {}, ...lines.map((line) => node('li', {}, line))));
}
