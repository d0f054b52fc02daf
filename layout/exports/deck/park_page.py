"""A slide of one park: where it lies on the left, what an investor asks for on the right, its chain below.

Measures are points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from layout.briefing.slide_sources import citations
from layout.drawing.text_metrics import single_line, text_width
from layout.exports.deck.chain_arrows import course_height, course_shapes
from layout.exports.deck.deck_theme import DeckTheme
from layout.exports.deck.drawingml import Para, Run
from layout.exports.deck.page_draft import FLOOR, IN, LEAST, TOP, PageDraft, PlacedMap, line_box, title_box
from layout.exports.deck.slide_shapes import Photograph, Rule, SlideShape, TextBox
from layout.exports.deck.slide_size import WIDE
from layout.exports.deck.text_blocks import Block, Entry, block_shapes
from layout.exports.deck.text_fitting import LINE, SLACK, lines_of, shorten
from layout.exports.park_map import MapBase, park_map
from layout.exports.rectangle import Rect
from layout.plan.model import Plan, Site
from layout.promotion.chain_course import chain_courses
from layout.promotion.profile import ProfileLine, SiteProfile
from layout.words.glossary import labelled, say

_MAP, _LEFT, _GAP = 384.0, 414.0, 12.0  # width of the map; where the column begins
_TITLES = (30.0, 28.0, 26.0, 24.0, 22.0, 20.0)
_KICKER, _OTHER, _LEAD = 12.0, 11.0, 12.5
_VALUES, _NAME = (24.0, 22.0, 20.0, 18.0, 16.0), 10.5
_FIGURES, _SHORT = 3, 30  # how many figures stand large; half letters of a value that may
_PHOTO, _PHOTOS = 150.0, 2  # height of photographs, and how many of them
# Sections below the figures; the first of the list is the last to be shortened.
_BLOCKS = ("fits", "offer", "where", "targets", "size", "firms", "unknown")
_INSET = 0.8  # points to a pixel of the small map


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
        sources=citations(refs, page.plan, page.theme.lang),
        credit=say("text.stop", page.theme.lang).join(w for w in (page.base.credit, page.base.review) if w),
    )


def profile_notes(profile: SiteProfile) -> tuple[str, ...]:
    """Return all lines of a profile under their headings, each with its note and who answers for it."""
    lines = []
    for section in profile.sections:
        lines.append(section.title)
        lines += [_noted(line, profile.lang) for line in section.lines]
    return tuple(lines)


def _noted(line: ProfileLine, lang: str) -> str:
    words = labelled(line.label, line.value, lang) if line.label else line.value
    return say("text.stop", lang).join(w for w in (words, answered_by(line, lang), line.note) if w)


def answered_by(line: ProfileLine, lang: str) -> str:
    """Return who answers for an officer's fact and since when, and whether it is too old; else nothing."""
    words = line.owner
    if line.owner and line.day:
        words = say("park_slides.by", lang, owner=line.owner, day=line.day.isoformat())
    elif line.day:
        words = line.day.isoformat()
    return say("park_slides.stale", lang, words=words) if line.stale and words else words


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
    lang, shapes = page.theme.lang, []
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
    maps = [PlacedMap(drawn_map.picture, rect, say("deck.map", lang), drawn_map.alt)]
    if drawn_map.inset:
        inset = drawn_map.inset
        district = page.plan.district.name(lang)
        place = Rect(IN / 2, IN / 2, inset.width * _INSET, inset.height * _INSET)
        shapes.append(Rule(say("park_slides.inset", lang), _around(place, 2.0), "paper"))
        words = say("park_slides.inset-of", lang, name=page.profile.name, district=district)
        maps.append(PlacedMap(inset, place, say("park_slides.inset", lang), words))
    return tuple(shapes), tuple(maps)


def _around(rect: Rect, edge: float) -> Rect:
    return Rect(rect.x - edge, rect.y - edge, rect.width + 2 * edge, rect.height + 2 * edge)


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
        words = shorten(profile.kind, _KICKER, width, 1, True)
        run = Run(words, _KICKER, True, theme.text_colour(profile.colour))
        rect = Rect(_LEFT, y, width, _KICKER * LINE)
        yield TextBox(say("deck.kicker", theme.lang), rect, (Para((run,), _KICKER * LINE),))
        y = rect.bottom + 2
    title = title_box(profile.name, Rect(_LEFT, y, width, 0), _TITLES)
    yield title
    y = title.rect.bottom + 2
    if profile.other_name:
        name = say("park_slides.other-name", theme.lang)
        other = line_box(name, profile.other_name, Rect(_LEFT, y, width, 0), _OTHER, "muted")
        yield other
        y = other.rect.bottom + 4
    yield Rule(say("park_slides.accent", theme.lang), Rect(_LEFT, y + 2, 56, 3), profile.colour)
    y += 5 + _GAP
    lead = _lead(profile)
    if lead:
        words = line_box(say("park_slides.lead", theme.lang), lead, Rect(_LEFT, y, width, 0), _LEAD, most=3)
        yield words
        y = words.rect.bottom + _GAP
    figures = _figures(profile)
    for shape in _figure_shapes(figures, Rect(_LEFT, y, width, 0), profile.colour, theme):
        yield shape
        bottom = shape.rect.bottom
    y = bottom + _GAP if figures else y
    area = Rect(_LEFT, y, width, floor - y)
    yield from block_shapes(tuple(_blocks(profile, figures)), area, profile.colour, theme)


def _lead(profile: SiteProfile) -> str:
    """Return what the place is in a sentence or two, without what the kicker says already."""
    section = profile.section("what")
    lines = [_noted_short(x, profile.lang) for x in section.lines] if section else []
    words = [w for w in (profile.summary, *lines) if w and w != profile.kind]
    return say("text.stop", profile.lang).join(dict.fromkeys(words))


def _noted_short(line: ProfileLine, lang: str) -> str:
    return labelled(line.label, line.value, lang) if line.label else line.value


def _figures(profile: SiteProfile) -> tuple[ProfileLine, ...]:
    """Return the lines that are short enough to stand large: published sizes, targets and results."""
    sections = [profile.section(name) for name in ("size", "targets")]
    lines = [line for section in sections if section for line in section.lines]
    short = (x for x in lines if x.label and any(c.isdigit() for c in x.value) and _halves(x.value) <= _SHORT)
    return tuple(short)[:_FIGURES]


def _halves(words: str) -> int:
    return sum(2 if ord(c) > 0x2E80 else 1 for c in words)


def _figure_shapes(
    figures: Sequence[ProfileLine], area: Rect, colour: str, theme: DeckTheme
) -> Iterator[SlideShape]:
    if not figures:
        return
    room = area.width / len(figures) - 12
    inner = room - 12
    fits = (s for s in _VALUES if all(text_width(f.value, s, True) <= inner * SLACK for f in figures))
    size = next(fits, _VALUES[-1])
    deepest = max(min(len(lines_of(f.label, _NAME, inner)), 2) for f in figures)
    height = size * 1.2 + deepest * _NAME * LINE
    for n, figure in enumerate(figures):
        x = area.x + n * area.width / len(figures)
        yield Rule(single_line(figure.label), Rect(x, area.y + 2, 3, height - 2), colour)
        value = Run(shorten(figure.value, size, inner, 1, True), size, True)
        name = Run(shorten(figure.label, _NAME, inner, 2), _NAME, colour="muted")
        paras = (Para((value,), size * 1.2), Para((name,), _NAME * LINE))
        yield TextBox(single_line(figure.label), Rect(x + 12, area.y, inner, height), paras)


def _blocks(profile: SiteProfile, figures: Sequence[ProfileLine]) -> Iterator[Block]:
    for name in _BLOCKS:
        section = profile.section(name)
        if section:
            lines = [x for x in section.lines if x not in figures]
            entries = (
                Entry(x.label, x.value, answered_by(x, profile.lang), x.stale) for x in lines if x.value
            )
            yield Block(section.title, tuple(entries))
