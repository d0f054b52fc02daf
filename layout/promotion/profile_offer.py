"""What a site has on offer and which firms: the officer's own facts alone, or that none were handed in."""

from __future__ import annotations

from collections.abc import Iterator

from layout.plan.model import Site
from layout.promotion.officer_facts import OfficerFacts
from layout.promotion.profile_line import ProfileLine


def offer_lines(site: Site, facts: OfficerFacts, lang: str) -> Iterator[ProfileLine]:
    """Yield the officer's facts of a site but those of firms; without any, what is to be handed in."""
    yield from ()


def firm_lines(site: Site, facts: OfficerFacts, lang: str) -> Iterator[ProfileLine]:
    """Yield the officer's facts of firms there, gained and lost."""
    yield from ()
