// A story as written: checked before it is believed.
// A story of one's own: kept in this browser for each edition, checked before it is believed.
// More than this is no story; what one may hold comes with the edition's story.
const STORY_LIMITS = { steps: 200, lines: 24, figures: 12, text: 8000 };
/** @param {any} value */
const isText = (value) => typeof value === 'string' && value.length <= STORY_LIMITS.text;
/** @param {any} value */
const isPair = (value) => Boolean(value) && isText(value.zh) && isText(value.en);
/** @param {Words} first */
const pairOf = ({ zh, en }) => ({ zh, en });

/**
 * What a story must look like to be shown at all; whether it is right the server says.
 * @param {any} step
 */
function isStep(step) {
  return (
    Boolean(step) &&
    isText(step.id) &&
    isText(step.view) &&
    isText(step.show) &&
    isPair(step.title) &&
    isPair(step.notes) &&
    Array.isArray(step.lines) &&
    step.lines.length <= STORY_LIMITS.lines &&
    step.lines.every(isPair) &&
    Array.isArray(step.figures) &&
    step.figures.length <= STORY_LIMITS.figures &&
    step.figures.every(isText)
  );
}

/** @param {any} value */
export function checkedStory(value) {
  if (!value || !isPair(value.title) || !Array.isArray(value.steps)) return null;
  if (value.steps.length > STORY_LIMITS.steps || !value.steps.every(isStep)) return null;
  const steps = value.steps.map(({ id, view, show, title, notes, lines, figures }) => ({
    id,
    view,
    title: pairOf(title),
    lines: lines.map(pairOf),
    figures: [...figures],
    show,
    notes: pairOf(notes),
  }));
  return { title: pairOf(value.title), steps };
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

/** @param {string} title */
export const emptyStory = (title) => ({ title: { zh: title, en: title }, steps: [] });

/**
 * Lines of one language, typed one below the other, put back beside those of the other language:
 * lines that did not change keep their partner, whatever was put in or taken out between them.
 * @param {Words[]} pairs
 * @param {string} text
 * @param {string} lang
 */
export function joinLines(pairs, text, lang) {
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
  const blank = { zh: '', en: '' };
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
