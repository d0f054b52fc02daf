"""Standings as rows that leave the program: JSON values under keys that stay.

Keys are added to, never renamed. Numbers are texts, as exact as they are; words stand in `_zh` and
`_en` keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from geodata.intake import FigureFile, SheetReading
from geodata.languages import LANGS, with_languages
from geodata.references import write_refs
from layout.monitoring import kinds, words
from layout.monitoring.actuals import Actual
from layout.monitoring.evaluation import Evaluation, Standing
from layout.monitoring.progress import TOLERANCE, Pace
from layout.monitoring.question_words import question_row
from layout.monitoring.review import Question
from layout.plan.model import Plan

STANDING_KEYS: Mapping[str, str] = with_languages(
    {
        "target": "id of the target's statement",
        "family": "id of the plan's own target; differs in other versions of it",
        "version": "plan, plan-elsewhere, or the date of a version published elsewhere",
        "subject": "district, cluster (or segment), or site",
        "object": "id of the cluster, segment or site; empty for the district",
        "name_zh": "name of the target, Chinese",
        "name_en": "name of the target, English",
        "bound": "=, ~ (about), >=, >, <= or <; empty where the target is in words",
        "goal": "what is to be reached; null where it is in words",
        "high": "upper end where the goal is a range; else null",
        "stretch": "what is aimed at beyond the goal, or null",
        "aims": "what is aimed at beyond the goal: list of {kind, value, reached}; range-end or stretch",
        "unit": "unit of goal, value and path",
        "by": "year of the target",
        "base": "the published base, in its own unit; null without one",
        "base_unit": "unit of the base, or empty",
        "base_year": "year of the base; null without one",
        "value": "the latest figure in the target's unit; null without one",
        "value_year": "year of that figure; null without one",
        "path": "what the path has in that year; null where there is none",
        "reached_percent": "what part of the target is reached; null where that says nothing",
        "state": "achieved, ahead, on-track, behind, missed, open, unmeasured or words",
        "reason": "why, a stable word without the leading `reason.`",
        "reason_zh": "why, Chinese",
        "reason_en": "why, English",
        "pace": "each year to the target: {kind, value, years}; growth (%), amount, level-growth; or null",
        "notes": "computed, compounded, older, plan-average, scope, measure, about, confirmed, re-read",
        "source": "references of the target, as in the data",
        "base_source": "references of the base, as in the data",
        "change": "yearly: over the year before, {kind, value}; growth (%), added, rate, difference",
        "gap": "yearly: from the path, in per cent of it; of a rate in percentage points; or null",
        "elapsed": "mid-term: per cent of the time that is gone; or null",
        "covered": "mid-term: per cent of the way from base to target that is covered; or null",
        "margin": "final: value less goal, in the target's unit; or null",
        "margin_percent": "final: the margin in per cent of the goal; or null",
        "figures": "list of {year, value, unit, scope, source, file, where, flags, origin, bound} that it is "
        "made of; origin: file, folder (the edition's data), next (those of the next edition)",
        "edge_pace": "as pace, to the edge of a target that is about so much; null where that is the target",
        "formula": "how a computed value comes about, in numbers; empty where a figure is given",
        "question_zh": "what is to be checked of the target, Chinese, or empty",
        "question_en": "what is to be checked of the target, English, or empty",
        "base_question_zh": "what is to be checked of the base, Chinese, or empty",
        "base_question_en": "what is to be checked of the base, English, or empty",
        "average_years": "list of the years whose figure only repeats the plan's average",
        "beside": "list of other figures of the same year, as figures, which differ and do not count",
    }
)
REPORT_KEYS: Mapping[str, str] = {
    "ok": "true where the file has no fault",
    "district": "id of the district",
    "edition": "id of the edition",
    "year": "year of the evaluation",
    "kind": "yearly, mid or final",
    "tolerance": "part of the path's value within which a figure is on track",
    "counts": "the plan's own targets by state",
    "classes": "the plan's own targets by `indicator:class`, `figure:topic`, `cluster` and `site`, by state",
    "skipped": "rows of the file without a value",
    "ignored": "headings of the file's columns that were not read",
    "standings": "list of rows",
    "sheets": "list of {title, state, rows, figures, skipped, hidden_rows}; state: read, hidden, no-headings",
    "notices": "list of what was not read and why, with file, where, field, problem and remedy",
    "warnings": "ids of the plan's targets that are behind or missed",
    "questions": "list of figures that are asked about; those without a decision do not count",
}


def evaluation_report(
    plan: Plan, evaluation: Evaluation, reading: FigureFile, questions: Iterable[Question] = ()
) -> dict[str, Any]:
    """Return an evaluation and how its file was read under the keys of REPORT_KEYS, as JSON-ready values."""
    values = {
        "ok": True,
        "district": plan.district.id,
        "edition": plan.edition.id,
        "year": evaluation.year,
        "kind": evaluation.kind,
        "tolerance": str(TOLERANCE),
        "counts": dict(evaluation.counts),
        "classes": {g.id: dict(g.counts) for g in kinds.tallies_by_class(plan, evaluation)},
        "skipped": reading.skipped,
        "ignored": list(reading.ignored),
        "standings": [standing_row(standing, evaluation) for standing in evaluation.standings],
        "sheets": [_sheet_row(sheet) for sheet in reading.sheets],
        "notices": [fault.as_row() for fault in reading.notices],
        "warnings": [standing.target.id for standing in evaluation.warnings],
        "questions": [question_row(question, plan) for question in questions],
    }
    # By the declared keys, so that a key without a value fails here and the order is that of the table.
    return {key: values[key] for key in REPORT_KEYS}


def _sheet_row(sheet: SheetReading) -> dict[str, Any]:
    counts = sheet.counts
    return {
        "title": sheet.title,
        "state": sheet.state,
        "rows": counts.read,
        "figures": counts.figures,
        "skipped": counts.skipped,
        "hidden_rows": len(counts.hidden),
    }


def standing_row(standing: Standing, evaluation: Evaluation) -> dict[str, Any]:
    """Return a standing under the keys of STANDING_KEYS, as JSON-ready values."""
    by_kind = _kind_values(kinds.kind_figures(standing, evaluation))
    return {key: by_kind[key] if key in by_kind else _CELLS[key](standing) for key in STANDING_KEYS}


def _kind_values(figures: kinds.KindFigures) -> dict[str, Any]:
    plain = {key: _rounded(getattr(figures, key)) for key in ("gap", "elapsed", "covered", "margin")}
    change = (
        None if figures.change is None else {"kind": figures.change_kind, "value": _rounded(figures.change)}
    )
    return {"change": change, **plain, "margin_percent": _rounded(figures.margin_percent)}


def _rounded(value: Decimal | None) -> str | None:
    return None if value is None else _text(words.round_to(value, 2))


def _text(value: Decimal | None) -> str | None:
    # Without an exponent: str() writes 1E+2 for some decimals.
    return None if value is None else f"{value:f}"


def _version(standing: Standing) -> str:
    return "plan" if standing.is_plan_target else standing.target.as_of or "plan-elsewhere"


def _pace(pace: Pace | None) -> dict[str, Any] | None:
    if pace is None:
        return None
    return {
        "kind": pace.kind,
        "value": _text(words.round_to(pace.value, 2)),
        "years": pace.years,
    }


def _figures(actuals: Iterable[Actual]) -> list[dict[str, Any]]:
    keys = ("year", "unit", "scope", "source", "file", "where", "origin", "bound")
    return [
        {**{k: getattr(a, k) for k in keys}, "value": _text(a.value), "flags": list(a.flags)} for a in actuals
    ]


def _name_in(lang: str) -> Callable[[Standing], Any]:
    return lambda standing: dict(standing.target.name.by_language())[lang]


def _question_in(lang: str) -> Callable[[Standing], Any]:
    return lambda standing: standing.target.question(lang)


def _base_question_in(lang: str) -> Callable[[Standing], Any]:
    return lambda standing: standing.base.question(lang) if standing.base else ""


def _reason_in(lang: str) -> Callable[[Standing], Any]:
    return lambda standing: words.reason_text(standing, lang)


_CELLS: Mapping[str, Callable[[Standing], Any]] = {
    "target": lambda s: s.target.id,
    "family": lambda s: s.family,
    "version": _version,
    "subject": lambda s: s.subject[0],
    "object": lambda s: s.subject[1],
    **{f"name_{lang}": _name_in(lang) for lang in LANGS},
    "bound": lambda s: s.target.figure.bound,
    "goal": lambda s: _text(s.target.figure.value),
    "high": lambda s: _text(s.target.figure.high),
    "stretch": lambda s: _text(s.target.figure.stretch),
    "aims": lambda s: [{"kind": a.kind, "value": _text(a.value), "reached": a.reached} for a in s.aims],
    "unit": lambda s: s.target.figure.unit,
    "by": lambda s: s.target.figure.year,
    "base": lambda s: _text(words.base_value(s)),
    "base_unit": lambda s: s.base.figure.unit if s.base else "",
    "base_year": lambda s: s.base.figure.year if s.base else None,
    "value": lambda s: _text(words.rounded_value(s)),
    "value_year": lambda s: s.value_year,
    "path": lambda s: _text(words.rounded_path(s)),
    "reached_percent": lambda s: _text(words.rounded_percent(s)),
    "state": lambda s: s.state,
    "reason": lambda s: s.verdict.reason.removeprefix("reason."),
    **{f"reason_{lang}": _reason_in(lang) for lang in LANGS},
    "pace": lambda s: _pace(s.required_pace),
    "notes": lambda s: list(dict.fromkeys(s.notes)),
    "source": lambda s: write_refs(s.target.refs),
    "base_source": lambda s: write_refs(s.base.refs) if s.base else "",
    "figures": lambda s: _figures(s.actuals),
    "edge_pace": lambda s: _pace(s.verdict.edge_pace),
    "formula": words.formula_numbers,
    **{f"question_{lang}": _question_in(lang) for lang in LANGS},
    **{f"base_question_{lang}": _base_question_in(lang) for lang in LANGS},
    "average_years": lambda s: list(s.average_years),
    "beside": lambda s: _figures(s.beside),
}
