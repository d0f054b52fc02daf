"""What the plan itself asks for in monitoring and evaluation, in words; nothing where it asks for none."""

from __future__ import annotations

from layout.plan.model import Plan, PlannedEvaluation
from layout.words.citations import citation
from layout.words.glossary import join_words, say


def planned_evaluation_line(plan: Plan, lang: str) -> str:
    """Return which evaluations the plan asks for, where it says so, and whose year is ours."""
    asked_for = plan.edition.evaluations
    if not asked_for:
        return say("monitor.none-planned", lang)
    names = join_words((_named(each, lang) for each in asked_for), lang)
    refs = tuple(dict.fromkeys(r for each in asked_for for r in each.refs))
    line = say("monitor.planned", lang, names=names, source=citation(refs, plan, lang))
    undated = [each for each in asked_for if each.kind == "mid" and each.year is None]
    notes = [each.note(lang) for each in asked_for if each.note]
    if undated:
        notes.append(say("monitor.planned-mid", lang, name=undated[0].name(lang)))
    return "".join([line, *(say("monitor.planned-note", lang, note=note) for note in notes)])


def _named(each: PlannedEvaluation, lang: str) -> str:
    name = each.name(lang)
    return say("monitor.planned-year", lang, name=name, year=each.year) if each.year else name


def mid_term_year(plan: Plan) -> int | None:
    """Return the year that the plan names for its mid-term evaluation."""
    return next((each.year for each in plan.edition.evaluations if each.kind == "mid" and each.year), None)
