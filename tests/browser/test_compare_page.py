"""Two editions in the browser: marks on the map, rows beside it, swap, fly, choose, by hand and by key."""

from __future__ import annotations

import pytest

from geodata.languages import LANGS
from layout.comparison.changes import Comparison, compare_editions
from layout.comparison.words import change_marks
from layout.words.glossary import say
from layout.words.symbols import CHANGE_SIGNS
from tests.browser.conftest import MakeTab
from tests.browser.kit import Server, Tab
from tests.conftest import MINI, case_of

OLD, NEW = "2016-2020", "2021-2025"
HERE = "() => document.documentElement.dataset.layoutMap === 'ready' && Boolean(T.first('.changes h1'))"


def whole(old: str = OLD, new: str = NEW) -> Comparison:
    return compare_editions(*(case_of(MINI, "mini", e).plan for e in (old, new)))


def opened(tab: MakeTab, server: Server, query: str = "", **options: object) -> Tab:
    """Open the compare page and wait for map and sheet."""
    shown = tab(server, **options)
    shown.page.goto(f"{server.url}/compare?{query}", wait_until="commit")
    shown.wait(HERE)
    return shown


def shown_marks(shown: Tab) -> dict[str, list[str]]:
    """Return state and sign by site, of symbols and of the names of towns."""
    return dict(shown.do(
        "() => Object.fromEntries(T.all('.lt-symbol[data-mark]').map((i) => [i.dataset.site,"
        " [i.dataset.mark, i.querySelector('.lt-mark').textContent]])"
        ".concat(T.all('.lt-label-town .lt-name-mark').map((s) => [s.parentNode.lastChild.textContent,"
        " [s.parentNode.dataset.mark, s.textContent]])))"
    ))  # fmt: skip


def expected(comparison: Comparison, edition: str = NEW, lang: str = "zh") -> dict[str, list[str]]:
    sites = case_of(MINI, "mini", edition).plan.site
    return {
        sites[key].name(lang) if sites[key].type == "town" else key: [m["state"], CHANGE_SIGNS[m["state"]]]
        for key, m in change_marks(comparison, lang).items()
        if key in sites and sites[key].located
    }


@pytest.mark.parametrize("lang", LANGS)
def test_marks_stand_on_the_map_and_rows_beside_it(tab: MakeTab, small: Server, lang: str) -> None:
    comparison = whole()
    shown = opened(tab, small, f"lang={lang}")
    heads = shown.texts(".changes section:not(.outcomes) caption")
    moved = [c for c in comparison.changes if c.shift]

    assert shown_marks(shown) == expected(comparison, lang=lang)
    assert heads == [say(f"compare.{k}", lang) for k in ("targets", "members")]
    rows = shown.do(
        "() => T.all('.changes section:not(.outcomes) table')[0].querySelectorAll('tbody tr:not(.none)').length"
    )
    assert rows == len(moved)
    park = shown.page.locator(".lt-symbol[data-site=gear-hall]")
    assert say("compare_kind.added", lang) in (park.get_attribute("aria-label") or "")
    park.hover()
    shown.page.locator(".lt-tip", has_text=say("compare_kind.added", lang)).wait_for()


def test_the_other_map_is_shown_beside_the_same_sheet(tab: MakeTab, small: Server) -> None:
    shown = opened(tab, small)
    first = shown.texts(".changes h1")
    shown.page.locator(".changes .swap").click()
    shown.linked(edition=OLD, against=NEW)
    shown.wait(HERE)
    shown.wait("() => !T.first('.lt-symbol[data-mark=added]')")

    assert shown.texts(".changes h1") == first
    assert shown_marks(shown) == expected(whole(), OLD)
    assert (
        shown.page.locator(".head .choice [aria-pressed=true]").inner_text() in shown.texts(".changes h1")[0]
    )
    shown.page.locator(".changes .swap").click()
    shown.linked(edition=NEW, against=OLD)
    shown.wait("n => T.all('.lt-symbol[data-mark=added]').length === n", 1)
    assert shown.texts(".changes h1") == first
    assert shown.page.locator(".faults").count() == 0


def test_the_edition_compared_with_becomes_the_present_one_without_a_fault(
    tab: MakeTab, small: Server
) -> None:
    shown = opened(tab, small, f"edition={NEW}&against={OLD}")
    shown.page.locator(".head .choice button").first.click()
    shown.linked(edition=OLD, against="")
    shown.wait(
        "words => T.first('.changes h1')?.textContent.endsWith(words)", whole().new.edition.short("zh")
    )
    assert shown.page.locator(".faults").count() == 0


def test_a_site_is_reached_by_keyboard(tab: MakeTab, small: Server) -> None:
    shown = opened(tab, small, reduced_motion="reduce")
    before = shown.place()
    shown.page.locator(".changes [data-site=loom-yard]").first.focus()
    shown.page.keyboard.press("Enter")
    shown.linked(sel="loom-yard")
    shown.still()

    assert shown.place() != before
    assert "is-selected" in (
        shown.page.locator(".lt-symbol[data-site=loom-yard]").get_attribute("class") or ""
    )
    assert shown.do("() => T.focused()")["site"] == "loom-yard"
    shown.page.locator(".head nav a").first.click()
    shown.page.locator(".panel .element").first.wait_for()
    shown.wait("() => !T.first('[data-mark=added], .lt-name-mark')")


def test_the_sheet_scrolls_by_itself_and_the_page_turns_back_to_sheets(tab: MakeTab, small: Server) -> None:
    shown = opened(tab, small, size=(1280, 800))
    page = shown.page

    box = shown.do("() => { const s = T.first('.st-key-stage'); return [s.clientHeight, s.scrollHeight]; }")
    assert box[0] == box[1] < 800
    page.locator(".changes .sort").last.scroll_into_view_if_needed()
    assert shown.do(
        "() => T.visible(T.first('.lt-search')) && T.first('.lt-search').getBoundingClientRect().top > 0"
    )
    page.locator(".head nav a").nth(1).click()
    page.locator(".tiles").wait_for()
    page.locator(".langs button").nth(1).click()
    page.locator(".lt-map:lang(en) .lt-label").first.wait_for(state="attached")
    assert page.locator(".changes").count() == 0


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_it_fits_and_can_be_read(tab: MakeTab, small: Server, size: tuple[int, int], dark: bool) -> None:
    for lang in LANGS:
        shown = opened(tab, small, f"lang={lang}", size=size, color_scheme="dark" if dark else "light")
        assert shown.do("() => document.documentElement.scrollWidth") <= size[0]
        assert shown.do("() => T.all('.changes .scroll').every((s) => s.scrollWidth <= s.clientWidth + 1)")
        worst = shown.do("() => T.contrasts('.changes')")[0]
        assert worst[0] >= 4.5, worst
        assert shown.do("() => T.clashes('.head .title', '.head .end')") == []
        low_buttons = shown.do(
            "() => T.all('.changes button').filter((b) => b.getBoundingClientRect().height < 24).length"
        )
        assert size[0] > 900 or low_buttons == 0
