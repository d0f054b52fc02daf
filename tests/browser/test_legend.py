"""The legend on the first screen: open where it lies beside the land, closed where it would cover it."""

from __future__ import annotations

import pytest

from tests.browser.conftest import MakeTab

# Points of the open legend below which a town lies.
COVERED = """() => {
  const legend = T.first('.lt-legend');
  legend.open = true;
  const box = legend.getBoundingClientRect();
  const points = [];
  for (let x = box.left + 2; x < box.right; x += 6)
    for (let y = box.top + 2; y < box.bottom; y += 6)
      if (document.elementsFromPoint(x, y).some((e) => e.matches('path.lt-town'))) points.push([x, y]);
  return points.length;
}"""
ROOMY = [(1920, 1080), (1680, 1050), (1440, 900), (1366, 768)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_legend_begins_open_only_beside_the_land(tab: MakeTab, lang: str) -> None:
    """In windows that have room for it, so that nothing but the land below closes it."""
    begins, covers = {}, {}
    for size in ROOMY:
        shown = tab(size=size).open(f"/?lang={lang}")
        begins[size] = shown.do("() => T.first('.lt-legend').open")
        covers[size] = shown.do(COVERED)
        shown.page.close()

    assert begins == {size: covered == 0 for size, covered in covers.items()}
    assert set(begins.values()) == {False, True}
