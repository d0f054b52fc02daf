"""An investor's conditions on the command line: read, held against places, printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geodata.faults import DataError
from layout.cli.choice import UsageError
from layout.cli.officer_facts import OwnFactsOptions
from layout.words.glossary import join_words, say

if TYPE_CHECKING:
    from layout.matching.need_records import PlaceNeeds
    from layout.matching.needs import Need
    from layout.plan.model import Plan

_Needs = Annotated[
    str,
    typer.Option(
        metavar="CONDITIONS", help="“area>=50mu; floor load>=1.5t; hazard=A; port<=40km; supplier=…”"
    ),
]
_Drop = Annotated[bool, typer.Option("--drop-excluded", help="Leave out places that fail a condition.")]


@dataclass(frozen=True)
class NeedsOptions:
    """The conditions, and whether places that do not meet one are left out; --own goes with them."""

    needs: _Needs = ""
    drop_excluded: _Drop = False

    def weigh(
        self, plan: Plan, sites: Iterable[str], facts_options: OwnFactsOptions, lang: str
    ) -> WeighedNeeds:
        """Hold the conditions against sites.

        Raises DataError with all that is wrong with the conditions or the file of facts, UsageError where
        an option stands without the conditions.
        """
        from layout.matching.need_outcomes import weigh_needs
        from layout.matching.needs import parse_needs
        from layout.promotion.known_facts import known_facts

        if not self.needs.strip():
            if self.drop_excluded or facts_options.workbook is not None:
                raise UsageError("needs.alone")
            return WeighedNeeds()
        reading = parse_needs(self.needs)
        if reading.faults:
            raise DataError(reading.faults)
        facts = known_facts(facts_options.load(plan, lang))
        rows = weigh_needs(plan, reading.needs, facts, sites)
        return WeighedNeeds(reading.needs, rows, self.drop_excluded)


@dataclass(frozen=True)
class WeighedNeeds:
    """Conditions with what comes of them at each place; empty where none were set."""

    needs: tuple[Need, ...] = ()
    places: tuple[PlaceNeeds, ...] = field(default_factory=tuple)
    dropping: bool = False

    @property
    def shown(self) -> tuple[str, ...]:
        """Return the sites that are shown, in their order."""
        return tuple(p.site for p in self.places if not (self.dropping and p.is_excluded))

    def lines(self, site: str, lang: str) -> Iterator[str]:
        """Yield a line for each condition at a site, and last the questions to ask."""
        from layout.matching.need_records import UNKNOWN
        from layout.matching.need_words import need_text

        place = next((p for p in self.places if p.site == site), None)
        for need, outcome in zip(self.needs, place.outcomes if place else (), strict=False):
            values = {"state": say(f"needs.{outcome.state}", lang), "need": need_text(need)(lang)}
            yield say("needs.row", lang, text=outcome.text(lang), **values)
        for outcome in place.outcomes if place else ():
            if outcome.state == UNKNOWN:
                yield outcome.question(lang)

    def drop_lines(self, plan: Plan, lang: str) -> Iterator[str]:
        """Yield which places each condition would drop, or that none would be."""
        from layout.matching.need_outcomes import exclusions
        from layout.matching.need_words import need_text

        dropped = [(need, sites) for need, sites in exclusions(self.needs, self.places) if sites]
        for need, sites in dropped:
            names = join_words((plan.site[site].name(lang) for site in sites), lang)
            key = "needs.dropped" if self.dropping else "needs.would-drop"
            yield say(key, lang, names=names, need=need_text(need)(lang))
        if self.places and not dropped:
            yield say("needs.drops-nothing", lang)

    def row(self, site: str) -> dict[str, Any]:
        """Return what comes of the conditions at a site for JSON, empty without any."""
        from layout.matching.need_rows import place_needs_row

        place = next((p for p in self.places if p.site == site), None)
        return place_needs_row(self.needs, place) if place else {}

    def rows(self) -> dict[str, Any]:
        """Return the conditions for JSON, empty without any."""
        from layout.matching.need_rows import needs_rows

        return {"needs": needs_rows(self.needs, self.places)} if self.needs else {}
