"""The files of parks that a page offers: sheets of some, and on the shortlist a pack for an investor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from geodata.languages import LANGS, language
from layout.exports.formats import PACK, SHEETS, buttons
from layout.exports.sheet_options import MAX_NAME, MAX_REQUEST
from layout.pages import facts_field, mounts
from layout.server import state
from layout.view.view import View
from layout.words.glossary import say


def show_park_files(view: View, parks: Sequence[str] | None = None) -> None:
    """Show the buttons of the files of the selected park, or of the shortlist with a pack if `parks` is None.

    `parks` are those that are selected as the page is drawn: the browser follows the selection by itself.
    """
    is_pack = parks is None
    data = {
        "lang": view.lang,
        "district": view.district,
        "edition": view.edition,
        "export": f"{state.base_path()}/{state.EXPORT}",
        "parks": list(parks or ()),
        # Where the browser keeps the reader's own facts, which go along with an order.
        "store": facts_field.store_of(view),
        "pack": is_pack,
        "words": _words(is_pack, view.lang),
        "contents": [_content(name, view.lang) for name in ((PACK, SHEETS) if is_pack else (SHEETS,))],
        "langs": [[name, language(name).name] for name in LANGS],
        "limits": {"name": MAX_NAME, "request": MAX_REQUEST},
    }
    mounts.mount("park-files", "park_files", data)


def _words(is_pack: bool, lang: str) -> dict[str, str]:
    words = mounts.file_words("park_files", lang)
    of_sheets = ("title", "lead")
    return words if is_pack else words | {key: words[f"sheet-{key}"] for key in of_sheets}


def _content(name: str, lang: str) -> dict[str, Any]:
    forms = [{key: b[key] for key in ("form", "extent", "label", "title")} for b in buttons(name, lang)]
    return {"content": name, "title": say(f"park_files.{name}", lang), "forms": forms}
