"""The document that Streamlit serves for every page, made ours: title, language, description, first words.

Texts of the data enter it escaped; the script that watches over the connection gets its words as
JSON (layout/web/payload.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from html import escape

from geodata.languages import LANGS, language
from layout.plan.model import Plan
from layout.view.query import pick_language
from layout.web.bundle import document_script
from layout.web.payload import safe_json
from layout.words.glossary import say, words
from layout.words.nouns import say_of

_TITLE = re.compile(rb"<title>.*?</title>", re.S)
_NOSCRIPT = re.compile(rb"<noscript>.*?</noscript>", re.S)
_ROOT = re.compile(rb"<html[^>]*>")
_HEAD = re.compile(rb"<head[^>]*>")
_AGENT_LINK = re.compile(rb'<link rel="service-desc"[^>]*>')


def fill_document(body: bytes, query: str, plan: Plan | None, offline: Mapping[str, str]) -> bytes:
    """Return a served document with the title, language and description of what a link shows.

    `plan` is None where there are no data to show; `offline` holds the address of the page to take along,
    by language, where there is one.
    """
    lang = pick_language(query)
    title = say("app.title", lang, district=plan.district.name(lang)) if plan else say("app.name", lang)
    about = _description(plan, lang) if plan else title
    head = (
        f'<meta name="description" content="{escape(about)}"><meta name="robots" content="noindex">'
        f"<script>{_watch(tuple(sorted(offline.items())))}</script>"
    )
    replacements = (
        (_ROOT, f'<html lang="{language(lang).tag}">'),
        (_TITLE, f"<title>{escape(title)}</title>"),
        (_NOSCRIPT, f"<noscript>{_without_scripts()}</noscript>"),
    )
    for pattern, text in replacements:
        # By function: what replaces is text, in which a backslash stands for itself.
        body = pattern.sub(lambda _match, text=text: text.encode(), body, count=1)  # type: ignore[misc]
    return _HEAD.sub(lambda match: match[0] + head.encode(), body, count=1)


def without_agent_link(body: bytes) -> bytes:
    """Return a document that does not lead to Streamlit's interface for agents, where that is closed."""
    return _AGENT_LINK.sub(b"", body)


def _description(plan: Plan, lang: str) -> str:
    return say_of(
        plan,
        "document.description",
        lang,
        district=plan.district.name(lang),
        edition=plan.edition.name(lang),
        phrase=plan.edition.phrase(lang),
    )


def _without_scripts() -> str:
    """Return what a reader sees whose browser runs no scripts, in every language."""
    return "".join(
        f'<p lang="{language(lang).tag}">{escape(say("document.no-scripts", lang))}</p>' for lang in LANGS
    )


@cache
def _watch(offline: tuple[tuple[str, str], ...]) -> str:
    """Return the script that tells a reader why the page does not come, with its words."""
    content = {lang: {**words("connection", lang), "offline": dict(offline).get(lang, "")} for lang in LANGS}
    return f"{document_script()}LayoutDocument.watchConnection({safe_json(content)});"
