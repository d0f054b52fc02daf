"""The static map and the living one are one map: the same things, colours, places and names.

Compared at the size of a slide's map, at the same centre and zoom, the living map's controls put
away. What differs, and why: the static map leaves out a symbol that the frame would cut, with its
name; it keeps names off the ring of a selection and off symbols that a filter dims, and measures
words in its own font. So where names are many, one may stand elsewhere, and at most one of those
that rank lowest may be missing from one of the two.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from geodata.languages import LANGS
from layout.drawing.picture import Label, Picture
from layout.drawing.picture import Path as Line
from layout.maps.canvas import record_map
from layout.maps.layers import LAYERS
from layout.maps.live import folium_map
from layout.maps.static.map_picture import map_picture
from layout.maps.static.projection import Frame, fit_frame
from layout.maps.static.static_map import StaticMap
from layout.maps.static.symbol_placement import place_symbols
from layout.plan.shapes import bounds_by_id
from layout.view.extent import extent
from layout.view.view import View
from tests.browser.conftest import MakeTab
from tests.browser.kit import Server, Tab
from tests.conftest import Case
from tests.maps.static_maps import parts, views

SIZE = (1200, 1080)
NO_SERVER = Server("", Path(), Path(), Path())

# The state of the living map as plain values.
READ = """
() => {
  const ctx = window.__ctx;
  const key = (f) => [f.style, f.element || '', f.site || '', ...(f.ends || [])].join(':');
  const probe = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const hex = (colour) => {
    if (!colour || colour === 'none') return '';
    const [r, g, b, a] = T.rgb(colour);
    return a === 0 ? '' : '#' + [r, g, b].map((v) => v.toString(16).padStart(2, '0')).join('');
  };
  const paths = ctx.paths.filter((p) => p.leaf.getElement()).map(({ leaf, fact }) => {
    const path = leaf.getElement();
    const s = getComputedStyle(path);
    const drawn = path.getAttribute('d');
    const stripe = /url/.test(s.fill) ? getComputedStyle(document.querySelector(`#lt-hatch-${fact.element} line`)).stroke : '';
    return { key: key(fact), seen: drawn !== 'M0 0' && drawn !== '' && s.opacity !== '0',
      fill: stripe ? '' : hex(s.fill), hatch: hex(stripe), strength: s.fillOpacity * s.opacity,
      edge: hex(s.stroke), edgeStrength: s.strokeOpacity * s.opacity, thick: parseFloat(s.strokeWidth),
      dash: s.strokeDasharray === 'none' ? [] : s.strokeDasharray.split(/[ ,]+/).map(parseFloat) };
  });
  const signs = ctx.markers.filter((m) => ctx.map.hasLayer(m.layer)).map((m) => {
    const p = ctx.map.layerPointToContainerPoint(m.point);
    const ring = m.body.querySelector('.sym-ring');
    return { site: m.site, x: p.x + m.offset.x, y: p.y + m.offset.y, dim: m.layer.getElement().classList.contains('is-dim'),
      edge: ring ? hex(getComputedStyle(ring).stroke) : '' };
  });
  const labels = ctx.labels.filter((l) => !l.box.classList.contains('is-off')).map((l) => ({
    text: l.fact.text, kind: l.fact.kind, w: l.w, h: l.h, colour: hex(getComputedStyle(l.box).color),
    size: parseFloat(getComputedStyle(l.box).fontSize), bold: Number(getComputedStyle(l.box).fontWeight) >= 600 }));
  return { paths, signs, labels };
}
"""
PLACE = """
async ([lat, lon, zoom, wide, high]) => {
  const ctx = window.__ctx;
  ctx.overlay.style.display = 'none';
  ctx.blocks = null;
  const frames = new Set(ctx.paths.map((p) => p.leaf._renderer));
  for (const r of frames) if (r) r.options.padding = 0;
  ctx.map.setView([lat, lon], zoom, { animate: false });
  ctx.map.fire('moveend');
  await T.frame();
  return [ctx.map.getSize().x, ctx.map.getSize().y, ctx.map.getZoom()];
}
"""


@pytest.fixture(scope="module", params=LANGS)
def page(request: Any, bundled: Case, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """Write the living map as a bare page that lets its state be read."""
    text = folium_map.build_map(bundled.plan, bundled.shapes, request.param).get_root().render()
    text = re.sub(r"LayoutSite\.attach\(", "window.__ctx = LayoutSite.attach(", text)
    path = tmp_path_factory.mktemp("still") / f"map-{request.param}.html"
    path.write_text(text, "utf-8")
    return request.param, path


def frame_of(case: Case, view: View) -> Frame:
    """Return the frame that a picture of a view has, without furniture."""
    plan = case.plan
    pad = 0.035 * min(SIZE)
    return fit_frame(extent(view, plan, bounds_by_id(plan, case.shapes)), SIZE, (pad, pad, pad, pad))


def living(tab: Tab, path: Path, view: View, at: Frame) -> Any:
    """Show a view on the living map at a frame's place, and read it."""
    tab.page.goto("about:blank")
    tab.page.goto(f"{path.as_uri()}#{view.query()}", wait_until="load")
    tab.wait("() => document.documentElement.dataset.layoutMap === 'ready'")
    got = tab.do(PLACE, [*at.centre, at.zoom, *SIZE])
    assert got == [*SIZE, pytest.approx(at.zoom)]
    return tab.do(READ)


def drawn(made: Picture) -> dict[str, list[Line]]:
    """Return the drawn paths by what they are, without the count of like ones."""
    found: dict[str, list[Line]] = {}
    for layer in made.layers:
        if layer.id in ("labels", "furniture"):
            continue
        for part in layer.parts:
            kind = part.key.partition(":")[0]
            if kind not in ("park", "place", "leader"):
                found.setdefault(part.key, []).extend(s for s in part.shapes if isinstance(s, Line))
    return found


def test_both_maps_show_the_same(tab: MakeTab, bundled: Case, page: tuple[str, Path]) -> None:
    lang, path = page
    shown = tab(NO_SERVER, SIZE)
    for view in views(bundled, lang):
        at = frame_of(bundled, view)
        held = living(shown, path, view, at)
        made = map_picture(bundled.plan, bundled.shapes, view, SIZE, furniture="none")
        same_paths(held["paths"], drawn(made), view)
        cut = same_signs(held["signs"], bundled, view, at)
        same_names([n for n in held["labels"] if n["text"] not in cut], made, view)


def same_paths(paths: list[Any], own: dict[str, list[Line]], view: View) -> None:
    """Compare what is drawn and how."""
    counted: dict[str, int] = {}
    seen = set()
    for path in paths:
        style, element, site, *ends = path["key"].split(":")
        ids = [i for i in (element, site, *ends) if i]
        key = ":".join([style, *ids])
        counted[key] = counted.get(key, 0) + 1
        key = key if ids and counted[key] == 1 else f"{key}:{counted[key]}"
        if not path["seen"] or key not in own:
            # What touches the frame with less than a pixel may be in one and not in the other.
            assert (key in own) == path["seen"] or _thin(own.get(key, [])), (view.query(), key)
            continue
        seen.add(key)
        ground = next((s for s in own[key] if s.fill or s.hatch), None)
        edge = next((s for s in own[key] if s.edge), None)
        if style != "zone":
            assert (ground.fill if ground else "", ground.hatch if ground else "") == (
                path["fill"],
                path["hatch"],
            ), key
        if ground:
            assert ground.opacity == pytest.approx(path["strength"], abs=2e-3), (view.query(), key)
        assert (edge.edge if edge else "") == path["edge"], key
        if edge:
            assert edge.edge_opacity == pytest.approx(path["edgeStrength"], abs=2e-3), key
            assert edge.line_width == pytest.approx(path["thick"], abs=0.01), key
            assert list(edge.dash) == pytest.approx(path["dash"]), key
    assert seen == set(own), view.query()


def _thin(shapes: list[Line]) -> bool:
    points = [p for s in shapes for ring in s.rings for p in ring]
    return not points or min(max(x) - min(x) for x in zip(*points, strict=True)) < 1


def same_signs(signs_held: list[Any], case: Case, view: View, at: Frame) -> set[str]:
    """Compare where symbols stand and which are dimmed; return the names of those that the frame cuts."""
    own = {s.site.id: s for s in place_symbols(StaticMap(record_map(case.plan, case.shapes, view.lang, LAYERS), view, at))}
    for sign in signs_held:
        inside = 22 < sign["x"] < SIZE[0] - 22 and 22 < sign["y"] < SIZE[1] - 22
        if sign["site"] not in own:
            assert not inside or not at.contains_point(at.pixel(_at(case, sign["site"]))), (view.query(), sign["site"])
            continue
        mine = own[sign["site"]]
        assert mine.shown_at == pytest.approx((sign["x"], sign["y"]), abs=1.6), (view.query(), sign["site"])
        assert mine.dimmed == sign["dim"]
    assert set(own) <= {s["site"] for s in signs_held}
    return {case.plan.site[s["site"]].name(view.lang) for s in signs_held if s["site"] not in own}


def _at(case: Case, site: str) -> tuple[float, float]:
    held = case.plan.site[site]
    assert held.lat is not None and held.lon is not None
    return held.lat, held.lon


def same_names(labels: list[Any], made: Picture, view: View) -> None:
    """Compare the names: which there are, and how each is written."""
    mine = {p.name: p.shapes[0] for p in parts(made, "labels").values()}
    theirs = {label["text"]: label for label in labels}
    differ = set(mine) ^ set(theirs)
    # Those that rank lowest are written smallest.
    sizes = [mine[t].size if t in mine else theirs[t]["size"] for t in differ]  # type: ignore[union-attr]
    assert len(differ) <= 1 and all(size <= 12 for size in sizes), (view.query(), differ)
    for text in set(mine) & set(theirs):
        own, label = mine[text], theirs[text]
        assert isinstance(own, Label)
        assert (own.size, own.bold, own.colour) == (label["size"], label["bold"], label["colour"]), text
        # Room enough for the reader's own font, and not much more.
        assert label["w"] - 2 <= own.width <= label["w"] * 1.06 + 2, text
        assert own.height == pytest.approx(label["h"], abs=1.5), text
