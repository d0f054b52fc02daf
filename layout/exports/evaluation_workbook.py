"""The evaluation of one year as a workbook: summary, standings, figures as loaded, what to note, sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from layout.exports.workbook_file import WorkbookSheet, workbook_bytes
from layout.monitoring import kinds, words
from layout.monitoring.actual_words import actual_location, actual_source
from layout.monitoring.by_site import tallies_by_element
from layout.monitoring.evaluation import Evaluation, Standing
from layout.plan.model import Figure, Plan, Ref
from layout.words.citations import source_date
from layout.words.glossary import labelled, say
from layout.words.numbers import bound_words, format_figure_as_held, has_more_than_number, unit_name


def evaluation_workbook(plan: Plan, evaluation: Evaluation, lang: str, notes: Sequence[str] = ()) -> bytes:
    """Return the evaluation in one language as a workbook (.xlsx); equal input gives equal bytes.

    `notes` say how the figures were read: sheets, what was not read, what waits to be confirmed.
    """
    sheets = (
        _summary(plan, evaluation, lang),
        _standings(plan, evaluation, lang),
        _actuals(plan, evaluation, lang),
        _remarks(plan, evaluation, lang, notes),
        _sources(plan, evaluation, lang),
    )
    return workbook_bytes(sheets)


def evaluation_title(plan: Plan, evaluation: Evaluation, lang: str) -> str:
    """Return the evaluation's title."""
    kind = say(f"evaluation.{evaluation.kind}", lang)
    return say("book.evaluation", lang, name=plan.edition.name(lang), year=evaluation.year, kind=kind)


def _headings(lang: str, *keys: str) -> list[str]:
    return [say(key, lang) for key in keys]


def _summary(plan: Plan, evaluation: Evaluation, lang: str) -> WorkbookSheet:
    rows: list[list[Any]] = [["", words.state_text(state, lang), n] for state, n in evaluation.counts]
    for tally in tallies_by_element(plan, evaluation):
        element_name = plan.element[tally.element].name(lang) if tally.element else say("monitor.all", lang)
        rows += [
            [
                labelled(say("monitor.elements", lang), element_name, lang),
                words.state_text(s, lang),
                n,
            ]
            for s, n in tally.counts
        ]
    for group in kinds.tallies_by_class(plan, evaluation) if evaluation.kind == "final" else ():
        rows += [
            [
                labelled(say("evaluation-kind.classes", lang), group.name(lang), lang),
                words.state_text(s, lang),
                n,
            ]
            for s, n in group.counts
        ]
    head = _headings(lang, "book.object", "board.state", "book.count")
    note = say("monitor.elements-note", lang)
    return WorkbookSheet(
        say("book.summary", lang),
        head,
        rows,
        [evaluation_title(plan, evaluation, lang), say(f"evaluation-kind.{evaluation.kind}", lang), note],
    )


def _standings(plan: Plan, evaluation: Evaluation, lang: str) -> WorkbookSheet:
    head = _headings(
        lang, "table.key", "book.object", "board.target", "book.version", "book.bound", "board.goal",
        "table.unit", "board.base", "book.year", "board.actual", "book.year", "book.path", "book.part",
        "board.state", "book.pace", "book.reason", "book.notes", "book.target-source",
        "book.base-source", "book.actual-source",
    )  # fmt: skip
    # The kind's columns stand before the state, the seventh from the end; places counted from the end stay.
    kind_headings = kinds.kind_headings(evaluation.kind)
    head[-7:-7] = [name(lang) for name in kind_headings]
    rows = [_row(s, plan, lang) for s in evaluation.standings]
    for row, standing in zip(rows, evaluation.standings, strict=True):
        row[-6] = kinds.required_pace_text(standing, evaluation, lang)
        row[-5] = say("text.stop", lang).join(
            w for w in (row[-5], kinds.kind_sentence(standing, evaluation, lang)) if w
        )
        row[-7:-7] = kinds.kind_cells(standing, evaluation)
    return WorkbookSheet(say("book.standings", lang), head, rows, [evaluation_title(plan, evaluation, lang)])


def _row(standing: Standing, plan: Plan, lang: str) -> list[Any]:
    figure = standing.target.figure
    source_words = words.source_texts(standing, plan, lang)
    base = standing.base.figure if standing.base else None
    return [
        standing.target.id,
        words.subject_text(standing, plan, lang) or plan.district.name(lang),
        words.marked_name(standing, lang),
        words.version_text(standing, lang),
        *_goal_cells(figure, lang),
        unit_name(figure.unit, lang),
        words.base_value(standing),
        _when(base) if base else None,
        words.rounded_value(standing),
        standing.value_year,
        words.rounded_path(standing),
        words.rounded_percent(standing),
        words.state_text(standing.state, lang),
        words.pace_text(standing, lang),
        words.reason_text(standing, lang),
        say("text.stop", lang).join((*words.remarks(standing, lang), *words.question_texts(standing, lang))),
        *(source_words.get(key, "") for key in ("goal", "base", "actual")),
    ]


def _goal_cells(figure: Figure, lang: str) -> tuple[str, Any]:
    """Return bound and number of a target; what one number cannot say stands in words in its place."""
    if figure.value is None:
        return "", figure.words(lang)
    if has_more_than_number(figure):
        return "", format_figure_as_held(figure, lang)
    return bound_words(figure.bound, lang).strip(), figure.value


def _when(base: Figure) -> int | str | None:
    # What covers several years has no one year to calculate with.
    return f"{base.first_year}–{base.year}" if base.first_year else base.year


def _actuals(plan: Plan, evaluation: Evaluation, lang: str) -> WorkbookSheet:
    head = _headings(
        lang, "book.object", "book.indicator", "book.year", "book.value", "table.unit", "book.scope",
        "book.source", "book.where", "board.target",
    )  # fmt: skip
    beside = (a for s in evaluation.standings if s.is_family_target for a in s.beside)
    rows = [
        [a.object, a.name(lang) or a.indicator, a.year, a.value, unit_name(a.unit, lang),
         words.scope_text(a.scope, lang), actual_source(a, lang), actual_location(a, lang),
         plan.statement[a.target].name(lang)]
        for a in (*evaluation.actuals, *beside)
    ]  # fmt: skip
    return WorkbookSheet(say("book.actuals", lang), head, rows)


def _remarks(plan: Plan, evaluation: Evaluation, lang: str, notes: Sequence[str]) -> WorkbookSheet:
    rows: list[list[Any]] = []
    for actual in evaluation.actuals:
        lines = [say(f"remark.{flag}", lang) for flag in actual.flags]
        indicator = actual.name(lang) or actual.indicator
        rows += [[actual.object or plan.district.name(lang), indicator, actual.year, line,
                  actual_location(actual, lang)] for line in lines]  # fmt: skip
    for standing in evaluation.standings:
        if standing.is_plan_target and standing.state == "unmeasured":
            object_name = words.subject_text(standing, plan, lang) or plan.district.name(lang)
            rows.append(
                [
                    object_name,
                    words.target_name(standing, lang),
                    evaluation.year,
                    say("book.unmeasured", lang),
                    "",
                ]
            )
    rows += [["", "", None, note, ""] for note in notes]
    head = _headings(lang, "book.object", "book.indicator", "book.year", "book.notes", "book.where")
    return WorkbookSheet(say("book.flagged", lang), head, rows)


def _sources(plan: Plan, evaluation: Evaluation, lang: str) -> WorkbookSheet:
    # The documents of the plan first, then what the loaded figures name as their source, in words.
    ids = dict.fromkeys(ref.source for standing in evaluation.standings for ref in _refs(standing))
    rows: list[list[Any]] = []
    for key in ids:
        source = plan.source.get(key)
        rows.append(
            [source.title(lang), source.publisher(lang), source_date(source, lang), source.url]
            if source
            else [key, "", "", ""]
        )
    rows += [[name, "", "", ""] for name in dict.fromkeys(actual_source(a, lang) for a in evaluation.actuals)]
    keys = ("book.source", "book.publisher", "book.date", "book.address")
    return WorkbookSheet(say("book.sources", lang), _headings(lang, *keys), rows)


def _refs(standing: Standing) -> Iterable[Ref]:
    return (*standing.target.refs, *(standing.base.refs if standing.base else ()))
