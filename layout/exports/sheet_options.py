"""What is chosen for sheets and packs: which parks, for whom, with which of the officer's facts.

All of it is a stranger's text until :func:`checked`: it never becomes markup, a path or a template.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import quote, urlsplit

from geodata.bidi import BIDI_CONTROLS
from geodata.document.copy import PlanCopy
from geodata.faults import printable
from geodata.languages import Text
from layout.exports.formats import EXTENTS, FULL
from layout.plan.model import Plan
from layout.promotion.officer_facts import NO_FACTS, OfficerFacts
from layout.promotion.pack_record import PackCover, PackRecord

MAX_PARKS = 60
# Characters of a name, of what is asked for, of a word on a park, of an address.
MAX_NAME, MAX_REQUEST, MAX_COMMENT, MAX_ADDRESS = 200, 500, 300, 300
ADDRESS_ENV = "LAYOUT_ADDRESS"
# What no line of text holds, and what turns the text around it about.
_CONTROL = re.compile(rf"[\x00-\x1f\x7f-\x9f\u2028\u2029{BIDI_CONTROLS}\ud800-\udfff\ufffe\uffff]+")
_SAFE = "/:%[]~"  # characters of an address that stay as they are


@dataclass(frozen=True, slots=True)
class SheetOptions:
    """Choices of sheets and packs. `parks` are ids of sites in the order of the pages.

    `comments` are a word of the sender's own for a site, by its id; `request` is what the investor asked for
    in words, `investor`, `sender` and `day` stand on the cover of a pack. `address` is that of the server,
    with its path and without a query; empty where it is not set, and then no code is drawn. `extent` is one
    of EXTENTS; `document` is the office's copy of the plan, whose words a pack quotes.
    """

    parks: tuple[str, ...]
    facts: OfficerFacts = NO_FACTS
    comments: Mapping[str, str] = field(default_factory=dict)
    request: str = ""
    investor: str = ""
    sender: str = ""
    day: str = ""
    address: str = ""
    extent: str = FULL
    document: PlanCopy | None = None

    def record(self, plan: Plan, lang: str) -> PackRecord:
        """Return the record of the pack that is chosen."""
        cover = PackCover(self.investor, self.sender, self.day, self.request, self.comments)
        return PackRecord(plan, lang, self.parks, self.facts, cover, self.document)


class OptionError(Exception):
    """A choice that cannot be: id of the word of `sheet_call` that says so, and what stands in it."""

    def __init__(self, word: str, **values: str | Text) -> None:
        super().__init__(word)
        self.word, self.values = word, values


def server_address() -> str:
    """Return the address that the setting names, empty where it names none."""
    return os.environ.get(ADDRESS_ENV, "").strip()


def checked(options: SheetOptions, plan: Plan) -> SheetOptions:
    """Return options fit to be printed: blanks and control characters closed up, the address as ASCII.

    Raises OptionError for unknown sites, all at once, for none or too many, and for texts that are too long.
    """
    _require_sites(options.parks, plan)
    unknown = [site for site in options.comments if site not in plan.site]
    if unknown:
        raise OptionError("unknown", value=_listed(unknown), known=_known(plan))
    if options.extent not in EXTENTS:
        raise OptionError("extent", value=printable(options.extent), known=", ".join(EXTENTS))
    return replace(
        options,
        comments={s: _limited("comment", w, MAX_COMMENT) for s, w in options.comments.items() if w.strip()},
        request=_limited("request", options.request, MAX_REQUEST),
        investor=_limited("for", options.investor, MAX_NAME),
        sender=_limited("from", options.sender, MAX_NAME),
        day=_day(options.day),
        address=_address(options.address),
    )


def _require_sites(parks: tuple[str, ...], plan: Plan) -> None:
    unknown = [site for site in parks if site not in plan.site]
    if unknown:
        raise OptionError("unknown", value=_listed(unknown), known=_known(plan))
    if not parks:
        raise OptionError("no-parks", known=_known(plan))
    if len(parks) > MAX_PARKS:
        raise OptionError("too-many", n=str(len(parks)), most=str(MAX_PARKS))


def _known(plan: Plan) -> str:
    return _listed([p.id for p in plan.parks])


def _listed(ids: list[str]) -> str:
    return ", ".join(printable(i) for i in ids[:MAX_PARKS])


def _limited(name: str, text: str, most: int) -> str:
    words = " ".join(_CONTROL.sub(" ", text).split())
    if len(words) > most:
        raise OptionError(f"long-{name}", n=str(len(words)), most=str(most))
    return words


def _day(text: str) -> str:
    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise OptionError("no-day", value=printable(text)) from error


def _address(text: str) -> str:
    """Return an address without query and last slash, what is not ASCII percent-encoded."""
    if not text:
        return ""
    try:
        parts = urlsplit(text.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except ValueError as error:
        raise OptionError("no-address", value=printable(text)) from error
    whole = parts.scheme in ("http", "https") and host and not parts.username
    if not whole or len(text) > MAX_ADDRESS or re.search(r"[\s<>\"\\^`{|}]", host):
        raise OptionError("no-address", value=printable(text[:MAX_ADDRESS]))
    bracketed = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{bracketed}{port}{quote(parts.path, safe=_SAFE)}".rstrip("/")
