"""A slide of one park: where it lies on the left, what an investor asks for on the right, its chain below.

Measures are points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geodata.languages import LANGS
from layout.briefing.slide_sources import citations
from layout.drawing.text_metrics import single_line
from layout.exports.deck.chain_arrows import course_height, course_shapes
from layout.exports.deck.deck_theme import DeckTheme
from layout.exports.deck.drawingml import Para, Run
from layout.exports.deck.page_draft import FLOOR, IN, LEAST, TOP, PageDraft, PlacedMap, line_box, title_box
from layout.exports.deck.placed_maps import placed_maps
from layout.exports.deck.slide_shapes import Photograph, Rule, SlideShape, TextBox
from layout.exports.deck.slide_size import WIDE
from layout.exports.deck.text_blocks import Block, BlockEntry, block_shapes
from layout.exports.deck.text_fitting import LINE, lines_of, shorten
from layout.exports.park_map import MapBase, park_map
from layout.exports.rectangle import Rect
from layout.plan.model import Plan, Site
from layout.promotion.chain_course import chain_courses
from layout.promotion.headline_figures import HeadlineFigure, headline_figures
from layout.promotion.profile import ProfileLine, SiteProfile
from layout.promotion.profile_line import OFFICER
from layout.words.cluster_links import cluster_link_words
from layout.words.glossary import labelled, say
from layout.words.site_facts import location_name

_MAP, _LEFT, _GAP = 384.0, 414.0, 12.0  # width of the map; where the column begins
_KICKER, _OTHER, _LEAD = 12.0, 11.0, 12.5
_VALUES, _NAME = (24.0, 22.0, 20.0, 18.0, 16.0, 14.0, 12.0), 10.5
_NAME_LINES = 3
_PHOTO, _PHOTOS = 150.0, 2  # height of photographs, and how many of them
# Sections below the figures, with the weight of each where room is short.
_BLOCKS = {"fits": 3.0, "offer": 4.0, "where": 2.5, "what": 1.0, "targets": 2.0, "size": 1.5, "firms": 1.5}
_BLOCKS |= {"unknown": 2.0, "precision": 1.2}


@dataclass(frozen=True, slots=True)
class ParkPage:
    """What a slide of a park is made from."""

    site: Site
    profile: SiteProfile
    plan: Plan
    base: MapBase
    theme: DeckTheme


def park_draft(page: ParkPage) -> PageDraft:
    """Return the slide of a park."""
    chain = tuple(_chain(page))
    floor = min((s.rect.y for s in chain), default=FLOOR + _GAP) - _GAP
    beside_map, maps = _map_side(page, floor)
    refs = [r for section in page.profile.sections for line in section.lines for r in line.refs]
    return PageDraft(
        shapes=(*_column(page, floor), *beside_map, *chain),
        maps=maps,
        notes=profile_notes(page.profile),
        cited=citations(refs, page.plan, page.theme.lang),
        sources=profile_sources(page.profile),
        credit=say("text.stop", page.theme.lang).join(w for w in (page.base.credit, page.base.review) if w),
    )


def profile_notes(profile: SiteProfile) -> tuple[str, ...]:
    """Return all lines of a profile under their headings, each with its note and who answers for it."""
    lines = []
    for section in profile.sections:
        if section.id != "sources":
            lines.append(section.title)
            lines += [_noted(line, profile.lang) for line in section.lines]
    return tuple(lines)


def profile_sources(profile: SiteProfile) -> tuple[str, ...]:
    """Return where the facts of a profile stand, official sources first."""
    section = profile.section("sources")
    return tuple(_labelled(line, profile.lang) for line in section.lines) if section else ()


def _noted(line: ProfileLine, lang: str) -> str:
    words = (_labelled(line, lang), answered_by(line, lang), line.note)
    return say("text.stop", lang).join(w for w in words if w)


def _labelled(line: ProfileLine, lang: str) -> str:
    return labelled(line.label, line.value, lang) if line.label else line.value


def answered_by(line: ProfileLine, lang: str) -> str:
    """Return who answers for an officer's fact, and since when; else nothing."""
    day = line.day.isoformat() if line.day else ""
    if line.owner and day:
        return say("park_slides.by", lang, owner=line.owner, day=day)
    return line.owner or day


def _chain(page: ParkPage) -> Iterator[SlideShape]:
    courses = chain_courses(page.site, page.plan, page.theme.lang)
    if not courses:
        return
    width = WIDE - 2 * IN
    height = course_height(courses[0], width, page.theme.lang)
    area = Rect(IN, FLOOR - height, width, height)
    yield from course_shapes(courses[0], area, page.profile.colour, page.theme)


def _map_side(page: ParkPage, floor: float) -> tuple[tuple[SlideShape, ...], tuple[PlacedMap, ...]]:
    """Return the map with what stands below it: its note, then photographs."""
    lang = page.theme.lang
    shapes: list[SlideShape] = []
    photos = page.profile.photos[:_PHOTOS]
    if photos:
        floor -= _PHOTO + _GAP
        shapes += _photographs(page, Rect(IN, floor + _GAP, _MAP - IN, _PHOTO))
    # Whether there is a note is known before its map: only a place without a position has one.
    room = 0.0 if page.profile.located else 2 * LEAST * LINE + 4
    rect = Rect(0, 0, _MAP, floor - room)
    drawn_map = park_map(page.site, page.base, (rect.width, rect.height))
    if drawn_map.note:
        place = Rect(IN, rect.bottom + 4, _MAP - IN, 0)
        shapes.append(line_box(say("park_slides.note", lang), drawn_map.note, place, LEAST, "muted", 2))
    return tuple(shapes), placed_maps(drawn_map, rect, page.profile.name, page.plan, lang)


def _photographs(page: ParkPage, area: Rect) -> Iterator[SlideShape]:
    """Yield photographs side by side, each with its caption below."""
    photos = page.profile.photos[:_PHOTOS]
    width = (area.width - (len(photos) - 1) * _GAP) / len(photos)
    for n, photo in enumerate(photos):
        rect = Rect(area.x + n * (width + _GAP), area.y, width, area.height - LEAST * LINE - 2)
        lang = page.theme.lang
        name = photo.caption or say("park_slides.photo", lang, name=page.profile.name)
        yield Photograph(name, rect, photo.content, photo.size)
        words = photo.caption or (say("park_slides.photo-by", lang, owner=photo.owner) if photo.owner else "")
        if words:
            yield line_box(name, words, Rect(rect.x, rect.bottom + 2, width, 0), LEAST, "muted")


def _column(page: ParkPage, floor: float) -> Iterator[SlideShape]:
    """Yield title, figures and blocks, from the top down to the floor."""
    profile, theme, width = page.profile, page.theme, WIDE - _LEFT - IN
    y = TOP
    if profile.kind:
        kind = shorten(profile.kind, _KICKER, width, 1, True)
        run = Run(kind, _KICKER, True, theme.text_colour(profile.colour))
        rect = Rect(_LEFT, y, width, _KICKER * LINE)
        yield TextBox(say("deck.kicker", theme.lang), rect, (Para((run,), _KICKER * LINE),))
        y = rect.bottom + 2
    title = title_box(profile.name, Rect(_LEFT, y, width, 0))
    yield title
    y = title.rect.bottom + 2
    if profile.other_name:
        other = _other_name(page, Rect(_LEFT, y, width, _OTHER * LINE))
        yield other
        y = other.rect.bottom + 4
    yield Rule(say("park_slides.accent", theme.lang), Rect(_LEFT, y + 2, 56, 3), profile.colour)
    y += 5 + _GAP
    words = _lead(page)
    if words:
        name = say("park_slides.lead", theme.lang)
        lead = line_box(name, words, Rect(_LEFT, y, width, 0), _LEAD, most=2)
        yield lead
        y = lead.rect.bottom + _GAP
    figures = headline_figures(page.site, page.plan, theme.lang)
    for shape in _figure_shapes(figures, Rect(_LEFT, y, width, 0), profile.colour, theme):
        yield shape
        bottom = shape.rect.bottom
    y = bottom + _GAP if figures else y
    area = Rect(_LEFT, y, width, floor - y)
    yield from block_shapes(tuple(_blocks(page)), area, profile.colour, theme)


def _other_name(page: ParkPage, rect: Rect) -> TextBox:
    """Return the name in another language, marked as of that for who hears the slide."""
    name = page.profile.other_name
    other = next((i for i in LANGS if page.site.name.unmarked(i) == name), "")
    run = Run(shorten(name, _OTHER, rect.width, 1), _OTHER, colour="muted", lang=other)
    title = say("park_slides.other-name", page.theme.lang)
    return TextBox(title, rect, (Para((run,), rect.height),))


def _lead(page: ParkPage) -> str:
    """Return what fits a place and where it lies."""
    plan, lang = page.plan, page.theme.lang
    words = [cluster_link_words(link, plan, lang) for link in page.site.links]
    where = "" if page.site.is_town else location_name(page.site, plan, lang)
    return say("text.stop", lang).join(w for w in (*dict.fromkeys(words), where) if w)


def _figure_shapes(
    figures: Sequence[HeadlineFigure], area: Rect, colour: str, theme: DeckTheme
) -> Iterator[SlideShape]:
    if not figures:
        return
    room = area.width / len(figures) - 12
    inner = room - 12
    fits = (s for s in _VALUES if all(len(lines_of(f.value, s, inner, True)) <= 1 for f in figures))
    size = next(fits, _VALUES[-1])
    captions = [f.caption(theme.lang) for f in figures]
    deepest = max(min(len(lines_of(c, _NAME, inner)), _NAME_LINES) for c in captions)
    height = size * 1.2 + deepest * _NAME * LINE
    for n, (figure, caption) in enumerate(zip(figures, captions, strict=True)):
        x = area.x + n * area.width / len(figures)
        bar = "hair" if figure.whole else colour
        yield Rule(single_line(caption), Rect(x, area.y + 2, 3, height - 2), bar)
        value = Run(shorten(figure.value, size, inner, 1, True), size, True)
        name = Run(shorten(caption, _NAME, inner, _NAME_LINES), _NAME, colour="muted")
        paras = (Para((value,), size * 1.2), Para((name,), _NAME * LINE))
        yield TextBox(single_line(caption), Rect(x + 12, area.y, inner, height), paras)


def _blocks(page: ParkPage) -> Iterator[Block]:
    profile, lang = page.profile, page.theme.lang
    for name, weight in _BLOCKS.items():
        section = profile.section(name)
        if section:
            lines = [x for x in section.lines if not _stands_elsewhere(x, page)]
            yield Block(section.title, tuple(_entry(x, lang) for x in lines), weight=weight)


def _stands_elsewhere(line: ProfileLine, page: ParkPage) -> bool:
    """Tell whether the slide shows a line in another way: above, as arrows, or among what is not known."""
    if line.key == "area":
        return page.site.area_km2 is None or not line.note
    if line.key == "chain":
        courses = chain_courses(page.site, page.plan, page.theme.lang)
        return line.label in [c.name for c in courses[:1]]
    figures = headline_figures(page.site, page.plan, page.theme.lang)
    return line.key in ("kind", "cluster") or (line.key == "whole" and any(f.whole for f in figures))


def _entry(line: ProfileLine, lang: str) -> BlockEntry:
    # The area itself stands above; what else was published of it is news.
    if line.key == "area":
        return BlockEntry(line.label, line.note)
    # The note of an officer's fact says how old it is, that of a figure where it was published.
    asides = (answered_by(line, lang), line.note if line.basis == OFFICER or line.key == "figure" else "")
    return BlockEntry(line.label, line.value, say("text.stop", lang).join(a for a in asides if a), line.stale)
