"""The head of a page holds any number of districts and editions, in any width and language."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import Any

import pytest

from layout.build.cache import Cache
from layout.build.renewal import BuildStatus
from layout.build.store import Build
from layout.pages.header import header
from layout.plan.model import Text
from layout.view.view import View
from layout.web.bundle import style
from tests.browser.conftest import MakeTab

WIDTHS = (390, 760, 910, 1024, 1280, 1366, 1440, 1500, 1600, 1700, 1834, 1920)
# What does not fit: beyond the window's edge, or over what stands beside it.
MISFITS = """() => {
  const parts = [...document.querySelectorAll('.head .title, .head nav, .head .end > *')];
  const boxes = parts.map((p) => p.getBoundingClientRect());
  const over = boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) =>
    a.right > b.left + 1 && a.left < b.right - 1 && a.bottom > b.top + 1 && a.top < b.bottom - 1));
  const beyond = [...document.querySelectorAll('.head .end *')].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width && (box.right > innerWidth || box.left < 0);
  });
  return [over.length, beyond.map((e) => e.textContent), document.documentElement.scrollWidth - innerWidth];
}"""


def _markup(node: Any) -> str:
    if not isinstance(node, list):
        return escape(str(node))
    tag, attributes, *children = node
    known = " ".join(f'{k}="{escape(v)}"' for k, v in attributes.items() if isinstance(v, str))
    return f"<{tag} {known}>{''.join(map(_markup, children))}</{tag}>"


def _many(build: Build, districts: int) -> Build:
    """Return a build of several districts, alike but for their ids and names, of two editions each."""
    first, editions = next(iter(build.edition_ids.items()))
    ids = [first, *(f"other-{n}" for n in range(1, districts))]
    plans = {}
    for n, district in enumerate(ids):
        for edition in editions:
            plan = build.plans[first, edition]
            named = replace(plan.district, name=Text(f"第{n}示范区", f"Songjiang District {n}"))
            years = replace(plan.edition, short=Text("“十四五”", f"14th Five-Year Plan {edition[:4]}"))
            plans[district, edition] = replace(plan, district=named, edition=years)
    index = build.index | {"default_editions": dict.fromkeys(ids, editions[-1])}
    return replace(build, index=index, plans=plans)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("districts", [1, 2, 16])
def test_the_head_fits_any_window(tab: MakeTab, mini_build: Build, districts: int, lang: str) -> None:
    """Nothing runs off or lies over its neighbour; on a desk the head stays one line of the page."""
    build = _many(mini_build, districts)
    view = replace(View(*next(iter(build.plans))), lang=lang)
    head = header(build, view, (), BuildStatus(build, False, None, Cache(None)))
    page = tab().page
    page.set_content(
        f"<!doctype html><html lang={lang}><style>body{{margin:0}}{style(served=True)}</style>"
        f'<body class="lt-app"><div class="lt-tree">{_markup(head)}</div></body></html>'
    )
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(MISFITS) == [0, [], 0], width
        height = page.evaluate("() => document.querySelector('.head').getBoundingClientRect().height")
        assert width < 901 or height <= 57, width
