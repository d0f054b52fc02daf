// From step to step: words, view, flight and link.
import { session } from '../core/state.js';
import { clean, fill } from '../core/text.js';
import { fromQuery, toQuery } from '../core/view.js';
import { applyView } from '../maps/apply.js';
import { placeLabels } from '../maps/labels.js';
import { prefersCalm } from '../maps/position.js';
import { fitAhead, fitStep } from './fit.js';
import { blockLabels, isWide, measureStage, showUnlocated } from './map_area.js';
import { writeNotes } from './notes.js';
import { slideParts } from './slide.js';
import { presenter } from './state.js';

const LINK_MS = 120;

/**
 * @param {number} n
 * @param {boolean} [fly]
 */
export function toStep(n, fly = true) {
  const { steps } = presenter.show;
  const at = Math.max(0, Math.min(steps.length - 1, n));
  if (!session.presenting || at === presenter.at) return;
  const step = steps[at];
  const { ctx } = session;
  presenter.at = at;
  presenter.lastStep = step.id;
  drawStep(step);
  if (presenter.areas.get(isWide()) !== presenter.area) measureStage();
  const view = { ...fromQuery(step.view, ctx.facts), step: step.id, ask: '', c: null, z: null };
  const located = showUnlocated(presenter.mapBox, view);
  ctx.labelsPaused = true; // names find their places once, where the map comes to rest
  applyView(ctx, view);
  ctx.labelsPaused = false;
  blockLabels(located);
  if (!flyToStep(step, fly && !prefersCalm())) placeLabels(ctx);
  clearTimeout(presenter.linkTimer); // the link follows when the step has been drawn
  presenter.linkTimer = setTimeout(() => addressStep(view), LINK_MS);
  writeNotes();
}

/**
 * The link of a step opens the presenter there. A file needs no more than the step's name.
 * @param {View} view
 */
export function addressStep(view) {
  const link = session.standalone ? `#step=${view.step}` : `${location.pathname}?${toQuery(view)}`;
  history.replaceState(history.state, '', link);
}

/**
 * Tells whether the map moves for it.
 * @param {Step} step
 * @param {boolean} fly
 */
function flyToStep(step, fly) {
  const { map } = session.ctx;
  const box = [...step.box, isWide()].join();
  const near =
    presenter.restingPlace?.box === box &&
    map.getCenter().equals(presenter.restingPlace.centre, 1e-6) &&
    map.getZoom() === presenter.restingPlace.zoom;
  if (near) return false;
  const options = { ...presenter.area.free, maxZoom: 14, duration: 0.9 };
  presenter.restingPlace = null;
  if (fly) map.flyToBounds(step.box, options);
  else map.fitBounds(step.box, { ...options, animate: false });
  const rested = () => {
    presenter.restingPlace = { box, centre: map.getCenter(), zoom: map.getZoom() };
  };
  if (fly) map.once('moveend', rested);
  else rested();
  return true;
}

// The window has another size: fit words and map anew.
export function refitStage() {
  presenter.fits.clear();
  presenter.labelSizes.clear();
  presenter.areas.clear();
  fitStep(presenter.panel, presenter.show.steps[presenter.at], presenter.root);
  measureStage();
  fitAhead();
  flyToStep(presenter.show.steps[presenter.at], false);
  placeLabels(session.ctx);
}

/** @param {Step} step */
function drawStep(step) {
  const { words, show } = presenter;
  presenter.panel.replaceChildren(...slideParts(step));
  fitStep(presenter.panel, step, presenter.root);
  [...presenter.progress.children].forEach((part, i) => {
    part.classList.toggle('is-done', i <= presenter.at);
    if (i === presenter.at) part.setAttribute('aria-current', 'step');
    else part.removeAttribute('aria-current');
  });
  presenter.live.textContent = clean(
    fill(words.step, { n: presenter.at + 1, total: show.steps.length, title: step.title }),
  );
}
