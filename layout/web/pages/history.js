// Back and forward within the app: the view of the address is shown again, and told to the server.
import { session } from '../core/state.js';
import { fromQuery, toQuery } from '../core/view.js';
import { reportView, showView } from '../maps/navigation.js';
import { fitDistrict } from '../maps/position.js';

export function listenForHistory() {
  addEventListener('popstate', () => {
    if (session.ctx && !session.presenting && session.report) followAddress();
  });
}

function followAddress() {
  const { ctx } = session;
  const view = fromQuery(location.search.slice(1), ctx.facts);
  if (toQuery(view) === toQuery({ ...ctx.view, lang: view.lang })) return;
  showView({ ...view, lang: ctx.view.lang });
  if (view.c) ctx.map.setView(view.c, view.z, { animate: false });
  else fitDistrict(ctx, false);
  reportView(pageOfAddress());
}

// Streamlit turns the page by its path; a report that names the old page would turn it back.
function pageOfAddress() {
  const links = [...document.querySelectorAll('.head [data-page]')];
  const link = links.find((each) => each instanceof HTMLAnchorElement && each.pathname === location.pathname);
  return link instanceof HTMLElement ? link.dataset.page : undefined;
}
