// Back and forward within the app: the view of the address is shown again, and told to the server.
import { session } from '../core/state.js';
import { fromQuery, toQuery } from '../core/view.js';
import { dropReport, isReported, reportView, showView } from '../maps/navigation.js';
import { fitDistrict } from '../maps/position.js';
import { readTarget } from '../panels/link_buttons.js';
import { openTarget } from '../panels/link_target.js';

export function listenForHistory() {
  addEventListener('popstate', () => {
    if (!session.ctx || session.presenting || !session.report) return;
    // Streamlit turns the page by itself; a report before it has would meet a page that is half drawn.
    if (pageOfAddress() === session.page) showQuery(location.search.slice(1));
    else {
      dropReport();
      session.returning = location.search.slice(1);
    }
  });
}

/** The page has turned: show what its address held, if it was turned by Back or forward. */
export function showReturned() {
  const query = session.returning;
  session.returning = null;
  if (query !== null) showQuery(query);
  return query !== null;
}

/** @param {string} query */
function showQuery(query) {
  const { ctx } = session;
  readTarget(query);
  openTarget();
  const { list, words } = ctx.view;
  const view = { ...fromQuery(query, ctx.facts), list, words };
  if (isReported() && toQuery(view) === toQuery({ ...ctx.view, lang: view.lang })) return;
  showView({ ...view, lang: ctx.view.lang });
  if (view.c) ctx.map.setView(view.c, view.z, { animate: false });
  else {
    ctx.fitting = true;
    fitDistrict(ctx, false);
    ctx.fitting = false;
  }
  reportView();
}

function pageOfAddress() {
  const links = [...document.querySelectorAll('.head [data-page]')];
  const link = links.find((each) => each instanceof HTMLAnchorElement && each.pathname === location.pathname);
  return link instanceof HTMLElement ? link.dataset.page : session.page;
}
