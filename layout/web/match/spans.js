// Where words stand in a folded text: see layout/matching/folding.py and modifiers.py.
const HAN_CHARACTER = /[\u3400-\u9fff]/;

/** @param {string} text */
export const hasHan = (text) => HAN_CHARACTER.test(text);

/**
 * Whether a place lies between words, not within a Latin word or number.
 * @param {string} text
 * @param {number} place
 */
export function startsWord(text, place) {
  if (place === 0 || place === text.length) return true;
  const [left, right] = [text[place - 1], text[place]];
  return left === ' ' || right === ' ' || HAN_CHARACTER.test(left) || HAN_CHARACTER.test(right);
}

/**
 * Start and end of a term wherever it stands at the boundaries of words.
 * @param {string} term
 * @param {string} text
 * @returns {[number, number][]}
 */
export function occurrences(term, text) {
  /** @type {[number, number][]} */
  const spans = [];
  let start = term ? text.indexOf(term) : -1;
  for (; start >= 0; start = text.indexOf(term, start + 1)) {
    const end = start + term.length;
    if (startsWord(text, start) && startsWord(text, end)) spans.push([start, end]);
  }
  return spans;
}

/**
 * The spans that are left when the longer go before the shorter, the first before the later, in their order.
 * @param {[number, number][]} spans
 */
export function longestFirst(spans) {
  const length = ([start, end]) => end - start;
  /** @type {[number, number][]} */
  const free = [];
  for (const [start, end] of [...spans].sort((a, b) => length(b) - length(a) || a[0] - b[0]))
    if (free.every(([a, b]) => end <= a || start >= b)) free.push([start, end]);
  return free.sort((a, b) => a[0] - b[0]);
}

/**
 * Where the head ends that stands soon behind a place of a text, 0 without any; some groups do not count.
 * @param {string} text
 * @param {number} end
 * @param {MatchIndex} index
 * @param {Set<number>} passedOver
 */
export function headBehind(text, end, { heads, rules }, passedOver) {
  for (const head of heads.filter((_, group) => !passedOver.has(group)).flat())
    for (const [start, stop] of occurrences(head, text)) {
      const between = text.slice(end, start);
      // Some Chinese characters may stand between, of a Latin head only the blank before it.
      if (start >= end && between.length <= (hasHan(head) ? rules.shown.between : 1)) return stop;
    }
  return 0;
}

/**
 * Whether a word of purpose stands before a place of a text.
 * @param {string} text
 * @param {number} start
 * @param {MatchIndex} index
 */
export const isPurpose = (text, start, { purposes }) =>
  purposes.some((word) => occurrences(word, text).some(([at]) => at < start));
