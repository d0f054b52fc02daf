// How a text is folded, so that what is typed is compared with names alike: see layout/matching/folding.py.
const HAN = '\\u3400-\\u9fff';
const SIGNS = /[^\p{L}\p{N}]+/gu;
const BLANK_AT_HAN = new RegExp(`(?<=[${HAN}]) | (?=[${HAN}])`, 'g');

/**
 * One width, small letters, simplified characters, no accents and signs; a blank only between words that are
 * not Chinese.
 * @param {string} text
 * @param {Record<string, string>} traditional
 */
export function foldLetters(text, traditional) {
  const bare = text.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFKC').toLowerCase();
  const simple = [...bare].map((c) => (Object.hasOwn(traditional, c) ? traditional[c] : c)).join('');
  return simple.replace(SIGNS, ' ').trim().replace(BLANK_AT_HAN, '');
}

/**
 * The same with each longer Latin word in the singular.
 * @param {string} text
 * @param {Record<string, string>} traditional
 */
export const foldWords = (text, traditional) =>
  foldLetters(text, traditional).replace(/[a-z]{4,}/g, singular);

/** @param {string} word */
function singular(word) {
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(ss|x|z|ch|sh)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') && !'sui'.includes(word.at(-2)) ? word.slice(0, -1) : word;
}

/**
 * A table out of pairs of characters, the traditional one first.
 * @param {string} pairs
 */
export function traditionalTable(pairs) {
  const characters = [...pairs];
  return Object.fromEntries(characters.flatMap((c, i) => (i % 2 ? [] : [[c, characters[i + 1]]])));
}
