import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sitesThatMeet, wayOut } from '../../layout/web/core/fits.js';
import {
  askWords,
  carriesIndustries,
  countedSites,
  emptyView,
  fromQuery,
  isFiltered,
  matches,
  patchView,
  toQuery,
} from '../../layout/web/core/view.js';

const option = (value) => ({ value });
const FACTS = {
  district: 'd',
  edition: 'e',
  lang: 'en',
  facets: [
    { key: 'cluster', options: [option('c1'), option('c2')] },
    { key: 'level', options: [option('high')] },
  ],
  layers: [{ id: 'roads' }],
  year: ['2024'],
  against: ['older'],
  site_types: { counted: { counted: true }, other: { counted: false } },
  sites: {
    a: { type: 'counted', facets: { cluster: ['c1'], segment: [], level: ['high'] } },
    b: { type: 'other', facets: { cluster: ['c2'], segment: ['s1'], level: [] } },
  },
};
const view = (patch) => ({ ...emptyView(FACTS), ...patch });

test('a query leaves out what is empty, and a view comes back out of it', () => {
  const full = view({
    cluster: ['c1', 'c2'],
    off: ['roads'],
    sel: 'a',
    year: '2024',
    ask: "CDMO, 合同 (o'x)!",
    c: [30.5, 121.25],
    z: 11.5,
  });
  const query = toQuery(full);

  assert.equal(toQuery(view()), 'district=d&edition=e&lang=en');
  assert.match(
    query,
    /cluster=c1,c2&off=roads&sel=a&year=2024&ask=CDMO,%20%E5%90%88%E5%90%8C%20%28o%27x%29%21&c=30\.5000,121\.2500&z=11\.50$/,
  );
  assert.deepEqual(fromQuery(query, FACTS), full);
});

test('a link gives only values that the facts know', () => {
  const query = 'cluster=c1,nowhere,c1&sel=__proto__&year=1999&against=older&step=../x&c=99,121&z=4&off=x';

  assert.deepEqual(fromQuery(query, FACTS), view({ cluster: ['c1'], against: 'older' }));
  assert.equal(fromQuery('step=two-wings&c=30,121&z=12', FACTS).step, 'two-wings');
  assert.deepEqual(fromQuery('c=30,121&z=12', FACTS).c, [30, 121]);
});

test('a site matches when every filter names one of its values', () => {
  const { a, b } = FACTS.sites;

  assert.ok(matches(view(), a) && matches(view({ cluster: ['c2', 'c1'] }), a));
  assert.ok(
    !matches(view({ cluster: ['c1'] }), b) && !matches(view({ cluster: ['c2'], level: ['high'] }), b),
  );
  assert.ok(carriesIndustries(view({ level: ['high'], segment: ['s1'] }), b));
  assert.deepEqual(countedSites(FACTS), [a]);
});

test('with a filter by basis a value counts only where it is of that one', () => {
  const site = { type: 'counted', facets: { cluster: ['c1', 'c2'], basis: ['stated', 'inferred'] } };
  const about = { ...site, inferred: { cluster: ['c2'] } };

  assert.ok(matches(view({ cluster: ['c1'], basis: ['stated'] }), about));
  assert.ok(!matches(view({ cluster: ['c2'], basis: ['stated'] }), about));
  assert.ok(matches(view({ cluster: ['c2'], basis: ['inferred'] }), about));
  assert.ok(matches(view({ cluster: ['c2'], basis: ['inferred', 'stated'] }), about));
});

test('the way out lets go of the filter that leaves most, and there may be none', () => {
  const facet = (key, ...values) => ({
    key,
    label: key,
    options: values.map((v) => ({ value: v, label: v })),
  });
  const facts = {
    ...FACTS,
    facets: [facet('cluster', 'c1', 'c2'), facet('segment', 's1'), facet('level', 'high', 'low')],
  };
  const nothing = view({ cluster: ['c1'], segment: ['s1'], level: ['high'] });

  assert.deepEqual(sitesThatMeet(nothing, facts), { counted: [], others: [] });
  assert.deepEqual(wayOut(nothing, facts), {
    key: 'segment',
    facet: 'segment',
    names: ['s1'],
    parks: 1,
    n: 1,
  });
  assert.equal(wayOut(view({ cluster: ['c2'], level: ['low'], segment: ['s9'] }), facts), null);
});

test('an investor\u2019s words are one line of a length, as on the server', () => {
  assert.equal(askWords('  CDMO\u3000a\n\u0000b\u202ec\ud800d '), 'CDMO a b c d');
  assert.equal([...askWords('\u{20000}'.repeat(200))].length, 120);
});

test('a press toggles a value, adds one, or selects', () => {
  const chosen = patchView(view(), { cluster: 'c1' }, false);

  assert.deepEqual(chosen.cluster, ['c1']);
  assert.deepEqual(patchView(chosen, { cluster: 'c2' }, false).cluster, ['c2']);
  assert.deepEqual(patchView(chosen, { cluster: 'c2' }, true).cluster, ['c1', 'c2']);
  assert.deepEqual(patchView(chosen, { cluster: 'c1' }, false).cluster, []);
  assert.deepEqual(patchView(chosen, { cluster: '' }, true).cluster, []);
  assert.deepEqual(patchView(view({ off: ['x'] }), { off: 'roads' }, false).off, ['x', 'roads']);
  assert.equal(patchView(view({ against: 'older' }), { edition: 'older' }, false).against, '');
  assert.equal(patchView(view({ against: 'older' }), { district: 'f' }, false).against, '');
  assert.ok(isFiltered(chosen) && !isFiltered(view({ state: ['ahead'], sel: 'a' })));
});
