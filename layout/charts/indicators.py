"""The plan's indicators, counted by class and by whether they bind."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from layout.charts.chart_data import Chart, Mark, Series, empty_chart, source_titles
from layout.plan.model import Plan, Statement, Term
from layout.words.glossary import join_words, say

# Attributes of an indicator, each with the colour of its bars.
_KINDS = (("expected", "line"), ("binding", "accent"), ("", "hair"))


def indicators_chart(plan: Plan, lang: str) -> Chart:
    """Return the number of indicators of each class, expected and binding; empty without indicators."""
    statements = plan.indicators
    classes = [c for c in plan.edition.classes if any(s.group == c.id for s in statements)]
    if not classes:
        title, words = (say(f"chart.{k}", lang) for k in ("indicators", "no-indicators"))
        return empty_chart("indicators", "stacked-bars", title, [words])
    # An attribute that no indicator has would be an empty item of the legend.
    kinds = [k for k in _KINDS if any(s.figure.attribute == k[0] for s in statements)]
    series = tuple(_series(key, colour, statements, classes, lang) for key, colour in kinds)
    numbers = [[m.value for m in s.marks] for s in series]
    rows = [(c.name(lang), *row) for c, row in zip(classes, zip(*numbers, strict=True), strict=True)]
    return Chart(
        name="indicators",
        kind="stacked-bars",
        title=say("chart.indicators", lang),
        subtitle=say("chart.items", lang, n=len(statements)),
        unit="",
        alt=_alt(statements, classes, series, lang),
        head=(say("chart.class", lang), *(s.label for s in series), say("chart.all", lang)),
        rows=tuple((*row, sum((v for v in row[1:] if isinstance(v, Decimal)), Decimal(0))) for row in rows),
        numeric=tuple(range(1, len(series) + 2)),
        series=series,
        source=source_titles((r for s in statements for r in s.refs), plan, lang),
    )


def _series(
    key: str, colour: str, statements: Sequence[Statement], classes: Sequence[Term], lang: str
) -> Series:
    counts = [sum(s.group == c.id and s.figure.attribute == key for s in statements) for c in classes]
    marks = tuple(
        Mark(c.id, c.name(lang), Decimal(n), str(n) if n else "")
        for c, n in zip(classes, counts, strict=True)
    )
    name = key or "not-stated"
    return Series(name, say(f"chart.{name}", lang), colour, marks, str(sum(counts)))


def _alt(
    statements: Sequence[Statement], classes: Sequence[Term], series: Sequence[Series], lang: str
) -> str:
    by_class = [f"{c.name(lang)} {sum(s.group == c.id for s in statements)}" for c in classes]
    by_kind = [f"{s.label} {s.shown}" for s in series]
    return say(
        "chart.indicators-alt",
        lang,
        n=len(statements),
        classes=join_words(by_class, lang),
        kinds=join_words(by_kind, lang),
    )
