// The shortlist joins the page: its buttons beside what is shown, its bar, its part of the map.
import { addCommand, go } from '../core/commands.js';
import { on } from '../core/events.js';
import { faceListButton, listButton } from '../core/list_button.js';
import { showNotice } from '../core/notice.js';
import { MOST_LISTED } from '../core/shortlist.js';
import { session } from '../core/state.js';
import { fill } from '../core/text.js';
import { node } from '../core/dom.js';
import { showBar } from './bar.js';
import { showComparison } from './comparison.js';
import { fitsLink, toggleSite } from './listing.js';
import { showOnMap } from './on_map.js';
import { showRowsHere } from './rows.js';

export function connectShortlist() {
  session.listing = true;
  addCommand('shortlist', putOnOrOff);
  for (const event of ['map', 'view', 'panel', 'panels', 'page']) on(event, showShortlist);
}

/**
 * Put a site on the list or take it off, and say which.
 * @param {string} site
 */
function putOnOrOff(site) {
  const { view, facts } = session.ctx;
  const { shortlist: words, sites } = facts;
  if (!Object.hasOwn(sites, site)) return;
  const { name } = sites[site];
  const patch = toggleSite(view, site);
  const added = patch.list.includes(site);
  if (patch.list.length > MOST_LISTED) showNotice(fill(words.full, { n: MOST_LISTED }));
  else if (added && !fitsLink(view, patch)) showNotice(fill(words['no-room'], { name }));
  else {
    go(patch);
    showNotice(fill(added ? words.added : words.removed, { name, n: patch.list.length }));
  }
}

function showShortlist() {
  const { ctx } = session;
  // Panels are drawn before the map of another language has its view and its points.
  if (!ctx?.stands || session.presenting) return;
  dressPanels();
  for (const button of document.querySelectorAll('.list-button')) faceListButton(button);
  showRowsHere();
  for (const panel of document.querySelectorAll('.shortlist')) showComparison(panel);
  showBar();
  showOnMap();
}

/** Cards and tiles of sites have a button each; what has one is passed over. */
function dressPanels() {
  for (const card of document.querySelectorAll('.card[data-card]:not(.is-listable)')) {
    card.classList.add('is-listable');
    const orders = card.querySelector('.site-orders');
    if (orders) orders.prepend(listButton(card.dataset.card));
    else card.querySelector('dl')?.before(listButton(card.dataset.card));
  }
  for (const tile of document.querySelectorAll('.tile[data-site]:not(.is-listable)')) {
    tile.classList.add('is-listable');
    // A button holds no other: both stand in one box.
    const box = node('div', { class: 'tile-box' });
    tile.replaceWith(box);
    box.append(tile, listButton(tile.dataset.site, true));
  }
}
