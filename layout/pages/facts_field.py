"""The field for an officer's workbook and photographs, below parks and a park, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from geodata.faults import Fault
from geodata.intake.limits import MAX_BYTES
from geodata.intake.photo_limits import MAX_PHOTO_BYTES
from layout.pages import mounts, session_facts
from layout.pages.session_facts import FactsUpload
from layout.plan.model import Plan
from layout.server import state
from layout.view.view import View
from layout.words.glossary import say, words
from layout.words.nodes import Node, h

# More faults than these are counted, not listed.
_MOST_FAULTS = 200
_KEY = "facts"


def show_facts_field(_plan: Plan, view: View) -> None:
    """Show the field, what was read, and every fault."""
    upload = session_facts.facts_upload(view)
    build = mounts.current_build()
    data = {
        "lang": view.lang,
        "words": words("facts_upload", view.lang),
        "limit": MAX_BYTES,
        "photos": MAX_PHOTO_BYTES,
        "file": upload.file,
        "template": state.asset_path(build.file_of("facts_template", view.district, view.edition, view.lang)),
        "n": st.session_state.get("facts_messages", 0),
        # What the browser keeps of the file until its tab is closed, and hands in again after a reload.
        "store": store_of(view),
        "accepted": upload.accepted,
        "decisions": {},
    }
    mounts.show_upload(_KEY, data, _receive)
    mounts.show_tree(_report(upload, view.lang), view.lang, key="facts-report")


def store_of(view: View) -> str:
    """Return the name under which the browser keeps the facts of a view's edition until its tab is closed."""
    return f"facts:{view.district}/{view.edition}"


def _receive() -> None:
    """Store what the browser sends, once."""
    message = st.session_state[_KEY].get("file")
    n = message.get("n") if isinstance(message, dict) else None
    if not isinstance(n, int) or n <= st.session_state.get("facts_messages", 0):
        return
    st.session_state["facts_messages"] = n
    plan, view = mounts.current()
    session_facts.receive_facts(message, view, plan)


def _report(upload: FactsUpload, lang: str) -> Node:
    """Return what of the file counts, why a later one does not, and what was left out."""
    facts, parts = upload.facts, []
    if upload.file:
        sites = len({fact.site for fact in facts.facts} | {photo.site for photo in facts.photos})
        counts = {"n": len(facts.facts), "sites": sites, "photos": len(facts.photos)}
        parts.append(h("p", say("own.loaded", lang, file=upload.file, **counts), cls="quiet"))
    if upload.faults:
        title = say("monitor.faults", lang, file=upload.faulty_file, n=len(upload.faults))
        still = [h("p", say("own.still", lang, file=upload.file))] if upload.file else []
        parts.append(h("div", h("b", title), _items(upload.faults, lang), *still, cls="faults", role="alert"))
    if notices := (*upload.notices, *upload.left_out):
        title = say("monitor.notices", lang)
        parts.append(h("div", h("b", title), _items(notices, lang), cls="faults", role="status"))
    return h("div", *parts, cls="monitor-faults")


def _items(faults: Sequence[Fault], lang: str) -> Node:
    more = len(faults) - _MOST_FAULTS
    items = [h("li", fault.text(lang)) for fault in faults[:_MOST_FAULTS]]
    return h("ul", *items, *([h("li", say("own.more", lang, n=more))] if more > 0 else []))
