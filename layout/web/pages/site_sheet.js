// The page of one site on paper: one sheet of A4, on which no letter is smaller than 8 pt. It is set in the
// first of some steps in which it fits; in the last, rows that are needed least are left out, and it is said
// how many.
import { node } from '../core/dom.js';

const PX_PER_MM = 96 / 25.4;
// A4 upright leaves 273 mm between margins of 12 mm; a printer may set words a little taller.
const HEIGHT_MM = 266;
const HIGHEST_MAP_MM = 104;
const MOST_PHOTOS = 2;
// Letters and small letters in pixels, of which 10.67 are 8 pt, and the lowest map in mm. Tight: labels stand
// in the line, not beside it. Bare: without notes and numbers of sources.
const STEPS = [
  { letters: 12.4, small: 11, map: 76 },
  { letters: 11.8, small: 10.8, map: 72 },
  { letters: 11.3, small: 10.8, map: 68 },
  { letters: 10.8, small: 10.8, map: 64 },
  { letters: 11.3, small: 10.8, map: 62, tight: true },
  { letters: 10.8, small: 10.8, map: 58, tight: true },
  { letters: 10.8, small: 10.8, map: 54, tight: true, bare: true },
];
// What is left out when even the last step does not fit: rows of a section, down to so many.
/** @type {[string, number][]} */
const CUTS = [
  ['.of-own', 12],
  ['.of-sources', 4],
  ['.of-own', 6],
  ['.of-fits', 6],
  ['.of-what', 4],
  ['.of-where', 4],
  ['.of-own', 2],
  ['.of-fits', 3],
  ['.of-sources', 2],
  ['.of-targets', 2],
];

/**
 * Put the officer's own facts in place of the words that there are none, and say once what is said of many
 * rows.
 * @param {HTMLElement} sheet
 */
export function furnishSite(sheet) {
  const offer = sheet.querySelector('.profile .of-offer');
  const facts = document.querySelector('.own-facts');
  if (offer && facts) {
    const sections = [...facts.querySelectorAll('section')].map(
      (s) => /** @type {Element} */ (s.cloneNode(true)),
    );
    for (const section of sections) section.className = 'of-own';
    sections[0]?.querySelector('h2')?.append(node('small', {}, facts.querySelector('h2')?.textContent));
    offer.replaceWith(...sections);
    addPhotos(sheet, facts);
  }
  // On paper nothing opens by a click.
  for (const fold of sheet.querySelectorAll('.profile dd details'))
    fold.replaceWith(.../** @type {any} */ (fold.querySelectorAll('small')));
  for (const section of sheet.querySelectorAll('.profile section')) sayOnce(section);
  // A button is a box that no line breaks within, and opens nothing here.
  for (const button of sheet.querySelectorAll('.profile :is(dd, li) button'))
    button.replaceWith(node('span', {}, ...button.childNodes));
}

/**
 * @param {HTMLElement} sheet
 * @param {Element} facts
 */
function addPhotos(sheet, facts) {
  const photos = [...facts.querySelectorAll('figure')].slice(0, MOST_PHOTOS).map((p) => p.cloneNode(true));
  if (!photos.length) return;
  sheet.querySelector('.paper-map')?.after(node('div', { class: 'paper-photos' }, ...photos));
  sheet.classList.add('has-photos');
}

/** @param {Element} section */
function sayOnce(section) {
  const before = new Set();
  for (const note of section.querySelectorAll('dd small')) {
    if (before.has(note.textContent)) note.remove();
    before.add(note.textContent);
  }
}

/**
 * Set the words in the first step that fits.
 * @param {HTMLElement} sheet
 * @returns {number} the height of the map in mm
 */
export function fitSite(sheet) {
  let room = 0;
  const fits = (step) => {
    room = HEIGHT_MM - sheet.offsetHeight / PX_PER_MM;
    return room >= step.map;
  };
  const step = STEPS.find((trial) => fits(setStep(sheet, trial))) || STEPS[STEPS.length - 1];
  if (!fits(step)) cutRows(sheet, () => fits(step));
  return Math.max(step.map, Math.min(HIGHEST_MAP_MM, room));
}

/**
 * @param {HTMLElement} sheet
 * @param {typeof STEPS[number]} step
 */
function setStep(sheet, step) {
  sheet.style.setProperty('--letters', `${step.letters}px`);
  sheet.style.setProperty('--small', `${step.small}px`);
  sheet.classList.toggle('is-tight', Boolean(step.tight));
  sheet.classList.toggle('is-bare', Boolean(step.bare));
  return step;
}

/**
 * @param {HTMLElement} sheet
 * @param {() => boolean} fits
 */
function cutRows(sheet, fits) {
  const words = sheet.querySelector('.paper-more')?.textContent || '';
  for (const [part, least] of CUTS) {
    for (const section of sheet.querySelectorAll(part)) {
      const rows = [...section.querySelectorAll('dl > div, ol > li')];
      while (rows.length > least) {
        rows.pop()?.remove();
        countCut(section, words);
        if (fits()) return;
      }
    }
  }
}

/**
 * @param {Element} section
 * @param {string} words
 */
function countCut(section, words) {
  const line = section.querySelector('.paper-cut') || section.appendChild(node('p', { class: 'paper-cut' }));
  const n = Number(line.getAttribute('data-n')) + 1;
  line.setAttribute('data-n', String(n));
  line.textContent = `+${n} ${words}`;
}
