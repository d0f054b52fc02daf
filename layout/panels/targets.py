"""The panel of targets: whether they can be reached, clusters, indicators, audit, every figure."""

from __future__ import annotations

from collections.abc import Iterable

from layout.audit import formula_words, quantity_words, reach, sentences
from layout.audit.findings import Finding
from layout.charts import CHARTS, Chart, GrowthRates, growth_chart
from layout.panels.audit import audit_section
from layout.panels.chart_figure import chart_figure
from layout.panels.growth_table import growth_table
from layout.panels.missing_bases import missing_bases
from layout.panels.source_card import cite, cite_computed, number_cell, question_text, unit_cell
from layout.plan.model import Cluster, Plan, Segment, Statement
from layout.words.citations import citation
from layout.words.glossary import say
from layout.words.nodes import Node, h, table_node
from layout.words.nouns import say_of
from layout.words.numbers import format_figure
from layout.words.years import figure_years


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
    links = [h("a", say_of(plan, f"targets.{p}", lang), href=f"#{p}") for p in parts]
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
    first = reach.reach_findings(plan)[0]
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
                source=citation(finding.refs, plan, lang),
                past=rate.span.value if past else None,
                past_years=formula_words.quantity_years(rate, lang) if past else "",
                notes=tuple(reach.base_caveats(finding.operands[0].id, plan, lang)),
            )
        )
    return rows


def _clusters(plan: Plan, lang: str) -> Node:
    year = plan.edition.target_year
    head = [
        say_of(plan, "table.cluster", lang),
        say_of(plan, "table.segment", lang),
        (say("table.target", lang, year=year), "num"),
        say("table.unit", lang),
        say("table.source", lang),
    ]
    rows, levels = [], []
    for cluster in plan.industrial_clusters:
        # A level to hold has no year, and so no place in a column of one.
        if cluster.target.role == "hold":
            levels.append(_level_to_hold(cluster, plan, lang))
        else:
            rows.append(_target(cluster, cluster, plan, lang))
        rows += [_target(s, cluster, plan, lang) for s in cluster.segments]
    return h(
        "section",
        h("h2", say_of(plan, "targets.clusters-heading", lang), id="clusters"),
        _charts([CHARTS["targets"](plan, lang)], lang),
        table_node(say_of(plan, "table.clusters", lang), head, rows, say("table.empty", lang)),
        *levels,
        missing_bases(plan, lang),
    )


def _level_to_hold(cluster: Cluster, plan: Plan, lang: str) -> Node:
    statement = plan.statement[cluster.target_statement]
    words = say(
        "targets.held",
        lang,
        name=cluster.name(lang),
        kind=say_of(plan, "panel.base", lang),
        words=format_figure(statement.figure, lang),
    )
    # The note says why it is no target of the year.
    lines = [statement.note(lang), citation(statement.refs, plan, lang)]
    return h("p", cite(statement, lang, words), *_small(lines, ""), cls="held")


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
    of_base = base.question(lang) if base else ""
    doubts = [question_text(indicator, lang)]
    doubts += [say("targets.question-of-base", lang, question=of_base)] if of_base else []
    return h(
        "tr",
        h("td", str(indicator.number), cls="num"),
        h("th", indicator.name(lang), *_small(doubts, "doubt"), scope="row"),
        h("td", cite(indicator, lang, indicator.written(lang)), cls="num"),
        unit_cell(indicator, lang),
        h("td", *_base(base, plan, lang), cls="num"),
        h("td", say(f"attribute.{indicator.figure.attribute}", lang), cls="short"),
        h("td", citation(indicator.refs, plan, lang), cls="quiet"),
    )


def _base(base: Statement | None, plan: Plan, lang: str) -> list[Node | str]:
    """Return what a target starts from, and what is to be borne in mind of it."""
    if base is None:
        return ["–"]
    return [cite(base, lang), *_small(reach.base_caveats(base.id, plan, lang), "")]


def _small(lines: Iterable[str], cls: str) -> list[Node]:
    return [h("small", line, cls=cls) for line in lines if line]


def _figures(plan: Plan, lang: str) -> Node:
    figures = [s for s in plan.statements if s.kind == "figure"]
    indicators = len(plan.statements) - len(figures)
    parts = [
        _topic(term.id, term.name(lang), [s for s in figures if s.group == term.id], plan, lang)
        for term in plan.edition.topics
    ]
    heading = _counted(("targets.figures-heading", "targets.figures-heading-both"), figures, lang)
    others = any(s.published_elsewhere for s in figures)
    return h(
        "section",
        h("h2", heading, id="figures"),
        h("p", say("targets.figures-lead", lang), cls="quiet"),
        h("p", say("targets.figures-above", lang, indicators=indicators)) if indicators else None,
        h("p", say("targets.figures-elsewhere", lang), cls="quiet") if others else None,
        *parts,
    )


def _counted(keys: tuple[str, str], figures: list[Statement], lang: str, name: str = "") -> str:
    """Return how many figures are the plan's, and by the second key how many others published."""
    elsewhere = sum(s.published_elsewhere for s in figures)
    of_plan = len(figures) - elsewhere
    return say(keys[bool(elsewhere)], lang, n=of_plan, elsewhere=elsewhere, name=name)


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
    summary = _counted(("targets.topic", "targets.topic-both"), statements, lang, name)
    return h("details", h("summary", summary), grid, key=f"topic-{key}")


def _rows(statements: list[Statement], plan: Plan, lang: str) -> Iterable[Node]:
    for statement in statements:
        fig = statement.figure
        other = say("cite.published-elsewhere", lang, date=statement.as_of) if statement.as_of else ""
        notes = [*_small([other], "elsewhere"), *_small([question_text(statement, lang)], "doubt")]
        notes += _small(reach.base_notes(statement.base, plan, lang), "")
        yield h(
            "tr",
            h("th", statement.name(lang), *notes, scope="row"),
            h("td", figure_years(fig, lang) or say("years.undated", lang), cls="when"),
            number_cell(statement, lang),
            unit_cell(statement, lang),
            h("td", say(f"role.{fig.role}", lang), cls="short"),
            h("td", say(f"scope.{fig.scope}", lang) if fig.scope else "–", cls="short"),
            h("td", citation(statement.refs, plan, lang), cls="quiet"),
        )
