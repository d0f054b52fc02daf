// Marks: what a page says of each site (how it stands against its target, how editions differ).
// Each state has its own sign, so that no reader depends on colour.
const SIGNS = {
  achieved: '✓', ahead: '▲', 'on-track': '●', behind: '▼', missed: '✕', open: '○', unmeasured: '?', words: '–',
  added: '+', dropped: '−', renamed: '≈', moved: '↕',
};

function showMarks(ctx) {
  const marks = site.marks || {};
  const text = JSON.stringify(marks);
  if (ctx.marksShown === text) return;
  ctx.marksShown = text;
  for (const m of ctx.markers) {
    const icon = m.layer.getElement();
    if (icon) markBody(icon, m.body, ctx.facts.sites[m.site], marks[m.site]);
  }
  for (const { leaf, fact } of ctx.paths.filter((p) => p.fact.style === 'town')) {
    const path = leaf.getElement?.();
    if (!path) continue;
    if (marks[fact.site]) path.dataset.mark = marks[fact.site].state;
    else delete path.dataset.mark;
  }
  const towns = ctx.labels.filter((label) => label.fact.kind === 'town');
  if (towns.map((label) => markLabel(label, marks[label.fact.site])).some(Boolean)) placeLabels(ctx);
}

// A town has no symbol to bear its sign: the name does. Tells whether the label changed.
function markLabel(label, mark) {
  const state = mark && Object.hasOwn(SIGNS, mark.state) ? mark.state : '';
  if ((label.box.dataset.mark || '') === state) return false;
  label.box.dataset.mark = state;
  label.box.querySelector('.lt-sign')?.remove();
  if (state) label.box.prepend(node('span', { class: `lt-sign is-${state}` }, SIGNS[state]));
  label.w = label.box.offsetWidth;
  label.h = label.box.offsetHeight;
  return true;
}

function markBody(icon, body, about, mark) {
  body.querySelector('.lt-mark')?.remove();
  delete icon.dataset.mark;
  const words = [about.name, about.tip[0]];
  if (mark && Object.hasOwn(SIGNS, mark.state)) {
    icon.dataset.mark = mark.state;
    body.append(node('span', { class: `lt-mark is-${mark.state}`, 'aria-hidden': 'true' }, SIGNS[mark.state]));
    words.push(mark.text);
  }
  icon.setAttribute('aria-label', clean(words.join(', ')));
}

// The line that a mark adds to a site's tooltip.
function markLine(id) {
  const mark = (site.marks || {})[id];
  return mark ? [mark.text] : [];
}
