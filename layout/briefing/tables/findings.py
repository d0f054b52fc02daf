"""Tables of the audit: what can be reached at the growth the plan sets, and what does not close."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from layout.audit import formula_words, quantity_words, report_words
from layout.audit import sentences as words
from layout.audit.findings import DIFFERS, QUESTION, Finding
from layout.audit.formulas import Quantity
from layout.audit.reach import grows_at_past_rate, of_one_subject
from layout.audit.report import FindingGroup, audit_report
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
        f
        for group in audit_report(plan)
        for f in group.findings
        if _to_reach(f, plan) and f.state in _states(view, f)
    ]
    unit = _unit(findings)
    rows = [
        GridRow((_subject(f, lang), *_sides(f, unit, lang), words.needed_growth_text(f)), f.refs)
        for f in findings
    ]
    return _in_unit(make_grid("reach", head, rows, (1, 2, 3), plan, lang), unit, lang)


def _is_of_growth(finding: Finding) -> bool:
    """Tell whether a finding follows from a growth rate, and says which one its target takes."""
    kinds = {q.kind for q in (*finding.workings, *([finding.result] if finding.result else []))}
    # A ratio of two printed levels follows from no rate, whatever growth it would take.
    return finding.needed_growth is not None and "reach" in kinds


def _to_reach(finding: Finding, plan: Plan) -> bool:
    return _is_of_growth(finding) and of_one_subject(finding, plan)


def _subject(finding: Finding, lang: str) -> str:
    title = finding.claim.title(lang)
    if not grows_at_past_rate(finding):
        return title
    rate = finding.operands[1]
    rate_text, years = quantity_words.format_quantity(rate, lang), formula_words.quantity_years(rate, lang)
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


def _sides(finding: Finding, unit: str, lang: str, heads_stated: bool = False) -> tuple[str, str]:
    """Return what is computed and what is stated, without the unit that stands above the table."""
    digits = words.decimals_of(finding)
    sides = ((finding.result, digits), (finding.stated_quantity, 1))
    computed, stated = (_side(q, unit, lang, n) if q else say("grid.none", lang) for q, n in sides)
    # The two are no ratio or gap of one thing: the number never stands without that.
    if finding.of_unlike_subjects:
        computed = say("grid.unlike", lang, value=computed)
    against = finding.stated_quantity
    if against is None or not against.kind:
        return computed, stated
    if against.kind == "sum":
        return computed, say("grid.own-sum", lang, value=stated)
    # Below the heading of what the plan states, what is itself computed says so.
    return computed, say("grid.worked-out", lang, value=stated) if heads_stated else stated


def _side(quantity: Quantity, unit: str, lang: str, digits: int = 1) -> str:
    write = quantity_words.format_quantity_value if quantity.unit == unit else quantity_words.format_quantity
    return write(quantity, lang, digits)


def finding_table(plan: Plan, view: View, lang: str) -> CitedGrid | None:
    """Return the questions of the audit in its own order, one row each.

    What growth is to reach stands in :func:`reach_table`; what closes is shown only where asked for. Of
    several findings of one question the one with the widest gap is shown.
    """
    head = [say(f"grid.{k}", lang) for k in ("subject", "computed", "stated", "state")]
    states = view.state or (DIFFERS, QUESTION)
    groups = [g for g in audit_report(plan) if g.state in states and _is_shown(g)]
    # Questions are of many kinds: only a unit that all share leaves the cells.
    units = {g.lead.unit for g in groups}
    unit = units.pop() if len(units) == 1 else ""
    rows = [GridRow((*_cells(g, unit, lang), say(f"state.{g.state}", lang)), g.refs) for g in groups]
    return _in_unit(make_grid("audit", head, rows, (1, 2), plan, lang), unit, lang)


def _is_shown(group: FindingGroup) -> bool:
    return not _is_of_growth(group.lead) and group.lead.claim.by != "rest"


def _cells(group: FindingGroup, unit: str, lang: str) -> tuple[str, str, str]:
    """Return what a question is about, what is computed and what is stated."""
    title = group.title(lang)
    if group.rows:
        implied, printed = report_words.implied_quantity(group), report_words.printed_quantity(group)
        computed, stated = (quantity_words.format_exactly(q, lang) for q in (implied, printed))
        by = report_words.defining_text(group, lang)
        # What it was worked out from fits it by definition.
        n = sum(row.implied is not None for row in group.rows)
        key = "grid.implied" if by else "grid.implied-by-none"
        return title, say(key, lang, value=computed, by=by, n=n), stated
    if group.cause and len(group.findings) > 1:
        about, n = group.lead.claim.title(lang), len(group.findings)
        same = about == title
        title = title if same else say("grid.such-as", lang, title=title, example=about, n=n)
    return (title, *_sides(group.lead, unit, lang, heads_stated=True))
