// Photographs beside a file: made small in the browser, which leaves behind all but their pixels, so that a
// tab has room for them. What the browser cannot read is sent as it is: the server says what is wrong.
const LONGEST = 1280;
const QUALITY = 0.8;
const NAMED = /\.(jpe?g|png|webp|heic|heif)$/i;

/** @param {File} file */
export const isPicture = (file) => file.type.startsWith('image/') || NAMED.test(file.name);

/**
 * @param {File} file
 * @param {(file: Blob) => Promise<string>} readBase64
 * @returns {Promise<{ name: string, base64: string }>}
 */
export async function smallPhoto(file, readBase64) {
  const blob = (await redrawn(file)) || file;
  return { name: file.name, base64: await readBase64(blob) };
}

/**
 * @param {File} file
 * @returns {Promise<Blob | null>}
 */
async function redrawn(file) {
  let picture;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return null;
  }
  const part = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * part));
  canvas.height = Math.max(1, Math.round(picture.height * part));
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  // What is transparent lies on white paper.
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
}
