"""From a figure to its sentence, and links into a page, driven in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from geodata.document.named_copy import DOCUMENTS_ENV
from layout.audit.findings import audit_claims
from layout.build.store import Build
from layout.exports import html
from layout.plan.model import Plan
from layout.view.view import View
from layout.words.citations import heading_path
from layout.words.glossary import say
from tests.browser.conftest import MakeTab
from tests.browser.kit import Server, serve
from tests.conftest import MINI, case_of
from tests.plan_documents import TEXT

HOSTILE = "<img src=x onerror=alert(1)>\u202e{{7*7}}.txt"


@pytest.fixture(scope="module")
def office(mini_build: Build, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the small district with a copy of its plan, whose name and text try to be markup."""
    folder = tmp_path_factory.mktemp("copies")
    file = folder / "mini/2021-2025" / HOSTILE.replace("/", "")
    file.parent.mkdir(parents=True)
    file.write_text(TEXT.replace("位次不变", "<b onmouseover=alert(2)>位次</b>"), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DOCUMENTS_ENV, str(folder))
        with serve(MINI, mini_build.folder.parent, folder / "server.log") as server:
            yield server


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_figure_leads_to_its_sentence(tab: MakeTab, office: Server, lang: str) -> None:
    """The card quotes the copy as text, marks the figure, leaves its row in sight and gives back the focus."""
    plan = case_of(MINI, "mini", "2021-2025").plan
    shown = tab(office).open(f"/targets?lang={lang}&edition=2021-2025&at=figure-output-base")
    page = shown.page
    card = page.locator(".lt-cite")
    quote = card.locator("blockquote")
    quote.wait_for()
    assert quote.inner_text() == "全区工业产值从50.0亿元提高到80.0亿元；<b onmouseover=alert(2)>位次</b>。"
    assert card.locator("mark").inner_text() == "80.0"
    words = card.inner_text()
    assert say("text.path", lang).join(heading_path("第一章 第1句", plan, lang)) in words
    assert "<img src=x onerror=alert(1)>" in words and "{{7*7}}" in words
    assert shown.do("() => T.clashes('.lt-cite', '.is-target')") == []
    # The row of a table that a click explains stays in sight.
    page.keyboard.press("Escape")
    page.locator("tr button[data-go*='\"output-base\"']").first.click()
    quote.wait_for()
    row = (
        "T.all('tr').find((r) => r.querySelector('[data-go*=\\'\"output-base\"\\']')).getBoundingClientRect()"
    )
    gap = f"() => {{ const [a, b] = [T.first('.lt-cite').getBoundingClientRect(), {row}];"
    assert shown.do(f"{gap} return a.right <= b.left || a.top >= b.bottom || a.bottom <= b.top }}")
    page.keyboard.press("Escape")
    card.wait_for(state="detached")
    assert shown.do("() => document.activeElement.dataset.go") == '{"cite":"output-base"}'


def test_without_a_copy_the_card_shows_the_headings(tab: MakeTab, plan: Plan) -> None:
    statement = next(s for s in plan.statements if len(s.refs) == 1 and "第" in s.refs[0].locator)
    shown = tab().open(f"/targets?at=figure-{statement.id}")
    card = shown.page.locator(".lt-cite")
    card.wait_for()
    path = say("text.path", "zh").join(heading_path(statement.refs[0].locator, plan, "zh"))
    assert card.locator(".lt-place").inner_text() == path
    assert card.locator("blockquote").count() == 0


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_link_leads_to_a_finding_and_survives_a_reload(tab: MakeTab, plan: Plan, lang: str) -> None:
    """It scrolls there, opens it, stays in the address through a filter, and ends with the page."""
    target = f"finding-{audit_claims(plan)[-1].claim.id}"
    shown = tab().open(f"/targets?lang={lang}&at={target}")
    finding = shown.page.locator(f"details[data-key={target}]")
    for _ in range(2):
        shown.wait("t => T.all('details').some((d) => d.dataset.key === t && d.open)", target)
        assert finding.locator("summary").is_visible() and shown.query["at"] == target
        assert shown.do("() => document.activeElement.closest('details')?.dataset.key") == target
        assert shown.page.locator(".faults").count() == 0
        shown.page.reload(wait_until="commit")
        shown.drawn()
    shown.page.locator(".lt-chips button").nth(1).click()
    shown.wait("() => location.search.includes('cluster=')")
    assert shown.query["at"] == target


def test_each_part_gives_its_link_by_keyboard(tab: MakeTab, office: Server) -> None:
    """Headings and findings have a button that copies their link; the link opens them."""
    shown = tab(office, permissions=["clipboard-read", "clipboard-write"]).open(
        "/targets?edition=2021-2025&lang=en"
    )
    page = shown.page
    page.locator("#indicators .link-here").focus()
    page.keyboard.press("Enter")
    page.locator("#indicators .link-here", has_text=say("passage.link-copied", "en")).wait_for()
    copied = shown.do("() => navigator.clipboard.readText()")
    assert copied.endswith("&at=indicators") and shown.query["at"] == "indicators"
    again = tab(office).open(copied)
    again.wait("() => T.first('#indicators').classList.contains('is-target')")
    assert again.do("() => T.first('#indicators').getBoundingClientRect().top < innerHeight")


def test_a_link_to_no_part_of_the_page_is_said(tab: MakeTab) -> None:
    shown = tab().open("/targets?lang=en&at=finding-nothing")
    shown.page.locator(".lt-notice", has_text=say("passage.link-lost", "en")).wait_for()


def test_a_file_opens_at_a_part_as_well(tab: MakeTab, tmp_path: Path) -> None:
    """From disk the address is behind the hash; no copy is asked for."""
    case = case_of(MINI, "mini", "2021-2025")
    file = tmp_path / "page.html"
    file.write_text(html.page(case.plan, case.shapes, View("mini", "2021-2025", "en")), encoding="utf-8")
    shown = tab().open(f"{file.as_uri()}#district=mini&edition=2021-2025&lang=en&at=tables")
    shown.wait("() => T.first('#tables').classList.contains('is-target')")
    assert "at=tables" in shown.page.url
    assert shown.page.locator("#tables .link-here").count() == 1
