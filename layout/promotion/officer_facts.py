"""The officer's own facts of parks, as they were handed in: never the plan's, each with owner and date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class OfficerFact:
    """One fact of a site: `field` is the id of a field of geodata/officer_fields.toml.

    `value` is its number in the field's unit where it is one, of a range the lower end and `until` the upper;
    `amounts` are the same as written, in `unit`, and `about` tells that they are about so much. `choices`
    are the ids of what was chosen from a list. `text` is what was written; `day` is the day it holds for,
    None where none was given. `where` is its place in the file.
    """

    site: str
    field: str
    value: Decimal | None
    text: str
    owner: str
    day: date | None
    note: str = ""
    until: Decimal | None = None
    amounts: tuple[Decimal, ...] = ()
    unit: str = ""
    about: bool = False
    choices: tuple[str, ...] = ()
    where: str = ""


@dataclass(frozen=True, slots=True)
class OfficerPhoto:
    """A photograph of a site: its bytes as JPEG or PNG, width and height in pixels, and who it is from."""

    site: str
    name: str
    content: bytes
    size: tuple[int, int]
    caption: str
    owner: str
    day: date | None


@dataclass(frozen=True, slots=True)
class OfficerFacts:
    """All facts and photographs of a file, in its order; `file` is its name, empty where none was given.

    Facts of a day before `stale_before` are stale, none where it is None.
    """

    file: str = ""
    facts: tuple[OfficerFact, ...] = ()
    photos: tuple[OfficerPhoto, ...] = ()
    stale_before: date | None = None

    def is_stale(self, fact: OfficerFact) -> bool:
        """Tell whether a fact is older than facts may be; of one without a day it is not known."""
        return self.stale_before is not None and fact.day is not None and fact.day < self.stale_before

    def of_site(self, site: str) -> tuple[OfficerFact, ...]:
        """Return the facts of a site."""
        return tuple(f for f in self.facts if f.site == site)

    def photos_of(self, site: str) -> tuple[OfficerPhoto, ...]:
        """Return the photographs of a site."""
        return tuple(p for p in self.photos if p.site == site)

    def by_field(self, site: str) -> Mapping[str, OfficerFact]:
        """Return the facts of a site by field, of several of one field the last."""
        return {f.field: f for f in self.of_site(site)}


NO_FACTS = OfficerFacts()
