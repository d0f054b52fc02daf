"""The command `export`: a view, or a whole story, to a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geodata.faults import printable, printable_path
from geodata.languages import LANGS
from layout import exports
from layout.build import store
from layout.build.exit_codes import EXIT_FAULTS
from layout.cli.app import app
from layout.cli.choice import UsageError, fill_defaults, follow_link, load_plan, require_suffix
from layout.cli.files import read_option_file, require_writable, save_file
from layout.cli.messages import print_error, print_out, reporting_faults
from layout.cli.options import PlanOptions, grouped
from layout.cli.park_files import PARK_HELP, ParkOptions, content_of, write_park_file
from layout.cli.progress import Progress
from layout.exports.formats import MAPS, PARK_FILES, PORTRAIT, STORIES, TEMPLATE, VIEWS, Format
from layout.exports.size import Size, SizeError, read_size
from layout.exports.story_options import MAX_TEMPLATE, StoryOptions
from layout.view.filters import matching_sites
from layout.view.query import LinkFault, parse_view
from layout.words.glossary import say

if TYPE_CHECKING:
    from layout.briefing.story_model import Story
    from layout.build.store import Build
    from layout.cli.choice import Choice
    from layout.plan.model import Plan

# A file of this suffix is the viewer's page, unless its name begins as a story's does.
_PAGE, _NAME = ".html", "briefing"


def _listed(rows: Iterable[Format]) -> str:
    return ", ".join(f"{f.suffix} ({f.remark})" if f.remark else f.suffix for f in rows)


*_FIRST_MAPS, _LAST_MAP = MAPS
_MAP_SUFFIXES = f"{', '.join(_FIRST_MAPS)} or {_LAST_MAP}"
_FILE_HELP = (
    "The suffix names the format. The story: "
    + _listed(f for f in STORIES.values() if f.suffix != _PAGE)
    + f", and {_PAGE} if the name begins with “briefing” or --briefing or --story is given. A view: "
    + _listed(f for f in VIEWS.values() if f.suffix not in STORIES or f.suffix == _PAGE)
    + ", and .pdf if --view, --size or --dpi is given (the map). "
    + PARK_HELP
)


@dataclass(frozen=True)
class BriefingOptions:
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
    def any_set(self) -> bool:
        """Tell whether any of these options asks for a story."""
        return bool(self.story or self.template or self.portrait or self.briefing)


@dataclass(frozen=True)
class MapOptions:
    """The options of a map image."""

    size: Annotated[
        str | None,
        typer.Option(metavar="WxH", help=f"Pixels of a {_MAP_SUFFIXES} map; else 3840x2160."),
    ] = None
    dpi: Annotated[
        float | None,
        typer.Option(
            metavar="N",
            help="Pixels to an inch: more of them, larger letters. Else as on a 1600x900 screen.",
        ),
    ] = None

    @property
    def any_set(self) -> bool:
        """Tell whether any of these options asks for a map."""
        return self.size is not None or self.dpi is not None

    def image_size(self, suffix: str) -> Size:
        """Return the size. Raises UsageError where it cannot be, or where the file has none."""
        for option, text in (("--size", self.size), ("--dpi", self.dpi)):
            if text is not None and suffix not in MAPS:
                known = ", ".join(MAPS)
                raise UsageError("static_map_fault.suffix", option=option, suffix=suffix, known=known)
        try:
            return read_size(self.size, self.dpi)
        except SizeError as error:
            raise UsageError(error.word, **{k: printable(v) for k, v in error.values.items()}) from error


@app.command("export")
@grouped
def export_file(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help=_FILE_HELP,
        ),
    ],
    plan_options: PlanOptions,
    briefing_options: BriefingOptions,
    map_options: MapOptions,
    park_options: ParkOptions,
    view: Annotated[str, typer.Option(metavar="QUERY", help="A view: the query of a link of the app.")] = "",
) -> None:
    """Write the story, or a view, to a file, wholly or not at all. Progress goes to stderr."""
    # A whole address may be pasted; only its query is read.
    query = re.sub(r"^[a-z]+://[^?#]*[?#]?", "", view)
    with reporting_faults(plan_options.lang, _language(query)) as language:
        suffix = file.suffix.lower()
        content = content_of(
            file, park_options, bool(view) or map_options.any_set or briefing_options.any_set
        )
        require_suffix("FILE", file, PARK_FILES[content] if content else dict.fromkeys((*STORIES, *VIEWS)))
        require_writable(file, language)
        chosen = follow_link(plan_options.choose(), query)
        if content:
            write_park_file(file, PARK_FILES[content][suffix], chosen, park_options, language)
            return
        image_size = map_options.image_size(suffix)
        if _is_story(file, bool(view) or map_options.any_set, briefing_options):
            _write_story(file, chosen, briefing_options, language)
        else:
            _write_view(file, chosen, query, language, image_size)


def _language(query: str) -> str:
    match = re.search(r"(?:^|[?&])lang=(\w+)", query)
    return match[1] if match and match[1] in LANGS else LANGS[0]


def _is_story(file: Path, view: bool, briefing_options: BriefingOptions) -> bool:
    """Tell whether a story is meant. Raises UsageError where the call contradicts itself."""
    suffix = file.suffix.lower()
    if briefing_options.any_set and view:
        raise UsageError("export.both")
    if briefing_options.any_set and suffix not in STORIES:
        raise UsageError("export.no-story", suffix=suffix, known=", ".join(STORIES))
    if view and suffix not in VIEWS:
        raise UsageError("export.no-view", suffix=suffix, known=", ".join(VIEWS))
    for option, is_set in ((TEMPLATE, briefing_options.template), (PORTRAIT, briefing_options.portrait)):
        suffixes = [f.suffix for f in STORIES.values() if option in f.options]
        if is_set and suffix not in suffixes:
            raise UsageError("export.only", option=f"--{option}", suffix=", ".join(suffixes))
    named = suffix != _PAGE or file.name.lower().startswith(_NAME)
    return briefing_options.any_set or suffix not in VIEWS or (suffix in STORIES and not view and named)


def _write_view(file: Path, chosen: Choice, query: str, language: str, image_size: Size) -> None:
    from layout.cli import stories

    plan, shapes = load_plan(chosen)
    # Layers are known only once the map is recorded, which takes time and matters to `off` alone.
    layers = stories.layer_ids(plan, shapes) if "off=" in query else ()
    view, faults = parse_view(query, plan, layers)
    # --lang goes before the language of the link.
    view = replace(view, lang=language)
    _print_link_faults(faults, language)
    save_file(file, exports.render_view(file.suffix.lower(), plan, shapes, view, image_size), language)
    n = len(matching_sites(view, plan))
    print_out(say("cli.written", language, file=printable_path(file), n=n, total=len(plan.sites)))


def _print_link_faults(faults: Iterable[LinkFault], lang: str) -> None:
    lines = [say(f.reason, lang, key=printable(f.key), value=printable(f.value)) for f in faults]
    if lines:
        print_error("\n- ".join([say("link.heading", lang), *lines]))


def _write_story(file: Path, chosen: Choice, briefing_options: BriefingOptions, language: str) -> None:
    template = (
        read_option_file(briefing_options.template, "--template", MAX_TEMPLATE, "export.no-file")
        if briefing_options.template
        else None
    )
    build = store.find_build(chosen.root) if file.suffix.lower() == _PAGE else None
    if build is not None:
        content, n = _fill_build(build, chosen, briefing_options, language)
    else:
        content, n = _draw_story(
            file.suffix.lower(),
            chosen,
            briefing_options,
            StoryOptions(template, briefing_options.portrait),
            language,
        )
    save_file(file, content, language)
    print_out(say("export.written", language, file=printable_path(file), n=n))


def _story(chosen: Choice, briefing_options: BriefingOptions, plan: Plan, layers: Sequence[str]) -> Story:
    # A story with what checks it is loaded where one is written, not for every file.
    from layout.cli import stories

    if briefing_options.story:
        return stories.require_story(briefing_options.story, plan, layers)
    return stories.require_edition_story(chosen, plan, layers)


def _fill_build(
    build: Build, chosen: Choice, briefing_options: BriefingOptions, language: str
) -> tuple[bytes, int]:
    """Fill a story into the map of a build: neither geometry nor folium is loaded."""
    settled = fill_defaults(chosen)
    key = str(settled.district), str(settled.edition)
    story = _story(chosen, briefing_options, build.plans[key], build.layers(*key))
    from layout.build.briefing_file import briefing_file

    content, n = briefing_file(build, *key, story, language)
    progress = Progress(n)
    progress(n, n)
    progress.end()
    return content, n


def _draw_story(
    suffix: str, chosen: Choice, briefing_options: BriefingOptions, options: StoryOptions, language: str
) -> tuple[bytes, int]:
    from layout.briefing.slides import fill_story
    from layout.cli import stories
    from layout.plan.shapes import bounds_by_id

    plan, shapes = load_plan(chosen)
    story = _story(chosen, briefing_options, plan, stories.layer_ids(plan, shapes))
    filled = fill_story(story, plan, language, bounds_by_id(plan, shapes))
    progress = Progress(len(filled.slides))
    try:
        content = exports.render_story(suffix, filled, plan, shapes, options, progress)
    except _template_errors(briefing_options) as error:
        progress.end()
        print_error(
            say(
                "export.template",
                language,
                file=printable_path(briefing_options.template),
                reason=error.message(language),
            )
        )
        raise typer.Exit(EXIT_FAULTS) from error
    progress.end()
    return content, len(filled.slides)


def _template_errors(briefing_options: BriefingOptions) -> tuple[type[Any], ...]:
    """Return the errors that a template can raise; the library of decks is loaded with a template only."""
    if briefing_options.template is None:
        return ()
    from layout.exports.deck import TemplateError

    return (TemplateError,)
