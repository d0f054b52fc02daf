"""Grey print: without any colour, elements are told apart by their grain and clusters by the form of their dots."""

from __future__ import annotations

import io
from itertools import combinations

import numpy
import pytest
from PIL import Image

from layout.drawing import png_writer
from layout.drawing.picture import Layer, Part, Picture, PictureShape, scale_and_move
from layout.maps.grain import grain
from layout.maps.legend_rows import legend_entries
from layout.maps.live.folium_map import build_map
from layout.maps.static.legend import _key_shapes  # the key alone, without its words
from layout.maps.static.map_picture import map_picture
from layout.maps.static.symbol_placement import give_form, symbol_shapes
from layout.maps.symbol_sizes import CORE_FORMS, core_forms
from layout.view.view import View
from tests.conftest import Case

GREY = "#808080"


def grey_picture(shapes: tuple[PictureShape, ...]) -> numpy.ndarray:
    """Return a key, drawn large, as levels of grey."""
    part = Part("key", "key", tuple(scale_and_move(s, 12, 9) for s in shapes))
    drawn = png_writer.write_png(Picture(24, 18, "#ffffff", (Layer("keys", "keys", (part,)),)), (960, 720), 96)
    return numpy.asarray(Image.open(io.BytesIO(drawn)).convert("L"), dtype=float)


def all_differ(pictures: dict[str, numpy.ndarray]) -> None:
    """Compare each two: one in fifty pixels must be another grey by a quarter of the scale."""
    for (name, picture), (other_name, other) in combinations(pictures.items(), 2):
        assert (abs(picture - other) > 30).mean() > 0.02, (name, other_name)


def test_keys_of_elements_differ_without_colour(case: Case) -> None:
    entries = legend_entries(build_map(case.plan, case.shapes, "zh").canvas)
    keys = {
        e["element"]: grey_picture(_key_shapes({**e, "colour": GREY, "strength": 1}))
        for e in entries
        if e.get("grain")
    }
    assert keys
    all_differ(keys)


def test_dots_of_clusters_differ_without_colour(case: Case) -> None:
    forms = core_forms(c.colour for c in case.plan.clusters)
    dots = {c: grey_picture(give_form(symbol_shapes({"form": "dot", "colour": GREY}, (0, 0)), form)) for c, form in forms.items()}
    assert len(dots) == len({c.colour.lower() for c in case.plan.clusters})
    all_differ(dots)


def test_the_ground_of_each_element_has_its_grain_where_a_legend_explains_it(bundled: Case) -> None:
    plan = bundled.plan
    view = View(plan.district.id, plan.edition.id)
    for furniture, grained in (("full", True), ("plain", True), ("brief", False)):
        picture = map_picture(plan, bundled.shapes, view, furniture=furniture)  # type: ignore[arg-type]
        lays = {
            part.key.split(":")[1]: {s.lay for s in part.shapes if s.hatch}  # type: ignore[union-attr]
            for layer in picture.layers
            for part in layer.parts
            if part.key.startswith("member:") and (grained or any(s.hatch for s in part.shapes))  # type: ignore[union-attr]
        }
        assert bool(lays) == grained
        for n, element in enumerate(plan.elements):
            if element.id in lays:
                assert lays[element.id] == {grain(n)}, (furniture, element.id)


@pytest.mark.parametrize("count", [3, 9, 16])
def test_any_number_of_elements_has_as_many_grains(count: int) -> None:
    assert len({grain(n) for n in range(count)}) == count


def test_forms_are_as_many_as_the_colours_that_eyes_tell_apart() -> None:
    assert len(set(CORE_FORMS)) == len(CORE_FORMS) == 8
