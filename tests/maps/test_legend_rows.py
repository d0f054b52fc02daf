"""The legend lists what is drawn, all of it and nothing else; elements of every kind are drawn and named."""

from __future__ import annotations

from pathlib import Path as Folder
from typing import Any

import pytest
import shapely

from geodata.languages import LANGS
from layout.drawing.picture import Label, Path
from layout.drawing.text_metrics import legible
from layout.maps.canvas import Canvas, record_map
from layout.maps.layers import LAYERS
from layout.maps.legend_rows import legend_entries
from layout.maps.live.folium_map import build_map
from layout.maps.map_payload import map_payload
from layout.maps.static.legend import legend_block
from layout.maps.static.map_picture import map_picture
from layout.maps.static.projection import fit_frame
from layout.maps.static.static_map import StaticMap
from layout.plan.shapes import bounds_by_id
from layout.words.glossary import basis_name, join_names, say
from layout.words.nouns import say_of
from layout.words.symbols import NEUTRAL, site_colours, symbol
from tests.conftest import Case
from tests.maps.static_maps import parts, view_of
from tests.plan.other_plans import ELEMENTS, ROLES, other_case

# Land, sea and casings explain themselves; an outline is the edge of its ground, a zone what can be pressed.
UNTOLD = {"sea", "town", "road-case", "outline", "zone", "park-ground", "zone-edge"}
FORMS = {"member": "fill"}


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """Give the small district with an element of each kind."""
    return other_case(tmp_path_factory.mktemp("other"))


@pytest.fixture(scope="module", params=["hubs", "corridor", "points", "wing"])
def bare(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Case:
    """Give the small district with little in its layout."""
    roles = [role for role in ROLES if role["element"] in ("hubs", request.param)]
    elements = {"corridor": ELEMENTS[:1], "points": (), "hubs": (), "wing": ELEMENTS[10:11]}[request.param]
    if request.param == "points":
        belt = {**ELEMENTS[9], "radiates": False}
        return other_case(tmp_path_factory.mktemp("points"), [belt, ELEMENTS[-1]], [*ROLES[1:4], ROLES[-1]])
    return other_case(tmp_path_factory.mktemp(request.param), [*elements, ELEMENTS[-1]], roles)


def record(case: Case, lang: str = "zh") -> Canvas:
    return record_map(case.plan, case.shapes, lang, LAYERS)


def drawn_forms(canvas: Canvas, off: tuple[str, ...] = ()) -> set[str]:
    """Tell the forms of all that is drawn, independently of the legend."""
    facts = [f for f in canvas.features if f["layer"] not in off]
    forms = {FORMS.get(f["style"], f["style"]) for f in facts if f["style"] not in UNTOLD | {"symbol"}}
    forms |= {symbol(canvas.plan.site[f["site"]], canvas.plan)["form"] for f in facts if f["style"] == "symbol"}
    published = {i for i, outline in canvas.shapes.outlines.items() if not outline.schematic}
    forms |= {"border" for f in facts if f.get("site") in published}
    return forms | {"schematic" for f in facts if f["style"] in ("outline", "zone-edge") and f.get("schematic")}


def check_legend(case: Case) -> None:
    for lang in LANGS:
        canvas = record(case, lang)
        rows = legend_entries(canvas)
        assert {f for r in rows for f in (r["form"], *r.get("forms", ()))} - {"named"} == drawn_forms(canvas)
        # No row stands twice, nor do two say the same.
        assert len({r["text"] for r in rows}) == len(rows)
        for fact in (f for f in canvas.features if f.get("element") and f["style"] not in ("outline", "hatch")):
            form = FORMS.get(fact["style"], fact["style"])
            words = [r["text"] for r in rows if r["form"] == form and r.get("element") == fact["element"]]
            assert words and all(canvas.plan.element[fact["element"]].name(lang) in w for w in words)


def test_the_legend_has_the_forms_that_are_drawn(case: Case) -> None:
    check_legend(case)


def test_the_legend_of_another_plan_has_the_forms_that_are_drawn(other: Case) -> None:
    check_legend(other)


def test_the_legend_of_a_bare_plan_has_the_forms_that_are_drawn(bare: Case) -> None:
    check_legend(bare)


@pytest.mark.parametrize("off", ["roads", "links", "parks", "zones", "element-corridor"])
def test_the_legend_of_a_picture_leaves_out_a_layer_that_is_off(other: Case, off: str) -> None:
    view = view_of(other, off=(off,))
    canvas = record(other)
    frame = fit_frame(bounds_by_id(other.plan, other.shapes)["mini"], (900, 600), (0, 0, 0, 0))
    shown = {s.text for s in legend_block(StaticMap(canvas, view, frame), 1).shapes if hasattr(s, "text")}

    gone = drawn_forms(canvas) - drawn_forms(canvas, (off,))
    rows = legend_entries(canvas)
    for row in rows:
        is_named = legible(row["text"]) in shown or any(w in legible(row["text"]) and len(w) > 5 for w in shown)
        hidden = row["form"] in gone or row.get("element") == off.removeprefix("element-")
        assert is_named is not hidden, row


def test_lines_that_a_filter_takes_away_have_no_row(other: Case) -> None:
    canvas = record(other)
    view = view_of(other, cluster=(other.plan.clusters[0].id,))
    frame = fit_frame(bounds_by_id(other.plan, other.shapes)["mini"], (900, 600), (0, 0, 0, 0))
    shown = {s.text for s in legend_block(StaticMap(canvas, view, frame), 1).shapes if hasattr(s, "text")}

    assert not [r for r in legend_entries(canvas) if r["form"] == "ray" and legible(r["text"]) in shown]


def test_the_interactive_map_gets_the_same_rows(other: Case) -> None:
    canvas = build_map(other.plan, other.shapes, "zh").canvas

    assert map_payload(canvas)["legend"] == legend_entries(canvas)


@pytest.mark.parametrize("lang", LANGS)
def test_parks_in_no_cluster_have_a_row_in_the_colour_of_their_element(bundled: Case, lang: str) -> None:
    rows = [r for r in legend_entries(record(bundled, lang)) if r.get("own")]
    plan = bundled.plan
    tied = {p.id for p in plan.parks for k in p.links if plan.cluster[k.cluster].kind != "services"}
    bare = [p for p in plan.parks if p.located and p.id not in tied]

    assert {r["colour"] for r in rows} == {site_colours(p, plan)[0] for p in bare} != set()
    assert NEUTRAL not in {r["colour"] for r in rows}


@pytest.mark.parametrize("lang", LANGS)
def test_an_element_that_is_only_named_is_said_to_be(other: Case, lang: str) -> None:
    (row,) = (r for r in legend_entries(record(other, lang)) if r["form"] == "named")

    assert row["text"] == say("legend.named", lang, names=other.plan.element["wish"].name(lang))


@pytest.mark.parametrize("lang", LANGS)
def test_an_element_whose_places_have_no_position_is_said_not_to_be_drawn(tmp_path: Folder, lang: str) -> None:
    lost = {"id": "lost", "kind": "area", "name_zh": "失地", "name_en": "Lost land"}
    spot = {"id": "spot", "kind": "point", "name_zh": "失点", "name_en": "Lost point", "anchor": "lost-mill"}
    roles = [{"element": "lost", "member": "lost-mill", "rank": "lead"}, ROLES[-1]]
    case = other_case(tmp_path, [lost, spot, *ELEMENTS[-2:]], roles)
    rows = [r["text"] for r in legend_entries(record(case, lang)) if r["form"] == "named"]

    names = join_names((case.plan.element[e].name for e in ("lost", "spot")), lang)
    assert rows == [
        say("legend.named", lang, names=case.plan.element["wish"].name(lang)),
        say("legend.unplaced", lang, names=names),
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_towns_that_have_the_line_of_another_core_are_told(other: Case, bundled: Case, lang: str) -> None:
    def rays(case: Case) -> dict[str, str]:
        return {r["element"]: r["text"] for r in legend_entries(record(case, lang)) if r["form"] == "ray"}

    shared = say_of(other.plan, "legend.ray-shared", lang, text="")
    assert {e for e, text in rays(other).items() if shared in text} == {"second", "third"}
    assert not [text for text in rays(bundled).values() if shared in text]


@pytest.mark.parametrize("lang", LANGS)
def test_inferred_members_of_an_area_are_marked(other: Case, lang: str) -> None:
    canvas = record(other, lang)
    facts = {f["site"]: f for f in canvas.features if f["style"] == "member" and f["element"] == "wing"}
    rows = [r for r in legend_entries(canvas) if r.get("element") == "wing"]

    assert facts["ding"]["inferred"] is True and "inferred" not in facts["jia"]
    assert [bool(r.get("inferred")) for r in rows] == [False, True]
    assert say("roles.inferred", lang, words="").strip() in rows[1]["text"]
    pieces = parts(map_picture(other.plan, other.shapes, view_of(other, lang), (900, 600)), "element-wing")
    stated, inferred = (next(p for k, p in pieces.items() if k.startswith(f"member:wing:{s}")) for s in ("jia", "ding"))
    fills = [next(s for s in p.shapes if isinstance(s, Path) and s.fill) for p in (stated, inferred)]
    assert fills[1].opacity < fills[0].opacity and fills[1].dash and not fills[0].dash
    assert say("roles.inferred", lang, words="").strip() in inferred.name


@pytest.mark.parametrize("lang", LANGS)
def test_points_and_outlines_of_inferred_members_are_marked(tmp_path: Folder, lang: str) -> None:
    guess = {"basis": "inferred", "ground_zh": "按图推定", "rank": "lead"}
    poles = {"id": "poles", "kind": "point", "name_zh": "多极", "name_en": "Poles"}
    roles = [
        {"element": "poles", "member": "hall", "rank": "lead"},
        {"element": "poles", "member": "gear-hall", **guess},
        {"element": "belt", "member": "harbour", **guess},
        {"element": "belt", "member": "gear-hall", **guess},
    ]
    case = other_case(tmp_path, [poles, ELEMENTS[9], ELEMENTS[-1]], [*roles, ROLES[-1]])
    canvas, mark = record(case, lang), say("roles.inferred", lang, words="").strip()

    shapes = {c.element: c for c in case.shapes.courses}
    assert shapes["belt"].stated.is_empty and shapes["poles"].inferred is not None
    hall, gears = (shapely.Point(case.plan.site[s].lon or 0, case.plan.site[s].lat or 0) for s in ("hall", "gear-hall"))
    assert shapes["poles"].stated.contains(hall) and shapes["poles"].inferred.contains(gears)
    rows = {e: [r for r in legend_entries(canvas) if r.get("element") == e] for e in ("poles", "belt")}
    assert [(bool(r.get("inferred")), mark in r["text"]) for r in rows["poles"]] == [(False, False), (True, True)]
    assert [(bool(r.get("inferred")), mark in r["text"]) for r in rows["belt"]] == [(True, True)]
    labels = {label["element"]: label["text"] for label in canvas.labels if label["kind"] == "element"}
    assert mark in labels["belt"] and mark not in labels["poles"]
    elements: Any = map_payload(build_map(case.plan, case.shapes, lang).canvas)["elements"]
    assert [basis_name("inferred", lang) in elements[e]["tip"] for e in ("belt", "poles")] == [True, False]
    pieces = parts(map_picture(case.plan, case.shapes, view_of(case, lang), (900, 600)), "element-poles")
    stated, inferred = (next(s for s in p.shapes if isinstance(s, Path) and s.fill) for p in pieces.values())
    assert inferred.opacity < stated.opacity and inferred.dash != stated.dash
    assert [mark in p.name for p in pieces.values()] == [False, True]


@pytest.mark.parametrize("lang", LANGS)
def test_every_element_that_is_drawn_is_named_on_the_whole_map(other: Case, lang: str) -> None:
    picture = map_picture(other.plan, other.shapes, view_of(other, lang), (1600, 1000))
    names = {s.text for p in parts(picture, "labels").values() for s in p.shapes if isinstance(s, Label)}

    assert {legible(other.plan.element[e].name(lang)) for e in other.shapes.elements} <= names
    # Places that are members, or points of the layout, are named at once as well.
    belonging = [s for s in other.plan.places if s.located and any(not m.via for m in s.memberships)]
    assert len(belonging) == 3
    assert {legible(s.name(lang)) for s in belonging} <= names


def test_every_shape_of_an_element_is_drawn_as_schematic(other: Case) -> None:
    picture = map_picture(other.plan, other.shapes, view_of(other), (1600, 1000))
    for course in other.shapes.courses:
        pieces = parts(picture, f"element-{course.element}")
        (piece,) = (p for key, p in pieces.items() if key == f"{course.form}:{course.element}")
        assert piece.name == other.plan.element[course.element].name("zh")
        edges = [s for s in piece.shapes if isinstance(s, Path) and s.edge]
        assert edges and all(edge.dash for edge in edges)


def test_the_payload_of_a_shape_says_what_it_is(other: Case) -> None:
    facts: Any = map_payload(build_map(other.plan, other.shapes, "en").canvas)

    assert "3,000 m wide" in " ".join(facts["elements"]["corridor"]["tip"])
    assert "tip" not in facts["elements"]["wing"]
    options = {o["value"]: o for f in facts["facets"] if f["key"] == "element" for o in f["options"]}
    assert not options["coast"].get("unused") and options["wish"]["unused"]
