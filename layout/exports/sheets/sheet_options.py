"""What is chosen for sheets and packs: which parks, for whom, with which of the officer's facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from layout.promotion.officer_facts import NO_FACTS, OfficerFacts


@dataclass(frozen=True, slots=True)
class SheetOptions:
    """Choices of sheets and packs. `parks` are ids of sites in the order of the pages.

    `comments` are a word of the sender's own for a site, by its id; `request` is what the investor asked for
    in words, `investor`, `sender` and `day` stand on the cover of a pack. `address` is that of the server,
    with its path and without a query; empty where it is not set, and then no code is drawn.
    """

    parks: tuple[str, ...]
    facts: OfficerFacts = NO_FACTS
    comments: Mapping[str, str] = field(default_factory=dict)
    request: str = ""
    investor: str = ""
    sender: str = ""
    day: str = ""
    address: str = ""
