"""What comes of an investor's words: ranked places with their reasons, gaps, and a question to ask back."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.languages import Text
from geodata.references import Ref


@dataclass(frozen=True, slots=True)
class MatchReason:
    """Why a place fits, as a sentence in each language; `basis` is stated or inferred.

    `segment` is the id of the industry (cluster, segment or field of services) that it rests on, `link` that
    of the link of a chain; empty without one. `refs` are the places in the plan behind it.
    """

    text: Text
    basis: str
    segment: str
    link: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """A site that fits: its score from 1 to 1000, and its reasons, the strongest first.

    `basis` is that of the strongest reason.
    """

    site: str
    score: int
    basis: str
    reasons: tuple[MatchReason, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """What was asked for and has no place: something that the plan names, or that it does not name.

    `kind` is `link`, `industry` or `unnamed`, `id` the link or industry that the plan names, empty of what it
    does not. `nearest` are the ids of sites in the neighbourhood of it: none of them fits.
    """

    kind: str
    id: str
    text: Text
    refs: tuple[Ref, ...]
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MatchResult:
    """The answer to a request: places in order of their score, gaps, and what to ask back, if anything."""

    places: tuple[PlaceMatch, ...]
    gaps: tuple[Gap, ...]
    question: Text
