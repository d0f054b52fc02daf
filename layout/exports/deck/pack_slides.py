"""A pack for an investor as a presentation: text, tables, a chart and shapes, all of it to be edited."""

from __future__ import annotations

from collections.abc import Callable

from layout.exports.deck.deck_theme import DeckTheme
from layout.exports.deck.pack_chains import chain_drafts
from layout.exports.deck.pack_content import PackContent
from layout.exports.deck.pack_maps import cover_draft, map_draft
from layout.exports.deck.pack_tables import comparison_drafts, source_drafts, why_drafts
from layout.exports.deck.page_draft import PageDraft, write_presentation
from layout.exports.deck.park_page import ParkPage, park_draft
from layout.exports.deck.target_page import target_drafts
from layout.exports.park_map import map_base
from layout.exports.sheet_options import SheetOptions
from layout.plan.model import Plan
from layout.plan.shapes import Shapes


def pack(
    plan: Plan, shapes: Shapes, lang: str, options: SheetOptions, progress: Callable[[int, int], None]
) -> bytes:
    """Return the .pptx file of a pack; equal input gives equal bytes."""
    base, theme = map_base(plan, shapes, lang), DeckTheme(lang)
    content = PackContent(options.record(plan, lang), base, theme)
    drafts: list[PageDraft] = [cover_draft(content), *why_drafts(content), *comparison_drafts(content)]
    drafts += [*target_drafts(content), map_draft(content)]
    for done, (site, profile) in enumerate(zip(content.sites, content.profiles, strict=True), 1):
        drafts.append(park_draft(ParkPage(site, profile, plan, base, theme)))
        progress(done, len(content.sites))
    drafts += [*chain_drafts(content), *source_drafts(content)]
    return write_presentation(drafts, plan, lang, content.title)
