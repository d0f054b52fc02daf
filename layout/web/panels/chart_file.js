// A chart as a file, made in the browser from what stands in the figure.
import { toHexColour } from '../core/colour.js';
import { node, svg } from '../core/dom.js';
import { downloadBlob } from '../core/download.js';
import { session } from '../core/state.js';
import { clean } from '../core/text.js';
import { chartCsv } from './chart_csv.js';

const PNG_SCALE = 3;
const MARGIN = 16;

/**
 * @param {HTMLElement} button
 * @param {string} kind
 */
export async function saveChart(button, kind) {
  const box = button.closest('.chart');
  /** @type {Partial<Facts>} */
  const facts = session.ctx?.facts || {};
  const parts = [facts.district, facts.edition, box.dataset.chart, facts.lang].filter(Boolean);
  const name = `${parts.join('-').replace(/[^A-Za-z0-9._-]+/g, '-')}.${kind}`;
  if (kind === 'csv') downloadBlob(name, new Blob([chartCsv(box)], { type: 'text/csv;charset=utf-8' }));
  else if (kind === 'svg') downloadBlob(name, new Blob([chartSvg(box)], { type: 'image/svg+xml' }));
  else downloadBlob(name, await toPng(chartSvg(box)));
}

/**
 * A picture that stands alone: title above, notes and source below, always in the light theme.
 * @param {HTMLElement} box
 */
function chartSvg(box) {
  const drawing = box.querySelector('.chart-svg');
  const copy = drawing.cloneNode(true);
  const host = node(
    'div',
    { class: 'chart chart-light', 'data-scheme': 'light', 'aria-hidden': 'true' },
    copy,
  );
  document.body.append(host);
  const style = getComputedStyle(host);
  const paints = {
    text: toHexColour(style.color),
    paper: toHexColour(style.backgroundColor),
    muted: toHexColour(style.outlineColor),
    fonts: style.fontFamily,
  };
  for (const part of copy.querySelectorAll('*')) inlineStyles(part);
  host.remove();
  const [, , width, height] = drawing.getAttribute('viewBox').split(' ').map(Number);
  return serializeSvg(frameChart(box, copy, width, height, paints));
}

/**
 * Give a part its computed colours, and take from it what only the page needs.
 * @param {Element} part
 */
function inlineStyles(part) {
  const style = getComputedStyle(part);
  const paints = { fill: part.getAttribute('fill'), stroke: part.getAttribute('stroke') };
  if (paints.fill) paints.fill = toHexColour(style.fill);
  if (paints.stroke) paints.stroke = toHexColour(style.stroke);
  for (const { name } of [...part.attributes])
    if (/^(class|role|tabindex|aria-|data-)/.test(name)) part.removeAttribute(name);
  for (const [name, value] of Object.entries(paints)) if (value) part.setAttribute(name, value);
}

/**
 * @param {HTMLElement} box
 * @param {any} copy
 * @param {number} width
 * @param {number} height
 * @param {Record<string, string>} paints
 */
function frameChart(box, copy, width, height, paints) {
  const textsOf = (selector) => [...box.querySelectorAll(selector)].map((p) => p.textContent);
  const frame = svg('svg', { 'font-family': paints.fonts, 'font-size': 13, fill: paints.text });
  const lines = [];
  let y = MARGIN;
  const write = (texts, size, weight, fill) => {
    for (const line of texts.flatMap((t) => breakLines(t, `${weight} ${size}px ${paints.fonts}`, width))) {
      y += size * 1.35;
      lines.push(
        svg('text', { x: MARGIN, y: y - size * 0.25, 'font-size': size, 'font-weight': weight, fill }, line),
      );
    }
  };
  write(textsOf('figcaption b'), 16, 700, paints.text);
  write(textsOf('figcaption small'), 12, 400, paints.muted);
  y = Math.ceil(y + 6);
  const body = svg('g', { transform: `translate(${MARGIN} ${y})` }, ...copy.childNodes);
  y += height + 4;
  write(textsOf('.chart-note'), 12, 400, paints.muted);
  write(textsOf('.chart-source'), 11, 400, paints.muted);
  const size = { width: width + 2 * MARGIN, height: Math.ceil(y + MARGIN) };
  for (const [name, value] of Object.entries({ ...size, viewBox: `0 0 ${size.width} ${size.height}` }))
    frame.setAttribute(name, value);
  frame.append(svg('rect', { ...size, fill: paints.paper }), body, ...lines);
  return frame;
}

/**
 * Break words into lines: at spaces, and between wide characters.
 * @param {string} text
 * @param {string} font
 * @param {number} room
 */
function breakLines(text, font, room) {
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = font;
  const lines = [''];
  for (const part of clean(text).match(
    /(?:[<>≈≤≥]\u00a0)*[^\s\u1100-\uffef]+|[^\s][，。；：、）”》]*|\s+/gu,
  ) || []) {
    const last = lines.length - 1;
    if (lines[last] && pen.measureText((lines[last] + part).trimEnd()).width > room)
      lines.push(part.trimStart());
    else lines[last] += part;
  }
  return lines.filter((line) => line.trim());
}

/** @param {SVGElement} frame */
function serializeSvg(frame) {
  const text = new XMLSerializer().serializeToString(frame).replace(/[\ufffe\uffff]/g, '\ufffd');
  return `<?xml version="1.0" encoding="UTF-8"?>\n${text}\n`;
}

/** @param {string} text */
async function toPng(text) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * PNG_SCALE;
  canvas.height = image.naturalHeight * PNG_SCALE;
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => {
    canvas.toBlob(done, 'image/png');
  });
}
