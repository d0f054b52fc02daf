// The story as it is presented, and a step of it on the living map.
import { session } from '../core/state.js';
import { inLanguage } from '../core/text.js';
import { fromQuery, toQuery } from '../core/view.js';
import { reportView, showView } from '../maps/navigation.js';
import { freePadding, prefersCalm } from '../maps/position.js';
import { startShow } from '../present/presenter.js';
import { enterFullScreen } from '../present/screen.js';
import { currentStory, editor, filledStep } from './state.js';

/**
 * Show a step on the living map: its view at once, then the flight.
 * @param {StoryStep} step
 */
export function showStep(step) {
  if (!session.ctx) return;
  const { ctx } = session;
  const view = { ...fromQuery(step.view, ctx.facts), step: '' };
  showView({ ...view, c: ctx.view.c, z: ctx.view.z });
  reportView();
  const options = { ...freePadding(ctx), duration: 0.7 };
  const box = filledStep(step)?.box;
  if (view.c)
    ctx.map[prefersCalm() ? 'setView' : 'flyTo'](
      view.c,
      view.z,
      prefersCalm() ? { animate: false } : { duration: 0.7 },
    );
  else if (box && prefersCalm()) ctx.map.fitBounds(box, { ...options, animate: false });
  else if (box) ctx.map.flyToBounds(box, options);
  editor.currentStep = step.id;
  for (const row of editor.box.querySelectorAll('.editor-step'))
    row.querySelector('.editor-go').setAttribute('aria-current', String(row.dataset.step === step.id));
}

/** @param {string | undefined} [id] */
export function presentFrom(id) {
  const show = currentShow();
  if (!show || !show.steps.length || !session.ctx) return;
  if (startShow(show, editor.asset.charts, editor.asset.words, id)) enterFullScreen();
}

// The story's title as it will be shown: filled, where it was.
export function currentTitle() {
  const { asset, data, draft, filledTitles } = editor;
  const title = currentStory()?.title;
  if (!title) return asset.name || data.words['own-story'];
  if (!draft && asset.show) return asset.show.title;
  return filledTitles.get(JSON.stringify(title)) || inLanguage(title, data.lang) || data.words['own-story'];
}

// The story as it is presented: filled, and where the server could not be asked as it was written.
export function currentShow() {
  const { asset, draft, data } = editor;
  if (!draft) return asset.show;
  const { lang } = data;
  const word = (pair) => inLanguage(pair, lang);
  const { facts } = session.ctx;
  const steps = draft.steps.map((step, i) => {
    const known = editor.filledSteps.get(JSON.stringify(step));
    const view = toQuery({ ...fromQuery(step.view, facts), step: '' });
    const plain = {
      id: step.id,
      view,
      box: facts.bounds,
      kicker: '',
      title: word(step.title),
      lines: step.lines.map(word),
      numbers: [],
      visual: null,
      notes: word(step.notes),
      sources: [],
    };
    return { ...(known || plain), n: i + 1 };
  });
  const like = editor.lastShow || asset.show;
  return { title: currentTitle(), subtitle: like?.subtitle || '', lang, steps };
}
