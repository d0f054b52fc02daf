"""The plan held against itself: what can be reached at the growth it sets, and what does not close."""

from __future__ import annotations

from decimal import Decimal

from layout import findings as words
from layout import text
from layout.audit import CLOSES, DIFFERS, QUESTION, Finding, audit
from layout.briefing.grids.made import Made, Row, make
from layout.model import Layout
from layout.text import say
from layout.view import View


def reach(layout: Layout, view: View, lang: str) -> Made | None:
    """Return each target that growth is to reach: at the stated growth, as stated, growth needed."""
    head = [say(f"grid.{k}", lang) for k in ("subject", "at-growth", "aim", "needed")]
    held = [f for f in audit(layout) if f.needed is not None and f.result and f.state in _states(view, f)]
    rows = [Row((f.claim.title(lang), *_sides(f, lang), _rate(f)), f.refs) for f in held]
    return make("reach", head, rows, (1, 2, 3), layout, lang)


def _states(view: View, finding: Finding) -> tuple[str, ...]:
    return view.state or (finding.state,)


def _rate(finding: Finding) -> str:
    return "" if finding.needed is None else f"{text.number(round(finding.needed, 1))} %"


def _sides(finding: Finding, lang: str) -> tuple[str, str]:
    result, against = finding.result, finding.against
    computed = words.value(result, lang, words.digits_of(finding)) if result else say("grid.none", lang)
    return computed, words.value(against, lang) if against else say("grid.none", lang)


def findings(layout: Layout, view: View, lang: str) -> Made | None:
    """Return what the audit found of what is stated, what does not close first.

    What growth is to reach stands in :func:`reach`; what closes is shown only where asked for.
    """
    head = [say(f"grid.{k}", lang) for k in ("subject", "computed", "stated", "state")]
    wanted = view.state or (DIFFERS, QUESTION)
    held = [f for f in audit(layout) if f.state in wanted and f.needed is None and f.claim.by != "rest"]
    ordered = sorted(held, key=lambda f: (f.state != DIFFERS, f.state == CLOSES, -_gap(f)))
    rows = [
        Row((f.claim.title(lang), *_sides(f, lang), say(f"state.{f.state}", lang)), f.refs) for f in ordered
    ]
    return make("audit", head, rows, (1, 2), layout, lang)


def _gap(finding: Finding) -> Decimal:
    """Return how far apart the two sides are, as a part of what is stated."""
    if finding.stated is None or finding.computed is None or not finding.stated:
        return Decimal(0)
    return abs(finding.stated - finding.computed) / abs(finding.stated)
