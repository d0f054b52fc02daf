"""No text of the data runs or breaks anything: every field of every file, app and export."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from geodata import catalog
from geodata.check import list_faults
from geodata.load import load_dataset
from layout.exports import html, pack_page
from layout.exports.sheet_options import SheetOptions
from layout.plan.join import join
from layout.plan.shapes import compute_shapes
from layout.promotion.officer_facts import NO_FACTS
from layout.view.view import View
from tests.browser.conftest import MakeTab
from tests.browser.hostile import PAYLOAD, VISIBLE, spoil
from tests.browser.kit import Server, Tab, serve
from tests.conftest import MINI

# Open and hover everything there is, then say what should not be there.
STIR = """async () => {
    const strings = new Set();
    // An address in a link is percent-encoded by the browser; a script's text is no text of the page.
    // A chart breaks its labels into lines; the whole words stand in its titles and its table.
    const look = () => T.all('body :not(script, style, text)').concat(T.first('title')).forEach((p) => {
      // Where scripts run, what stands there for browsers without is one text of markup.
      if (p.tagName !== 'NOSCRIPT') strings.add(p.innerText ?? p.textContent);
      for (const a of p.attributes) if (a.name !== 'href') strings.add(a.value);
    });
    for (const part of T.all('details')) part.open = true;
    for (const part of T.all('.lt-symbol, .leaflet-pane path.leaflet-interactive')) {
      part.dispatchEvent(new MouseEvent('mouseover', { bubbles: true, clientX: 400, clientY: 400 }));
      part.dispatchEvent(new MouseEvent('mousemove', { bubbles: true, clientX: 401, clientY: 401 }));
      look();
      part.dispatchEvent(new MouseEvent('mouseout', { bubbles: true }));
    }
    for (const more of T.all('.lt-more')) { more.click(); look(); }
    const search = T.first('.lt-search');
    for (const words of ['<img', '{{', 'a']) {
      search.value = words;
      search.dispatchEvent(new Event('input'));
      look();
    }
    search.blur();
    for (const id of new Set(T.all('[data-site]').map((p) => p.dataset.site))) {
      T.first(`.rows [data-site=${id}], tr[data-site=${id}] button, .tile[data-site=${id}], .lt-symbol[data-site=${id}]`)?.click();
      await T.settle();
      look();
    }
    await T.frame();
    return {
      hit: window.__hit ?? null,
      elements: T.all('img, iframe, object, embed, [onerror], [onload]').filter((p) => !p.src?.startsWith(location.origin)).map((p) => p.outerHTML),
      scripts: T.all('script').filter((s) => s.textContent.trim() === 'window.__hit=1').length,
      turned: [...strings].filter((t) => /[\\u202a-\\u202e\\u2066-\\u2069\\u0007]/.test(t)).slice(0, 3),
      broken: [...strings].filter((t) => t && t.includes('window.__hit') && !t.includes('${window.__hit=1}`\\\\{{ 7*7 }}')).slice(0, 3),
      texts: [...strings].filter((t) => t && t.length < 2000).join('\\n'),
    };
}"""


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the mini district with the payload in every text."""
    return spoil(MINI, tmp_path_factory.mktemp("hostile") / "root")


@pytest.fixture(scope="session")
def hostile(root: Path, cache_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve it."""
    with serve(root, cache_folder, tmp_path_factory.mktemp("log") / "hostile.log") as server:
        yield server


def _stirred(shown: Tab) -> None:
    page_state = shown.do(STIR)
    assert {k: page_state[k] for k in ("hit", "elements", "scripts", "turned", "broken")} == {
        "hit": None, "elements": [], "scripts": 0, "turned": [], "broken": [],
    }  # fmt: skip
    for part in (VISIBLE, "{{ 7*7 }}", "</script>", "{% raw %}"):
        assert part in page_state["texts"], part
    assert shown.do("() => T.violations") == []


def test_the_loader_takes_the_payload(root: Path) -> None:
    """The payload reaches the page at all: the loader finds no fault with it."""
    assert [fault.text("en") for fault in list_faults(root)] == []
    files = [file for file in root.rglob("*") if file.is_file()]
    assert [file.name for file in files if "window.__hit=1" not in file.read_text("utf-8")] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("page", ["", "parks"])
def test_hostile_data_stand_in_the_app_as_text(tab: MakeTab, hostile: Server, page: str, lang: str) -> None:
    """Tooltips, cards, lists, filters, search, tables: the payload is read and never run."""
    shown = tab(hostile).open(f"/{page}?lang={lang}")
    _stirred(shown)
    shown.page.locator(".head nav a").nth(0 if page else 1).dispatch_event("click")
    shown.wait("want => Boolean(T.first('.tiles, .panel [data-card]')) === want", not page)
    assert shown.do("() => [window.__hit, T.all('.lt-canvas').length]") == [None, 1]
    assert "Traceback" not in hostile.log.read_text("utf-8", "replace")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_data_stand_in_the_shortlist_as_text(tab: MakeTab, hostile: Server, lang: str) -> None:
    """Rows, comparison, drawer."""
    shown = tab(hostile).open(f"/shortlist?lang={lang}&list=loom-yard,gear-hall,jia")
    shown.page.locator(".side-by-side").wait_for()
    _stirred(shown)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_pack_opens_on_what_was_sent_and_takes_no_text_for_markup(
    tab: MakeTab, root: Path, tmp_path: Path, lang: str
) -> None:
    """The file that an investor gets: hostile data, hostile names, hostile words."""
    entry = catalog.catalog(root)[0]
    data = load_dataset(root, entry.id, entry.default_edition)
    plan = join(data)
    sites = ("gear-hall", "lost-mill", "loom-yard")
    options = SheetOptions(sites, NO_FACTS, {"loom-yard": VISIBLE}, VISIBLE, VISIBLE, VISIBLE, "2026-01-31")
    file = tmp_path / "pack.html"
    file.write_bytes(pack_page.pack(plan, compute_shapes(data, plan), lang, options, lambda _n, _of: None))
    shown = tab(Server("", root, tmp_path, tmp_path)).open(file.as_uri())
    shown.page.locator(".list-row").first.wait_for()

    assert shown.do("() => T.all('.list-row').map((row) => row.dataset.row)") == list(sites)
    assert shown.query["list"] == ",".join(sites)
    lit = {s for s, dim in shown.do("() => T.dims()").items() if not dim}
    assert lit == {s for s in sites if plan.site[s].located}
    # To be read, not to be changed.
    assert shown.page.locator(".list-tool:visible, .list-word:visible").count() == 0
    assert VISIBLE in shown.page.locator(".pack > header h1").inner_text()
    assert VISIBLE in shown.page.locator(".pack .sender-word").inner_text()
    _stirred(shown)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_data_stand_in_the_export_as_text(
    tab: MakeTab, root: Path, tmp_path: Path, lang: str
) -> None:
    """The same for the page that is carried away."""
    entry = catalog.catalog(root)[0]
    data = load_dataset(root, entry.id, entry.default_edition)
    plan = join(data)
    file = tmp_path / "hostile.html"
    file.write_text(
        html.page(plan, compute_shapes(data, plan), View(entry.id, entry.default_edition, lang)), "utf-8"
    )
    app_free = Server("", root, tmp_path, tmp_path)
    shown = tab(app_free).open(file.as_uri())
    _stirred(shown)
    assert PAYLOAD[:20] not in file.read_text("utf-8")
