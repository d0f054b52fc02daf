"""Rows of the plan's numbers as they leave the program: figures, indicators, audit, sources."""

from __future__ import annotations

from collections.abc import Mapping

from geodata.languages import LANGS, with_languages
from layout.audit.finding_rows import report_rows
from layout.lists.row_fields import (
    CITATION_KEYS,
    Row,
    json_number,
    other_ways,
    source_fields,
    text_fields,
)
from layout.plan.model import Plan, Source, Statement

_VALUE_KEYS = {
    "value": "the number as printed; null where it is given in words",
    "high": "upper end of a range, whose lower end is the value; else null",
    "stretch": "what is aimed at beyond the value, or null",
    "bound": "=, ~ (about), >=, >, <= or <; empty where there is no number",
    "unit": "unit",
    "words_zh": "the words that stand in place of a number, Chinese, or empty",
    "words_en": "the words that stand in place of a number, English, or empty",
    "from_year": "year after which a span begins, or null",
    "first_year": "first year by which a span is labelled: of a total the first that is added up; or null",
    "year": "year, or the last of a span; null where there is none",
    "year_basis": "inferred where the source does not print the years, else stated",
    "months": "months of the year that it is of, such as 1-6; empty for all",
    "cumulated": "true for a total of which the source does not say since when",
    "measure": "id of what is measured",
    "measure_zh": "what is measured, Chinese",
    "measure_en": "what is measured, English",
    "scope": "local (the district's own firms), all, or empty where the source does not say",
    "also": "ids of figures that set the same target in another way, list",
    "replaces": "id of the figure that it replaces, or empty",
    "replaced_by": "id of the figure that has replaced it, or empty: it is no current target then",
    "population": "id of the group of firms, parks or industries that it is of, or empty",
    "question_zh": "what is to be checked of it, Chinese, or empty",
    "question_en": "what is to be checked of it, English, or empty",
}
FIGURE_KEYS: Mapping[str, str] = with_languages(
    {
        "id": "id, unique among figures, indicators and claims of the edition",
        "topic": "id of the topic",
        "topic_zh": "its name, Chinese",
        "topic_en": "its name, English",
        "role": "actual, baseline, target, hold (a level without a year) or frame (a horizon or a count)",
        "name_zh": "what the figure is of, Chinese",
        "name_en": "what the figure is of, English",
        **_VALUE_KEYS,
        "attribute": "expected, binding or empty",
        "cluster": "id of the cluster or segment it is of, or empty",
        "site": "id of the town, place or park it is of, or empty",
        "base": "id of the figure that a target starts from, or empty",
        "plan_figure": "id of the plan's figure that one published elsewhere stands beside, or empty",
        "as_of": "date of a figure published elsewhere, or empty",
        "note_zh": "remark, Chinese, or empty",
        "note_en": "remark, English, or empty",
        **CITATION_KEYS,
    }
)
INDICATOR_KEYS: Mapping[str, str] = with_languages(
    {
        "id": "id, unique among figures, indicators and claims of the edition",
        "class": "id of the class",
        "class_zh": "its name, Chinese",
        "class_en": "its name, English",
        "number": "number in the plan's table",
        "name_zh": "name, Chinese",
        "name_en": "name, English",
        "written_zh": "the target as written, Chinese",
        "written_en": "the target as written, English",
        **_VALUE_KEYS,
        "attribute": "expected, binding or empty",
        "base": "id of the figure that it starts from, or empty",
        "note_zh": "remark, Chinese, or empty",
        "note_en": "remark, English, or empty",
        **CITATION_KEYS,
    }
)
FINDING_KEYS: Mapping[str, str] = with_languages(
    {
        "id": "id of the claim, or of the cause",
        "kind": "a kind of claim (docs/data.md), or cause: several findings that are one question",
        "cause": "id of the cause whose row goes before it, or empty; count questions by rows without one",
        "weight": "0 to 3, the heavier first; what counts rows of the data has 0",
        "state": "closes, does-not-close or open-question",
        "title_zh": "title, Chinese",
        "title_en": "title, English",
        "stated": "what the computed value is held against; of a cause what is printed; null for none",
        "stated_is": "stated by the plan, or itself computed from its figures; empty where there is none",
        "computed": "what its own figures give, of a cause what they imply; null where it cannot be computed",
        "low": "the least that the printed digits allow; null where unbounded",
        "high": "the most that the printed digits allow; null where unbounded",
        "needed_growth": "per cent a year that would reach what is stated; null where that does not apply",
        "unit": "unit of the computed value",
        "formula": "the formula in numbers",
        "formula_zh": "the formula with names, Chinese",
        "formula_en": "the formula with names, English",
        "reasons": "why it is open, or what to bear in mind: list of word ids",
        "reasons_zh": "the same in words, Chinese, list",
        "reasons_en": "the same in words, English, list",
        "sources": "list of {of, source, zh, en}: the stated value's source first, then the operands'",
        "text_zh": "the finding in a sentence, Chinese",
        "text_en": "the finding in a sentence, English",
        **CITATION_KEYS,
    }
)
SOURCE_KEYS: Mapping[str, str] = with_languages(
    {
        "source": "id, as in the references of all other rows",
        "title_zh": "title, Chinese",
        "title_en": "title, English",
        "publisher": "publisher",
        "publisher_en": "publisher, English",
        "url": "address, or empty",
        "date": "date, or empty",
        "date_basis": "inferred where the document prints no date, else stated or empty",
        "as_of": "time for which it holds, or empty",
        "licence": "licence",
        "note_zh": "remark, Chinese, or empty",
        "note_en": "remark, English, or empty",
    }
)


def value_fields(statement: Statement, plan: Plan) -> Row:
    """Return the keys of a row that describe a figure: value, bound, unit, years, measure, scope."""
    figure = statement.figure
    return {
        "value": json_number(figure.value),
        "high": json_number(figure.high),
        "stretch": json_number(figure.stretch),
        "bound": figure.bound,
        "unit": figure.unit,
        **text_fields("words", figure.words),
        "from_year": figure.from_year,
        "first_year": figure.first_year,
        "year": figure.year,
        "year_basis": figure.year_basis or "stated",
        "months": figure.months,
        "cumulated": figure.cumulated,
        "measure": figure.measure,
        **text_fields("measure", plan.term[f"measure:{figure.measure}"].name),
        "scope": figure.scope,
        "also": other_ways(statement, plan),
        "replaces": statement.replaces,
        "replaced_by": plan.successor[statement.id].id if statement.id in plan.successor else "",
        "population": statement.population,
        **text_fields("question", statement.question),
    }


def _figure(statement: Statement, plan: Plan) -> Row:
    return {
        "id": statement.id,
        "topic": statement.group,
        **text_fields("topic", plan.term[f"topic:{statement.group}"].name),
        "role": statement.figure.role,
        **text_fields("name", statement.name),
        **value_fields(statement, plan),
        "attribute": statement.figure.attribute,
        **{k: getattr(statement, k) for k in ("cluster", "site", "base", "plan_figure", "as_of")},
        **text_fields("note", statement.note),
        **source_fields(statement.refs, plan),
    }


def _indicator(statement: Statement, plan: Plan) -> Row:
    return {
        "id": statement.id,
        "class": statement.group,
        **text_fields("class", plan.term[f"class:{statement.group}"].name),
        "number": statement.number,
        **text_fields("name", statement.name),
        **text_fields("written", statement.written),
        **value_fields(statement, plan),
        "attribute": statement.figure.attribute,
        "base": statement.base,
        **text_fields("note", statement.note),
        **source_fields(statement.refs, plan),
    }


def figure_rows(plan: Plan) -> list[Row]:
    """Return one row for each figure that is not an indicator."""
    return [_figure(s, plan) for s in plan.statements if s.kind == "figure"]


def indicator_rows(plan: Plan) -> list[Row]:
    """Return one row for each indicator."""
    return [_indicator(s, plan) for s in plan.statements if s.kind == "indicator"]


def finding_rows(plan: Plan) -> list[Row]:
    """Return the rows of the audit in the order of its report."""
    return report_rows(plan)


def source_rows(plan: Plan) -> list[Row]:
    """Return one row for each source."""
    return [_source(s) for s in plan.sources]


def _source(source: Source) -> Row:
    return {
        "source": source.id,
        **text_fields("title", source.title),
        "publisher": source.publisher.original,
        **{f"publisher_{lang}": source.publisher(lang) for lang in LANGS[1:]},
        **{k: getattr(source, k) for k in ("url", "date", "date_basis", "as_of", "licence")},
        **text_fields("note", source.note),
    }
