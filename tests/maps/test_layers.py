"""What the layers record: borders apart from lines that were drawn for want of one."""

from __future__ import annotations

from typing import Any

import pytest

from geodata.languages import LANGS
from layout.maps.canvas import Paths, record_map
from layout.maps.layers import LAYERS
from layout.maps.static.styles import SCHEMATIC_EDGES, STYLES


def test_no_edge_that_is_drawn_solidly_runs_along_a_cut(case: Any) -> None:
    canvas = record_map(case.plan, case.shapes, "zh", LAYERS)
    near = case.shapes.cuts.buffer(1e-6)
    drawn = [(canvas.features[n], g) for o in canvas.overlays if isinstance(o, Paths) for n, g in o.features
             if o.style in ("outline", "zone-edge", "member")]  # fmt: skip
    for facts, geometry in drawn:
        if not facts.get("schematic"):
            edge = geometry if geometry.geom_type.endswith("String") else geometry.boundary
            assert edge.intersection(near).length < 1e-4, facts


def test_a_cut_is_drawn_softer_than_a_border() -> None:
    for style, fields in SCHEMATIC_EDGES.items():
        border = STYLES[style]
        assert fields.get("stroke") == "" or (
            float(str(fields["width"])) < border.width and float(str(fields["stroke_opacity"])) < border.stroke_opacity
        )


@pytest.mark.parametrize("lang", LANGS)
def test_the_label_of_a_site_that_is_not_there_yet_says_from_when(case: Any, lang: str) -> None:
    plan = case.plan
    words = {"zh": "{}（{} 年起）", "en": "{} (from {})"}[lang]
    recorded = record_map(plan, case.shapes, lang, LAYERS).labels
    labels = {plan.site[f["site"]]: f["text"] for f in recorded if f.get("site")}

    for site, text in ((s, text) for s, text in labels.items() if not s.is_town):
        name = site.name(lang)
        assert text == (name if site.exists_on(plan.edition.day) else words.format(name, site.valid_from[:4]))
