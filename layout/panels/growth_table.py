"""The table of growth on the page of targets: base, growth, what it leads to, target, growth needed."""

from __future__ import annotations

from collections.abc import Iterable

from layout.audit import formula_words, quantity_words, reach, sentences
from layout.audit.findings import Finding
from layout.audit.formulas import Quantity
from layout.charts import GrowthRates
from layout.panels.source_card import cite, cite_computed
from layout.plan.model import Plan
from layout.words.citations import citation
from layout.words.glossary import say
from layout.words.nodes import Node, h, table_node
from layout.words.numbers import shown_unit_name

_KEYS = ("subject", "base", "rate", "reaches", "target", "needed", "state")


def growth_table(plan: Plan, lang: str) -> Node | None:
    """Return a table by subject: base, growth and its years, its outcome, target, the growth it takes."""
    findings = reach.reach_findings(plan)
    if not findings:
        return None
    head = [
        (say(f"reach.{k}", lang), "num") if k not in ("subject", "state") else say(f"reach.{k}", lang)
        for k in _KEYS
    ]
    units = {f.unit for f in findings}
    # A unit that all share stands in the caption, not in each cell.
    unit = units.pop() if len(units) == 1 else ""
    rows = [_row(f, unit, plan, lang) for f in findings if f.result is not None]
    shown_unit = shown_unit_name(unit, lang)
    caption = say("reach.caption-unit", lang, unit=shown_unit) if unit else say("reach.caption", lang)
    return table_node(caption, head, rows, say("table.empty", lang))


def _row(finding: Finding, unit: str, plan: Plan, lang: str) -> Node:
    base, rate = finding.operands
    growth = sentences.needed_growth_text(finding)
    needed: Node | str = cite_computed(finding.result or base, lang, growth) if growth else "–"
    against = finding.stated_quantity or base
    state = h("span", say(f"state.{finding.state}", lang), cls=f"state-mark is-{finding.state}")
    caveat = sentences.caveat_text(finding, lang)
    lines = [*_notes(base, against, plan, lang), *([caveat] if caveat else [])]
    notes = [h("small", line) for line in lines]
    return h(
        "tr",
        h("th", base.name(lang), *notes, scope="row"),
        _number(base, unit, plan, lang),
        _number(rate, "", plan, lang, rate_lines(finding, lang)),
        _number(finding.result or base, unit, plan, lang),
        _number(against, unit, plan, lang),
        h("td", h("b", needed), cls="num"),
        h("td", state),
    )


def _notes(base: Quantity, against: Quantity, plan: Plan, lang: str) -> Iterable[str]:
    if against.name(lang) != base.name(lang):
        yield say("reach.against", lang, name=against.name(lang))
    # A computed target may rest on a printed figure that the levels give otherwise.
    yield from filter(None, dict.fromkeys(reach.start_note(q.id, plan, lang) for q in against.of))


def rate_lines(finding: Finding, lang: str) -> tuple[str, str]:
    """Return whether the growth is set by the plan or that of the past, and its years, as two lines."""
    key = "reach.rate-past" if reach.grows_at_past_rate(finding) else "reach.rate-set"
    return say(key, lang), formula_words.quantity_years(finding.operands[1], lang)


def _number(quantity: Quantity, unit: str, plan: Plan, lang: str, below: tuple[str, ...] = ()) -> Node:
    """Return a cell whose button opens the source of a figure, or its computation.

    A number in `unit`, which the caption names, is written without it; `below` are lines under the number.
    """
    statement = plan.statement.get(quantity.id)
    same = quantity.unit == unit
    write = quantity_words.format_quantity_value if same else quantity_words.format_quantity
    shown = write(quantity, lang)
    button = cite_computed(quantity, lang, shown) if statement is None else cite(statement, lang, shown)
    return h("td", button, *[h("small", line) for line in below], cls="num")


def reach_growths(plan: Plan, lang: str) -> list[GrowthRates]:
    """Return set, past and required growth of each subject whose target the audit recomputes."""
    rows = []
    for finding in reach.reach_findings(plan):
        rate = finding.operands[1]
        past = reach.grows_at_past_rate(finding)
        rows.append(
            GrowthRates(
                id=finding.claim.id,
                label=finding.operands[0].name(lang),
                stated=None if past else rate.span.value,
                needed=finding.needed_growth,
                stated_bound=rate.bound,
                stated_high=None if past else rate.high,
                source=citation(finding.refs, plan, lang),
                past=rate.span.value if past else None,
                past_years=formula_words.quantity_years(rate, lang) if past else "",
                notes=tuple(reach.base_caveats(finding.operands[0].id, plan, lang)),
            )
        )
    return rows
