"""What is known of places, and what comes of an investor's conditions at each: met, not met, or not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from geodata.languages import Text
from geodata.references import Ref

MET, NOT_MET, UNKNOWN = NEED_STATES = ("met", "not-met", "unknown")


@dataclass(frozen=True, slots=True)
class PlaceFact:
    """One fact of a place as somebody answers for it: a number or range in the field's unit, choices, text.

    `low` and `high` are alike of a single number, None of what is none. `owner` is whose it is, of `day`;
    `stale` tells that it is old.
    """

    text: Text
    owner: str
    day: date | None
    low: Decimal | None = None
    high: Decimal | None = None
    choices: tuple[str, ...] = ()
    stale: bool = False


# By site, then by field: of some fields a place has several.
PlaceFacts = Mapping[str, Mapping[str, tuple[PlaceFact, ...]]]


@dataclass(frozen=True, slots=True)
class NeedOutcome:
    """What comes of one condition at one place: its state, and why in words.

    `question` is what to ask where the state is unknown, empty else. `basis` is `own` of an officer's fact,
    `public` of a distance, `stated` or `inferred` of what the plan says, empty where nothing is known.
    """

    state: str
    text: Text
    question: Text
    basis: str = ""
    owner: str = ""
    day: date | None = None
    stale: bool = False
    refs: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceNeeds:
    """All outcomes of a place, in the order of the conditions."""

    site: str
    outcomes: tuple[NeedOutcome, ...]

    @property
    def is_excluded(self) -> bool:
        """Tell whether a condition is not met; what is not known excludes nothing."""
        return any(outcome.state == NOT_MET for outcome in self.outcomes)

    def count(self, state: str) -> int:
        """Count the conditions of a state."""
        return sum(outcome.state == state for outcome in self.outcomes)
