"""What a page mounts in the browser: panels, trees, a field for a file, the editor of the briefing.

Each mount hands plain data to the page's script, which draws it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from geodata.languages import LANGS
from layout.build.store import Build
from layout.exports.formats import STORY, buttons
from layout.exports.story_options import MAX_TEMPLATE
from layout.plan.model import Plan
from layout.server import state
from layout.view.view import View
from layout.words.glossary import say, words
from layout.words.nodes import Node

# Mounting loads the page's script by its hashed name; the browser keeps it. The data go in
# a list, because Streamlit looks through a dictionary's values for frames with pandas.
_LOADER = (
    "export default async (c) =>\n"
    "  (await import(new URL(c.data.at(0).site, location.origin))).LayoutSite.mount(c);\n"
)
_component = st.components.v2.component("industrial_layout", js=_LOADER, isolate_styles=False)


def mount(key: str, kind: str, data: dict[str, Any], **callbacks: Any) -> None:
    """Mount a part of the page.

    `kind` names what the script draws of `data`, `key` the place in the page; `callbacks` are
    functions without parameters by `on_<key>_change`, called when the browser reports.
    """
    site = state.asset_path(current_build().script)
    _component(key=key, data=[{"kind": kind, "site": site, **data}], **callbacks)


def current_build() -> Build:
    """Return the build that this session's page began with: a newer one comes with its next whole run."""
    return state.store.named(st.session_state.get("build", ""))


def current() -> tuple[Plan, View]:
    """Return the plan and the view of this session."""
    view: View = st.session_state["view"]
    return current_build().plans[view.district, view.edition], view


def show_panel(name: str, key: str = "named-panel") -> None:
    """Show a panel of the plan by its name; the browser has it from the map's facts."""
    mount(key, "panel", {"name": name})


def show_page_of(site: str, gallery: str, lang: str) -> None:
    """Show the page of a site, of none the panel `gallery`; the browser turns to others by itself."""
    titles = [say(f"page.{gallery}", lang), say("text.dot", lang) + say("app.name", lang)]
    name = f"park:{site}" if site else gallery
    mount("named-panel", "panel", {"name": name, "gallery": gallery, "titles": titles})


def show_tree(content: Node, lang: str, name: str = "", key: str = "panel-tree") -> None:
    """Show nodes that the server makes; `name` is given where they are the page's only panel."""
    mount(key, "tree", {"lang": lang, "tree": content, "name": name})


def show_tree_about(selected: str, content: Node, lang: str, key: str) -> None:
    """Show nodes that tell of what is selected: the browser hides them as soon as anything else is."""
    mount(key, "tree", {"lang": lang, "tree": content, "about": selected})


def show_upload(key: str, data: dict[str, Any], on_file: Callable[[], None]) -> None:
    """Show a field for a file; `on_file` is called when the reader hands one in or removes it."""
    mount(key, "upload", data, on_file_change=on_file)


def file_words(section: str, lang: str) -> dict[str, str]:
    """Return the words of a section, with those of any file that the server makes."""
    return {**words("job", lang), **words(section, lang)}


def story_address(view: View) -> dict[str, Any]:
    """Return where the story of a view's edition is, the edition it belongs to, and its languages."""
    url = state.asset_path(current_build().story_of(view.district, view.edition, view.lang))
    return {"url": url, "district": view.district, "edition": view.edition, "langs": list(LANGS)}


def show_briefing_editor(_plan: Plan, view: View) -> None:
    """Show the story beside the map: its steps, what can be done with them, and its files."""
    routes = {"story": f"{state.base_path()}/{state.STORY}", "export": f"{state.base_path()}/{state.EXPORT}"}
    forms = buttons(STORY, view.lang)
    content = {"words": file_words("briefing_editor", view.lang), "template": MAX_TEMPLATE, "forms": forms}
    mount("story", "story", {"lang": view.lang, **story_address(view), **routes, **content})
