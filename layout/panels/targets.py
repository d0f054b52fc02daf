"""The panel of targets: whether they can be reached, clusters, indicators, audit, every figure."""

from __future__ import annotations

from collections.abc import Iterable

from layout.audit import quantity_words, sentences
from layout.audit.findings import Finding, audit_claims
from layout.charts import CHARTS, Chart, GrowthRates, growth_chart
from layout.panels.audit import audit_section, growth_table
from layout.panels.chart_figure import chart_figure
from layout.panels.source_card import cite, cite_computed, number_cell, unit_cell
from layout.plan.model import Cluster, Plan, Segment, Statement
from layout.words.citations import citation
from layout.words.glossary import say
from layout.words.nodes import Node, h, table_node
from layout.words.numbers import format_years


def targets_panel(plan: Plan, lang: str) -> Node:
    """Return the panel of the page of targets."""
    return h(
        "div",
        _heading(plan, lang),
        _reach(plan, lang),
        _clusters(plan, lang),
        _indicators(plan, lang),
        audit_section(plan, lang),
        _figures(plan, lang),
        cls="panel targets",
    )


def _heading(plan: Plan, lang: str) -> Node:
    year = plan.edition.target_year
    parts = ("reach", "clusters", "indicators", "audit", "figures")
    links = [h("a", say(f"targets.{p}", lang), href=f"#{p}") for p in parts]
    return h(
        "header",
        h("h1", say("targets.title", lang, year=year)),
        h("p", _plan_title(plan, lang), cls="quiet"),
        h("nav", *links, cls="subnav", aria_label=say("targets.parts", lang)),
    )


def _reach(plan: Plan, lang: str) -> Node | None:
    rates = growth_table(plan, lang)
    if rates is None:
        return None
    # There is one, or there would be no table either.
    first = next(f for f in audit_claims(plan) if f.claim.by == "reach" and f.stated_quantity is not None)
    return h(
        "section",
        h("h2", say("reach.heading", lang), id="reach"),
        _answer(first, plan, lang),
        h("p", say("reach.lead", lang), cls="quiet"),
        rates,
        _charts(
            [
                growth_chart(_growths(plan, lang), lang, _plan_title(plan, lang)),
                CHARTS["base-to-target"](plan, lang),
            ],
            lang,
        ),
    )


def _answer(finding: Finding, plan: Plan, lang: str) -> Node:
    """Return the first finding in a sentence, why it is open, and buttons that open its figures."""
    why = say("text.stop", lang).join(sentences.reason_sentences(finding, plan, lang))
    open_why = say("reach.open", lang, why=why) if sentences.is_open_question(finding) and why else ""
    leads = [
        cite(plan.statement[q.id], lang)
        if q.id in plan.statement
        else cite_computed(q, lang, quantity_words.format_quantity(q, lang))
        for q in (*finding.operands, finding.result, finding.stated_quantity)
        if q is not None
    ]
    return h(
        "div",
        h("p", sentences.finding_sentence(finding, lang)),
        h("p", open_why, cls="quiet") if open_why else None,
        h("p", h("span", say("cite.heading", lang) + say("text.colon", lang)), *leads, cls="leads"),
        cls="answer",
    )


def _charts(charts: Iterable[Chart | None], lang: str) -> Node | None:
    figures = [chart_figure(c, lang) for c in charts if c is not None]
    return h("div", *figures, cls="figures") if figures else None


def _plan_title(plan: Plan, lang: str) -> str:
    source = plan.source.get(plan.edition.refs[0].source)
    return source.title(lang) if source else ""


def _growths(plan: Plan, lang: str) -> list[GrowthRates]:
    """Return stated and required growth of each subject whose target the audit recomputes."""
    return [
        GrowthRates(
            id=f.claim.id,
            label=f.operands[0].name(lang),
            stated=f.operands[1].span.value,
            needed=f.needed_growth,
            stated_bound=f.operands[1].bound,
            source=citation(f.refs, plan, lang),
        )
        for f in audit_claims(plan)
        if f.claim.by == "reach" and f.stated_quantity is not None
    ]


def _clusters(plan: Plan, lang: str) -> Node:
    year = plan.edition.target_year
    head = [
        say("table.cluster", lang),
        say("table.segment", lang),
        (say("table.target", lang, year=year), "num"),
        say("table.unit", lang),
        say("table.source", lang),
    ]
    rows = []
    for cluster in plan.clusters:
        rows.append(_target(cluster, cluster, plan, lang))
        rows += [_target(s, cluster, plan, lang) for s in cluster.segments]
    return h(
        "section",
        h("h2", say("targets.clusters-heading", lang), id="clusters"),
        _charts([CHARTS["targets"](plan, lang)], lang),
        table_node(say("table.clusters", lang), head, rows, say("table.empty", lang)),
        h("p", say("targets.no-base", lang, year=plan.edition.base_year), cls="quiet"),
    )


def _target(item: Cluster | Segment, cluster: Cluster, plan: Plan, lang: str) -> Node:
    segment = isinstance(item, Segment)
    statement = plan.statement[item.target_statement]
    return h(
        "tr",
        h("th", "" if segment else cluster.name(lang), scope="row"),
        h("td", item.name(lang) if segment else ""),
        number_cell(statement, lang),
        unit_cell(statement, lang),
        h("td", citation(statement.refs, plan, lang), cls="quiet"),
        # By these ids the browser hides the rows that a filter leaves out.
        data_cluster=cluster.id,
        data_segment=item.id if segment else None,
        cls="" if segment else "whole",
    )


def _indicators(plan: Plan, lang: str) -> Node:
    indicators = [s for s in plan.statements if s.kind == "indicator"]
    heading = h("h2", say("targets.indicators-heading", lang, n=len(indicators)), id="indicators")
    if not indicators:
        return h("section", heading, h("p", say("targets.no-indicators", lang), cls="quiet"))
    tables = [
        _class(term.name(lang), [s for s in indicators if s.group == term.id], plan, lang)
        for term in plan.edition.classes
    ]
    return h("section", heading, _charts([CHARTS["indicators"](plan, lang)], lang), *tables)


def _class(name: str, indicators: list[Statement], plan: Plan, lang: str) -> Node:
    head = [
        (say("table.number", lang), "num"),
        say("table.name", lang),
        (say("table.target", lang, year=plan.edition.target_year), "num"),
        say("table.unit", lang),
        (say("targets.base", lang, year=plan.edition.base_year), "num"),
        say("table.attribute", lang),
        say("table.source", lang),
    ]
    rows = [_indicator(s, plan, lang) for s in indicators]
    return table_node(name, head, rows, say("table.empty", lang))


def _indicator(indicator: Statement, plan: Plan, lang: str) -> Node:
    base = plan.statement.get(indicator.base)
    return h(
        "tr",
        h("td", str(indicator.number), cls="num"),
        h("th", indicator.name(lang), scope="row"),
        h("td", cite(indicator, lang, indicator.written(lang)), cls="num"),
        unit_cell(indicator, lang),
        h("td", cite(base, lang) if base else "–", cls="num"),
        h("td", say(f"attribute.{indicator.figure.attribute}", lang), cls="short"),
        h("td", citation(indicator.refs, plan, lang), cls="quiet"),
    )


def _figures(plan: Plan, lang: str) -> Node:
    figures = [s for s in plan.statements if s.kind == "figure"]
    parts = [
        _topic(term.id, term.name(lang), [s for s in figures if s.group == term.id], plan, lang)
        for term in plan.edition.topics
    ]
    return h(
        "section",
        h("h2", say("targets.figures-heading", lang, n=len(figures)), id="figures"),
        h("p", say("targets.figures-lead", lang), cls="quiet"),
        *parts,
    )


def _topic(key: str, name: str, statements: list[Statement], plan: Plan, lang: str) -> Node:
    head = [
        say("table.name", lang),
        say("table.when", lang),
        (say("table.value", lang), "num"),
        say("table.unit", lang),
        say("table.as", lang),
        say("table.scope", lang),
        say("table.source", lang),
    ]
    rows = list(_rows(statements, plan, lang))
    grid = table_node(name, head, rows, say("table.empty", lang))
    return h("details", h("summary", f"{name} {len(statements)}"), grid, key=f"topic-{key}")


def _rows(statements: list[Statement], plan: Plan, lang: str) -> Iterable[Node]:
    for statement in statements:
        fig = statement.figure
        other = say("cite.published-elsewhere", lang, date=statement.as_of) if statement.as_of else ""
        name = [statement.name(lang), h("small", other, cls="elsewhere") if other else None]
        yield h(
            "tr",
            h("th", *name, scope="row"),
            h("td", format_years(fig.from_year, fig.year, lang)),
            number_cell(statement, lang),
            unit_cell(statement, lang),
            h("td", say(f"role.{fig.role}", lang)),
            h("td", say(f"scope.{fig.scope}", lang) if fig.scope else "–"),
            h("td", citation(statement.refs, plan, lang), cls="quiet"),
        )
