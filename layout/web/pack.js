// A pack from disk: the whole viewer, opened on the places that were sent.
import { attach } from './maps/attach.js';
import { connectRooms } from './pages/connect.js';
import { standalone } from './pages/standalone.js';
import { connectPack } from './shortlist/reader.js';

connectRooms();
connectPack();

export const LayoutSite = { attach, standalone };
