"""What became of the older edition's targets, as rows and as a table of the command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from geodata.languages import Text
from geodata.references import write_refs
from layout.cli.console import text_table
from layout.lists.row_fields import json_number, text_fields
from layout.monitoring import outcomes
from layout.monitoring.evaluation import Standing
from layout.plan.model import Plan
from layout.words.glossary import labelled, say
from layout.words.numbers import format_figure
from layout.words.years import year_mark

OUTCOME_KEYS: Mapping[str, str] = {
    "target": "id of the older edition's target",
    "name_zh": "what it is set for and its name, Chinese",
    "name_en": "the same, English",
    "result": "reached, missed or unknown",
    "stated_zh": "what was to be reached with its bound, unit and year, Chinese",
    "stated_en": "the same, English",
    "reported_zh": "what is reported of it, Chinese, or empty",
    "reported_en": "the same, English",
    "why_zh": "why nothing is known, or what is to be borne in mind, Chinese",
    "why_en": "the same, English",
    "source": "references of the target",
    "figures": "list of {edition, id, value, bound, unit, year} that are held against it",
}


def outcome_rows(old: Plan, new: Plan) -> list[dict[str, Any]]:
    """Return what became of each target of the older edition as JSON values under OUTCOME_KEYS."""
    return [_outcome_row(s, old) for s in outcomes.target_outcomes(old, new)]


def _outcome_row(standing: Standing, plan: Plan) -> dict[str, Any]:
    figure = standing.target.figure

    def stated(lang: str) -> str:
        years = year_mark(figure, lang)
        return say("text.dot", lang).join(w for w in (format_figure(figure, lang), years) if w)

    return {
        "target": standing.target.id,
        **text_fields("name", Text.in_each(lambda lang: outcomes.outcome_name(standing, plan, lang))),
        "result": outcomes.outcome_of(standing),
        **text_fields("stated", Text.in_each(stated)),
        **text_fields("reported", Text.in_each(lambda lang: outcomes.reported_text(standing, lang))),
        **text_fields("why", Text.in_each(lambda lang: outcomes.outcome_reason(standing, lang))),
        "source": write_refs(standing.target.refs),
        "figures": [
            {
                "edition": a.file.removeprefix("plans/"),
                "id": a.where,
                "value": json_number(a.value),
                "bound": a.bound,
                "unit": a.unit,
                "year": a.year,
            }
            for a in (*standing.actuals, *standing.beside)
        ],
    }


def outcome_table(old: Plan, new: Plan, lang: str) -> str:
    """Return what became of each target of the older edition as a table, empty where it has none."""
    standings = outcomes.target_outcomes(old, new)
    if not standings:
        return ""
    shorts = {"old": old.edition.short(lang), "new": new.edition.short(lang)}
    head = [say("outcome.target", lang), *shorts.values(), say("outcome.result", lang)]
    lines = [_line(s, old, lang) for s in standings]
    table = text_table(head, lines, (False, True, True, False))
    return "\n".join((say("outcome.title", lang, **shorts), outcomes.outcome_counts(standings, lang), table))


def _line(standing: Standing, old: Plan, lang: str) -> list[str]:
    result = say(f"outcome.{outcomes.outcome_of(standing)}", lang)
    why = outcomes.outcome_reason(standing, lang)
    return [
        outcomes.outcome_name(standing, old, lang),
        format_figure(standing.target.figure, lang),
        outcomes.reported_text(standing, lang),
        labelled(result, why, lang) if why else result,
    ]
