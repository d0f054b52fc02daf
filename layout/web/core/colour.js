// Colours of the data, and computed colours as hexadecimal numbers.
const HEX_COLOUR = /^#[0-9a-f]{6}$/i;
/** @param {string | undefined} value */
export const safeColour = (value) => (HEX_COLOUR.test(value) ? value : '#6F6A5E');

/** @param {string} colour */
export function toHexColour(colour) {
  const parts = colour.match(/^rgba?\((\d+), (\d+), (\d+)/);
  return parts
    ? `#${parts
        .slice(1)
        .map((n) => Number(n).toString(16).padStart(2, '0'))
        .join('')}`
    : colour;
}
