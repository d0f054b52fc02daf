"""The briefing page as a briefer works with it: change the story, take it along, present it."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pypdf
import pytest
from pptx import Presentation

from layout.briefing import story_file as stories
from layout.briefing.slides import fill_story
from layout.plan.shapes import bounds_by_id
from layout.words.glossary import say
from tests.browser.conftest import MakeTab
from tests.browser.kit import Server, Tab
from tests.conftest import MINI, Case

HIT = "<img src=x onerror=window.__hit=1>"
KEY = "layout-story:mini/2021-2025"


def titles(mini: Case, lang: str) -> list[str]:
    """Return the titles of the shipped story as they are filled."""
    story, _ = stories.edition_story(MINI, mini.plan.district.id, mini.plan.edition.id, mini.plan, ())
    assert story is not None
    return [s.title for s in fill_story(story, mini.plan, lang, bounds_by_id(mini.plan, mini.shapes)).slides]


def opened(tab: MakeTab, server: Server, query: str = "lang=zh", **options: Any) -> Tab:
    """Open the page in a browser context of its own."""
    shown = tab(server, **{"locale": "zh-CN", **options}).open(f"/briefing?{query}")
    shown.page.locator(".editor").wait_for()
    return shown


def draft(shown: Tab) -> Any:
    """Return what the browser keeps."""
    return json.loads(shown.do("(key) => localStorage.getItem(key)", KEY) or "null")


def until_titles(shown: Tab, expected: list[str]) -> None:
    """Wait until the list shows these steps."""
    shown.wait(
        "(w) => T.all('.editor-words b').map((b) => b.textContent).join('|') === w.join('|')", expected
    )


def left(shown: Tab) -> None:
    """Leave the presenter: the first Escape may only leave the full screen."""
    shown.press_until("Escape", "() => !T.first('.lt-presenter')")


def downloaded(shown: Tab, name: str) -> bytes:
    """Press a button of a file; return the file."""
    got: list[Any] = []
    page = shown.page
    page.once("download", lambda file: got.append(file))
    page.get_by_role("button", name=name, exact=True).click()
    page.locator(".lt-job :is(a, .faults)").wait_for(timeout=90_000)
    assert not page.locator(".lt-job .faults").count(), page.locator(".lt-job").inner_text()
    shown.until(lambda: got, "a download")
    assert got[0].suggested_filename.startswith("mini-2021-2025-briefing-")
    return Path(got[0].path()).read_bytes()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_briefers_way(small: Server, tab: MakeTab, mini: Case, lang: str) -> None:
    """Change the order, add a step of one's own, take the files along, present with the network cut."""
    shown = opened(tab, small, f"lang={lang}", accept_downloads=True)
    page = shown.page
    first = titles(mini, lang)
    until_titles(shown, first)
    assert page.locator(".editor-draft").inner_text().startswith(say("briefing_editor.shipped", lang))
    shown.do("() => T.hold()")

    page.locator(".editor-go").nth(1).focus()
    page.keyboard.press("Alt+ArrowUp")
    order = [first[1], first[0], *first[2:]]
    until_titles(shown, order)
    assert (
        page.evaluate("() => document.activeElement.closest('.editor-step').dataset.step")
        == draft(shown)["steps"][0]["id"]
    )
    assert page.locator(".editor-draft").inner_text().startswith(say("briefing_editor.own", lang))
    page.locator(".editor-go").nth(2).click()
    shown.wait("() => new URLSearchParams(location.search).get('sel') === 'loom-yard'")
    assert page.locator(".lt-symbol[data-site=loom-yard].is-selected").count() == 1
    assert shown.do("() => T.same()")

    page.locator(".head nav a[data-go*=parks]").click()
    page.locator(".panel .steps .link").last.click()
    shown.wait("() => new URLSearchParams(location.search).get('sel') !== 'loom-yard'")
    shown.still()
    selected = shown.query["sel"]
    page.locator(".head [data-go*=keep]").click()
    name = mini.plan.site[selected].name(lang)
    note = page.locator(".lt-notice")
    assert note.locator("p").inner_text() == say("keep_view.kept", lang, n=len(first) + 1, title=name)
    note.locator("button").click()
    page.locator(".editor").wait_for()
    until_titles(shown, [*order, name])
    view = dict(p.split("=") for p in draft(shown)["steps"][-1]["view"].split("&"))
    assert view["sel"] == selected and {"c", "z"} <= set(view)
    assert not {"district", "edition", "lang", "step"} & set(view)

    label = page.locator("[data-act=edit]").nth(0).get_attribute("aria-label")
    assert label == say("briefing_editor.do-edit-step", lang, n=1, title=order[0])
    page.locator("[data-act=edit]").last.click()
    assert page.locator(".editor-other").inner_text() == say("briefing_editor.other-none", lang)
    field = page.locator(".editor-name")
    assert page.evaluate("() => document.activeElement.className") == "editor-name"
    field.fill({"zh": "我的一步", "en": "My own step"}[lang])
    page.locator(".editor-lines").fill("{count:parks}\n{{plain}}")
    n = len(mini.plan.of_type("park"))
    shown.wait("(n) => T.all('.editor-preview li').map((e) => e.textContent).join('|').startsWith(`${n}`)", n)
    assert shown.texts(".editor-preview ul:first-child li") == [str(n), "{plain}"]
    order.append(field.input_value())
    until_titles(shown, order)

    if lang == "zh":  # each file once: they are looked at whole elsewhere
        deck = Presentation(io.BytesIO(downloaded(shown, say("format.story-pptx-title", lang))))
        assert [s.shapes.title.text_frame.text.replace("\v", "") for s in deck.slides] == order
        assert order[-1] in downloaded(shown, say("format.story-html-title", lang)).decode("utf-8")
    else:
        pages = pypdf.PdfReader(io.BytesIO(downloaded(shown, say("format.story-pdf-title", lang)))).pages
        assert len(pages) >= len(order)
        assert order[-1] in pages[-1].extract_text()

    page.reload()
    shown.drawn()
    until_titles(shown, order)
    page.context.set_offline(True)
    page.locator(".editor-present").click()
    for n, title in enumerate(order):
        if n:
            page.keyboard.press("ArrowRight")
        page.locator(".lt-presenter h1, .lt-presenter h2").filter(has_text=title).first.wait_for()
    left(shown)
    assert page.evaluate("() => document.activeElement.className") == "editor-present"
    page.context.set_offline(False)
    shown.expect("ERR_INTERNET_DISCONNECTED")


def test_a_step_can_be_doubled_deleted_dragged_and_all_undone(
    small: Server, tab: MakeTab, mini: Case
) -> None:
    shown = opened(tab, small)
    page = shown.page
    first = titles(mini, "zh")
    until_titles(shown, first)
    page.locator("[data-act=double]").first.click()
    until_titles(shown, [first[0], *first])
    assert len({s["id"] for s in draft(shown)["steps"]}) == len(first) + 1
    page.locator("[data-act=drop]").first.click()
    until_titles(shown, first)
    assert (
        say("briefing_editor.dropped", "zh", n=1, title=first[0])
        in page.locator(".editor-message").inner_text()
    )
    page.locator(".editor-line").first.drag_to(
        page.locator(".editor-line").nth(2), target_position={"x": 60, "y": 44}
    )
    until_titles(shown, [first[1], first[2], first[0], *first[3:]])
    assert page.locator(".editor-step").first.locator("[data-act=up]").is_disabled()
    for _ in range(3):
        page.locator(".editor-undo").click()
    until_titles(shown, first)
    assert draft(shown) is None
    assert page.locator(".editor-undo").is_hidden() and page.locator(".editor-reset").is_hidden()


def test_a_story_is_saved_loaded_reset_and_had_back(
    small: Server, tab: MakeTab, mini: Case, tmp_path: Path
) -> None:
    shown = opened(tab, small, "lang=en", accept_downloads=True)
    page = shown.page
    first = titles(mini, "en")
    page.locator("[data-act=drop]").last.click()
    until_titles(shown, first[:-1])
    with page.expect_download() as got:
        page.get_by_role("button", name=say("briefing_editor.save", "en")).click()
    assert got.value.suggested_filename == "mini-2021-2025-story.toml"
    saved_file = tmp_path / "own.toml"
    got.value.save_as(saved_file)

    page.locator(".editor-reset").click()
    page.locator(".editor-confirm button").nth(1).click()
    assert draft(shown) is not None
    page.locator(".editor-reset").click()
    page.locator(".editor-confirm button").first.click()
    until_titles(shown, first)
    assert draft(shown) is None
    page.locator(".editor-undo").click()
    until_titles(shown, first[:-1])
    page.locator(".editor-undo").click()
    until_titles(shown, first)

    bad = tmp_path / "bad.toml"
    bad.write_text(
        f"title_zh = 'x'\n[[steps]]\nid = 'a'\nview = 'sel=moon'\ntitle_zh = '{HIT}'\nshow = 'stars'\n",
        "utf-8",
    )
    page.locator("#editor-story").set_input_files(bad)
    page.locator(".editor-refused li").first.wait_for()
    refusal = page.locator(".editor-refused").inner_text()
    assert say("briefing_editor.refused", "en", file="bad.toml", n=2) in refusal
    assert all(word in refusal for word in ("bad.toml line 4", "moon", "bad.toml line 6", "stars"))
    until_titles(shown, first)
    broken = tmp_path / "broken.toml"
    broken.write_bytes(b"\xff\xfe")
    page.locator("#editor-story").set_input_files(broken)
    page.get_by_text(say("briefing_editor.not-utf8", "en")).wait_for()
    page.locator("#editor-story").set_input_files(saved_file)
    until_titles(shown, first[:-1])
    assert page.locator(".editor-refused li").count() == 0
    assert (
        say("briefing_editor.loaded", "en", file="own.toml", n=len(first) - 1)
        in page.locator(".editor-message").inner_text()
    )


def test_lines_of_the_other_language_keep_their_place(small: Server, tab: MakeTab) -> None:
    shown = opened(tab, small, "lang=en")
    page = shown.page
    page.locator("[data-act=edit]").first.click()
    lines = page.locator(".editor-lines")
    was = lines.input_value().split("\n")
    lines.fill("\n".join(["A new one", *was]))
    shown.wait("(key) => JSON.parse(localStorage.getItem(key))?.steps[0].lines.length === 3", KEY)
    now = draft(shown)["steps"][0]["lines"]
    assert [line["en"] for line in now] == ["A new one", *was]
    assert now[0]["zh"] == "" and all(line["zh"] for line in now[1:])
    lines.fill(was[1])
    shown.wait("(key) => JSON.parse(localStorage.getItem(key)).steps[0].lines.length === 1", KEY)
    assert draft(shown)["steps"][0]["lines"] == [now[2]]


@pytest.mark.parametrize("stored", ["{", "[]", "null", '{"title":{"zh":1,"en":""},"steps":[]}', '{"steps":[{}]}',
                                  '{"title":{"zh":"","en":""},"steps":[{"id":"a","view":"","show":{}}]}'])  # fmt: skip
def test_what_the_browser_kept_is_checked_before_it_is_believed(
    small: Server, tab: MakeTab, mini: Case, stored: str
) -> None:
    shown = opened(tab, small)
    shown.do("([key, stored]) => localStorage.setItem(key, stored)", [KEY, stored])
    shown.page.reload()
    shown.drawn()
    until_titles(shown, titles(mini, "zh"))


def test_hostile_words_stay_words(small: Server, tab: MakeTab) -> None:
    shown = opened(tab, small)
    pair = {"zh": f"{HIT} ${{alert(1)}}", "en": HIT}
    step = {
        "id": HIT,
        "view": f"sel={HIT}&c=9e99,x&off=__proto__",
        "title": pair,
        "lines": [pair],
        "figures": [HIT],
        "show": HIT,
        "notes": pair,
    }
    story = {"title": pair, "steps": [step, {**step, "id": "__proto__"}]}
    shown.do("([key, story]) => localStorage.setItem(key, JSON.stringify(story))", [KEY, story])
    shown.page.reload()
    shown.drawn()
    page = shown.page
    page.locator(".editor-faults li").first.wait_for()
    page.locator("[data-act=edit]").first.click()
    page.locator(".editor-actions").first.scroll_into_view_if_needed()
    in_view = "() => { const b = T.first('.editor-faults').getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight; }"
    assert shown.do(in_view)
    page.locator(".editor-go").first.click()
    assert page.locator(".editor-words b").first.inner_text() == pair["zh"]
    assert page.locator(".editor-name").input_value() == pair["zh"]
    page.locator(".editor-present").click()
    page.locator(".lt-presenter").wait_for()
    shown.still()
    left(shown)
    assert shown.do(
        "() => [window.__hit ?? null, T.violations.length, T.all('.editor img, .lt-presenter img').length]"
    ) == [None, 0, 0]


def test_the_other_window_is_heard_of_and_the_later_change_wins(
    small: Server, tab: MakeTab, mini: Case
) -> None:
    shown = opened(tab, small)
    first = titles(mini, "zh")
    page = shown.page
    page.locator("[data-act=drop]").first.click()
    until_titles(shown, first[1:])
    other = page.context.new_page()
    other.goto(page.url)
    other.locator(".editor-step").first.wait_for()
    other.locator("[data-act=drop]").first.click()
    until_titles(shown, first[2:])
    assert page.locator(".editor-message").inner_text() == say("briefing_editor.other-window", "zh")
    page.locator(".editor-undo").click()
    until_titles(shown, first[1:])
    other.close()


def test_without_the_server_changes_are_kept_and_filled_later(small: Server, tab: MakeTab) -> None:
    shown = opened(tab, small)
    page = shown.page
    page.locator("[data-act=edit]").first.click()
    page.context.set_offline(True)
    page.locator(".editor-lines").fill("{count:parks}")
    page.locator(".editor-faults").get_by_text(say("briefing_editor.away", "zh")).wait_for()
    assert draft(shown)["steps"][0]["lines"][0]["zh"] == "{count:parks}"
    page.locator(".editor-make").first.click()
    page.locator(".lt-job").get_by_text(say("briefing_editor.no-answer", "zh")).wait_for()
    page.context.set_offline(False)
    shown.wait(
        "() => !T.first('.editor-faults li') && T.first('.editor-preview li')?.textContent.match(/^[0-9]+$/)"
    )
    shown.expect("ERR_INTERNET_DISCONNECTED")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_edition_without_a_story_begins_with_the_present_view(
    small: Server, tab: MakeTab, lang: str
) -> None:
    shown = opened(tab, small, f"edition=2016-2020&lang={lang}")
    page = shown.page
    assert page.locator(".editor-empty").inner_text() == say("briefing_editor.none", lang)
    assert page.locator(".editor-present").is_disabled()
    page.locator(".editor-keep").click()
    page.locator(".editor-step .editor-name").wait_for()
    page.locator(".editor-name").fill("x")
    shown.wait("() => !T.first('.editor-faults li') && T.first('.editor-words b')?.textContent === 'x'")
    assert page.locator(".editor-present").is_enabled()
    page.locator(".editor-present").click()
    page.locator(".lt-presenter").wait_for()
    left(shown)


def test_the_page_is_worked_by_keyboard_and_every_control_has_a_name(small: Server, tab: MakeTab) -> None:
    shown = opened(tab, small, "lang=en")
    page = shown.page
    page.locator(".editor-present").focus()
    names, acts = [], []
    for _ in range(24):
        page.keyboard.press("Tab")
        names.append(shown.do("() => T.focused()"))
        acts.append(shown.do("() => document.activeElement.dataset.act || document.activeElement.id || ''"))
    assert all(n["name"] for n in names if n["tag"] != "INPUT")
    assert {"edit", "down", "double", "drop", "editor-story", "editor-template"} <= set(acts)
    page.locator("[data-act=edit]").first.focus()
    page.keyboard.press("Enter")
    fields = "() => T.all('.editor-form :is(input, textarea, select)').map((e) => e.labels?.[0]?.textContent || e.getAttribute('aria-label') || '')"
    assert len(shown.do(fields)) >= 5 and all(shown.do(fields))
    page.keyboard.press("Shift+Tab")
    page.emulate_media(media="print")
    assert page.locator(".editor").is_hidden()
    page.emulate_media(media="screen")


def test_a_damaged_template_is_named_and_can_be_removed(small: Server, tab: MakeTab, tmp_path: Path) -> None:
    shown = opened(tab, small, "lang=en")
    page = shown.page
    (tmp_path / "house.pptx").write_bytes(b"no deck")
    page.locator("#editor-template").set_input_files(tmp_path / "house.pptx")
    page.locator(".editor-template b").get_by_text("house.pptx").wait_for()
    page.locator(".editor-make").first.click()
    page.locator(".lt-job .faults li").first.wait_for(timeout=60_000)
    job_text = page.locator(".lt-job").inner_text()
    assert say("template_fault.not-zip", "en") in job_text and "house.pptx" in job_text
    page.locator(".editor-template button").click()
    assert page.locator(".editor-template").inner_text() == say("briefing_editor.template-none", "en")


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_scrolls_sideways_and_everything_can_be_read(
    small: Server, tab: MakeTab, size: tuple[int, int], lang: str
) -> None:
    shown = opened(tab, small, f"lang={lang}", size=size)
    page = shown.page
    page.locator(".editor-keep").click()
    page.locator(".editor-step:last-child .editor-name").wait_for()
    page.locator(".editor-go").first.click()
    page.locator("[data-act=edit]").first.click()
    page.locator(".editor-preview li").first.wait_for()
    over = "(s) => { const e = T.first(s); return e.scrollWidth - e.clientWidth; }"
    assert max(shown.do(over, part) for part in (".editor", ".head", ".stApp")) <= 0
    assert shown.do("() => document.documentElement.scrollWidth - innerWidth") <= 0
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert shown.do("() => T.contrasts('.editor')")[0][0] >= 4.4, shown.do(
            "() => T.contrasts('.editor')"
        )[:3]
