"""What stands beside the map on the monitoring page: years, the file, its faults, the evaluation."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from geodata.intake.limits import MAX_BYTES
from layout.monitoring import panel
from layout.monitoring.evaluation import Evaluation
from layout.pages import frame, session_actuals
from layout.plan.model import Plan
from layout.server import state
from layout.view.view import View
from layout.words.glossary import say, words
from layout.words.nodes import Node, h

# More faults than these are counted, not listed.
MOST_FAULTS = 200
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw(plan: Plan, view: View) -> None:
    """Draw the page's own part."""
    held = session_actuals.held(view)
    done = session_actuals.evaluation(view, plan)
    frame.tree(panel.head(plan, done, view.lang), view.lang, key="years")
    _upload(view, held)
    frame.tree(_faults(held, view.lang), view.lang, key="file-faults")
    if held.actuals:
        with st.container(key="evaluation"):
            st.download_button(
                say("monitor.download", view.lang),
                _workbook(plan, done, view.lang, held),
                file_name=f"evaluation-{plan.district.id}-{done.year}.xlsx",
                mime=_XLSX,
                on_click="ignore",
            )
    frame.tree(panel.board(plan, done, view, _note(held, view.lang)), view.lang, key="board")


def _workbook(plan: Plan, done: Evaluation, lang: str, held: session_actuals.Loaded) -> Callable[[], bytes]:
    """Return what makes the workbook once it is asked for: writing it loads a library."""

    def made() -> bytes:
        from layout.exports.evaluation_workbook import UnreadInput, evaluation_workbook

        return evaluation_workbook(plan, done, lang, UnreadInput(held.ignored, held.skipped))

    return made


def _upload(view: View, held: session_actuals.Loaded) -> None:
    current = state.store.current()
    data = {
        "lang": view.lang,
        "words": words("upload", view.lang),
        "limit": MAX_BYTES,
        "file": held.file,
        "template": state.address(current.file_of("template", view.district, view.edition, view.lang)),
        "n": st.session_state.get("files", 0),
    }
    frame.upload("upload", data, _hear)


def _hear() -> None:
    """Take what the browser sends, once."""
    said = st.session_state["upload"].get("file")
    n = said.get("n") if isinstance(said, dict) else None
    if not isinstance(n, int) or n <= st.session_state.get("files", 0):
        return
    st.session_state["files"] = n
    plan, view = frame.current()
    session_actuals.take(said, view, plan)


def _note(held: session_actuals.Loaded, lang: str) -> str:
    if not held.file:
        return ""
    lines = [say("monitor.loaded", lang, file=held.file, n=len(held.actuals))]
    lines += [say("monitor.skipped", lang, n=held.skipped)] if held.skipped else []
    ignored = say("text.comma", lang).join(held.ignored)
    lines += [say("monitor.ignored", lang, names=ignored)] if ignored else []
    return say("text.stop", lang).join(lines)


def _faults(held: session_actuals.Loaded, lang: str) -> Node:
    if not held.faults:
        return h("div")
    items = [h("li", fault.text(lang)) for fault in held.faults[:MOST_FAULTS]]
    more = len(held.faults) - MOST_FAULTS
    items += [h("li", say("monitor.more", lang, n=more))] if more > 0 else []
    title = h("b", say("monitor.faults", lang, file=held.faulty, n=len(held.faults)))
    kept = h("p", say("monitor.kept", lang, file=held.file)) if held.file else None
    return h("div", h("div", title, h("ul", *items), kept, cls="faults", role="alert"), cls="monitor-faults")
