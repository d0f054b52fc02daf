"""The officer's own facts in the page: read, shown with owner and date, greyed when old, faults named, gone on demand."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from geodata.intake.fact_headings import FACT_COLUMNS, fact_headings
from geodata.languages import LANGS
from geodata.officer_fields import CHOICE, EMAIL, NUMBER, PHONE, OfficerField, officer_fields
from layout.exports.facts_template import facts_template
from layout.promotion.fact_words import owner_words
from layout.words.glossary import say
from tests.browser.conftest import MakeTab
from tests.browser.kit import Server, Tab
from tests.browser.test_every_district import ON_PAPER
from tests.conftest import MINI, case_of
from tests.promotion.facts import HEAD, picture

LOOM = "loom-yard"
HIT = '<img src=x onerror="window.__hit=1">'
TODAY, LONG_AGO = date.today() - timedelta(days=9), date.today() - timedelta(days=2000)
FACTS = ".own-facts"
MUTED = "(part) => [getComputedStyle(part).color, getComputedStyle(document.querySelector('.own-facts dt')).color]"


def filled(template: bytes, rows: dict[str, tuple[str, str, date]], lang: str) -> bytes:
    """Fill in the first park's sheet of a template: value, owner and day by the id of a field."""
    book = load_workbook(io.BytesIO(template))
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    column = {name: heads.index(fact_headings().words(name, lang)[0]) + 1 for name in FACT_COLUMNS}
    by_name = {officer_fields()[field].name(lang): row for field, row in rows.items()}
    for number in range(2, sheet.max_row + 1):
        row = by_name.pop(sheet.cell(number, column["field"]).value, None)
        for name, value in zip(("value", "owner", "day"), row or (), strict=False):
            sheet.cell(number, column[name]).value = value
    assert by_name == {}
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def on_park(shown: Tab, lang: str, park: str = LOOM) -> Tab:
    """Open the page of a park."""
    shown.open(f"/parks?sel={park}&lang={lang}")
    shown.page.locator(f".panel [data-card={park}]").wait_for()
    return shown


@pytest.mark.parametrize("lang", LANGS)
def test_a_workbook_is_filled_in_loaded_shown_and_taken_away(
    tab: MakeTab, small: Server, tmp_path: Path, lang: str
) -> None:
    plan = case_of(MINI, "mini", "2021-2025").plan
    first = plan.parks[0].id
    shown = on_park(tab(small), lang, first)
    page = shown.page
    assert page.locator(".of-offer").is_visible() and page.locator(FACTS).count() == 0
    with page.expect_download() as blank:
        page.locator(".upload-template").click()
    rows = {"floor-height": ("8.5", "office A", TODAY), "contact-phone": ("021-57921234", HIT, LONG_AGO)}
    book = tmp_path / "parks-own.xlsx"
    book.write_bytes(filled(Path(blank.value.path()).read_bytes(), rows, lang))
    page.locator(".upload-input").set_input_files(book)
    page.locator(FACTS).wait_for()

    words = page.locator(FACTS).inner_text()
    assert "8.5" in words and "021-57921234" in words and HIT in words
    assert owner_words("office A", TODAY, lang) in words
    # What nobody has looked after for long is greyed, and says so.
    stale = page.locator(f"{FACTS} .is-stale")
    assert stale.count() == 1 and LONG_AGO.isoformat() in stale.inner_text()
    assert say("profile.stale", lang) in stale.inner_text()
    assert len(set(stale.evaluate(MUTED))) == 1
    assert len(set(page.locator(f"{FACTS} p:not(.is-stale)").first.evaluate(MUTED))) == 2
    # What is added is not what the link that skips the map leads to; the words that there is nothing give way.
    assert page.locator(f"#lt-panel [data-card={first}]").count() == 1
    assert not page.locator(".of-offer").is_visible()
    counts = {"n": 2, "sites": 1, "photos": 0}
    assert say("own.loaded", lang, file=book.name, **counts) in page.locator(".monitor-faults").inner_text()

    page.reload()
    shown.drawn()
    page.locator(FACTS).wait_for()
    page.locator(".lt-upload button.link").click()
    shown.wait("() => !T.first('.own-facts') && T.visible(T.first('.of-offer'))")
    assert shown.do("() => Object.keys(sessionStorage).filter((key) => key.startsWith('facts:'))") == []
    page.reload()
    shown.drawn()
    page.locator(".of-offer").wait_for()
    assert page.locator(FACTS).count() == 0 and page.locator(".lt-upload button.link").is_hidden()
    assert shown.do("() => window.__hit ?? null") is None


@pytest.mark.parametrize("lang", LANGS)
def test_every_fault_is_named_and_the_last_good_file_stays(
    tab: MakeTab, small: Server, tmp_path: Path, lang: str
) -> None:
    shown = on_park(tab(small), lang)
    page = shown.page
    photo = tmp_path / "gate.jpg"
    photo.write_bytes(picture())
    good = tmp_path / "good.csv"
    good.write_text(HEAD + f"织造园,层高,9,米,招商办,{TODAY},\n", "utf-8")
    page.locator(".upload-input").set_input_files(good)
    page.locator(FACTS).wait_for()
    bad = tmp_path / "bad.csv"
    bad.write_text(HEAD + f"某园,层高,9,米,,,\n织造园,{HIT},9,米,王,,\n织造园,层高,many,米,王,,\n", "utf-8")
    page.locator(".upload-input").set_input_files(bad)
    page.locator(".monitor-faults [role=alert]").wait_for()
    named = shown.texts(".monitor-faults [role=alert] li")

    assert len(named) == 4 and any(HIT in words for words in named)
    assert say("own.still", lang, file=good.name) in page.locator(".monitor-faults").inner_text()
    assert "招商办" in page.locator(FACTS).inner_text()

    pictured = tmp_path / "pictured.csv"
    pictured.write_text(
        "园区,照片文件,图注,提供人\n织造园,gate.jpg,大门,王\n织造园,none.jpg,无,王\n", "utf-8"
    )
    page.locator(".upload-input").set_input_files([pictured, photo])
    page.locator(f"{FACTS} img").wait_for()
    assert page.locator(f"{FACTS} img").evaluate("(image) => image.naturalWidth") > 0
    assert "none.jpg" in page.locator(".monitor-faults [role=status]").inner_text()
    assert shown.do("() => window.__hit ?? null") is None


@pytest.mark.parametrize("lang", LANGS)
def test_a_park_with_every_fact_is_one_sheet_that_says_what_it_leaves_out(
    tab: MakeTab, small: Server, tmp_path: Path, lang: str
) -> None:
    plan = case_of(MINI, "mini", "2021-2025").plan
    shown = on_park(tab(small), lang, plan.parks[0].id)
    page = shown.page
    bare = shown.do(ON_PAPER)
    rows = {
        f.id: (value_of(f, lang), "Enterprise service office 王某", TODAY) for f in officer_fields().values()
    }
    full = tmp_path / "full.xlsx"
    full.write_bytes(filled(facts_template(plan, lang), rows, lang))
    page.locator(".upload-input").set_input_files(full)
    page.locator(FACTS).wait_for()
    count = page.locator(f"{FACTS} dl > div").count()
    sheet = shown.do(ON_PAPER)
    shown.do("() => dispatchEvent(new Event('beforeprint'))")
    on_paper = shown.do("() => T.all('.lt-paper .of-own dl > div').length")
    shortened = shown.texts(".lt-paper .paper-cut")

    assert not bare["cut"] and count > 20
    assert sheet["high"] <= 270 and sheet["small"] == [] and sheet["last"] == "of-precision"
    # What the office shortened is on the sheet, in place of the words that it shortened nothing.
    assert on_paper > 4 and shown.do("() => !T.first('.lt-paper .of-offer')")
    assert on_paper + sum(cut_rows(words) for words in shortened) >= count
    assert all(say("profile.on-screen", lang) in words for words in shortened) and shortened


def cut_rows(words: str) -> int:
    """Return how many rows a line says that it leaves out."""
    return int(words.removeprefix("+").split()[0])


def value_of(field: OfficerField, lang: str) -> str:
    """Return a value that a field takes."""
    if field.kind == CHOICE:
        return field.choices[0].name(lang)
    return {NUMBER: "12", PHONE: "021-57921234", EMAIL: "a@example.cn"}.get(field.kind, "说明文字" * 6)


def test_two_files_in_a_row_are_both_heard_and_photographs_wait_for_a_good_workbook(
    tab: MakeTab, small: Server, tmp_path: Path
) -> None:
    shown = on_park(tab(small), "en")
    page = shown.page
    photo, book, bad = tmp_path / "gate.jpg", tmp_path / "good.csv", tmp_path / "bad.csv"
    photo.write_bytes(picture())
    book.write_text("园区,照片文件,图注,提供人\n织造园,gate.jpg,大门,王\n", "utf-8")
    bad.write_text(HEAD + "某园,层高,9,米,王,,\n", "utf-8")
    in_browser = "() => JSON.parse(sessionStorage.getItem(Object.keys(sessionStorage).find((k) => k.includes('facts:'))))"
    page.locator(".upload-input").set_input_files([bad, photo])
    page.locator(".monitor-faults [role=alert]").wait_for()
    page.locator(".upload-input").set_input_files(book)
    page.locator(f"{FACTS} img").wait_for()
    # What goes along with an order of a file is what the browser has kept.
    state = shown.do(in_browser)
    assert state["name"] == book.name and [p["name"] for p in state["photos"]] == [photo.name]

    page.locator(".lt-upload button.link").click()
    shown.wait("() => !T.first('.own-facts')")
    page.locator(".upload-input").set_input_files(book)
    page.locator(".upload-input").set_input_files(photo)
    page.locator(f"{FACTS} img").wait_for()
    state = shown.do(in_browser)
    assert state["name"] == book.name and [p["name"] for p in state["photos"]] == [photo.name]


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_no_photograph_and_what_is_too_large_is_named_and_nothing_is_lost(
    tab: MakeTab, small: Server, tmp_path: Path, lang: str
) -> None:
    shown = on_park(tab(small), lang)
    page = shown.page
    good, none, large, empty = (
        tmp_path / name for name in ("good.csv", "none.jpg", "large.jpg", "none.xlsx")
    )
    good.write_text(HEAD + f"织造园,层高,9,米,招商办,{TODAY},\n", "utf-8")
    none.write_bytes(b"no picture" * 9)
    large.write_bytes(b"\xff\xd8" + bytes(40_000_000))
    empty.write_bytes(b"")
    page.locator(".upload-input").set_input_files(good)
    page.locator(FACTS).wait_for()
    page.locator(".upload-input").set_input_files([none, large])
    page.locator(".monitor-faults [role=status]").wait_for()
    named = shown.texts(".monitor-faults [role=status] li")
    assert [words.split(":" if lang == "en" else "：")[0] for words in named] == [none.name, large.name]
    assert "40 MB" in named[1]
    page.locator(".upload-input").set_input_files(empty)
    page.locator(".monitor-faults [role=alert]").wait_for()
    assert empty.name in page.locator(".monitor-faults [role=alert]").inner_text()
    assert "招商办" in page.locator(FACTS).inner_text()
