"""The words of time: since when a site exists, or until when, where that is within an edition's years."""

from __future__ import annotations

from geodata.dates import first_day
from layout.plan.model import Plan, Site
from layout.words.glossary import say


def validity_words(site: Site, plan: Plan, lang: str) -> str:
    """Return that a site begins or ends within the edition's years, of any other nothing."""
    edition = plan.edition
    first, end = f"{edition.from_year}-01-01", f"{edition.to_year + 1}-01-01"
    since, until = site.valid_from, site.valid_to
    begins = since and (first_day(since) > first or not site.exists_on(edition.day))
    ends = until and (first_day(until) < end or not site.exists_on(edition.day))
    return _words(since if begins else "", until if ends else "", lang)


def existence_words(site: Site, lang: str) -> str:
    """Return since when and until when a site exists, whichever edition it is seen from."""
    return _words(site.valid_from, site.valid_to, lang)


def _words(since: str, until: str, lang: str) -> str:
    dates = (("begins", since), ("ends", until))
    return say("text.stop", lang).join(say(f"validity.{key}", lang, date=date) for key, date in dates if date)


def name_on_map(site: Site, plan: Plan, lang: str) -> str:
    """Return the name of a site; of one that is not there on the edition's day with when it is."""
    name, day = site.name(lang), plan.edition.day
    if site.exists_on(day):
        return name
    later = site.valid_from and first_day(site.valid_from) > day
    key, date = ("begins", site.valid_from) if later else ("ends", site.valid_to)
    return say(f"validity.named-{key}", lang, name=name, year=date[:4])
