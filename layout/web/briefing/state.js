// The briefing editor's state.
import { clean, inLanguage } from '../core/text.js';

// The briefing page: the story as a list of steps on the living map, to be presented, changed, taken along.
export const editor = {
  data: null, asset: null, draft: null, shown: null, known: new Map(), titles: new Map(), faults: [], past: [], open: '', away: false,
  template: null, job: null, done: null,
};

export const currentStory = () => editor.draft || editor.asset.raw;
export const filledStep = (step) => editor.known.get(JSON.stringify(step));
export const stepName = (step) => filledStep(step)?.title || inLanguage(step.title, editor.data.lang) || step.id;

export function rowOfStep(id) {
  return [...editor.box.querySelectorAll('.desk-step')].find((row) => row.dataset.step === id);
}

// Say something once, to eye and ear.
export function announce(text) {
  const part = editor.box?.querySelector('.desk-said');
  if (part) part.textContent = clean(text);
}

export function rememberFilled(story, show) {
  story.steps.forEach((step, i) => editor.known.set(JSON.stringify(step), show.steps[i]));
  editor.titles.set(JSON.stringify(story.title), show.title);
  editor.shown = show;
}
