"""A chain on a slide: an arrow for each stage, with what a park is to its links. Measures are points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from layout.drawing.text_metrics import single_line
from layout.exports.deck.deck_theme import DeckTheme, contrast_on_paper
from layout.exports.deck.drawingml import Para, Run
from layout.exports.deck.slide_shapes import POINT, Arrow, SlideShape, TextBox
from layout.exports.deck.text_fitting import LINE, lines_of, shorten
from layout.exports.rectangle import Rect
from layout.maps.static.styles import blend
from layout.promotion.chain_course import ChainCourse, ChainStep
from layout.words.glossary import join_words, say

_HEAD, _TEXT, _LINE = 11.0, 10.0, 12.0
_HEAD_ROOM = 18.0
_PAD, _GAP = 5.0, 4.0
_HEIGHTS = (32.0, 40.0, 52.0, 64.0)  # the lowest that holds the words of every stage is taken
_PALE, _TINT = "#f1efe9", 0.24
_WHITE, _DARK, _QUIET = "#ffffff", "#26231c", "#5b564a"
_LEGIBLE = 3.0  # the least contrast of a colour that bold white letters are read on (WCAG 2, large text)


@dataclass(frozen=True, slots=True)
class _Arrows:
    """The arrows of a chain: all of one height and width, with the words of each stage."""

    height: float
    width: float
    words: tuple[str, ...]

    @property
    def step(self) -> float:
        """Return the distance from one arrow to the next: the point of one lies in the notch of the next."""
        return self.width + _GAP - self.height * POINT


def course_height(course: ChainCourse, width: float, lang: str) -> float:
    """Return the height that a chain takes in a width, with its heading."""
    return _HEAD_ROOM + _arrows(course, width, lang).height


def course_shapes(course: ChainCourse, area: Rect, colour: str, theme: DeckTheme) -> Iterator[SlideShape]:
    """Yield the heading of a chain and its arrows, at the top of an area.

    Filled is a link that the place itself fits, tinted one that names an industry of it.
    """
    yield _heading(course, area, colour, theme)
    arrows = _arrows(course, area.width, theme.lang)
    for n, (stage, words) in enumerate(zip(course.stages, arrows.words, strict=True)):
        rect = Rect(area.x + n * arrows.step, area.y + _HEAD_ROOM, arrows.width, arrows.height)
        parts = {step.part for step in stage}
        fill, letters = _paint(parts, colour)
        # Names are set apart by their weight where a stage has links of several kinds.
        whole = words == _words(stage, theme.lang)
        runs = _runs(stage, letters, theme.lang) if whole else (Run(words, _TEXT, colour=letters),)
        form = "chevron" if n else "homePlate"
        yield Arrow(words, rect, (Para(runs, _LINE, "ctr"),), fill, "", form)


def _heading(course: ChainCourse, area: Rect, colour: str, theme: DeckTheme) -> TextBox:
    lang = theme.lang
    key = "park_slides.chain-whole" if course.whole else "park_slides.chain"
    name = shorten(say(key, lang, name=single_line(course.name)), _HEAD, area.width / 2, 1, True)
    parts = {step.part for stage in course.stages for step in stage}
    legend = [say(f"park_slides.part-{part}", lang) for part in ("place", "field") if part in parts]
    runs = [Run(name, _HEAD, True, theme.text_colour(colour))]
    if legend:
        words = shorten(say("text.stop", lang).join(legend), _TEXT, area.width / 2 - 12, 1)
        runs.append(Run("   " + words, _TEXT, colour="muted"))
    rect = Rect(area.x, area.y, area.width, _HEAD * LINE)
    return TextBox(say("park_slides.chain-name", lang), rect, (Para(tuple(runs), _HEAD * LINE),))


def _words(stage: Sequence[ChainStep], lang: str) -> str:
    return join_words((single_line(step.name) for step in stage), lang)


def _arrows(course: ChainCourse, width: float, lang: str) -> _Arrows:
    count, words = len(course.stages), [_words(stage, lang) for stage in course.stages]
    for height in _HEIGHTS:
        point = height * POINT
        each = (width - (count - 1) * (_GAP - point)) / count
        # Notch and point take their length on both sides; a little of it is free above and below the middle.
        room, most = each - 2 * point - _PAD, int((height - _PAD) // _LINE)
        if all(len(lines_of(text, _TEXT, room, True)) <= most for text in words):
            break
    return _Arrows(height, each, tuple(shorten(text, _TEXT, room, most, True) for text in words))


def _runs(stage: Sequence[ChainStep], letters: str, lang: str) -> tuple[Run, ...]:
    comma = say("text.comma", lang)
    last = len(stage) - 1
    return tuple(
        Run(
            single_line(step.name) + (comma if n < last else ""),
            _TEXT,
            step.part == "place",
            letters if step.part else _QUIET,
        )
        for n, step in enumerate(stage)
    )


def _paint(parts: set[str], colour: str) -> tuple[str, str]:
    """Return the fill of an arrow and the colour of its letters."""
    if parts == {"place"}:
        rgb = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
        return colour, _WHITE if contrast_on_paper(rgb) >= _LEGIBLE else _DARK
    return (blend(colour, _WHITE, _TINT), _DARK) if any(parts) else (_PALE, _QUIET)
