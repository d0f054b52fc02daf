"""The frame around every page: header, living map, panel and tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from layout.build import store as prepared
from layout.exports import DRAWN
from layout.exports import size as size_of
from layout.exports.story_options import MAX_TEMPLATE
from layout.pages.header import header
from layout.pages.marks import marks
from layout.plan.model import Plan
from layout.server import state
from layout.view.view import LANGS, PAGES, View, parse, pick
from layout.words.glossary import say, words
from layout.words.nodes import Node

# Mounting loads the page's script by its hashed name; the browser keeps it. The data go in
# a list, because Streamlit looks through a dictionary's values for frames with pandas.
_LOADER = (
    "export default async (c) =>\n"
    "  (await import(new URL(c.data.at(0).site, location.origin))).LayoutSite.mount(c);\n"
)
_mount = st.components.v2.component("industrial_layout", js=_LOADER, isolate_styles=False)


def run() -> None:
    """Draw the page that the address names."""
    pages = {
        name: st.Page(
            str(Path(__file__).with_name(f"{name}.py")),
            title=_title(name),
            url_path=name,
            default=name == PAGES[0],
        )
        for name in PAGES
    }
    page = st.navigation(list(pages.values()), position="hidden")
    current = page.url_path or PAGES[0]
    wanted = st.session_state.pop("wanted_page", current)
    if wanted != current and wanted in pages:
        st.switch_page(pages[wanted], query_params=dict(parse_qsl(st.session_state["view"].query())))
    try:
        held = state.store.current(fresh="view" not in st.session_state)
    except prepared.BuildError as error:
        _broken(error.texts)
        return
    view = _view(held, current)
    _frame(held, view, page)


def _title(page: str) -> str:
    view = st.session_state.get("view")
    asked = st.query_params.get("lang")
    lang = view.lang if isinstance(view, View) else asked if asked in LANGS else LANGS[0]
    return say(f"page.{page}", lang) + say("text.dot", lang) + say("app.name", lang)


def _frame(held: prepared.Build, view: View, page: Any) -> None:
    _head(header(held, view, st.session_state.get("faults", ()), state.store.faults), view)
    with st.container(key="stage"):
        _map()
        page.run()
    _sheet("tables", "tables")


def current() -> tuple[Plan, View]:
    """Return the layout and view of this session, for a page to draw."""
    view: View = st.session_state["view"]
    return state.store.current().plans[view.district, view.edition], view


def panel(name: str) -> None:
    """Show one of the layout's sheets beside the map."""
    _sheet(name, "panel-sheet")


def tree(drawn: Node, lang: str, name: str = "", key: str = "panel-tree") -> None:
    """Show a tree that the server makes beside the map; `name` is that of a page's only one."""
    data = {
        "kind": "tree",
        "site": state.address(state.store.current().script),
        "lang": lang,
        "tree": drawn,
        "name": name,
    }
    _mount(key=key, data=[data])


def upload(key: str, data: dict[str, Any], heard: Callable[[], None]) -> None:
    """Show a field for a file; `heard` is called when the reader hands one in or takes it away."""
    _mount(
        key=key,
        data=[{"kind": "upload", "site": state.address(state.store.current().script), **data}],
        on_file_change=heard,
    )


def _sheet(name: str, key: str) -> None:
    script = state.address(state.store.current().script)
    _mount(key=key, data=[{"kind": "sheet", "site": script, "name": name}])


def story(view: View) -> None:
    """Show the story beside the map: its steps, what can be done with them, and its files."""
    data = {"kind": "story", "site": state.address(state.store.current().script), "lang": view.lang}
    asks = {"story": f"{state.base()}/{state.STORY}", "export": f"{state.base()}/{state.EXPORT}"}
    _mount(
        key="story",
        data=[{**data, **_place(view), **asks, "words": _said("desk", view.lang), "template": MAX_TEMPLATE}],
    )


def _said(section: str, lang: str) -> dict[str, str]:
    """Return the words of a section, with those of any file that the server makes."""
    return {**words("job", lang), **words(section, lang)}


def _place(view: View) -> dict[str, str]:
    """Return where the story of a view's edition is, and whose it is."""
    url = state.address(state.store.current().story_of(view.district, view.edition, view.lang))
    return {"url": url, "district": view.district, "edition": view.edition}


def _head(tree: Node, view: View) -> None:
    data = {
        "kind": "tree",
        "site": state.address(state.store.current().script),
        "lang": view.lang,
        "tree": tree,
        "words": {w: say(f"app.{w}", view.lang) for w in ("copied", "copy-failed")},
        "keep": {**_place(view), "words": words("keep", view.lang)},
        "picture": _picture(view),
    }
    _mount(key="head", data=[data])


def _picture(view: View) -> dict[str, Any]:
    """Return what the dialog that saves the map needs: where to ask, its words, the sizes to choose from."""
    named = [[say(f"picture_size.{name}", view.lang), *size] for name, size in size_of.PRESETS.items()]
    limits = {
        "low": size_of.SIDE_PIXELS[0],
        "high": size_of.SIDE_PIXELS[1],
        "most": size_of.MAX_PIXELS_SERVED // 1_000_000,
    }
    limits |= {"least": size_of.DPI_RANGE[0], "largest": size_of.DPI_RANGE[1]}
    shown = {key: f"{value:,}" for key, value in limits.items()}
    forms = [suffix[1:] for suffix in DRAWN]
    return {
        "export": f"{state.base()}/{state.EXPORT}",
        "words": _said("picture", view.lang),
        "sizes": named,
        "limits": shown,
        "forms": forms,
    }


@st.fragment
def _map() -> None:
    """Mount the map. What it reports is heard here alone, unless the page must change too."""
    if st.session_state.pop("whole_page", False):
        st.rerun()
    held = state.store.current()
    view: View = st.session_state["view"]
    data = {
        "kind": "map",
        "site": state.address(held.script),
        "url": state.address(held.map_of(view.district, view.edition, view.lang)),
        "more": state.address(held.more_of(view.district, view.edition, view.lang)),
        "view": view.query(),
        "page": view.page,
        "n": st.session_state.get("heard", 0),
        "marks": marks(view),
    }
    _mount(key="living-map", data=[data], on_view_change=_hear)


def _hear() -> None:
    """Take the view that the browser reports; what it says is untrusted."""
    said = st.session_state["living-map"].get("view")
    if not isinstance(said, dict):
        return
    n = said.get("n")
    if not isinstance(n, int) or n <= st.session_state.get("heard", 0):
        return  # Streamlit calls again with the same report when the page changes
    st.session_state["heard"] = n
    before: View = st.session_state["view"]
    had_faults = bool(st.session_state["faults"])
    view = _read(state.store.current(), str(said.get("q", "")), before.page)
    turned = said.get("page") in PAGES and said["page"] != before.page
    if turned:
        st.session_state["wanted_page"] = said["page"]
    faulty = had_faults or bool(st.session_state["faults"])
    st.session_state["whole_page"] = turned or faulty or _drawn(before) != _drawn(view)


def _drawn(view: View) -> tuple[str, ...]:
    """Return what of a view the server draws; all else follows in the browser by itself."""
    chosen = {"parks": view.sel, "compare": view.against, "monitor": view.year}.get(view.page, "")
    return (view.district, view.edition, view.lang, chosen)


def _view(held: prepared.Build, page: str) -> View:
    view = st.session_state.get("view")
    if not isinstance(view, View) or (view.district, view.edition) not in held.plans:
        return _read(held, urlencode(st.query_params.to_dict()), page)
    view = replace(view, page=page)
    st.session_state["view"] = view
    return view


def _read(held: prepared.Build, query: str, page: str) -> View:
    district, edition = pick(query, held.known, held.default)
    plan = held.plans[district, edition]
    view, faults = parse(query, plan, held.layers(district, edition), page)
    st.session_state["view"] = view
    st.session_state["faults"] = faults
    return view


def _broken(texts: dict[str, list[str]]) -> None:
    for lang in LANGS:
        st.error(say("app.no-data", lang))
        st.text("\n".join(texts.get(lang, [])))
