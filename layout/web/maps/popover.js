// The box that opens over the map under a chip.
export function closePopover(ctx) {
  ctx.pop.hidden = true;
  ctx.pop.owner?.setAttribute('aria-expanded', 'false');
}
