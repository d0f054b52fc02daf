// Spread points (pixels) so that no two stand closer than `gap`. Deterministic; returns offsets.
/**
 * @param {Point[]} points
 * @param {number} gap
 * @param {number} rounds
 */
export function fanOut(points, gap, rounds) {
  const at = points.map((p, i) => ({ x: p.x + Math.cos(i * 2.4) * 0.5, y: p.y + Math.sin(i * 2.4) * 0.5 }));
  for (let round = 0; round < rounds; round += 1) {
    let moved = false;
    for (let i = 0; i < at.length; i += 1) {
      for (let j = i + 1; j < at.length; j += 1) {
        const dx = at[j].x - at[i].x;
        const dy = at[j].y - at[i].y;
        const d = Math.hypot(dx, dy) || 0.01;
        if (d < gap - 0.01) {
          const push = (gap - d) / 2 / d;
          at[i].x -= dx * push;
          at[i].y -= dy * push;
          at[j].x += dx * push;
          at[j].y += dy * push;
          moved = true;
        }
      }
    }
    if (!moved) break;
  }
  return at.map((p, i) => ({ x: p.x - points[i].x, y: p.y - points[i].y }));
}
