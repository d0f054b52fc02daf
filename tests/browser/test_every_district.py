"""Every district of the tests, each page in both languages, at three widths: no error, nothing sideways."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from geodata.languages import LANGS
from layout.build.store import Build
from tests.browser.conftest import MakeTab
from tests.browser.kit import Server, Tab, serve
from tests.conftest import COMPOSED, EDITIONS, Case, case_of

# A laptop, the width at which a header with two editions ran off the screen, and a phone.
SIZES = ((1366, 768), (1600, 900), (390, 844))
# In the small district and the bundled edition every page is opened by other tests.
CASES = [e for e in EDITIONS if not case_of(*e).is_whole]
# What reaches past the right edge and cannot be scrolled or cut short to within it.
WIDE = """() => T.all('.head *, .panel *, .tables *').filter((part) => {
  const box = part.getBoundingClientRect();
  if (!box.width || !box.height || box.right <= innerWidth + 1) return false;
  for (let at = part.parentElement; at && !at.matches('.head, .panel, .tables'); at = at.parentElement) {
    if (getComputedStyle(at).overflowX !== 'visible') return false;
  }
  return true;
}).map((part) => `${part.className || part.tagName} ${part.textContent.slice(0, 40)}`)"""

# Words of a cell that stand on those of the next: a limit with what is aimed at is wider than a number.
CROWDED = """() => T.all('.panel :is(td, th), .tables :is(td, th)').filter((cell) => {
  const box = cell.getBoundingClientRect();
  if (!box.width || !box.height || getComputedStyle(cell).overflowX !== 'visible') return false;
  return [...cell.querySelectorAll('*')].some((part) => {
    const words = part.getBoundingClientRect();
    return words.width > 1 && part.checkVisibility() && (words.right > box.right + 1 || words.left < box.left - 1);
  });
}).map((cell) => cell.textContent.slice(0, 40))"""


@pytest.fixture(scope="module")
def every(
    browser: Browser, composed_build: Build, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """Serve all districts of the tests from one root."""
    with serve(
        COMPOSED, composed_build.folder.parent, tmp_path_factory.mktemp("log") / "every.log"
    ) as server:
        yield server


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("key", CASES, ids=[f"{d}-{e}" for _, d, e in CASES])
def test_every_page_of_every_district_fits(
    every: Server, tab: MakeTab, key: tuple[object, str, str], lang: str
) -> None:
    case = case_of(*key)
    shown = tab(every, SIZES[0]).open(_link(case, lang))
    pages = shown.page.locator(".head nav a").count()

    assert pages > 4
    for number in range(pages):
        if number:
            shown.page.locator(".head nav a").nth(number).click()
            shown.wait(
                "n => T.all('.head nav a').findIndex((a) => a.getAttribute('aria-current') === 'page') === n",
                number,
            )
            shown.do("() => T.settle()")
        _fits(shown, f"{case.plan.edition.id} {lang} page {number}")


def _link(case: Case, lang: str) -> str:
    plan = case.plan
    return f"/?district={plan.district.id}&edition={plan.edition.id}&lang={lang}"


def _fits(shown: Tab, what: str) -> None:
    assert shown.page.locator("[data-testid=stAlert], [data-testid=stException]").count() == 0, what
    for width, height in SIZES:
        shown.page.set_viewport_size({"width": width, "height": height})
        shown.wait("width => innerWidth === width", width)
        shown.do("() => T.settle()")
        assert shown.do("() => document.documentElement.scrollWidth") <= width, (what, width)
        assert shown.do(WIDE) == [], (what, width)
        assert shown.do(CROWDED) == [], (what, width)
    shown.page.set_viewport_size({"width": SIZES[0][0], "height": SIZES[0][1]})
    shown.wait("width => innerWidth === width", SIZES[0][0])
