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
# More editions than these are chosen from a list, as districts always are: the head holds any number.
MOST_BUTTONS = 2


def header(build: Build, view: View, faults: Sequence[LinkFault], status: BuildStatus) -> Node:
    """Return the head of a page; `status` tells what is newer than its build, or why nothing is."""
    lang = view.lang
    plan = build.plans[view.district, view.edition]
    names = say("app.title", lang, district=plan.district.name(lang)), plan.edition.name(lang)
    # Cut short where there is no room, so that the whole is in the hint as well.
    title = h("span", h("span", names[0]), h("small", names[1]), cls="title", title=" · ".join(names))
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
        # Where the field has no place of its own beside the map, see web/match/finder.css.
        h("button", say("app.find", lang), go={"finder": ""}, title=say("app.find-title", lang), cls="find"),
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
    districts = [(d, build.default_editions[d]) for d in build.edition_ids]
    editions = [(view.district, e) for e in build.edition_ids[view.district]]
    named = {
        "district": [(key, build.plans[key].district.name(view.lang)) for key in districts],
        "edition": [(key, build.plans[key].edition.short(view.lang)) for key in editions],
    }
    here = {"district": view.district, "edition": view.edition}
    return [_choice(part, named[part], here[part], view.lang) for part in named if len(named[part]) > 1]


def _choice(part: str, named: list[tuple[tuple[str, str], str]], here: str, lang: str) -> Node:
    """Return a choice among plans by (district, edition): a list, or buttons for two editions."""
    label = say(f"app.{part}", lang)
    patches = [{"district": district, "edition": edition} for (district, edition), _ in named]
    chosen = [here == patch[part] for patch in patches]
    if part == "district" or len(named) > MOST_BUTTONS:
        options = [
            h("option", name, value=str(i), selected="selected" if chosen[i] else None)
            for i, (_, name) in enumerate(named)
        ]
        return h("span", h("select", *options, aria_label=label, go_each=patches, key=part), cls="choice")
    buttons = [
        h("button", name, go=patch, aria_pressed="true" if mark else "false")
        for (_, name), patch, mark in zip(named, patches, chosen, strict=True)
    ]
    return h("span", *buttons, cls="choice", role="group", aria_label=label)


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
