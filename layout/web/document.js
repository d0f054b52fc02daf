// What stands in the served document itself, before all other scripts.
import { watchConnection } from './pages/watch_connection.js';

export const LayoutDocument = { watchConnection };
