"""The static map and the interactive one are one map: the same things, colours, places and names.

Compared at the size of a slide's map, at the same centre and zoom, the interactive map's controls put
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

# The state of the interactive map as plain values.
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
    return { key: key(fact), visible: drawn !== 'M0 0' && drawn !== '' && s.opacity !== '0',
      fill: stripe ? '' : hex(s.fill), hatch: hex(stripe), strength: s.fillOpacity * s.opacity,
      edge: hex(s.stroke), edgeStrength: s.strokeOpacity * s.opacity, thick: parseFloat(s.strokeWidth),
      dash: s.strokeDasharray === 'none' ? [] : s.strokeDasharray.split(/[ ,]+/).map(parseFloat) };
  });
  const symbols = ctx.markers.filter((m) => ctx.map.hasLayer(m.layer)).map((m) => {
    const p = ctx.map.layerPointToContainerPoint(m.point);
    const ring = m.body.querySelector('.sym-ring');
    return { site: m.site, x: p.x + m.offset.x, y: p.y + m.offset.y, dim: m.layer.getElement().classList.contains('is-dim'),
      edge: ring ? hex(getComputedStyle(ring).stroke) : '' };
  });
  const labels = ctx.labels.filter((l) => !l.box.classList.contains('is-off')).map((l) => ({
    text: l.fact.text, kind: l.fact.kind, w: l.w, h: l.h, colour: hex(getComputedStyle(l.box).color),
    size: parseFloat(getComputedStyle(l.box).fontSize), bold: Number(getComputedStyle(l.box).fontWeight) >= 600 }));
  return { paths, symbols, labels };
}
"""
PLACE = """
async ([lat, lon, zoom, wide, high]) => {
  const ctx = window.__ctx;
  ctx.overlay.style.display = 'none';
  ctx.controlBoxes = null;
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
    """Write the interactive map as a bare page that lets its state be read."""
    text = folium_map.build_map(bundled.plan, bundled.shapes, request.param).get_root().render()
    text = re.sub(r"LayoutSite\.attach\(", "window.__ctx = LayoutSite.attach(", text)
    path = tmp_path_factory.mktemp("static-map") / f"map-{request.param}.html"
    path.write_text(text, "utf-8")
    return request.param, path


def frame_of(case: Case, view: View) -> Frame:
    """Return the frame that a picture of a view has, without furniture."""
    plan = case.plan
    pad = 0.035 * min(SIZE)
    return fit_frame(extent(view, plan, bounds_by_id(plan, case.shapes)), SIZE, (pad, pad, pad, pad))


def read_browser_map(tab: Tab, path: Path, view: View, at: Frame) -> Any:
    """Show a view on the interactive map at a frame's place, and read it."""
    tab.page.goto("about:blank")
    tab.page.goto(f"{path.as_uri()}#{view.query()}", wait_until="load")
    tab.wait("() => document.documentElement.dataset.layoutMap === 'ready'")
    got = tab.do(PLACE, [*at.centre, at.zoom, *SIZE])
    assert got == [*SIZE, pytest.approx(at.zoom)]
    return tab.do(READ)


def paths_by_key(picture: Picture) -> dict[str, list[Line]]:
    """Return the drawn paths by what they are, without the count of like ones."""
    paths: dict[str, list[Line]] = {}
    for layer in picture.layers:
        if layer.id in ("labels", "furniture"):
            continue
        for part in layer.parts:
            kind = part.key.partition(":")[0]
            if kind not in ("park", "place", "leader"):
                paths.setdefault(part.key, []).extend(s for s in part.shapes if isinstance(s, Line))
    return paths


def test_both_maps_show_the_same(tab: MakeTab, bundled: Case, page: tuple[str, Path]) -> None:
    lang, path = page
    shown = tab(NO_SERVER, SIZE)
    for view in views(bundled, lang):
        at = frame_of(bundled, view)
        browser_state = read_browser_map(shown, path, view, at)
        picture = map_picture(bundled.plan, bundled.shapes, view, SIZE, furniture="none")
        same_paths(browser_state["paths"], paths_by_key(picture), view)
        cut = same_symbols(browser_state["symbols"], bundled, view, at)
        same_names([n for n in browser_state["labels"] if n["text"] not in cut], picture, view)


def same_paths(paths: list[Any], static_paths: dict[str, list[Line]], view: View) -> None:
    """Compare what is drawn and how."""
    counts: dict[str, int] = {}
    compared = set()
    for path in paths:
        style, element, site, *ends = path["key"].split(":")
        ids = [i for i in (element, site, *ends) if i]
        key = ":".join([style, *ids])
        counts[key] = counts.get(key, 0) + 1
        key = key if ids and counts[key] == 1 else f"{key}:{counts[key]}"
        if not path["visible"] or key not in static_paths:
            # What touches the frame with less than a pixel may be in one and not in the other.
            assert (key in static_paths) == path["visible"] or _thin(static_paths.get(key, [])), (
                view.query(),
                key,
            )
            continue
        compared.add(key)
        ground = next((s for s in static_paths[key] if s.fill or s.hatch), None)
        edge = next((s for s in static_paths[key] if s.edge), None)
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
    assert compared == set(static_paths), view.query()


def _thin(shapes: list[Line]) -> bool:
    points = [p for s in shapes for ring in s.rings for p in ring]
    return not points or min(max(x) - min(x) for x in zip(*points, strict=True)) < 1


def same_symbols(browser_symbols: list[Any], case: Case, view: View, at: Frame) -> set[str]:
    """Compare where symbols stand and which are dimmed; return the names of those that the frame cuts."""
    static_symbols = {
        s.site.id: s
        for s in place_symbols(StaticMap(record_map(case.plan, case.shapes, view.lang, LAYERS), view, at))
    }
    for symbol in browser_symbols:
        inside = 22 < symbol["x"] < SIZE[0] - 22 and 22 < symbol["y"] < SIZE[1] - 22
        if symbol["site"] not in static_symbols:
            assert not inside or not at.contains_point(at.pixel(_at(case, symbol["site"]))), (
                view.query(),
                symbol["site"],
            )
            continue
        static_symbol = static_symbols[symbol["site"]]
        assert static_symbol.shown_at == pytest.approx((symbol["x"], symbol["y"]), abs=1.6), (
            view.query(),
            symbol["site"],
        )
        assert static_symbol.dimmed == symbol["dim"]
    assert set(static_symbols) <= {s["site"] for s in browser_symbols}
    return {
        case.plan.site[s["site"]].name(view.lang) for s in browser_symbols if s["site"] not in static_symbols
    }


def _at(case: Case, site: str) -> tuple[float, float]:
    record = case.plan.site[site]
    assert record.lat is not None and record.lon is not None
    return record.lat, record.lon


def same_names(labels: list[Any], picture: Picture, view: View) -> None:
    """Compare the names: which there are, and how each is written."""
    static_labels = {p.name: p.shapes[0] for p in parts(picture, "labels").values()}
    browser_labels = {label["text"]: label for label in labels}
    differ = set(static_labels) ^ set(browser_labels)
    # Those that rank lowest are written smallest.
    sizes = [static_labels[t].size if t in static_labels else browser_labels[t]["size"] for t in differ]  # type: ignore[union-attr]
    assert len(differ) <= 1 and all(size <= 12 for size in sizes), (view.query(), differ)
    for text in set(static_labels) & set(browser_labels):
        static_label, label = static_labels[text], browser_labels[text]
        assert isinstance(static_label, Label)
        assert (static_label.size, static_label.bold, static_label.colour) == (
            label["size"],
            label["bold"],
            label["colour"],
        ), text
        # Room enough for the reader's own font, and not much more.
        assert label["w"] - 2 <= static_label.width <= label["w"] * 1.06 + 2, text
        assert static_label.height == pytest.approx(label["h"], abs=1.5), text
