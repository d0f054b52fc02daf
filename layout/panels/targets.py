"""The panel of targets: whether they can be reached, clusters, indicators, audit, every figure."""

from __future__ import annotations

from collections.abc import Iterable

from layout.audit import quantity_words, reach, sentences
from layout.audit.findings import Finding
from layout.charts import CHARTS, Chart, growth_chart
from layout.panels.audit import audit_section
from layout.panels.chart_figure import chart_figure
from layout.panels.clusters_section import clusters_section
from layout.panels.growth_table import growth_table, reach_growths
from layout.panels.source_card import cite, cite_computed, number_cell, question_text, unit_cell
from layout.plan.model import Plan, Statement
from layout.words.citations import citation
from layout.words.glossary import say
from layout.words.nodes import Node, h, table_node
from layout.words.nouns import say_of
from layout.words.numbers import format_other_ways
from layout.words.revisions import revision_lines
from layout.words.target_years import common_year, industry_targets, own_year, say_of_year
from layout.words.years import figure_years


def targets_panel(plan: Plan, lang: str) -> Node:
    """Return the panel of the page of targets."""
    return h(
        "div",
        _heading(plan, lang),
        _reach(plan, lang),
        clusters_section(plan, lang),
        _indicators(plan, lang),
        audit_section(plan, lang),
        _figures(plan, lang),
        cls="panel targets",
    )


def _heading(plan: Plan, lang: str) -> Node:
    year = common_year((*industry_targets(plan), *(s.figure for s in plan.indicators)))
    parts = ("reach", "clusters", "indicators", "audit", "figures")
    links = [h("a", say_of(plan, f"targets.{p}", lang), href=f"#{p}") for p in parts]
    return h(
        "header",
        h("h1", say_of_year(plan, "targets.title", year, lang)),
        h("p", _plan_title(plan, lang), cls="quiet"),
        h("nav", *links, cls="subnav", aria_label=say("targets.parts", lang)),
    )


def _reach(plan: Plan, lang: str) -> Node:
    rates = growth_table(plan, lang)
    levels = CHARTS["base-to-target"](plan, lang)
    if rates is None:
        nothing = h("p", say("reach.none", lang), cls="quiet")
        return h("section", h("h2", say("reach.heading", lang), id="reach"), nothing, _charts([levels], lang))
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
                growth_chart(reach_growths(plan, lang), lang, _plan_title(plan, lang)),
                levels,
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


def _indicators(plan: Plan, lang: str) -> Node:
    indicators = [s for s in plan.statements if s.kind == "indicator"]
    heading = h("h2", say("targets.indicators-heading", lang, n=len(plan.indicators)), id="indicators")
    if not indicators:
        return h("section", heading, h("p", say("targets.no-indicators", lang), cls="quiet"))
    tables = [
        _class(term.name(lang), [s for s in indicators if s.group == term.id], plan, lang)
        for term in plan.edition.classes
    ]
    return h("section", heading, _charts([CHARTS["indicators"](plan, lang)], lang), *tables)


def _class(name: str, indicators: list[Statement], plan: Plan, lang: str) -> Node:
    year = common_year(s.figure for s in indicators)
    head = [
        (say("table.number", lang), "num"),
        say("table.name", lang),
        (say_of_year(plan, "table.target", year, lang), "num"),
        say("table.unit", lang),
        (say("targets.base", lang, year=plan.edition.base_year), "num"),
        say("table.attribute", lang),
        say("table.source", lang),
    ]
    rows = [_indicator(s, plan, lang, year) for s in indicators]
    return table_node(name, head, rows, say("table.empty", lang))


def _indicator(indicator: Statement, plan: Plan, lang: str, year: int | None) -> Node:
    base = plan.statement.get(indicator.base)
    of_base = base.question(lang) if base else ""
    attribute = indicator.figure.attribute
    revisions = revision_lines(indicator, plan, lang)
    doubts = [question_text(indicator, lang)]
    doubts += [say("targets.question-of-base", lang, question=of_base)] if of_base else []
    return h(
        "tr",
        h("td", str(indicator.number), cls="num"),
        h("th", indicator.name(lang), *_small(revisions, ""), *_small(doubts, "doubt"), scope="row"),
        h(
            "td",
            cite(indicator, lang, indicator.written(lang)),
            *_small([format_other_ways(indicator.figure, lang), own_year(indicator.figure, year, lang)], ""),
            cls="num",
        ),
        unit_cell(indicator, lang),
        h("td", *_base(base, plan, lang), cls="num"),
        h("td", say(f"attribute.{attribute}", lang) if attribute else "–", cls="short"),
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
        notes += _small(
            (*revision_lines(statement, plan, lang), *reach.base_notes(statement.base, plan, lang)), ""
        )
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
