"""The figures that a reader has loaded: taken in, kept for the session, evaluated for a view."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from geodata.faults import Fault
from geodata.intake import FigureFile, read_figure_file
from geodata.intake.limits import MAX_BYTES
from layout.monitoring import words
from layout.monitoring.actuals import Actual, match_actuals
from layout.monitoring.by_site import site_standing
from layout.monitoring.evaluation import Evaluation, evaluate, latest_year
from layout.plan.model import Plan
from layout.server import state
from layout.view.view import View
from layout.words.glossary import say

_KEY, _DONE = "loaded", "evaluated"


@dataclass(frozen=True)
class ActualsUpload:
    """What an edition has: the figures of the last good file, and the faults of a later one."""

    file: str = ""
    actuals: tuple[Actual, ...] = ()
    skipped: int = 0
    ignored: tuple[str, ...] = ()
    faulty_file: str = ""
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class _CachedEvaluation:
    """An evaluation with what it was made of."""

    plan: Plan
    actuals: tuple[Actual, ...]
    evaluation: Evaluation


def actuals_upload(view: View) -> ActualsUpload:
    """Return what is loaded for the edition of a view."""
    upload: ActualsUpload = st.session_state.get(_KEY, {}).get((view.district, view.edition), ActualsUpload())
    return upload


def receive_file(message: Any, view: View, plan: Plan) -> None:
    """Take in what the browser sends, a file or the wish to remove one; what it says is untrusted."""
    if not isinstance(message, dict):
        return
    before = actuals_upload(view)
    if message.get("remove") is True:
        _store(view, ActualsUpload())
        return
    name, content = message.get("name"), _decoded(message.get("base64"))
    if not isinstance(name, str) or content is None:
        return
    reading = read_figure_file(content, name)
    actuals, faults = match_actuals(reading, plan)
    _store(view, _merge(before, reading, actuals, faults))


def _merge(
    before: ActualsUpload, reading: FigureFile, actuals: tuple[Actual, ...], faults: Sequence[Fault]
) -> ActualsUpload:
    """Return what is held after a file: a faulty one leaves the last good figures."""
    if faults:
        return replace(before, faulty_file=reading.file, faults=tuple(faults))
    return ActualsUpload(reading.file, actuals, reading.skipped, reading.ignored)


def _decoded(text: Any) -> bytes | None:
    if not isinstance(text, str) or len(text) > 2 * MAX_BYTES:
        return None
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def _store(view: View, upload: ActualsUpload) -> None:
    by_edition = dict(st.session_state.get(_KEY, {}))
    by_edition[view.district, view.edition] = upload
    st.session_state[_KEY] = by_edition


def evaluation(view: View, plan: Plan) -> Evaluation:
    """Return the evaluation of the view's year; where it names none, of the last year with figures.

    Page and map ask for the same one: the session keeps the last.
    """
    actuals = actuals_upload(view).actuals
    year = int(view.year) if view.year else latest_year(actuals, plan)
    cached: _CachedEvaluation | None = st.session_state.get(_DONE)
    if cached and cached.plan is plan and cached.actuals is actuals and cached.evaluation.year == year:
        return cached.evaluation
    year_evaluation = evaluate(plan, actuals, year)
    st.session_state[_DONE] = _CachedEvaluation(plan, actuals, year_evaluation)
    return year_evaluation


def evaluation_marks(view: View) -> dict[str, dict[str, str]]:
    """Return the map's marks: each park by its own target, else its segment's, else its cluster's."""
    plan = state.store.current().plans[view.district, view.edition]
    if not actuals_upload(view).actuals:
        return {}
    year_evaluation = evaluation(view, plan)
    marks = {}
    for site in plan.sites:
        nearest_standing = site_standing(site, plan, year_evaluation)
        if nearest_standing is not None:
            kind, standing = nearest_standing
            values = {
                "year": year_evaluation.year,
                "name": words.target_name(standing, view.lang),
                "state": words.state_text(standing.state, view.lang),
            }
            marks[site.id] = {"state": standing.state, "text": say(f"mark.{kind}", view.lang, **values)}
    return marks
