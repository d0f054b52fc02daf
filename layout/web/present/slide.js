// The words of a step; the same on the screen and on paper.
import { safeColour } from '../core/colour.js';
import { node } from '../core/dom.js';
import { fill } from '../core/text.js';
import { drawTree } from '../panels/tree.js';
import { breakAtPauses, keepTogether, titlePhrases } from './line_breaks.js';
import { presenter } from './state.js';

/** @param {Tree} tree */
function slideGrid(tree) {
  const grid = drawTree(tree);
  for (const cell of grid.querySelectorAll('td, tbody th'))
    cell.lastChild?.replaceWith(...breakAtPauses(cell.lastChild.textContent));
  return grid;
}
const SOURCE_LINES = 2;

/**
 * The words of a step; the same on the screen and on paper.
 * @param {Step} step
 */
export function slideParts(step) {
  const { show } = presenter;
  const head = node('p', { class: 'present-kicker' }, step.kicker);
  if (step.colour) head.style.setProperty('--c', safeColour(step.colour));
  const body = node(
    'div',
    { class: 'present-body' },
    step.kicker ? head : null,
    node('h2', {}, ...titlePhrases(step.title)),
    step.lines.length
      ? node(
          'ul',
          { class: 'present-lines' },
          ...step.lines.map((line) => node('li', {}, ...breakAtPauses(line))),
        )
      : null,
    step.numbers.length ? node('div', { class: 'present-numbers' }, ...step.numbers.map(bigNumber)) : null,
    slideVisual(step.visual),
  );
  const foot = node(
    'footer',
    {},
    node('p', { class: 'present-sources' }),
    node('span', { class: 'present-count' }, `${step.n} / ${show.steps.length}`),
  );
  return [body, foot];
}

/**
 * Sources up to the lines there are for them; the notes window and the paper name them all.
 * @param {HTMLElement} panel
 * @param {string[]} sources
 * @param {boolean} all
 */
export function writeSources(panel, sources, all) {
  const box = panel.querySelector('.present-sources');
  const between = presenter.show.lang === 'zh' ? '；' : '; ';
  for (let n = sources.length; n > 0; n -= 1) {
    const more =
      n < sources.length ? `${between}${fill(presenter.words.more, { n: sources.length - n })}` : '';
    box.replaceChildren(node('b', {}, presenter.words.sources), sources.slice(0, n).join(between) + more);
    if (all || box.clientHeight <= SOURCE_LINES * parseFloat(getComputedStyle(box).lineHeight) + 1) break;
  }
}

/** @param {ShownFigure} figure */
function bigNumber(figure) {
  const part = node(
    'div',
    {},
    node('b', {}, figure.shown),
    node('span', {}, figure.unit),
    node('small', {}, ...keepTogether(figure.label)),
  );
  if (figure.colour) part.style.setProperty('--c', safeColour(figure.colour));
  return part;
}

/** @param {Step["visual"]} visual */
function slideVisual(visual) {
  if (visual?.grid) return slideGrid(visual.grid);
  if (visual?.said) return slideChart(visual.title, '', [], visual.said);
  const chart =
    visual?.chart && Object.hasOwn(presenter.charts, visual.chart) ? presenter.charts[visual.chart] : null;
  if (!chart) return null;
  const drawings = chart.trees.map((tree, i) => {
    const drawing = drawTree(tree);
    drawing.setAttribute('preserveAspectRatio', 'xMinYMin meet');
    drawing.classList.add(['for-narrow', 'for-wide'][i]);
    return drawing;
  });
  return slideChart(chart.title, chart.subtitle, drawings, chart.notes);
}

/**
 * A chart with what is said of it; without drawings that is all there is.
 * @param {string} title
 * @param {string} subtitle
 * @param {Element[]} drawings
 * @param {string[]} notes
 */
function slideChart(title, subtitle, drawings, notes) {
  return node(
    'figure',
    { class: 'present-chart' },
    node('figcaption', {}, node('b', {}, title), node('small', {}, subtitle)),
    ...drawings,
    ...notes.map((text) => node('p', { class: 'present-note' }, text)),
  );
}
