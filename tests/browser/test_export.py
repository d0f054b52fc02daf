"""The exported page opens from disk, asks no host, and its filters and links work."""

from __future__ import annotations

from pathlib import Path

import pytest

from layout.exports import html
from layout.view.filters import matches
from layout.view.view import View
from tests.browser.conftest import MakeTab
from tests.browser.kit import Server, Tab
from tests.conftest import Case

NO_SERVER = Server("", Path(), Path(), Path())


@pytest.fixture(scope="module")
def file(bundled: Case, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the page of the bundled layout."""
    plan = bundled.plan
    path = tmp_path_factory.mktemp("export") / "布局 layout.html"
    path.write_text(html.page(plan, bundled.shapes, View(plan.district.id, plan.edition.id)), "utf-8")
    return path


def _opened(tab: MakeTab, url: str) -> Tab:
    return tab(NO_SERVER).open(url)


def test_the_page_draws_and_filters_from_disk(tab: MakeTab, bundled: Case, file: Path) -> None:
    """Drawn without a host; a filter acts, stays in the link, and the link restores it."""
    plan = bundled.plan
    shown = _opened(tab, file.as_uri())
    assert shown.page.title()
    parks = plan.of_type("park")
    assert shown.do("() => T.all('.lt-symbol').filter(T.visible).length") >= sum(p.located for p in parks)
    assert shown.do("() => T.clashes('.lt-label:not(.is-off)', '.lt-label:not(.is-off)')") == []
    cluster = next(k.cluster for p in parks for k in p.links)
    shown.page.locator(f".lt-chips [data-facet=cluster][data-value={cluster}]").click()
    shown.linked(cluster=cluster)
    view = View(plan.district.id, plan.edition.id, cluster=(cluster,))
    dims = shown.do("() => T.dims()")
    assert dims == {i: not matches(view, plan.site[i], plan) for i in dims}
    shown.page.locator(".lt-symbol:not(.is-dim)").first.press("Enter")
    shown.page.locator(".lt-card:not([hidden])").wait_for()
    shown.still()

    again = _opened(tab, shown.page.url)
    assert again.query == shown.query
    assert again.do("() => T.dims()") == shown.do("() => T.dims()")
    moved = [
        abs(a - b)
        for p, q in zip(again.place(), shown.place(), strict=True)
        for a, b in zip(p, q, strict=True)
    ]
    assert max(moved) <= 2  # a link rounds the centre to some metres
    assert again.page.locator(".lt-card").get_attribute("data-site") == shown.query["sel"]
    assert shown.do("() => T.violations") == again.do("() => T.violations") == []


def test_a_typed_link_changes_the_open_page(tab: MakeTab, bundled: Case, file: Path) -> None:
    """The hash is followed while the page is open; unknown parts of it do nothing."""
    plan = bundled.plan
    park = next(p for p in plan.of_type("park") if p.located)
    shown = _opened(tab, file.as_uri())
    shown.do(
        "hash => { location.hash = hash; }",
        f"level={park.level}&sel={park.id}&cluster=<img src=x onerror=window.__hit=1>",
    )
    shown.linked(level=park.level, sel=park.id, cluster="")
    assert shown.do("() => window.__hit") is None
    shown.page.locator(f".lt-card [data-card={park.id}]").wait_for()


def test_the_skip_link_keeps_the_view(tab: MakeTab, bundled: Case, file: Path) -> None:
    """Going to the tables is no change of view."""
    cluster = next(k.cluster for p in bundled.plan.of_type("park") for k in p.links)
    shown = _opened(tab, f"{file.as_uri()}#cluster={cluster}")
    shown.page.locator("a.skip").focus()
    shown.page.keyboard.press("Enter")
    shown.do("() => T.settle()")
    shown.linked(cluster=cluster)
    shown.page.keyboard.press("Tab")
    assert shown.do("() => Boolean(document.activeElement.closest('.tables'))")
    ids = shown.do("() => T.all('[id]').map((p) => p.id)")
    assert sorted(ids) == sorted(set(ids))


def test_the_page_fits_a_phone_and_the_dark(tab: MakeTab, file: Path) -> None:
    """Narrow and dark: no scrolling sideways, the map first, no clashes."""
    shown = tab(NO_SERVER, (390, 844), color_scheme="dark").open(file.as_uri())
    assert shown.do("() => document.documentElement.scrollWidth") == 390
    assert shown.do("() => T.light(T.ground(T.first('.panel')))") < 0.05
    assert shown.do("() => T.clashes('.lt-label:not(.is-off)', '.lt-label:not(.is-off)')") == []
