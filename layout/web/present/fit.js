// The size at which the words of a step stand whole on the panel.
import { node } from '../core/dom.js';
import { session } from '../core/state.js';
import { arrangeNumbers } from './line_breaks.js';
import { slideParts, writeSources } from './slide.js';
import { presenter } from './state.js';

const LARGE_SIZES = [1.2, 1.1, 1, 0.94, 0.88];
const MIDDLE_SIZES = [1.1, 1, 0.94, 0.88, 0.82, 0.76];
const SMALL_SIZES = [0.82, 0.76, 0.7, 0.64, 0.58, 0.52, 0.46];

/**
 * What fits is found out once for each step and size of the window.
 * @param {HTMLElement} panel
 * @param {Step} step
 * @param {HTMLElement} frame
 */
export function fitStep(panel, step, frame) {
  const known = presenter.fits.get(step.n);
  if (known) {
    frame.classList.toggle('is-wide', known.wide);
    panel.style.setProperty('--f', known.size);
    arrangeNumbers(panel.querySelector('.present-numbers'));
    panel
      .querySelector('.present-sources')
      .replaceChildren(...known.sources.map((part) => part.cloneNode(true)));
    return;
  }
  writeSources(panel, step.sources, false);
  fitPanel(panel);
  presenter.fits.set(step.n, {
    wide: frame.classList.contains('is-wide'),
    size: panel.style.getPropertyValue('--f'),
    sources: [...panel.querySelector('.present-sources').childNodes].map((part) => part.cloneNode(true)),
  });
}

// While the speaker speaks, the steps to come are tried out of sight.
export function fitAhead() {
  clearTimeout(presenter.fitTimer);
  presenter.fitTimer = setTimeout(() => {
    const step = session.presenting && presenter.show.steps.find(({ n }) => !presenter.fits.has(n));
    if (!step) return;
    const panel = node('section', { class: 'present-panel' }, ...slideParts(step));
    const frame = node('div', { class: 'present-try', 'aria-hidden': 'true' }, panel);
    presenter.root.append(frame);
    fitStep(panel, step, frame);
    frame.remove();
    fitAhead();
  }, 60);
}

/**
 * Words take the largest size at which all of them stand on the panel; nothing is cut. Where they
 * would be small the panel takes more of the screen, and a chart's letters must be read as well.
 * @param {any} panel
 */
export function fitPanel(panel) {
  const body = panel.firstChild;
  const chart = () => [...body.querySelectorAll('.chart-svg')].find((drawing) => drawing.clientWidth > 0);
  const whole = () => body.scrollHeight <= body.clientHeight + 1 && body.scrollWidth <= body.clientWidth + 1;
  const read = () => !chart() || isLegible(chart(), 0.0185 * panel.clientHeight);
  const fits = (wide, sizes, test) =>
    sizes.some((size) => {
      panel.parentNode.classList.toggle('is-wide', wide);
      panel.style.setProperty('--f', size);
      arrangeNumbers(body.querySelector('.present-numbers'));
      return test();
    });
  if (getComputedStyle(panel).overflowY === 'auto') fits(false, [1], () => true);
  else if (
    !fits(false, LARGE_SIZES, () => whole() && read()) &&
    !fits(true, MIDDLE_SIZES, () => whole() && read())
  ) {
    const sizes = [false, true].map((wide) =>
      fits(wide, SMALL_SIZES, whole) && chart() ? letterSize(chart()) : Number(wide),
    );
    fits(sizes[1] > sizes[0], SMALL_SIZES, whole);
  }
}

/**
 * Whether a chart's letters are so large, or would gain nothing from more height.
 * @param {SVGSVGElement} chart
 * @param {number} least
 */
function isLegible(chart, least) {
  const { width, height } = chart.viewBox.baseVal;
  return chart.clientHeight / height >= chart.clientWidth / width || letterSize(chart) >= least;
}

/** @param {SVGSVGElement} chart */
function letterSize(chart) {
  const { width, height } = chart.viewBox.baseVal;
  return 13 * Math.min(chart.clientWidth / width, chart.clientHeight / height);
}
