// The page from disk: it asks no server, and holds the whole viewer or one story.
import { attach } from './maps/attach.js';
import { connectRooms } from './pages/connect.js';
import { slideshow, standalone } from './pages/standalone.js';

connectRooms();

export const LayoutSite = { attach, slideshow, standalone };
