"""The command `export`: a view, or a whole story, to a file."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geodata.faults import show
from layout import exports
from layout.build import store
from layout.cli import stories
from layout.cli.app import EXIT_FAULTS, app, err, load, out, reachable, save, telling
from layout.cli.choice import UsageError, choose, require, settle, take_link
from layout.cli.options import Where, grouped
from layout.exports.size import Size, SizeError, read_size
from layout.exports.story_options import MAX_TEMPLATE, StoryOptions
from layout.view.view import LANGS, LinkFault, parse, shown
from layout.words.glossary import say

if TYPE_CHECKING:
    from layout.briefing.story_model import Story
    from layout.build.store import Build
    from layout.cli.choice import Chosen
    from layout.plan.model import Plan

# A file of this suffix is the viewer's page, unless its name begins as a story's does.
_PAGE, _NAME = ".html", "briefing"


@dataclass(frozen=True)
class Brief:
    """The options of a story's files."""

    story: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A story of your own (.toml) instead of the edition's."),
    ] = None
    template: Annotated[
        Path | None,
        typer.Option(metavar="T.pptx", help="A PowerPoint template: its masters, fonts and colours."),
    ] = None
    portrait: Annotated[bool, typer.Option("--portrait", help="The PDF in portrait, not landscape.")] = False
    briefing: Annotated[
        bool,
        typer.Option("--briefing", help="Write the story where the name leaves open what is meant."),
    ] = False

    @property
    def asked(self) -> bool:
        """Tell whether any of these options asks for a story."""
        return bool(self.story or self.template or self.portrait or self.briefing)


@dataclass(frozen=True)
class Drawn:
    """The options of a map that is drawn."""

    size: Annotated[
        str | None,
        typer.Option(metavar="WxH", help="Pixels of a .png, .svg or .pdf map; else 3840x2160."),
    ] = None
    dpi: Annotated[
        float | None,
        typer.Option(
            metavar="N",
            help="Pixels to an inch: more of them, larger letters. Else as on a 1600x900 screen.",
        ),
    ] = None

    @property
    def asked(self) -> bool:
        """Tell whether any of these options asks for a map."""
        return self.size is not None or self.dpi is not None

    def read(self, suffix: str) -> Size:
        """Return the size. Raises UsageError where it cannot be, or where the file has none."""
        for option, given in (("--size", self.size), ("--dpi", self.dpi)):
            if given is not None and suffix not in exports.DRAWN:
                known = ", ".join(exports.DRAWN)
                raise UsageError("still_fault.suffix", option=option, suffix=suffix, known=known)
        try:
            return read_size(self.size, self.dpi)
        except SizeError as error:
            raise UsageError(error.word, **{k: show(v) for k, v in error.values.items()}) from error


@app.command()
@grouped
def export(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="The suffix names the format. The story: .pptx, .pdf, and .html if the name begins with "
            "“briefing” or --briefing or --story is given. A view: .html, .geojson, .csv (with a byte-order "
            "mark), .xlsx (all tables), .png, .svg, and .pdf if --view, --size or --dpi is given (the map).",
        ),
    ],
    where: Where,
    brief: Brief,
    drawn: Drawn,
    view: Annotated[str, typer.Option(metavar="QUERY", help="A view: the query of a link of the app.")] = "",
) -> None:
    """Write the story, or a view, to a file, wholly or not at all. Progress goes to stderr."""
    query = re.sub(r"^[a-z]+://[^?#]*[?#]?", "", view)
    with telling(where.lang, _language(query)) as words:
        suffix = file.suffix.lower()
        require("FILE", suffix or file.name, dict.fromkeys((*exports.STORIES, *exports.FORMATS)))
        reachable(file, words)
        chosen = take_link(choose(where.data, where.district, where.edition), query)
        sized = drawn.read(suffix)
        if _is_story(file, bool(view) or drawn.asked, brief):
            _write_story(file, chosen, brief, words)
        else:
            _write_view(file, chosen, query, words, sized)


def _language(query: str) -> str:
    found = re.search(r"(?:^|[?&])lang=(\w+)", query)
    return found[1] if found and found[1] in LANGS else LANGS[0]


def _is_story(file: Path, view: bool, brief: Brief) -> bool:
    """Tell whether a story is meant. Raises UsageError where the call contradicts itself."""
    suffix = file.suffix.lower()
    if brief.asked and view:
        raise UsageError("export.both")
    if brief.asked and suffix not in exports.STORIES:
        raise UsageError("export.no-story", suffix=suffix, known=", ".join(exports.STORIES))
    if view and suffix not in exports.FORMATS:
        raise UsageError("export.no-view", suffix=suffix, known=", ".join(exports.FORMATS))
    for option, given, only in (
        ("--template", brief.template, ".pptx"),
        ("--portrait", brief.portrait, ".pdf"),
    ):
        if given and suffix != only:
            raise UsageError("export.only", option=option, suffix=only)
    named = suffix != _PAGE or file.name.lower().startswith(_NAME)
    return brief.asked or suffix not in exports.FORMATS or (suffix in exports.STORIES and not view and named)


def _write_view(file: Path, chosen: Chosen, query: str, words: str, sized: Size) -> None:
    plan, shapes = load(chosen)
    layers = stories.layers(plan, shapes) if "off=" in query else ()
    seen, faults = parse(query, plan, layers)
    seen = replace(seen, lang=words)
    _left_out(faults, words)
    save(file, exports.render_view(file.suffix.lower(), plan, shapes, seen, sized), words)
    n = len(shown(seen, plan))
    out(say("cli.written", words, file=show(file), n=n, total=len(plan.sites)))


def _left_out(faults: Iterable[LinkFault], lang: str) -> None:
    lines = [say(f.reason, lang, key=show(f.key), value=show(f.value)) for f in faults]
    if lines:
        err("\n- ".join([say("link.heading", lang), *lines]))


def _write_story(file: Path, chosen: Chosen, brief: Brief, words: str) -> None:
    template = stories.content(brief.template, "--template", MAX_TEMPLATE) if brief.template else b""
    held = store.standing(chosen.root) if file.suffix.lower() == _PAGE else None
    if held is not None:
        made, n = _filled(held, chosen, brief, words)
    else:
        made, n = _drawn(file.suffix.lower(), chosen, brief, StoryOptions(template, brief.portrait), words)
    save(file, made, words)
    out(say("export.written", words, file=show(file), n=n))


def _told(chosen: Chosen, brief: Brief, plan: Plan, layers: Sequence[str]) -> Story:
    if brief.story:
        return stories.own(brief.story, plan, layers)
    return stories.shipped(chosen, plan, layers)


def _filled(held: Build, chosen: Chosen, brief: Brief, words: str) -> tuple[bytes, int]:
    """Put a story into the map that the app has drawn already: neither geometry nor folium is loaded."""
    one = settle(chosen)
    place = str(one.district), str(one.edition)
    told = _told(chosen, brief, held.plans[place], held.layers(*place))
    from layout.build.briefing_file import briefing_file

    made, n = briefing_file(held, *place, told, words)
    progress = Progress(n)
    progress(n, n)
    progress.end()
    return made, n


def _drawn(suffix: str, chosen: Chosen, brief: Brief, options: StoryOptions, words: str) -> tuple[bytes, int]:
    from layout.briefing.slides import fill_story
    from layout.plan.shapes import bounds_by_id

    plan, shapes = load(chosen)
    told = _told(chosen, brief, plan, stories.layers(plan, shapes))
    filled = fill_story(told, plan, words, bounds_by_id(plan, shapes))
    progress = Progress(len(filled.slides))
    try:
        made = exports.render_story(suffix, filled, plan, shapes, options, progress)
    except _refusals(brief) as error:
        progress.end()
        err(say("export.template", words, file=show(str(brief.template)), reason=error.told(words)))
        raise typer.Exit(EXIT_FAULTS) from error
    progress.end()
    return made, len(filled.slides)


def _refusals(brief: Brief) -> tuple[type[Any], ...]:
    """Return the errors that a template can raise; what they are made of is loaded for one only."""
    if brief.template is None:
        return ()
    from layout.exports.deck import TemplateError

    return (TemplateError,)


class Progress:
    """How far an export is, on stderr: one line that is written anew on a terminal, else a line a step."""

    def __init__(self, of: int) -> None:
        self.live = sys.stderr.isatty()
        self(0, of)

    def __call__(self, done: int, of: int) -> None:
        """Say that `done` of `of` slides are made."""
        typer.echo(f"\r{done}/{of}" if self.live else f"{done}/{of}", err=True, nl=not self.live)

    def end(self) -> None:
        """Leave the line of a terminal."""
        if self.live:
            typer.echo("", err=True)
