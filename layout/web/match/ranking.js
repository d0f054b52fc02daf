// The places that a request leads to, by all their grounds: see layout/matching/index_plain.py, steps 3 to 5.
import { WHOLE } from './request.js';

/**
 * The subjects that a hit means, each by its strongest entry, the strongest first.
 * @param {number} number
 * @param {RequestHit} hit
 * @param {MatchIndex} index
 * @returns {HitLead[]}
 */
export function hitLeads(number, hit, index) {
  /** @type {Map<number, HitLead>} */
  const best = new Map();
  const weight = hit.compound ? index.rules.strength.joined : WHOLE;
  const isName = hit.entries.some((entry) => entry < index.names);
  const least = Math.floor((hit.factor * index.rules.strength.beside) / WHOLE);
  for (const entry of hit.entries) {
    const factor = isName && entry >= index.names ? least : hit.factor;
    for (const [lead, relation, via, subjects] of index.entries[entry][2]) {
      const strength = Math.floor((lead * factor) / WHOLE);
      for (const subject of subjects)
        if (strength > (best.get(subject)?.strength ?? -1))
          best.set(subject, { hit: number, entry, subject, strength, weight, relation, via });
    }
  }
  return [...best.values()].sort(
    (a, b) => b.strength - a.strength || a.entry - b.entry || a.subject - b.subject,
  );
}

/**
 * Every ground that leads give for a place, the best first.
 * @param {HitLead[]} leads
 * @param {MatchIndex} index
 * @returns {Ground[]}
 */
export function groundsOf(leads, index) {
  const grounds = leads.flatMap((lead) =>
    index.subjects[lead.subject][5].flatMap((reach) =>
      index.groups[reach[0]][1].map((way) => ({
        ...lead,
        reach,
        way,
        place: way[0],
        score: Math.floor(
          (Math.floor((lead.strength * reach[1] * way[1]) / (WHOLE * WHOLE)) * lead.weight) / WHOLE,
        ),
      })),
    ),
  );
  return grounds.sort(
    (a, b) =>
      b.score - a.score || b.hit - a.hit || a.entry - b.entry || a.subject - b.subject || a.place - b.place,
  );
}

/**
 * Whether anything on the way is inferred, or only the vocabulary leads to the subject.
 * @param {Ground} ground
 */
export const isInferred = ({ reach, way, relation }) => Boolean(reach[2] || way[2] || relation);

/**
 * @param {{ subject: number }} ground
 * @param {MatchIndex} index
 */
export const kindOf = ({ subject }, index) => index.kinds[index.subjects[subject][0]];

/**
 * The places that fit, ranked: the best ground of each hit counts, the best whole, others by a share. A place
 * that is asked for by its name comes first where nothing else is asked for. Of equals those go first that
 * the rules on ties name.
 * @param {Ground[]} grounds
 * @param {MatchIndex} index
 * @returns {RankedPlace[]}
 */
export function rankPlaces(grounds, index) {
  const { threshold, shown, ties } = index.rules;
  const fitting = grounds.filter((g) => g.strength >= threshold.fits);
  const goods = fitting.filter((g) => kindOf(g, index) !== 'name');
  /** @type {Map<number, number>} */
  const near = new Map();
  for (const g of grounds)
    if (g.strength < threshold.fits) near.set(g.place, Math.max(near.get(g.place) || 0, g.score));
  /** @type {Record<string, (place: RankedPlace) => number>} */
  const tie = {
    stated: ({ grounds: [first] }) => Number(isInferred(first)),
    near: ({ place }) => -(near.get(place) || 0),
  };
  const order = Object.keys(ties).sort((a, b) => ties[a] - ties[b]);
  const ranked = index.places
    .map((_, place) => rankedPlace(place, goods.length ? goods : fitting, fitting, threshold.others))
    .filter(Boolean)
    .sort((a, b) => b.total - a.total || order.map((name) => tie[name](a) - tie[name](b)).find(Boolean) || 0);
  const least = ranked.length ? Math.floor((ranked[0].total * threshold.share) / WHOLE) : 0;
  return ranked.filter(({ total }) => total >= least).slice(0, shown.places);
}

/**
 * @param {number} place
 * @param {Ground[]} goods
 * @param {Ground[]} fitting
 * @param {number} others
 * @returns {RankedPlace | null}
 */
function rankedPlace(place, goods, fitting, others) {
  const grounds = goods.filter((g) => g.place === place);
  if (!grounds.length) return null;
  /** @type {Map<number, number>} */
  const best = new Map();
  for (const g of fitting) if (g.place === place) best.set(g.hit, Math.max(best.get(g.hit) || 0, g.score));
  const first = Math.max(...grounds.map((g) => best.get(g.hit)));
  const sum = [...best.values()].reduce((a, b) => a + b, 0);
  const total = first + Math.floor(((sum - first) * others) / WHOLE);
  return { place, total, score: Math.max(1, Math.min(total, WHOLE)), grounds };
}
