"""The audit as a report: questions by weight, each with findings, formulas and sources in a disclosure."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from layout.audit import formula_words, quantity_words, report_words, sentences
from layout.audit.findings import FINDING_STATES, Finding
from layout.audit.formulas import Quantity
from layout.audit.report import CauseRow, FindingGroup, audit_report
from layout.panels.source_card import cite, cite_computed
from layout.plan.model import Plan, Ref
from layout.words.citations import citation
from layout.words.glossary import say
from layout.words.nodes import Node, h, table_node
from layout.words.numbers import format_figure
from layout.words.years import figure_years, years_or_undated


def audit_section(plan: Plan, lang: str) -> Node:
    """Return the section of the audit: lead, filters by state, questions; counts that close are folded."""
    groups = audit_report(plan)
    if not groups:
        return h("section", h("h2", say("audit.heading", lang), id="audit"), _none(lang))
    light = [g for g in groups if g.is_light]
    return h(
        "section",
        h("h2", say("audit.heading", lang), id="audit"),
        h("p", say("audit.lead", lang), cls="quiet"),
        h("div", *_filters(groups, lang), cls="states", role="group", aria_label=say("facet.state", lang)),
        h("div", *[_group(g, plan, lang) for g in groups if not g.is_light], cls="findings"),
        _folded(light, plan, lang) if light else None,
    )


def _none(lang: str) -> Node:
    return h("p", say("audit.none", lang), cls="quiet")


def _filters(groups: tuple[FindingGroup, ...], lang: str) -> Iterable[Node]:
    yield h(
        "button",
        say("audit.all", lang, n=len(groups)),
        go={"state": ""},
        aria_pressed="true",
        cls="state-chip",
    )
    for state in FINDING_STATES:
        n = sum(g.state == state for g in groups)
        words = f"{say(f'state.{state}', lang)} {n}"
        yield h("button", words, go={"state": state}, aria_pressed="false", cls=f"state-chip is-{state}")


def _folded(groups: list[FindingGroup], plan: Plan, lang: str) -> Node:
    head = h("summary", say("audit.folded", lang, n=len(groups)))
    parts = [_group(g, plan, lang) for g in groups]
    return h("details", head, *parts, data_state=groups[0].state, key="findings-counted", cls="folded")


def _group(group: FindingGroup, plan: Plan, lang: str) -> Node:
    if group.cause is None:
        return _finding(group.findings[0], plan, lang, data_state=group.state, cls="finding")
    head = _head(group.state, group.title(lang), report_words.group_sentence(group, lang), lang)
    # Without a table the note is what the head says already.
    note = group.cause.note(lang) if group.rows else ""
    body = [
        _cause_table(group, plan, lang) if group.rows else None,
        _row("group.note", [h("p", note)], lang) if note else None,
        _row("audit.sources", [_cited_source(r, plan, lang) for r in group.cause.refs], lang)
        if group.cause.refs
        else None,
        _members(group, plan, lang),
    ]
    key = f"finding-{group.id}"
    # What explains several figures is the first thing to read.
    opened = "open" if group.rows else None
    return h("details", head, *body, data_state=group.state, key=key, open=opened, cls="finding is-group")


def _members(group: FindingGroup, plan: Plan, lang: str) -> Node:
    parts = [_finding(f, plan, lang, cls="finding is-member") for f in group.findings]
    return h("div", h("small", say("group.members", lang)), *parts, cls="members")


def _cause_table(group: FindingGroup, plan: Plan, lang: str) -> Node:
    """Return the stated figures that do not fit, with what the printed and the implied one give for each."""
    sides = {
        "with-printed": report_words.printed_quantity(group),
        "with-implied": report_words.implied_quantity(group),
    }
    values = {key: quantity_words.format_exactly(q, lang) for key, q in sides.items()}
    head = [
        say("group.figure", lang),
        (say("group.stated-figure", lang), "num"),
        *((say(f"group.{key}", lang, value=value), "num") for key, value in values.items()),
    ]
    rows = []
    for row in group.rows:
        name, stated, printed, implied = report_words.cause_cells(row, lang)
        statement = plan.statement.get(row.printed.claim.stated)
        rows.append(
            h(
                "tr",
                h("th", name, scope="row"),
                h("td", cite(statement, lang, stated) if statement else stated, cls="num"),
                h("td", *_cell(row.printed, printed, lang), cls="num"),
                h("td", *_implied_cell(row, implied, sides["with-implied"], lang), cls="num"),
            )
        )
    return table_node(say("group.table", lang), head, rows, say("table.empty", lang))


def _cell(finding: Finding, shown: str, lang: str) -> list[Node | str]:
    mark = h("span", say(f"state.{finding.state}", lang), cls=f"state-mark is-{finding.state}")
    return [cite_computed(finding.result, lang, shown) if finding.result else shown, mark]


def _implied_cell(row: CauseRow, shown: str, implied: Quantity, lang: str) -> list[Node | str]:
    # The figure that the implied one was worked out from leads to how.
    return _cell(row.implied, shown, lang) if row.implied else [cite_computed(implied, lang, shown)]


def _cited_source(ref: Ref, plan: Plan, lang: str) -> Node:
    source = plan.source.get(ref.source)
    words = citation((ref,), plan, lang)
    return h("p", h("a", words, href=source.url) if source and source.url else words)


def _head(state: str, title: str, sentence: str, lang: str) -> Node:
    mark = h("span", say(f"state.{state}", lang), cls=f"state-mark is-{state}")
    return h("summary", mark, h("b", title), h("span", sentence))


def _finding(finding: Finding, plan: Plan, lang: str, cls: str, data_state: str = "") -> Node:
    title, sentence = finding.claim.title(lang), sentences.finding_sentence(finding, lang)
    body = [_head(finding.state, title, sentence, lang), *_unfolded(finding, plan, lang)]
    return h("details", *body, data_state=data_state, key=f"finding-{finding.claim.id}", cls=cls)


def _unfolded(finding: Finding, plan: Plan, lang: str) -> Iterable[Node]:
    if finding.result is not None:
        digits = sentences.decimals_of(finding)
        yield _row("audit.formula", [h("p", formula_words.formula_text(finding.result, lang, digits))], lang)
        yield from _range(finding, lang)
    steps = [
        f"{q.name(lang)}{say('text.colon', lang)}{formula_words.formula_text(q, lang)}"
        for q in finding.workings
    ]
    if steps:
        yield _row("audit.workings", [h("p", step) for step in steps], lang)
    why = sentences.reason_sentences(finding, plan, lang)
    if why:
        key = "audit.reasons" if sentences.is_open_question(finding) else "audit.caveat"
        yield _row(key, [h("p", reason) for reason in why], lang)
    yield _row("audit.sources", list(_sources(finding, plan, lang)), lang)


def _row(key: str, parts: list[Node], lang: str) -> Node:
    return h("div", h("small", say(key, lang)), h("div", *parts), cls="finding-row")


def _range(finding: Finding, lang: str) -> Iterable[Node]:
    result = finding.result
    if result is None or finding.low is None or finding.high is None or finding.low == finding.high:
        return
    if not (finding.low.is_finite() and finding.high.is_finite()):
        return
    low, high = (_end(v, result, lang, finding) for v in (finding.low, finding.high))
    # Ends that are printed alike say nothing of how exact the number is.
    if low != high:
        yield h("p", say("audit.range", lang, low=low, high=high), cls="quiet finding-range")


def _end(number: Decimal, result: Quantity, lang: str, finding: Finding) -> str:
    return quantity_words.format_like(number, result, lang, sentences.decimals_of(finding))


def _sources(finding: Finding, plan: Plan, lang: str) -> Iterable[Node]:
    """Yield each printed figure that the finding rests on, once, as a button that opens its source."""
    quantities: dict[str, Quantity] = {}
    for quantity in [
        *([finding.stated_quantity] if finding.stated_quantity else []),
        *finding.operands,
        *finding.workings,
    ]:
        quantities |= {q.id: q for q in _leaves(quantity)}
    for name in quantities:
        statement = plan.statement.get(name)
        if statement is not None:
            year = years_or_undated(figure_years(statement.figure, lang), lang)
            where = citation(statement.refs, plan, lang)
            label = say("audit.cited", lang, name=statement.name(lang), when=year)
            shown = format_figure(statement.figure, lang, exact=True)
            yield h("p", label, cite(statement, lang, shown), h("small", where))
    if finding.claim.refs:
        yield h("p", citation(finding.claim.refs, plan, lang))


def _leaves(quantity: Quantity) -> Iterable[Quantity]:
    # By a list of what is still to be followed: a chain of claims may be as long as the data like.
    waiting, followed = [quantity], set[str]()
    while waiting:
        part = waiting.pop(0)
        if part.id in followed:
            continue
        followed.add(part.id)
        if not part.of:
            yield part
        waiting[:0] = part.of
