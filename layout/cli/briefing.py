"""The command `story`: the edition's story as a file, to start one's own from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geodata.faults import show
from layout.cli import stories
from layout.cli.app import app, load, out, reachable, save, telling
from layout.cli.choice import choose, require
from layout.cli.options import Where, grouped
from layout.words.glossary import say

_TOML = (".toml",)


@app.command()
@grouped
def story(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The .toml file to write.")],
    where: Where,
) -> None:
    """Write the edition's story as a file to start from; `check --story` checks what you make of it."""
    with telling(where.lang) as words:
        require("FILE", file.suffix.lower() or file.name, _TOML)
        reachable(file, words)
        chosen = choose(where.data, where.district, where.edition)
        plan, shapes = load(chosen)
        held = stories.shipped(chosen, plan, stories.layers(plan, shapes))
        save(file, stories.file_of(chosen).read_bytes(), words)
        out(say("export.written", words, file=show(file), n=len(held.steps)))
