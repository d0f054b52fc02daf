"""The shortlist in the browser: on every page, by hand and by key, side by side, and what leaves by it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from geodata.languages import LANGS
from layout.plan.model import Plan
from layout.view.query import MAX_QUERY
from layout.view.shortlist import MOST_CHARACTERS, MOST_SITES
from layout.words.glossary import say
from tests.browser.conftest import MakeTab
from tests.browser.kit import Server, Tab
from tests.conftest import MINI, case_of

LOOM, GEAR, BAKE = "loom-yard", "gear-hall", "bake-street"
HOSTILE = '<img src=x onerror="window.__hit=1">{{ 7*7 }}%2C,'
BUTTON = ".list-button[data-listed={}]"
ROWS = "() => T.all('.list-row').filter(T.visible).map((row) => row.dataset.row)"


def names(*sites: str, lang: str = "zh") -> list[str]:
    plan = case_of(MINI, "mini", "2021-2025").plan
    return [plan.site[site].name(lang) for site in sites]


def listed(shown: Tab, *sites: str) -> None:
    """Wait until the link holds a shortlist."""
    shown.linked(list=",".join(sites))


def with_drawer(shown: Tab) -> Tab:
    """Open the drawer."""
    shown.page.locator(".list-bar").click()
    shown.page.locator(".list-drawer").wait_for()
    return shown


def test_a_site_goes_on_the_list_from_tile_card_and_page_and_stays_wherever_one_goes(
    tab: MakeTab, small: Server
) -> None:
    shown = tab(small).open("/parks?lang=zh")
    page = shown.page
    assert not page.locator(".lt-list").is_visible()
    page.locator(BUTTON.format(LOOM)).click()
    listed(shown, LOOM)
    assert page.locator(BUTTON.format(LOOM)).get_attribute("aria-pressed") == "true"
    page.locator(f".tile[data-site={BAKE}]").click()
    page.locator(f".panel {BUTTON.format(BAKE)}").click()
    listed(shown, LOOM, BAKE)
    page.locator(".head nav a").first.click()
    page.locator(".panel .element").first.wait_for()
    page.locator(f".rows [data-site={GEAR}]").click()
    page.locator(f".lt-card {BUTTON.format(GEAR)}").click()
    listed(shown, LOOM, BAKE, GEAR)
    assert say("shortlist.count", "zh", n=3) in page.locator(".list-bar").inner_text()

    # Back leads to where one was; the list goes along.
    page.go_back()
    shown.linked(sel=BAKE)
    listed(shown, LOOM, BAKE, GEAR)
    page.reload()
    shown.drawn()
    listed(shown, LOOM, BAKE, GEAR)
    page.locator(".langs button").nth(1).click()
    shown.wait(
        "words => T.first('.list-bar')?.textContent.includes(words)", say("shortlist.count", "en", n=3)
    )
    with_drawer(shown)
    assert shown.texts(".list-drawer .list-name") == names(LOOM, BAKE, GEAR, lang="en")


def test_a_list_is_sorted_noted_and_cleared_by_keyboard(tab: MakeTab, small: Server) -> None:
    shown = with_drawer(tab(small).open(f"/?list={LOOM},{GEAR},{BAKE}"))
    page = shown.page
    page.locator(f"[data-row={BAKE}] [data-act=up]").focus()
    page.keyboard.press("Enter")
    listed(shown, LOOM, BAKE, GEAR)
    assert shown.do("() => [document.activeElement.dataset.act, document.activeElement.closest('li').dataset.row]") == ["up", BAKE]  # fmt: skip
    page.keyboard.press("Enter")
    listed(shown, BAKE, LOOM, GEAR)
    page.keyboard.press("Alt+ArrowDown")
    listed(shown, LOOM, BAKE, GEAR)

    field = page.locator(f"[data-row={BAKE}] input")
    field.focus()
    page.keyboard.type("first, 50% sure")
    shown.linked(words=",first%2C 50%25 sure")
    assert shown.do("() => document.activeElement.value") == "first, 50% sure"
    page.locator(f"[data-row={LOOM}] [data-act=off]").focus()
    page.keyboard.press("Enter")
    listed(shown, BAKE, GEAR)
    shown.linked(words="first%2C 50%25 sure")
    page.reload()
    shown.drawn()
    with_drawer(shown)
    assert page.locator(f"[data-row={BAKE}] input").input_value() == "first, 50% sure"
    page.keyboard.press("Escape")
    assert not page.locator(".list-drawer").is_visible()
    assert shown.do("() => document.activeElement.className") == "list-bar"
    with_drawer(shown)
    page.locator(".list-clear").press("Enter")
    shown.linked(list="", words="")
    assert not page.locator(".lt-list").is_visible()


def test_a_row_is_dragged_to_its_place(tab: MakeTab, small: Server) -> None:
    shown = with_drawer(tab(small).open(f"/?list={LOOM},{GEAR},{BAKE}&words=a,b,c"))
    shown.page.locator(f"[data-row={BAKE}] .list-line").drag_to(shown.page.locator(f"[data-row={LOOM}]"))
    listed(shown, BAKE, LOOM, GEAR)
    shown.linked(words="c,a,b")


def test_another_edition_names_what_it_lacks(tab: MakeTab, small: Server) -> None:
    shown = tab(small).open(f"/?list={LOOM},{GEAR}&words=,b")
    shown.page.locator(".head .choice button").first.click()
    shown.linked(edition="2016-2020", list=LOOM, words="")
    assert say("link.unlisted", "zh", value=names(GEAR)[0]) in shown.page.locator(".faults").inner_text()


def test_what_is_a_strangers_is_text(tab: MakeTab, small: Server) -> None:
    long = "字" * 150
    query = (
        f"list={LOOM},{GEAR}&words={json.dumps(HOSTILE)[1:-1].replace('%', '%25').replace(',', '%2C')},{long}"
    )
    shown = tab(small)
    shown.page.goto(f"{small.url}/shortlist?{query}", wait_until="commit")
    shown.drawn()
    shown.page.locator(".list-row").first.wait_for()
    assert shown.do("() => [window.__hit ?? null, T.all('.lt-tree img').length]") == [None, 0]
    assert "{{ 7*7 }}" in shown.page.locator(f"[data-row={LOOM}] input").input_value()
    # Of a word too long for the link nothing is lost unsaid.
    assert shown.page.locator(".faults").count() == 1


def test_a_link_that_is_full_says_so_and_stays_short(tab: MakeTab, small: Server) -> None:
    sites = [s.id for s in case_of(MINI, "mini", "2021-2025").plan.sites][:6]
    shown = with_drawer(tab(small).open(f"/?list={','.join(sites)}"))
    for site in sites:
        shown.page.locator(f"[data-row={site}] input").fill("字" * MOST_CHARACTERS)
        shown.page.keyboard.press("Tab")
    # Words in the message that is not that of a site put on or taken off.
    shown.page.locator(".lt-notice", has_text=say("shortlist.no-room", "zh", name="")[:4]).wait_for()
    shown.do("() => T.settle()")
    assert len(shown.do("() => location.search")) <= MAX_QUERY
    assert shown.query["list"] == ",".join(sites)


def test_a_list_has_an_end_and_says_so(tab: MakeTab, plan: Plan) -> None:
    sites = [s.id for s in plan.sites][: MOST_SITES + 1]
    shown = tab().open(f"/parks?list={','.join(sites[:MOST_SITES])}&sel={sites[MOST_SITES]}")
    shown.page.locator(BUTTON.format(sites[MOST_SITES])).first.click()
    shown.page.locator(".lt-notice", has_text=say("shortlist.full", "zh", n=MOST_SITES)).wait_for()
    assert shown.query["list"] == ",".join(sites[:MOST_SITES])


@pytest.mark.parametrize("lang", LANGS)
def test_sites_stand_side_by_side_and_numbered_on_the_map(tab: MakeTab, small: Server, lang: str) -> None:
    shown = tab(small).open(f"/shortlist?lang={lang}&list={BAKE},{LOOM},{GEAR},jia,works")
    page = shown.page
    page.locator(".side-by-side").wait_for()
    assert shown.do(ROWS) == [BAKE, LOOM, GEAR, "jia", "works"]
    heads = "() => T.all('.side-by-side thead th').filter(T.visible).slice(1).map((h) => h.querySelector('button').textContent)"
    assert shown.do(heads) == names(BAKE, LOOM, GEAR, "jia", lang=lang)
    marks = "() => Object.fromEntries(T.all('.lt-symbol .lt-mark.is-listed').map((m) => [m.closest('.lt-symbol').dataset.site, m.textContent]))"
    located = {s.id for s in case_of(MINI, "mini", "2021-2025").plan.sites if s.located}
    order = {s: str(n) for n, s in enumerate([BAKE, LOOM, GEAR, "jia", "works"], 1)}
    assert shown.do(marks).items() <= {s: n for s, n in order.items() if s in located}.items()
    dims = shown.do("() => T.dims()")
    assert {s for s, dim in dims.items() if not dim} == {s for s in dims if s in order}

    # Another is picked once one has made room for it.
    assert page.locator(".list-picks input[value=works]").is_disabled()
    page.locator(f".list-picks input[value={BAKE}]").uncheck()
    page.locator(".list-picks input[value=works]").check()
    assert shown.do(heads) == names(LOOM, GEAR, "jia", "works", lang=lang)
    marks_of_rows = shown.do("() => T.all('.side-by-side .differs').map((s) => [s.textContent, s.title])")
    assert {tuple(s) for s in marks_of_rows} <= {
        ("≠", say("shortlist.differs", lang)),
        ("=", say("shortlist.alike", lang)),
    }
    assert len({s[0] for s in marks_of_rows}) == 2
    wrong = shown.do(
        """() => T.all('.side-by-side tbody tr:not(.section)').filter((row) => {
          const texts = new Set([...row.cells].slice(1).filter((c) => !c.hidden).map((c) => c.textContent));
          return (texts.size > 1) !== (row.querySelector('.differs').textContent === '≠');
        }).length"""
    )
    assert wrong == 0
    page.locator(".list-row [data-act=down]").first.click()
    shown.wait("() => T.first('.side-by-side thead th:nth-child(2)').textContent.includes('1')")
    page.locator(".head nav a").nth(1).click()
    page.locator(".tiles").wait_for()
    shown.wait("() => !T.first('.lt-mark.is-listed') && !Object.values(T.dims()).some(Boolean)")


def test_an_empty_list_leads_on(tab: MakeTab, small: Server) -> None:
    shown = tab(small).open("/shortlist?lang=en")
    assert "{" not in shown.page.locator(".shortlist").inner_text()
    shown.page.locator(".shortlist [data-go]").click()
    shown.page.locator(".tiles").wait_for()
    assert shown.page.locator(".head nav [data-page=shortlist]").count() == 0


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("size", "scheme"), [((1280, 800), "dark"), ((390, 844), "light"), ((390, 844), "dark")]
)
def test_it_fits_and_can_be_read(
    tab: MakeTab, small: Server, size: tuple[int, int], scheme: str, lang: str
) -> None:
    shown = tab(small, size=size, color_scheme=scheme)
    shown.open(f"/shortlist?lang={lang}&list={BAKE},{LOOM},{GEAR}&words=x")
    shown.page.locator(".park-files").wait_for()
    assert shown.do("() => document.documentElement.scrollWidth") <= size[0]
    for part in (".shortlist", ".park-files"):
        worst = shown.do("part => T.contrasts(part)", part)[0]
        assert worst[0] >= 4.5, worst
    if size[0] < 900:
        low = shown.do(
            "() => T.all('.list-row button, .list-row input, .park-files button, .park-files input')"
            ".filter(T.visible).filter((b) => b.getBoundingClientRect().height < 32).length"
        )
        assert low == 0
        # The first column stays where the table is scrolled.
        assert (
            shown.do(
                """() => { const box = T.first('.side-by-side'); box.scrollLeft = 200;
              const cell = box.querySelector('tbody th[scope=row]');
              return Math.round(cell.getBoundingClientRect().left - box.getBoundingClientRect().left); }"""
            )
            == 0
        )
    shown.open(f"/?lang={lang}&list={BAKE},{LOOM}")
    with_drawer(shown)
    box = shown.page.locator(".list-drawer").bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= size[0] and box["y"] >= 0
    worst = shown.do("() => T.contrasts('.lt-list')")[0]
    assert worst[0] >= 4.5, worst


def test_on_a_phone_what_is_listed_can_be_sent_from_the_answer_at_once(tab: MakeTab, small: Server) -> None:
    """The bar stands above the answer, the form is a tap away, and how far the file is can be seen."""
    shown = tab(small, (390, 844), has_touch=True, is_mobile=True).open(f"/?lang=en&ask=carbon&list={LOOM}")
    page = shown.page
    page.locator(".lt-finder.is-open").wait_for()
    page.locator(".list-bar").tap()
    page.locator(".list-go").tap()
    page.locator(".shortlist .listed a").tap()
    shown.wait(
        "() => { const { top } = T.first('.park-files').getBoundingClientRect();"
        " return top >= 0 && top < 500; }"
    )
    # It never ends: what stands there is how far it is.
    page.route("**/layout-export", lambda route: None)
    shown.do("() => T.first('[data-file=pack-pdf]').scrollIntoView({ block: 'end' })")
    page.locator("[data-file=pack-pdf]").tap()
    page.locator(".lt-job .lt-progress").wait_for()
    box = page.locator(".lt-job").bounding_box()
    assert box and box["y"] >= 0 and box["y"] + box["height"] <= 844


def test_an_order_says_whom_it_is_for_and_takes_the_list_along(tab: MakeTab, small: Server) -> None:
    shown = tab(small).open(f"/shortlist?lang=en&ask=carbon&list={LOOM},{GEAR}&words=,b%20c")
    page = shown.page
    bodies: list[dict[str, Any]] = []

    def answer(route: Any) -> None:
        bodies.append(json.loads(route.request.post_data))
        route.fulfill(status=200, content_type="application/json", body=json.dumps({"faults": ["<b>no</b>"]}))

    page.route("**/layout-export", answer)
    page.locator("[name=pack-investor]").fill(HOSTILE)
    page.locator("[name=pack-lang]").select_option("zh")
    page.locator("[data-file=pack-pdf]").click()
    page.locator(".park-files .faults li", has_text="<b>no</b>").wait_for()
    page.locator("[name=pack-request]").fill("")
    page.locator("[data-file=sheets-png]").click()
    shown.until(lambda: len(bodies) == 2, "a second order")
    page.locator("[data-file=pack-pdf-short]").click()
    shown.until(lambda: len(bodies) == 3, "a third order")

    first, second, third = bodies
    assert (third["content"], third["format"], third["extent"]) == ("pack", "pdf", "short")
    assert "extent" not in first and "extent" not in second
    assert (first["content"], first["format"], first["lang"]) == ("pack", "pdf", "zh")
    assert first["parks"] == [LOOM, GEAR] and first["comments"] == {GEAR: "b c"}
    assert (first["investor"], first["request"]) == (HOSTILE, "carbon")
    assert (second["content"], second["request"]) == ("sheets", "")
    # What was typed outlasts another page.
    page.locator(".head nav a").first.click()
    page.locator(".panel .element").first.wait_for()
    page.locator(".head nav [data-page=shortlist]").click()
    page.locator("[name=pack-investor]").wait_for()
    assert page.locator("[name=pack-investor]").input_value() == HOSTILE


def test_a_sheet_of_one_park_comes_as_a_file(tab: MakeTab, small: Server) -> None:
    shown = tab(small, accept_downloads=True).open(f"/parks?lang=en&sel={LOOM}")
    with shown.page.expect_download(timeout=60_000) as got:
        shown.page.locator("[data-file=sheets-pdf]").click()
    assert Path(got.value.path()).read_bytes().startswith(b"%PDF")
    shown.page.locator(".park-files .lt-job a", has_text=got.value.suggested_filename).wait_for()


def test_sites_side_by_side_are_printed_across(tab: MakeTab, small: Server, tmp_path: Path) -> None:
    from pypdf import PdfReader

    shown = tab(small).open(f"/shortlist?lang=en&list={LOOM},{GEAR}&words=take%20this")
    shown.page.locator(".side-by-side").wait_for()
    shown.page.pdf(path=tmp_path / "list.pdf", print_background=True, prefer_css_page_size=True)
    sheets = PdfReader(tmp_path / "list.pdf").pages
    assert all(s.mediabox.width > s.mediabox.height for s in sheets)
    text = "\n".join(s.extract_text() for s in sheets)
    assert "take this" in text and all(n.split()[0] in text for n in names(LOOM, GEAR, lang="en"))
    assert say("park_files.investor", "en") not in text


def test_a_word_that_is_typed_as_the_answer_comes_stays_with_its_caret(tab: MakeTab, small: Server) -> None:
    """The server answers a new order with a new comparison: the rows above it are the browser's own."""
    shown = tab(small).open(f"/shortlist?lang=en&list={LOOM},{GEAR},{BAKE}")
    shown.page.locator(".list-row .list-word").first.wait_for()
    shown.served(list=f"{LOOM},{GEAR},{BAKE}")
    shown.do(
        """() => {
            T.first('.list-row [data-act=down]').click();
            T.typed = T.first('.list-row .list-word');
            T.typed.focus();
            T.compared = T.first('.compared');
        }"""
    )
    shown.page.keyboard.type("two")
    shown.wait("() => !T.compared.isConnected")
    shown.page.keyboard.type(" halls")
    assert shown.do("() => T.typed.isConnected && T.typed === document.activeElement")
    shown.linked(list=f"{GEAR},{LOOM},{BAKE}", words=",two halls")


def test_the_language_of_a_pack_is_that_of_the_page_until_another_is_picked(
    tab: MakeTab, small: Server
) -> None:
    shown = tab(small).open(f"/shortlist?lang=zh&list={LOOM},{GEAR}")
    page = shown.page
    chosen = page.locator("[name=pack-lang]")
    page.locator("[name=pack-investor]").fill("Suzhou CDMO")
    assert chosen.input_value() == "zh"
    page.locator(".langs button").nth(1).click()
    shown.wait("() => T.first('.park-files').lang === 'en'")
    assert (
        chosen.input_value() == "en" and page.locator("[name=pack-investor]").input_value() == "Suzhou CDMO"
    )
    chosen.select_option("en")
    page.locator(".langs button").nth(0).click()
    shown.wait("() => T.first('.park-files').lang === 'zh'")
    assert chosen.input_value() == "en"
