"""One file of a story: opens from disk in the presenter, asks no host, fits every screen, prints."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from geodata.languages import LANGS
from layout.briefing.presenter import presenter_data
from layout.briefing.slides import fill_story
from layout.briefing.story_file import edition_story
from layout.briefing.story_model import Briefing
from layout.exports import slideshow
from layout.exports.story_options import StoryOptions
from layout.maps.live import folium_map
from layout.plan.shapes import bounds_by_id
from tests.browser.conftest import MakeTab
from tests.browser.kit import Server, Tab
from tests.conftest import Case

NO_SERVER = Server("", Path(), Path(), Path())
QUIET = {"reduced_motion": "reduce"}
SIZES = (
    (1920, 1080, "zh"),
    (1920, 1080, "en"),
    (1366, 768, "zh"),
    (1366, 768, "en"),
    (1280, 720, "en"),
    (1024, 768, "en"),
)
MOST_BYTES = 1_200_000


@pytest.fixture(scope="module")
def briefings(bundled: Case) -> dict[str, Briefing]:
    """Fill the shipped story in each language."""
    plan = bundled.plan
    layers = [layer["id"] for layer in folium_map.build_map(plan, bundled.shapes, "zh").canvas.layers]
    story, _ = edition_story(bundled.root, plan.district.id, plan.edition.id, plan, layers)
    assert story is not None
    return {lang: fill_story(story, plan, lang, bounds_by_id(plan, bundled.shapes)) for lang in LANGS}


@pytest.fixture(scope="module")
def files(
    bundled: Case, briefings: dict[str, Briefing], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """Write the story's file in each language."""
    folder, paths = tmp_path_factory.mktemp("story"), {}
    for lang in LANGS:
        done: list[int] = []
        content = slideshow.make(briefings[lang], bundled.plan, bundled.shapes, StoryOptions(), lambda n, _, numbers=done: numbers.append(n))  # type: ignore[misc]  # fmt: skip
        count = len(briefings[lang].slides)
        assert done == list(range(1, count + 1))
        assert len(content) <= MOST_BYTES
        paths[lang] = folder / f"汇报 {lang}.html"
        paths[lang].write_bytes(content)
    return paths


def opened(tab: MakeTab, url: str, size: tuple[int, int] = (1366, 768), **options: Any) -> Tab:
    """Open a file; wait for the presenter."""
    shown = tab(NO_SERVER, size, **{**QUIET, **options})
    shown.page.goto(url, wait_until="commit")
    shown.page.locator(".lt-presenter h2").wait_for()
    return shown


def presenter_of(shown: Tab) -> Any:
    """Return the presenter as it stands, or None."""
    return shown.do("() => T.presenter()")


def test_it_opens_shows_and_lets_go(
    tab: MakeTab, files: dict[str, Path], briefings: dict[str, Briefing]
) -> None:
    """From disk, at the first step; the link is the step's; Escape leads to the free map and back."""
    steps = presenter_data(briefings["zh"])["steps"]
    shown = opened(tab, files["zh"].as_uri())
    press = shown.page.keyboard.press
    assert shown.page.title() == briefings["zh"].title
    for step in steps:
        now = presenter_of(shown)
        assert (now["title"], now["lines"], now["kicker"]) == (step["title"], step["lines"], step["kicker"])
        assert now["numbers"] == [n["shown"] for n in step["numbers"]]
        shown.linked(step=step["id"])
        press("PageDown")
    press("4")
    press("Enter")
    press("Escape")
    shown.wait("() => T.presenter() === null")
    assert shown.do("() => T.visible(T.first('.lt-chip')) && T.first('.stage .lt-canvas').clientHeight > 400")
    shown.page.locator(".lt-chips [data-facet=cluster]").first.click()
    shown.wait("() => new URLSearchParams(location.hash.slice(1)).get('cluster')")
    shown.page.locator(".head button").focus()
    press("Enter")
    assert presenter_of(shown)["at"] == 3
    shown.do("id => { location.hash = `step=${id}`; }", steps[1]["id"])
    shown.wait("() => T.presenter().at === 1")
    # As if the presenter wrote the address of its step just before the page hears of the new one.
    shown.do(
        "() => { location.hash = 'step=nowhere'; history.replaceState(history.state, '', '#step=elsewhere'); }"
    )
    shown.wait("() => T.presenter().toast.includes('nowhere')")
    assert presenter_of(shown)["at"] == 1
    shown.linked(step=steps[1]["id"])
    shown.page.reload()
    shown.page.locator(".lt-presenter h2").wait_for()
    assert presenter_of(shown)["at"] == 1 and shown.do("() => T.violations") == []


@pytest.mark.parametrize("screen", SIZES)
def test_nothing_is_cut_on_any_screen(
    tab: MakeTab, files: dict[str, Path], screen: tuple[int, int, str]
) -> None:
    """Every step stands whole beside a map whose labels keep apart and off the panel; letters are large."""
    size, lang = screen[:2], screen[2]
    shown = opened(tab, files[lang].as_uri(), size)
    for n in range(presenter_of(shown)["of"]):
        assert shown.do("() => T.wrong()") == [], n
        small = shown.do(
            """high => T.all('.present-panel :is(h2, li, td, tbody th, .present-numbers b)').filter(T.visible)
                .map((p) => [parseFloat(getComputedStyle(p).fontSize) / high, p.textContent])
                .filter(([share]) => share < 0.0155)""",
            min(size[1], 0.66 * size[0]),
        )
        assert small == [], n
        torn = shown.do(
            """() => T.all('.present-panel .present-unbroken, .present-panel .present-numbers > div > span').filter(T.visible)
                .filter((p) => p.getClientRects().length > 1 || (p.previousSibling?.tagName === 'B'
                    && p.getBoundingClientRect().top > p.previousSibling.getBoundingClientRect().bottom))
                .map((p) => p.textContent)"""
        )
        assert torn == [], n
        shown.page.keyboard.press("PageDown")


def test_a_phone_shows_the_map_first_and_a_finger_turns(tab: MakeTab, files: dict[str, Path]) -> None:
    """The map above, words below; a swipe and a tap at the side change the step."""
    shown = opened(tab, files["zh"].as_uri(), (390, 844), has_touch=True)
    box = shown.do(
        "() => T.boxes('.present-map, .present-panel').map((b) => [b.t, b.b, b.l, b.r].map(Math.round))"
    )
    assert box[0][1] <= box[1][0] + 1 and box[0][3] == box[1][3] == 390
    assert shown.do("() => document.documentElement.scrollWidth") == 390
    swipe = """([from, to]) => {
        const at = T.first('.present-map');
        const send = (kind, x) => at.dispatchEvent(new PointerEvent(kind, { pointerType: 'touch', clientX: x, clientY: 200, bubbles: true }));
        send('pointerdown', from);
        send('pointerup', to);
    }"""
    shown.do(swipe, [300, 120])
    assert presenter_of(shown)["at"] == 1
    shown.do(swipe, [120, 300])
    assert presenter_of(shown)["at"] == 0
    shown.page.touchscreen.tap(370, 300)
    assert presenter_of(shown)["at"] == 1
    shown.page.touchscreen.tap(195, 300)
    assert presenter_of(shown)["at"] == 1
    assert shown.do("() => T.all('.present-tools button').length > 4 && T.visible(T.first('.present-tools'))")
    shown.page.touchscreen.tap(20, 300)
    assert presenter_of(shown)["at"] == 0


def test_the_dark_is_dark_and_legible(tab: MakeTab, files: dict[str, Path]) -> None:
    """Words stand out from the panel in both themes."""
    for scheme in ("light", "dark"):
        shown = opened(tab, files["zh"].as_uri(), color_scheme=scheme)
        light = shown.do("() => T.light(T.ground(T.first('.present-panel')))")
        assert light < 0.05 if scheme == "dark" else light > 0.8
        for _ in range(presenter_of(shown)["of"]):
            least, words = shown.do("() => T.contrasts('.present-panel')")[0]
            assert least >= 4.5, words
            shown.page.keyboard.press("PageDown")


def _plain(text: str) -> str:
    """Return the letters and numbers of a text; signs share their shapes and are read as one another."""
    return re.sub(r"[^\w\u2e80-\u2eff]+", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("lang", LANGS)
def test_it_prints_a_step_on_each_page(
    tab: MakeTab, bundled: Case, briefings: dict[str, Briefing], lang: str, tmp_path: Path
) -> None:
    """A4 across, with title, lines, sources and number; light, though the screen is dark; then as before."""
    slides = briefings[lang].slides[:4]
    file = tmp_path / "story.html"
    some = replace(briefings[lang], slides=slides)
    file.write_bytes(slideshow.make(some, bundled.plan, bundled.shapes, StoryOptions(), lambda *_: None))
    shown = opened(tab, file.as_uri(), color_scheme="dark")
    shown.page.keyboard.press("End")
    shown.do("""() => addEventListener('beforeprint', () => {
        T.paper = T.all('.present-page').map((p) => [T.light(T.ground(p.querySelector('.present-panel'))),
          p.querySelector('.present-body').scrollHeight - p.querySelector('.present-body').clientHeight,
          p.querySelectorAll('.lt-label:not(.is-off)').length, p.querySelectorAll('path.lt-town').length]);
    })""")
    shown.page.pdf(path=tmp_path / "story.pdf", prefer_css_page_size=True, print_background=True)
    pages = PdfReader(tmp_path / "story.pdf").pages
    assert len(pages) == len(slides)
    for slide, page in zip(slides, pages, strict=True):
        read = _plain(page.extract_text())
        assert round(float(page.mediabox.width)) == 842 and round(float(page.mediabox.height)) == 595
        for words in (slide.title, *slide.lines, *slide.sources, f"{slide.n} / {len(pages)}"):
            # A reader of PDF takes some ideographs for the radicals that look the same.
            letters = [f"(?:{re.escape(c)}|[\u2e80-\u2eff])" for c in _plain(words)]
            assert re.search("".join(letters), read), words
    for light, over, labels, towns in shown.do("() => T.paper"):
        assert light > 0.8 and over <= 1 and labels >= 3 and towns > 3
    now = presenter_of(shown)
    assert now["at"] == len(pages) - 1 and shown.do("() => T.all('.present-page').length") == 0
    assert shown.do("() => T.clashes('.lt-presenter .lt-label:not(.is-off)', '.present-panel')") == []


def test_no_word_of_a_story_becomes_markup(
    tab: MakeTab, bundled: Case, briefings: dict[str, Briefing], tmp_path: Path
) -> None:
    """Hostile words stay words: in the panel, the notes, the title of the page."""
    evil = "</script><img src=x onerror=window.__hit=1>{{7*7}}${window.__hit=1}\u202e"
    briefing = briefings["en"]
    slides = tuple(
        replace(s, title=evil, kicker=evil, lines=(evil,), notes=evil, sources=(evil,), visual=None)
        for s in briefing.slides[:2]
    )
    file = tmp_path / "evil.html"
    bad = replace(briefing, title=evil, subtitle=evil, slides=slides)
    file.write_bytes(slideshow.make(bad, bundled.plan, bundled.shapes, StoryOptions(), lambda *_: None))
    shown = opened(tab, file.as_uri())
    assert (
        presenter_of(shown)["title"].startswith("</script><img")
        and "\u202e" not in presenter_of(shown)["title"]
    )
    with shown.page.expect_popup() as opening:
        shown.page.keyboard.press("n")
    assert "{{7*7}}" in opening.value.evaluate("() => document.body.innerText")
    shown.page.keyboard.press("PageDown")
    assert shown.do("() => [window.__hit ?? null, T.all('img').length, T.violations]") == [None, 0, []]
