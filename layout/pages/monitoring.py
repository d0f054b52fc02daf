"""Monitoring: a user's figures compared with the targets, beside the map."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from geodata.intake.limits import MAX_BYTES
from layout.exports.formats import MEDIA_TYPES
from layout.monitoring import panel
from layout.monitoring.evaluation import Evaluation
from layout.pages import mounts, session_actuals
from layout.plan.model import Plan
from layout.server import state
from layout.view.view import View
from layout.words.glossary import say, words
from layout.words.nodes import Node, h

# More faults than these are counted, not listed.
MOST_FAULTS = 200


def show_monitoring(plan: Plan, view: View) -> None:
    """Show what stands beside the map: the years, the file, its faults, the evaluation."""
    with st.container(key="panel"):
        _show(plan, view)


def _show(plan: Plan, view: View) -> None:
    upload = session_actuals.actuals_upload(view)
    evaluation = session_actuals.evaluation(view, plan)
    mounts.show_tree(panel.heading(plan, evaluation, view.lang), view.lang, key="years")
    _upload(view, upload)
    mounts.show_tree(_faults(upload, view.lang), view.lang, key="file-faults")
    if upload.actuals:
        with st.container(key="evaluation"):
            st.download_button(
                say("monitor.download", view.lang),
                _workbook(plan, evaluation, view.lang, upload),
                file_name=f"evaluation-{plan.district.id}-{evaluation.year}.xlsx",
                mime=MEDIA_TYPES[".xlsx"],
                # A download changes nothing on the page, so that it need not run again.
                on_click="ignore",
            )
    mounts.show_tree(
        panel.standings_panel(plan, evaluation, view, _note(upload, view.lang)), view.lang, key="board"
    )


def _workbook(
    plan: Plan, evaluation: Evaluation, lang: str, upload: session_actuals.ActualsUpload
) -> Callable[[], bytes]:
    """Return what writes the workbook on a click: writing it loads a library."""

    def write() -> bytes:
        from layout.exports.evaluation_workbook import UnreadInput, evaluation_workbook

        return evaluation_workbook(plan, evaluation, lang, UnreadInput(upload.ignored, upload.skipped))

    return write


def _upload(view: View, upload: session_actuals.ActualsUpload) -> None:
    current = state.store.current()
    data = {
        "lang": view.lang,
        "words": words("upload", view.lang),
        "limit": MAX_BYTES,
        "file": upload.file,
        "template": state.asset_path(current.file_of("template", view.district, view.edition, view.lang)),
        "n": st.session_state.get("files", 0),
    }
    mounts.show_upload("upload", data, _take_file)


def _take_file() -> None:
    """Store the file that the browser sends, once."""
    message = st.session_state["upload"].get("file")
    n = message.get("n") if isinstance(message, dict) else None
    if not isinstance(n, int) or n <= st.session_state.get("files", 0):
        return
    st.session_state["files"] = n
    plan, view = mounts.current()
    session_actuals.receive_file(message, view, plan)


def _note(upload: session_actuals.ActualsUpload, lang: str) -> str:
    if not upload.file:
        return ""
    lines = [say("monitor.loaded", lang, file=upload.file, n=len(upload.actuals))]
    lines += [say("monitor.skipped", lang, n=upload.skipped)] if upload.skipped else []
    ignored = say("text.comma", lang).join(upload.ignored)
    lines += [say("monitor.ignored", lang, names=ignored)] if ignored else []
    return say("text.stop", lang).join(lines)


def _faults(upload: session_actuals.ActualsUpload, lang: str) -> Node:
    if not upload.faults:
        return h("div")
    items = [h("li", fault.text(lang)) for fault in upload.faults[:MOST_FAULTS]]
    more = len(upload.faults) - MOST_FAULTS
    items += [h("li", say("monitor.more", lang, n=more))] if more > 0 else []
    title = h("b", say("monitor.faults", lang, file=upload.faulty_file, n=len(upload.faults)))
    still_valid = h("p", say("monitor.kept", lang, file=upload.file)) if upload.file else None
    return h(
        "div", h("div", title, h("ul", *items), still_valid, cls="faults", role="alert"), cls="monitor-faults"
    )
