"""Tables of what the data leave open, and of the sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from layout.audit.findings import CLOSES
from layout.audit.report import audit_report
from layout.briefing.tables.grids import CitedGrid, GridRow, make_grid, names_that_fit
from layout.monitoring.targets import measure_term
from layout.plan import matrix
from layout.plan.model import Plan, Ref
from layout.view.view import View
from layout.words.citations import source_date
from layout.words.glossary import say
from layout.words.nouns import say_of


def gap_table(plan: Plan, view: View, lang: str) -> CitedGrid | None:
    """Return what the data leave open: each gap with the number and the names of the records concerned."""
    head = [say("grid.open", lang), say("grid.number", lang), say("grid.which", lang)]
    return make_grid("gaps", head, list(_gaps(plan, lang)), (1,), plan, lang)


def _gaps(plan: Plan, lang: str) -> Iterator[GridRow]:
    parks = plan.parks
    after = plan.edition.base_year
    yield from _row("unlocated", (p.name(lang) for p in parks if not p.located), plan, lang)
    inferred = (p.name(lang) for p in parks if any(k.basis == "inferred" for k in p.links))
    yield from _row("inferred-ties", inferred, plan, lang)
    yield from _row("untied", (p.name(lang) for p in matrix.parks_without_cluster(plan)), plan, lang)
    yield from _row("placeless", (i.name(lang) for i in matrix.targets_without_site(plan)), plan, lang)
    yield from _row(
        "unclassed", (u.industry.industry(lang) for u in matrix.untied_industries(plan)), plan, lang
    )
    levels = [s for s in plan.statements if measure_term(s.figure, plan).value == "level"]
    # Of the plan's own figures: what others leave open is no gap of the plan.
    of_plan = (s for s in levels if s.figure.value is not None and not s.published_elsewhere)
    unscoped = (s.name(lang) for s in of_plan if not s.figure.scope)
    yield from _row("unscoped", unscoped, plan, lang)
    yield from _row(
        "unresolved", (g.title(lang) for g in audit_report(plan) if g.state != CLOSES), plan, lang
    )
    if not any(s.figure.role == "actual" and (s.figure.year or 0) > after for s in levels):
        yield GridRow((say("gap.actuals", lang), None, say("gap.actuals-why", lang, year=after)))
    if not plan.district.review_number:
        yield GridRow((say("gap.review", lang), None, say("gap.review-why", lang)))


def _row(key: str, names: Iterable[str], plan: Plan, lang: str) -> Iterator[GridRow]:
    given_names = list(names)
    if given_names:
        distinct = list(dict.fromkeys(given_names))
        fitting = names_that_fit(distinct, lang, 0.6)
        words = say("text.comma", lang).join(fitting)
        words = words if len(fitting) == len(distinct) else say("briefing.etc", lang, names=words)
        # Records are counted, names are listed once: two records may have one name.
        yield GridRow((say_of(plan, f"gap.{key}", lang), Decimal(len(given_names)), words))


def source_table(plan: Plan, view: View, lang: str) -> CitedGrid | None:
    """Return the documents: those of the plan first, then by the number of facts that cite them."""
    head = [say(f"grid.{k}", lang) for k in ("document", "publisher", "as-of", "cited")]
    reference_counts = Counter(r.source for r in _refs(plan))
    plan_sources = {r.source for r in plan.edition.refs}
    sources = sorted(
        (s for s in plan.sources if reference_counts[s.id]),
        key=lambda s: (s.id not in plan_sources, -reference_counts[s.id]),
    )
    rows = [
        GridRow(
            (
                s.title(lang),
                s.publisher(lang),
                s.as_of or source_date(s, lang),
                Decimal(reference_counts[s.id]),
            )
        )
        for s in sources
    ]
    return make_grid("sources", head, rows, (3,), plan, lang)


def _refs(plan: Plan) -> Iterator[Ref]:
    """Yield the reference of every fact."""
    for site in plan.sites:
        parts = (site.refs, *(r.refs for r in site.roles), *(k.refs for k in site.links))
        yield from (ref for refs in parts for ref in refs)
    yield from (ref for statement in plan.statements for ref in statement.refs)
    for cluster in plan.clusters:
        yield from (*cluster.refs, *(ref for p in cluster.parts for ref in p.refs))
    yield from (ref for note in plan.district.notes for ref in note.refs)
    for chain in plan.chains:
        parts = (chain.refs, *(t.refs for t in chain.ties), *(k.refs for k in chain.links))
        yield from (ref for refs in parts for ref in refs)
    yield from (ref for group in plan.provisions for p in group.provisions for ref in p.refs)
