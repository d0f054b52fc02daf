"""What the head of a page offers."""

from __future__ import annotations

from dataclasses import replace

from layout.build.cache import Cache
from layout.build.renewal import BuildStatus
from layout.build.store import Build
from layout.pages.header import header
from layout.view.view import View
from layout.words.nodes import walk


def test_another_district_opens_with_its_own_default(mini_build: Build) -> None:
    """The small district stands for two, of which the second opens with its first edition."""
    twins = {("other", edition): plan for (_, edition), plan in mini_build.plans.items()}
    first, last = mini_build.edition_ids["mini"]
    defaults = {"mini": last, "other": first}
    index = mini_build.index | {"default_editions": defaults}
    build = replace(mini_build, index=index, plans={**mini_build.plans, **twins})

    head = header(build, View("mini", first), (), BuildStatus(build, False, None, Cache(None)))

    (choices,) = [n[1]["go-each"] for n in walk(head) if "go-each" in n[1]]
    assert choices == [{"district": d, "edition": e} for d, e in defaults.items()]
    assert build.default == ("mini", last)
