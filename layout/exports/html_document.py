"""One HTML document that stands alone: its styles and scripts inside, and a policy that lets in no more."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from layout.web import bundle
from layout.web.payload import safe_markup, safe_text
from layout.words.glossary import say

_PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<meta name="description" content="{about}">
<style>{style}</style>
</head>
<body class="standalone">
<noscript><style>{plain}</style><h1>{heading}</h1><p>{still}</p>{picture}</noscript>
<header id="head" class="lt-tree"></header>
{stage}
<script>{library}</script>
<script>{script}</script>
</body>
</html>
"""
# Where no scripts run, all else is empty.
_PLAIN = (
    ".standalone>:not(noscript){display:none!important}body{max-width:1200px;margin:0 auto;padding:18px;"
    "font:15px/1.6 var(--sans);color:var(--ink)}svg{width:100%;height:auto}"
)


@dataclass(frozen=True, slots=True)
class HtmlDocument:
    """The parts of a document. `stage` is markup without words; `script` holds data as escaped JSON.

    `title` and `about`, a sentence, are plain text. `picture` is what stands for the map where no scripts
    run, as markup (see :func:`layout.drawing.svg_writer.inline_svg`).
    """

    lang: str
    title: str
    about: str
    stage: str
    script: str
    picture: str = ""
    story: bool = False
    pack: bool = False


def html_text(document: HtmlDocument) -> str:
    """Return a document as text, to be written as UTF-8. Two calls return equal text."""
    library = bundle.script(pack=document.pack)
    parts = {
        "lang": say("text.tag", document.lang),
        "policy": _policy(library, document.script),
        "title": safe_text(document.title),
        "about": safe_text(document.about),
        "style": bundle.style(story=document.story, pack=document.pack),
        "plain": _PLAIN,
        "heading": safe_text(document.title),
        "still": safe_text(say("document.still", document.lang)),
        "picture": safe_markup(document.picture),
        "stage": document.stage,
        "library": library,
        "script": document.script,
    }
    text = ""
    rest = _PAGE
    # Looked for only behind what was put in before: braces of scripts and data are no names of parts.
    for name, part in parts.items():
        head, _, rest = rest.partition("{" + name + "}")
        text += head + part
    return text + rest


def _policy(library: str, script: str) -> str:
    """Return a content-security policy that lets run what stands in the page and no more."""
    # Inline scripts run by the hash of their exact text, so nothing may change them afterwards.
    sums = [_hash_source(part) for part in (library, script)]
    rules = [
        "default-src 'none'",
        f"script-src {' '.join(sums)}",
        # Leaflet positions everything by style attributes.
        "style-src 'unsafe-inline'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(rules)


def _hash_source(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
