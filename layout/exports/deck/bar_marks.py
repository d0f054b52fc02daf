"""What a native bar cannot draw: it is named a limit or a part of its whole, and striped."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from layout.charts import Mark, Series
from layout.exports.deck.deck_theme import DeckTheme
from layout.words.glossary import say

_ENDS = {"up": "chart.at-least", "down": "chart.at-most"}


def part_name(whole: Series, mark: Mark, lang: str) -> str:
    """Return the name of a bar of a part: with its whole where the parts are not just all of that."""
    parts = sum((m.value or Decimal(0) for m in whole.marks), Decimal(0))
    partial = whole.open or parts != whole.whole or any(m.rest for m in whole.marks)
    name = mark.label
    if partial and name != whole.label:
        name = say("chart.part-of", lang, cluster=whole.label, part=name)
    return open_name(name, (mark,), lang)


def open_name(name: str, marks: Sequence[Mark | None], lang: str) -> str:
    """Return the name of a row, which says that its bar is a limit: a native bar has no open end."""
    ends = {m.open for m in marks if m and m.open}
    return say(_ENDS[ends.pop()], lang, name=name) if len(ends) == 1 else name


def bar_fill(mark: Mark, point_colour: str, plain: str, theme: DeckTheme) -> str:
    """Return fill and edge of a bar that is unlike its series, else an empty text.

    `point_colour` is its own colour or empty, `plain` that of the series. It is striped where it is a limit,
    begins a range or what is aimed at, or is a rest that is not listed.
    """
    if mark.rest or mark.open or mark.high is not None or mark.stretch is not None:
        colour = point_colour or plain
        stripes, dash = ("ltUpDiag", "") if mark.rest else ("wdUpDiag", '<a:prstDash val="dash"/>')
        return (
            f'<a:pattFill prst="{stripes}"><a:fgClr>{theme.colour(colour)}</a:fgClr>'
            f"<a:bgClr>{theme.colour('paper')}</a:bgClr></a:pattFill>"
            f'<a:ln w="9525">{theme.fill(colour)}{dash}</a:ln>'
        )
    return f"{theme.fill(point_colour)}<a:ln><a:noFill/></a:ln>" if point_colour else ""
