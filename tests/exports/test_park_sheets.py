"""Sheets of parks: one page for each, nothing cut or overlapping, every letter legible, in both languages."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PIL import Image
from pypdf import PdfReader

from geodata.catalog import DISTRICTS
from geodata.languages import LANGS
from layout import exports
from layout.drawing.picture import Label
from layout.drawing.scene import TextLine
from layout.drawing.text_metrics import font_file, font_folders
from layout.exports.formats import PARK_FILES, SHEETS
from layout.exports.park_map import chosen_map, map_base, park_map
from layout.exports.sheet_options import SheetOptions
from layout.exports.sheets import long_picture, park_sheets
from layout.exports.sheets.park_pictures import MAP_SCALE, code_data, page_address
from layout.exports.sheets.sheet_data import SheetMaker
from layout.exports.sheets.typst_file import TypstFile, with_glyphs
from layout.promotion.headline_figures import headline_figures
from layout.promotion.officer_facts import OfficerFact, OfficerFacts, OfficerPhoto
from layout.promotion.profile import site_profile
from layout.view.view import View
from layout.words.glossary import say
from tests.conftest import BELTS, CORRIDOR, EDITIONS, MINI, Case, case_of
from tests.exports.pdf_text import Letter, PageText, page_texts, squeezed

LEAST = 8.0  # points
HAN = re.compile(r"[\u4e00-\u9fff]")
SHOWN = [e for e in EDITIONS if e[0] in (DISTRICTS, CORRIDOR, BELTS, MINI)]
NAMES = [f"{district}-{edition}" for _, district, edition in SHOWN]
HOSTILE = "<img src=x onerror=alert(1)>{{ 1 }} #strong[x] $x$ *b* \\ @ref"


def nothing(_done: int, _of: int) -> None:
    """Take progress that nobody looks at."""


def parks_of(case: Case) -> tuple[str, ...]:
    """Return the ids of all parks, and of a place and a town."""
    plan = case.plan
    return tuple(s.id for s in (*plan.parks, *plan.places[:1], *plan.towns[:1]))


def written(case: Case, lang: str, **choices: object) -> bytes:
    """Return sheets as PDF."""
    options = replace(SheetOptions(parks_of(case), day="2026-01-31"), **choices)  # type: ignore[arg-type]
    row = PARK_FILES[SHEETS][".pdf"]
    return exports.render_sheets(row, case.plan, case.shapes, lang, options, nothing)


@cache
def pdf_of(edition: tuple[object, str, str], lang: str) -> bytes:
    """Return the sheets of an edition, drawn once."""
    return written(case_of(*edition), lang, address="https://plan.example.org/plan")  # type: ignore[arg-type]


@cache
def pages_of(edition: tuple[object, str, str], lang: str) -> list[PageText]:
    """Return the pages of these sheets."""
    return page_texts(pdf_of(edition, lang))


@pytest.fixture(params=SHOWN, ids=NAMES)
def edition(request: pytest.FixtureRequest) -> tuple[object, str, str]:
    """Give every edition whose sheets are looked at."""
    return request.param  # type: ignore[no-any-return]


@pytest.mark.parametrize("lang", LANGS)
def test_each_site_has_one_page_with_its_name_and_nothing_beyond_it(
    edition: tuple[object, str, str], lang: str
) -> None:
    case, pages = case_of(*edition), pages_of(edition, lang)  # type: ignore[arg-type]

    assert len(pages) == len(parks_of(case))
    for site, page in zip(parks_of(case), pages, strict=True):
        assert (round(page.width), round(page.height)) == (595, 842)
        # Characters that the fonts lack stand as one that says so.
        assert squeezed(with_glyphs(case.plan.site[site].name(lang))) in page.joined
        last = say("handout.page", lang, n=pages.index(page) + 1, of=len(pages))
        assert squeezed(last) in page.joined
        boxes = [letter.box for letter in page.letters if letter.text.isalnum()]
        assert min(b[0] for b in boxes) >= 40 and max(b[2] for b in boxes) <= 596 - 40
        assert min(b[1] for b in boxes) >= 15 and max(b[3] for b in boxes) <= 842 - 12


@pytest.mark.parametrize("lang", LANGS)
def test_no_letter_is_below_eight_points(edition: tuple[object, str, str], lang: str) -> None:
    for page in pages_of(edition, lang):
        assert [x for x in page.letters if x.size < LEAST] == []


@pytest.mark.parametrize("lang", LANGS)
def test_every_character_has_a_glyph(edition: tuple[object, str, str], lang: str) -> None:
    """A box in place of a letter passes a test of text: the fonts themselves are asked."""
    # By \x02 the reader tells a hyphen at the end of a line.
    characters = {x.text for page in pages_of(edition, lang) for x in page.letters if x.text != "\x02"}
    spare = next(p for p in font_folders()[1].glob("DejaVuSans.ttf"))
    covered = {c for file in (font_file(), spare) for c in TTFont(file, lazy=True).getBestCmap()}

    assert {c for c in characters if ord(c) not in covered or c in "\x00\ufffe\uffff"} == set()
    fonts = {
        str(font["/BaseFont"]).partition("+")[2]
        for page in PdfReader(io.BytesIO(pdf_of(edition, lang))).pages
        for font in (f.get_object() for f in page["/Resources"]["/Font"].values())  # type: ignore[index]
    }
    assert {f for f in fonts if not f.startswith(("NotoSansSC", "DejaVuSans"))} == set()


def test_an_english_sheet_has_chinese_only_where_it_is_a_name_or_marked(
    edition: tuple[object, str, str],
) -> None:
    case = case_of(*edition)  # type: ignore[arg-type]
    for site, page in zip(parks_of(case), pages_of(edition, "en"), strict=True):
        other = site_profile(case.plan.site[site], case.plan, "en").other_name
        words = page.joined.replace(squeezed(with_glyphs(other)), "")
        # What has no English text is marked with the language that it is in.
        unmarked = re.sub(r"[^a-zA-Z]*[\u4e00-\u9fff][^()]*\(zh\)", "", words)
        # Only the sheet's own sentences count here: an invented district has many texts in one language.
        if case.is_bundled:
            assert HAN.findall(unmarked) == [], unmarked
        assert "hundred million" not in page.text and "hundredmillion" not in page.joined


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_told_in_words_stands_large_on_no_sheet(lang: str) -> None:
    case = case_of(*SHOWN[NAMES.index("jinshan-2021-2025")])
    in_words = {s.site for s in case.plan.statements if s.site and s.figure.value is None}

    assert in_words
    for site in (case.plan.site[name] for name in in_words):
        figures = headline_figures(site, case.plan, lang)
        assert [f.value for f in figures if not any(c.isdigit() for c in f.value)] == []


@pytest.mark.parametrize("lang", LANGS)
def test_a_column_with_room_cuts_nothing_short_for_the_other(lang: str) -> None:
    """The chain that a park serves stands on its sheet, however long the list of distances beside it is."""
    edition = SHOWN[NAMES.index("jinshan-2021-2025")]
    case = case_of(*edition)
    maker = SheetMaker(case.plan, map_base(case.plan, case.shapes, lang), lang, SheetOptions(parks_of(case)))
    for park, page in zip(case.plan.parks, pages_of(edition, lang), strict=False):
        lines = [line for section in maker.data(park)["left"] for line in section["lines"]]
        first = next((line["stages"] for line in lines if line.get("stages")), [])
        served = [link["name"] for stage in first for link in stage if link["served"]]
        assert [name for name in served if squeezed(with_glyphs(name)) not in page.joined] == [], park.id


def overlaps(letters: list[Letter]) -> list[tuple[str, str]]:
    """Return pairs of letters that lie on each other by more than a third of the lower one."""
    pairs = []
    # Punctuation is set closer than its box.
    ordered = sorted((x for x in letters if x.text.isalnum()), key=lambda x: x.box[0])
    for n, first in enumerate(ordered):
        for other in ordered[n + 1 :]:
            if other.box[0] >= first.box[2]:
                break
            wide = min(first.box[2], other.box[2]) - other.box[0]
            # Ligatures, and signs that are set closer, share the room of one line.
            if abs(first.box[1] - other.box[1]) < 0.3 and abs(first.size - other.size) < 0.1:
                continue
            high = min(first.box[3], other.box[3]) - max(first.box[1], other.box[1])
            least = min(first.box[2] - first.box[0], other.box[2] - other.box[0])
            if wide > 0.35 * least and high > 0.35 * min(first.size, other.size):
                pairs.append((first.text, other.text))
    return pairs


@pytest.mark.parametrize("lang", LANGS)
def test_no_text_lies_on_another(edition: tuple[object, str, str], lang: str) -> None:
    for page in pages_of(edition, lang):
        assert overlaps(page.letters) == []


@pytest.mark.parametrize("lang", LANGS)
def test_a_sheet_is_tagged_titled_and_has_words_for_each_picture(lang: str, bundled: Case) -> None:
    reader = PdfReader(io.BytesIO(written(bundled, lang, address="http://h.example")))
    root = reader.trailer["/Root"]
    plan = bundled.plan

    assert root["/Lang"].startswith(lang) and root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert plan.parks[0].name(lang) in str(reader.metadata.title)  # type: ignore[union-attr]
    # A heading for each, which viewers show as a list of contents.
    assert [o.title for o in reader.outline] == [plan.site[s].name(lang) for s in parks_of(bundled)]  # type: ignore[union-attr]
    alts = _alternatives(root["/StructTreeRoot"])  # type: ignore[index]
    for site in plan.parks:
        name = site.name(lang)
        assert any(
            a.startswith(say("park_map.alt", lang, name=name, district=plan.district.name(lang)))
            for a in alts
        )
    assert alts.count(say("sheet.code", lang)) == len(parks_of(bundled))


def _alternatives(node: object) -> list[str]:
    node = node.get_object()  # type: ignore[attr-defined]
    if isinstance(node, list):
        return [a for each in node for a in _alternatives(each)]
    if not isinstance(node, dict):
        return []
    alts = [str(node["/Alt"])] if "/Alt" in node else []
    return alts + (_alternatives(node["/K"]) if "/K" in node else [])


def test_two_calls_give_equal_bytes(mini: Case) -> None:
    assert written(mini, "zh", day="") == written(mini, "zh", day="")
    picture = PARK_FILES[SHEETS][".png"]
    options = SheetOptions(parks_of(mini)[:1])
    first, again = (
        exports.render_sheets(picture, mini.plan, mini.shapes, "en", options, nothing) for _ in range(2)
    )
    assert first == again


@pytest.mark.parametrize("lang", LANGS)
def test_a_park_without_a_position_has_a_map_that_says_so(
    edition: tuple[object, str, str], lang: str
) -> None:
    case = case_of(*edition)  # type: ignore[arg-type]
    base = map_base(case.plan, case.shapes, lang)
    for site in (s for s in case.plan.parks if not s.located):
        drawing = park_map(site, base, (660, 240), whole=True)
        keys = {part.key for layer in drawing.picture.layers for part in layer.parts}

        assert drawing.note and drawing.note in drawing.alt and "note" in keys
        assert any(key.startswith("town") for key in keys) and f"park:{site.id}" not in keys
    placed = [s for s in case.plan.parks if s.located]
    assert all(park_map(s, base, (660, 240)).note == "" for s in placed)


@pytest.mark.parametrize("lang", LANGS)
def test_letters_of_maps_are_legible_and_keep_off_what_the_map_bears(bundled: Case, lang: str) -> None:
    plan = bundled.plan
    base = map_base(plan, bundled.shapes, lang)
    for scale, size, least in ((MAP_SCALE, (668, 180), LEAST), (2.7, (364, 333), 28.0)):
        drawings = [
            *(park_map(p, base, size, whole=True) for p in plan.parks),
            chosen_map(plan.parks, base, size, True),
        ]
        for drawing in drawings:
            parts = {part.key: part for layer in drawing.picture.layers for part in layer.parts}
            letters = [
                s.size for part in parts.values() for s in part.shapes if isinstance(s, Label | TextLine)
            ]
            assert letters and min(letters) * scale >= least
            if "inset" not in parts:
                continue
            corners = parts["inset"].shapes[0].rings[0]  # type: ignore[union-attr]
            left, top = min(x for x, _ in corners), min(y for _, y in corners)
            right, bottom = max(x for x, _ in corners), max(y for _, y in corners)
            labels = [s for part in parts.values() for s in part.shapes if isinstance(s, Label)]
            assert labels
            for label in labels:
                beside = label.x + label.width / 2 <= left or label.x - label.width / 2 >= right
                assert beside or label.y + label.height / 2 <= top or label.y - label.height / 2 >= bottom, (
                    label.text
                )


def test_one_map_numbers_the_chosen_in_their_order(bundled: Case) -> None:
    plan = bundled.plan
    sites = plan.parks[::-1]
    drawing = chosen_map(sites, map_base(plan, bundled.shapes, "zh"), (668, 390))
    numbers = {
        part.key.removeprefix("number:"): part.shapes[-1].text  # type: ignore[union-attr]
        for layer in drawing.picture.layers
        for part in layer.parts
        if part.key.startswith("number:")
    }

    assert numbers == {s.id: str(n) for n, s in enumerate(sites, start=1) if s.located}
    assert [s for s in sites if not s.located and s.name("zh") not in drawing.note] == []


def test_a_code_leads_to_the_page_of_the_site_and_is_ascii(bundled: Case) -> None:
    plan = bundled.plan
    view = View(plan.district.id, plan.edition.id, "en", page="parks", sel=plan.parks[0].id)
    address = page_address("https://plan.example.org/plan", view)

    assert address == f"https://plan.example.org/plan/parks?{view.query()}" and address.isascii()
    assert say("sheet.code", "zh") not in str(written(bundled, "zh", parks=parks_of(bundled)[:1]))
    with TypstFile("park_sheets.typ") as file:
        assert code_data(address, "x", file) == "x-code.svg"


def officers_facts(site: str, count: int, photos: int = 0) -> OfficerFacts:
    """Return facts of a site, every other of them old, and photographs."""
    from geodata.officer_fields import officer_fields

    facts = tuple(
        OfficerFact(
            site,
            field,
            Decimal(12),
            "120",
            "某某招商服务中心",
            date(2020, 1, 1) if n % 2 else date(2026, 1, 1),
        )
        for n, field in enumerate(list(officer_fields())[:count])
    )
    out = io.BytesIO()
    Image.new("RGB", (900, 600), (90, 120, 160)).save(out, "JPEG")
    pictures = tuple(
        OfficerPhoto(
            site, f"{n}.jpg", out.getvalue(), (900, 600), "园区北门与一期厂房", "张某", date(2026, 1, 1)
        )
        for n in range(photos)
    )
    return OfficerFacts("parks-own.xlsx", facts, pictures, stale_before=date(2025, 1, 1))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("count", "photos"), [(3, 1), (12, 2), (46, 5)])
def test_the_office_s_own_facts_stay_on_the_page_and_say_whose_they_are(
    bundled: Case, lang: str, count: int, photos: int
) -> None:
    site = bundled.plan.parks[1].id
    facts = officers_facts(site, count, photos)
    pages = page_texts(written(bundled, lang, parks=(site,), facts=facts))

    assert len(pages) == 1
    assert "某某招商服务中心" in pages[0].joined and "张某" in pages[0].joined
    assert say("sheet.sign-own", lang).replace(" ", "") in pages[0].joined
    assert say("sheet.stale", lang).replace(" ", "") in pages[0].joined
    assert overlaps(pages[0].letters) == []
    more = say("sheet.more", lang).replace("{n}", str(photos - 2)).replace(" ", "")
    assert (more in pages[0].joined) or photos <= 2


@pytest.mark.parametrize("lang", LANGS)
def test_a_comment_is_text_whatever_stands_in_it(mini: Case, lang: str) -> None:
    site = mini.plan.parks[0].id
    for comment in (HOSTILE, "W" * 300, "字" * 300, "a\u202eb"):
        pages = page_texts(written(mini, lang, parks=(site,), comments={site: comment}))
        shown = pages[0].joined

        assert len(pages) == 1
        assert squeezed(with_glyphs(comment)) in shown
        assert max(letter.box[2] for letter in pages[0].letters) <= 596 - 40


def test_lists_that_have_no_room_say_how_many_more_there_are(bundled: Case) -> None:
    """A page that shows fewer lines than the profile holds says so in each section that is cut."""
    maker = SheetMaker(bundled.plan, map_base(bundled.plan, bundled.shapes, "en"), "en", SheetOptions(()))
    pages = page_texts(written(bundled, "en"))
    for site, page in zip(parks_of(bundled), pages, strict=True):
        data = maker.data(bundled.plan.site[site])
        lines = [line for part in (*data["left"], *data["right"]) for line in part["lines"]]
        missing = [x for x in lines if squeezed(x["label"]) not in page.joined]
        assert not missing or re.search(r"\+\d+more", page.joined), site


def test_headline_figures_are_of_the_site_and_named(case: Case) -> None:
    for lang in LANGS:
        for site in (*case.plan.parks, *case.plan.towns[:2]):
            figures = headline_figures(site, case.plan, lang)
            assert len(figures) <= 3
            assert all(f.label and f.value for f in figures)
            assert not any("km²" in f.value for f in figures) or site.area_km2 is not None


@pytest.mark.parametrize("lang", LANGS)
def test_a_long_picture_is_as_wide_as_a_phone_s(bundled: Case, lang: str) -> None:
    parks = tuple(s.id for s in bundled.plan.parks)
    for chosen, high in ((parks[:1], (1500, 7000)), (parks[4:6], (3000, 13000)), (parks, (2500, 10000))):
        content = long_picture.sheets(bundled.plan, bundled.shapes, lang, SheetOptions(chosen), nothing)
        picture = Image.open(io.BytesIO(content))
        assert picture.format == "PNG" and picture.width == 1080
        # A messenger shrinks what is much higher until nobody can read it.
        assert high[0] < picture.height < high[1], (chosen, picture.height)


def test_templates_set_no_letter_below_their_least() -> None:
    sizes = {
        name: [float(n) for n in re.findall(r"size: ([\d.]+)pt", _template(name))]
        for name in ("sheet.typ", "pack.typ", "picture.typ")
    }

    assert min(sizes["picture.typ"]) >= 28
    assert min(x for name in ("sheet.typ", "pack.typ") for x in sizes[name]) >= LEAST


def _template(name: str) -> str:
    return (Path(park_sheets.__file__).parent / name).read_text(encoding="utf-8")


def test_data_never_become_source() -> None:
    """What a template reads is JSON: a text that looks like markup is one."""
    value = with_glyphs({"a": [HOSTILE, 3, True, None, "x" * 60]})

    assert value["a"][0] == HOSTILE.replace("\u201c", '"') and value["a"][1:4] == [3, True, None]
    assert value["a"][4].replace("\u200b", "") == "x" * 60 and value["a"][4].count("\u200b") == 2
