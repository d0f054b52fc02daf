// Words of the reader's own in a link: the same as layout/view/link_words.py.
const UNWRITABLE =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]+/gu;

/**
 * A text as one line of at most so many characters.
 * @param {string} text
 * @param {number} most
 */
export const tidyWords = (text, most) =>
  [...text.replace(UNWRITABLE, ' ').split(/\s+/u).filter(Boolean).join(' ')]
    .slice(0, most)
    .join('')
    .trimEnd();
