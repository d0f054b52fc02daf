"""Fonts and colours of a deck by role: theme colours of the default deck or of a user's template."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.languages import languages
from layout.drawing.palette import LIGHT_THEME

# Fonts that are installed or have a substitute of the same widths, so that lines break alike everywhere.
LATIN, FONT = "Arial", "Microsoft YaHei"
# Language tags of text and of its alternative, the first language of another script; PowerPoint checks
# spelling only with a country.
TAGS = {
    each.id: (each.tag, next((o.tag for o in languages() if o.script != each.script), each.tag))
    for each in languages()
}
_FULL = 100_000
# Roles as colours of the theme's scheme, with a modification; other roles are written as RGB.
_SCHEME = {"ink": ("tx1", ""), "paper": ("bg1", "")}
_DEFAULT_DECK = {"muted": ("tx2", ""), "line": ("tx2", "")}
# A template's second text colour may be illegible on its background; a lighter first one is not.
_SOFT = '<a:lumMod val="65000"/><a:lumOff val="35000"/>'
_USER_TEMPLATE = {"muted": ("tx1", _SOFT), "line": ("tx1", _SOFT), "accent": ("accent1", "")}
# Greys that contrast with a light background and with a dark one.
_HAIR, _GREY = "#b3b3b3", "#8c8c8c"
_SERIES = {"muted": _GREY, "line": _GREY, "ink": "accent"}
_NARROW = 0.94  # a template's font may be wider than the font measured with
_LEAST = 4.5  # contrast of text on paper, WCAG 2 level AA


@dataclass(frozen=True, slots=True)
class DeckTheme:
    """Fonts and colours of the default deck or of a user's template.

    `east` are the East Asian fonts of heading and body; those with a plus refer to the theme.
    """

    lang: str
    default: bool = True
    east: tuple[str, str] = ("+mj-ea", "+mn-ea")

    def fill(self, colour: str, strength: float = 1.0) -> str:
        """Return the XML of a fill in a `#rrggbb` or a role's colour; of no fill for an empty colour."""
        if not colour:
            return "<a:noFill/>"
        return f"<a:solidFill>{self.colour(colour, strength)}</a:solidFill>"

    def colour(self, colour: str, strength: float = 1.0) -> str:
        """Return the XML of a colour."""
        alpha = f'<a:alpha val="{round(strength * _FULL)}"/>' if strength < 1 else ""
        # Colours of the scheme follow the template, or another theme that a user gives the deck.
        scheme = (_SCHEME | (_DEFAULT_DECK if self.default else _USER_TEMPLATE)).get(colour)
        if scheme:
            return f'<a:schemeClr val="{scheme[0]}">{scheme[1]}{alpha}</a:schemeClr>'
        if colour == "hair" and not self.default:
            colour = _HAIR
        return f'<a:srgbClr val="{LIGHT_THEME.get(colour, colour)[1:].upper()}">{alpha}</a:srgbClr>'

    def series(self, colour: str) -> str:
        """Return the colour of a chart's series, which must contrast with any background."""
        return colour if self.default else _SERIES.get(colour, colour)

    @property
    def width_factor(self) -> float:
        """Return the part of a width that text is measured for (0 to 1)."""
        return 1.0 if self.default else _NARROW

    def fonts(self, heading: bool = False) -> str:
        """Return the XML of a run's fonts; python-pptx cannot set those of East Asian scripts."""
        kind = "mj" if heading else "mn"
        east = self.east[0 if heading else 1]
        return (
            f'<a:latin typeface="+{kind}-lt"/><a:ea typeface="{east}"/>'
            # Complex scripts take the same font where ours is named, else the theme's own.
            f'<a:cs typeface="{east if east != f"+{kind}-ea" else f"+{kind}-cs"}"/>'
        )

    def text_colour(self, colour: str) -> str:
        """Return a colour of the data dark enough for text; the text colour on an unknown background."""
        if not colour.startswith("#"):
            return colour or "muted"
        return readable_colour(colour) if self.default else "ink"


def readable_colour(colour: str) -> str:
    """Darken a `#rrggbb` until its contrast on paper is enough for text."""
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    while contrast_on_paper(parts) < _LEAST:
        parts = [round(p * 0.94) for p in parts]
    return "#" + "".join(f"{p:02x}" for p in parts)


def contrast_on_paper(parts: list[int]) -> float:
    """Return the contrast ratio (1 to 21) of red, green, blue (0 to 255) on paper, by WCAG 2."""
    paper = [int(LIGHT_THEME["paper"][i : i + 2], 16) for i in (1, 3, 5)]
    return (_light(paper) + 0.05) / (_light(parts) + 0.05)


def _light(parts: list[int]) -> float:
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (p / 255 for p in parts)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
