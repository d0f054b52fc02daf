// Text of the data before it reaches the page.
// Bidirectional and control characters could reorder or hide what stands around them.
const UNSAFE_CHARACTERS =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** @param {any} value */
export const clean = (value) => String(value).replace(UNSAFE_CHARACTERS, '\ufffd');
// `{n|item|items}`: the first where n is one; either may hold names in braces.
const BY_COUNT = /\{(\w+)\|((?:[^{}|]|\{\w+\})*)\|((?:[^{}|]|\{\w+\})*)\}/g;
/**
 * Words with values put in; what has none stays as it is.
 * @param {string} text
 * @param {Record<string, any>} values
 */
export const fill = (text, values) =>
  text
    .replace(BY_COUNT, (whole, key, single, plural) =>
      key in values ? (String(values[key]) === '1' ? single : plural) : whole,
    )
    .replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
/**
 * A text in a language, else in the first that has it.
 * @param {Words} words
 * @param {string} lang
 */
export const inLanguage = (words, lang) => words[lang] || Object.values(words).find(Boolean) || '';

/**
 * What a file holds, out of the data URL that it was read as.
 * @param {FileReader} reader
 */
export const base64Of = (reader) => String(reader.result).replace(/^[^,]*,/, '');
