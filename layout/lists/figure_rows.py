"""Rows of the plan's numbers as they leave the program: figures, indicators, chains, audit, sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from geodata.languages import LANGS
from geodata.references import write_refs
from layout.audit import sentences
from layout.audit.findings import audit_claims
from layout.lists.row_fields import SOURCE_KEYS, Row, json_number, source_fields, text_fields
from layout.plan.model import Chain, ChainLink, Plan, Source, Statement
from layout.words.citations import citation

_FIGURE = {
    "value": "the number as printed; null where it is given in words",
    "bound": "=, ~ (about), >=, >, <= or <; empty where there is no number",
    "unit": "unit",
    "words_zh": "the words that stand in place of a number, Chinese, or empty",
    "words_en": "the words that stand in place of a number, English, or empty",
    "from_year": "year after which a span begins, or null",
    "year": "year, or the last of a span",
    "measure": "id of what is measured",
    "measure_zh": "what is measured, Chinese",
    "measure_en": "what is measured, English",
    "scope": "local (the district's own firms), all, or empty where the source does not say",
}
KEYS: Mapping[str, Mapping[str, str]] = {
    "figures": {
        "id": "id, unique among figures, indicators and claims of the edition",
        "topic": "id of the topic",
        "topic_zh": "its name, Chinese",
        "topic_en": "its name, English",
        "role": "actual, baseline or target",
        "name_zh": "what the figure is of, Chinese",
        "name_en": "what the figure is of, English",
        **_FIGURE,
        "attribute": "expected, binding or empty",
        "cluster": "id of the cluster or segment it is of, or empty",
        "site": "id of the town, place or park it is of, or empty",
        "base": "id of the figure that a target starts from, or empty",
        "plan_figure": "id of the plan's figure that one published elsewhere stands beside, or empty",
        "as_of": "date of a figure published elsewhere, or empty",
        "note_zh": "remark, Chinese, or empty",
        "note_en": "remark, English, or empty",
        **SOURCE_KEYS,
    },
    "indicators": {
        "id": "id, unique among figures, indicators and claims of the edition",
        "class": "id of the class",
        "class_zh": "its name, Chinese",
        "class_en": "its name, English",
        "number": "number in the plan's table",
        "name_zh": "name, Chinese",
        "name_en": "name, English",
        "written_zh": "the target as written, Chinese",
        "written_en": "the target as written, English",
        **_FIGURE,
        "attribute": "expected or binding",
        "base": "id of the figure that it starts from, or empty",
        "note_zh": "remark, Chinese, or empty",
        "note_en": "remark, English, or empty",
        **SOURCE_KEYS,
    },
    "chains": {
        "chain": "id of the chain or list",
        "kind": "chain, or one of the lists of links to build, extend or consolidate",
        "chain_zh": "its name, Chinese",
        "chain_en": "its name, English",
        "theme": "id of the theme of a featured chain, or empty",
        "stage": "stage of the link, from 1",
        "link": "id of the link",
        "name_zh": "name, Chinese",
        "name_en": "name, English",
        "parks": "ids of the parks that serve it, list; empty where none does",
        "clusters": "ids of the clusters or segments that serve it, list",
        "basis": "stated, inferred, or empty where nothing serves it",
        "ground_zh": "on what ground, Chinese, or empty",
        "ground_en": "on what ground, English, or empty",
        **SOURCE_KEYS,
    },
    "audit": {
        "id": "id of the claim",
        "kind": "sum, difference, growth, share, share-change, count, doubling, consequence or repeat",
        "state": "closes, does-not-close or open-question",
        "title_zh": "title, Chinese",
        "title_en": "title, English",
        "stated": "what the computed value is held against, a number; null where there is none",
        "stated_is": "stated by the plan, or itself computed from its figures; empty where there is none",
        "computed": "what its own figures give; null where it cannot be computed",
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
        **SOURCE_KEYS,
    },
    "sources": {
        "source": "id, as in the references of all other rows",
        "title_zh": "title, Chinese",
        "title_en": "title, English",
        "publisher": "publisher",
        "publisher_en": "publisher, English",
        "url": "address, or empty",
        "date": "date, or empty",
        "as_of": "time for which it holds, or empty",
        "licence": "licence",
        "note_zh": "remark, Chinese, or empty",
        "note_en": "remark, English, or empty",
    },
}


def figure_row(said: Statement, plan: Plan) -> Row:
    """Return the part of a row that tells a figure itself."""
    figure = said.figure
    return {
        "value": json_number(figure.value),
        "bound": figure.bound,
        "unit": figure.unit,
        **text_fields("words", figure.words),
        "from_year": figure.from_year,
        "year": figure.year,
        "measure": figure.measure,
        **text_fields("measure", plan.term[f"measure:{figure.measure}"].name),
        "scope": figure.scope,
    }


def _figure(said: Statement, plan: Plan) -> Row:
    return {
        "id": said.id,
        "topic": said.group,
        **text_fields("topic", plan.term[f"topic:{said.group}"].name),
        "role": said.figure.role,
        **text_fields("name", said.name),
        **figure_row(said, plan),
        "attribute": said.figure.attribute,
        **{k: getattr(said, k) for k in ("cluster", "site", "base", "plan_figure", "as_of")},
        **text_fields("note", said.note),
        **source_fields(said.refs, plan),
    }


def _indicator(said: Statement, plan: Plan) -> Row:
    return {
        "id": said.id,
        "class": said.group,
        **text_fields("class", plan.term[f"class:{said.group}"].name),
        "number": said.number,
        **text_fields("name", said.name),
        **text_fields("written", said.written),
        **figure_row(said, plan),
        "attribute": said.figure.attribute,
        "base": said.base,
        **text_fields("note", said.note),
        **source_fields(said.refs, plan),
    }


def _link(link: ChainLink, chain: Chain, plan: Plan) -> Row:
    return {
        "chain": chain.id,
        "kind": chain.kind,
        **text_fields("chain", chain.name),
        "theme": chain.theme,
        "stage": link.stage,
        "link": link.id,
        **text_fields("name", link.name),
        "parks": list(link.parks),
        "clusters": list(link.clusters),
        "basis": link.basis,
        **text_fields("ground", link.ground),
        **source_fields(link.refs, plan),
    }


def _audit(plan: Plan) -> list[Row]:
    found = []
    for finding in audit_claims(plan):
        row = sentences.finding_row(finding, plan)
        cited = {f"source_{lang}": citation(finding.refs, plan, lang) for lang in LANGS}
        found.append({**row, "source": write_refs(finding.refs), **cited})
    return found


def _source(held: Source) -> Row:
    return {
        "source": held.id,
        **text_fields("title", held.title),
        "publisher": held.publisher.original,
        **{f"publisher_{lang}": held.publisher(lang) for lang in LANGS[1:]},
        **{k: getattr(held, k) for k in ("url", "date", "as_of", "licence")},
        **text_fields("note", held.note),
    }


def _statements(kind: str, make: Callable[[Statement, Plan], Row]) -> Callable[[Plan], list[Row]]:
    return lambda plan: [make(s, plan) for s in plan.statements if s.kind == kind]


ROWS: Mapping[str, Callable[[Plan], list[Row]]] = {
    "figures": _statements("figure", _figure),
    "indicators": _statements("indicator", _indicator),
    "chains": lambda x: [_link(k, c, x) for c in x.chains for k in c.links],
    "audit": _audit,
    "sources": lambda x: [_source(s) for s in x.sources],
}
