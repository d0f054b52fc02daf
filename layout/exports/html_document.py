"""One HTML document that stands alone: its styles and scripts inside, and a policy that lets in no more."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from layout.web import bundle
from layout.words.glossary import say

_PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title></title>
<style>{style}</style>
</head>
<body class="standalone">
<header id="head" class="lt-tree"></header>
{stage}
<script>{library}</script>
<script>{script}</script>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class HtmlDocument:
    """The parts of a document. `stage` is markup without words; `script` holds data as escaped JSON."""

    lang: str
    stage: str
    script: str


def html_text(document: HtmlDocument) -> str:
    """Return a document as text, to be written as UTF-8. Two calls return equal text."""
    library = bundle.script()
    parts = {
        "lang": say("text.tag", document.lang),
        "policy": _policy(library, document.script),
        "style": bundle.style(),
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
