"""Charts in a browser without a network: drawn in both themes, pressed, and saved as files."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image

from geodata.languages import LANGS
from layout.charts import CHARTS, Chart, GrowthRates, growth_chart
from layout.drawing.palette import LIGHT_THEME
from layout.exports import csv as table
from layout.exports import html
from layout.maps import map_payload
from layout.panels.chart_figure import SAVES, chart_figure
from layout.view.view import View
from layout.words.nodes import Node, h
from layout.words.numbers import format_number
from tests.browser.conftest import MakeTab
from tests.browser.kit import Server, Tab
from tests.conftest import Case

NO_SERVER = Server("", Path(), Path(), Path())
PNG_SCALE, MARGIN = 3, 16
SVG = "{http://www.w3.org/2000/svg}"
RISKY = ("=1+1", '-x, "y"', "@a", " ＋b", "plain\u2028", "+", "$x^2$ <img src=x onerror=window.__hit=1>")
# What no chart of ours holds, and no page may draw.
FOREIGN: Node = [
    "svg", {"viewBox": "0 0 10 10", "onload": "window.__hit=1", "style": "position:fixed", "id": "x"},
    ["script", {}, "window.__hit=1"],
    ["style", {}, "*{display:none}"],
    ["foreignObject", {}, ["img", {"src": "x", "onerror": "window.__hit=1"}]],
    ["a", {"href": "javascript:window.__hit=1"}, ["text", {"x": "1"}, "link"]],
    ["image", {"href": "https://example.org/x.png"}],
    ["rect", {"x": "1", "width": "calc(1px)", "height": "1e9", "fill": "url(https://example.org/#a)", "stroke": "var(--x)"}],
    ["g", {"clip-path": "url(#a)", "transform": "scale(9)", "fill": "red", "role": "application", "tabindex": "5"}, "loose"],
    ["text", {"x": "2", "y": "3", "href": "x"}, "<b>words</b>"],
]  # fmt: skip


def risky() -> Chart:
    """Return a chart whose every word tries to be more than a word."""
    rows = [GrowthRates(str(n), words, Decimal("1234.5"), Decimal(-n)) for n, words in enumerate(RISKY)]
    chart = growth_chart(rows, "en", "=HYPERLINK(1)")
    assert chart is not None
    return replace(chart, name="risky")


@pytest.fixture(scope="module")
def files(mini: Case, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """Write, for each language, a page whose panel is all charts."""
    plan, folder = mini.plan, tmp_path_factory.mktemp("charts")
    whole = map_payload.panels

    def replaced_panels(page_plan: Any, lang: str) -> dict[str, Node]:
        charts = [chart for maker in CHARTS.values() if (chart := maker(page_plan, lang))]
        odd = h("figure", FOREIGN, cls="odd")
        panel = h(
            "div",
            *[chart_figure(c, lang) for c in charts],
            h("div", chart_figure(risky(), lang), cls="risky"),
            odd,
            cls="panel",
        )
        return {**whole(page_plan, lang), "overview": panel}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(map_payload, "panels", replaced_panels)
        pages = {}
        for lang in LANGS:
            view = View(plan.district.id, plan.edition.id, lang)
            pages[lang] = folder / f"{lang}.html"
            pages[lang].write_text(html.page(plan, mini.shapes, view), "utf-8")
        yield pages


def opened(tab: MakeTab, file: Path, size: tuple[int, int] = (1440, 900), **options: Any) -> Tab:
    """Open a page of charts."""
    shown = tab(NO_SERVER, size, **options).open(file.as_uri())
    shown.page.locator(".chart-svg").first.wait_for()
    return shown


def saved(shown: Tab, chart: str, kind: str, tmp_path: Path) -> tuple[str, Path]:
    """Press a chart's button; return the name offered and the file."""
    button = shown.page.locator(f"[data-chart={chart}] .chart-saves button").nth(SAVES.index(kind))
    with shown.page.expect_download() as waiting:
        button.click()
    path = tmp_path / f"saved.{kind}"
    waiting.value.save_as(path)
    return waiting.value.suggested_filename, path


def paints(shown: Tab) -> dict[str, Any]:
    """Return computed colours of the first chart: its letters, its ground, its areas."""
    return dict(
        shown.do("""() => ({
            letters: T.rgb(getComputedStyle(T.first('.chart-svg text')).fill),
            paper: T.ground(T.first('.chart-svg')),
            tiles: T.all('[data-chart=targets] rect').map((r) => getComputedStyle(r).fill),
            edges: T.rgb(getComputedStyle(T.first('[data-chart=targets] rect[stroke]')).stroke),
        })""")
    )


@pytest.mark.parametrize("lang", LANGS)
def test_charts_follow_light_and_dark(tab: MakeTab, files: dict[str, Path], lang: str) -> None:
    """Letters and ground turn with the theme, colours of the data stay."""
    by_scheme = {s: paints(opened(tab, files[lang], color_scheme=s)) for s in ("light", "dark")}

    assert by_scheme["light"]["tiles"] == by_scheme["dark"]["tiles"]
    assert len(set(by_scheme["light"]["tiles"])) == 2
    for scheme, colours in by_scheme.items():
        assert colours["paper"] == colours["edges"]
        light, dark = sorted((sum(colours["letters"][:3]), sum(colours["paper"][:3])))
        assert dark - light > 400, scheme
    assert sum(by_scheme["light"]["letters"][:3]) < sum(by_scheme["dark"]["letters"][:3])


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_labels_keep_apart_in_the_readers_font(
    tab: MakeTab, files: dict[str, Path], size: tuple[int, int], lang: str
) -> None:
    """No label touches another or leaves its chart, and letters are large enough on a phone."""
    # Boxes of letters are higher than their ink: lines of one label may share three pixels.
    shown = opened(tab, files[lang], size, color_scheme="light")
    shown.do("() => T.all('.risky, .odd').forEach((p) => p.remove())")
    for n in range(len(CHARTS)):
        shown.do("n => T.all('.chart-svg text').forEach((t) => t.classList.toggle('look', t.closest('.chart') === T.all('.chart')[n]))", n)  # fmt: skip
        assert shown.do("() => T.clashes('.look', '.look', 3)") == []
    out = shown.do("""() => T.all('.chart-svg text').filter((t) => {
        const [a, b] = [t.getBoundingClientRect(), t.closest('svg').getBoundingClientRect()];
        return a.left < b.left - 1 || a.right > b.right + 1 || a.height < 12;
    }).map((t) => t.textContent)""")
    assert out == []
    assert shown.do("() => document.documentElement.scrollWidth") == size[0]


def test_only_known_parts_are_drawn(tab: MakeTab, files: dict[str, Path]) -> None:
    """Foreign tags, attributes and paints are left out; words stay words."""
    shown = opened(tab, files["en"])
    drawn = shown.do("() => T.first('.odd').innerHTML")

    assert drawn == (
        '<svg class="chart-svg" viewBox="0 0 10 10"><rect x="1"></rect><g></g>'
        '<text x="2" y="3">&lt;b&gt;words&lt;/b&gt;</text></svg>'
    )
    assert shown.do("() => [window.__hit ?? null, T.violations]") == [None, []]


def test_a_mark_is_pressed_by_mouse_and_keyboard(tab: MakeTab, files: dict[str, Path]) -> None:
    """Enter and Space do what a click does; what does not pass the filter stands back."""
    shown = opened(tab, files["en"])
    head = shown.page.get_by_role("button", name="Machines CNY 3 bn")
    head.focus()
    shown.page.keyboard.press("Enter")
    shown.linked(cluster="machines")
    shown.wait("() => Boolean(T.first('[data-chart=targets] g.is-dim'))")
    dims = shown.do(
        "() => T.all('[data-chart=targets] g[data-cluster]').map((g) => [g.dataset.cluster, g.classList.contains('is-dim')])"
    )
    assert dims == [["machines", False], ["goods", True]]
    assert head.get_attribute("aria-pressed") == "true"
    shown.page.keyboard.press("Space")
    shown.linked(cluster="")
    shown.page.locator("[data-chart=growth] g[data-site=loom-yard]").click()
    shown.linked(sel="loom-yard")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("name", "scheme"), [*((n, "light") for n in CHARTS), ("targets", "dark")])
def test_a_saved_picture_stands_alone(
    tab: MakeTab, files: dict[str, Path], mini: Case, tmp_path: Path, lang: str, name: str, scheme: str
) -> None:
    """The SVG holds title, labels, notes and source in plain colours, always light."""
    chart = CHARTS[name](mini.plan, lang)
    assert chart is not None
    shown = opened(tab, files[lang], color_scheme=scheme)
    called, path = saved(shown, name, "svg", tmp_path)
    text = path.read_text("utf-8")
    root = ElementTree.fromstring(text)
    words = [t.text or "" for t in root.iter(f"{SVG}text")]

    assert called == f"mini-{mini.plan.edition.id}-{name}-{lang}.svg"
    assert not re.search(r"var\(|class=|tabindex|role=|data-|rgb\(", text)
    assert (
        root.get("fill") == LIGHT_THEME["ink"] and root.find(f"{SVG}rect").get("fill") == LIGHT_THEME["paper"]
    )  # type: ignore[union-attr]
    assert "Noto Sans CJK SC" in str(root.get("font-family"))
    # No-break blanks too: the chart has them between a sign and its number.
    read = "".join("".join(words).split())
    for part in (chart.title, chart.subtitle, chart.source, *chart.notes):
        assert "".join(part.split()) in read
    assert all("".join(m.label.split()) in read for s in chart.series for m in s.marks if m.shown)
    assert shown.do("() => T.all('.chart-light, a[download]').length") == 0


@pytest.mark.parametrize("name", CHARTS)
def test_a_saved_image_has_its_size_and_shows_the_chart(
    tab: MakeTab, files: dict[str, Path], mini: Case, tmp_path: Path, name: str
) -> None:
    """Three times the drawing's size; paper at the edge, ink and the data's colours within."""
    shown = opened(tab, files["zh"], color_scheme="dark")
    called, path = saved(shown, name, "png", tmp_path)
    svg = ElementTree.fromstring(saved(shown, name, "svg", tmp_path)[1].read_text("utf-8"))
    image = Image.open(path).convert("RGB")

    assert called.endswith(f"{name}-zh.png")
    assert image.size == tuple(PNG_SCALE * int(str(svg.get(k))) for k in ("width", "height"))
    assert image.size[0] == PNG_SCALE * (400 + 2 * MARGIN)
    assert "#{:02x}{:02x}{:02x}".format(*image.getpixel((2, 2))) == LIGHT_THEME["paper"]  # type: ignore[misc]
    counts = {"#{:02x}{:02x}{:02x}".format(*c): n for n, c in image.getcolors(1 << 20) or ()}  # type: ignore[misc]
    assert counts[LIGHT_THEME["ink"]] > 1000
    if name == "targets":
        colours = [c.colour.lower() for c in mini.plan.clusters if c.kind == "cluster"]
        assert all(counts.get(c, 0) > 500 for c in colours)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", CHARTS)
def test_a_saved_table_is_the_twin(
    tab: MakeTab, files: dict[str, Path], mini: Case, tmp_path: Path, lang: str, name: str
) -> None:
    """The same cells, numbers as numbers."""
    chart = CHARTS[name](mini.plan, lang)
    assert chart is not None
    shown = opened(tab, files[lang])
    text = saved(shown, name, "csv", tmp_path)[1].read_bytes().decode("utf-8")
    rows = [["" if c is None else str(c) for c in row] for row in (chart.head, *chart.rows)]

    assert text.startswith(table.BOM) and text.count("\r\n") == len(rows)
    assert list(csv.reader(io.StringIO(text[1:], newline=""))) == rows
    shown_rows = shown.do(
        "name => T.all(`[data-chart=${name}] tr:not(.none)`).map((r) => [...r.cells].map((c) => c.textContent))",
        name,
    )
    assert shown_rows[1:] == [
        [format_number(c) if isinstance(c, Decimal) else c or "" for c in row] for row in chart.rows
    ]


def test_no_cell_becomes_a_formula(tab: MakeTab, files: dict[str, Path], tmp_path: Path) -> None:
    """The rules of the server's own tables, to the letter."""
    chart = risky()
    shown = opened(tab, files["en"])
    text = saved(shown, "risky", "csv", tmp_path)[1].read_bytes().decode("utf-8")
    plain = [[float(c) if isinstance(c, Decimal) else c for c in row] for row in chart.rows]

    assert text[1:].replace(".0,", ",") == table.csv_text(chart.head, plain).replace(".0,", ",")
    assert "'=1+1" in text and "'@a" in text
    picture = saved(shown, "risky", "svg", tmp_path)[1].read_text("utf-8")
    assert ElementTree.fromstring(picture).findall(f".//{SVG}img") == []
    assert shown.do("() => window.__hit ?? null") is None
