"""A user's template, read in a child that can do no harm, and opened here once that has gone well."""

from __future__ import annotations

from typing import Any

from geodata.guard.errors import GuardError
from geodata.guard.guarded_reading import GuardedReader, read_guarded
from geodata.guard.limits import Limits
from layout.exports.deck.deck_theme import FONT, DeckTheme
from layout.exports.deck.template_package import (
    MAX_UNPACKED_TEMPLATE,
    GuardedTemplateError,
    TemplateError,
    template_error,
)
from layout.exports.deck.template_presentation import read_presentation

# A package that is not compressed is longer than its parts by their names.
_ROOM = 2_000_000
TEMPLATE_LIMITS = Limits(max_answer=20_000, max_content=MAX_UNPACKED_TEMPLATE + _ROOM)
_READER = "layout.exports.deck.confined_template"


def open_template(data: bytes, lang: str) -> tuple[Any, Any, DeckTheme]:
    """Return a template's presentation without slides, the layout to use, and its theme.

    `data` are the bytes of a .pptx or .potx. Raises TemplateError for one that is damaged, unsafe, has no
    layout with a title, or cannot be read within the limits.
    """
    template = read_presentation(_checked(data))
    heading, body = (
        f"+{name}-ea" if has else FONT for name, has in zip(("mj", "mn"), template.east, strict=True)
    )
    return template.deck, template.slide_layout, DeckTheme(lang, False, (heading, body))


def _checked(data: bytes) -> bytes:
    """Return the package that the child has written. What it hands back has been opened within the limits."""
    try:
        fault, plain = read_guarded(GuardedReader(_READER, TEMPLATE_LIMITS), data)
    except GuardError as error:
        raise GuardedTemplateError(error) from error
    if fault:
        raise template_error(fault)
    if not plain:
        raise TemplateError("not-zip")
    return plain
