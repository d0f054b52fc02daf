// A user's file in this tab: kept until the tab is closed, and handed in again after a reload. Nothing of it
// is kept by the server, and no other tab or reader sees it. `store` is what it is and of which edition.
const PREFIX = 'layout.';

/**
 * @typedef {{ name: string, base64?: string, size?: number }} KeptPhoto
 * @typedef {{ name: string, base64: string, decisions: Record<string, string>,
 *   photos?: KeptPhoto[] }} KeptFile
 */

/**
 * @param {string} store
 * @returns {KeptFile | null}
 */
export function readKept(store) {
  try {
    const file = JSON.parse(sessionStorage.getItem(PREFIX + store));
    return file && typeof file.name === 'string' && typeof file.base64 === 'string' ? file : null;
  } catch {
    // Storage is switched off, or holds what another version wrote.
    return null;
  }
}

/**
 * Keep a file, or with null forget it; tell whether the browser had room for it.
 * @param {string} store
 * @param {KeptFile | null} file
 */
export function keepFile(store, file) {
  try {
    if (file) sessionStorage.setItem(PREFIX + store, JSON.stringify(file));
    else sessionStorage.removeItem(PREFIX + store);
    return true;
  } catch {
    try {
      // An older file must not come back in place of one that has no room.
      sessionStorage.removeItem(PREFIX + store);
    } catch {
      return false;
    }
    return false;
  }
}

/**
 * What is kept after a message: a file in place of the one before, photographs beside those before.
 * @param {KeptFile | null} before
 * @param {Partial<KeptFile> | null} sent
 * @param {Record<string, string>} decisions
 * @returns {KeptFile}
 */
export function mergeKept(before, sent, decisions) {
  const { name = '', base64 = '' } = sent?.base64 === undefined ? before || {} : sent;
  const photos = new Map((before?.photos || []).map((photo) => [photo.name, photo]));
  for (const photo of sent?.photos || []) if (photo.base64) photos.set(photo.name, photo);
  const file = { name, base64, decisions };
  return photos.size ? { ...file, photos: [...photos.values()] } : file;
}
