// The reader's draft of a story, in this browser, one for each edition.
import { checkedStory } from './story.js';

/** @param {{ district: string, edition: string }} where */
export const draftKey = ({ district, edition }) => `layout-story:${district}/${edition}`;

/** @param {StoryPlace} where */
export function readDraft(where) {
  try {
    return checkedStory(JSON.parse(localStorage.getItem(draftKey(where))), where.langs);
  } catch {
    return null;
  }
}

/**
 * Keep a story, or with null forget it; tells whether the browser has kept it.
 * @param {StoryPlace} where
 * @param {Story | null} story
 */
export function writeDraft(where, story) {
  try {
    if (story) localStorage.setItem(draftKey(where), JSON.stringify(story));
    else localStorage.removeItem(draftKey(where));
    return true;
  } catch {
    return false;
  }
}

/** @param {string} url */
export async function storyAsset(url) {
  return (await import(new URL(url, location.origin).href)).default;
}
