// Keep the present view as a step, on whatever page the reader is.
import { emit } from '../core/events.js';
import { showNotice } from '../core/notice.js';
import { session } from '../core/state.js';
import { fill } from '../core/text.js';
import { placedQuery } from '../maps/placed_query.js';
import { readDraft, storyAsset, writeDraft } from './draft.js';
import { rememberPast } from './edit.js';
import { fillSoon } from './fill.js';
import { editor, rowOfStep } from './state.js';
import { copyOf, emptyStory, freeId, inEach } from './story.js';

/**
 * What a view is about, in the words of the map.
 * @param {any} ctx
 */
function viewName({ view, facts }) {
  if (view.sel) return facts.sites[view.sel].name;
  const names = facts.facets.flatMap((facet) =>
    facet.options.filter((o) => view[facet.key].includes(o.value)).map((o) => o.label),
  );
  return names.join(' · ').slice(0, 100);
}

/**
 * What the step shows beside the map: the place that is selected, the places that the filters leave, else
 * the first table that the edition has. The form of the step offers to choose another.
 * @param {any} ctx
 * @param {any[][]} choices
 */
function tableOfView({ view, facts }, choices) {
  if (view.sel) return 'site';
  if (facts.facets.some((facet) => view[facet.key].length)) return 'places';
  const first = choices.find(([name, , kind]) => kind === 'table' && !['site', 'places'].includes(name));
  return first ? first[0] : '';
}

/**
 * A step out of the view that the map shows now.
 * @param {Story} story
 * @param {any} asset
 */
function stepOfView(story, asset) {
  const { ctx } = session;
  const { words } = session.storyAddress;
  const name = viewName(ctx) || fill(words['kept-name'], { n: story.steps.length + 1 });
  const blank = inEach('', session.storyAddress.langs);
  const id = freeId(story, ctx.view.sel || ctx.view.element[0] || ctx.view.cluster[0] || 'view');
  return {
    id,
    view: placedQuery(ctx.view),
    title: { ...blank, [ctx.facts.lang]: name },
    lines: [],
    figures: [],
    show: tableOfView(ctx, asset.choices || []),
    notes: { ...blank },
  };
}

/**
 * Keep the present view as the last step, on whatever page one is.
 * @param {any} button
 */
export async function keepView(button) {
  const { storyAddress } = session;
  if (!storyAddress || !session.ctx || button?.disabled) return;
  if (button) button.disabled = true;
  try {
    const asset = await storyAsset(storyAddress.url);
    const story =
      readDraft(storyAddress) ||
      copyOf(asset.raw || emptyStory(asset.name || storyAddress.words['own-story'], storyAddress.langs));
    if (story.steps.length >= asset.limits.steps) {
      showNotice(storyAddress.words.full);
      return;
    }
    const step = stepOfView(story, asset);
    story.steps.push(step);
    const stored = writeDraft(storyAddress, story);
    const title = step.title[session.ctx.facts.lang];
    if (session.page === 'briefing') showKeptStep(story, step.id);
    if (stored)
      showNotice(
        fill(storyAddress.words.kept, { n: story.steps.length, title }),
        session.page === 'briefing' ? null : storyAddress.words['to-briefing'],
      );
    else showNotice(storyAddress.words['not-kept']);
  } catch {
    showNotice(storyAddress.words.offline);
  } finally {
    if (button) button.disabled = false;
  }
}

/**
 * A step kept from the page's head while this page is open.
 * @param {Story} next
 * @param {string} id
 */
function showKeptStep(next, id) {
  rememberPast();
  editor.draft = next;
  editor.openStep = id;
  emit('story');
  fillSoon(0);
  const row = rowOfStep(id);
  row?.scrollIntoView({ block: 'nearest' });
  row?.querySelector('.editor-name')?.select();
}
