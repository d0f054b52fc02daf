// What was asked for and has no place: see layout/matching/index_plain.py, step 7.
import { fill } from '../core/text.js';
import { groundsOf, hitLeads, kindOf } from './ranking.js';
import { akinLine, joinSentences, lineOf, subjectLine } from './reasons.js';
import { hitName, WHOLE } from './request.js';

const SHOWN_NAMES = ['item', 'segment', 'cluster', 'service', 'link', 'listed', 'theme', 'field'];
const KIND_OF = 1;
const GOODS = ['item', 'segment', 'cluster', 'service', 'link'];

/**
 * The gaps of a request: those that the plan names first, each once, and not too many.
 * @param {RequestHit[]} hits
 * @param {Set<number>} places
 * @param {MatchIndex} index
 * @returns {RequestGap[]}
 */
export function requestGaps(hits, places, index) {
  /** @type {Map<string, RequestGap>} */
  const gaps = new Map();
  hits.forEach((hit, number) => {
    if (hit.isPurpose) return;
    // By itself a word counts whole, whatever it modifies.
    const leads = hitLeads(number, { ...hit, compound: '' }, index);
    for (const gap of hitGaps({ hit, leads, grounds: groundsOf(leads, index), places }, index)) {
      const key = JSON.stringify([gap.kind, gap.id || gap.text]);
      if (!gaps.has(key)) gaps.set(key, gap);
    }
  });
  return [...gaps.values()]
    .sort((a, b) => Number(a.kind === 'unnamed') - Number(b.kind === 'unnamed'))
    .slice(0, index.rules.shown.gaps);
}

/**
 * @param {HitGrounds} request
 * @param {MatchIndex} index
 * @returns {RequestGap[]}
 */
function hitGaps(request, index) {
  const { threshold } = index.rules;
  const fitting = request.leads.filter((lead) => lead.strength >= threshold.fits);
  if (!fitting.length) return [unnamedGap(request, index)];
  const direct = fitting.filter((lead) => !lead.relation && lead.strength >= threshold.direct);
  const gaps = fitting
    .filter(({ subject }) => index.subjects[subject][8])
    .map((lead) => wantingGap(lead, request, index))
    .filter(Boolean);
  const scores = request.grounds.filter((g) => g.strength >= threshold.fits).map((g) => g.score);
  const best = Math.max(0, ...scores);
  const good = direct.find((lead) => GOODS.includes(kindOf(lead, index)));
  if (good && best < threshold.gap) return [...gaps, namedGap(good.subject, request, index)];
  if (best) return gaps;
  const provisions = fitting.filter((lead) => kindOf(lead, index) === 'provision');
  return [
    ...gaps,
    ...provisions.map(({ subject }) => {
      const [, id, , , refs] = index.subjects[subject];
      return { kind: 'provision', id, text: subjectLine(subject, index), refs, nearest: [] };
    }),
  ];
}

/**
 * @param {number} subject
 * @param {HitGrounds} request
 * @param {MatchIndex} index
 */
function noPlace(subject, { places }, index) {
  const { words } = index;
  const name = lineOf(index.subjects[subject][2], index);
  return fill(places.size ? words['gap-partly'] : words.gap, { name });
}

/**
 * The gap of what is asked for itself, or as a kind of an item of a list of what is to be built.
 * @param {HitLead} lead
 * @param {HitGrounds} request
 * @param {MatchIndex} index
 */
function wantingGap(lead, request, index) {
  const { threshold } = index.rules;
  if (!lead.relation && lead.strength >= threshold.direct) return listedGap(lead.subject, request, index);
  const isListed = lead.relation === KIND_OF && kindOf(lead, index) === 'listed';
  if (!isListed || lead.strength < threshold.listed) return null;
  const gap = listedGap(lead.subject, request, index);
  return { ...gap, text: joinSentences([akinLine(lead, request.hit, index), gap.text], index) };
}

/**
 * @param {number} subject
 * @param {HitGrounds} request
 * @param {MatchIndex} index
 * @returns {RequestGap}
 */
function listedGap(subject, request, index) {
  const [, , , , refs, , , link] = index.subjects[subject];
  const isLink = kindOf({ subject }, index) === 'link';
  const head = isLink
    ? [lineOf(index.links[link], index)]
    : [subjectLine(subject, index), index.words['gap-list']];
  const sentences = [...head, noPlace(subject, request, index)];
  return { kind: 'link', id: link, text: joinSentences(sentences, index), refs, nearest: [] };
}

/**
 * @param {number} subject
 * @param {HitGrounds} request
 * @param {MatchIndex} index
 * @returns {RequestGap}
 */
function namedGap(subject, request, index) {
  const [, , , , refs, , industry, link] = index.subjects[subject];
  const line = Object.hasOwn(index.links, link)
    ? lineOf(index.links[link], index)
    : subjectLine(subject, index);
  const cluster = index.industries[industry]?.[3];
  const group = request.places.size || !cluster ? null : index.groups.find(([name]) => name === cluster);
  const nearest = firstPlaces(group ? group[1].map((way) => way[0]) : [], index);
  return {
    kind: link ? 'link' : 'industry',
    id: link || industry,
    text: joinSentences([line, noPlace(subject, request, index), nearestLine(nearest, index)], index),
    refs,
    nearest,
  };
}

/**
 * @param {HitGrounds} request
 * @param {MatchIndex} index
 * @returns {RequestGap}
 */
function unnamedGap({ hit, leads, grounds, places }, index) {
  const { words } = index;
  // Of words that modify another the whole is not named, whatever they are by themselves.
  const itself = hit.factor === WHOLE ? lineOf(index.entries[hit.entries[0]][0], index) : '';
  const term = hitName(hit, index, itself);
  const near = leads
    .filter((lead) => SHOWN_NAMES.includes(kindOf(lead, index)))
    .map(({ subject }) => subject);
  // What bears the same name in the plan stands once, as it is written last.
  const names = new Map(
    near.map((subject) => [index.alike[subject] ?? subject, lineOf(index.subjects[subject][2], index)]),
  );
  const listed = [...names.values()].slice(0, index.rules.shown.nearest);
  const nearest = firstPlaces(
    grounds.filter((g) => !places.has(g.place) && near.includes(g.subject)).map((g) => g.place),
    index,
  );
  const line = listed.length
    ? fill(words['unnamed-near'], { term, names: listed.join(words.comma) })
    : fill(words.unnamed, { term });
  return {
    kind: 'unnamed',
    id: '',
    text: joinSentences([line, nearestLine(nearest, index)], index),
    refs: [...new Set(near.flatMap((subject) => index.subjects[subject][4]))],
    nearest,
  };
}

/**
 * @param {number[]} places
 * @param {MatchIndex} index
 */
const firstPlaces = (places, index) => [...new Set(places)].slice(0, index.rules.shown.nearest);

/**
 * @param {number[]} places
 * @param {MatchIndex} index
 */
function nearestLine(places, { words, places: all }) {
  return places.length ? fill(words.nearest, { names: places.map((p) => all[p][2]).join(words.comma) }) : '';
}
