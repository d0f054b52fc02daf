"""What the slides of a pack are drawn from: its record, the map and the theme."""

from __future__ import annotations

from dataclasses import dataclass

from layout.exports.deck.deck_theme import DeckTheme
from layout.exports.park_map import MapBase
from layout.plan.model import Plan, Site
from layout.promotion.pack_record import PackRecord
from layout.promotion.profile import SiteProfile
from layout.words.glossary import say


@dataclass(frozen=True, slots=True)
class PackContent:
    """The record of a pack with what its slides are drawn by."""

    record: PackRecord
    base: MapBase
    theme: DeckTheme

    @property
    def plan(self) -> Plan:
        """Return the plan."""
        return self.record.plan

    @property
    def sites(self) -> tuple[Site, ...]:
        """Return the sites in the order of the pack."""
        return self.record.sites

    @property
    def profiles(self) -> tuple[SiteProfile, ...]:
        """Return the profile of each site."""
        return self.record.profiles

    @property
    def lang(self) -> str:
        """Return the language of the pack."""
        return self.record.lang

    @property
    def title(self) -> str:
        """Return the title: for whom, or where."""
        return self.record.title

    @property
    def credit(self) -> str:
        """Return whom the maps are owed to, and that they are schematic or their review number."""
        return say("text.stop", self.lang).join(w for w in (self.base.credit, self.base.review) if w)
