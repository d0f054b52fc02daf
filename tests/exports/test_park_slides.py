"""Slides of parks and packs: everything stands inside its slide, apart, large enough, and in one language."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import date
from functools import cache
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pptx import Presentation
from pptx.oxml.ns import qn

from geodata.languages import LANGS
from layout.exports import render_sheets
from layout.exports.deck.deck_theme import DeckTheme
from layout.exports.deck.page_draft import FLOOR
from layout.exports.deck.park_page import ParkPage, park_draft, profile_notes
from layout.exports.deck.slide_size import HIGH, WIDE
from layout.exports.deck.text_blocks import Block, BlockEntry, block_shapes
from layout.exports.formats import PACK, PARK_FILES, SHEETS
from layout.exports.park_map import map_base
from layout.exports.rectangle import Rect
from layout.exports.sheet_options import SheetOptions
from layout.promotion.officer_facts import OfficerFact, OfficerFacts, OfficerPhoto
from layout.promotion.profile import site_profile
from layout.words.cluster_links import target_carrier
from layout.words.glossary import say
from tests.conftest import EDITIONS, WITH_PARKS, Case, case_of

POINT = 12_700
HAN = re.compile(r"[\u3400-\u9fff]")
LONG = "Nordwestdeutsche <b>Wirkstoffe</b> & {{ Partner }} " * 4


def picture(width: int, height: int) -> bytes:
    """Return a photograph."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), (90, 120, 100)).save(out, "JPEG")
    return out.getvalue()


def facts_of(case: Case) -> OfficerFacts:
    """Return facts of the first park: a new one, an old one, one without a date, and two photographs."""
    park = case.plan.parks[0].id
    facts = (
        OfficerFact(park, "rent", None, "0.9", "Office", date(2026, 3, 1)),
        OfficerFact(park, "power", None, "20 MVA", "Office", date(2001, 3, 1)),
        OfficerFact(park, "hazard", None, "C", "Office", None),
    )
    photos = tuple(
        OfficerPhoto(park, f"{n}.jpg", picture(*size), size, "Plant", "Office", None)
        for n, size in enumerate(((1600, 400), (300, 900)))
    )
    return OfficerFacts("facts.xlsx", facts, photos, date(2025, 1, 1))


def options_of(case: Case) -> SheetOptions:
    """Return options with all that may stand on a slide, and names as long as they may be."""
    parks = tuple(p.id for p in case.plan.parks)
    return SheetOptions(
        parks, facts_of(case), {parks[0]: LONG}, request="CDMO", investor=LONG[:200], sender=LONG[:200], day="2026-11-30"
    )


@cache
def file_of(dataset: tuple[Any, ...], lang: str, content: str) -> bytes:
    """Render a file of all parks of an edition once."""
    case = case_of(*dataset)
    row = PARK_FILES[content][".pptx"]
    return render_sheets(row, case.plan, case.shapes, lang, options_of(case), lambda *_: None)


@pytest.fixture(params=[(h, lang) for h in WITH_PARKS for lang in LANGS], ids=lambda p: f"{p[0][1]}-{p[0][2]}-{p[1]}")
def edition(request: pytest.FixtureRequest) -> tuple[tuple[Any, ...], str]:
    """Give every edition that has parks, in both languages."""
    dataset, lang = request.param
    return dataset, lang


@pytest.fixture(params=[SHEETS, PACK])
def pages(request: pytest.FixtureRequest, edition: tuple[tuple[Any, ...], str]) -> list[Any]:
    """Give the slides of a file of parks as they are read back."""
    return list(Presentation(io.BytesIO(file_of(*edition, request.param))).slides)


def rect_of(shape: Any) -> Rect:
    """Return a shape's rectangle in points."""
    return Rect(*(v / POINT for v in (shape.left, shape.top, shape.width, shape.height)))


def meet(first: Rect, second: Rect) -> bool:
    """Tell whether two rectangles overlap by more than half a point."""
    aside = min(first.right, second.right) - max(first.x, second.x)
    above = min(first.bottom, second.bottom) - max(first.y, second.y)
    return aside > 0.5 and above > 0.5


def is_arrow(shape: Any) -> bool:
    """Tell whether a shape is an arrow of a chain."""
    return shape._element.find(f".//{qn('a:prstGeom')}[@prst='chevron']") is not None


def test_each_park_has_a_slide_under_its_name(edition: tuple[tuple[Any, ...], str]) -> None:
    dataset, lang = edition
    slides = list(Presentation(io.BytesIO(file_of(*edition, SHEETS))).slides)
    names = [p.name(lang) for p in case_of(*dataset).plan.parks]
    assert [s.shapes.title.text_frame.text for s in slides] == names


def test_all_stands_inside_the_slide_and_above_its_foot(pages: list[Any]) -> None:
    for page in pages:
        assert page.shapes.title.text_frame.text
        for shape in page.shapes:
            rect = rect_of(shape)
            assert rect.x >= -0.5, shape.name
            assert rect.y >= -0.5, shape.name
            assert rect.right <= WIDE + 0.5, shape.name
            assert rect.bottom <= HIGH + 0.5, shape.name
            assert rect.width > 0, shape.name
            if getattr(shape, "has_table", False) and shape.has_table:
                assert rect.bottom <= FLOOR + 0.5


def test_nothing_lies_on_another_but_a_small_map_on_its_large_one(pages: list[Any]) -> None:
    for page in pages:
        shapes = [s for s in page.shapes if rect_of(s).width > 4 and rect_of(s).height > 4]
        for first, second in combinations(shapes, 2):
            both_maps = first.shape_type == second.shape_type == 6
            points = is_arrow(first) or is_arrow(second)
            if both_maps or (points and rect_of(first).y == rect_of(second).y):
                continue
            assert not meet(rect_of(first), rect_of(second)), (first.name, second.name)


def test_no_letter_is_smaller_than_ten_points(edition: tuple[tuple[Any, ...], str]) -> None:
    for content in (SHEETS, PACK):
        with zipfile.ZipFile(io.BytesIO(file_of(*edition, content))) as package:
            for name in (n for n in package.namelist() if re.match(r"ppt/(slides|charts)/[^/]+\.xml$", n)):
                text = package.read(name).decode()
                # Empty paragraphs, as in the cell of a bar of colour, have no letters.
                runs = re.findall(r'<a:rPr [^>]*?sz="(\d+)"(?:[^>]*?)>.*?</a:rPr><a:t>[^<]', text)
                assert [s for s in runs if int(s) < 1_000] == [], name


def test_the_words_of_a_box_have_room_in_it(pages: list[Any]) -> None:
    """A box is as high as its lines: the layout measured them."""
    for page in pages:
        for shape in (s for s in page.shapes if s.has_text_frame and s.text_frame.text):
            lines = [
                int(p.find(f"{qn('a:pPr')}/{qn('a:lnSpc')}/{qn('a:spcPts')}").get("val")) / 100
                for p in shape._element.iter(qn("a:p"))
            ]
            assert sum(lines) <= rect_of(shape).height + 1, shape.text_frame.text


def test_an_english_slide_has_chinese_only_in_what_is_marked_so(edition: tuple[tuple[Any, ...], str]) -> None:
    dataset, lang = edition
    others = {text for p in case_of(*dataset).plan.parks for text in p.name.texts}
    for content in (SHEETS, PACK) if lang == "en" else ():
        for page in Presentation(io.BytesIO(file_of(*edition, content))).slides:
            for run in page._element.iter(qn("a:r")):
                words = run.find(qn("a:t")).text or ""
                # What lacks in a language is shown in another and says so.
                if HAN.search(words) and " (zh)" not in words:
                    assert words in others
                    assert run.find(qn("a:rPr")).get("lang").startswith("zh")


def test_the_notes_hold_every_line_and_source_of_a_park(edition: tuple[tuple[Any, ...], str]) -> None:
    dataset, lang = edition
    case = case_of(*dataset)
    slides = Presentation(io.BytesIO(file_of(*edition, SHEETS))).slides
    for park, page in zip(case.plan.parks, slides, strict=True):
        profile = site_profile(park, case.plan, lang, facts_of(case))
        notes = "".join(page.notes_slide.notes_text_frame.text.split())
        for line in (x for s in profile.sections for x in s.lines):
            assert "".join(line.value.split()) in notes
        assert "".join("".join(profile_notes(profile)).split())[:200] in notes


def test_a_park_without_a_place_has_a_map_and_says_so(bundled: Case) -> None:
    base = map_base(bundled.plan, bundled.shapes, "zh")
    lost = [p for p in bundled.plan.parks if not p.located]
    assert lost
    for park in lost:
        profile = site_profile(park, bundled.plan, "zh")
        draft = park_draft(ParkPage(park, profile, bundled.plan, base, DeckTheme("zh")))
        assert draft.maps[0].picture.layers
        assert say("park_slides.note", "zh") in [s.name for s in draft.shapes]


def test_photographs_fill_their_frames_uncropped_in_one_direction(bundled: Case) -> None:
    page = Presentation(io.BytesIO(file_of(EDITIONS[0], "en", SHEETS))).slides[0]
    photos = [s for s in page.shapes if s.shape_type == 13]
    assert len(photos) == 2
    for shape, photo in zip(photos, facts_of(bundled).photos, strict=True):
        wide, high = photo.size
        shown = wide * (1 - shape.crop_left - shape.crop_right), high * (1 - shape.crop_top - shape.crop_bottom)
        assert shown[0] / shown[1] == pytest.approx(shape.width / shape.height, rel=0.01)
        assert min(shape.crop_left, shape.crop_top) == 0
        assert shape.crop_left == shape.crop_right
        assert shape._element.nvPicPr.cNvPr.get("descr")


def test_an_old_fact_is_grey_and_says_whose_it_is(bundled: Case) -> None:
    page = Presentation(io.BytesIO(file_of(EDITIONS[0], "en", SHEETS))).slides[0]
    runs = {r.find(qn("a:t")).text: r for r in page._element.iter(qn("a:r"))}
    colours = {text: run.find(f"{qn('a:rPr')}/{qn('a:solidFill')}/{qn('a:schemeClr')}") for text, run in runs.items()}
    old, new = (next(t for t in runs if t and part in t) for part in ("20 MVA", "0.9"))
    assert (colours[old].get("val"), colours[new].get("val")) == ("tx2", "tx1")
    assert any(say("profile.stale", "en") in t and "2001-03-01" in t for t in runs if t)
    assert any(say("profile.undated", "en") in t for t in runs if t)


def test_a_pack_says_for_whom_and_why_in_plain_text(edition: tuple[tuple[Any, ...], str]) -> None:
    slides = Presentation(io.BytesIO(file_of(*edition, PACK))).slides
    texts = [t.text for s in slides for t in s._element.iter(qn("a:t")) if t.text]
    assert any("<b>Wirkstoffe</b>" in t and "{{ Partner }}" in t for t in texts)
    assert any("CDMO" in t for t in texts)
    assert any("2026-11-30" in t for t in texts)


def test_the_chart_of_a_pack_is_native_and_has_the_targets(bundled: Case) -> None:
    slides = Presentation(io.BytesIO(file_of(EDITIONS[0], "zh", PACK))).slides
    charts = [s.chart for page in slides for s in page.shapes if getattr(s, "has_chart", False) and s.has_chart]
    assert len(charts) == 1
    plot = charts[0].plots[0]
    values = dict(zip(plot.categories, plot.series[0].values, strict=True))
    carriers = {target_carrier(k, bundled.plan) for p in bundled.plan.parks for k in p.links}
    assert values == {c.name("zh"): float(c.target.value) for c in carriers if c.target and c.target.value}


def test_equal_choices_give_equal_bytes(bundled: Case) -> None:
    row = PARK_FILES[PACK][".pptx"]
    steps: list[tuple[int, int]] = []
    again = render_sheets(
        row, bundled.plan, bundled.shapes, "zh", options_of(bundled), lambda *step: steps.append(step)
    )
    assert again == file_of(EDITIONS[0], "zh", PACK)
    assert steps == [(n, len(bundled.plan.parks)) for n in range(1, len(bundled.plan.parks) + 1)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(0, 400), min_size=1, max_size=8), min_size=1, max_size=8), st.floats(60, 400))
def test_blocks_never_leave_their_area(sizes: list[list[int]], height: float) -> None:
    """Whatever is to be said: type shrinks, then lines go and are counted, then whole blocks."""
    blocks = [Block(f"b{n}", tuple(BlockEntry("lead", "一个词 word " * (size // 8)) for size in part)) for n, part in enumerate(sizes)]
    area = Rect(0, 0, 500, height)
    boxes = list(block_shapes(blocks, area, "#0072B2", DeckTheme("zh")))
    for box in boxes:
        assert box.rect.bottom <= height + 0.01
        assert box.rect.right <= 500.01
    assert not any(meet(a.rect, b.rect) for a, b in combinations(boxes, 2))
    shown = _counted(boxes)
    assert all(shown[box.name] == len(sizes[int(box.name[1:])]) for box in boxes)


def _counted(boxes: Iterable[Any]) -> dict[str, int]:
    """Return the entries of each block: those shown and those that the last line counts."""
    counted = {}
    for box in boxes:
        lines = ["".join(run.text for run in para.runs) for para in box.paras[1:]]
        more = re.search(r"(\d+)", lines[-1]) if lines[-1].startswith("另有") else None
        counted[box.name] = len(lines) - bool(more) + (int(more[1]) if more else 0)
    return counted
