"""The name of a site in an edition: the one that it had on the day which the edition describes."""

from __future__ import annotations

from collections.abc import Sequence

from geodata.dates import first_day, holds_on
from layout.plan.model import Alias, Text

# A name that a site has got since the day, which the search finds as well.
LATER = "later"
_FULL = ("former", "official")


def name_on_day(name: Text, aliases: Sequence[Alias], day: str) -> tuple[Text, tuple[Alias, ...]]:
    """Return the name of a site on a day and its other names, among them the one it has now.

    A full name without an end is in use still, beside the one that the data give first.
    """
    ended = [a for a in aliases if a.kind in _FULL and a.until]
    former = next((a for a in ended if holds_on(day, a.since, a.until)), None)
    if former is None:
        return name, tuple(aliases)
    since = max((a.until for a in ended), key=first_day)
    now = Alias(name.original, LATER, since, "", name("en") if name("en") != name.original else "")
    return former.text, (now, *(a for a in aliases if a is not former))
