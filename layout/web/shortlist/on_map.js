// The shortlist on the map of the page that compares: its sites lit and numbered in their order.
import { session } from '../core/state.js';
import { fill } from '../core/text.js';
import { applyView } from '../maps/apply.js';
import { showMarks } from '../maps/marks.js';

/** Whether this page is about the shortlist. */
export const isListPage = () => session.page === 'shortlist' || Boolean(document.querySelector('.list-here'));

/** Light and number the sites; give the map back as it was where the page is another. */
export function showOnMap() {
  const { ctx } = session;
  if (!ctx || session.presenting) return;
  const { list } = ctx.view;
  const shown = isListPage() ? list : [];
  const before = [...(session.lit || [])].join();
  if (before === shown.join()) return;
  session.lit = shown.length ? new Set(shown) : null;
  const words = ctx.facts.shortlist;
  session.marks = Object.fromEntries(
    shown.map((site, n) => [
      site,
      { state: 'listed', sign: String(n + 1), text: fill(words.place, { n: n + 1 }) },
    ]),
  );
  showMarks(ctx);
  applyView(ctx, ctx.view);
}
