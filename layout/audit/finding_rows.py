"""Questions and findings of the audit as rows for programs, under stable keys."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from geodata.languages import LANGS
from geodata.references import write_refs
from layout.audit.findings import Finding
from layout.audit.formula_words import formula_in_numbers, formula_text
from layout.audit.report import FindingGroup, audit_report, weight_of
from layout.audit.report_words import group_sentence, implied_quantity, printed_quantity
from layout.audit.sentences import (
    decimals_of,
    finding_sentence,
    reason_sentences,
)
from layout.plan.measure import round_half_up
from layout.plan.model import Plan, Ref
from layout.words.citations import citation
from layout.words.glossary import say


def report_rows(plan: Plan) -> list[dict[str, Any]]:
    """Return the rows of all questions in the order of the report: a cause goes before its findings."""
    rows: list[dict[str, Any]] = []
    for group in audit_report(plan):
        if group.cause is not None:
            rows.append(_group_row(group, plan))
        rows += (finding_row(f, plan) for f in group.findings)
    return rows


def _group_row(group: FindingGroup, plan: Plan) -> dict[str, Any]:
    printed, implied = (printed_quantity(group), implied_quantity(group)) if group.rows else (None, None)
    notes = {lang: [group.cause.note(lang)] if group.cause and group.cause.note else [] for lang in LANGS}
    return {
        "id": group.id,
        "kind": "cause",
        "cause": "",
        "weight": group.weight,
        "state": group.state,
        **{f"title_{lang}": title for lang, title in group.title.by_language()},
        "stated": _json(printed.span.value) if printed else None,
        "stated_is": "stated" if printed else "",
        "computed": _json(implied.span.value) if implied else None,
        "low": _json(implied.span.low) if implied else None,
        "high": _json(implied.span.high) if implied else None,
        "needed_growth": None,
        "unit": implied.unit if implied else "",
        "formula": formula_in_numbers(implied) if implied else "",
        **{f"formula_{lang}": formula_text(implied, lang) if implied else "" for lang in LANGS},
        "reasons": [],
        **{f"reasons_{lang}": notes[lang] for lang in LANGS},
        "sources": [_source_row("", r, plan) for r in group.refs],
        **{
            f"text_{lang}": _with_title(group.title(lang), group_sentence(group, lang), lang)
            for lang in LANGS
        },
        "source": write_refs(group.refs),
        **{f"source_{lang}": citation(group.refs, plan, lang) for lang in LANGS},
    }


def finding_row(finding: Finding, plan: Plan) -> dict[str, Any]:
    """Return a finding as JSON has it, under the stable keys of FINDING_KEYS (layout/lists/figure_rows.py).

    Numbers have at most four decimals; an open end and a missing number are None.
    """
    digits = decimals_of(finding)
    result, stated = finding.result, finding.stated_quantity
    return {
        "id": finding.claim.id,
        "kind": finding.claim.kind,
        "cause": finding.claim.cause,
        "weight": weight_of(finding.claim),
        "state": finding.state,
        **{f"title_{lang}": title for lang, title in finding.claim.title.by_language()},
        "stated": _json(finding.stated),
        "stated_is": "" if stated is None else "computed" if stated.kind else "stated",
        "computed": _json(finding.computed),
        "low": _json(finding.low),
        "high": _json(finding.high),
        "needed_growth": _json(finding.needed_growth),
        "unit": finding.unit,
        "formula": formula_in_numbers(result, digits) if result else "",
        **{f"formula_{lang}": formula_text(result, lang, digits) if result else "" for lang in LANGS},
        "reasons": [name for name, _ in finding.reasons],
        **{f"reasons_{lang}": reason_sentences(finding, plan, lang) for lang in LANGS},
        "sources": _source_rows(finding, plan),
        **{
            f"text_{lang}": _with_title(finding.claim.title(lang), finding_sentence(finding, lang), lang)
            for lang in LANGS
        },
        "source": write_refs(finding.refs),
        **{f"source_{lang}": citation(finding.refs, plan, lang) for lang in LANGS},
    }


def _source_rows(finding: Finding, plan: Plan) -> list[dict[str, str]]:
    """Return the sources of the stated value and of each operand, with the id of what they are of."""
    stated = finding.stated_quantity
    refs = [
        *((finding.claim.stated, r) for r in (stated.refs if stated else ())),
        *((q.id, r) for q in finding.operands for r in q.refs),
        *((finding.claim.id, r) for r in finding.claim.refs),
    ]
    return [_source_row(name, r, plan) for name, r in dict.fromkeys(refs)]


def _source_row(name: str, ref: Ref, plan: Plan) -> dict[str, str]:
    cited = {lang: citation((ref,), plan, lang) for lang in LANGS}
    return {"of": name, "source": write_refs((ref,)), **cited}


def _with_title(title: str, sentence: str, lang: str) -> str:
    return f"{title}{say('text.colon', lang)}{sentence}"


def _json(number: Decimal | None) -> float | int | None:
    # JSON has no infinity: an open end is null.
    if number is None or not number.is_finite():
        return None
    plain = round_half_up(number, 4)
    return int(plain) if plain == plain.to_integral_value() else float(plain)
