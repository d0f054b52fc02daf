"""Figures loaded in the browser: states on the map and in the table, years, faults, removal."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Route

from geodata.intake import read_figure_file
from geodata.intake.limits import MAX_BYTES
from layout.words.glossary import say
from tests.browser.conftest import MakeTab
from tests.browser.kit import Server

FOLDER = Path(__file__).parents[1] / "data/actuals"
HIT = "<img src=x onerror=window.__hit=1>"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_file_is_loaded_evaluated_and_removed(
    small: Server, tab: MakeTab, tmp_path: Path, lang: str
) -> None:
    shown = tab(small).open(f"/monitor?lang={lang}")
    page = shown.page
    page.locator(".board").wait_for()
    assert say("monitor.none", lang) in page.locator(".board .loaded").inner_text()
    assert page.locator(".lt-symbol[data-mark]").count() == 0
    page.evaluate("() => T.hold()")

    page.locator(".upload-input").set_input_files(FOLDER / "good.csv")
    page.locator(".lt-symbol[data-site=loom-yard][data-mark]").wait_for(state="attached")
    page.locator(".counts").wait_for()
    assert shown.do("() => T.same()")
    assert "good.csv" in page.locator(".board .loaded").inner_text()
    assert page.locator(".years [aria-pressed=true] b").inner_text() == "2023"
    first = shown.texts(".counts li")
    assert page.locator(".board .mark.is-behind").count() > 0
    mark = page.locator(".lt-symbol[data-site=loom-yard]")
    assert mark.locator(".lt-mark").inner_text() == "▲"
    assert say("standing.ahead", lang) in (mark.get_attribute("aria-label") or "")

    page.locator(".years button").first.click()
    shown.linked(year="2021")
    shown.wait("() => T.first('.years [aria-pressed=true] b')?.textContent === '2021'")
    shown.wait("() => T.first('.lt-symbol[data-site=loom-yard]')?.dataset.mark === 'unmeasured'")
    shown.wait("was => T.all('.counts li').map((e) => e.innerText.trim()).join() !== was.join()", first)
    page.locator(".years button").nth(2).click()
    shown.linked(year="2023")
    shown.wait("() => T.first('.lt-symbol[data-site=loom-yard]')?.dataset.mark === 'ahead'")
    shown.wait("was => T.all('.counts li').map((e) => e.innerText.trim()).join() === was.join()", first)

    bad = tmp_path / f"{lang}.csv"
    bad.write_text(f"对象,指标,年份,数值,单位,来源\n{HIT},x,2023,9,家,s\n,工业产值,23,much,家,\n", "gb18030")
    page.locator(".upload-input").set_input_files(bad)
    page.locator(".monitor-faults [role=alert]").wait_for()
    fault_text = page.locator(".monitor-faults").inner_text()
    assert HIT in fault_text and len(shown.texts(".monitor-faults li")) == 5
    assert say("monitor.kept", lang, file="good.csv") in fault_text
    assert shown.texts(".counts li") == first
    assert shown.do("() => window.__hit ?? null") is None

    with page.expect_download() as workbook:
        page.locator(".st-key-evaluation button").first.click()
    assert Path(workbook.value.path()).read_bytes().startswith(b"PK")
    with page.expect_download() as blank:
        page.locator(".upload-template").click()
    assert read_figure_file(Path(blank.value.path()).read_bytes(), "t").skipped > 0

    page.locator(".lt-upload button.link").click()
    shown.wait("() => !T.first('.counts') && !T.first('.monitor-faults [role=alert]')")
    shown.wait("() => T.all('.lt-symbol[data-mark]').length === 0")
    assert page.locator(".lt-upload button.link").is_hidden()
    page.locator(".upload-input").set_input_files(FOLDER / "good.csv")
    page.locator(".counts").wait_for()


def figures(folder: Path, *rows: str) -> Path:
    """Write a file of figures."""
    file = folder / "figures.csv"
    file.write_text("对象,指标,年份,数值,单位,口径,来源\n" + "\n".join(rows), encoding="utf-8")
    return file


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_unusual_figure_is_asked_about_by_keyboard_and_survives_a_reload(
    small: Server, tab: MakeTab, tmp_path: Path, lang: str
) -> None:
    shown = tab(small).open(f"/monitor?lang={lang}&year=2022")
    page = shown.page
    file = figures(
        tmp_path, ",工业产值,2021,85,亿元,属地,s", ",工业产值,2022,940000,亿元,属地,s", "合计,,,9,,,"
    )
    page.locator(".upload-input").set_input_files(file)
    page.locator(".confirm").wait_for()
    assert say("confirm.title", lang, n=1) in page.locator(".confirm h2").inner_text()
    assert ("940,000" if lang == "zh" else "94,000") in page.locator(".confirm legend").inner_text()
    assert "figures.csv" in page.locator(".monitor-faults").inner_text()
    shown.wait(
        "(words) => T.first('.board .loaded').textContent.includes(words)", say("monitor.waiting", lang, n=1)
    )
    runs = page.locator(".board .mark.is-ahead").count()

    page.locator(".confirm input").first.focus()
    page.keyboard.press("Space")
    # A choice alone changes nothing: it is sent with the others.
    assert page.locator(".board .mark.is-ahead").count() == runs
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    shown.wait("(words) => T.first('.confirm h2')?.textContent === words", say("confirm.settled", lang, n=1))
    shown.wait(
        "(words) => !T.first('.board .loaded').textContent.includes(words)", say("monitor.waiting", lang, n=1)
    )
    board = page.locator(".board").inner_text()
    assert say("remark.re-read", lang) in board

    page.reload()
    page.locator(".counts").wait_for()
    shown.wait("(words) => T.first('.confirm h2')?.textContent === words", say("confirm.settled", lang, n=1))
    shown.wait("(words) => T.first('.board').innerText === words", board)
    with page.expect_download() as saved:
        page.locator(".st-key-evaluation button").nth(1).click()
    reading = read_figure_file(Path(saved.value.path()).read_bytes(), "s.xlsx")
    assert [(r.year, str(r.value)) for r in reading.rows] == [(2021, "85"), (2022, "940000")]
    assert reading.faults == ()

    page.locator(".lt-upload button.link").click()
    shown.wait("() => !T.first('.counts') && !T.first('.confirm')")
    page.reload()
    page.locator(".board").wait_for()
    page.wait_for_timeout(500)
    assert page.locator(".counts").count() == 0


def test_what_is_asked_about_bears_no_link_however_late_the_map_is_drawn(
    small: Server, tab: MakeTab, tmp_path: Path
) -> None:
    """The parts of a page bear links to themselves once the map stands; a form of questions is none."""
    shown = tab(small).open("/monitor?lang=en&year=2022")
    page = shown.page
    file = figures(tmp_path, ",工业产值,2021,85,亿元,属地,s", ",工业产值,2022,940000,亿元,属地,s")
    page.locator(".upload-input").set_input_files(file)
    page.locator(".confirm").wait_for()
    delayed: list[Route] = []
    address = shown.do("() => T.first('.lt-host').dataset.url")
    page.route(f"**{address}", lambda route: delayed.append(route))
    page.reload(wait_until="commit")
    page.locator(".confirm").wait_for()
    shown.until(lambda: delayed, "a script of the map that is asked for")
    assert not shown.do("() => T.first('.lt-map')")
    for route in delayed:
        route.continue_()
    shown.drawn()
    assert page.locator(".board .link-here").count() > 0
    assert page.locator(".confirm .link-here").count() == 0


def test_another_tab_sees_nothing_of_a_file(small: Server, tab: MakeTab) -> None:
    first = tab(small).open("/monitor?lang=en")
    first.page.locator(".upload-input").set_input_files(FOLDER / "good.csv")
    first.page.locator(".counts").wait_for()
    other = tab(small).open("/monitor?lang=en")
    other.page.locator(".board").wait_for()
    assert say("monitor.none", "en") in other.page.locator(".board .loaded").inner_text()


def test_a_file_too_large_is_not_even_sent(small: Server, tab: MakeTab, tmp_path: Path) -> None:
    shown = tab(small).open("/monitor?lang=en")
    big = tmp_path / "big.csv"
    big.write_bytes(b"x" * (MAX_BYTES + 1))
    shown.page.locator(".upload-input").set_input_files(big)
    shown.page.get_by_text(say("upload.too-big", "en", file="big.csv", limit="5")).wait_for()
    full = tmp_path / "full.csv"
    full.write_bytes((FOLDER / "good.csv").read_bytes() + b",x,2023,,,,\n" * ((MAX_BYTES - 2000) // 12))
    shown.page.locator(".upload-input").set_input_files(full)
    shown.page.locator(".monitor-faults").get_by_text("20,000").wait_for()


def test_the_field_is_reached_and_named_by_keyboard_and_takes_a_dropped_file(
    small: Server, tab: MakeTab
) -> None:
    shown = tab(small).open("/monitor?lang=en")
    page = shown.page
    page.locator(".years button").last.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "upload-input"
    assert page.evaluate("() => document.activeElement.labels[0].textContent") == say("upload.choose", "en")
    text = (FOLDER / "good.csv").read_text("utf-8")
    shown.do(
        """(text) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([text], 'dropped.csv'));
          T.first('.upload-area').dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
        }""",
        text,
    )
    page.get_by_text("dropped.csv is loaded").wait_for()
    page.locator(".head nav a").first.click()
    page.locator(".panel .element").first.wait_for()
    shown.wait("() => T.all('.lt-symbol[data-mark]').length === 0")
    page.locator(".head nav a[data-go*=monitor]").click()
    page.locator(".counts").wait_for()
    shown.wait("() => T.all('.lt-symbol[data-mark]').length > 0")


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_scrolls_sideways_and_everything_can_be_read(
    small: Server, tab: MakeTab, size: tuple[int, int], lang: str
) -> None:
    for scheme in ("light", "dark"):
        shown = tab(small, size=size, color_scheme=scheme).open(f"/monitor?lang={lang}&year=2022")
        page = shown.page
        page.locator(".upload-input").set_input_files(FOLDER / "good.csv")
        page.locator(".counts").wait_for()
        for part in (".st-key-panel", ".board", ".lt-upload"):
            over = "(s) => { const e = T.first(s); return e.scrollWidth - e.clientWidth; }"
            assert shown.do(over, part) <= 0, part
        wide = "() => T.all('.board .scroll').map((e) => e.scrollWidth - e.clientWidth)"
        assert max(shown.do(wide)) <= 0
        assert shown.do("() => T.contrasts('.board')")[0][0] >= 4.4
