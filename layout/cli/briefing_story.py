"""The command `story`: the edition's story as a file, to start another from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geodata.faults import printable_path
from layout.cli import stories
from layout.cli.app import app
from layout.cli.choice import load_plan, require_suffix
from layout.cli.files import require_writable, save_file
from layout.cli.messages import print_out, reporting_faults
from layout.cli.options import PlanOptions, grouped
from layout.words.glossary import say

_TOML = (".toml",)


@app.command("story")
@grouped
def write_story(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The .toml file to write.")],
    plan_options: PlanOptions,
) -> None:
    """Write the edition's story as a file to start from; `check --story` checks what you make of it."""
    with reporting_faults(plan_options.lang) as language:
        require_suffix("FILE", file, _TOML)
        require_writable(file, language)
        chosen = plan_options.choose()
        plan, shapes = load_plan(chosen)
        edition_story = stories.require_edition_story(chosen, plan, stories.layer_ids(plan, shapes))
        save_file(file, stories.story_path(chosen).read_bytes(), language)
        print_out(say("export.written", language, file=printable_path(file), n=len(edition_story.steps)))
