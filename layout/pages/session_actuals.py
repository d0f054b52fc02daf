"""The figures that a reader has loaded: taken in, kept for the session, evaluated for a view."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from geodata.faults import Fault
from geodata.intake import Reading, read
from geodata.intake.limits import MAX_BYTES
from layout.monitoring import words
from layout.monitoring.actuals import Actual, match
from layout.monitoring.by_site import nearest
from layout.monitoring.evaluation import Evaluation, evaluate, latest_year
from layout.plan.model import Plan
from layout.server import state
from layout.view.view import View
from layout.words.glossary import say

_KEY, _DONE = "loaded", "evaluated"


@dataclass(frozen=True)
class Loaded:
    """What an edition has: the figures of the last good file, and the faults of a later one."""

    file: str = ""
    actuals: tuple[Actual, ...] = ()
    skipped: int = 0
    ignored: tuple[str, ...] = ()
    faulty: str = ""
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class _Kept:
    """An evaluation with what it was made of."""

    plan: Plan
    actuals: tuple[Actual, ...]
    done: Evaluation


def held(view: View) -> Loaded:
    """Return what is loaded for the edition of a view."""
    found: Loaded = st.session_state.get(_KEY, {}).get((view.district, view.edition), Loaded())
    return found


def take(said: Any, view: View, plan: Plan) -> None:
    """Take in what the browser sends, a file or the wish to remove one; what it says is untrusted."""
    if not isinstance(said, dict):
        return
    before = held(view)
    if said.get("remove") is True:
        _keep(view, Loaded())
        return
    name, content = said.get("name"), _decoded(said.get("base64"))
    if not isinstance(name, str) or content is None:
        return
    reading = read(content, name)
    actuals, faults = match(reading, plan)
    _keep(view, _after(before, reading, actuals, faults))


def _after(before: Loaded, reading: Reading, actuals: tuple[Actual, ...], faults: Sequence[Fault]) -> Loaded:
    """Return what is held after a file: a faulty one leaves the last good figures."""
    if faults:
        return replace(before, faulty=reading.file, faults=tuple(faults))
    return Loaded(reading.file, actuals, reading.skipped, reading.ignored)


def _decoded(text: Any) -> bytes | None:
    if not isinstance(text, str) or len(text) > 2 * MAX_BYTES:
        return None
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def _keep(view: View, what: Loaded) -> None:
    kept = dict(st.session_state.get(_KEY, {}))
    kept[view.district, view.edition] = what
    st.session_state[_KEY] = kept


def evaluation(view: View, plan: Plan) -> Evaluation:
    """Return the evaluation of the view's year; where it names none, of the last year with figures.

    Page and map ask for the same one: the session keeps the last.
    """
    actuals = held(view).actuals
    year = int(view.year) if view.year else latest_year(actuals, plan)
    kept: _Kept | None = st.session_state.get(_DONE)
    if kept and kept.plan is plan and kept.actuals is actuals and kept.done.year == year:
        return kept.done
    done = evaluate(plan, actuals, year)
    st.session_state[_DONE] = _Kept(plan, actuals, done)
    return done


def marks(view: View) -> dict[str, dict[str, str]]:
    """Return the map's marks: each park by its own target, else its segment's, else its cluster's."""
    plan = state.store.current().plans[view.district, view.edition]
    if not held(view).actuals:
        return {}
    done = evaluation(view, plan)
    found = {}
    for site in plan.sites:
        near = nearest(site, plan, done)
        if near is not None:
            kind, one = near
            values = {
                "year": done.year,
                "name": words.name(one, view.lang),
                "state": words.state_text(one.state, view.lang),
            }
            found[site.id] = {"state": one.state, "text": say(f"mark.{kind}", view.lang, **values)}
    return found
