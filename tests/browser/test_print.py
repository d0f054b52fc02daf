"""Pages on paper: the whole map on the sheet, edition, date and address above, and nothing that only a screen needs."""

from __future__ import annotations

import math
import unicodedata
from pathlib import Path

import pytest
from pypdf import PdfReader

from layout.pages.registry import PAGES
from layout.plan.model import Plan, Site
from layout.words.glossary import say
from tests.browser.conftest import MakeTab
from tests.browser.kit import Tab

SHOWN = [name for name in PAGES if name not in ("briefing", "compare")]


def print_to(tab: Tab, path: Path, landscape: bool, page_size: bool = False) -> list[str]:
    """Print a page to a file; return the text of each sheet."""
    tab.page.pdf(
        path=path, format="A4", landscape=landscape, print_background=True, prefer_css_page_size=page_size
    )
    # Some fonts name a glyph by the radical that looks the same.
    return [unicodedata.normalize("NFKC", page.extract_text()) for page in PdfReader(path).pages]


def smallest_letters(path: Path) -> float:
    """Return the size of the smallest letters of a file in points, as they stand on its sheets."""
    sizes: list[float] = []

    def note(text: str, around: list[float], at: list[float], _font: object, size: float) -> None:
        if text.strip():
            sizes.append(abs(size) * math.hypot(at[2], at[3]) * math.hypot(around[2], around[3]))

    for page in PdfReader(path).pages:
        page.extract_text(visitor_text=note)
    return min(sizes)


def address(page: str) -> str:
    """Return the path of a page."""
    return "/" if page == next(iter(PAGES)) else f"/{page}"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("page", SHOWN)
def test_the_whole_map_stands_on_the_sheet_with_edition_and_date(
    tab: MakeTab, plan: Plan, page: str, lang: str
) -> None:
    """Every town lies inside the map, the map inside the sheet; after printing all is as before."""
    shown = tab().open(f"{address(page)}?lang={lang}")
    before = shown.place
    shown.do("() => dispatchEvent(new Event('beforeprint'))")
    sheet = shown.do(
        """() => {
            const box = (part) => part.getBoundingClientRect();
            const map = box(T.first('.paper-map'));
            const out = T.all('.paper-map path.lt-town').filter((town) => {
              const b = box(town);
              return b.left < map.left || b.right > map.right || b.top < map.top || b.bottom > map.bottom;
            });
            return { towns: T.all('.paper-map path.lt-town').length, out: out.length, width: map.width,
              height: map.height, head: T.first('.paper-head').textContent,
              names: T.all('.paper-map .lt-label-park:not(.is-off)').length,
              colours: getComputedStyle(T.first('.lt-paper')).colorScheme };
        }"""
    )
    shown.do("() => dispatchEvent(new Event('afterprint'))")

    assert sheet["towns"] >= len(plan.towns) and sheet["out"] == 0
    # What A4 and Letter leave between margins of 12 mm, in pixels of 96 to an inch.
    assert sheet["width"] <= 703 and sheet["height"] <= 186 / 25.4 * 96
    assert sheet["names"] >= 5
    today = shown.do("() => new Date().toLocaleDateString('sv')")
    for word in (
        plan.edition.name(lang),
        say("app.title", lang, district=plan.district.name(lang)),
        today,
        shown.base,
    ):
        assert word in sheet["head"]
    assert "light" in sheet["colours"]
    assert shown.page.locator(".lt-print").count() == 0 and shown.place == before


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_parks_page_is_one_sheet(tab: MakeTab, plan: Plan, tmp_path: Path, lang: str) -> None:
    """So is the page of any other site; no tables of all parks follow."""
    for site in (*plan.parks, *fullest(plan)):
        shown = tab().open(f"/parks?sel={site.id}&lang={lang}")
        shown.page.locator(f".panel [data-card={site.id}]").wait_for()
        sheets = print_to(shown, tmp_path / f"{site.id}.pdf", landscape=False, page_size=True)
        words = sheets[0].replace("\n", "").replace(" ", "")

        assert (site.id, len(sheets)) == (site.id, 1)
        assert smallest_letters(tmp_path / f"{site.id}.pdf") >= 8, site.id
        # Its name in the other language stands there as well, in letters that no font names by a radical.
        assert site.name("en").replace(" ", "") in words
        last = say("profile.precision", lang).replace(" ", "")
        assert last in words and words.index(last) > words.index(say("profile.what", lang).replace(" ", ""))
        shown.page.close()


def fullest(plan: Plan) -> list[Site]:
    """Return the place and the town of which the data hold most."""
    others = [[s for s in plan.sites if s.type == kind] for kind in ("place", "town")]
    return [max(sites, key=lambda s: len(s.carries) + len(s.roles)) for sites in others]


@pytest.mark.parametrize("across", [False, True])
def test_no_sheet_holds_a_heading_alone(tab: MakeTab, tmp_path: Path, across: bool) -> None:
    shown = tab().open("/targets?lang=en")
    sheets = print_to(shown, tmp_path / "targets.pdf", across)

    assert len(sheets) <= 12
    assert [n for n, text in enumerate(sheets[:-1], 1) if len(text.split()) < 25] == []


def test_the_briefing_prints_its_story(tab: MakeTab, tmp_path: Path) -> None:
    """A page for each step, without opening the presenter first."""
    shown = tab().open("/briefing?lang=en")
    shown.page.locator(".editor-step").first.wait_for()
    steps = shown.page.locator(".editor-step").count()
    sheets = print_to(shown, tmp_path / "story.pdf", landscape=True, page_size=True)

    assert steps > 5 and len(sheets) == steps
