// What of a request is understood: see layout/matching/index_plain.py, steps 1 and 2, and request.py.
import { foldWords } from '../core/fold.js';
import { hasHan, headBehind, isPurpose, longestFirst, occurrences, startsWord } from './spans.js';

export const WHOLE = 1000;
// What is no letter of a regular expression.
const SPECIAL = /[\\^$.*+?()[\]{}|/]/g;

/** @type {WeakMap<MatchIndex, Map<string, number[]>>} */
const termsOf = new WeakMap();

/**
 * The entries of each folded term.
 * @param {MatchIndex} index
 */
function termBook(index) {
  let terms = termsOf.get(index);
  if (!terms) {
    terms = new Map();
    for (const [number, [, joined]] of index.entries.entries())
      for (const term of joined.split('|').filter(Boolean))
        terms.set(term, [...(terms.get(term) || []), number]);
    termsOf.set(index, terms);
  }
  return terms;
}

/**
 * @param {string} text
 * @param {MatchIndex} index
 */
export const foldRequest = (text, index) =>
  foldWords([...text].slice(0, index.rules.shown.text).join(''), index.traditional);

/**
 * The terms of a request, the stronger first; none where nothing of it is understood.
 * @param {string} text
 * @param {MatchIndex} index
 * @returns {RequestHit[]}
 */
export function requestHits(text, index) {
  const read = [...text].slice(0, index.rules.shown.text).join('');
  return hitsOf(foldRequest(text, index), index).map((hit) => ({
    ...hit,
    typed: asTyped(hit.text, read),
    compound: asCompound(hit, read),
  }));
}

/**
 * Two words as they are typed; empty where they are listed: parted by a sign, or Han by a blank.
 * @param {RequestHit} hit
 * @param {string} request
 */
function asCompound({ text, compound }, request) {
  if (!compound) return '';
  const [first, second] = [text, compound].map((word) => asTyped(word, request).replace(SPECIAL, '\\$&'));
  const match = new RegExp(`(${first})([\\s-]*)${second}`, 'iu').exec(request.normalize('NFKC'));
  if (!match || (match[2] && hasHan(match[1].at(-1)) && hasHan(second[0]))) return '';
  return match[0].split(/\s+/u).filter(Boolean).join(' ');
}

/**
 * A folded text as it stands in a request; folded where it is written in other characters there.
 * @param {string} text
 * @param {string} request
 */
function asTyped(text, request) {
  // Folded text holds letters and digits alone. The plural, which is folded away, belongs to it.
  const pattern = [...text.replace(/ /g, '')].join('[^\\p{L}\\p{N}]*');
  const match = new RegExp(`${pattern}(?:[a-z]+(?![\\p{L}\\p{N}]))?`, 'iu').exec(request.normalize('NFKC'));
  return match ? match[0].split(/\s+/u).filter(Boolean).join(' ') : text;
}

/**
 * What a request calls a good, as it is typed; where a language has no Han its entry's name.
 * @param {RequestHit} hit
 * @param {MatchIndex} index
 * @param {string} [entry]
 */
export function hitName({ typed }, { han }, entry = '') {
  const fits = han || !hasHan(typed);
  return fits || !entry ? typed : entry;
}

/**
 * @param {string} folded
 * @param {MatchIndex} index
 * @returns {RequestHit[]}
 */
function hitsOf(folded, index) {
  const terms = termBook(index);
  const spans = longestFirst([...terms.keys()].flatMap((term) => occurrences(term, folded)));
  if (spans.length) {
    const whole = spans.map((span) => hitAt(folded, span, spans, index));
    return eachOnce(whole.map((_, n) => joinedHit(folded, spans, whole, n, index)));
  }
  const parts = piecesOf(folded, index.filler);
  const hits = parts.map((part) => partHit(part, index, parts.length === 1)).filter(Boolean);
  const letters = folded.replace(/ /g, '');
  if (hits.length || !/^[a-z]+$/.test(letters)) return hits;
  if (!Object.hasOwn(index.pinyin, letters)) return begunHits(letters, index);
  return [{ text: letters, entries: index.pinyin[letters], factor: WHOLE, isPurpose: false }];
}

/**
 * A hit by the names whose letters these begin, or if they are more end, unless it is one of too many.
 * @param {string} letters
 * @param {MatchIndex} index
 * @returns {RequestHit[]}
 */
function begunHits(letters, { pinyin, rules: { shown, strength } }) {
  const ends = letters.length >= shown.prefix;
  const isOf = (key) => key.startsWith(letters) || (ends && key.endsWith(letters));
  const keys = Object.keys(pinyin).filter(isOf);
  const entries = [...new Set(keys.flatMap((key) => pinyin[key]))];
  if (letters.length <= shown.initials || !entries.length || entries.length > shown.parts) return [];
  return [{ text: letters, entries, factor: strength.part, isPurpose: false }];
}

/**
 * A hit with the one behind it as its head, where that stands right there and is no more of the same.
 * @param {string} text
 * @param {[number, number][]} spans
 * @param {RequestHit[]} hits
 * @param {number} n
 * @param {MatchIndex} index
 * @returns {RequestHit}
 */
function joinedHit(text, spans, hits, n, index) {
  const [hit, other] = [hits[n], hits[n + 1]];
  if (!other || text.slice(spans[n][1], spans[n + 1][0]).trim()) return hit;
  const groups = hit.entries.flatMap((entry) => index.entries[entry][3] || []);
  const same =
    String(hit.entries) === String(other.entries) ||
    groups.some((group) => index.heads[group].some((head) => other.text.endsWith(head)));
  if (same || Math.min(hit.factor, other.factor) < WHOLE) return hit;
  return { ...hit, compound: other.text };
}

/**
 * Hits without those that mean what a stronger one, or the same before, means already.
 * @param {RequestHit[]} hits
 */
function eachOnce(hits) {
  /** @type {Map<string, RequestHit>} */
  const first = new Map();
  for (const hit of [...hits].sort((a, b) => b.factor - a.factor)) {
    const key = hit.entries.join();
    if (!first.has(key)) first.set(key, hit);
  }
  return [...first.values()];
}

/**
 * @param {string} text
 * @param {[number, number]} span
 * @param {[number, number][]} spans
 * @param {MatchIndex} index
 * @returns {RequestHit}
 */
function hitAt(text, [start, end], spans, index) {
  const [[first]] = spans;
  const entries = termBook(index).get(text.slice(start, end));
  // What stands before any other term is what is asked for, whatever it is for.
  const purpose = start > first && isPurpose(text.slice(first), start - first, index);
  const ofKind = new Set(entries.flatMap((entry) => index.entries[entry][3] || []));
  const stop = headBehind(text, end, index, ofKind);
  if (!purpose && !stop) return { text: text.slice(start, end), entries, factor: WHOLE, isPurpose: false };
  // Where the head is a part of what is understood by itself, that is what is asked for.
  const isMeansOnly = purpose || spans.some(([other]) => end <= other && other < stop);
  const factor = index.rules.strength.modifier;
  return { text: text.slice(start, Math.max(stop, end)), entries, factor, isPurpose: isMeansOnly };
}

/**
 * What is left of a text without the words that say nothing.
 * @param {string} text
 * @param {string[]} filler
 */
function piecesOf(text, filler) {
  const spans = longestFirst(filler.flatMap((word) => occurrences(word, text)));
  const starts = [0, ...spans.map(([, end]) => end)];
  const ends = [...spans.map(([start]) => start), text.length];
  return starts
    .map((start, n) => text.slice(start, ends[n]).trim())
    .filter((part) => part.length > (hasHan(part) ? 1 : 2));
}

/**
 * A hit by the terms that a part of a request is a part of, unless it is one of too many. One part of several
 * has to end the term: what it begins with only modifies it.
 * @param {string} part
 * @param {MatchIndex} index
 * @param {boolean} isWhole
 * @returns {RequestHit | null}
 */
function partHit(part, index, isWhole) {
  const { shown, strength } = index.rules;
  const unfinished = isWhole && !hasHan(part.at(-1)) && part.length >= shown.prefix;
  const entries = new Set();
  for (const [term, numbers] of termBook(index))
    if (isPart(part, term, unfinished) && (isWhole || term.endsWith(part)))
      numbers.forEach((number) => entries.add(number));
  if (!entries.size || entries.size > shown.parts) return null;
  return { text: part, entries: [...entries], factor: strength.part, isPurpose: false };
}

/**
 * @param {string} part
 * @param {string} term
 * @param {boolean} unfinished
 */
function isPart(part, term, unfinished) {
  for (let start = term.indexOf(part); start >= 0; start = term.indexOf(part, start + 1)) {
    if (startsWord(term, start) && (unfinished || startsWord(term, start + part.length))) return true;
  }
  return false;
}
