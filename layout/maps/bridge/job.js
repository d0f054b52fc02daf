// A file that the server makes: asked for, told line by line how far it is, offered once it is there.
async function askServer(url, place, body, signal) {
  return fetch(new URL(url, location.origin), {
    method: 'POST', signal, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ ...place, ...body }),
  });
}

// `job` holds its words and, where faults name things by the server's own names, `told` to mend that.
async function runJob(job, asking, show) {
  const { words } = job;
  Object.assign(job, { stop: new AbortController(), said: words.starting, n: 0, of: 0, done: null });
  show();
  try {
    for await (const line of answersOf(await asking(job.stop.signal))) { takeLine(job, line); show(); }
    if (!job.done) throw new Error('the answer broke off');
  } catch (error) {
    if (error.name === 'AbortError') job.done = { said: words.stopped };
    else if (!job.done) job.done = { faults: [words['no-answer']] };
  }
  show();
}

const running = (job) => Boolean(job && !job.done);

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

function takeLine(job, line) {
  const { words, told = String } = job;
  if (line.wait) job.said = fill(words.waiting, { n: line.wait });
  if (line.of) Object.assign(job, { n: line.n, of: line.of, said: fill(words.making, { n: line.n, of: line.of }) });
  if (line.faults) job.done = { faults: line.faults.map((said) => told(String(said))) };
  if (line.url && webAddress(line.url)) {
    job.done = { url: line.url, name: String(line.name) };
    saveFrom(line.url, job.done.name);
  }
}

function saveFrom(url, name) {
  const link = document.body.appendChild(node('a', { href: url, download: name, hidden: true }));
  link.click();
  link.remove();
}

// How far a job is, or what came of it.
function showJobIn(place, job) {
  place.hidden = !job;
  if (!job) return;
  const { words, done } = job;
  if (!done) {
    const bar = place.querySelector('progress') || node('progress', { 'aria-label': words.progress });
    const text = place.querySelector('.job-far') || node('span', { class: 'job-far' });
    if (job.of) Object.assign(bar, { max: job.of, value: job.n });
    else bar.removeAttribute('value');
    text.textContent = clean(job.said);
    if (!bar.isConnected) place.replaceChildren(bar, text, node('button', { type: 'button', class: 'link', onclick: () => job.stop.abort() }, words.stop));
    return;
  }
  const said = node('p', { role: 'status' });
  place.replaceChildren(said);
  if (done.url) said.append(words.made, ' ', node('a', { href: done.url, download: done.name }, done.name));
  else if (done.said) said.append(clean(done.said));
  else place.append(faultList(words['not-made'], done.faults));
}

function faultList(title, lines) {
  return node('div', { class: 'faults is-block' }, node('b', {}, title), node('ul', {}, ...lines.map((line) => node('li', {}, line))));
}
