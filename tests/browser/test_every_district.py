"""Every district of the tests, each page in both languages, at three widths: no error, nothing sideways."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from geodata.languages import LANGS
from layout.build.store import Build
from tests.browser.conftest import MakeTab
from tests.browser.kit import Server, Tab, serve
from tests.conftest import BELTS, COMPOSED, CORRIDOR, EDITIONS, WHOLE, Case, case_of

# A laptop, a phone, and the width at which a header with two editions ran off the screen: from each side of the
# phone the pages are turned.
SIZES = ((1366, 768), (390, 844), (1600, 900))
BACK = SIZES[::-1]
# In the small district and the bundled edition every page is opened by other tests.
CASES = [e for e in EDITIONS if e[0] not in WHOLE]
# English is the longer: where the data say most, the other language is tried as well.
ON_SHEETS = [(e, lang) for e in EDITIONS for lang in LANGS if lang == "en" or case_of(*e).is_bundled]
# What reaches past the right edge and cannot be scrolled or cut short to within it.
WIDE = """() => T.all('.head *, .panel *, .tables *').filter((part) => {
  const box = part.getBoundingClientRect();
  if (!box.width || !box.height || box.right <= innerWidth + 1) return false;
  for (let at = part.parentElement; at && !at.matches('.head, .panel, .tables'); at = at.parentElement) {
    if (getComputedStyle(at).overflowX !== 'visible') return false;
  }
  return true;
}).map((part) => `${part.className || part.tagName} ${part.textContent.slice(0, 40)}`)"""

# What is cut short without a mark that it is, or lies on what stands beside it, in the first panel. Words that a
# plan may set as a target or a role are put in first, where the page left room for words.
CUT = """long => {
  const panel = T.first('.panel');
  for (const part of panel.querySelectorAll('.bar.wide b .link, .bar.wide b button, .element li small'))
    part.textContent = long;
  const frame = panel.getBoundingClientRect();
  const bad = T.all('.element *, .bar, .bar *, .segments *', panel).filter((part) => {
    const box = part.getBoundingClientRect(), style = getComputedStyle(part);
    if (!box.width || part.closest('svg, .track')) return false;
    if (box.right > frame.right - 8 || box.left < frame.left) return true;
    return style.overflowX !== 'visible' && part.scrollWidth > part.clientWidth + 1
      && style.textOverflow !== 'ellipsis';
  });
  const meeting = T.all('.bar', panel).filter((bar) => {
    const [name, value] = bar.children;
    const [a, b] = [name, value].map((part) => part.getBoundingClientRect());
    const words = [...name.querySelectorAll('.bar-name')].map((part) => part.getBoundingClientRect());
    return [a, ...words].some((box) => box.right > b.left + 1 && box.bottom > b.top + 1 && box.top < b.bottom - 1);
  });
  return [...bad, ...meeting].map((part) => `${part.className || part.tagName} ${part.textContent.slice(0, 30)}`);
}"""
TRACKS = """() => [...new Set(T.all('.panel .bar .track').map((track) => {
  const { left, width } = track.getBoundingClientRect();
  return [left, width].map(Math.round).join();
}))]"""
LONG = {
    "zh": "比基年翻一番以上，力争进入全省前三位，形成千亿级规模",
    "en": "more than double the base year, among the first three of the province, CNY 100 bn class",
}
# Words of a cell that stand on those of the next: a limit with what is aimed at is wider than a number.
CROWDED = """() => T.all('.panel :is(td, th), .tables :is(td, th)').filter((cell) => {
  const box = cell.getBoundingClientRect();
  if (!box.width || !box.height || getComputedStyle(cell).overflowX !== 'visible') return false;
  return [...cell.querySelectorAll('*')].some((part) => {
    const words = part.getBoundingClientRect();
    return words.width > 1 && part.checkVisibility() && (words.right > box.right + 1 || words.left < box.left - 1);
  });
}).map((cell) => cell.textContent.slice(0, 40))"""

# The page of a site on paper: its height in mm, and what of it is set in letters of less than 8 pt.
ON_PAPER = """() => {
  dispatchEvent(new Event('beforeprint'));
  const sheet = T.first('.lt-paper');
  const walker = document.createTreeWalker(sheet, NodeFilter.SHOW_TEXT);
  const small = [];
  while (walker.nextNode()) {
    const { parentElement: part, textContent: text } = walker.currentNode;
    const points = parseFloat(getComputedStyle(part).fontSize) * 0.75;
    if (text.trim() && part.getClientRects().length && points < 8) small.push(`${points} ${text.slice(0, 20)}`);
  }
  const sheetFacts = { site: T.first('.panel [data-card]').dataset.card, high: sheet.offsetHeight / 96 * 25.4,
    wide: sheet.offsetWidth / 96 * 25.4, small, cut: T.all('.paper-cut', sheet).length,
    last: T.all('.profile section', sheet).pop().className };
  dispatchEvent(new Event('afterprint'));
  return sheetFacts;
}"""


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
        # Each page begins as the one before has ended: a window takes another size only where it must.
        _fits(shown, f"{case.plan.edition.id} {lang} page {number}", BACK if number % 2 else SIZES)


@pytest.mark.parametrize(("key", "lang"), ON_SHEETS, ids=[f"{k[1]}-{k[2]}-{lang}" for k, lang in ON_SHEETS])
def test_the_page_of_every_site_is_one_sheet_in_letters_that_can_be_read(
    every: Server, tab: MakeTab, key: tuple[object, str, str], lang: str
) -> None:
    """Nothing is left out of what the plan and the data say, and no letter is smaller than 8 pt."""
    case = case_of(*key)
    sites = case.plan.sites
    for kind in dict.fromkeys(site.type for site in sites):
        ring = {site.id for site in sites if site.type == kind}
        shown = tab(every).open(_site_link(case, min(ring), lang))
        shown.page.locator(".panel [data-card]").wait_for()
        while ring:
            sheet = shown.do(ON_PAPER)
            assert sheet["high"] <= 270 and 185 < sheet["wide"] < 187, sheet
            assert sheet["small"] == [] and sheet["cut"] == 0 and sheet["last"] == "of-precision", sheet
            ring.remove(sheet["site"])
            if ring:
                shown.page.locator(".panel .steps button").last.click()
                shown.wait("id => T.first('.panel [data-card]').dataset.card !== id", sheet["site"])
        shown.page.close()


def test_the_list_of_districts_keeps_the_focus_when_the_page_is_drawn_for_another(
    every: Server, tab: MakeTab
) -> None:
    case = case_of(*CASES[0])
    shown = tab(every, SIZES[0]).open(_link(case, LANGS[0]))
    districts = shown.page.locator(".head select").first
    here = districts.input_value()
    title = shown.page.locator(".head .title").text_content()
    districts.focus()
    shown.page.keyboard.press("ArrowDown" if here == "0" else "ArrowUp")

    # Drawn anew by the server's answer, in which the title is that of the other district.
    shown.wait("title => T.first('.head .title').textContent !== title", title)
    shown.do("() => T.settle()")
    assert districts.input_value() != here
    assert shown.do("() => document.activeElement === document.querySelector('.head select')")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("key", EDITIONS, ids=[f"{d}-{e}" for _, d, e in EDITIONS])
def test_long_words_of_targets_and_roles_keep_within_the_first_panel(
    every: Server, tab: MakeTab, key: tuple[object, str, str], lang: str
) -> None:
    shown = tab(every, SIZES[0]).open(_link(case_of(*key), lang))

    for width, height in SIZES:
        shown.page.set_viewport_size({"width": width, "height": height})
        shown.wait("width => innerWidth === width", width)
        shown.do("() => T.settle()")
        # Bars of one scale are read against each other.
        assert len(shown.do(TRACKS)) <= 1, width
        assert shown.do(CUT, LONG[lang]) == [], width


@pytest.mark.parametrize("lang", LANGS)
def test_many_unlocated_sites_stand_behind_their_number(every: Server, tab: MakeTab, lang: str) -> None:
    case = case_of(BELTS, "shidai", "2026-2030")
    lost = [park for park in case.plan.parks if not park.located]
    shown = tab(every, SIZES[0]).open(_link(case, lang))
    fold, rows = shown.page.locator("details.lt-unlocated"), shown.page.locator(".lt-unlocated button")

    assert len(lost) > 3 and rows.count() == len(lost)
    summary = fold.locator("summary")
    assert summary.inner_text().endswith(str(len(lost))) and not rows.first.is_visible()
    closed = fold.bounding_box()
    # No more of the map than one line of words.
    assert closed and closed["height"] < 40
    summary.focus()
    shown.page.keyboard.press("Enter")
    assert rows.first.is_visible() and rows.last.is_visible()
    assert [row.split("\n")[0] for row in shown.texts(".lt-unlocated button")] == [p.name(lang) for p in lost]
    rows.last.click()
    shown.wait("id => T.linked({ sel: id })", lost[-1].id)
    assert lost[-1].name(lang) in shown.page.locator(".lt-card").inner_text()


def _link(case: Case, lang: str) -> str:
    plan = case.plan
    return f"/?district={plan.district.id}&edition={plan.edition.id}&lang={lang}"


def _site_link(case: Case, site: str, lang: str) -> str:
    return _link(case, lang).replace("/?", f"/parks?sel={site}&")


def _fits(shown: Tab, what: str, sizes: tuple[tuple[int, int], ...]) -> None:
    assert shown.page.locator("[data-testid=stAlert], [data-testid=stException]").count() == 0, what
    for width, height in sizes:
        if shown.page.viewport_size != {"width": width, "height": height}:
            shown.page.set_viewport_size({"width": width, "height": height})
            shown.wait("width => innerWidth === width", width)
            shown.do("() => T.settle()")
        assert shown.do("() => document.documentElement.scrollWidth") <= width, (what, width)
        assert shown.do(WIDE) == [], (what, width)
        assert shown.do(CROWDED) == [], (what, width)


def test_several_unlocated_sites_leave_a_small_map_free(every: Server, tab: MakeTab) -> None:
    case = case_of(CORRIDOR, "shilang", "2026-2030")
    lost = [s for s in case.plan.sites if not s.located and (s.is_park or s.named_in)]

    for narrow, size in ((False, SIZES[0]), (True, (390, 844))):
        shown = tab(every, size).open(_link(case, "en"))
        box = shown.page.locator(".lt-unlocated")
        assert (box.evaluate("box => box.tagName") == "DETAILS") is narrow
        assert shown.page.locator(".lt-unlocated button").count() == len(lost) == 3
