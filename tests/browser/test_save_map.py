"""The map saved from the page where it stands: by keyboard, as it is seen, and what can go wrong."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from layout import exports
from layout.exports import size as sizes
from layout.exports.size import Size
from layout.view.extent import view_for_size
from layout.view.query import parse_view
from layout.words.glossary import say
from tests.browser.conftest import MakeTab
from tests.browser.kit import Server, Tab
from tests.conftest import Case

HIT = "<img src=x o="
BUTTON = ".head [data-go*=picture]"


def opened(tab: MakeTab, server: Server, address: str = "/?lang=en", **options: Any) -> Tab:
    """Open a page, then the dialog by keyboard."""
    shown = tab(server, **{"locale": "en-GB", "accept_downloads": True, **options}).open(address)
    shown.page.locator(BUTTON).focus()
    shown.page.keyboard.press("Enter")
    shown.page.locator(".lt-picture[open]").wait_for()
    return shown


def downloaded(shown: Tab, act: Any) -> tuple[str, bytes]:
    """Do what makes a file; return its name and the file."""
    with shown.page.expect_download(timeout=60_000) as got:
        act()
    return got.value.suggested_filename, Path(got.value.path()).read_bytes()


def focused(shown: Tab) -> str:
    """Return what holds the focus: the name of a field, else the class of a part."""
    return str(shown.do("() => document.activeElement.name || document.activeElement.className"))


def refused(shown: Tab) -> None:
    """Bear what the browser notes by itself of an answer that is a refusal, or of none."""
    quiet = ("/layout-export", "ERR_INTERNET_DISCONNECTED", "ERR_FAILED")
    shown.expect(*quiet)


def test_what_is_filtered_moved_and_zoomed_is_saved_as_it_is_seen_by_keyboard(
    small: Server, tab: MakeTab, mini: Case
) -> None:
    """From the button to the file and back, no pointer in the dialog; the file is drawn as the screen is."""
    shown = tab(small, locale="en-GB", accept_downloads=True).open("/?lang=en&off=roads")
    page = shown.page
    page.locator(".lt-chips [data-facet=level]").first.click()
    page.locator(".lt-buttons button").first.click()
    shown.still()
    box = page.locator(".lt-canvas").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 - 90, box["y"] + box["height"] / 2 - 40, steps=6)
    page.mouse.up()
    shown.still()
    assert {"c", "z", "level"} <= set(shown.query)

    page.locator(BUTTON).focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name=say("map_image.title", "en"))
    dialog.wait_for()
    summary = page.locator(".picture-content").inner_text()
    level = next(t(shown.query["lang"]) for key, t in levels(mini) if key == shown.query["level"])
    assert all(w in summary for w in (level, say("map_image.place", "en"), say("layer.roads", "en")))
    assert focused(shown) == "picture-form"
    page.keyboard.press("Tab")
    assert focused(shown) == "picture-size"
    page.keyboard.press("End")  # the last choice: a size of one's own
    for name, text in (("width", "900"), ("height", "600"), ("dpi", "110")):
        page.keyboard.press("Tab")
        assert focused(shown) == f"picture-{name}"
        page.keyboard.press("Control+A")
        page.keyboard.type(text)
    name, content = downloaded(shown, lambda: page.keyboard.press("Enter"))

    assert name == "mini-2021-2025-map-en.png"
    assert Image.open(io.BytesIO(content)).size == (900, 600)
    query = "&".join(f"{k}={v}" for k, v in shown.query.items())
    view, faults = parse_view(query, mini.plan, ["roads"])
    size = Size(900, 600, 110)
    window = shown.do("() => { const m = T.first('.lt-map'); return [m.clientWidth, m.clientHeight]; }")
    assert not faults and view.zoom is not None and view.level
    assert content == exports.render_view(
        ".png", mini.plan, mini.shapes, view_for_size(view, window, size.screen), size
    )

    link = page.locator(".lt-picture .lt-job a")
    link.wait_for()
    assert downloaded(shown, link.click) == (name, content)
    page.keyboard.press("Escape")
    page.locator(".lt-picture").wait_for(state="detached")
    assert shown.do("(b) => document.activeElement === T.first(b)", BUTTON)
    page.keyboard.press("Enter")
    assert page.locator("[name=picture-width]").input_value() == "900"
    assert page.locator(".lt-picture .lt-job a").inner_text() == name


def levels(case: Case) -> list[tuple[str, Any]]:
    """Return the levels of a district by id."""
    return [(t.id, t.name) for t in case.plan.district.levels]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_untouched_map_is_saved_whole_of_the_edition_on_the_screen(
    small: Server, tab: MakeTab, mini: Case, lang: str
) -> None:
    shown = opened(tab, small, f"/parks?lang={lang}&edition=2016-2020")
    page = shown.page
    assert say("map_image.whole", lang) in page.locator(".picture-content").inner_text()
    page.keyboard.press("Escape")
    page.locator(".lt-buttons button").first.click()
    shown.still()
    page.locator(BUTTON).click()
    assert say("map_image.place", lang) in page.locator(".picture-content").inner_text()
    page.keyboard.press("Escape")
    page.locator(".lt-buttons button").last.click()  # back to the whole district
    shown.still()
    page.locator(BUTTON).click()
    assert say("map_image.whole", lang) in page.locator(".picture-content").inner_text()
    page.keyboard.press("ArrowRight")
    asks: list[Any] = []
    page.on("request", lambda r: asks.append(r.post_data_json) if r.url.endswith("/layout-export") else None)
    name, content = downloaded(shown, lambda: page.locator(".picture-save").click())

    assert name == f"mini-2016-2020-map-{lang}.svg" and b"<svg" in content[:400]
    assert [(a["view"], a["size"], a["dpi"], a["edition"]) for a in asks] == [
        ("", "3840x2160", None, "2016-2020")
    ]


def test_the_whole_district_is_known_in_a_window_of_another_size(small: Server, tab: MakeTab) -> None:
    shown = tab(small, size=(390, 844), locale="en-GB").open("/?lang=en")
    page = shown.page
    page.locator(".lt-buttons button").last.click()
    shown.still()
    shown.resize(844, 390)
    page.locator(".lt-buttons button").last.click()
    shown.still()
    page.locator(BUTTON).click()
    assert say("map_image.whole", "en") in page.locator(".picture-content").inner_text()


def test_sizes_are_those_of_the_list_and_a_pdf_has_its_true_size(small: Server, tab: MakeTab) -> None:
    import pypdf

    shown = opened(tab, small)
    page = shown.page
    options = shown.texts(".lt-picture option")
    assert options == [*(say(f"map_image_size.{n}", "en") for n in sizes.PRESETS), say("map_image.own", "en")]
    page.get_by_role("radio", name=say("format.map-pdf", "en")).check()
    page.locator(".lt-picture select").select_option(label=say("map_image_size.a4-tall", "en"))
    name, content = downloaded(shown, lambda: page.locator(".picture-save").click())
    width, height = pypdf.PdfReader(io.BytesIO(content)).pages[0].mediabox[2:]
    assert name.endswith(".pdf")
    assert (round(float(width) / 72 * 25.4), round(float(height) / 72 * 25.4)) == (210, 297)


def test_faults_are_told_and_what_was_typed_stays_words(small: Server, tab: MakeTab) -> None:
    shown = opened(tab, small)
    page = shown.page
    page.locator(".lt-picture select").select_option(label=say("map_image.own", "en"))
    fault = page.locator(".lt-picture .faults li")
    for field, text, word, values in (
        ("width", HIT[:12], "size", {"value": f"{HIT[:12]}x2160"}),
        ("width", "199", "range", {"value": "199x2160", "low": "200", "high": "12,000", "most": "40"}),
        ("dpi", HIT[:12], "no-dpi", {"value": HIT[:12], "low": "36", "high": "1,200"}),
        ("dpi", "1201", "dpi", {"value": "1201", "low": "36", "high": "1,200"}),
    ):
        page.locator(f"[name=picture-{field}]").fill(text)
        page.locator(f"[name=picture-{field}]").press("Enter")
        fault.get_by_text(say(f"map_image_answer.{word}", "en", **values), exact=True).wait_for()
        page.locator(f"[name=picture-{field}]").fill("3840" if field == "width" else "")
    assert shown.do("() => [T.all('.lt-picture img').length, window.__hit ?? null, T.violations.length]") == [
        0,
        None,
        0,
    ]
    refused(shown)


def test_a_job_can_be_stopped_and_a_server_that_is_away_is_said(small: Server, tab: MakeTab) -> None:
    shown = opened(tab, small)
    page = shown.page
    page.locator(".lt-picture select").select_option(index=4)
    page.locator(".picture-save").press("Enter")
    stop = page.locator(".lt-picture .lt-job button")
    stop.wait_for()
    assert page.locator(".picture-save").get_attribute("aria-disabled") == "true"
    stop.press("Enter")
    page.get_by_text(say("job.stopped", "en"), exact=True).wait_for()
    assert focused(shown) == "picture-save"

    page.context.set_offline(True)
    page.keyboard.press("Enter")
    page.locator(".lt-picture .faults").get_by_text(say("map_image.no-answer", "en")).wait_for()
    assert page.locator(".lt-picture select").input_value() == "4"
    page.context.set_offline(False)
    assert downloaded(shown, lambda: page.keyboard.press("Enter"))[0] == "mini-2021-2025-map-en.png"
    refused(shown)


def test_a_dialog_that_was_closed_meanwhile_still_saves_and_says_so(small: Server, tab: MakeTab) -> None:
    shown = opened(tab, small)
    page = shown.page

    def save() -> None:
        page.locator(".picture-save").press("Enter")
        page.keyboard.press("Escape")

    name, _ = downloaded(shown, save)
    page.locator(".lt-notice").get_by_text(name).wait_for()
    assert page.locator(".lt-picture").count() == 0


def test_marks_that_are_not_in_the_picture_are_named(small: Server, tab: MakeTab) -> None:
    shown = tab(small, locale="en-GB").open("/compare?lang=en&edition=2021-2025")
    shown.page.locator(".lt-mark").first.wait_for(state="attached")
    shown.page.locator(BUTTON).click()
    assert say("map_image.unmarked", "en") in shown.page.locator(".picture-content").inner_text()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("size", "scheme"), [((390, 844), "light"), ((390, 844), "dark"), ((1280, 800), "dark")]
)
def test_the_dialog_fits_and_can_be_read(
    small: Server, tab: MakeTab, lang: str, size: tuple[int, int], scheme: str
) -> None:
    shown = opened(tab, small, f"/?lang={lang}", size=size, color_scheme=scheme)
    page = shown.page
    page.locator(".lt-picture select").select_option(index=5)
    page.locator("[name=picture-dpi]").fill("9")
    page.keyboard.press("Enter")
    page.locator(".lt-picture .faults li").wait_for()

    box = page.locator(".lt-picture").bounding_box()
    assert (
        box is not None
        and box["x"] >= 0
        and box["x"] + box["width"] <= size[0]
        and box["y"] + box["height"] <= size[1]
    )
    assert shown.do("() => document.documentElement.scrollWidth - innerWidth") <= 0
    assert shown.do("() => { const e = T.first('.lt-picture'); return e.scrollWidth - e.clientWidth; }") <= 0
    assert shown.do("() => T.contrasts('.lt-picture')")[0][0] >= 4.4
    assert (shown.do("() => T.light(T.ground(T.first('.lt-picture')))") < 0.1) == (scheme == "dark")
    names = shown.do("() => T.all('.lt-picture :is(input, select, button)').filter(T.visible)"
                     ".map((e) => e.getAttribute('aria-label') || e.textContent || [...(e.labels || [])].map((l) => l.textContent).join())")  # fmt: skip
    assert len(names) == 9 and all(n.strip() for n in names)
    if size[0] < 900:
        highs = shown.do(
            "() => T.all('.lt-picture :is(select, button, label:has([type=radio]))').filter(T.visible).map((e) => e.getBoundingClientRect().height)"
        )
        assert min(highs) >= 43.9
    refused(shown)
