// A shortlist that was sent: to be read, not to be changed.
import { on } from '../core/events.js';
import { session } from '../core/state.js';
import { showComparison } from './comparison.js';
import { showOnMap } from './on_map.js';
import { showRowsHere } from './rows.js';

export function connectPack() {
  for (const event of ['map', 'view', 'panel']) on(event, showPack);
}

function showPack() {
  if (!session.ctx || session.presenting) return;
  showRowsHere();
  for (const panel of document.querySelectorAll('.shortlist')) showComparison(panel);
  showOnMap();
}
