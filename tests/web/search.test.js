import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { foldLetters, foldWords, traditionalTable } from '../../layout/web/core/fold.js';
import { searchNames } from '../../layout/web/maps/name_search.js';

const site = (type, ...names) => ({ type, name: names[0], names, sounds: [] });
const FACTS = {
  site_types: { park: { search_rank: 0 }, town: { search_rank: 1 } },
  sites: { t: site('town', 'Bay'), p: site('park', 'North Bay', 'NB'), q: site('park', 'Bayside') },
  facets: [],
  traditional: '',
};
const idsOf = (facts, text) => searchNames(facts, text).map(({ entry }) => entry.site || entry.value);

test('the fold is that of the server', () => {
  const { pairs, cases } = JSON.parse(
    readFileSync(new URL('../data/folding.json', import.meta.url), 'utf-8'),
  );
  const table = traditionalTable(pairs);

  for (const [text, folded] of cases) assert.equal(foldWords(text, table), folded);
});

test('a search names what begins with the words first, then goes by type, and ends after eight', () => {
  const many = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`s${i}`, site('park', 'x')]));

  assert.deepEqual(idsOf(FACTS, 'bay'), ['q', 't', 'p']);
  assert.deepEqual(
    searchNames(FACTS, 'nb').map(({ name }) => name),
    ['NB'],
  );
  assert.equal(searchNames({ ...FACTS, sites: many }, 'x').length, 8);
  assert.deepEqual(searchNames(FACTS, ' “” '), []);
});

test('width, case, blanks, signs, accents and traditional characters make no difference', () => {
  const facts = {
    ...FACTS,
    sites: { g: site('park', 'Carbon-Valley Green Bay', '碳谷绿湾产业园'), c: site('town', 'Café') },
    traditional: '綠绿灣湾產产業业園园',
  };

  for (const text of ['ＣＡＲＢＯＮ', 'carbon valley greenbay', '“碳谷 绿湾”', '綠灣產業園', 'bays'])
    assert.deepEqual(idsOf(facts, text), ['g'], text);
  assert.deepEqual(idsOf(facts, 'cafe'), ['c']);
  assert.equal(foldLetters(' ＡＢ－“金山” 1.', {}), 'ab金山1');
});

test('a Chinese name is found by the initials of its syllables and by their letters', () => {
  const facts = {
    ...FACTS,
    sites: { d: { ...site('park', '长三角产业园'), sounds: ['chang san jiao chan ye yuan'] } },
  };

  for (const text of ['csj', 'CSJ cyy', 'changsan', 'chang san jiao'])
    assert.deepEqual(idsOf(facts, text), ['d']);
  for (const text of ['c', 'sjc', 'zsj', 'san jiao']) assert.deepEqual(idsOf(facts, text), []);
});

test('industries are found by their names and products, beside sites', () => {
  const option = { value: 'chips', label: 'Chips', also: ['芯片', 'wafers'], sounds: ['xin pian'] };
  const many = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`s${i}`, site('park', `Chips ${i}`)]));
  const facets = [
    { key: 'segment', label: 'Segment', options: [option] },
    { key: 'level', label: 'Level', options: [{ value: 'high', label: 'Chips' }] },
  ];
  const facts = { ...FACTS, facets };

  for (const text of ['芯片', 'wafer', 'xinp', 'xp', 'chip']) assert.deepEqual(idsOf(facts, text), ['chips']);
  assert.equal(searchNames(facts, '芯片')[0].name, '芯片');
  assert.deepEqual(idsOf({ ...facts, sites: many }, 'chips').slice(-1), ['chips']);
});
