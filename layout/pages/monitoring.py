"""Monitoring: a user's figures compared with the targets, beside the map."""

from __future__ import annotations

from typing import Any

import streamlit as st

from geodata.intake.limits import MAX_BYTES
from layout.exports.formats import MEDIA_TYPES
from layout.monitoring import panel, reading_words
from layout.monitoring.evaluation import Evaluation
from layout.monitoring.question_words import choice_text, confirmation_text
from layout.pages import mounts, session_actuals
from layout.pages.session_actuals import ActualsUpload
from layout.plan.model import Plan
from layout.server import state
from layout.view.view import View
from layout.words.glossary import say, words
from layout.words.nodes import Node, h

# More faults than these are counted, not listed.
MOST_FAULTS = 200
# More questions than these come after those that are shown.
MOST_QUESTIONS = 50


def show_monitoring(plan: Plan, view: View) -> None:
    """Show what stands beside the map: the years, the file, its faults, the evaluation."""
    with st.container(key="panel"):
        _show(plan, view)


def _show(plan: Plan, view: View) -> None:
    upload = session_actuals.actuals_upload(view)
    evaluation = session_actuals.evaluation(view, plan)
    mounts.show_tree(panel.heading(plan, evaluation, view.lang), view.lang, key="years")
    _upload(plan, view, upload)
    mounts.show_tree(_faults(upload, view.lang), view.lang, key="file-faults")
    mounts.show_tree(_notices(upload, view.lang), view.lang, key="file-notices")
    if upload.figures or evaluation.actuals:
        _downloads(plan, evaluation, view, upload)
    note = say("text.stop", view.lang).join(_note(upload, evaluation, view.lang))
    mounts.show_tree(panel.standings_panel(plan, evaluation, view, note), view.lang, key="board")


def _downloads(plan: Plan, evaluation: Evaluation, view: View, upload: ActualsUpload) -> None:
    """Show the buttons of the files; each file is written on a click, for writing it loads a library."""

    def write_evaluation() -> bytes:
        from layout.exports.evaluation_workbook import evaluation_workbook

        notes = [
            *_note(upload, evaluation, view.lang),
            *reading_words.notice_lines(upload.reading, view.lang),
        ]
        notes += reading_words.waiting_lines(upload.review, plan, view.lang)
        return evaluation_workbook(plan, evaluation, view.lang, notes)

    def write_figures() -> bytes:
        from layout.exports.actuals_template import filled_template

        return filled_template(plan, upload.review, view.lang)

    with st.container(key="evaluation"):
        files = (
            ("monitor.download", f"evaluation-{plan.district.id}-{evaluation.year}.xlsx", write_evaluation),
            ("monitor.save", f"actuals-{plan.district.id}-{plan.edition.id}.xlsx", write_figures),
        )
        # Figures that only the data hold are not the user's to save.
        for word, name, write in files if upload.figures else files[:1]:
            st.download_button(
                say(word, view.lang),
                write,
                file_name=name,
                mime=MEDIA_TYPES[".xlsx"],
                # A download changes nothing on the page, so that it need not run again.
                on_click="ignore",
            )


def _upload(plan: Plan, view: View, upload: ActualsUpload) -> None:
    current = mounts.current_build()
    data = {
        "lang": view.lang,
        "panel": "monitor",
        "words": words("upload", view.lang),
        "limit": MAX_BYTES,
        "file": upload.file,
        "template": state.asset_path(current.file_of("template", view.district, view.edition, view.lang)),
        "n": st.session_state.get("files", 0),
        # What the browser keeps of the file until its tab is closed, and hands in again after a reload.
        "store": f"actuals:{view.district}/{view.edition}",
        "accepted": upload.accepted,
        "decisions": dict(upload.decisions),
        "confirm": _questions(plan, upload, view.lang),
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


def _questions(plan: Plan, upload: ActualsUpload, lang: str) -> dict[str, Any]:
    """Return what is asked about, the open questions first, in words for the browser."""
    waiting = upload.review.open_questions
    in_order = [*waiting, *(q for q in upload.review.questions if q.decision)]
    shown = [
        {
            "id": question.id,
            "text": confirmation_text(question, plan, lang),
            "likely": question.choices[0] if question.readings else "",
            "decision": question.decision,
            "choices": [[choice, choice_text(question, choice, lang)] for choice in question.choices],
        }
        for question in in_order[:MOST_QUESTIONS]
    ]
    spoken = words("confirm", lang)
    more = max(0, len(in_order) - MOST_QUESTIONS)
    title = "title" if waiting else "settled"
    counted = {"title": say(f"confirm.{title}", lang, n=len(waiting) or len(in_order))}
    counted["more"] = say("confirm.more", lang, n=more) if more else ""
    return {"questions": shown, "words": {**spoken, **counted}}


def _note(upload: ActualsUpload, evaluation: Evaluation, lang: str) -> list[str]:
    lines = reading_words.reading_lines(upload.reading, upload.review, lang) if upload.file else []
    return [*lines, *reading_words.published_lines(evaluation, lang)]


def _notices(upload: ActualsUpload, lang: str) -> Node:
    """Return what of the file was not read: a wrong evaluation is worse than none."""
    lines = reading_words.notice_lines(upload.reading, lang)
    if not lines:
        return h("div")
    items = [h("li", line) for line in lines[:MOST_FAULTS]]
    more = len(lines) - MOST_FAULTS
    items += [h("li", say("monitor.more", lang, n=more))] if more > 0 else []
    title = h("b", say("monitor.notices", lang))
    return h("div", h("div", title, h("ul", *items), cls="faults", role="status"), cls="monitor-faults")


def _faults(upload: ActualsUpload, lang: str) -> Node:
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
