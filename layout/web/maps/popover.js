// The box that opens over the map under a chip.
/** @param {MapContext} ctx */
export function closePopover(ctx) {
  ctx.popover.hidden = true;
  ctx.popover.owner?.setAttribute('aria-expanded', 'false');
}
