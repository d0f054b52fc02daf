"""A slide of a park or a pack before it is numbered and written: its shapes, maps, notes and sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import layout.exports.deck.blank_presentation as blank_presentation
from layout.briefing.story_model import Briefing
from layout.drawing.picture import Picture
from layout.drawing.text_metrics import single_line, text_width
from layout.exports.deck.deck_file import deck_bytes
from layout.exports.deck.deck_theme import DeckTheme
from layout.exports.deck.drawingml import Para, Run
from layout.exports.deck.picture_shapes import PictureFrame, picture_group
from layout.exports.deck.slide import write_column, write_notes
from layout.exports.deck.slide_shapes import Rule, SlideShape, TextBox
from layout.exports.deck.slide_size import WIDE
from layout.exports.deck.text_fitting import LINE, lines_of, shorten
from layout.exports.rectangle import Rect
from layout.plan.model import Plan
from layout.words.glossary import say

IN, TOP = 30.0, 28.0  # margins: of both sides, and above
FLOOR = 492.0  # what stands on a slide ends there, and its footer begins
LEAST = 10.0  # the smallest type
_TITLE_LINE = 1.2
# Type sizes of a title with its lines, in the order in which they are tried.
_TITLES = [(s, 1) for s in (40.0, 36.0, 32.0, 30.0, 28.0, 26.0, 24.0)] + [
    (s, 2) for s in (26.0, 24.0, 22.0, 20.0)
]
_FOOT_TOP = 500.0


@dataclass(frozen=True, slots=True)
class PlacedMap:
    """A picture of shapes and where it stands; `alt` are words for who does not see it."""

    picture: Picture
    rect: Rect
    name: str
    alt: str


@dataclass(frozen=True, slots=True)
class PageDraft:
    """A slide without its number. `cited` are short citations for its foot, `sources` all for its notes.

    `credit` names whom its map is owed to.
    """

    shapes: tuple[SlideShape, ...]
    maps: tuple[PlacedMap, ...] = ()
    notes: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    credit: str = ""


def title_box(words: str, rect: Rect, largest: float = 30.0) -> TextBox:
    """Return the title in the largest size that holds it on one line, else on two, as high as it is then."""
    whole = single_line(words)
    tries = [(s, n) for s, n in _TITLES if s <= largest]
    size, lines = next(
        ((s, n) for s, n in tries if len(lines_of(whole, s, rect.width, True)) <= n), tries[-1]
    )
    text = shorten(whole, size, rect.width, lines, True)
    count = len(lines_of(text, size, rect.width, True)) or 1
    height = count * size * _TITLE_LINE
    run = Run(text, size, True, heading=True)
    return TextBox("", Rect(rect.x, rect.y, rect.width, height), (Para((run,), size * _TITLE_LINE),), "title")


def line_box(name: str, words: str, rect: Rect, size: float, colour: str = "ink", most: int = 1) -> TextBox:
    """Return text of one size, shortened to a number of lines, as high as it is then."""
    text = shorten(words, size, rect.width, most)
    count = len(lines_of(text, size, rect.width)) or 1
    height = count * size * LINE
    run = Run(text, size, colour=colour)
    return TextBox(name, Rect(rect.x, rect.y, rect.width, height), (Para((run,), size * LINE),))


def write_presentation(drafts: Sequence[PageDraft], plan: Plan, lang: str, title: str) -> bytes:
    """Return the .pptx file of slides in our own design; equal input gives equal bytes."""
    deck, slide_layout = blank_presentation.blank_presentation(plan, lang)
    blank_presentation.theme_notes(deck)
    theme = DeckTheme(lang)
    for n, draft in enumerate(drafts, 1):
        page = deck.slides.add_slide(slide_layout)
        footer = _footer(draft, f"{n} / {len(drafts)}", theme)
        numbers = write_column(page, (*draft.shapes, *footer), theme)
        for placed in draft.maps:
            frame = PictureFrame(placed.rect, placed.rect.width / placed.picture.width, theme, numbers)
            page.shapes._spTree.append(picture_group(placed.picture, placed.name, placed.alt, frame))
        write_notes(page, draft.notes, draft.sources, theme)
    subtitle = say("text.dot", lang).join((plan.district.name(lang), plan.edition.name(lang)))
    return deck_bytes(deck, Briefing(title, subtitle, lang, ()))


def _footer(draft: PageDraft, count: str, theme: DeckTheme) -> Iterator[SlideShape]:
    """Yield the rule, the sources on one line, whom the map is owed to on the next, and the number."""
    lang, height = theme.lang, LEAST * LINE
    aside = text_width(count, LEAST) + 12
    room = WIDE - 2 * IN - aside - 16
    y = _FOOT_TOP + 6
    yield Rule(say("deck.rule", lang), Rect(IN, _FOOT_TOP, WIDE - 2 * IN, 0.75), "hair")
    cited = _cited(draft.cited, room, lang)
    if cited:
        yield _quiet(say("deck.sources", lang), cited, Rect(IN, y, room, height))
    if draft.credit:
        words = shorten(draft.credit, LEAST, room, 1)
        yield _quiet(
            say("park_slides.credit", lang), words, Rect(IN, y + (height if cited else 0), room, height)
        )
    run = Run(count, LEAST, colour="muted")
    rect = Rect(WIDE - IN - aside, y, aside, height)
    yield TextBox(say("deck.count", lang), rect, (Para((run,), height, "r"),))


def _quiet(name: str, words: str, rect: Rect) -> TextBox:
    return TextBox(name, rect, (Para((Run(words, LEAST, colour="muted"),), rect.height),))


def _cited(sources: Sequence[str], room: float, lang: str) -> str:
    """Return as many whole citations as one line holds; the notes have all of them."""
    cited, stop = [single_line(s) for s in dict.fromkeys(sources) if single_line(s)], say("text.stop", lang)
    for count in range(len(cited), 0, -1):
        text = stop.join([*cited[:count], *(["…"] if count < len(cited) else [])])
        if len(lines_of(text, LEAST, room)) <= 1:
            return text
    return shorten(stop.join(cited), LEAST, room, 1)
