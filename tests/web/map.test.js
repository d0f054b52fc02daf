import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fanOut } from '../../layout/web/maps/fan_out.js';
import {
  boxesMeet,
  candidateCorners,
  firstFreePlace,
  labelRank,
  leaderBoxes,
  leaderEnd,
  readsAtOwn,
  sideCorners,
} from '../../layout/web/maps/label_places.js';
import { connectionState } from '../../layout/web/pages/watch_connection.js';

const RULES = {
  rank: { park: 90, town: 60 },
  narrow_rank: { element: 100, 'role-place': 85 },
  selected_rank: 200,
  steps: [0, 10],
  diagonals: [[0.8, 0.6]],
  leader_clear: 9,
  leader_from: [2, 0.4],
};
const LABEL = { w: 20, h: 10 };

test('boxes that only touch do not meet', () => {
  const box = { l: 0, t: 0, r: 10, b: 10 };

  assert.ok(boxesMeet(box, { l: 9, t: 9, r: 20, b: 20 }));
  assert.ok(!boxesMeet(box, { l: 10, t: 0, r: 20, b: 10 }) && !boxesMeet(box, { l: 0, t: 11, r: 10, b: 20 }));
});

test('a label stands on its points, or beside its symbol, nearest first', () => {
  const points = [
    { x: 100, y: 100 },
    { x: 0, y: 0 },
  ];
  const corners = candidateCorners(LABEL, points, 10, RULES);

  assert.deepEqual(candidateCorners(LABEL, points, 0, RULES), [
    [90, 95],
    [-10, -5],
  ]);
  assert.equal(corners.length, 16);
  assert.deepEqual(corners.slice(0, 4), [
    [110, 95],
    [70, 95],
    [90, 110],
    [90, 80],
  ]);
  assert.deepEqual(corners[8], [120, 95]);
});

test('the first free place is inside the frame and keeps clear of boxes', () => {
  const frame = { l: 0, t: 0, r: 200, b: 200 };
  const corners = [
    [-5, 50],
    [50, 50],
    [100, 100],
  ];
  const box = { l: 40, t: 40, r: 60, b: 60 };

  assert.deepEqual(firstFreePlace(LABEL, corners, [], frame, [2, 1]), { l: 50, t: 50, r: 72, b: 61 });
  assert.deepEqual(firstFreePlace(LABEL, corners, [box], frame, [2, 1]), { l: 100, t: 100, r: 122, b: 111 });
  assert.equal(firstFreePlace(LABEL, corners.slice(0, 1), [], frame, [2, 1]), null);
});

test('ranks follow the rules, the window and the selection', () => {
  const rank = (fact, selected, roomy) => labelRank(fact, selected, roomy, RULES);

  assert.equal(rank({ kind: 'park', site: 'a' }, 'a', true), 200);
  assert.equal(rank({ kind: 'park', site: 'a' }, '', true), 90);
  assert.equal(rank({ kind: 'element' }, '', false), 100);
  assert.equal(rank({ kind: 'element' }, '', true), 0);
  assert.equal(rank({ kind: 'place', rank: 'role-place' }, '', false), 85);
});

test('a label that stands nearer to another symbol than to its own is not read there', () => {
  const box = { l: 20, t: 0, r: 60, b: 10 };

  assert.ok(readsAtOwn(box, { x: 10, y: 5 }, [{ x: 75, y: 5 }], 3));
  assert.ok(!readsAtOwn(box, { x: 10, y: 5 }, [{ x: 72, y: 5 }], 3));
  assert.ok(!readsAtOwn(box, { x: 0, y: 5 }, [{ x: 40, y: 20 }], 3));
  assert.ok(readsAtOwn(box, { x: 10, y: 5 }, [], 3));
});

test('a place that would be read at another symbol is passed over for the next', () => {
  const frame = { l: 0, t: 0, r: 200, b: 200 };
  const corners = [
    [50, 50],
    [100, 100],
  ];

  assert.equal(firstFreePlace(LABEL, corners, [], frame, [2, 1], (box) => box.l > 60)?.l, 100);
  assert.equal(
    firstFreePlace(LABEL, corners, [], frame, [2, 1], () => false),
    null,
  );
});

test('symbols that coincide are spread, the same each time; others stay', () => {
  const points = [
    { x: 0, y: 0 },
    { x: 0, y: 0 },
    { x: 200, y: 0 },
  ];
  const offsets = fanOut(points, 27, 80);
  const [a, b, c] = offsets.map((o, i) => ({ x: o.x + points[i].x, y: o.y + points[i].y }));

  assert.ok(Math.hypot(a.x - b.x, a.y - b.y) >= 26.9);
  assert.ok(Math.hypot(c.x - 200, c.y) < 1);
  assert.deepEqual(fanOut(points, 27, 80), offsets);
});

test('a page that never connected and one that lost its server are told apart, each after a while', () => {
  const since = 1000;
  const never = { opened: false, sockets: 0, since };
  const lost = { opened: true, sockets: 0, since };

  assert.deepEqual(
    [1000, 8900, 9001].map((now) => connectionState(never, now)),
    ['', '', 'never'],
  );
  assert.deepEqual(
    [1000, 3900, 4001].map((now) => connectionState(lost, now)),
    ['', '', 'lost'],
  );
  assert.equal(connectionState({ opened: true, sockets: 1, since }, 1e9), '');
});

test('a line to a name that stands off meets no other symbol and no name', () => {
  const box = { l: 50, t: -5, r: 90, b: 5 };
  const symbol = { x: 0, y: 0 };

  assert.deepEqual(leaderEnd(box, symbol, [{ x: 25, y: 20 }], [], RULES), { x: 50, y: 0 });
  assert.equal(leaderEnd(box, symbol, [{ x: 25, y: 5 }], [], RULES), null);
  assert.equal(leaderEnd(box, symbol, [], [{ l: 20, t: -3, r: 40, b: 3 }], RULES), null);
  assert.deepEqual(leaderEnd(box, symbol, [], [{ l: -9, t: -9, r: 9, b: 9 }], RULES), { x: 50, y: 0 });
  // However thin a name is, and near its beginning too.
  const far = { l: 200, t: -8, r: 290, b: 8 };
  for (const l of [30, 71, 123, 171, 190])
    assert.equal(leaderEnd(far, symbol, [], [{ l, t: -40, r: l + 1, b: 40 }], RULES), null);
  assert.deepEqual(leaderEnd(far, symbol, [], [{ l: 30, t: 1, r: 190, b: 40 }], RULES), { x: 200, y: 0 });
  // Names that are placed after it find boxes along the whole of it.
  const along = leaderBoxes([symbol, { x: 200, y: 80 }], 8);
  for (const share of [0, 0.2, 0.5, 0.77, 1])
    assert.ok(
      along.some((b) =>
        boxesMeet(b, { l: 200 * share - 1, r: 200 * share + 1, t: 80 * share - 1, b: 80 * share + 1 }),
      ),
    );
  assert.ok(!along.some((b) => boxesMeet(b, { l: 0, r: 60, t: 40, b: 80 })));
});

const SIDE_RULES = { ...RULES, padding: [2, 1], beside: 5, over: 1.6 };
const spot = (x, y, reach) => [
  { x, y },
  { x, y: y - reach },
  { x, y: y + reach },
];

test('the name of a band stands within it where that is wide enough, else beside it', () => {
  const wide = [...spot(50, 100, 10), ...spot(100, 100, 10), ...spot(150, 100, 10)];
  const thin = [...spot(50, 100, 3), ...spot(100, 100, 3), ...spot(150, 100, 3)];

  // From the middle outwards, and clear of the edge by the rule; a little over the edge rather than beside it.
  assert.deepEqual(sideCorners(LABEL, wide, 'band', SIDE_RULES)[0], [90, 95]);
  const near = [...spot(50, 100, 4), ...spot(100, 100, 4), ...spot(150, 100, 4)];
  assert.deepEqual(sideCorners(LABEL, near, 'band', SIDE_RULES)[0], [90, 95]);
  assert.deepEqual(sideCorners(LABEL, thin, 'band', SIDE_RULES).slice(0, 2), [
    [90, 100 - 3 - 5 - 10],
    [90, 100 + 3 + 5],
  ]);
});

test('the name of a band along a road stands between that and an edge', () => {
  const wide = [...spot(50, 100, 20), ...spot(100, 100, 20), ...spot(150, 100, 20)];

  assert.deepEqual(sideCorners(LABEL, wide, 'lined', SIDE_RULES).slice(0, 2), [
    [90, 85],
    [90, 105],
  ]);
});

test('the name of a line stands where the line does not run through it elsewhere', () => {
  // It climbs steeply behind its middle: above the line there is no room.
  const bent = [...spot(60, 100, 1), ...spot(100, 100, 1), ...spot(108, 60, 1)];
  const corners = sideCorners(LABEL, bent, 'line', SIDE_RULES);

  assert.deepEqual(corners[0], [90, 105]);
  assert.ok(!corners.some(([x, y]) => x === 90 && y === 85));
});

test('the name of a point stands outwards of its edge', () => {
  const north = [
    { x: 100, y: 90 },
    { x: 100, y: 80 },
    { x: 100, y: 80 },
  ];

  assert.deepEqual(sideCorners(LABEL, north, 'point', SIDE_RULES)[0], [90, 75]);
});

test('a name that takes what room is left goes last, but for the selected one', () => {
  const rules = { ...RULES, spare_rank: 10 };

  assert.equal(labelRank({ kind: 'park', site: 'a' }, '', true, rules, true), 10);
  assert.equal(labelRank({ kind: 'park', site: 'a' }, 'a', true, rules, true), 200);
});
