"""A link restores the view; what it must not carry is named and left out."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from layout.plan.model import Plan
from layout.words.glossary import say
from tests.browser.conftest import MakeTab
from tests.browser.kit import Tab

HOSTILE = [
    "sel=%3Cimg%20src%3Dx%20onerror%3D%22window.__hit%3D1%22%3E&cluster=%3C%2Fscript%3E%3Cscript%3Ewindow.__hit%3D1%3C%2Fscript%3E",
    "__proto__=1&constructor=prototype&sel=__proto__&cluster=constructor,toString&off=__proto__&lang=__proto__",
    "c=NaN,Infinity&z=-1e999&c=1e400,0&lang=zh%00&edition=..%2F..%2Fetc&district=%7B%7B7*7%7D%7D",
    "sel="
    + quote("${window.__hit=1}`\\'\"\u202e\u0007")
    + "&"
    + "&".join(f"k{n}=v" for n in range(120))
    + "&cluster="
    + "x," * 600,
    "%ff%fe=%c3%28&=&&&=%00&sel",
]


def _state(tab: Tab) -> dict[str, object]:
    return tab.do(
        """() => ({
            lang: T.first('.lt-map').lang,
            pressed: T.all('.lt-chips [aria-pressed=true]').map((b) => b.dataset.value || b.className),
            dims: T.dims(),
            symbols: T.all('.lt-symbol').filter(T.visible).length,
            paths: T.all('.leaflet-map-pane path').length,
            card: T.first('.lt-card').dataset.site || '',
            place: T.place(),
            labels: T.all('.lt-label:not(.is-off)').map((l) => l.textContent + l.style.transform).sort(),
        })"""
    )


def test_a_link_restores_everything(tab: MakeTab, plan: Plan) -> None:
    """Language, filters, hidden layers, selection, centre and zoom come back, also on a reload."""
    park = next(p for p in plan.of_type("park") if p.located and p.links)
    # Of the clusters, for these have a chip whose state is seen.
    last = [c.id for c in plan.clusters if c.kind == "cluster"][-1]
    query = {
        "district": plan.district.id, "edition": plan.edition.id, "lang": "en",
        "cluster": ",".join(dict.fromkeys([park.links[0].cluster, last])),
        "level": park.level, "off": "roads,links", "sel": park.id, "c": "30.8000,121.2500", "z": "11.50",
    }  # fmt: skip
    link = "/?" + "&".join(f"{k}={v}" for k, v in query.items())
    shown = tab().open(link)
    assert shown.query == query
    first = _state(shown)
    assert first["lang"] == "en" and first["card"] == park.id
    assert first["pressed"] == [*query["cluster"].split(","), park.level]
    shown.page.reload(wait_until="commit")
    shown.drawn()
    assert shown.query == query
    assert _state(shown) == first
    copy = tab().open(shown.page.url)
    assert _state(copy) == first
    assert copy.page.locator(".faults").count() == 0


def test_a_selection_without_a_position_flies_there(tab: MakeTab, plan: Plan) -> None:
    """A link of a selection alone opens the card with the site in view."""
    park = next(p for p in plan.of_type("park") if p.located)
    shown = tab().open(f"/?sel={park.id}")
    shown.still()
    assert shown.page.locator(f".lt-card [data-card={park.id}]").is_visible()
    assert {"c", "z"} <= set(shown.query)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_a_link_gets_wrong_is_named_and_left_out(tab: MakeTab, plan: Plan, lang: str) -> None:
    """Each unknown key or value stands on the page; what is right in the link holds."""
    cluster = next(c.id for c in plan.clusters if c.kind == "cluster")
    wrong = {
        "foo": "bar",
        "sel": "ghost-park",
        "level": "imperial",
        "off": "lava",
        "c": "north,west",
        "z": "99",
    }
    query = "&".join(f"{k}={v}" for k, v in wrong.items())
    shown = tab().open(
        f"/?lang={lang}&cluster={cluster},ghost-cluster&district=atlantis&edition=never&{query}"
    )
    fault_text = shown.page.locator(".faults").inner_text()
    assert say("link.heading", lang) in fault_text
    for word in (
        "foo",
        "ghost-park",
        "imperial",
        "lava",
        "north,west",
        "99",
        "atlantis",
        "never",
        "ghost-cluster",
    ):
        assert word in fault_text, word
    assert shown.query == {
        "district": plan.district.id, "edition": plan.edition.id, "lang": lang, "cluster": cluster,
    }  # fmt: skip
    assert shown.do("() => document.documentElement.scrollWidth") == 1440


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_link_does_nothing(tab: MakeTab, plan: Plan, query: str) -> None:
    """Whatever stands in the link, the whole district opens and nothing of it runs."""
    shown = tab().open(f"/?{query}")
    assert shown.do("() => [window.__hit, T.all('[onerror], img[src=x]').length, ({}).polluted]") == [
        None,
        0,
        None,
    ]
    assert shown.query == {"district": plan.district.id, "edition": plan.edition.id, "lang": "zh"}
    assert shown.do("() => T.all('.lt-symbol.is-dim').length") == 0
    assert "Traceback" not in shown.page.content()
