"""The frame around every page: header, living map, panel and tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from layout.build import store
from layout.exports import DRAWN
from layout.exports import size as size_of
from layout.exports.story_options import MAX_TEMPLATE
from layout.pages.header import header
from layout.pages.marks import marks
from layout.plan.model import Plan
from layout.server import state
from layout.view.view import LANGS, PAGES, View, parse_view, pick_edition
from layout.words.glossary import say, words
from layout.words.nodes import Node

# Mounting loads the page's script by its hashed name; the browser keeps it. The data go in
# a list, because Streamlit looks through a dictionary's values for frames with pandas.
_LOADER = (
    "export default async (c) =>\n"
    "  (await import(new URL(c.data.at(0).site, location.origin))).LayoutSite.mount(c);\n"
)
_mount = st.components.v2.component("industrial_layout", js=_LOADER, isolate_styles=False)


def show_page() -> None:
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
    target = st.session_state.pop("next_page", current)
    if target != current and target in pages:
        st.switch_page(pages[target], query_params=dict(parse_qsl(st.session_state["view"].query())))
    try:
        build = state.store.current(fresh="view" not in st.session_state)
    except store.BuildError as error:
        _broken(error.texts)
        return
    view = _view(build, current)
    _frame(build, view, page)


def _title(page: str) -> str:
    view = st.session_state.get("view")
    requested = st.query_params.get("lang")
    lang = view.lang if isinstance(view, View) else requested if requested in LANGS else LANGS[0]
    return say(f"page.{page}", lang) + say("text.dot", lang) + say("app.name", lang)


def _frame(build: store.Build, view: View, page: Any) -> None:
    _head(header(build, view, st.session_state.get("faults", ()), state.store.faults), view)
    with st.container(key="stage"):
        _map()
        page.run()
    _show_panel("tables", "tables")


def current() -> tuple[Plan, View]:
    """Return the layout and view of this session, for a page to draw."""
    view: View = st.session_state["view"]
    return state.store.current().plans[view.district, view.edition], view


def show_panel(name: str) -> None:
    """Show one of the layout's sheets beside the map."""
    _show_panel(name, "panel-sheet")


def show_tree(content: Node, lang: str, name: str = "", key: str = "panel-tree") -> None:
    """Show a tree that the server makes beside the map; `name` is that of a page's only one."""
    data = {
        "kind": "tree",
        "site": state.asset_path(state.store.current().script),
        "lang": lang,
        "tree": content,
        "name": name,
    }
    _mount(key=key, data=[data])


def show_upload(key: str, data: dict[str, Any], on_file: Callable[[], None]) -> None:
    """Show a field for a file; `heard` is called when the reader hands one in or takes it away."""
    _mount(
        key=key,
        data=[{"kind": "upload", "site": state.asset_path(state.store.current().script), **data}],
        on_file_change=on_file,
    )


def _show_panel(name: str, key: str) -> None:
    script = state.asset_path(state.store.current().script)
    _mount(key=key, data=[{"kind": "sheet", "site": script, "name": name}])


def show_story_editor(view: View) -> None:
    """Show the story beside the map: its steps, what can be done with them, and its files."""
    data = {"kind": "story", "site": state.asset_path(state.store.current().script), "lang": view.lang}
    asks = {"story": f"{state.base_path()}/{state.STORY}", "export": f"{state.base_path()}/{state.EXPORT}"}
    _mount(
        key="story",
        data=[
            {
                **data,
                **_story_place(view),
                **asks,
                "words": _file_words("briefing_editor", view.lang),
                "template": MAX_TEMPLATE,
            }
        ],
    )


def _file_words(section: str, lang: str) -> dict[str, str]:
    """Return the words of a section, with those of any file that the server makes."""
    return {**words("job", lang), **words(section, lang)}


def _story_place(view: View) -> dict[str, str]:
    """Return where the story of a view's edition is, and whose it is."""
    url = state.asset_path(state.store.current().story_of(view.district, view.edition, view.lang))
    return {"url": url, "district": view.district, "edition": view.edition}


def _head(tree: Node, view: View) -> None:
    data = {
        "kind": "tree",
        "site": state.asset_path(state.store.current().script),
        "lang": view.lang,
        "tree": tree,
        "words": {w: say(f"app.{w}", view.lang) for w in ("copied", "copy-failed")},
        "keep": {**_story_place(view), "words": words("keep_view", view.lang)},
        "picture": _map_image(view),
    }
    _mount(key="head", data=[data])


def _map_image(view: View) -> dict[str, Any]:
    """Return what the dialog that saves the map needs: where to ask, its words, the sizes to choose from."""
    sizes = [[say(f"map_image_size.{name}", view.lang), *size] for name, size in size_of.PRESETS.items()]
    limits = {
        "low": size_of.SIDE_PIXELS[0],
        "high": size_of.SIDE_PIXELS[1],
        "most": size_of.MAX_PIXELS_SERVED // 1_000_000,
    }
    limits |= {"least": size_of.DPI_RANGE[0], "largest": size_of.DPI_RANGE[1]}
    limit_words = {key: f"{value:,}" for key, value in limits.items()}
    forms = [suffix[1:] for suffix in DRAWN]
    return {
        "export": f"{state.base_path()}/{state.EXPORT}",
        "words": _file_words("map_image", view.lang),
        "sizes": sizes,
        "limits": limit_words,
        "forms": forms,
    }


@st.fragment
def _map() -> None:
    """Mount the map. What it reports is heard here alone, unless the page must change too."""
    if st.session_state.pop("whole_page", False):
        st.rerun()
    build = state.store.current()
    view: View = st.session_state["view"]
    data = {
        "kind": "map",
        "site": state.asset_path(build.script),
        "url": state.asset_path(build.map_of(view.district, view.edition, view.lang)),
        "more": state.asset_path(build.other_panels_of(view.district, view.edition, view.lang)),
        "view": view.query(),
        "page": view.page,
        "n": st.session_state.get("heard", 0),
        "marks": marks(view),
    }
    _mount(key="living-map", data=[data], on_view_change=_take_view)


def _take_view() -> None:
    """Take the view that the browser reports; what it says is untrusted."""
    message = st.session_state["living-map"].get("view")
    if not isinstance(message, dict):
        return
    n = message.get("n")
    if not isinstance(n, int) or n <= st.session_state.get("heard", 0):
        return  # Streamlit calls again with the same report when the page changes
    st.session_state["heard"] = n
    before: View = st.session_state["view"]
    had_faults = bool(st.session_state["faults"])
    view = _read(state.store.current(), str(message.get("q", "")), before.page)
    page_changed = message.get("page") in PAGES and message["page"] != before.page
    if page_changed:
        st.session_state["next_page"] = message["page"]
    faults_changed = had_faults or bool(st.session_state["faults"])
    st.session_state["whole_page"] = (
        page_changed or faults_changed or server_state(before) != server_state(view)
    )


def server_state(view: View) -> tuple[str, ...]:
    """Return what of a view the server draws; all else follows in the browser by itself."""
    facet = {"parks": view.sel, "compare": view.against, "monitor": view.year}.get(view.page, "")
    return (view.district, view.edition, view.lang, facet)


def _view(build: store.Build, page: str) -> View:
    view = st.session_state.get("view")
    if not isinstance(view, View) or (view.district, view.edition) not in build.plans:
        return _read(build, urlencode(st.query_params.to_dict()), page)
    view = replace(view, page=page)
    st.session_state["view"] = view
    return view


def _read(build: store.Build, query: str, page: str) -> View:
    district, edition = pick_edition(query, build.edition_ids, build.default)
    plan = build.plans[district, edition]
    view, faults = parse_view(query, plan, build.layers(district, edition), page)
    st.session_state["view"] = view
    st.session_state["faults"] = faults
    return view


def _broken(texts: dict[str, list[str]]) -> None:
    for lang in LANGS:
        st.error(say("app.no-data", lang))
        st.text("\n".join(texts.get(lang, [])))
