"""An entity as one of two editions has it, and the names, places and sources that it is compared by."""

from __future__ import annotations

from dataclasses import dataclass

from layout.plan.model import Figure, Ref, Site, Text
from layout.words.validity import existence_words

EMPTY = Text("", "")


@dataclass(frozen=True, slots=True)
class Side:
    """An entity as one edition has it.

    `place` is where it stands in the layout: the element and rank of a role, the cluster of a segment
    or of a cluster link, the chain of a chain link; `place_key` is the same as a key that both editions
    share. `site` is the id of the site that it is or belongs to, `basis` that of a role or cluster link.
    """

    id: str
    name: Text
    refs: tuple[Ref, ...]
    figure: Figure | None = None
    place: Text = EMPTY
    place_key: str = ""
    site: str = ""
    basis: str = ""
    exists: Text = EMPTY


def joined_refs(*groups: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """Return the references of several groups, each once."""
    return tuple(dict.fromkeys(r for refs in groups for r in refs))


def joined_text(*texts: Text) -> Text:
    """Return texts in one, those that are empty left out."""
    parts = [t for t in texts if t]
    return Text.in_each(lambda lang: " · ".join(t(lang) for t in parts))


def existence_text(site: Site) -> Text:
    """Return since when and until when a site exists, in each language."""
    return Text.in_each(lambda lang: existence_words(site, lang))


def alias_names(site: Site) -> tuple[str, ...]:
    """Return the other names of a site, in each language."""
    return tuple(name for a in site.aliases for name in a.text.texts)
