import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkedStory, freeId, joinLines } from '../../layout/web/briefing/story.js';
import { safeColour, toHexColour } from '../../layout/web/core/colour.js';
import { clean, fill, inLanguage } from '../../layout/web/core/text.js';
import { csvCell, csvSafe } from '../../layout/web/panels/chart_csv.js';

const cell = (text, tagName = 'TD', number = true) => ({
  textContent: text,
  tagName,
  classList: { contains: () => number },
});
const LANGS = ['zh', 'en'];
const pair = (zh, en = '') => ({ zh, en });

test('a colour of the data is six hexadecimal digits or a neutral', () => {
  assert.equal(safeColour('#b23A30'), '#b23A30');
  assert.equal(safeColour('red; background: url(x)'), '#6F6A5E');
  assert.equal(safeColour(undefined), '#6F6A5E');
  assert.equal(toHexColour('rgb(1, 160, 255)'), '#01a0ff');
  assert.equal(toHexColour('none'), 'none');
});

test('no control or direction character reaches the page, and words without a value stay', () => {
  assert.equal(clean('a\u202eb\u0007'), 'a\ufffdb\ufffd');
  assert.equal(fill('{n} of {total} {other}', { n: 1, total: 2 }), '1 of 2 {other}');
  assert.equal(inLanguage(pair('zh-text'), 'en'), 'zh-text');
  assert.equal(fill('{n} {n|park|parks}', { n: 1 }), '1 park');
  assert.equal(fill('{n|the one park|all {n} parks}', { n: 0 }), 'all 0 parks');
  assert.equal(fill('{n} {n|park|parks}', {}), '{n} {n|park|parks}');
});

test('numbers go into a table without separators, and no text becomes a formula', () => {
  assert.equal(csvCell(cell('-1,062.3')), '-1062.3');
  assert.equal(csvCell(cell('\u22121,062.3')), '-1062.3');
  assert.equal(csvCell(cell('1,062.3', 'TH')), '"1,062.3"');
  assert.equal(csvCell(cell('say "x"', 'TD', false)), '"say ""x"""');
  assert.equal(csvSafe(' =1+1'), "' =1+1");
  assert.equal(csvSafe('\uff0d1'), "'\uff0d1");
  assert.equal(csvSafe('plain'), 'plain');
});

test('lines of one language keep their partners in the other', () => {
  const pairs = [pair('a', 'A'), pair('b', 'B'), pair('c', 'C')];

  assert.deepEqual(joinLines(pairs, 'a\nnew\nb\nc\n', 'zh', LANGS), [
    pairs[0],
    pair('new'),
    pairs[1],
    pairs[2],
  ]);
  assert.deepEqual(joinLines(pairs, 'a\nc', 'zh', LANGS), [pairs[0], pairs[2]]);
  assert.deepEqual(joinLines(pairs, 'a\nchanged\nc', 'zh', LANGS)[1], pair('changed', 'B'));
});

test('a step gets an id that no other has', () => {
  const story = { steps: [{ id: 'view' }, { id: 'view-2' }] };

  assert.equal(freeId(story, 'view'), 'view-3');
  assert.equal(freeId(story, 'other'), 'other');
});

test('a story is taken with its own fields only, or not at all', () => {
  const step = {
    id: 'a',
    view: '',
    show: '',
    title: pair('t'),
    notes: pair(''),
    lines: [pair('l')],
    figures: ['f'],
    extra: 1,
  };
  const story = { title: pair('s'), steps: [step], extra: 1 };
  const { extra, ...plain } = step;

  assert.equal(extra, 1);
  assert.deepEqual(checkedStory(story, LANGS), { title: pair('s'), steps: [plain] });
  assert.equal(checkedStory(story, [...LANGS, 'fr']), null);
  for (const wrong of [null, {}, { ...story, steps: {} }, { ...story, steps: [{ ...step, lines: ['l'] }] }]) {
    assert.equal(checkedStory(wrong, LANGS), null);
  }
});
