"""The officer's own facts and photographs of one site, as its page shows them below what the data hold."""

from __future__ import annotations

import base64
from collections.abc import Iterable

from geodata.languages import mark_foreign
from layout.plan.model import Plan, Site
from layout.promotion.fact_words import owner_words, photo_words
from layout.promotion.officer_facts import OfficerFacts, OfficerPhoto
from layout.promotion.profile import site_profile
from layout.promotion.profile_line import OFFICER, ProfileLine
from layout.words.glossary import say
from layout.words.nodes import Node, h

_SECTIONS = ("offer", "firms")
# A page is sent whole: more photographs than these are counted.
_MOST_PHOTOS = 6


def own_facts_panel(site: Site, plan: Plan, lang: str, facts: OfficerFacts) -> Node:
    """Return the facts of a site that somebody answers for, photographs first; empty where there are none."""
    profile = site_profile(site, plan, lang, facts)
    sections = [section for section in profile.sections if section.id in _SECTIONS]
    lines = {s.id: [line for line in s.lines if line.basis == OFFICER] for s in sections}
    parts = [
        h("section", h("h2", s.title), h("dl", *_rows(lines[s.id], lang))) for s in sections if lines[s.id]
    ]
    photos = photo_nodes(profile.photos, lang)
    if not parts and not photos:
        return h("div")
    article = h("article", h("h2", say("own.heading", lang)), *photos, *parts, cls="card profile own-facts")
    return h("div", article, cls="panel is-added")


def _rows(lines: Iterable[ProfileLine], lang: str) -> list[Node]:
    rows = []
    for line in lines:
        # Of one without a day the note says so.
        source = owner_words(line.owner, line.day, lang) if line.day else mark_foreign(line.owner, lang)
        note = say("text.dot", lang).join(w for w in (source, mark_foreign(line.note, lang)) if w)
        value = h("p", line.value, h("small", note), cls="is-stale" if line.stale else None)
        rows.append(h("div", h("dt", line.label), h("dd", value)))
    return rows


def photo_nodes(photos: tuple[OfficerPhoto, ...], lang: str) -> list[Node]:
    """Return the first photographs of a site with whose they are and of when, and how many more there are."""
    figures = [
        h(
            "figure",
            h("photo", jpeg=base64.b64encode(photo.content).decode("ascii"), alt=photo_words(photo, lang)),
            h("figcaption", photo_words(photo, lang)),
        )
        for photo in photos[:_MOST_PHOTOS]
    ]
    more = len(photos) - _MOST_PHOTOS
    parts = [h("div", *figures, cls="own-photos")] if figures else []
    return [*parts, *([h("p", say("own.more-photos", lang, n=more), cls="quiet")] if more > 0 else [])]
