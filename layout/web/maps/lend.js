// The living map lent to another place, a sheet of paper say, and given back as it was.
import { applyView } from './apply.js';
import { noteSize } from './position.js';

/**
 * Take the map out of its place. The function returned gives it back: `before` is called once it stands
 * there again, before its view is shown.
 * @param {MapContext} ctx
 * @returns {(before?: () => void) => void}
 */
export function lendMap(ctx) {
  const { root, view, coveringParts, fitZoom } = ctx;
  const [parent, next] = [root.parentNode, root.nextSibling];
  const [centre, zoom] = [ctx.map.getCenter(), ctx.map.getZoom()];
  ctx.resizeObserver.disconnect();
  return (before) => {
    parent.insertBefore(root, next);
    Object.assign(ctx, { coveringParts, fitZoom, controlBoxes: null });
    noteSize(ctx);
    before?.();
    ctx.map.invalidateSize({ animate: false });
    ctx.map.setView(centre, zoom, { animate: false });
    applyView(ctx, view);
    ctx.resizeObserver.observe(root);
  };
}
