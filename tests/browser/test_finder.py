"""What an investor asks for: the field above what stands beside the map, its answer, and what is lit."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from layout.matching.answer import match
from layout.plan.model import Plan
from layout.words.glossary import say
from tests.browser.conftest import MakeTab
from tests.browser.kit import Tab

FIELD, PLACES = ".finder-input", ".finder-places [data-place]"


def _product(plan: Plan, lang: str = "zh") -> str:
    """Return the name of a product whose segment a park has."""
    carried = {k.segment for p in plan.parks for k in p.carries if k.segment}
    return next(s.makes[0](lang) for s in plan.segment.values() if s.id in carried and s.makes)


def _listed(shown: Tab) -> list[str]:
    """Return the places of the answer in their order."""
    return list(shown.do(f"() => T.all('{PLACES}').map((b) => b.dataset.place)"))


def _request(shown: Tab, words: str) -> None:
    """Type a request, and wait until it is answered."""
    shown.page.locator(FIELD).fill(words)
    shown.page.locator(".finder-count").wait_for()
    shown.wait("words => T.first('.finder-body').dataset.text === words", words)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_answers_as_the_server_does_and_lights_the_places(
    tab: MakeTab, plan: Plan, lang: str
) -> None:
    """Ranked places with reason and basis; those stand out on the map; the request stands in the link."""
    words = _product(plan, lang)
    answer = match(plan, words)
    shown = tab().open(f"/?lang={lang}")
    _request(shown, words)
    ids = [p.site for p in answer.places]
    assert ids and _listed(shown) == ids
    text = shown.page.locator(".finder-body").inner_text()
    assert answer.places[0].reasons[0].text(lang) in text
    assert say("finder.count", lang, n=len(ids), text=words) in text
    assert shown.page.locator(".lt-finder [role=status]").inner_text() == say(
        "finder.count", lang, n=len(ids), text=words
    )
    shown.served(ask=words)
    shown.linked(ask=words)
    dims = shown.do(
        "() => Object.fromEntries(T.all('.lt-symbol').map((s) => [s.dataset.site, s.classList.contains('is-dim')]))"
    )
    assert dims == {site: site not in ids for site in dims}


def test_a_link_opens_on_the_answer_whatever_it_holds(tab: MakeTab, plan: Plan) -> None:
    words = _product(plan)
    shown = tab().open(f"/chains?ask={quote(words)}")
    shown.page.locator(PLACES).first.wait_for()
    assert _listed(shown) == [p.site for p in match(plan, words).places]
    hostile = tab().open("/?ask=" + quote("<img src=x onerror=alert(1)>{{7*7}}\u0000" + "字" * 300))
    hostile.page.locator(".finder-count").wait_for()
    assert len(hostile.page.locator(FIELD).input_value()) == 120
    assert hostile.do("() => T.all('.lt-finder img').length") == 0


def test_arrows_lead_along_the_places_and_escape_clears(tab: MakeTab, plan: Plan) -> None:
    """Enter on a park turns to its page and selects it; the field keeps what was asked for."""
    words = _product(plan)
    shown = tab().open()
    _request(shown, words)
    page = shown.page
    ids = _listed(shown)
    at = next(n for n, site in enumerate(ids) if plan.site[site].is_park)
    page.locator(FIELD).focus()
    for _ in range(at + 1):
        page.keyboard.press("ArrowDown")
    assert shown.do("() => document.activeElement.dataset.place") == ids[at]
    page.keyboard.press("Enter")
    shown.wait("() => document.documentElement.dataset.layoutPage === 'parks'")
    shown.served(sel=ids[at], ask=words)
    page.locator(f".panel [data-card={ids[at]}]").wait_for()
    assert page.locator(FIELD).input_value() == words
    page.locator(".finder-open").click()
    assert _listed(shown) == ids
    page.locator(FIELD).focus()
    page.keyboard.press("Escape")
    assert page.locator(FIELD).input_value() == ""
    shown.served(ask="", sel=ids[at])
    assert shown.do("() => T.all('.lt-symbol.is-dim').length") == 0
    page.keyboard.press("Escape")
    page.locator(".finder-body").wait_for(state="hidden")


def test_the_filters_are_kept_and_what_they_leave_out_is_said(tab: MakeTab, plan: Plan) -> None:
    words = _product(plan)
    ids = [p.site for p in match(plan, words).places]
    parks = [i for i in ids if plan.site[i].is_park and plan.site[i].level]
    level = next(t.id for t in plan.district.levels if t.id not in plan.site[parks[0]].levels)
    shown = tab().open(f"/?level={level}&ask={quote(words)}")
    shown.page.locator(PLACES).first.wait_for()
    assert _listed(shown) == ids
    out = shown.page.locator(f".finder-place.is-out [data-place={parks[0]}]")
    assert out.count() == 1
    shown.linked(level=level, ask=words)


def test_nothing_happens_while_an_input_method_composes(tab: MakeTab) -> None:
    shown = tab().open("/?lang=zh")
    shown.page.locator(FIELD).focus()
    client = shown.page.context.new_cdp_session(shown.page)
    client.send("Input.imeSetComposition", {"text": "shipin", "selectionStart": 6, "selectionEnd": 6})
    shown.page.wait_for_timeout(300)
    assert shown.page.locator(".finder-count").count() == 0
    client.send("Input.insertText", {"text": "食品"})
    shown.page.locator(".finder-count").wait_for()
    assert shown.do("() => T.first('.finder-body').dataset.text") == "食品"


def test_what_is_typed_outlasts_what_the_page_draws_again(tab: MakeTab, plan: Plan) -> None:
    """A change of the view, or an answer of the server, before the words have rested takes no word back."""
    words = _product(plan)
    shown = tab().open("/?ask=zzzz")
    shown.page.locator(".finder-count").wait_for()
    for text in (words, ""):
        site = shown.do(
            """text => {
                const field = T.first('.finder-input');
                field.value = text;
                field.dispatchEvent(new InputEvent('input'));
                const symbol = T.all('.lt-symbol').find((s) => !s.classList.contains('is-selected'));
                symbol.click();
                return symbol.dataset.site;
            }""",
            text,
        )
        shown.served(ask=text, sel=site)
        assert shown.page.locator(FIELD).input_value() == text


def test_what_fits_nothing_says_so(tab: MakeTab, plan: Plan) -> None:
    shown = tab().open("/?lang=en")
    for words in ("zzzz", "unicorns"):
        _request(shown, words)
        assert _listed(shown) == []
        assert shown.page.locator(".finder-body").inner_text().strip()
    assert shown.do("() => T.all('.lt-symbol.is-dim').length") == 0


def test_a_source_opens_its_place_in_the_plan(tab: MakeTab, plan: Plan) -> None:
    shown = tab().open(f"/?ask={quote(_product(plan))}")
    shown.page.locator(".finder-sources .cite-place").first.click()
    shown.page.locator(".lt-cite .lt-place").wait_for()
    shown.page.keyboard.press("Escape")
    assert shown.page.locator(".lt-cite").count() == 0
    assert shown.page.locator(FIELD).input_value()


def test_an_answer_comes_within_the_time_of_a_keystroke(tab: MakeTab, plan: Plan) -> None:
    """The list is drawn in the same task as the key: no wait, no server."""
    shown = tab().open()
    _request(shown, _product(plan))
    drawn = shown.do(
        """() => {
            const field = T.first('.finder-input');
            field.value = 'food';
            field.dispatchEvent(new InputEvent('input'));
            return T.first('.finder-body').dataset.text;
        }"""
    )
    assert drawn == "food"


def test_on_a_phone_the_field_is_one_tap_away(tab: MakeTab, plan: Plan) -> None:
    words = _product(plan)
    shown = tab(size=(390, 844)).open()
    page = shown.page
    page.locator(".head .find").click()
    page.locator(FIELD + ":focus").wait_for()
    page.keyboard.type(words)
    page.locator(PLACES).first.wait_for()
    assert shown.do("() => document.documentElement.scrollWidth <= innerWidth")
    park = next(i for i in _listed(shown) if plan.site[i].is_park)
    page.locator(f".finder-places [data-place={park}]").click()
    shown.wait("() => document.documentElement.dataset.layoutPage === 'parks'")
    page.locator(".lt-finder").wait_for(state="hidden")
    assert words in page.locator(".head .find").inner_text()


def test_the_search_of_the_map_leads_on_to_the_places(tab: MakeTab, plan: Plan) -> None:
    """What is no name finds the industry that makes it, and the places that fit; the last entry asks."""
    shown = tab().open("/?lang=zh")
    page = shown.page
    for words in ("CDMO", "AMOLED", "芯片", "食品", "food", "新材料", _product(plan)):
        page.locator(".lt-search").fill(words)
        n = len(match(plan, words).places)
        assert page.locator(".lt-no-match").count() == 0
        if n:
            shown.wait("n => (T.first('.lt-ask-item small')?.textContent || '').includes(String(n))", n)
    page.locator(".lt-search").fill(_product(plan))
    page.locator(".lt-matches [data-value]").first.click()
    shown.wait("() => new URLSearchParams(location.search).get('segment')")
    page.locator(".lt-search").fill("CDMO")
    page.locator(".lt-ask-item").click()
    page.locator(PLACES).first.wait_for()
    assert page.locator(FIELD).input_value() == "CDMO"
