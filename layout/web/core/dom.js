// Elements of the page. Text reaches them by text nodes and known attributes only.
import { clean } from './text.js';

/**
 * @param {string} tag
 * @param {Record<string, any>} [attrs]
 * @param {...any} children
 * @returns {any}
 */
export function node(tag, attrs = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attrs)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, clean(value));
  }
  element.append(...children.filter((c) => c != null).map((c) => (c instanceof Node ? c : textNode(c))));
  return element;
}

/**
 * Text of the data. What stands there in another language bears that one's mark, and is then told to screen
 * readers as being in it.
 * @param {any} value
 */
export function textNode(value) {
  const text = clean(value);
  const lang = / \((zh)\)/.exec(text)?.[1];
  if (!lang) return document.createTextNode(text);
  const parts = text.split(/([\u3400-\u9fff][^ -~]*)/);
  // Bare text: a mark alone in a part would be taken for a marked text again, without end.
  const bare = parts.map((part) => document.createTextNode(part));
  return node('span', {}, ...bare.map((part, i) => (i % 2 ? node('span', { lang }, part) : part)));
}

/**
 * @param {string} tag
 * @param {Record<string, any>} [attrs]
 * @param {...any} children
 * @returns {any}
 */
export function svg(tag, attrs = {}, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attrs)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** @param {string} value */
export function webAddress(value) {
  return /^(https?:\/\/|#|\/(?![/\\]))/i.test(value) ? value : null;
}

/**
 * @param {any} face
 * @param {string} name
 * @param {() => void} act
 */
export function iconButton(face, name, act) {
  return node('button', { type: 'button', title: name, 'aria-label': name, onclick: act }, face);
}

/** @param {string} path */
export function lineIcon(path) {
  return svg('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, svg('path', { d: path }));
}

/**
 * @param {string} name
 * @param {HTMLElement} input
 * @param {string | undefined} [hint]
 */
export function labelledField(name, input, hint) {
  return node(
    'label',
    { class: 'lt-field' },
    node('span', {}, name),
    input,
    hint ? node('small', {}, hint) : null,
  );
}
