// What pages ask of the server: an answer at once, or line by line while a file is made.
// What pages ask of the server: an answer at once, or a file that is made while one looks on.
/**
 * @param {Place} place
 * @param {string} url
 * @param {Record<string, any>} body
 * @param {AbortSignal | undefined} [signal]
 */
export async function postRequest({ district, edition, lang }, url, body, signal) {
  return fetch(new URL(url, location.origin), {
    method: 'POST',
    signal,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ district, edition, lang, ...body }),
  });
}

/**
 * The server tells how far it is, line by line.
 * @param {Response} answer
 */
export async function* readAnswers(answer) {
  if (!(answer.headers.get('content-type') || '').includes('ndjson')) {
    yield await answer.json();
    return;
  }
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
