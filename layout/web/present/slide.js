// The words of a step; the same on the screen and on paper.
import { safeColour } from '../core/colour.js';
import { node } from '../core/dom.js';
import { fill } from '../core/text.js';
import { drawTree } from '../panels/tree.js';
import { breakAtPauses, keepTogether, titlePhrases } from './line_breaks.js';
import { presenter } from './state.js';

function slideGrid(tree) {
  const made = drawTree(tree);
  for (const cell of made.querySelectorAll('td, tbody th')) cell.lastChild?.replaceWith(...breakAtPauses(cell.lastChild.textContent));
  return made;
}
const SOURCE_LINES = 2;

// The words of a step; the same on the screen and on paper.
export function slideParts(step) {
  const { show } = presenter;
  const head = node('p', { class: 'talk-kicker' }, step.kicker);
  if (step.colour) head.style.setProperty('--c', safeColour(step.colour));
  const body = node('div', { class: 'talk-body' }, step.kicker ? head : null, node('h2', {}, ...titlePhrases(step.title)),
    step.lines.length ? node('ul', { class: 'talk-lines' }, ...step.lines.map((line) => node('li', {}, ...breakAtPauses(line)))) : null,
    step.numbers.length ? node('div', { class: 'talk-numbers' }, ...step.numbers.map(bigNumber)) : null,
    slideVisual(step.visual));
  const foot = node('footer', {}, node('p', { class: 'talk-sources' }), node('span', { class: 'talk-count' }, `${step.n} / ${show.steps.length}`));
  return [body, foot];
}

// Sources up to the lines there are for them; the notes window and the paper name them all.
export function writeSources(panel, sources, all) {
  const box = panel.querySelector('.talk-sources');
  const between = presenter.show.lang === 'zh' ? '；' : '; ';
  for (let n = sources.length; n > 0; n -= 1) {
    const more = n < sources.length ? `${between}${fill(presenter.words.more, { n: sources.length - n })}` : '';
    box.replaceChildren(node('b', {}, presenter.words.sources), sources.slice(0, n).join(between) + more);
    if (all || box.clientHeight <= SOURCE_LINES * parseFloat(getComputedStyle(box).lineHeight) + 1) break;
  }
}

function bigNumber(one) {
  const made = node('div', {}, node('b', {}, one.shown), node('span', {}, one.unit), node('small', {}, ...keepTogether(one.label)));
  if (one.colour) made.style.setProperty('--c', safeColour(one.colour));
  return made;
}

function slideVisual(visual) {
  if (visual?.grid) return slideGrid(visual.grid);
  const chart = visual?.chart && Object.hasOwn(presenter.charts, visual.chart) ? presenter.charts[visual.chart] : null;
  if (!chart) return null;
  const drawings = chart.trees.map((tree, i) => {
    const drawing = drawTree(tree);
    drawing.setAttribute('preserveAspectRatio', 'xMinYMin meet');
    drawing.classList.add(['for-beside', 'for-wide'][i]);
    return drawing;
  });
  return node('figure', { class: 'talk-chart' }, node('figcaption', {}, node('b', {}, chart.title), node('small', {}, chart.subtitle)), ...drawings,
    ...chart.notes.map((text) => node('p', { class: 'talk-note' }, text)));
}
