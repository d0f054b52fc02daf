"""The figures that a reader uploads: read, stored in the session, reviewed, evaluated for a view."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from geodata.faults import Fault
from geodata.intake import FigureFile, read_guarded_figures
from geodata.intake.limits import MAX_BYTES
from layout.monitoring import words
from layout.monitoring.actuals import Actual, match_actuals
from layout.monitoring.by_site import site_standing
from layout.monitoring.evaluation import Evaluation, evaluate, latest_year
from layout.monitoring.published import combine_actuals, next_edition, published_actuals
from layout.monitoring.review import Review, review_actuals
from layout.pages import mounts
from layout.plan.model import Plan
from layout.view.view import View
from layout.words.nouns import say_of

_UPLOADS, _EVALUATION = "actuals_uploads", "cached_evaluation"
# No file gives rise to more questions, and no id or decision is longer.
_MOST_DECISIONS, _LONGEST = 20_000, 200
_NOTHING = Review((), ())


@dataclass(frozen=True)
class ActualsUpload:
    """The figures of an edition's last good file, what was decided of them, and the faults of a later one.

    `reading` tells how the file was read, without its rows; `figures` are all that it gives, `review` what
    of them counts. `accepted` is the number of the message that brought the file.
    """

    file: str = ""
    reading: FigureFile = field(default_factory=lambda: FigureFile(""))
    figures: tuple[Actual, ...] = ()
    decisions: Mapping[str, str] = field(default_factory=dict)
    review: Review = _NOTHING
    accepted: int = 0
    faulty_file: str = ""
    faults: tuple[Fault, ...] = ()

    @property
    def actuals(self) -> tuple[Actual, ...]:
        """Return the figures that count."""
        return self.review.actuals


@dataclass(frozen=True)
class _CachedEvaluation:
    """An evaluation with the plan and the loaded figures that it was computed from.

    `latest` is the year that a view without one shows.
    """

    plan: Plan
    actuals: tuple[Actual, ...]
    latest: int
    evaluation: Evaluation


def actuals_upload(view: View) -> ActualsUpload:
    """Return the upload of a view's edition, empty where there is none."""
    uploads: dict[tuple[str, str], ActualsUpload] = st.session_state.get(_UPLOADS, {})
    return uploads.get((view.district, view.edition), ActualsUpload())


def receive_file(message: Any, view: View, plan: Plan) -> None:
    """Take what the browser sends, which is untrusted: a file, decisions about figures, or the removal."""
    if not isinstance(message, dict):
        return
    before = actuals_upload(view)
    if message.get("remove") is True:
        _store(view, ActualsUpload())
        return
    decisions = _decisions(message.get("decisions"))
    name, content = message.get("name"), _decoded(message.get("base64"))
    if isinstance(name, str) and content is not None:
        reading = read_guarded_figures(content, name)
        figures, faults = match_actuals(reading, plan)
        number = message.get("n")
        upload = ActualsUpload(
            reading.file,
            replace(reading, rows=(), broken=()),
            figures,
            accepted=number if isinstance(number, int) else 0,
        )
        _store(view, _merge(before, _reviewed(upload, decisions, plan), faults))
    elif decisions:
        _store(view, _reviewed(before, {**before.decisions, **decisions}, plan))


def _reviewed(upload: ActualsUpload, decisions: Mapping[str, str], plan: Plan) -> ActualsUpload:
    review = review_actuals(plan, upload.figures, decisions)
    return replace(upload, decisions=decisions, review=review)


def _merge(before: ActualsUpload, after: ActualsUpload, faults: Sequence[Fault]) -> ActualsUpload:
    """Return the upload after a further file: a faulty one leaves the last good figures."""
    if faults:
        return replace(before, faulty_file=after.file, faults=tuple(faults))
    return after


def _decisions(given_values: Any) -> dict[str, str]:
    """Return decisions as far as they are texts; which of them a question offers `review_actuals` looks."""
    if not isinstance(given_values, dict) or len(given_values) > _MOST_DECISIONS:
        return {}
    return {
        key: value
        for key, value in given_values.items()
        if isinstance(key, str) and isinstance(value, str) and max(len(key), len(value)) <= _LONGEST
    }


def _decoded(text: Any) -> bytes | None:
    # Base64 takes 4/3 of the bytes: a file a little too large still gets its fault, more is not decoded.
    if not isinstance(text, str) or len(text) > 2 * MAX_BYTES:
        return None
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def _store(view: View, upload: ActualsUpload) -> None:
    by_edition = dict(st.session_state.get(_UPLOADS, {}))
    by_edition[view.district, view.edition] = upload
    st.session_state[_UPLOADS] = by_edition


def evaluation(view: View, plan: Plan) -> Evaluation:
    """Return the evaluation of the view's year; where it names none, of the last year with figures.

    What the data hold counts where no figure is loaded.

    Page and map use the same one: the session caches the last.
    """
    actuals = actuals_upload(view).actuals
    cached: _CachedEvaluation | None = st.session_state.get(_EVALUATION)
    alike = cached is not None and cached.plan is plan and cached.actuals is actuals
    if cached and alike and cached.evaluation.year == int(view.year or cached.latest):
        return cached.evaluation
    combined = combine_actuals(actuals, published_actuals(plan, _next_plan(view, plan)))
    latest = latest_year(combined.counted, plan)
    year_evaluation = evaluate(plan, combined.counted, int(view.year or latest), combined.beside)
    st.session_state[_EVALUATION] = _CachedEvaluation(plan, actuals, latest, year_evaluation)
    return year_evaluation


def _next_plan(view: View, plan: Plan) -> Plan | None:
    build = mounts.current_build()
    return next_edition(plan, (build.plans[view.district, e] for e in build.edition_ids[view.district]))


def evaluation_marks(view: View) -> dict[str, dict[str, str]]:
    """Return the map's marks: each park by its own target, else its segment's, else its cluster's."""
    plan = mounts.current_build().plans[view.district, view.edition]
    year_evaluation = evaluation(view, plan)
    if not year_evaluation.actuals:
        return {}
    marks = {}
    for site in (s for s in plan.sites if s.exists_in(year_evaluation.year)):
        nearest_standing = site_standing(site, plan, year_evaluation)
        if nearest_standing is not None:
            kind, standing = nearest_standing
            values = {
                "year": year_evaluation.year,
                "name": words.target_name(standing, view.lang),
                "state": words.state_text(standing.state, view.lang),
            }
            marks[site.id] = {
                "state": standing.state,
                "text": say_of(plan, f"mark.{kind}", view.lang, **values),
            }
    return marks
