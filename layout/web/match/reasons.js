// Why a place fits, in sentences: see layout/matching/index_plain.py, step 6.
import { fill } from '../core/text.js';
import { isInferred, kindOf } from './ranking.js';
import { hitName, WHOLE } from './request.js';

const ITEM = -2;

/**
 * @param {number} number
 * @param {MatchIndex} index
 */
export const lineOf = (number, index) => (number < 0 ? '' : index.lines[number]);

/**
 * @param {string[]} sentences
 * @param {MatchIndex} index
 */
export const joinSentences = (sentences, index) =>
  sentences.filter(Boolean).join(index.words['sentence-gap']);

/**
 * The sentence that says where the plan speaks of a subject; that of an item is put together here.
 * @param {number} subject
 * @param {MatchIndex} index
 */
export function subjectLine(subject, index) {
  const [, , name, line, , , industry] = index.subjects[subject];
  if (line !== ITEM) return lineOf(line, index);
  return fill(index.words.item, { name: lineOf(name, index), industry: index.industries[industry][0] });
}

/**
 * The industry that a ground rests on: that of the way, else of the subject.
 * @param {Ground} ground
 * @param {MatchIndex} index
 */
export const groundIndustry = ({ reach, subject }, index) =>
  index.groups[reach[0]][0] || index.subjects[subject][6];

/**
 * The reasons of a place, the strongest first: one for each good and industry, and not too many.
 * @param {RankedPlace} ranked
 * @param {RequestHit[]} hits
 * @param {MatchIndex} index
 * @returns {PlaceReason[]}
 */
export function placeReasons({ grounds }, hits, index) {
  /** @type {Map<string, Ground>} */
  const chosen = new Map();
  const answered = new Set();
  for (const ground of grounds) {
    const key = `${ground.hit} ${groundIndustry(ground, index) || ground.reach[0]}`;
    // What is only akin to a good, or in a name, tells nothing new where the good itself has its reason.
    const isWeak = ground.relation || kindOf(ground, index) === 'hint';
    const isNew = !isWeak || !answered.has(ground.hit);
    if (isNew && !chosen.has(key)) chosen.set(key, ground);
    answered.add(ground.hit);
  }
  return [...chosen.values()]
    .slice(0, index.rules.shown.reasons)
    .map((ground) => reasonOf(ground, hits[ground.hit], grounds, index));
}

/**
 * @param {Ground} ground
 * @param {RequestHit} hit
 * @param {Ground[]} grounds
 * @param {MatchIndex} index
 * @returns {PlaceReason}
 */
function reasonOf(ground, hit, grounds, index) {
  const { subject, reach, way } = ground;
  const industry = groundIndustry(ground, index);
  const [, target, targetRefs] = index.industries[industry] || ['', -1, []];
  const [link, linkRefs] = linkOf(ground, grounds, industry, index);
  const sentences = [
    akinLine(ground, hit, index),
    subjectLine(subject, index),
    lineOf(reach[3], index),
    ...way[3].map((line) => lineOf(line, index)),
    lineOf(target, index),
    lineOf(index.links[link] ?? -1, index),
  ];
  const refs = [...index.subjects[subject][4], ...reach[4], ...way[4], ...targetRefs, ...linkRefs];
  return {
    text: joinSentences(sentences, index),
    basis: isInferred(ground) ? 'inferred' : 'stated',
    industry,
    link,
    refs: [...new Set(refs)],
  };
}

/**
 * How what is asked for is akin to what the plan speaks of; empty where it is the same.
 * @param {HitLead} ground
 * @param {RequestHit} hit
 * @param {MatchIndex} index
 */
export function akinLine({ relation, entry, via }, hit, index) {
  if (!relation) return '';
  const words = ['', 'kind-of', 'narrower', '', 'serves'];
  const word = index.words[words[relation]] || '';
  return fill(word, {
    term: hitName(hit, index, lineOf(index.entries[entry][0], index)),
    wider: lineOf(via, index),
  });
}

/**
 * The link of a chain that a ground is, or that the same good leads to, with its places in the plan.
 * @param {Ground} ground
 * @param {Ground[]} grounds
 * @param {string} industry
 * @param {MatchIndex} index
 * @returns {[string, number[]]}
 */
function linkOf(ground, grounds, industry, index) {
  const itsLink = index.subjects[ground.subject][7];
  if (itsLink) return [itsLink, []];
  // Only one that bears the name of the good, and that this very industry stands for.
  const link = grounds.find(
    (g) =>
      g.hit === ground.hit &&
      kindOf(g, index) === 'link' &&
      g.strength === WHOLE &&
      !g.relation &&
      industry &&
      index.subjects[g.subject][5].some((reach) => index.groups[reach[0]][0] === industry),
  );
  return link ? [index.subjects[link.subject][7], index.subjects[link.subject][4]] : ['', []];
}
