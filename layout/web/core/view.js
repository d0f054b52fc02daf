// The view: the same value, keys and order as layout/view/view.py.
export const LIST_KEYS = [
  'element',
  'cluster',
  'segment',
  'link',
  'theme',
  'level',
  'town',
  'basis',
  'state',
];
/** What filters sites, in the order of the link. */
export const FILTER_KEYS = LIST_KEYS.filter((key) => key !== 'state');
/** The patch that lets go of every filter of sites. */
export const NO_FILTER = Object.fromEntries(FILTER_KEYS.map((key) => [key, '']));
const SCALAR_KEYS = ['sel', 'year', 'against'];
// The values of these are stated or inferred of a site: a filter by basis chooses among them.
const GROUNDED = ['cluster', 'segment', 'link', 'theme'];
const INDUSTRIAL = [...GROUNDED, 'basis'];
const MOST_ASKED = 120;
const UNWRITABLE =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]+/gu;

/**
 * @param {{ district: string, edition: string, lang: string }} facts
 * @returns {View}
 */
export function emptyView(facts) {
  return {
    district: facts.district,
    edition: facts.edition,
    lang: facts.lang,
    element: [],
    cluster: [],
    segment: [],
    link: [],
    theme: [],
    level: [],
    town: [],
    basis: [],
    state: [],
    off: [],
    sel: '',
    year: '',
    against: '',
    step: '',
    ask: '',
    c: null,
    z: null,
  };
}

/** @param {View} view */
export function toQuery(view) {
  const pairs = [
    ['district', view.district],
    ['edition', view.edition],
    ['lang', view.lang],
  ];
  for (const key of LIST_KEYS) pairs.push([key, view[key].join(',')]);
  pairs.push(['off', view.off.join(',')], ...[...SCALAR_KEYS, 'step', 'ask'].map((key) => [key, view[key]]));
  if (view.c && view.z != null)
    pairs.push(['c', view.c.map((v) => v.toFixed(4)).join(',')], ['z', view.z.toFixed(2)]);
  return pairs
    .filter(([, v]) => v)
    .map(([k, v]) => `${k}=${encoded(v)}`)
    .join('&');
}

/**
 * As the server writes it: commas stay readable, and these signs do not stand bare.
 * @param {string} value
 */
const encoded = (value) =>
  encodeURIComponent(value)
    .replace(/%2C/g, ',')
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * An investor's words as a link holds them: one line, so long at most.
 * @param {string} text
 */
export const askWords = (text) =>
  [...text.replace(UNWRITABLE, ' ').split(/\s+/u).filter(Boolean).join(' ')]
    .slice(0, MOST_ASKED)
    .join('')
    .trimEnd();

/**
 * A link is untrusted: only values that the facts know are taken from it.
 * @param {string} query
 * @param {Facts} facts
 */
export function fromQuery(query, facts) {
  const view = emptyView(facts);
  const params = new URLSearchParams(query);
  const known = Object.fromEntries(facts.facets.map((f) => [f.key, new Set(f.options.map((o) => o.value))]));
  known.off = new Set(facts.layers.map((l) => l.id));
  for (const key of [...LIST_KEYS, 'off']) {
    view[key] = [...new Set((params.get(key) || '').split(','))].filter((v) => known[key]?.has(v));
  }
  if (Object.hasOwn(facts.sites, params.get('sel') || '')) view.sel = params.get('sel');
  for (const key of ['year', 'against'])
    if (facts[key].includes(params.get(key))) view[key] = params.get(key);
  if (/^[a-z0-9][a-z0-9-]{0,63}$/.test(params.get('step') || '')) view.step = params.get('step');
  view.ask = askWords(params.get('ask') || '');
  const at = (params.get('c') || '').split(',').map(Number);
  const zoom = Number(params.get('z') || NaN);
  if (at.length === 2 && Math.abs(at[0]) <= 85 && Math.abs(at[1]) <= 180 && zoom >= 0 && zoom <= 19) {
    view.c = [at[0], at[1]];
    view.z = zoom;
  }
  return view;
}

/**
 * @param {View} view
 * @param {SiteFacts} site
 */
export const matches = (view, site) => passes(view, site, FILTER_KEYS);

/**
 * Whether a site passes those filters of a view that are among the keys. Values of one facet widen, facets
 * narrow; one that the type of the site lacks hides none.
 * @param {View} view
 * @param {SiteFacts} site
 * @param {string[]} keys
 */
export function passes(view, site, keys) {
  return keys.every(
    (key) =>
      !view[key].length ||
      !site.facets[key] ||
      site.facets[key].some((value) => view[key].includes(value) && counts(view, site, key, value)),
  );
}

/**
 * Whether a value of a site counts: with a filter by basis only where it is of that one.
 * @param {View} view
 * @param {SiteFacts} site
 * @param {string} key
 * @param {string} value
 */
function counts(view, site, key, value) {
  if (!view.basis.length || !GROUNDED.includes(key)) return true;
  return view.basis.includes(site.inferred?.[key]?.includes(value) ? 'inferred' : 'stated');
}

/**
 * The sites that the map counts: how many a filter leaves, and which values they have.
 * @param {{ sites: Record<string, SiteFacts>, site_types: Record<string, SiteType> }} facts
 */
export function countedSites({ sites, site_types: types }) {
  return Object.values(sites).filter((site) => types[site.type].counted);
}

/**
 * Ground fades where it does not carry the industries asked for; other filters leave it.
 * @param {View} view
 * @param {SiteFacts} site
 */
export const carriesIndustries = (view, site) => passes(view, site, INDUSTRIAL);

/** @param {View} view */
export const asksForIndustries = (view) => INDUSTRIAL.some((key) => view[key].length);

/** @param {View} view */
export function isFiltered(view) {
  return FILTER_KEYS.some((key) => view[key].length);
}

/**
 * A patch of a facet toggles one value; of `sel` selects; of `lang` and `edition` sets.
 * @param {View} view
 * @param {Patch} patch
 * @param {boolean} additive
 */
export function patchView(view, patch, additive) {
  const next = { ...view };
  for (const [key, value] of Object.entries(patch)) {
    if (LIST_KEYS.includes(key) || key === 'off') {
      const had = view[key].includes(value);
      const others = additive || key === 'off' ? view[key].filter((v) => v !== value) : [];
      next[key] = value === '' ? [] : had ? others : [...others, value];
    } else next[key] = value;
  }
  // No edition stands against itself, nor against one of another district.
  if (next.against === next.edition || next.district !== view.district) next.against = '';
  return next;
}
