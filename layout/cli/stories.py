"""A story as a command asks for it: the edition's own, or a file; read whole, every fault told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from geodata.faults import DataError, Fault, make_fault, show
from layout.briefing import story_file as stories
from layout.cli.choice import Chosen, UsageError, every, settle
from layout.view.view import LANGS

if TYPE_CHECKING:
    from layout.briefing.story_model import Story
    from layout.plan.model import Plan
    from layout.plan.shapes import Shapes


def content(file: Path, option: str, limit: int) -> bytes:
    """Return the bytes of a file that an option names, at most one more than `limit`.

    Raises UsageError where there is no such file, DataError where it cannot be read.
    """
    if not file.is_file():
        raise UsageError("export.no-file", what=option, value=show(file))
    try:
        with file.open("rb") as opened:
            return opened.read(limit + 1)
    except OSError as error:
        raise DataError(
            [make_fault(file.name, "", "", "unreadable_file", reason=error.strerror or "")]
        ) from error


def layers(plan: Plan, shapes: Shapes) -> tuple[str, ...]:
    """Return the ids of the map's layers."""
    from layout.maps.canvas import record
    from layout.maps.layers import LAYERS

    return tuple(layer["id"] for layer in record(plan, shapes, LANGS[0], LAYERS).layers)


def own(file: Path, plan: Plan, known: Sequence[str]) -> Story:
    """Return the story of a file; `known` are the map's layers. Raises DataError with every fault of it."""
    return _sound(_read(file, plan, known))


def faults_of(file: Path, plan: Plan, known: Sequence[str]) -> list[Fault]:
    """Return every fault of a story's file."""
    return list(_read(file, plan, known)[1])


def _read(file: Path, plan: Plan, known: Sequence[str]) -> tuple[Story | None, tuple[Fault, ...]]:
    held = content(file, "--story", stories.MAX_BYTES)
    return stories.read_story_bytes(held, show(file.name), plan, known)


def shipped(chosen: Chosen, plan: Plan, known: Sequence[str]) -> Story:
    """Return the story that an edition ships.

    Raises DataError with every fault of it, UsageError where there is none.
    """
    one = settle(chosen)
    found, faults = stories.edition_story(one.root, str(one.district), str(one.edition), plan, known)
    if found is None and not faults:
        raise UsageError("export.none", edition=plan.edition.id, district=plan.district.id)
    return _sound((found, faults))


def file_of(chosen: Chosen) -> Path:
    """Return where the story of an edition is, or would be."""
    one = settle(chosen)
    return one.root / str(one.district) / "plans" / str(one.edition) / stories.FILE


def faults(chosen: Chosen) -> list[Fault]:
    """Return every fault of the stories that the chosen editions ship; their data have none."""
    from geodata.load import load
    from layout.plan.join import join
    from layout.plan.shapes import shapes

    found: list[Fault] = []
    held = list(every(chosen))
    several = len({one.district for one in held}) > 1
    for one in held:
        district, edition = str(one.district), str(one.edition)
        if not file_of(one).exists():
            continue
        data = load(one.root, district, edition)
        plan = join(data)
        known = layers(plan, shapes(data, plan))
        label = f"{district}/" if several else ""
        faults = stories.edition_story(one.root, district, edition, plan, known)[1]
        found += [replace(fault, file=label + fault.file) for fault in faults]
    return found


def _sound(read: tuple[Story | None, tuple[Fault, ...]]) -> Story:
    found, faults = read
    if found is None or faults:
        raise DataError(faults)
    return found
