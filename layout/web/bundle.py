"""Scripts and styles of the page: Leaflet out of its package, our modules joined by their imports."""

from __future__ import annotations

import base64
import re
from functools import cache
from pathlib import Path

from rjsmin import jsmin
from xstatic.pkg import leaflet

from layout.web.modules import join_modules

SCRIPTS = Path(__file__).resolve().parent
# What talks to the server, or edits what only the app keeps: a page from disk has none of it.
APP, FILE = SCRIPTS / "app.js", SCRIPTS / "file.js"
# What stands in the served document, before the app.
DOCUMENT = SCRIPTS / "document.js"
# A pack that was sent: what a page from disk has, and the shortlist to read.
PACK = SCRIPTS / "pack.js"
# In the order in which later rules may override those before them.
STYLES = (
    "core/theme.css",
    "maps/map.css",
    "maps/controls.css",
    "core/base.css",
    "pages/head.css",
    "panels/panel.css",
    "panels/profile.css",
    "panels/tables.css",
    "pages/app_frame.css",
    "pages/frame.css",
    "pages/paper.css",
    "pages/site_sheet.css",
    "panels/comparison.css",
    "panels/citation.css",
    "panels/pages.css",
    "panels/chart.css",
    "panels/own_facts.css",
    "match/finder.css",
    "monitoring/monitoring.css",
    "match/needs.css",
    "briefing/editor.css",
    "save/dialog.css",
    "shortlist/shortlist.css",
    "packs/park_files.css",
    "present/presenter.css",
    "present/print.css",
    "core/high_contrast.css",
)
# The styles of what only the app has: a page from disk goes without.
APP_STYLES = frozenset(
    {
        "pages/app_frame.css",
        "panels/comparison.css",
        "panels/pages.css",
        "panels/profile.css",
        "pages/site_sheet.css",
        "match/finder.css",
        "monitoring/monitoring.css",
        "match/needs.css",
        "panels/own_facts.css",
        "briefing/editor.css",
        "save/dialog.css",
        "packs/park_files.css",
        "shortlist/shortlist.css",
    }
)
# The styles of what only a page with a story has.
STORY_STYLES = frozenset({"present/presenter.css"})
# The styles that a pack has of the app's.
PACK_STYLES = frozenset({"panels/own_facts.css", "panels/profile.css", "shortlist/shortlist.css"})
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
# Blanks that say nothing; one before a colon or a bracket is a part of its selector.
_BLANK = re.compile(r"(?<=[{};,:])\s+|\s+(?=[{};])")
_LAST = re.compile(r"(?<!: );}")
_IMAGE = re.compile(r"[^{}]*\{[^{}]*url\((?!#)[^{}]*\}")


@cache
def script(served: bool = False, pack: bool = False) -> str:
    """Return Leaflet and our modules as one classic script that defines `LayoutSite`.

    `served` gives the app's script; else that of a page which stands alone, or of a pack which does.
    """
    library = (Path(leaflet.BASE_DIR) / "leaflet.js").read_text(encoding="utf-8")
    modules = jsmin(join_modules(APP if served else PACK if pack else FILE, SCRIPTS))
    parts = [library, f"const LayoutSite=(()=>{{'use strict';\n{modules}return LayoutSite;}})();"]
    # A source map would be asked for by its name, a file that is not there.
    return re.sub(r"//# sourceMappingURL=\S+", "", "\n;".join(parts)) + "\n"


@cache
def document_script() -> str:
    """Return the script of the served document, which defines `LayoutDocument`; it has no library."""
    modules = jsmin(join_modules(DOCUMENT, SCRIPTS))
    return f"const LayoutDocument=(()=>{{'use strict';\n{modules}return LayoutDocument;}})();"


@cache
def style(served: bool = False, story: bool = True, pack: bool = False) -> str:
    """Return Leaflet's styles without its images, and our own.

    `served` gives the app's; else those of a page which stands alone, less those of a story if it has none,
    and with those of a pack if it is one.
    """
    css = (Path(leaflet.BASE_DIR) / "leaflet.css").read_text(encoding="utf-8")
    absent = APP_STYLES - (PACK_STYLES if pack else frozenset()) | (frozenset() if story else STORY_STYLES)
    left_out = frozenset() if served else absent
    names = [name for name in STYLES if name not in left_out]
    rooms = [_compact((SCRIPTS / name).read_text(encoding="utf-8")) for name in names]
    return "\n".join([_compact(_IMAGE.sub("", _COMMENT.sub("", css))), *rooms])


def _compact(css: str) -> str:
    """Return styles without comments and without the blanks and signs that say nothing."""
    lines = (line.strip() for line in _COMMENT.sub("", css).splitlines())
    rules = _BLANK.sub("", " ".join(line for line in lines if line))
    # A property that is empty keeps its blank: older engines know no other way to write it.
    return _LAST.sub("}", rules.replace(":;", ": ;")).strip()


def as_data_url(kind: str, text: str) -> str:
    """Return text as a data URL (UTF-8, base64) of a media type, so that a page needs no second file."""
    return f"data:{kind};base64," + base64.b64encode(text.encode()).decode("ascii")
