// Hand a file to the reader.
import { node } from './dom.js';

/**
 * @param {string} name
 * @param {Blob} blob
 */
export function downloadBlob(name, blob) {
  const url = URL.createObjectURL(blob);
  const link = node('a', { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

/**
 * @param {string} url
 * @param {string} name
 */
export function download(url, name) {
  const link = document.body.appendChild(node('a', { href: url, download: name, hidden: true }));
  link.click();
  link.remove();
}
