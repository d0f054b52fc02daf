// Which of the shortlist are compared: two to four side by side, chosen by their heads.
import { node } from '../core/dom.js';
import { session } from '../core/state.js';

// As in layout/promotion/side_by_side.py.
const MOST_COMPARED = 4;
/** @type {Set<string>} */
let left = new Set();

/**
 * Let the reader choose among more than can stand side by side; rows tell whether those shown differ.
 * @param {HTMLElement} box
 */
export function showComparison(box) {
  const table = box.querySelector('.side-by-side table');
  if (!table) return;
  const picks = pickBoxes(box);
  const sites = picks.length ? picks.map((pick) => pick.value) : session.ctx.view.list;
  left = new Set([...left].filter((site) => sites.includes(site)));
  const chosen = () => sites.filter((site) => !left.has(site));
  while (chosen().length > MOST_COMPARED) left.add(chosen().pop());
  const shown = chosen();
  for (const pick of picks) {
    const on = shown.includes(pick.value);
    pick.checked = on;
    // Two at least, four at most.
    pick.disabled = on ? shown.length <= 2 : shown.length >= MOST_COMPARED;
    pick.onchange = () => {
      if (pick.checked) left.delete(pick.value);
      else left.add(pick.value);
      showComparison(box);
    };
  }
  showColumns(table, sites, shown);
}

/**
 * A box to tick for each site that can be compared; a table of two has none.
 * @param {HTMLElement} box
 */
function pickBoxes(box) {
  for (const name of box.querySelectorAll('.list-picks > span')) {
    const input = node('input', { type: 'checkbox', value: name.dataset.row });
    name.replaceWith(node('label', { 'data-row': name.dataset.row }, input, name.textContent));
  }
  return [...box.querySelectorAll('.list-picks input')];
}

/**
 * @param {HTMLTableElement} table
 * @param {string[]} sites
 * @param {string[]} shown
 */
function showColumns(table, sites, shown) {
  const words = session.ctx.facts.shortlist;
  for (const row of table.rows) {
    const cells = [...row.cells].slice(1);
    if (cells.length < sites.length) continue;
    const visible = cells.filter((cell, n) => {
      cell.hidden = !shown.includes(sites[n]);
      return !cell.hidden;
    });
    const mark = row.querySelector('.differs');
    if (!mark) continue;
    const differs = new Set(visible.map((cell) => cell.textContent)).size > 1;
    row.classList.toggle('is-alike', !differs);
    mark.textContent = differs ? '≠' : '=';
    mark.title = differs ? words.differs : words.alike;
    mark.setAttribute('aria-label', mark.title);
  }
}
