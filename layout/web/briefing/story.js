// A story as written: checked before it is believed.
// A story of one's own: kept in this browser for each edition, checked before it is believed.
// More than this is no story; what one may hold comes with the edition's story.
const STORY_LIMITS = { steps: 200, lines: 24, figures: 12, text: 8000 };
/** @param {any} value */
const isText = (value) => typeof value === 'string' && value.length <= STORY_LIMITS.text;
/**
 * Whether a value has a text in each language.
 * @param {any} value
 * @param {string[]} langs
 */
const isWords = (value, langs) => Boolean(value) && langs.every((lang) => isText(value[lang]));
/**
 * @param {Words} words
 * @param {string[]} langs
 * @returns {Words}
 */
const wordsOf = (words, langs) => Object.fromEntries(langs.map((lang) => [lang, words[lang]]));

/**
 * The same text in each language.
 * @param {string} text
 * @param {string[]} langs
 * @returns {Words}
 */
export const inEach = (text, langs) => Object.fromEntries(langs.map((lang) => [lang, text]));

/**
 * What a story must look like to be shown at all; whether it is right the server says.
 * @param {any} step
 * @param {string[]} langs
 */
function isStep(step, langs) {
  return (
    Boolean(step) &&
    isText(step.id) &&
    isText(step.view) &&
    isText(step.show) &&
    isWords(step.title, langs) &&
    isWords(step.notes, langs) &&
    Array.isArray(step.lines) &&
    step.lines.length <= STORY_LIMITS.lines &&
    step.lines.every((line) => isWords(line, langs)) &&
    Array.isArray(step.figures) &&
    step.figures.length <= STORY_LIMITS.figures &&
    step.figures.every(isText)
  );
}

/**
 * A story with its known fields alone, or null where it is none.
 * @param {any} value
 * @param {string[]} langs
 * @returns {Story | null}
 */
export function checkedStory(value, langs) {
  if (!value || !isWords(value.title, langs) || !Array.isArray(value.steps)) return null;
  if (value.steps.length > STORY_LIMITS.steps || !value.steps.every((step) => isStep(step, langs)))
    return null;
  const steps = value.steps.map(({ id, view, show, title, notes, lines, figures }) => ({
    id,
    view,
    title: wordsOf(title, langs),
    lines: lines.map((line) => wordsOf(line, langs)),
    figures: [...figures],
    show,
    notes: wordsOf(notes, langs),
  }));
  return { title: wordsOf(value.title, langs), steps };
}

/** @param {any} value */
export const copyOf = (value) => JSON.parse(JSON.stringify(value));

/**
 * An id that no other step has.
 * @param {{ steps: { id: string }[] }} story
 * @param {string} wish
 */
export function freeId(story, wish) {
  const ids = new Set(story.steps.map((step) => step.id));
  const stem = wish.replace(/-\d+$/, '').slice(0, 58) || 'view';
  let n = 2;
  let id = wish;
  while (ids.has(id)) {
    id = `${stem}-${n}`;
    n += 1;
  }
  return id;
}

/**
 * @param {string} title
 * @param {string[]} langs
 * @returns {Story}
 */
export const emptyStory = (title, langs) => ({ title: inEach(title, langs), steps: [] });

/**
 * Lines of one language, typed one below the other, put back beside those of the other languages:
 * lines that did not change keep their partner, whatever was put in or taken out between them.
 * @param {Words[]} pairs
 * @param {string} text
 * @param {string} lang
 * @param {string[]} langs
 */
export function joinLines(pairs, text, lang, langs) {
  const now = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line, i, all) => line || i < all.length - 1);
  while (now.length && !now.at(-1)) now.pop();
  const was = pairs.map((pair) => pair[lang]);
  let head = 0;
  while (head < now.length && head < was.length && now[head] === was[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(now.length, was.length) - head && now.at(-1 - tail) === was.at(-1 - tail)) tail += 1;
  const blank = inEach('', langs);
  return now.map((line, i) => {
    const fromEnd = now.length - i <= tail;
    const partner = fromEnd
      ? pairs[pairs.length - (now.length - i)]
      : i < pairs.length - tail
        ? pairs[i]
        : blank;
    return { ...(partner || blank), [lang]: line };
  });
}
