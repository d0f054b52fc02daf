"""What the first screen shows, at every size, in both languages, light, dark, by touch, in print."""

from __future__ import annotations

import re
import unicodedata
import zlib

import pytest

from layout.plan.model import Plan
from layout.words import site_facts
from layout.words.numbers import format_number
from tests.browser.conftest import MakeTab
from tests.browser.kit import Server, Tab

SIZES = [(1440, 900), (1280, 800), (390, 844)]


def test_the_first_screen_answers_where_and_how_much(tab: MakeTab, plan: Plan) -> None:
    """Core, wings, parks and each cluster's target are seen without a click."""
    shown = tab().open()
    parks = plan.of_type("park")
    located = {p.id for p in parks if p.located}
    symbols = shown.do("() => T.all('.lt-symbol').filter(T.visible).map((s) => s.dataset.site)")
    assert located <= set(symbols)
    assert not {p.id for p in parks} - located & set(symbols)
    labels = shown.texts(".lt-label-element:not(.is-off)")
    assert labels == [e.name("zh") for e in plan.elements if e.kind == "area"]
    bars = shown.page.locator(".bar")
    for cluster in plan.clusters:
        words = bars.filter(has_text=cluster.name("zh")).inner_text()
        figure = cluster.target
        assert (format_number(figure.value) if figure.value is not None else figure.words("zh")) in words
    rows = shown.do("() => T.all('.rows [data-site]').map((r) => r.dataset.site)")
    assert sorted(rows) == sorted(p.id for p in parks)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_park_without_a_position_is_listed_with_the_reason(tab: MakeTab, plan: Plan, lang: str) -> None:
    """It stands beside the map, and why it is not on it."""
    shown = tab().open(f"/?lang={lang}")
    words = "".join(shown.texts(".lt-unlocated"))
    unlocated = [p for p in plan.of_type("park") if not p.located]
    assert bool(words) == bool(unlocated)
    for park in unlocated:
        assert park.name(lang) in words
        assert site_facts.precision_text(park, plan, lang) in words


def test_every_path_lies_in_the_pane_of_its_layer(tab: MakeTab) -> None:
    """None is left in the pane that Leaflet has for paths, above all others."""
    shown = tab().open()
    panes = shown.do("""() => T.all('.lt-map path[class*=lt-]')
        .map((p) => p.closest('.leaflet-pane[class*=lt-]')?.className)""")
    assert panes and None not in panes
    assert any("halo" in pane for pane in panes)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
def test_nothing_overlaps_or_scrolls_sideways(
    tab: MakeTab, plan: Plan, size: tuple[int, int], lang: str
) -> None:
    """Labels keep clear of each other, of symbols and of controls; the page fits its width."""
    shown = tab(size=size).open(f"/?lang={lang}")
    assert (
        shown.do("() => [document.documentElement.scrollWidth, document.body.scrollWidth]") == [size[0]] * 2
    )
    labels = ".lt-label:not(.is-off)"
    assert shown.do("s => T.clashes(s, s)", labels) == []
    assert shown.do("s => T.clashes(s, '.lt-body .sym-ring')", labels) == []
    assert shown.do("s => T.clashes(s, '[data-block]')", labels) == []
    rings = ".lt-body .sym-park .sym-ring"
    assert shown.do("s => T.clashes(s, s, 3)", rings) == []
    named = shown.texts(".lt-label-element:not(.is-off)")
    assert named == [e.name(lang) for e in plan.elements if e.kind == "area"]
    places = shown.do("() => T.all('.lt-label:not(.is-off)').length")
    assert places >= (25 if size[0] > 720 else 10)


def test_chinese_is_not_boxes(tab: MakeTab) -> None:
    """Different characters look different, and unlike a character that no font has."""
    shown = tab().open()
    shapes = [shown.do("c => T.glyph(c)", c) for c in ("金", "山", "翼", "\U000e0fff")]
    assert len(set(shapes)) == 4
    assert all("#" in shape for shape in shapes[:3])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out(tab: MakeTab, scheme: str) -> None:
    """Text of header, panel, tables and controls has a contrast of 4.5 or more."""
    shown = tab(color_scheme=scheme).open()
    ground = shown.do("() => T.light(T.ground(T.first('.panel')))")
    assert ground < 0.05 if scheme == "dark" else ground > 0.85
    shown.do("() => T.first('.lt-more').click()")
    for part in (".head", ".panel", ".tables", ".lt-chips", ".lt-popover", ".lt-legend"):
        faint = [c for c in shown.do("s => T.contrasts(s)", part) if c[0] < 4.5]
        assert faint == [], part
    sea = shown.do("() => T.light(T.rgb(getComputedStyle(T.first('.lt-sea')).fill))")
    assert (sea < 0.2) == (scheme == "dark")


def test_reduced_motion_is_respected(tab: MakeTab) -> None:
    """A selection moves the map at once: no flight."""
    shown = tab(reduced_motion="reduce").open()
    moved = shown.do("""() => {
        const before = T.place();
        T.first('.rows [data-site]').click();
        return [T.place() !== before, Boolean(T.first('.leaflet-zoom-anim'))];
    }""")
    assert moved == [True, False]
    shown.do("() => T.settle()")
    assert {"sel", "c", "z"} <= set(shown.query)


def test_an_untouched_map_fits_any_size(tab: MakeTab) -> None:
    """Turning a phone or pulling a window shows the whole district again, and writes no position."""
    shown = tab().open()
    for width, height in ((1000, 700), (844, 390), (390, 844), (1440, 900)):
        shown.page.set_viewport_size({"width": width, "height": height})
        shown.still()
        assert shown.do("""() => {
            const map = T.first('.lt-canvas').getBoundingClientRect();
            const towns = T.all('path.lt-town').map((p) => p.getBoundingClientRect());
            const [l, r] = [Math.min(...towns.map((t) => t.left)), Math.max(...towns.map((t) => t.right))];
            const [t, b] = [Math.min(...towns.map((t) => t.top)), Math.max(...towns.map((t) => t.bottom))];
            const share = Math.max((r - l) / map.width, (b - t) / map.height);
            return l > map.left - 1 && r < map.right + 1 && t > map.top - 1 && b < map.bottom + 1 && share > 0.4;
        }"""), (width, height)
        assert not {"c", "z"} & set(shown.query), (width, height)


@pytest.fixture
def phone(tab: MakeTab, app: Server) -> Tab:
    """Give the first page on a phone with a touch screen."""
    return tab(app, (390, 844), has_touch=True, is_mobile=True, device_scale_factor=2).open()


def test_on_a_phone_the_map_comes_first(phone: Tab) -> None:
    """Map before panel, chips scroll in place, a tapped park opens a sheet at the bottom."""
    tops = phone.do(
        "() => ['.lt-canvas', '.panel', '.tables'].map((s) => T.first(s).getBoundingClientRect().top)"
    )
    assert tops == sorted(tops) and tops[0] < 300
    wide, shown_width, overflow = phone.do(
        "() => { const c = T.first('.lt-chips'); return [c.scrollWidth, c.clientWidth, getComputedStyle(c).overflowX]; }"
    )
    assert wide > shown_width <= 390 and overflow == "auto"
    phone.page.locator(".lt-chip[data-facet=cluster]").last.tap()
    phone.wait("() => location.search.includes('cluster=')")
    assert phone.do("() => T.all('.lt-symbol.is-dim').length") > 0
    phone.page.locator(".lt-all").tap()
    phone.page.locator(".lt-symbol[data-site=carbon-valley]").tap()
    phone.page.locator(".lt-card:not([hidden])").wait_for()
    phone.still()
    gap = phone.do("""() => {
        const [m, c] = ['.lt-canvas', '.lt-card'].map((s) => T.first(s).getBoundingClientRect());
        return [m.left - c.left, m.right - c.right, m.bottom - c.bottom].map(Math.round).concat(c.top > m.top + 80);
    }""")
    assert gap == [0, 0, 0, True]
    assert phone.do("() => document.documentElement.scrollWidth") == 390
    phone.page.locator(".lt-card > button").tap()
    phone.page.locator(".lt-card").wait_for(state="hidden")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", [(390, 844), (844, 390)], ids=["upright", "on its side"])
def test_a_phone_scrolls_past_the_map(tab: MakeTab, app: Server, size: tuple[int, int], lang: str) -> None:
    """A strip of the sheet is in sight from the first, by which it is pulled over the map; a choice in it
    brings the map back."""
    shown = tab(app, size, has_touch=True, is_mobile=True).open(f"/?lang={lang}")
    edge = "() => Math.round(T.first('.panel').getBoundingClientRect().top)"
    assert size[1] - shown.do(edge) >= 40
    client = shown.page.context.new_cdp_session(shown.page)
    finger = {"x": size[0] // 2, "y": size[1] - 16}
    client.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [finger]})
    while finger["y"] > size[1] // 4:
        finger["y"] -= 12
        client.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [finger]})
    client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    shown.wait(f"() => ({edge})() < {size[1] // 2 - 60}")
    shown.page.locator(".rows [data-site]").first.click()
    shown.wait(f"() => ({edge})() > {size[1] // 2}")
    shown.page.locator(".lt-card:not([hidden])").wait_for()


def test_on_a_phone_everything_is_big_enough_to_tap(phone: Tab) -> None:
    """Controls are 32 px or more; symbols, which lists repeat, 24 (WCAG 2.5.8)."""
    phone.do("() => T.first('.lt-legend summary').click()")
    small = """([selector, least]) => T.all(selector).filter(T.visible).map((p) => [p, p.getBoundingClientRect()])
        .filter(([, b]) => Math.min(b.width, b.height) < least - 0.5)
        .map(([p, b]) => `${p.getAttribute('aria-label') || p.textContent} ${b.width.toFixed(0)}x${b.height.toFixed(0)}`)"""
    too_small = phone.do(
        small,
        [
            ".lt-map :is(button, input, summary), .head :is(button, a:not(.skip)), .row, .bar, .tile, .element-name, .panel summary",
            32,
        ],
    )
    phone.page.locator(".lt-more").last.tap()
    too_small += phone.do(small, [".lt-popover :is(button, label)", 32])
    phone.page.locator(".lt-popover-head button").tap()
    phone.page.locator(".lt-symbol[data-site=carbon-valley]").tap()
    phone.page.locator(".lt-card:not([hidden])").wait_for()
    too_small += phone.do(small, [".lt-card > button", 32])
    too_small += phone.do(small, [".lt-symbol", 24])
    assert too_small == []


def _characters(pdf: bytes) -> set[str]:
    """Return the characters that the fonts of a PDF say they draw."""
    characters: set[str] = set()
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S):
        try:
            content = zlib.decompress(packed)
        except zlib.error:
            continue
        for block in re.findall(rb"beginbf(?:char|range)(.*?)endbf", content, re.S):
            for line in block.splitlines():
                if codes := re.findall(rb"<([0-9A-Fa-f]+)>", line):
                    first = codes[-1].decode()
                    span = int(codes[1], 16) - int(codes[0], 16) + 1 if len(codes) == 3 else 1
                    characters |= {chr(int(first[:4], 16) + n) for n in range(span)}
    return {unicodedata.normalize("NFKC", c) for c in characters}


def test_print_shows_map_and_tables_without_controls(tab: MakeTab, plan: Plan) -> None:
    """The printed page holds every row of the tables and none of the controls."""
    shown = tab().open()
    shown.page.emulate_media(media="print")
    shown.do("() => dispatchEvent(new Event('beforeprint'))")
    controls = ".lt-search, .lt-chip, .lt-buttons button, .lt-popover, .head nav, .head .end button"
    assert (
        shown.do("s => T.all(s).filter(T.visible).map((p) => p.className || p.textContent)", controls) == []
    )
    assert shown.do(
        "() => T.visible(T.first('.paper-map .lt-canvas')) && T.all('.paper-map path.lt-town').every(T.visible)"
    )
    hidden = shown.do("""() => T.all('.lt-paper .tables tr').filter((row) => {
        const { bottom } = row.getBoundingClientRect();
        for (let p = row.parentElement; p && p !== document.body; p = p.parentElement) {
          if (getComputedStyle(p).overflowY !== 'visible' && bottom > p.getBoundingClientRect().bottom + 1) return true;
        }
        return false;
    }).length""")
    shown.do("() => dispatchEvent(new Event('afterprint'))")
    pdf = shown.page.pdf(format="A4", landscape=True)
    assert pdf.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) >= 2
    words = {c for site in plan.sites for c in site.name("zh")}
    # Some fonts name a glyph by the radical that looks the same: a few characters go missing.
    assert len(words & _characters(pdf)) > 0.9 * len(words)
    assert hidden == 0
