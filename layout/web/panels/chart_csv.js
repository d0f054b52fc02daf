// The table twin of a chart for spreadsheets: the same rules as layout/exports/csv.py.
/** @param {HTMLElement} box */
export function chartCsv(box) {
  const rows = [...box.querySelectorAll('table tr:not(.none)')];
  return `\ufeff${rows.map((row) => `${[...row.cells].map(csvCell).join(',')}\r\n`).join('')}`;
}

/** @param {HTMLTableCellElement} cell */
export function csvCell(cell) {
  const text = cell.textContent;
  // A minus sign is for readers; spreadsheets take the hyphen.
  const number = text.replace(/^\u2212/, '-').replaceAll(',', '');
  if (cell.tagName === 'TD' && cell.classList.contains('num') && /^-?\d+(\.\d+)?$/.test(number))
    return number;
  const safe = csvSafe(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** @param {string} text */
export function csvSafe(text) {
  const start = text.replace(/^[ \u3000]+/, '').charAt(0);
  const code = start.charCodeAt(0);
  return start && ('=+-@＝＋－＠'.includes(start) || code < 32 || (code >= 127 && code < 160))
    ? `'${text}`
    : text;
}
