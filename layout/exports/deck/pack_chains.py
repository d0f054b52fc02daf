"""The chains that the places of a pack have a part in, and who stands where. Measures are points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from layout.briefing.slide_sources import citations
from layout.exports.deck.chain_arrows import course_height, course_shapes
from layout.exports.deck.pack_content import PackContent
from layout.exports.deck.page_draft import FLOOR, IN, TOP, PageDraft, line_box, title_box
from layout.exports.deck.slide_shapes import SlideShape
from layout.exports.deck.slide_size import WIDE
from layout.exports.deck.text_fitting import LINE, lines_of, shorten
from layout.exports.rectangle import Rect
from layout.plan.model import Plan, Ref
from layout.plan.served_links import served_links
from layout.promotion.chain_course import chain_course
from layout.words.glossary import join_words, say
from layout.words.symbols import site_colours

_GAP = 12.0


def chain_drafts(pack: PackContent) -> Iterator[PageDraft]:
    """Yield the chains that any of the places has a part in, with who stands where."""
    plan, lang, width = pack.plan, pack.lang, WIDE - 2 * IN
    shapes: list[SlideShape] = []
    refs: list[Ref] = []
    for chain in (c for c in plan.chains if not c.is_list):
        course = chain_course(chain, pack.sites, plan, lang)
        if not (course.whole or course.parts):
            continue
        title = title_box(say("pack_slides.chains", lang), Rect(IN, TOP, width, 0), 26.0)
        y = max((s.rect.bottom for s in shapes), default=title.rect.bottom) + 2 * _GAP
        who = shorten(_carriers(pack, chain.id, lang), 11.0, width, 3)
        height = course_height(course, width, lang) + 4 + (len(lines_of(who, 11.0, width)) or 1) * 11.0 * LINE
        if shapes and y + height > FLOOR:
            yield _chain_page(shapes, refs, plan, lang)
            shapes, refs, y = [], [], title.rect.bottom + 2 * _GAP
        shapes = shapes or [title]
        # The accent is that of the first place with a part in it.
        first = next(s for s in pack.sites if any(k.chain == chain.id for k in served_links(plan, s.id)))
        arrows = tuple(
            course_shapes(course, Rect(IN, y, width, height), site_colours(first, plan)[0], pack.theme)
        )
        below = max(s.rect.bottom for s in arrows) + 4
        text = line_box(say("pack_slides.places", lang), who, Rect(IN, below, width, 0), 11.0, most=3)
        shapes += [*arrows, text]
        refs += course.refs
    if shapes:
        yield _chain_page(shapes, refs, plan, lang)


def _chain_page(shapes: Sequence[SlideShape], refs: Sequence[Ref], plan: Plan, lang: str) -> PageDraft:
    cited = citations(refs, plan, lang)
    return PageDraft(tuple(shapes), cited=cited, sources=cited)


def _carriers(pack: PackContent, chain: str, lang: str) -> str:
    """Return which of the places stand for which links of a chain."""
    plan, names = pack.plan, {k.id: k.name(lang) for c in pack.plan.chains for k in c.links}
    parts = []
    for site in pack.sites:
        served = [k for k in served_links(plan, site.id) if k.chain == chain]
        words = [say("pack_slides.chain-whole", lang)] if any(not k.link for k in served) else []
        words += [join_words((names[k.link] for k in served if k.link and not k.via), lang)]
        fields = join_words((names[k.link] for k in served if k.link and k.via), lang)
        words += [say("pack_slides.chain-field", lang, links=fields)] if fields else []
        if served:
            links = join_words(words, lang)
            parts.append(say("pack_slides.chain-site", lang, site=site.name(lang), links=links))
    return say("text.stop", lang).join(parts)
