"""Search by name and alias with the keyboard alone."""

from __future__ import annotations

import pytest

from layout.plan.model import Plan, Site
from layout.words import site_facts
from layout.words.citations import citation
from tests.browser.conftest import MakeTab


def _cases(plan: Plan) -> list[tuple[str, Site]]:
    """Return words to search and the site they must find."""
    renamed = next(s for s in plan.sites if any("湾区高新区" in a.name for a in s.aliases))
    park = next(p for p in plan.of_type("park") if p.located)
    town = next(t for t in plan.of_type("town") if not t.roles)
    return [
        (park.name("zh"), park),
        (park.name("en").upper(), park),
        ("上海湾区高新区", renamed),
        (town.name("en").lower(), town),
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_name_or_alias_finds_its_place_by_keyboard(tab: MakeTab, plan: Plan, lang: str) -> None:
    """Tab, words, arrows, Enter: the map flies there and the card opens; Escape closes it."""
    shown = tab().open(f"/?lang={lang}")
    page = shown.page
    for _ in range(60):
        page.keyboard.press("Tab")
        if "lt-search" in shown.do("() => T.focused().class"):
            break
    was = ""
    for words, site in _cases(plan):
        before = shown.do("() => T.place()")
        page.keyboard.type(words)
        page.locator(f".lt-matches [data-site={site.id}]").wait_for()
        assert page.locator(".lt-search").get_attribute("aria-expanded") == "true"
        for _ in range(8):
            marked = page.locator(".lt-matches [aria-selected=true]")
            assert page.locator(".lt-search").get_attribute("aria-activedescendant") == marked.get_attribute(
                "id"
            )
            if marked.get_attribute("data-site") == site.id:
                break
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        card = page.locator(f".lt-card:not([hidden]) [data-card={site.id}]")
        card.wait_for()
        shown.still()
        shown.linked(sel=site.id)
        assert {"c", "z"} <= set(shown.query)
        assert (shown.do("() => T.place()") != before) == (site.id != was)
        was = site.id
        card_text = card.inner_text()
        assert site.name(lang) in card_text and site_facts.precision_text(site, plan, lang) in card_text
        assert citation(site.refs[:1], plan, lang) in card_text
        apart = """(id) => {
            const mark = T.first(`.lt-symbol[data-site=${id}] .lt-body`);
            if (!mark) return true;
            const [m, c, f] = [mark, T.first('.lt-card'), T.first('.lt-canvas')].map((p) => p.getBoundingClientRect());
            const [x, y] = [(m.left + m.right) / 2, (m.top + m.bottom) / 2];
            return x > f.left && x < f.right && y > f.top && y < f.bottom && !(x > c.left && x < c.right && y > c.top && y < c.bottom);
        }"""
        assert shown.do(apart, site.id)
        page.keyboard.press("Escape")
        page.locator(".lt-card").wait_for(state="hidden")
        shown.linked(sel="")
        shown.served(sel="")


def test_search_says_when_nothing_matches(tab: MakeTab) -> None:
    """Unknown words are answered; Escape puts the list away and keeps the selection."""
    shown = tab().open()
    shown.page.locator(".lt-search").fill("zzzz")
    shown.page.locator(".lt-no-match").wait_for()
    shown.page.keyboard.press("Enter")
    shown.page.keyboard.press("Escape")
    shown.page.locator(".lt-matches").wait_for(state="hidden")
    assert "sel" not in shown.query


def test_keys_of_an_input_method_are_left_to_it(tab: MakeTab) -> None:
    """While words are being composed, arrows and Enter choose among those of the input method."""
    shown = tab().open("/?lang=zh")
    shown.page.locator(".lt-search").focus()
    client = shown.page.context.new_cdp_session(shown.page)
    client.send("Input.imeSetComposition", {"text": "金", "selectionStart": 1, "selectionEnd": 1})
    shown.page.locator(".lt-matches [role=option]").first.wait_for()
    marked = ".lt-matches [aria-selected=true]"
    first = shown.page.locator(marked).get_attribute("data-site")
    for key in ("ArrowDown", "Enter"):
        shown.page.keyboard.press(key)
    assert shown.page.locator(marked).get_attribute("data-site") == first
    assert shown.page.locator(".lt-search").input_value() == "金" and "sel" not in shown.query


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_width_quotes_and_blanks_do_not_matter(tab: MakeTab, plan: Plan, lang: str) -> None:
    park = next(p for p in plan.of_type("park") if p.located)
    name = park.name(lang)
    shown = tab().open(f"/?lang={lang}")
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name)
    shown.page.locator(".lt-search").fill(f" “{wide[:2]} {wide[2:]}”。")
    shown.page.locator(f".lt-matches [data-site={park.id}]").wait_for()
