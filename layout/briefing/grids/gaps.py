"""What is not known, and what all is known from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from layout import matrix
from layout.audit import CLOSES, audit
from layout.briefing.grids.made import Made, Row, first, make
from layout.families import measured
from layout.model import Layout, Ref
from layout.text import say
from layout.view import View


def gaps(layout: Layout, view: View, lang: str) -> Made | None:
    """Return what the data leave open: how many of a thing, and which."""
    head = [say("grid.open", lang), say("grid.number", lang), say("grid.which", lang)]
    return make("gaps", head, list(_gaps(layout, lang)), (1,), layout, lang)


def _gaps(layout: Layout, lang: str) -> Iterator[Row]:
    parks = layout.of_type("park")
    links = [k for c in layout.chains for k in c.links]
    after = layout.edition.base_year
    yield from _row("unlocated", (p.name(lang) for p in parks if not p.located), lang)
    inferred = (p.name(lang) for p in parks if any(k.basis == "inferred" for k in p.links))
    yield from _row("inferred-ties", inferred, lang)
    yield from _row("untied", (p.name(lang) for p in parks if not p.links), lang)
    yield from _row("uncarried", (i.name(lang) for i in matrix.uncarried(layout)), lang)
    yield from _row("parkless", (k.name(lang) for k in links if not k.parks), lang)
    levels = [s for s in layout.statements if measured(s.figure, layout).value == "level"]
    unsaid = (s.name(lang) for s in levels if s.figure.value is not None and not s.figure.scope)
    yield from _row("unscoped", unsaid, lang)
    yield from _row("unresolved", (f.claim.title(lang) for f in audit(layout) if f.state != CLOSES), lang)
    if not any(s.figure.role == "actual" and (s.figure.year or 0) > after for s in levels):
        yield Row((say("gap.actuals", lang), None, say("gap.actuals-why", lang, year=after)))
    if not layout.district.review_number:
        yield Row((say("gap.review", lang), None, say("gap.review-why", lang)))


def _row(key: str, names: Iterable[str], lang: str) -> Iterator[Row]:
    held = list(names)
    if held:
        once = list(dict.fromkeys(held))
        shown = first(once, lang, 0.6)
        words = say("text.comma", lang).join(shown)
        words = words if len(shown) == len(once) else say("briefing.etc", lang, names=words)
        yield Row((say(f"gap.{key}", lang), Decimal(len(held)), words))


def sources(layout: Layout, view: View, lang: str) -> Made | None:
    """Return the documents, those that most facts stand in first."""
    head = [say(f"grid.{k}", lang) for k in ("document", "publisher", "held", "cited")]
    used = Counter(r.source for r in _refs(layout))
    plan = {r.source for r in layout.edition.refs}
    held = sorted((s for s in layout.sources if used[s.id]), key=lambda s: (s.id not in plan, -used[s.id]))
    rows = [Row((s.title(lang), s.publisher(lang), s.held or s.date, Decimal(used[s.id]))) for s in held]
    return make("sources", head, rows, (3,), layout, lang)


def _refs(layout: Layout) -> Iterator[Ref]:
    """Yield the reference of every fact."""
    for site in layout.sites:
        parts = (site.refs, *(r.refs for r in site.roles), *(k.refs for k in site.links))
        yield from (ref for refs in parts for ref in refs)
    yield from (ref for said in layout.statements for ref in said.refs)
    for cluster in layout.clusters:
        yield from (*cluster.refs, *(ref for s in cluster.segments for ref in s.refs))
    yield from (ref for note in layout.district.notes for ref in note.refs)
    yield from (ref for chain in layout.chains for k in chain.links for ref in k.refs)
