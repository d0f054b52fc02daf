// The answer to a request: the same as layout/matching/answer.py gives, out of the same index.
import { fill } from '../core/text.js';
import { requestGaps } from './gaps.js';
import { groundsOf, hitLeads, kindOf, rankPlaces } from './ranking.js';
import { groundIndustry, placeReasons } from './reasons.js';
import { foldRequest, hitName, requestHits, WHOLE } from './request.js';

// What is akin to a good counts as another meaning of it only where it is an industry by name.
const INDUSTRIES = ['cluster', 'segment', 'service'];

/**
 * @param {MatchIndex} index
 * @param {string} text
 * @returns {RequestAnswer}
 */
export function answerRequest(index, text) {
  const hits = requestHits(text, index);
  if (!hits.length) {
    const question = foldRequest(text, index) ? index.words.unknown : index.words.empty;
    return { places: [], gaps: [], question };
  }
  const leads = hits.flatMap((hit, number) => hitLeads(number, hit, index));
  const grounds = groundsOf(leads, index);
  const ranked = rankPlaces(grounds, index);
  const places = ranked.map((place) => {
    const reasons = placeReasons(place, hits, index);
    const [id, type, name] = index.places[place.place];
    return { id, type, name, score: place.score, basis: reasons[0].basis, reasons };
  });
  const gaps = requestGaps(hits, new Set(ranked.map(({ place }) => place)), index).map((gap) => ({
    ...gap,
    nearest: gap.nearest.map((place) => index.places[place][0]),
  }));
  return { places, gaps, question: questionOf(grounds, hits, index) };
}

/**
 * Which industry is meant, where two that lead to different places are about as likely.
 * @param {Ground[]} grounds
 * @param {RequestHit[]} hits
 * @param {MatchIndex} index
 */
function questionOf(grounds, hits, index) {
  const { threshold } = index.rules;
  /** @type {Map<string, Ground>} */
  const best = new Map();
  for (const ground of grounds.filter((g) => g.strength >= threshold.fits)) {
    const industry = groundIndustry(ground, index);
    if (!industry || (ground.relation && !INDUSTRIES.includes(kindOf(ground, index)))) continue;
    if (!best.has(industry) || ground.score > best.get(industry).score) best.set(industry, ground);
  }
  const [first, second] = [...best].sort((a, b) => b[1].score - a[1].score);
  if (!second) return '';
  const alike = second[1].score * WHOLE >= first[1].score * threshold.question;
  const clusterOf = (industry) => index.industries[industry][3];
  const within = clusterOf(first[0]) === second[0] || clusterOf(second[0]) === first[0];
  if (!alike || first[1].place === second[1].place || within) return '';
  const named = [first, second].map(([industry]) => index.industries[industry][0]);
  const meant = [first, second].map(([, ground]) => hits[ground.hit]);
  if (meant[0] !== meant[1]) return whichPart(meant, named, index);
  return fill(index.words.which, { term: hitName(meant[0], index), names: named.join(index.words.comma) });
}

/**
 * Which word of a compound is the product; of two goods that are listed nothing is asked.
 * @param {RequestHit[]} hits
 * @param {string[]} industries
 * @param {MatchIndex} index
 */
function whichPart(hits, industries, index) {
  const { words, entries, lines } = index;
  const modifier = hits.find((hit) => hit.compound);
  const head = hits.find((hit) => modifier && hit !== modifier && modifier.compound.endsWith(hit.typed));
  if (!head) return '';
  const called = (hit) => hitName(hit, index, lines[entries[hit.entries[0]][0]]);
  const good = words['which-good'];
  const goods = hits.map((hit, n) => fill(good, { term: called(hit), industry: industries[n] }));
  const both = [modifier, head].map(called).join(' ');
  const term = hitName({ ...modifier, typed: modifier.compound }, index, both);
  return fill(words['which-part'], { term, names: goods.join(words.comma) });
}
