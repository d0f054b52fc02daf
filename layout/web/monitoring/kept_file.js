// The file of actuals in this tab: kept until the tab is closed, and handed in again after a reload.
// Nothing of it is kept by the server, and no other tab or reader sees it.
const PREFIX = 'layout.actuals:';

/** @typedef {{ name: string, base64: string, decisions: Record<string, string> }} KeptFile */

/**
 * @param {string} edition
 * @returns {KeptFile | null}
 */
export function readKept(edition) {
  try {
    const file = JSON.parse(sessionStorage.getItem(PREFIX + edition));
    return file && typeof file.name === 'string' && typeof file.base64 === 'string' ? file : null;
  } catch {
    // Storage is switched off, or holds what another version wrote.
    return null;
  }
}

/**
 * Keep a file, or with null forget it; tell whether the browser had room for it.
 * @param {string} edition
 * @param {KeptFile | null} file
 */
export function keepFile(edition, file) {
  try {
    if (file) sessionStorage.setItem(PREFIX + edition, JSON.stringify(file));
    else sessionStorage.removeItem(PREFIX + edition);
    return true;
  } catch {
    try {
      // An older file must not come back in place of one that has no room.
      sessionStorage.removeItem(PREFIX + edition);
    } catch {
      return false;
    }
    return false;
  }
}
