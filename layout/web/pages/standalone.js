// The page from disk: the whole viewer, or one story in the presenter.
import { go } from '../core/commands.js';
import { session } from '../core/state.js';
import { clean } from '../core/text.js';
import { fromQuery } from '../core/view.js';
import { showView, writeAddress } from '../maps/navigation.js';
import { flyToSite } from '../maps/position.js';
import { readTarget } from '../panels/link_buttons.js';
import { openTarget } from '../panels/link_target.js';
import { redrawTree } from '../panels/tree.js';
import { followLink } from '../present/presenter.js';
import { presenter } from '../present/state.js';

/**
 * A file that holds one story opens in the presenter, unless its link names another view.
 * @param {Tree} head
 * @param {string} title
 * @param {{ show: Show, charts: Charts, words: Words }} story
 */
export function slideshow(head, title, story) {
  const { hash } = location;
  standalone(head, title);
  presenter.content = [story.show, story.charts, story.words];
  presenter.standsAlone = true;
  const named = new URLSearchParams(hash.slice(1)).get('step');
  presenter.stepInLink = named || (hash.includes('=') ? '' : story.show.steps[0].id);
  if (presenter.stepInLink && !session.ctx) document.body.classList.add('is-opening');
}

/**
 * @param {Tree} head
 * @param {string} title
 */
export function standalone(head, title) {
  session.standalone = true;
  document.title = clean(title);
  redrawTree(document.getElementById('head'), head, go);
  session.panels = [...document.querySelectorAll('[data-panel]')];
  addEventListener('hashchange', (event) => {
    // Not the address itself, in which the presenter may have written its step since.
    const query = new URL(event.newURL).hash.slice(1);
    if (session.ctx && !followLink(query)) followHash(query);
  });
}

/**
 * A link typed into an open page counts whole, with its position.
 * @param {string} query
 */
function followHash(query) {
  if (!query.includes('=')) {
    writeAddress();
    return;
  }
  const view = fromQuery(query, session.ctx.facts);
  const shown = session.ctx.view;
  readTarget(query);
  openTarget(true);
  showView({ ...view, c: view.c || shown.c, z: view.z ?? shown.z });
  if (view.c) session.ctx.map.setView(view.c, view.z, { animate: false });
  else if (view.sel && view.sel !== shown.sel) flyToSite(session.ctx, view.sel);
}
