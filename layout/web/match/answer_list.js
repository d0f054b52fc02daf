// An answer in words: the places with their reasons and sources, gaps, what is asked back, how places rank.
import { go } from '../core/commands.js';
import { node } from '../core/dom.js';
import { listButton } from '../core/list_button.js';
import { MOST_LISTED } from '../core/shortlist.js';
import { session } from '../core/state.js';
import { siteSymbol } from '../core/symbol.js';
import { fill } from '../core/text.js';
import { matches } from '../core/view.js';
import { drawTree } from '../panels/tree.js';
import { matchIndex } from './match_index.js';

// So many of an answer make a pack.
const MOST_PACKED = 3;

/**
 * @param {string} text
 * @param {RequestAnswer} answer
 * @param {(place: { id: string, type: string }) => void} choose
 */
export function answerParts(text, { places, gaps, question }, choose) {
  const { finder } = session.ctx.facts;
  const count = places.length ? fill(finder.count, { n: places.length, text }) : fill(finder.none, { text });
  const named = gaps.filter(({ kind }) => kind !== 'unnamed');
  const unnamed = gaps.filter(({ kind }) => kind === 'unnamed');
  const head = question && !places.length && !gaps.length ? question : count;
  return [
    node('p', { class: 'finder-count' }, head),
    question && head !== question ? node('p', { class: 'finder-question' }, question) : null,
    places.length
      ? node('ol', { class: 'finder-places' }, ...places.map((place, n) => placeItem(place, n, choose)))
      : null,
    places.length ? packButton(places) : null,
    gapSection(finder.gaps, named, choose),
    gapSection(finder.unnamed, unnamed, choose),
    node('p', { class: 'finder-how quiet' }, matchIndex().words.ranking),
  ].filter(Boolean);
}

/**
 * @param {AnswerPlace} place
 * @param {number} n
 * @param {(place: { id: string, type: string }) => void} choose
 */
function placeItem(place, n, choose) {
  const { facts, view } = session.ctx;
  const { finder } = facts;
  const site = facts.sites[place.id];
  const [first, ...further] = place.reasons;
  // Where it stands in a chain is always said.
  const link = first.link ? null : further.find((reason) => reason.link);
  const others = further.filter((reason) => reason !== link);
  const out = !matches(view, site);
  const name = node(
    'button',
    { type: 'button', class: 'finder-name', 'data-place': place.id, onclick: () => choose(place) },
    node('span', { class: 'finder-n', 'aria-hidden': 'true' }, String(n + 1)),
    siteSymbol(site.symbol),
    node('b', {}, place.name),
    node('small', {}, site.where),
  );
  return node(
    'li',
    { class: `finder-place${out ? ' is-out' : ''}` },
    name,
    node(
      'p',
      { class: 'finder-basis' },
      node('span', { class: `basis is-${place.basis}` }, finder[place.basis]),
      fitBar(place.score),
      out ? node('small', {}, finder.filtered) : null,
      listButton(place.id),
    ),
    reasonPart(first),
    link ? reasonPart(link) : null,
    others.length
      ? node(
          'details',
          {},
          node('summary', {}, fill(finder.more, { n: others.length })),
          ...others.map(reasonPart),
        )
      : null,
  );
}

/**
 * The best of an answer go on the shortlist, behind what stands there, and its page makes a pack of them.
 * @param {AnswerPlace[]} places
 */
function packButton(places) {
  const { view, facts } = session.ctx;
  const best = places.slice(0, MOST_PACKED).map((place) => place.id);
  const list = [...new Set([...view.list, ...best])].slice(0, MOST_LISTED);
  const words = view.words.length ? list.map((_, n) => view.words[n] || '') : [];
  return node(
    'button',
    { type: 'button', class: 'link finder-pack', onclick: () => go({ list, words, page: 'shortlist' }) },
    fill(facts.shortlist.pack, { n: best.length }),
  );
}

/** @param {number} score */
function fitBar(score) {
  const bar = node('span', { class: 'fit-bar', 'aria-hidden': 'true' }, node('i', {}));
  bar.firstChild.style.width = `${score / 10}%`;
  return bar;
}

/** @param {PlaceReason} reason */
const reasonPart = ({ text, refs }) =>
  node('div', { class: 'finder-reason' }, node('p', {}, text), sourceParts(refs));

/**
 * The places in the plan behind a sentence, each a button that opens its card; other sources by name.
 * @param {number[]} refs
 */
function sourceParts(refs) {
  const { refs: all, documents } = matchIndex();
  const { places } = session.ctx.facts;
  const parts = refs.map((number) => {
    const [source, locator, words, address] = all[number];
    if (documents.includes(source) && Object.hasOwn(places, locator))
      return drawTree(['button', { class: 'cite-place', go: { place: locator } }, words], go);
    return address ? drawTree(['a', { href: address }, words]) : node('span', {}, words);
  });
  return parts.length ? node('p', { class: 'finder-sources quiet' }, ...parts) : null;
}

/**
 * @param {string} heading
 * @param {RequestGap[]} gaps
 * @param {(place: { id: string, type: string }) => void} choose
 */
function gapSection(heading, gaps, choose) {
  if (!gaps.length) return null;
  const { sites } = session.ctx.facts;
  const button = (id) =>
    node(
      'button',
      {
        type: 'button',
        class: 'link',
        'data-place': id,
        onclick: () => choose({ id, type: sites[id].type }),
      },
      sites[id].name,
    );
  const items = gaps.map(({ text, nearest, refs }) =>
    node(
      'li',
      {},
      node('p', {}, text),
      nearest.length ? node('p', { class: 'finder-nearest' }, ...nearest.map(button)) : null,
      sourceParts(refs),
    ),
  );
  return node('section', { class: 'finder-gaps' }, node('h3', {}, heading), node('ul', {}, ...items));
}
