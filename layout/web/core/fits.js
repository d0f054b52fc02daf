// How many places the filters leave, and which filter to let go of where they leave none.
import { FILTER_KEYS, passes } from './view.js';

/**
 * Whether a site has what every active filter asks for, also those that its type lacks: towns have no level.
 * @param {View} view
 * @param {SiteFacts} site
 * @param {string[]} [keys]
 */
export function meets(view, site, keys = FILTER_KEYS) {
  return keys.every((key) => !view[key].length || Boolean(site.facets[key])) && passes(view, site, keys);
}

/**
 * The sites that meet the filters: those that the map counts, and all others by their type.
 * @param {View} view
 * @param {{ sites: Record<string, SiteFacts>, site_types: Record<string, SiteType> }} facts
 * @param {string[]} [keys]
 */
export function sitesThatMeet(view, { sites, site_types: types }, keys) {
  const meeting = Object.entries(sites).filter(([, site]) => meets(view, site, keys));
  const isCounted = ([, site]) => types[site.type].counted;
  return { counted: meeting.filter(isCounted), others: meeting.filter((entry) => !isCounted(entry)) };
}

/**
 * The filter without which most places are left, if any are: its name, its values, and how many.
 * @param {View} view
 * @param {Facts} facts
 * @returns {{ key: string, facet: string, names: string[], n: number } | null}
 */
export function wayOut(view, facts) {
  const ways = FILTER_KEYS.filter((key) => view[key].length).map((key) => {
    const facet = facts.facets.find((f) => f.key === key);
    const { counted, others } = sitesThatMeet(
      view,
      facts,
      FILTER_KEYS.filter((other) => other !== key),
    );
    const names = facet.options.filter((o) => view[key].includes(o.value)).map((o) => o.label);
    return { key, facet: facet.label, names, parks: counted.length, n: counted.length + others.length };
  });
  // Stable: of equal ways the first in the order of the link.
  const [best] = ways.sort((a, b) => b.parks - a.parks || b.n - a.n);
  return best?.n ? best : null;
}
