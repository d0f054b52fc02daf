// The app that a server sends: what Streamlit mounts, and the map that is drawn at once.
import { keepView } from './briefing/keep_view.js';
import { addCommand } from './core/commands.js';
import { on } from './core/events.js';
import { attach } from './maps/attach.js';
import { connectFinder, openFinder } from './match/finder.js';
import { connectRooms } from './pages/connect.js';
import { listenForHistory } from './pages/history.js';
import { drawEarly } from './pages/mount_map.js';
import { mount } from './pages/mount.js';
import { followSelection } from './pages/mount_panel.js';
import { setSiteSheet } from './pages/paper.js';
import { fitSite, furnishSite } from './pages/site_sheet.js';
import { setCopyReader } from './panels/passages.js';
import { connectShortlist } from './shortlist/connect.js';
import { openSaveDialog } from './save/dialog.js';
import { readPlanCopy } from './save/read_copy.js';

addCommand('keep', keepView);
addCommand('picture', openSaveDialog);
addCommand('finder', openFinder);
setCopyReader(readPlanCopy);
setSiteSheet({ fitSite, furnishSite });
connectRooms();
// A page from disk has no page for each site.
for (const event of ['map', 'view']) on(event, followSelection);
connectShortlist();
connectFinder();
listenForHistory();

export const LayoutSite = { attach, early: drawEarly, mount };
