// The briefing editor's state.
import { clean, inLanguage } from '../core/text.js';

/** @type {Editor} */
export const editor = {
  data: null,
  asset: null,
  draft: null,
  isKept: true,
  lastShow: null,
  filledSteps: new Map(),
  filledTitles: new Map(),
  faults: [],
  past: [],
  openStep: '',
  currentStep: '',
  offline: false,
  template: null,
  job: null,
  outcome: null,
};

export const currentStory = () => editor.draft || editor.asset.raw;
/** @param {StoryStep} step */
export const filledStep = (step) => editor.filledSteps.get(JSON.stringify(step));
/** @param {StoryStep} step */
export const stepName = (step) =>
  filledStep(step)?.title || inLanguage(step.title, editor.data.lang) || step.id;

/** @param {string} id */
export function rowOfStep(id) {
  return [...editor.box.querySelectorAll('.editor-step')].find((row) => row.dataset.step === id);
}

/**
 * Say something once, to eye and ear.
 * @param {string} text
 */
export function announce(text) {
  const part = editor.box?.querySelector('.editor-message');
  if (part) part.textContent = clean(text);
}

/**
 * @param {Story} story
 * @param {Show} show
 */
export function rememberFilled(story, show) {
  story.steps.forEach((step, i) => editor.filledSteps.set(JSON.stringify(step), show.steps[i]));
  editor.filledTitles.set(JSON.stringify(story.title), show.title);
  editor.lastShow = show;
}
