"""The choice of a command: a root of districts, one of them, one of its editions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geodata import catalog
from geodata.faults import hint, printable, printable_path
from geodata.languages import Text
from layout.build.store import DATA_ENV, data_root
from layout.cli.plan_memory import PLANS
from layout.view.query import pick_edition

if TYPE_CHECKING:
    from layout.plan.model import Plan
    from layout.plan.shapes import Shapes


class UsageError(Exception):
    """A call with a wrong value. `values` fill the word of the glossary."""

    def __init__(self, word: str, **values: str | Text) -> None:
        super().__init__(word)
        self.word, self.values = word, values


@dataclass(frozen=True)
class Choice:
    """A root of districts, one of them, one of its editions; None stands for every one."""

    root: Path
    district: str | None
    edition: str | None


def require_known(what: str, value: str, known: Iterable[str]) -> None:
    """Raise UsageError where a value is not known, with what is."""
    options = tuple(known)
    if value not in options:
        suggestion = hint(value, options)
        raise UsageError(
            "cli.unknown",
            what=what,
            value=printable(value),
            known=", ".join(map(printable, options)),
            **suggestion,
        )


def require_suffix(what: str, file: Path, suffixes: Iterable[str]) -> None:
    """Raise UsageError where the name of a file to write ends in none of the suffixes, with all of them."""
    known = tuple(suffixes)
    # A name such as `.csv` is all name: no ending, and nothing before it.
    if not file.suffix:
        values = {"what": what, "value": printable(file.name), "known": ", ".join(known)}
        raise UsageError("cli.no-suffix", **values)
    require_known(what, file.suffix.lower(), known)


def choose(data: Path | None, district: str | None, edition: str | None) -> Choice:
    """Return the choice that options name, in the folder that LAYOUT_DATA names where they name none.

    Raises UsageError for a folder or an id that is not there, with where it comes from.
    """
    root = data or data_root()
    if not _is_folder(root):
        raise UsageError("cli.no-folder", what="--data" if data else DATA_ENV, value=printable_path(root))
    folders = {f.name: f for f in catalog.folders(root)}
    # A root without any district has a fault of its own, named when it is read.
    if district is not None and folders:
        require_known("--district", district, folders)
    if edition is not None and folders:
        among = [folders[district]] if district else list(folders.values())
        edition_ids = dict.fromkeys(e for f in among for e in catalog.editions(f))
        require_known("--edition", edition, edition_ids)
    return Choice(root, district, edition)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name too long, or a folder on the way that may not be entered
        return False


def fill_defaults(chosen: Choice) -> Choice:
    """Return a choice with its district and edition filled in.

    Without a district it is the first that has the edition, else the first of all; without an edition
    it is the district's default.
    Raises DataError where the districts cannot be listed.
    """
    entries = {e.id: e for e in catalog.catalog(chosen.root)}
    having_edition = [e for e in entries.values() if chosen.edition is None or chosen.edition in e.editions]
    entry = entries.get(chosen.district or "") or (having_edition or list(entries.values()))[0]
    return Choice(chosen.root, chosen.district or entry.id, chosen.edition or entry.default_edition)


def follow_link(chosen: Choice, query: str) -> Choice:
    """Take from a link the district and edition that the options leave open."""
    default = fill_defaults(chosen)
    entries = catalog.catalog(chosen.root)
    known = {e.id: e.editions for e in entries if chosen.district in (None, e.id)}
    defaults = {str(default.district): str(default.edition)} | {e.id: e.default_edition for e in entries}
    district, edition = pick_edition(query, known, defaults)
    # An option goes before the link, and so does the district that has its edition.
    if chosen.edition is not None and chosen.edition not in known.get(district, ()):
        return default
    return Choice(chosen.root, district, chosen.edition or edition)


def each_edition(chosen: Choice) -> Iterable[Choice]:
    """Return each district and edition that was not ruled out."""
    for entry in catalog.catalog(chosen.root):
        if chosen.district in (None, entry.id):
            for edition in entry.editions:
                if chosen.edition in (None, edition):
                    yield Choice(chosen.root, entry.id, edition)


def load_plan(choice: Choice) -> tuple[Plan, Shapes]:
    """Return the plan of a choice and its shapes. Raises DataError with every fault of the data."""
    from geodata.load import load_dataset
    from layout.plan.join import join
    from layout.plan.shapes import compute_shapes

    settled = fill_defaults(choice)
    key = (settled.root, str(settled.district), str(settled.edition))
    if (remembered := PLANS.get(key)) is not None:
        return remembered
    dataset = load_dataset(*key)
    plan = join(dataset)
    return plan, compute_shapes(dataset, plan)
