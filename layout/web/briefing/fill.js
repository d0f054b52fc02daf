// Have the draft filled by the server.
import { emit } from '../core/events.js';
import { postRequest } from '../save/request.js';
import { editor, rememberFilled } from './state.js';

// What the briefing page asks of the server: a story filled, a file made; and files of the reader's own.
const FILL_MS = 700;
const RETRY_MS = 8000;

/**
 * Have the draft filled after a short pause; only the last answer counts.
 * @param {number} [pause]
 */
export function fillSoon(pause = FILL_MS) {
  clearTimeout(editor.fillTimer);
  if (!editor.draft) {
    editor.faults = [];
    editor.offline = false;
    emit('filled');
    return;
  }
  editor.fillTimer = setTimeout(fillDraft, pause);
}

export async function fillDraft() {
  const { draft, data } = editor;
  editor.fillRequest?.abort();
  const asking = new AbortController();
  editor.fillRequest = asking;
  try {
    const answer = await (
      await postRequest(data, data.story, { story: draft, name: data.words.draft }, asking.signal)
    ).json();
    if (editor.fillRequest !== asking || editor.draft !== draft || editor.data !== data) return;
    editor.offline = false;
    noteAnswer(answer, draft);
  } catch (error) {
    if (error.name === 'AbortError' || editor.fillRequest !== asking) return;
    editor.offline = true;
    clearTimeout(editor.fillTimer);
    editor.fillTimer = setTimeout(fillDraft, RETRY_MS);
  }
  emit('filled');
}

/**
 * What was filled is remembered step by step, so that a new order needs no server.
 * @param {any} answer
 * @param {Story} draft
 */
export function noteAnswer(answer, draft) {
  editor.faults = answer.faults || [];
  if (!answer.show) return;
  rememberFilled(draft, answer.show);
}
