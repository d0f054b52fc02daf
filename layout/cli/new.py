"""The command that begins a district or an edition: a folder of files to fill in, explained."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from geodata import scaffold
from geodata.faults import printable, printable_path
from geodata.references import ID
from layout.cli.app import app
from layout.cli.choice import UsageError, fill_defaults, require_known
from layout.cli.files import save_file
from layout.cli.folders import save_folder
from layout.cli.messages import print_out, reporting_faults
from layout.cli.options import PlanOptions, grouped
from layout.words.glossary import say

_KINDS = ("district", "edition")
_SOURCES = "sources.toml"


@app.command("new")
@grouped
def begin_folder(
    what: Annotated[str, typer.Argument(metavar="|".join(_KINDS), help="What to begin.")],
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR",
            help="Its folder, whose name is the id; with --district the id of the edition.",
        ),
    ],
    plan_options: PlanOptions,
    name: Annotated[str, typer.Option(metavar="TEXT", help="Name of the district in Chinese.")] = "",
    name_en: Annotated[str, typer.Option(metavar="TEXT", help="Its name in English.")] = "",
    old: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="EDITION",
            help="An edition whose ranks, topics, classes and measures are taken over.",
        ),
    ] = "",
) -> None:
    """Begin a district or an edition: files to fill in, explained in both languages; nothing is replaced.

    `--edition` names the first edition of a district, else it is the five-year plan of today.
    """
    with reporting_faults(plan_options.lang) as language:
        require_known("WHAT", what, _KINDS)
        if what == "district":
            edition = _require_id(plan_options.edition or scaffold.current_period())
            files: Mapping[str, str] = scaffold.district_files(
                _require_id(folder.name), edition, _names(name, name_en)
            )
            save_folder(folder, files, language)
        else:
            folder = _edition_folder(folder, plan_options)
            files = _new_edition(folder, old, language)
        root = folder.parent if what == "district" else folder.parents[2]
        values = {"folder": printable_path(folder), "n": len(files), "root": printable_path(root)}
        print_out(say("new.written", language, **values))


def _names(name: str, name_en: str) -> Mapping[str, str]:
    names = {"zh": name.strip(), "en": name_en.strip()}
    for text in names.values():
        if not text.isprintable():
            raise UsageError("new.bad-name", value=printable(text))
    return names


def _require_id(name: str) -> str:
    if not ID.fullmatch(name):
        raise UsageError("new.bad-id", value=printable(name))
    return name


def _edition_folder(folder: Path, plan_options: PlanOptions) -> Path:
    """Return the folder of a new edition, below `plans` of its district."""
    _require_id(folder.name)
    if plan_options.district:
        chosen = fill_defaults(PlanOptions(plan_options.data, plan_options.district).choose())
        return chosen.root / str(chosen.district) / "plans" / folder.name
    district = folder.parent.parent if folder.parent.name == "plans" else folder.parent
    if not _is_file(district / "district.toml"):
        raise UsageError("new.no-district", value=printable_path(district))
    return district.resolve() / "plans" / folder.name


def _new_edition(folder: Path, old: str, lang: str) -> Mapping[str, str]:
    """Write an edition, and the source that is its document; return its files."""
    district = folder.parent.parent
    vocabulary = _vocabulary(district, old) if old else None
    sources = district / _SOURCES
    source = f"plan-{folder.name}"
    try:
        text = sources.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise UsageError("new.no-sources", value=printable_path(sources)) from error
    files = scaffold.edition_files(folder.name, source, vocabulary)
    known = f"[sources.{source}]" in text
    save_folder(folder, files, lang)
    if not known:
        ended = text if text.endswith("\n") else text + "\n"
        # The edition stands without it: the check names the source that is missing.
        save_file(sources, (ended + scaffold.source_text(source)).encode("utf-8"), lang)
    return files


def _vocabulary(district: Path, old: str) -> Mapping[str, object]:
    from geodata import catalog

    require_known("--from", old, catalog.editions(district))
    try:
        return scaffold.edition_vocabulary(district / "plans" / old / "plan.toml")
    except (OSError, ValueError) as error:
        raise UsageError("new.no-sources", value=printable_path(district / "plans" / old)) from error


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False
