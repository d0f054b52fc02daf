"""The frame around every page: header, living map, panel and tables."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from geodata.languages import LANGS
from layout.build import store
from layout.build.renewal import BuildStatus
from layout.exports import size as size_of
from layout.exports.formats import MAP, buttons
from layout.pages import mounts
from layout.pages.header import header
from layout.pages.registry import PAGES, Page
from layout.server import state
from layout.view.query import LinkFault, parse_view, pick_edition
from layout.view.view import View
from layout.words.glossary import say, words
from layout.words.nodes import Node

# How often a page asks whether the build that it waits for is there, in seconds.
_PULSE = 1.0


def show_page() -> None:
    """Draw the page that the address names."""
    first = next(iter(PAGES))
    pages = {
        name: st.Page(partial(_show_beside, page), title=_title(name), url_path=name, default=name == first)
        for name, page in PAGES.items()
    }
    page = st.navigation(list(pages.values()), position="hidden")
    # The first page has no path of its own.
    current = page.url_path or first
    target = st.session_state.pop("next_page", current)
    if target != current and target in pages:
        # st.switch_page drops the query of the address unless it is handed on.
        st.switch_page(pages[target], query_params=dict(parse_qsl(st.session_state["view"].query())))
    try:
        # The files are looked at once for each session, not on each of its runs.
        state.store.current(fresh="view" not in st.session_state)
        status = state.store.status()
        build = status.build or state.store.current()
    except store.PendingError:
        st.info(say("app.preparing", _language()))
        _follow_build()
        return
    except store.BuildError as error:
        _broken(error)
        return
    # The whole run and its fragments show one build, also where a newer one comes meanwhile.
    st.session_state["build"] = build.name
    _frame(build, _view(build, current), page, status)
    if status.running:
        _follow_build()


def _follow_build() -> None:
    """Run the whole page again as soon as the build has ended that it has said to be running."""
    # The browser asks, and only until then.
    st.fragment(_rerun_when_built, run_every=_PULSE)()


def _rerun_when_built() -> None:
    if not state.store.running:
        st.rerun()


def _language() -> str:
    # Due before the view of a new session is read.
    view = st.session_state.get("view")
    requested = st.query_params.get("lang", "")
    return view.lang if isinstance(view, View) else requested if requested in LANGS else LANGS[0]


def _title(page: str) -> str:
    lang = _language()
    return say(f"page.{page}", lang) + say("text.dot", lang) + say("app.name", lang)


def _show_beside(page: Page) -> None:
    """Draw what a page shows beside the map."""
    page.show(*mounts.current())


def _frame(build: store.Build, view: View, page: Any, status: BuildStatus) -> None:
    _head(header(build, view, st.session_state.get("faults", ()), status), view)
    stage = st.container(key="stage")
    with stage:
        # Where a report follows a whole run closely, Streamlit clears away all of a fragment for a moment.
        mounts.mount("map-place", "map_place", {})
    _map()
    with stage:
        page.run()
    mounts.show_panel("tables", "tables")


def _head(tree: Node, view: View) -> None:
    data = {
        "lang": view.lang,
        "tree": tree,
        "words": {w: say(f"app.{w}", view.lang) for w in ("copied", "copy-failed", "copy-field")},
        "story_address": {**mounts.story_address(view), "words": words("keep_view", view.lang)},
        "map_image": _map_image(view),
    }
    mounts.mount("head", "tree", data)


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
    return {
        "export": f"{state.base_path()}/{state.EXPORT}",
        "words": mounts.file_words("map_image", view.lang),
        "sizes": sizes,
        "limits": limit_words,
        "forms": [{key: b[key] for key in ("form", "label")} for b in buttons(MAP, view.lang)],
    }


@st.fragment
def _map() -> None:
    """Hand the map its view. Its reports rerun this fragment alone, unless the page must change too."""
    if st.session_state.pop("whole_page", False):
        # Within a fragment this reruns the whole page.
        st.rerun()
    build = mounts.current_build()
    view: View = st.session_state["view"]
    data = {
        "url": state.asset_path(build.map_of(view.district, view.edition, view.lang)),
        "other_panels": state.asset_path(build.other_panels_of(view.district, view.edition, view.lang)),
        "match": state.asset_path(build.match_of(view.district, view.edition, view.lang)),
        "passages": f"{state.base_path()}/{state.PASSAGES}",
        "view": view.query(),
        "page": view.page,
        "n": st.session_state.get("view_reports", 0),
        "marks": PAGES[view.page].marks(view),
    }
    mounts.mount("living-map", "map", data, on_view_change=_take_view)


def _take_view() -> None:
    """Store the view that the browser reports; the message is untrusted."""
    message = st.session_state["living-map"].get("view")
    if not isinstance(message, dict):
        return
    n = message.get("n")
    if not isinstance(n, int) or n <= st.session_state.get("view_reports", 0):
        return  # Streamlit calls again with the same report when the page changes
    st.session_state["view_reports"] = n
    before: View = st.session_state["view"]
    had_faults = bool(st.session_state["faults"])
    view = _read(mounts.current_build(), str(message.get("q", "")), before.page)
    page_changed = message.get("page") in PAGES and message["page"] != before.page
    if page_changed:
        st.session_state["next_page"] = message["page"]
    faults_changed = had_faults or bool(st.session_state["faults"])
    st.session_state["whole_page"] = (
        page_changed or faults_changed or server_state(before) != server_state(view)
    )


def server_state(view: View) -> tuple[str | tuple[str, ...], ...]:
    """Return the parts of a view that the server draws by; the browser follows all others by itself."""
    page = PAGES[view.page]
    is_followed = not page.facet or page.turns_by_itself(view)
    return (view.district, view.edition, view.lang, "" if is_followed else getattr(view, page.facet))


def _view(build: store.Build, page: str) -> View:
    view = st.session_state.get("view")
    # New data may no longer have the edition that a session shows.
    if not isinstance(view, View) or (view.district, view.edition) not in build.plans:
        return _read(build, urlencode(st.query_params.to_dict()), page)
    view = replace(view, page=page)
    st.session_state["view"] = view
    return view


def _read(build: store.Build, query: str, page: str) -> View:
    district, edition = pick_edition(query, build.edition_ids, build.default_editions)
    plan = build.plans[district, edition]
    view, faults = parse_view(query, plan, build.layers(district, edition), page)
    st.session_state["view"] = view
    st.session_state["faults"] = [_named(fault, view, build) for fault in faults]
    return view


def _named(fault: LinkFault, view: View, build: store.Build) -> LinkFault:
    """Return a fault with the name that another edition has for a site of the list which this lacks."""
    if fault.reason != "link.unlisted":
        return fault
    plans = (build.plans[view.district, edition] for edition in build.edition_ids[view.district])
    names = (plan.site[fault.value].name(view.lang) for plan in plans if fault.value in plan.site)
    return replace(fault, value=next(names, fault.value))


def _broken(error: store.BuildError) -> None:
    for lang in LANGS:
        st.error(say("app.no-data" if error.kind == "data" else "app.no-map", lang))
        # As plain text: faults quote the data, in which Markdown would be interpreted.
        st.text("\n".join(error.texts.get(lang, [])))
