// Charts: SVG out of plain nodes by a strict list, marks to press, and files to save.
const CHART_TAGS = new Set('svg g title rect path line circle polyline polygon text tspan'.split(' '));
const WRITING = new Set(['text', 'tspan', 'title']);
const PAINT = /^(none|#[0-9a-f]{6}|var\(--(ink|muted|line|hair|soft|paper|card|accent)\))$/i;
const CHART_ATTRS = {
  viewBox: /^-?[\d.]{1,8}( -?[\d.]{1,8}){3}$/, d: /^[MLHVCZ\d .,-]{1,2000}$/i, points: /^[\d .,-]{1,2000}$/,
  fill: PAINT, stroke: PAINT, 'stroke-dasharray': /^[\d. ]{1,20}$/, 'text-anchor': /^(start|middle|end)$/, 'font-weight': /^[1-9]00$/,
  role: /^(img|group|button)$/, tabindex: /^0$/, 'aria-pressed': /^(true|false)$/, 'aria-label': /^/,
  'data-site': /^/, 'data-cluster': /^/, 'data-segment': /^/, 'data-element': /^/,
};
for (const name of ('x y x1 y1 x2 y2 dx dy width height cx cy r rx font-size stroke-width opacity fill-opacity '
  + 'stroke-opacity').split(' ')) CHART_ATTRS[name] = /^-?\d{1,5}(\.\d{1,3})?$/;

// What the list does not know is left out: an attribute alone, a tag with all that is in it.
function drawChart([tag, attrs, ...children], go) {
  const made = svg(tag);
  if (tag === 'svg') made.setAttribute('class', 'chart-svg');
  for (const [name, value] of Object.entries(attrs)) {
    if (Object.hasOwn(CHART_ATTRS, name) && CHART_ATTRS[name].test(value)) made.setAttribute(name, clean(value));
  }
  if (attrs.go) pressable(made, attrs.go, go);
  for (const child of children) {
    if (Array.isArray(child)) { if (CHART_TAGS.has(child[0])) made.append(drawChart(child, go)); }
    else if (WRITING.has(tag)) made.append(document.createTextNode(clean(child)));
  }
  return made;
}

function pressable(made, patch, go) {
  made.dataset.go = JSON.stringify(patch);
  if (!go) return;
  made.addEventListener('click', (e) => go(patch, e.ctrlKey || e.metaKey || e.shiftKey));
  made.addEventListener('keydown', (e) => {
    if (e.key !== 'Enter' && e.key !== ' ') return;
    e.preventDefault();
    go(patch);
  });
}

// ——— Files. All are made in the browser, from what stands in the figure.
const PNG_SCALE = 3;
const MARGIN = 16;

async function saveChart(button, kind) {
  const box = button.closest('.chart');
  const facts = site.ctx?.facts || {};
  const parts = [facts.district, facts.edition, box.dataset.chart, facts.lang].filter(Boolean);
  const name = `${parts.join('-').replace(/[^A-Za-z0-9._-]+/g, '-')}.${kind}`;
  if (kind === 'csv') offer(name, new Blob([chartCsv(box)], { type: 'text/csv;charset=utf-8' }));
  else if (kind === 'svg') offer(name, new Blob([chartFile(box)], { type: 'image/svg+xml' }));
  else offer(name, await pngOf(chartFile(box)));
}

function offer(name, blob) {
  const url = URL.createObjectURL(blob);
  const link = node('a', { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

// The table twin for spreadsheets: the same rules as layout/exports/csv.py.
function chartCsv(box) {
  const rows = [...box.querySelectorAll('table tr:not(.none)')];
  return `\ufeff${rows.map((row) => `${[...row.cells].map(csvCell).join(',')}\r\n`).join('')}`;
}

function csvCell(cell) {
  const text = cell.textContent;
  if (cell.tagName === 'TD' && cell.classList.contains('num') && /^-?\d[\d,]*(\.\d+)?$/.test(text)) return text.replaceAll(',', '');
  const held = csvSafe(text);
  return /[",\r\n]/.test(held) ? `"${held.replaceAll('"', '""')}"` : held;
}

function csvSafe(text) {
  const start = text.replace(/^[ \u3000]+/, '').charAt(0);
  const code = start.charCodeAt(0);
  return start && ('=+-@＝＋－＠'.includes(start) || code < 32 || (code >= 127 && code < 160)) ? `'${text}` : text;
}

// A picture that stands alone: title above, notes and source below, always in the light theme.
function chartFile(box) {
  const drawn = box.querySelector('.chart-svg');
  const copy = drawn.cloneNode(true);
  const host = node('div', { class: 'chart chart-light', 'aria-hidden': 'true' }, copy);
  document.body.append(host);
  const style = getComputedStyle(host);
  const paints = { ink: hex(style.color), paper: hex(style.backgroundColor), muted: hex(style.outlineColor), fonts: style.fontFamily };
  for (const part of copy.querySelectorAll('*')) settlePart(part);
  host.remove();
  const [, , wide, high] = drawn.getAttribute('viewBox').split(' ').map(Number);
  return serialized(framed(box, copy, wide, high, paints));
}

// Give a part its computed colours, and take from it what only the page needs.
function settlePart(part) {
  const style = getComputedStyle(part);
  const given = { fill: part.getAttribute('fill'), stroke: part.getAttribute('stroke') };
  if (given.fill) given.fill = hex(style.fill);
  if (given.stroke) given.stroke = hex(style.stroke);
  for (const { name } of [...part.attributes]) if (/^(class|role|tabindex|aria-|data-)/.test(name)) part.removeAttribute(name);
  for (const [name, value] of Object.entries(given)) if (value) part.setAttribute(name, value);
}

function framed(box, copy, wide, high, paints) {
  const said = (selector) => [...box.querySelectorAll(selector)].map((p) => p.textContent);
  const frame = svg('svg', { 'font-family': paints.fonts, 'font-size': 13, fill: paints.ink });
  const lines = [];
  let y = MARGIN;
  const write = (texts, size, weight, fill) => {
    for (const line of texts.flatMap((t) => linesOf(t, `${weight} ${size}px ${paints.fonts}`, wide))) {
      y += size * 1.35;
      lines.push(svg('text', { x: MARGIN, y: y - size * 0.25, 'font-size': size, 'font-weight': weight, fill }, line));
    }
  };
  write(said('figcaption b'), 16, 700, paints.ink);
  write(said('figcaption small'), 12, 400, paints.muted);
  y = Math.ceil(y + 6);
  const body = svg('g', { transform: `translate(${MARGIN} ${y})` }, ...copy.childNodes);
  y += high + 4;
  write(said('.chart-note'), 12, 400, paints.muted);
  write(said('.chart-source'), 11, 400, paints.muted);
  const size = { width: wide + 2 * MARGIN, height: Math.ceil(y + MARGIN) };
  for (const [name, value] of Object.entries({ ...size, viewBox: `0 0 ${size.width} ${size.height}` })) frame.setAttribute(name, value);
  frame.append(svg('rect', { ...size, fill: paints.paper }), body, ...lines);
  return frame;
}

// Break words into lines: at spaces, and between wide characters.
function linesOf(text, font, room) {
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = font;
  const lines = [''];
  for (const part of clean(text).match(/[^\s\u1100-\uffef]+|[^\s][，。；：、）”》]*|\s+/gu) || []) {
    const last = lines.length - 1;
    if (lines[last] && pen.measureText((lines[last] + part).trimEnd()).width > room) lines.push(part.trimStart());
    else lines[last] += part;
  }
  return lines.filter((line) => line.trim());
}

function hex(colour) {
  const parts = colour.match(/^rgba?\((\d+), (\d+), (\d+)/);
  return parts ? `#${parts.slice(1).map((n) => Number(n).toString(16).padStart(2, '0')).join('')}` : colour;
}

function serialized(frame) {
  const text = new XMLSerializer().serializeToString(frame).replace(/[\ufffe\uffff]/g, '\ufffd');
  return `<?xml version="1.0" encoding="UTF-8"?>\n${text}\n`;
}

async function pngOf(text) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * PNG_SCALE;
  canvas.height = image.naturalHeight * PNG_SCALE;
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => { canvas.toBlob(done, 'image/png'); });
}
