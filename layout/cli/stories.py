"""The story that a command names: the edition's, or a file. It is read whole and every fault is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from geodata.faults import DataError, Fault, printable
from geodata.languages import LANGS
from layout.briefing import story_file as stories
from layout.briefing.guarded_story import read_guarded_story
from layout.cli.choice import Choice, UsageError, each_edition, fill_defaults
from layout.cli.files import read_option_file

if TYPE_CHECKING:
    from layout.briefing.story_model import Story
    from layout.plan.model import Plan
    from layout.plan.shapes import Shapes


def layer_ids(plan: Plan, shapes: Shapes) -> tuple[str, ...]:
    """Return the ids of the map's layers."""
    from layout.maps.canvas import record_map
    from layout.maps.layers import LAYERS

    # Any language will do: it changes the words of the layers, not their ids.
    return tuple(layer["id"] for layer in record_map(plan, shapes, LANGS[0], LAYERS).layers)


def require_story(file: Path, plan: Plan, layers: Sequence[str]) -> Story:
    """Return the story of a file; `layers` are ids of the map's layers.

    Raises DataError with every fault of the story.
    """
    return _story_or_error(_read(file, plan, layers))


def file_faults(file: Path, plan: Plan, layers: Sequence[str]) -> list[Fault]:
    """Return every fault of a story's file."""
    return list(_read(file, plan, layers)[1])


def _read(file: Path, plan: Plan, layers: Sequence[str]) -> tuple[Story | None, tuple[Fault, ...]]:
    content = read_option_file(file, "--story", stories.MAX_BYTES, "export.no-file")
    return read_guarded_story(content, printable(file.name), plan, layers)


def require_edition_story(chosen: Choice, plan: Plan, layers: Sequence[str]) -> Story:
    """Return the story that an edition ships.

    Raises DataError with every fault of it, UsageError where there is none.
    """
    settled = fill_defaults(chosen)
    story, faults = stories.edition_story(
        settled.root, str(settled.district), str(settled.edition), plan, layers
    )
    if story is None and not faults:
        raise UsageError("export.none", edition=plan.edition.id, district=plan.district.id)
    return _story_or_error((story, faults))


def story_to_start_from(chosen: Choice, plan: Plan, layers: Sequence[str]) -> tuple[Story, bytes]:
    """Return the edition's story and its file; where it has none one of what the data hold.

    Raises DataError with every fault of the edition's.
    """
    from layout.briefing.story_start import starting_story

    if story_path(chosen).exists():
        return require_edition_story(chosen, plan, layers), story_path(chosen).read_bytes()
    story = starting_story(plan)
    return story, stories.story_toml(story).encode("utf-8")


def story_path(chosen: Choice) -> Path:
    """Return where the story of an edition is, or would be."""
    settled = fill_defaults(chosen)
    return settled.root / str(settled.district) / "plans" / str(settled.edition) / stories.FILE


def edition_faults(chosen: Choice) -> list[Fault]:
    """Return every fault of the stories that the chosen editions ship.

    Raises DataError where the data themselves have faults: check those first.
    """
    from geodata.load import load_dataset
    from layout.plan.join import join
    from layout.plan.shapes import compute_shapes

    found_faults: list[Fault] = []
    editions = list(each_edition(chosen))
    several = len({choice.district for choice in editions}) > 1
    for choice in editions:
        district, edition = str(choice.district), str(choice.edition)
        if not story_path(choice).exists():
            continue
        data = load_dataset(choice.root, district, edition)
        plan = join(data)
        map_layers = layer_ids(plan, compute_shapes(data, plan))
        label = f"{district}/" if several else ""
        faults = stories.edition_story(choice.root, district, edition, plan, map_layers)[1]
        found_faults += [replace(fault, file=label + fault.file) for fault in faults]
    return found_faults


def _story_or_error(read: tuple[Story | None, tuple[Fault, ...]]) -> Story:
    story, faults = read
    if story is None or faults:
        raise DataError(faults)
    return story
