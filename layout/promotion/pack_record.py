"""The record of a pack: what its PDF, slides, workbook and page all say, each in its own form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from geodata.document.copy import PlanCopy
from geodata.document.named_copy import DocumentError
from layout.matching.answer import match
from layout.matching.records import Gap
from layout.plan.model import Plan, Ref, Site
from layout.plan.served_links import served_links
from layout.promotion.officer_facts import NO_FACTS, OfficerFacts
from layout.promotion.profile import ProfileLine, SiteProfile, site_profile
from layout.promotion.profile_sources import source_lines
from layout.promotion.side_by_side import MOST_COMPARED, SideBySide, side_by_side
from layout.promotion.why_these import WhyThis, why_these
from layout.words.citations import citation
from layout.words.glossary import say


@dataclass(frozen=True, slots=True)
class PackCover:
    """What stands on the cover of a pack, all of it the sender's own text; any part may be empty.

    `comments` are a word on a site, by its id.
    """

    investor: str = ""
    sender: str = ""
    day: str = ""
    request: str = ""
    comments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """A place in the plan: its words, the numbers of the sites that rest on it, and what stands there.

    `passage` is the sentence of the office's copy of the document, empty without a copy.
    """

    words: str
    numbers: tuple[int, ...]
    passage: str


@dataclass(frozen=True)
class PackRecord:
    """A pack in one language: `parks` are ids of sites in its order, `document` is the office's copy."""

    plan: Plan
    lang: str
    parks: tuple[str, ...]
    facts: OfficerFacts = NO_FACTS
    cover: PackCover = PackCover()
    document: PlanCopy | None = None

    @cached_property
    def sites(self) -> tuple[Site, ...]:
        """Return the sites in the order of the pack."""
        return tuple(self.plan.site[park] for park in self.parks)

    @cached_property
    def profiles(self) -> tuple[SiteProfile, ...]:
        """Return the profile of each site, with the officer's facts."""
        return tuple(site_profile(site, self.plan, self.lang, self.facts) for site in self.sites)

    @property
    def title(self) -> str:
        """Return the title: how many places for whom, or where."""
        key = "pack_slides.title" if self.cover.investor else "pack_slides.title-none"
        district = self.plan.district.name(self.lang)
        return say(key, self.lang, investor=self.cover.investor, district=district, n=len(self.sites))

    @property
    def origin(self) -> str:
        """Return the district and the edition that a pack is of."""
        names = (self.plan.district.name(self.lang), self.plan.edition.name(self.lang))
        return say("text.dot", self.lang).join(names)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Return what the request asks for and no place has; none without a request."""
        return match(self.plan, self.cover.request).gaps if self.cover.request else ()

    @cached_property
    def why(self) -> tuple[WhyThis, ...]:
        """Return why each of the sites."""
        return why_these(self.parks, self.plan, self.cover.request, self.cover.comments, self.lang)

    def groups(self) -> Iterator[tuple[int, SideBySide]]:
        """Yield the sites side by side, as many as can be, each time with how many stand before.

        Groups are of like size: the last is not a site alone. Of a single site there is nothing to compare.
        """
        count = len(self.profiles)
        tables = -(-count // MOST_COMPARED) if count > 1 else 0
        for n in range(tables):
            first, end = n * count // tables, (n + 1) * count // tables
            yield first, side_by_side(self.profiles[first:end])

    def served_chains(self) -> Iterator[str]:
        """Yield the ids of the chains that any of the sites has a part in, in the order of the plan."""
        served = {link.chain for site in self.sites for link in served_links(self.plan, site.id)}
        yield from (chain.id for chain in self.plan.chains if not chain.is_list and chain.id in served)

    def cited_places(self) -> tuple[CitedPlace, ...]:
        """Return the places in the plan that any profile rests on, in the order in which they come up."""
        documents = {ref.source for ref in self.plan.edition.refs}
        # Several records may cite one sentence.
        by_words: dict[str, tuple[Ref, dict[int, None]]] = {}
        for number, profile in enumerate(self.profiles, 1):
            for ref in (r for r in profile_refs(profile) if r.source in documents):
                words = citation((ref,), self.plan, self.lang)
                by_words.setdefault(words, (ref, {}))[1][number] = None
        return tuple(
            CitedPlace(words, tuple(numbers), self._passage(ref))
            for words, (ref, numbers) in by_words.items()
        )

    def _passage(self, ref: Ref) -> str:
        if self.document is None or not ref.locator:
            return ""
        return passage_of(self.document, ref.locator)

    def sources(self) -> tuple[ProfileLine, ...]:
        """Return all sources of the profiles, official ones first."""
        refs = (ref for profile in self.profiles for ref in profile_refs(profile))
        return tuple(source_lines(refs, self.plan, self.lang))


def profile_refs(profile: SiteProfile) -> tuple[Ref, ...]:
    """Return the places that a profile rests on, each once."""
    lines = (line for section in profile.sections for line in section.lines)
    return tuple(dict.fromkeys(ref for line in lines for ref in line.refs))


def passage_of(document: PlanCopy, locator: str) -> str:
    """Return what stands at a place in the office's copy, empty where the copy has no such place."""
    try:
        return document.passage(locator)
    except DocumentError:  # named by the command on documents
        return ""
