"""The workbook of a pack: its lines and numbers are those of the profiles, and no text becomes a formula."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from geodata.languages import LANGS
from layout.exports import render_sheets
from layout.exports.formats import PACK, PARK_FILES
from layout.exports.sheet_options import SheetOptions
from layout.promotion.officer_facts import OfficerFact, OfficerFacts
from layout.promotion.profile import site_profile
from layout.promotion.side_by_side import side_by_side
from layout.words.cluster_links import target_carrier
from layout.words.glossary import say
from layout.words.numbers import shown_value
from layout.words.site_figures import shown_figures
from tests.conftest import WITH_PARKS, Case, ids_of

FORMULA = "=HYPERLINK(\"http://example.com\")"


def facts_of(case: Case) -> OfficerFacts:
    """Return an old fact of the first park, whose words begin as a formula does."""
    park = case.plan.parks[0].id
    fact = OfficerFact(park, "power", None, FORMULA, "@office", date(2001, 3, 1))
    return OfficerFacts("facts.xlsx", (fact,), (), date(2025, 1, 1))


def book_of(case: Case, lang: str) -> Any:
    """Return the workbook of all parks as it is read back."""
    parks = tuple(p.id for p in case.plan.parks)
    comments = {parks[0]: "+1"}
    options = SheetOptions(parks, facts_of(case), comments, request="CDMO", investor=FORMULA, sender="-2")
    row = PARK_FILES[PACK][".xlsx"]
    content = render_sheets(row, case.plan, case.shapes, lang, options, lambda *_: None)
    return load_workbook(io.BytesIO(content))


def rows_of(sheet: Any) -> list[tuple[Any, ...]]:
    """Return the rows of a sheet below its headings."""
    rows = list(sheet.iter_rows(values_only=True))
    return rows[int(sheet.auto_filter.ref.split(":")[0][1:]) :] if sheet.auto_filter.ref else []


@pytest.mark.parametrize("case", WITH_PARKS, ids=ids_of(WITH_PARKS), indirect=True)
@pytest.mark.parametrize("lang", LANGS)
def test_every_line_of_every_profile_stands_in_its_sheet(case: Case, lang: str) -> None:
    book = book_of(case, lang)
    for n, park in enumerate(case.plan.parks):
        profile = site_profile(park, case.plan, lang, facts_of(case))
        # The sheets of the parks follow the cover, the comparison and the figures.
        rows = rows_of(book.worksheets[3 + n])
        lines = [(s.title, x) for s in profile.sections for x in s.lines]
        expected = [(title, x.label or None, x.value, x.owner or None, x.day and x.day.isoformat()) for title, x in lines]
        assert [(r[0], r[1], r[2], r[6], r[7]) for r in rows] == [tuple(e) for e in expected]
        assert [bool(r[8]) for r in rows] == [x.stale for _, x in lines]
        assert all(r[3] for r, (_, x) in zip(rows, lines, strict=True) if x.basis)


@pytest.mark.parametrize("case", WITH_PARKS, ids=ids_of(WITH_PARKS), indirect=True)
@pytest.mark.parametrize("lang", LANGS)
def test_numbers_are_numbers_in_the_units_of_the_language(case: Case, lang: str) -> None:
    plan = case.plan
    numbers: dict[str, list[Any]] = {}
    for row in rows_of(book_of(case, lang).worksheets[2]):
        numbers.setdefault(row[0], []).append(row[3])
    for park in plan.parks:
        figures = [s.figure for s in shown_figures(park, plan) if s.figure.value is not None]
        carriers = dict.fromkeys(target_carrier(k, plan) for k in park.links)
        figures += [c.target for c in carriers if c.target and c.target.value is not None and c.target.role == "target"]
        read = [Decimal(str(v)) for v in numbers.get(park.name(lang), []) if not isinstance(v, str)]
        for figure in figures:
            if figure.high is None and not figure.also:
                assert shown_value(figure.value, figure.unit, lang) in read, park.id
        assert park.area_km2 is None or Decimal(str(park.area_km2)) in read


@pytest.mark.parametrize("lang", LANGS)
def test_the_comparison_has_the_rows_of_the_page(bundled: Case, lang: str) -> None:
    plan = bundled.plan
    compared = side_by_side([site_profile(p, plan, lang, facts_of(bundled)) for p in plan.parks])
    rows = rows_of(book_of(bundled, lang).worksheets[1])
    stop = say("text.stop", lang)
    assert [(r[1], list(r[2:-1])) for r in rows] == [(x.label, [stop.join(c.texts) for c in x.cells]) for x in compared.rows]
    assert [bool(r[-1]) for r in rows] == [x.differs for x in compared.rows]


def test_no_text_becomes_a_formula(bundled: Case) -> None:
    cells = [c for sheet in book_of(bundled, "zh") for row in sheet.iter_rows() for c in row if c.value is not None]
    assert {c.data_type for c in cells} <= {"s", "n"}
    assert any(str(c.value).endswith(FORMULA) for c in cells)
    assert any(c.value == "+1" for c in cells)


def test_equal_packs_have_equal_bytes_and_tell_their_progress(bundled: Case) -> None:
    row, steps = PARK_FILES[PACK][".xlsx"], []
    options = SheetOptions((bundled.plan.parks[0].id,))
    both = [
        render_sheets(row, bundled.plan, bundled.shapes, "en", options, lambda *step: steps.append(step)) for _ in "12"
    ]
    assert both[0] == both[1]
    assert steps == [(1, 1), (1, 1)]
