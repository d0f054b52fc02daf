"""Options that several commands have, gathered in records so that a command takes few values."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from layout.cli.choice import Choice, choose

_Data = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="A folder of districts in the bundled format; else LAYOUT_DATA, else the bundled one.",
    ),
]
_District = Annotated[str | None, typer.Option(metavar="ID", help="A district; else the first.")]
_Edition = Annotated[
    str | None, typer.Option(metavar="ID", help="An edition of its plan; else the district's default.")
]
_Lang = Annotated[str | None, typer.Option(metavar="zh|en", help="Language of words and messages; else zh.")]


@dataclass(frozen=True)
class DistrictOptions:
    """The options of a command on all editions of a district: data, district, language."""

    data: _Data = None
    district: _District = None
    lang: _Lang = None

    def choose(self) -> Choice:
        """Check the options against the folders there are. Raises UsageError."""
        return choose(self.data, self.district, None)


@dataclass(frozen=True)
class PlanOptions:
    """The options of a command on one edition: data, district, edition, language."""

    data: _Data = None
    district: _District = None
    edition: _Edition = None
    lang: _Lang = None

    def choose(self) -> Choice:
        """Check the options against the folders there are. Raises UsageError."""
        return choose(self.data, self.district, self.edition)


def grouped(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command for typer in which the fields of each record stand as options of their own.

    A parameter whose type is a dataclass is such a record; it is built from the options when the
    command runs.
    """
    # Annotations are evaluated late, so as yet they are text; the extras of Annotated hold the options.
    hints = get_type_hints(command, include_extras=True)
    parameters = [p.replace(annotation=hints[p.name]) for p in inspect.signature(command).parameters.values()]
    records: dict[str, Any] = {
        p.name: p.annotation for p in parameters if dataclasses.is_dataclass(p.annotation)
    }
    fields = {name: _options(record) for name, record in records.items()}
    signature = [
        *(p for p in parameters if p.name not in records),
        *(p for more in fields.values() for p in more),
    ]

    @wraps(command)
    def run(**values: Any) -> None:
        arguments = {
            n: records[n](**{p.name: values.pop(p.name) for p in more}) for n, more in fields.items()
        }
        command(**arguments, **values)

    # typer reads both the signature and the type hints; they have to name the same options.
    run.__annotations__ = {p.name: p.annotation for p in signature} | {"return": None}
    run.__signature__ = inspect.Signature(signature)  # type: ignore[attr-defined]
    return run


def _options(record: Any) -> list[inspect.Parameter]:
    hints = get_type_hints(record, include_extras=True)
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    return [
        inspect.Parameter(f.name, kind, default=f.default, annotation=hints[f.name])
        for f in dataclasses.fields(record)
    ]
