"""Conditions and what comes of them as rows that leave the program, in every language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from geodata.languages import LANGS, Text
from layout.matching.need_outcomes import exclusions
from layout.matching.need_records import NeedOutcome, PlaceNeeds
from layout.matching.need_words import need_text
from layout.matching.needs import Need


def needs_rows(needs: Iterable[Need], places: Iterable[PlaceNeeds]) -> list[dict[str, Any]]:
    """Return a row for each condition: its id, sign, what is required in words, and whom it would drop."""
    return [
        {
            "id": need.condition.id,
            "sign": need.sign,
            **_in_each("need", need_text(need)),
            "would_drop": list(sites),
        }
        for need, sites in exclusions(tuple(needs), places)
    ]


def place_needs_row(needs: Iterable[Need], place: PlaceNeeds) -> dict[str, Any]:
    """Return what comes of each condition at a place, and whether any excludes it."""
    pairs = zip(needs, place.outcomes, strict=True)
    return {"excluded": place.is_excluded, "needs": [_outcome_row(need, outcome) for need, outcome in pairs]}


def _outcome_row(need: Need, outcome: NeedOutcome) -> dict[str, Any]:
    return {
        "id": need.condition.id,
        "state": outcome.state,
        **_in_each("text", outcome.text),
        **_in_each("question", outcome.question),
        "basis": outcome.basis,
        "owner": outcome.owner,
        "date": outcome.day.isoformat() if outcome.day else "",
        "stale": outcome.stale,
        "sources": [ref.source for ref in outcome.refs],
    }


def _in_each(name: str, text: Text) -> dict[str, str]:
    return {f"{name}_{lang}": text(lang) for lang in LANGS}
