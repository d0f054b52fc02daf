// Helpers of the browser tests, put into every page before its own scripts.
window.T = {
  violations: [],
  frame: () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  all: (selector, root = document) => [...root.querySelectorAll(selector)],
  first: (selector) => document.querySelector(selector),
  visible(part) {
    const box = part.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && getComputedStyle(part).visibility !== 'hidden';
  },

  // Whether the address bar holds the expected values; '' means absent.
  linked(expected) {
    const has = new URLSearchParams((location.protocol === 'file:' ? location.hash : location.search).slice(1));
    return Object.entries(expected).every(([key, value]) => (has.get(key) || '') === value);
  },

  // Until what follows the map after its painting has followed.
  settle: () => new Promise((done) => {
    setTimeout(() => requestAnimationFrame(() => setTimeout(() => setTimeout(done, 0), 0)), 0);
  }),

  // Whether the server's last answer holds the expected values; '' means absent.
  served(expected) {
    const trees = T.all('[data-panel-view]');
    return trees.length > 0 && trees.every((tree) => {
      const has = new URLSearchParams(tree.dataset.panelView);
      return Object.entries(expected).every(([key, value]) => (has.get(key) || '') === value);
    });
  },

  // Wait until nothing has moved for a while.
  async still(quiet = 300) {
    let was = null;
    for (let since = performance.now(); performance.now() - since < quiet;) {
      await T.frame();
      const now = T.place() + location.search + location.hash;
      if (now !== was || T.first('.is-zooming')) since = performance.now();
      was = now;
    }
  },

  // Where the map stands, to the pixel.
  place() {
    const parts = ['.leaflet-map-pane', '.leaflet-marker-pane > *', '.leaflet-pane path.lt-town'].map(T.first);
    return JSON.stringify(parts.map((p) => p && Object.values(p.getBoundingClientRect().toJSON()).map(Math.round)));
  },

  // Hold on to the living nodes, to see later whether they are the same.
  hold() {
    T.nodes = ['.lt-canvas', '.lt-overlay', '.lt-symbol', 'path.lt-town', '.lt-label'].map(T.first);
  },
  same() {
    const now = ['.lt-canvas', '.lt-overlay', '.lt-symbol', 'path.lt-town', '.lt-label'].map(T.first);
    return T.nodes.every((part, i) => part && part === now[i] && part.isConnected);
  },

  dims() {
    const dims = {};
    for (const icon of T.all('.lt-symbol')) dims[icon.dataset.site] = icon.classList.contains('is-dim');
    for (const row of T.all('.rows [data-site]')) dims[row.dataset.site] = row.classList.contains('is-dim');
    return dims;
  },

  boxes(selector) {
    return T.all(selector).filter(T.visible).map((part) => {
      const { left: l, top: t, right: r, bottom: b } = part.getBoundingClientRect();
      const name = part.textContent || part.closest('[data-site]')?.dataset.site || part.className;
      return { l, t, r, b, name };
    });
  },

  // Pairs of boxes that lie upon each other by more than `slack` pixels both ways.
  clashes(first, second, slack = 1) {
    const clashes = [];
    const [a, b] = [T.boxes(first), first === second ? null : T.boxes(second)];
    a.forEach((p, i) => (b || a.slice(i + 1)).forEach((q) => {
      const w = Math.min(p.r, q.r) - Math.max(p.l, q.l);
      const h = Math.min(p.b, q.b) - Math.max(p.t, q.t);
      if (w > slack && h > slack) clashes.push(`${p.name} × ${q.name} (${w.toFixed(1)} by ${h.toFixed(1)} px)`);
    }));
    return clashes;
  },

  rgb(colour, under) {
    const canvas = T.canvas ||= document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    canvas.canvas.width = canvas.canvas.height = 1;
    if (under) { canvas.fillStyle = `rgb(${under.slice(0, 3)})`; canvas.fillRect(0, 0, 1, 1); }
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  },
  ground(part) {
    const layers = [];
    for (let p = part; p; p = p.parentElement) layers.push(getComputedStyle(p).backgroundColor);
    return layers.reverse().reduce((under, colour) => T.rgb(colour, under), [255, 255, 255]);
  },
  light(rgb) {
    const [r, g, b] = rgb.slice(0, 3).map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  },
  // Contrast of every text below `selector` with what it stands on.
  contrasts(selector) {
    const contrasts = [];
    const walker = document.createTreeWalker(T.first(selector), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const part = walker.currentNode.parentElement;
      if (!walker.currentNode.textContent.trim() || !T.visible(part)) continue;
      const ground = T.ground(part);
      const [a, b] = [T.light(T.rgb(getComputedStyle(part).color, ground)), T.light(ground)];
      contrasts.push([(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), walker.currentNode.textContent.trim().slice(0, 30)]);
    }
    return contrasts.sort((x, y) => x[0] - y[0]);
  },

  // Pixels of one glyph in the map's own font.
  glyph(character) {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 64;
    const pen = canvas.getContext('2d');
    pen.font = `48px ${getComputedStyle(T.first('.lt-map')).fontFamily}`;
    pen.textBaseline = 'middle';
    pen.fillText(character, 4, 32);
    return [...pen.getImageData(0, 0, 64, 64).data].filter((_, i) => i % 4 === 3).map((v) => (v > 96 ? '#' : '.')).join('');
  },

  // The presenter as it stands: which step, what is said, what the link is.
  presenter() {
    const root = T.first('.lt-presenter');
    if (!root) return null;
    const current = T.all('.present-bar button', root).findIndex((b) => b.hasAttribute('aria-current'));
    const text = (selector) => T.all(selector, root).map((p) => p.textContent);
    return { at: current, of: T.all('.present-bar button', root).length, title: text('h2')[0], lines: text('.present-lines li'),
      kicker: text('.present-kicker')[0] || '', numbers: text('.present-numbers b'), chart: text('.present-chart figcaption b')[0] || '',
      cells: text('.present-grid tbody td, .present-grid tbody th'), count: text('.present-count')[0], live: text('.present-live')[0],
      black: !T.first('.present-black').hidden, help: !T.first('.present-help').hidden, toast: T.first('.present-toast').hidden ? '' : text('.present-toast')[0],
      full: document.fullscreenElement === root, focus: root.contains(document.activeElement),
      size: getComputedStyle(T.first('.present-lines li') || T.first('h2')).fontSize };
  },

  // What of a step does not stand on its panel, or lies under it; all of it should be nothing.
  cut() {
    const panel = T.first('.lt-presenter .present-panel');
    const body = panel.firstChild;
    const frame = panel.getBoundingClientRect();
    const faults = [];
    if (body.scrollHeight > body.clientHeight + 1 || body.scrollWidth > body.clientWidth + 1) faults.push('the words overflow');
    for (const part of T.all('h2, li, td, th, caption, small, b, svg text, .present-sources, .present-count', panel).filter(T.visible)) {
      const box = part.getBoundingClientRect();
      if (box.bottom > frame.bottom + 1 || box.right > frame.right + 1 || box.left < frame.left - 1) faults.push(part.textContent);
    }
    return faults;
  },

  // What is wrong with a step: words cut off, names on each other or on the panel.
  wrong() {
    const names = '.lt-presenter .lt-label:not(.is-off)';
    return [...T.cut(), ...T.clashes(names, '.present-panel'), ...T.clashes(names, names)];
  },

  // What keyboard focus rests on, as the reader would hear it.
  focused() {
    const part = document.activeElement;
    const name = part.getAttribute('aria-label') || part.textContent || part.title || part.labels?.[0]?.textContent || '';
    return { tag: part.tagName, class: part.className?.baseVal ?? part.className, site: part.dataset?.site || '',
      facet: part.dataset?.facet || '', name: name.trim(), map: Boolean(part.closest('.lt-map')) };
  },
};
addEventListener('securitypolicyviolation', (e) => T.violations.push(`${e.violatedDirective} ${e.blockedURI}`));
