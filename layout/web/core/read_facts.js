// The facts of a map as they are sent, made plain: what is left out or referred to is put in its place.
const INFERRED_MARK = '~';

/**
 * Give each site every facet of its type, those of its values apart that are inferred, and the lines of its
 * tooltip in full.
 * @param {Facts} facts
 */
export function readFacts(facts) {
  for (const site of Object.values(facts.sites)) {
    const stored = site.facets;
    site.facets = {};
    site.inferred = {};
    for (const { key } of facts.facets.filter(({ types }) => types.includes(site.type))) {
      const values = stored[key] || [];
      site.facets[key] = values.map((value) => value.replace(INFERRED_MARK, ''));
      site.inferred[key] = values.filter((v) => v.startsWith(INFERRED_MARK)).map((v) => v.slice(1));
    }
    site.tip = site.tip.map((/** @type {any} */ line) =>
      Array.isArray(line) ? facts.shared[line[1]] : line,
    );
  }
}
