"""Each page in both languages, as Streamlit runs it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geodata.catalog import DISTRICTS
from geodata.languages import LANGS
from layout.build.store import Build, BuildError
from layout.maps.live.shared_nodes import REFERENCE
from layout.pages.registry import PAGES
from layout.panels.registry import panels
from layout.words.glossary import say
from layout.words.nodes import text_of, walk

FIRST = next(iter(PAGES))
APP = Path(__file__).parents[2] / "app.py"


def opened(page: str = FIRST, **link: str) -> AppTest:
    """Open a link, then turn to a page the way the browser asks for it."""
    run = AppTest.from_file(str(APP), default_timeout=120)
    for key, value in link.items():
        run.query_params[key] = value
    run.run()
    assert not run.exception
    if page != FIRST:
        run.session_state["next_page"] = page
        run.run()
        assert not run.exception
    return run


def parts(run: AppTest) -> list[dict[str, Any]]:
    """Return what the page handed to its mounts, in order."""

    def leaves(block: Any) -> Any:
        for child in block.children.values():
            yield from leaves(child) if hasattr(child, "children") else [child]

    mounts = [e.proto for e in leaves(run._tree) if e.type == "bidi_component"]
    return [json.loads(proto.json)[0] for proto in mounts]


def trees(run: AppTest) -> list[Any]:
    """Return the trees that the reader gets to see: sent, or named and drawn from the map's facts."""
    from layout.server.state import store

    build, view = store.current(), run.session_state["view"]
    names = [f(view.district, view.edition, view.lang) for f in (build.map_of, build.other_panels_of)]
    facts = "".join(build.assets[name].decode("utf-8") for name in names)
    known = panels(build.plans[view.district, view.edition], view.lang)
    drawn = []
    for part in parts(run):
        if part["kind"] == "panel":
            drawn.append(known[part["name"]])
            assert panel_in(facts, part["name"]) == drawn[-1]
        elif part["kind"] == "tree":
            drawn.append(part["tree"])
    return drawn


def panel_in(facts: str, name: str) -> Any:
    """Return a panel out of the facts of a map, or of those that follow it."""
    decoder = json.JSONDecoder()
    # The first is the map's; what it says more than once stands in `shared`.
    starts = [m.start() for m in re.finditer(r'\{"(?:district|panels)":', facts)]
    parts = [decoder.raw_decode(facts, start)[0] for start in starts]
    shared = next((p["shared"] for p in parts if "shared" in p), [])

    def follow(tree: Any) -> Any:
        if not isinstance(tree, list):
            return tree
        return follow(shared[tree[1]]) if tree[0] == REFERENCE else [*tree[:2], *map(follow, tree[2:])]

    return follow(next(p["panels"][name] for p in parts if name in p.get("panels", {})))


def words(run: AppTest) -> str:
    """Return all words of the page's trees."""
    return " ".join(map(text_of, trees(run)))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", LANGS)
def test_each_page_says_what_it_is_about(page: str, lang: str, bundled: Any) -> None:
    run = opened(page, lang=lang)
    page_words, plan = words(run), bundled.plan

    assert run.session_state["view"].page == page
    assert say("app.title", lang, district=plan.district.name(lang)) in page_words
    assert all(p.name(lang) in page_words for p in plan.of_type("park"))
    assert all(s.name(lang) in page_words for s in plan.sites)
    assert all(c.name(lang) in page_words for c in plan.industrial_clusters)
    assert run.session_state["view"].lang == lang
    if page == FIRST:
        assert plan.edition.phrase(lang) in page_words


@pytest.mark.parametrize("page", PAGES)
def test_each_page_has_one_map_and_one_heading(page: str) -> None:
    run = opened(page)

    assert [p["kind"] for p in parts(run)].count("map") == 1
    # What stands beside the map on the briefing page is drawn in the browser, with its heading.
    editors = [p["kind"] for p in parts(run)].count("story")
    assert editors == (page == "briefing")
    assert sum(n[0] == "h1" for tree in trees(run) for n in walk(tree)) + editors == 1


@pytest.mark.parametrize("lang", LANGS)
def test_a_link_opens_a_parks_page(lang: str, bundled: Any) -> None:
    park = bundled.plan.of_type("park")[0]
    run = opened("parks", lang=lang, sel=park.id)

    assert f"park:{park.id}" in [part["name"] for part in parts(run) if part["kind"] == "panel"]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("page", PAGES)
def test_what_a_link_gets_wrong_is_named_and_the_page_opens(page: str, lang: str, bundled: Any) -> None:
    plan = bundled.plan
    level = plan.district.levels[0].id
    link = {"shade": "red", "cluster": "nothing-like-it", "sel": "nobody", "z": "far", "level": level}
    run = opened(page, lang=lang, **link)
    page_words = words(run)

    assert say("link.heading", lang) in page_words
    assert say("link.unknown-key", lang, key="shade") in page_words
    assert say("link.unknown-value", lang, key="cluster", value="nothing-like-it") in page_words
    assert say("link.unknown-value", lang, key="sel", value="nobody") in page_words
    assert say("link.bad-number", lang, key="z", value="far") in page_words
    assert run.session_state["view"].level == (level,)
    assert all(p.name(lang) in page_words for p in plan.of_type("park"))


def test_a_good_link_says_nothing_of_faults() -> None:
    assert say("link.heading", "en") not in words(opened(lang="en"))


def test_a_rerun_sends_the_same_and_little_of_it() -> None:
    run = opened()
    first = parts(run)
    run.run()

    assert parts(run) == first
    assert len(json.dumps(first)) < 7000


def test_faults_of_the_data_are_told_and_no_traceback(tmp_path: Path, monkeypatch: Any) -> None:
    from layout.build.build_process import DataFaultsError
    from layout.build.renewal import BuildStore
    from layout.server import state

    class Faulty:
        def build(self, root: Path, cache: Path) -> str:
            raise DataFaultsError({lang: [f"fault <{lang}>"] for lang in LANGS}, "")

        def close(self) -> None: ...

    empty = BuildStore(tmp_path, tmp_path / "cache", Faulty())
    with pytest.raises(BuildError):
        empty.ready()
    monkeypatch.setattr(state, "store", empty)
    run = AppTest.from_file(str(APP), default_timeout=120).run()

    assert not run.exception
    assert [e.value for e in run.error] == [say("app.no-data", lang) for lang in LANGS]
    assert [t.value for t in run.text] == [f"fault <{lang}>" for lang in LANGS]


def test_while_the_first_maps_are_made_the_page_says_so_and_goes_on_by_itself(
    cache_folder: Path, bundled_build: Build, monkeypatch: Any
) -> None:
    from layout.build.renewal import BuildStore
    from layout.server import state

    class Waiting:
        go = Event()

        def build(self, root: Path, cache: Path) -> str:
            assert self.go.wait(20)
            return bundled_build.name

        def close(self) -> None: ...

    pending = BuildStore(DISTRICTS, cache_folder, Waiting())
    find = pending._find
    monkeypatch.setattr(pending, "_find", lambda name: find(name) if Waiting.go.is_set() else None)
    monkeypatch.setattr(state, "store", pending)
    for lang in LANGS:
        run = AppTest.from_file(str(APP), default_timeout=120)
        run.query_params["lang"] = lang
        run.run()
        assert [i.value for i in run.info] == [say("app.preparing", lang)] and not parts(run)
    Waiting.go.set()
    assert pending.wait(20)
    run.run()
    assert not run.info and say("app.renewing", "en") not in words(run)
    assert [p["kind"] for p in parts(run)].count("map") == 1


@pytest.mark.parametrize("lang", LANGS)
def test_while_newer_maps_are_made_the_page_shows_the_last_and_says_so(lang: str, monkeypatch: Any) -> None:
    from layout.server import state

    whole = state.store.status
    monkeypatch.setattr(state.store, "status", lambda: replace(whole(), running=True))
    monkeypatch.setattr(state.store, "_job", object())
    run = opened(lang=lang)
    line, page_words = say("app.renewing", lang), words(run)
    assert line in page_words and [p["kind"] for p in parts(run)].count("map") == 1
    monkeypatch.undo()
    run.run()
    assert line not in words(run)


@pytest.mark.parametrize("lang", LANGS)
def test_a_failed_build_is_not_called_a_fault_of_the_data(lang: str, monkeypatch: Any) -> None:
    from layout.server import state

    texts = {k: [say("build.no-room", k, id="12345678")] for k in LANGS}
    monkeypatch.setattr(state.store, "trouble", BuildError(texts, "no-room"))
    page_words = words(opened(lang=lang))
    assert say("app.stale-map", lang) in page_words and texts[lang][0] in page_words
    assert say("app.stale", lang) not in page_words
