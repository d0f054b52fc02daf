"""The command `story`: the edition's story as a file, or what the data hold as one, to start another from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geodata.faults import printable_path
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
    """Write a story to start from: the edition's, or of what the data hold; `check --story` checks yours."""
    # What reads stories is loaded for this command alone.
    from layout.cli import stories

    with reporting_faults(plan_options.lang) as language:
        require_suffix("FILE", file, _TOML)
        require_writable(file, language)
        chosen = plan_options.choose()
        plan, shapes = load_plan(chosen)
        story, content = stories.story_to_start_from(chosen, plan, stories.layer_ids(plan, shapes))
        save_file(file, content, language)
        print_out(say("export.written", language, file=printable_path(file), n=len(story.steps)))
