"""Straight-line distances in words, no more exact than both ends are known."""

from __future__ import annotations

import math
from collections.abc import Iterable

from layout.plan.distances import hub_of
from layout.plan.hubs import ROAD, Hub, HubDistance
from layout.plan.model import Plan, Site
from layout.words.glossary import say
from layout.words.numbers import format_number

_KM = 1000.0
_FINE = 1000.0  # metres of uncertainty below which a distance has a decimal
_VAGUE = 0.5  # the share of a distance by which it is uncertain, above which its two bounds are told
# Positions of which no more is known than the ground that the point stands for.
_ZONE_ONLY = ("zone", "town", "middle")


def tells_bounds(distance: HubDistance, site: Site) -> bool:
    """Tell whether a distance is told by its two bounds.

    They are where the site is a town or known only by the ground that it lies in, or where they lie far
    apart.
    """
    if distance.least is None or distance.most is None:
        return False
    is_vague = distance.most - distance.least > 2 * _VAGUE * distance.metres
    return is_vague or site.is_town or site.position in _ZONE_ONLY


def distance_words(distance: HubDistance, site: Site, lang: str) -> str:
    """Return a distance: about so many kilometres, or from at least to at most so many."""
    least, most = distance.least, distance.most
    if least is not None and most is not None and tells_bounds(distance, site):
        return _between(least, most, lang)
    fine = least is not None and most is not None and most - least < _FINE
    return say("distance.about", lang, km=format_number(round(distance.metres / _KM, 1 if fine else None)))


def _between(least: float, most: float, lang: str) -> str:
    # Outwards, so that the bounds hold.
    low, high = math.floor(least / _KM), math.ceil(most / _KM)
    key = "between" if low else "at-most"
    return say(f"distance.{key}", lang, low=format_number(low), high=format_number(high))


def distances_line(distances: Iterable[HubDistance], site: Site, plan: Plan, lang: str) -> str:
    """Return what is how far, in one line: each name with its distance."""
    return say("text.stop", lang).join(
        say("distance.to", lang, name=end_name(d, plan, lang), distance=distance_words(d, site, lang))
        for d in distances
    )


def end_name(distance: HubDistance, plan: Plan, lang: str) -> str:
    """Return the name of what a distance leads to, of a road with its number."""
    end = hub_of(plan, distance)
    name = end.name(lang)
    if isinstance(end, Hub) and end.kind == ROAD and end.ref:
        return say("distance.road", lang, name=name, ref=end.ref)
    return name


def hub_kind_name(kind: str, lang: str) -> str:
    """Return the name of a kind of hubs, such as airports."""
    return say(f"hub.{kind}", lang)
