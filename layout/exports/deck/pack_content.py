"""What a pack is made from, as its slides share it."""

from __future__ import annotations

from dataclasses import dataclass

from layout.exports.deck.deck_theme import DeckTheme
from layout.exports.park_map import MapBase
from layout.exports.sheet_options import SheetOptions
from layout.plan.model import Plan, Site
from layout.promotion.profile import SiteProfile
from layout.words.glossary import say


@dataclass(frozen=True, slots=True)
class PackContent:
    """What a pack is made from: the chosen sites with their profiles, in their order."""

    sites: tuple[Site, ...]
    profiles: tuple[SiteProfile, ...]
    options: SheetOptions
    plan: Plan
    base: MapBase
    theme: DeckTheme

    @property
    def lang(self) -> str:
        """Return the language of the pack."""
        return self.theme.lang

    @property
    def title(self) -> str:
        """Return the title: for whom, or where."""
        district = self.plan.district.name(self.lang)
        words = {"investor": self.options.investor, "district": district, "n": len(self.sites)}
        return say(
            "pack_slides.title" if self.options.investor else "pack_slides.title-none", self.lang, **words
        )

    @property
    def credit(self) -> str:
        """Return whom the maps are owed to, and that they are schematic or their review number."""
        return say("text.stop", self.lang).join(w for w in (self.base.credit, self.base.review) if w)
