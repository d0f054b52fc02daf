"""Tables of the audit: what can be reached at the growth the plan sets, and what does not close."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from layout.audit import quantity_words
from layout.audit import sentences as words
from layout.audit.findings import CLOSES, DIFFERS, QUESTION, Finding, audit_claims
from layout.audit.formulas import Quantity
from layout.audit.reach import grows_at_past_rate, of_one_subject
from layout.briefing.tables.grids import CitedGrid, GridRow, make_grid
from layout.plan.model import Plan
from layout.view.view import View
from layout.words.glossary import say
from layout.words.numbers import shown_unit_name


def reach_table(plan: Plan, view: View, lang: str) -> CitedGrid | None:
    """Return each target that growth is to reach: at the stated growth, as stated, growth needed.

    Sides of unlike subjects stand in no table, which has no room to say so; a rate of the past has its years.
    """
    head = [say(f"grid.{k}", lang) for k in ("subject", "at-growth", "aim", "needed")]
    findings = [
        f for f in audit_claims(plan) if _to_reach(f, plan) and f.result and f.state in _states(view, f)
    ]
    unit = _unit(findings)
    rows = [
        GridRow((_subject(f, lang), *_sides(f, unit, lang), words.needed_growth_text(f)), f.refs)
        for f in findings
    ]
    return _in_unit(make_grid("reach", head, rows, (1, 2, 3), plan, lang), unit, lang)


def _to_reach(finding: Finding, plan: Plan) -> bool:
    return finding.needed_growth is not None and of_one_subject(finding, plan)


def _subject(finding: Finding, lang: str) -> str:
    title = finding.claim.title(lang)
    if not grows_at_past_rate(finding):
        return title
    rate = finding.operands[1]
    rate_text, years = quantity_words.format_quantity(rate, lang), words.quantity_years(rate, lang)
    return say("grid.past-rate", lang, name=title, rate=rate_text, years=years)


def _states(view: View, finding: Finding) -> tuple[str, ...]:
    return view.state or (finding.state,)


def _unit(findings: Iterable[Finding]) -> str:
    """Return the unit that most of the findings are in; it stands above the table."""
    units = Counter(f.result.unit for f in findings if f.result and f.result.unit)
    return units.most_common(1)[0][0] if units else ""


def _in_unit(table: CitedGrid | None, unit: str, lang: str) -> CitedGrid | None:
    if table is None or not unit:
        return table
    title = say("grid.in-unit", lang, name=table.grid.title, unit=shown_unit_name(unit, lang))
    return replace(table, grid=replace(table.grid, title=title))


def _sides(finding: Finding, unit: str, lang: str) -> tuple[str, str]:
    """Return what is computed and what is stated, without the unit that stands above the table."""
    digits = words.decimals_of(finding)
    sides = ((finding.result, digits), (finding.stated_quantity, 1))
    computed, stated = (_side(q, unit, lang, n) if q else say("grid.none", lang) for q, n in sides)
    return computed, stated


def _side(quantity: Quantity, unit: str, lang: str, digits: int) -> str:
    write = quantity_words.format_quantity_value if quantity.unit == unit else quantity_words.format_quantity
    return write(quantity, lang, digits)


def finding_table(plan: Plan, view: View, lang: str) -> CitedGrid | None:
    """Return what the audit found of what is stated, what does not close first.

    What growth is to reach stands in :func:`reach_table`; what closes is shown only where asked for.
    """
    head = [say(f"grid.{k}", lang) for k in ("subject", "computed", "stated", "state")]
    states = view.state or (DIFFERS, QUESTION)
    findings = [
        f
        for f in audit_claims(plan)
        if f.state in states and f.needed_growth is None and f.claim.by != "rest" and of_one_subject(f, plan)
    ]
    # What does not close first, then open questions, then what closes; the widest gaps first in each.
    ordered = sorted(findings, key=lambda f: (f.state != DIFFERS, f.state == CLOSES, -_gap(f)))
    unit = _unit(findings)
    rows = [
        GridRow((f.claim.title(lang), *_sides(f, unit, lang), say(f"state.{f.state}", lang)), f.refs)
        for f in ordered
    ]
    return _in_unit(make_grid("audit", head, rows, (1, 2), plan, lang), unit, lang)


def _gap(finding: Finding) -> Decimal:
    """Return how far apart the two sides are, as a part of what is stated."""
    if finding.stated is None or finding.computed is None or not finding.stated:
        return Decimal(0)
    return abs(finding.stated - finding.computed) / abs(finding.stated)
