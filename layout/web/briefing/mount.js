// The briefing page: the story as a list of steps on the living map.
import { node } from '../core/dom.js';
import { emit, on } from '../core/events.js';
import { session } from '../core/state.js';
import { resumeShow } from '../present/presenter.js';
import { presenter } from '../present/state.js';
import { draftKey, readDraft, storyAsset } from './draft.js';
import { rememberPast } from './edit.js';
import { drawEditor, refreshEditor } from './editor.js';
import { fillDraft, fillSoon } from './fill.js';
import { holdPlace } from './hold_place.js';
import { currentShow } from './show.js';
import { announce, editor, rememberFilled } from './state.js';

/**
 * @param {any} data
 * @param {HTMLElement} host
 */
export async function mountStory(data, host) {
  document.documentElement.dataset.layoutPanel = 'briefing';
  const box =
    host.querySelector('.lt-editor') || host.appendChild(node('div', { class: 'lt-tree lt-editor' }));
  const same = editor.box === box && editor.data && editor.data.url === data.url;
  editor.box = box;
  if (same) return;
  if (!editor.data) listenToWindow();
  presenter.contentToPrint = storyOfPage;
  const moved = !editor.data || draftKey(editor.data) !== draftKey(data);
  editor.data = data;
  const asset = await storyAsset(data.url);
  if (editor.data !== data) return;
  editor.asset = asset;
  editor.filledSteps.clear();
  editor.filledTitles.clear();
  editor.lastShow = null;
  if (asset.raw && asset.show) rememberFilled(asset.raw, asset.show);
  // A browser that keeps nothing must not take away what is on the page.
  if (moved || editor.isKept) editor.draft = readDraft(data);
  if (moved) Object.assign(editor, { past: [], openStep: '', outcome: null });
  box.lang = data.lang;
  const giveBack = holdPlace(box);
  emit('story');
  giveBack();
  if (editor.draft && presenter.stepInLink) await fillDraft();
  else fillSoon(0);
  resumeEditor();
}

/**
 * On paper the page of the briefing is its story.
 * @returns {[Show, Charts, Words] | null}
 */
function storyOfPage() {
  if (session.page !== 'briefing' || !editor.asset) return null;
  const show = currentShow();
  return show?.steps.length ? [show, editor.asset.charts, editor.asset.words] : null;
}

// A link to a step opens the presenter there, with the reader's own story where there is one.
function resumeEditor() {
  if (!presenter.stepInLink || session.presenting) return;
  if (!session.ctx) {
    setTimeout(resumeEditor, 50);
    return;
  }
  const show = currentShow();
  if (show?.steps.length) resumeShow(show, editor.asset.charts, editor.asset.words);
}

// Another window's draft, and a connection that comes back.
function listenToWindow() {
  on('story', drawEditor);
  on('filled', refreshEditor);
  addEventListener('storage', (e) => {
    if (!editor.data || e.key !== draftKey(editor.data) || !editor.box.isConnected) return;
    rememberPast();
    editor.draft = readDraft(editor.data);
    emit('story');
    fillSoon(0);
    announce(editor.data.words['other-window']);
  });
  addEventListener('online', () => {
    if (editor.offline) fillSoon(0);
  });
}
