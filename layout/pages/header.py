"""The head of every page: title, pages, choices, language, and what was left out of a link."""

from __future__ import annotations

from collections.abc import Sequence

from geodata.languages import LANGS, language
from layout.build.renewal import BuildStatus
from layout.build.store import Build, BuildError
from layout.pages.registry import PAGES
from layout.server import state
from layout.view.query import LinkFault
from layout.view.view import View
from layout.words.glossary import say
from layout.words.nodes import Node, h

# More faults of a link than these are counted, not listed.
MOST_FAULTS = 10


def header(build: Build, view: View, faults: Sequence[LinkFault], status: BuildStatus) -> Node:
    """Return the head of a page; `status` tells what is newer than its build, or why nothing is."""
    lang = view.lang
    plan = build.plans[view.district, view.edition]
    title = h(
        "span",
        say("app.title", lang, district=plan.district.name(lang)),
        h("small", plan.edition.name(lang)),
        cls="title",
    )
    bar = h(
        "header",
        h("a", say("app.skip-panel", lang), href="#lt-panel", cls="skip"),
        h("a", say("app.skip", lang), href="#tables", cls="skip"),
        title,
        h(
            "nav",
            *[_page(name, view) for name in offered_pages(build, view)],
            aria_label=say("app.nav", lang),
        ),
        h("div", *_choices(build, view), *_tools(build, view), cls="end"),
        cls="head",
    )
    return h("div", bar, _faults(faults, lang), _renewing(status, lang), _stale(status.trouble, lang))


def offered_pages(build: Build, view: View) -> list[str]:
    """Return the ids of the pages to offer; the page that is shown is always one of them."""
    return [name for name, page in PAGES.items() if name == view.page or page.offered(build, view)]


def _page(name: str, view: View) -> Node:
    here = "page" if name == view.page else None
    # The first page has no path of its own. The browser adds the query of what is shown.
    path = "" if name == next(iter(PAGES)) else name
    href = f"{state.base_path()}/{path}"
    return h(
        "a", say(f"page.{name}", view.lang), go={"page": name}, href=href, data_page=name, aria_current=here
    )


def _tools(build: Build, view: View) -> list[Node]:
    lang = view.lang
    return [
        h(
            "a",
            say("app.offline", lang),
            href=state.asset_path(build.page_of(view.district, view.edition, lang)),
            title=say("app.offline-title", lang),
            cls="offline",
        ),
        h(
            "a",
            say("app.tables", lang),
            href=state.asset_path(build.file_of("tables", view.district, view.edition, lang)),
            title=say("app.tables-title", lang),
            cls="offline",
        ),
        h("button", say("keep_view.keep", lang), go={"keep": ""}, title=say("keep_view.title", lang)),
        h("button", say("map_image.open", lang), go={"picture": ""}, title=say("map_image.open-title", lang)),
        h("button", say("app.copy", lang), go={"copy": ""}),
        h(
            "span",
            *[_language(k, lang) for k in LANGS],
            cls="langs",
            role="group",
            aria_label=say("app.language", lang),
        ),
    ]


def _language(name: str, lang: str) -> Node:
    return h(
        "button",
        language(name).name,
        go={"lang": name},
        aria_pressed="true" if name == lang else "false",
    )


def _choices(build: Build, view: View) -> list[Node]:
    """Return a choice of district and of edition where there is more than one."""
    lang = view.lang
    choices = []
    for key, values in (
        ("district", tuple(build.edition_ids)),
        ("edition", build.edition_ids[view.district]),
    ):
        if len(values) > 1:
            buttons = [_choice(build, view, key, value) for value in values]
            label = say(f"app.{key}", lang)
            choices.append(h("span", *buttons, cls="choice", role="group", aria_label=label))
    return choices


def _choice(build: Build, view: View, key: str, value: str) -> Node:
    district, edition = (view.district, value) if key == "edition" else (value, build.default_editions[value])
    plan = build.plans[district, edition]
    name = plan.edition.short(view.lang) if key == "edition" else plan.district.name(view.lang)
    here = value == getattr(view, key)
    return h(
        "button",
        name,
        go={"district": district, "edition": edition},
        aria_pressed="true" if here else "false",
    )


def _faults(faults: Sequence[LinkFault], lang: str) -> Node | None:
    if not faults:
        return None
    named, more = faults[:MOST_FAULTS], len(faults) - MOST_FAULTS
    # What is quoted comes from a link and may be long.
    items = [h("li", say(f.reason, lang, key=f.key[:40], value=f.value[:60])) for f in named]
    items += [h("li", say("link.more", lang, n=more))] if more > 0 else []
    return h("div", say("link.heading", lang), h("ul", *items), cls="faults", role="status")


def _renewing(status: BuildStatus, lang: str) -> Node | None:
    return h("div", say("app.renewing", lang), cls="faults", role="status") if status.running else None


def _stale(trouble: BuildError | None, lang: str) -> Node | None:
    if trouble is None:
        return None
    items = [h("li", line) for line in trouble.texts.get(lang, ())]
    heading = say("app.stale" if trouble.kind == "data" else "app.stale-map", lang)
    return h("div", heading, h("ul", *items), cls="faults is-block", role="alert")
