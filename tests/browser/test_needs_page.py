"""The form of an investor's conditions: held against parks, kept through reload, language and page, and cleared."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from geodata.languages import LANGS
from layout.matching.condition_words import all_conditions
from layout.words.glossary import say
from tests.browser.conftest import MakeTab
from tests.browser.kit import Server, Tab
from tests.conftest import MINI, case_of
from tests.promotion.facts import HEAD

LOOM = "loom-yard"
FORM, RESULT = ".lt-needs", ".needs-result"
HOSTILE = '<img src=x onerror="window.__hit=1">'


def field(shown: Tab, name: str, lang: str) -> str:
    """Return a selector of the field that asks for something at least."""
    label = say("needs.at-least-label", lang, name=all_conditions()[name].name(lang))
    return f"{FORM} label:has-text({label!r}) input"


def opened(shown: Tab, address: str) -> Tab:
    """Open a page of parks and unfold the form."""
    shown.open(address)
    shown.page.locator(f"{FORM} summary").click()
    return shown


def apply(shown: Tab) -> None:
    """Hold the conditions against the parks."""
    shown.page.locator(f"{FORM} [type=submit]").click()
    shown.page.locator(f"{RESULT} > *").first.wait_for()


@pytest.mark.parametrize("lang", LANGS)
def test_conditions_are_held_against_parks_and_what_is_not_known_drops_none(
    tab: MakeTab, small: Server, tmp_path: Path, lang: str
) -> None:
    plan = case_of(MINI, "mini", "2021-2025").plan
    shown = tab(small)
    opened(shown, f"/parks?lang={lang}")
    page = shown.page
    page.locator(field(shown, "floor-height", lang)).fill("8")
    apply(shown)
    names = [park.name(lang) for park in plan.parks]
    assert shown.texts(f"{RESULT} h3") == names
    assert shown.texts(f"{RESULT} .state") == [say("needs.unknown", lang)] * len(names)
    assert say("needs.drops-nothing", lang) in page.locator(RESULT).inner_text()

    # What is said of a park in its owner's file: which it would drop is told before it is dropped.
    book = tmp_path / "own.csv"
    book.write_text(HEAD + f"织造园,层高,6,米,招商办,{date.today()},\n", "utf-8")
    page.locator(".upload-input").set_input_files(book)
    shown.wait(
        "words => T.all('.needs-result .state').some((s) => s.textContent === words)",
        say("needs.not-met", lang),
    )
    loom = plan.site[LOOM].name(lang)
    assert loom in shown.texts(f"{RESULT} h3") and loom in page.locator(f"{RESULT} p").first.inner_text()
    page.locator(f"{FORM} .needs-only input").check()
    shown.wait("n => T.all('.needs-result h3').length === n", len(names) - 1)
    assert loom not in shown.texts(f"{RESULT} h3")

    # The page of a park tells of it whatever comes of them; a reload forgets nothing of all this.
    shown.open(f"/parks?lang={lang}&sel={LOOM}")
    page.locator(f"{RESULT} .is-not-met").wait_for()
    assert shown.texts(f"{RESULT} h3") == [loom]
    page.locator(".crumbs .back").click()
    shown.wait("n => T.all('.needs-result h3').length === n", len(names) - 1)
    page.locator(f"{FORM} .needs-acts .link").click()
    shown.wait("() => !T.first('.needs-result')")
    assert page.locator(field(shown, "floor-height", lang)).input_value() == ""
    page.reload()
    shown.drawn()
    page.locator(FORM).wait_for()
    assert page.locator(RESULT).count() == 0


@pytest.mark.parametrize("lang", LANGS)
def test_a_condition_that_is_none_is_named_as_text_and_the_others_count(
    tab: MakeTab, small: Server, lang: str
) -> None:
    shown = tab(small)
    opened(shown, f"/parks?lang={lang}")
    page = shown.page
    page.locator(field(shown, "floor-height", lang)).fill("8")
    page.locator(".needs-more input").fill(HOSTILE)
    apply(shown)
    assert HOSTILE in page.locator(f"{RESULT} [role=alert] li").inner_text()
    assert page.locator(f"{RESULT} section").count() > 1
    assert shown.do("() => window.__hit ?? null") is None
    assert page.locator(".needs-more input").input_value() == HOSTILE


def test_what_is_being_filled_in_outlasts_language_page_and_reload(tab: MakeTab, small: Server) -> None:
    shown = tab(small)
    opened(shown, "/parks?lang=zh")
    page = shown.page
    page.locator(field(shown, "floor-height", "zh")).fill("8")
    page.locator(".needs-more input").fill("rent<=30")
    page.locator(".langs button").nth(1).click()
    filled_in = page.locator(field(shown, "floor-height", "en"))
    filled_in.wait_for()
    assert filled_in.input_value() == "8" and page.locator(".needs-more input").input_value() == "rent<=30"

    page.locator(".head [data-page=targets]").click()
    page.locator(FORM).wait_for(state="detached")
    page.locator(".head [data-page=parks]").click()
    filled_in.wait_for()
    assert filled_in.input_value() == "8"
    # Nobody has applied them: they are there to go on with, and held against nothing.
    page.reload()
    shown.drawn()
    filled_in.wait_for()
    assert filled_in.input_value() == "8" and page.locator(RESULT).count() == 0
