"""Slides of parks: one for each, editable, in the order that was chosen."""

from __future__ import annotations

from collections.abc import Callable

from layout.exports.deck.deck_theme import DeckTheme
from layout.exports.deck.page_draft import write_presentation
from layout.exports.deck.park_page import ParkPage, park_draft
from layout.exports.park_map import map_base
from layout.exports.sheet_options import SheetOptions
from layout.plan.model import Plan
from layout.plan.shapes import Shapes
from layout.promotion.profile import site_profile
from layout.words.glossary import join_words


def sheets(
    plan: Plan, shapes: Shapes, lang: str, options: SheetOptions, progress: Callable[[int, int], None]
) -> bytes:
    """Return a .pptx file with one slide for each park; equal input gives equal bytes."""
    base, theme = map_base(plan, shapes, lang), DeckTheme(lang)
    drafts = []
    for done, site_id in enumerate(options.parks, 1):
        site = plan.site[site_id]
        profile = site_profile(site, plan, lang, options.facts)
        drafts.append(park_draft(ParkPage(site, profile, plan, base, theme)))
        progress(done, len(options.parks))
    title = join_words((plan.site[s].name(lang) for s in options.parks), lang)
    return write_presentation(drafts, plan, lang, title)
