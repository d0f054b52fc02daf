"""The document that is served: title, language and description are ours, and no text of it is markup."""

from __future__ import annotations

import dataclasses
import re
from html.parser import HTMLParser

import pytest

from geodata.languages import LANGS, Text, language
from layout.plan.model import Plan
from layout.server.document import fill_document
from layout.words.glossary import say
from tests.conftest import Case

PAGE = b"""<!DOCTYPE html>
<html lang="en"><head><meta charset="UTF-8"><title>Streamlit</title></head>
<body><noscript><p>You need to enable JavaScript to run this app.</p></noscript><div id="root"></div></body></html>"""
HOSTILE = "</title><script>window.__hit=1</script>\" onload=\"x\\1"


class Reader(HTMLParser):
    """Read what a browser takes from a document: tags with attributes, and the text of some."""

    def __init__(self, document: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self.feed(document.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Note the text of the last tag."""
        tag = self.tags[-1][0] if self.tags else ""
        self.texts[tag] = self.texts.get(tag, "") + data

    def of(self, tag: str, **values: str) -> dict[str, str | None]:
        """Return the attributes of the first tag of a name with these values."""
        return next(a for t, a in self.tags if t == tag and all(a.get(k) == v for k, v in values.items()))


@pytest.mark.parametrize("lang", LANGS)
def test_title_language_and_description_are_those_of_what_the_link_shows(bundled: Case, lang: str) -> None:
    plan = bundled.plan
    read = Reader(fill_document(PAGE, f"lang={lang}", plan, {}))

    assert read.texts["title"].strip() == say("app.title", lang, district=plan.district.name(lang))
    assert read.of("html")["lang"] == language(lang).tag
    about = read.of("meta", name="description")["content"] or ""
    assert plan.district.name(lang) in about and plan.edition.name(lang) in about
    assert "Streamlit" not in re.sub(r"<script>.*?</script>", "", str(read.texts))


def test_without_data_the_document_still_has_a_title() -> None:
    read = Reader(fill_document(PAGE, "", None, {}))

    assert read.texts["title"].strip() == say("app.name", LANGS[0])


def test_a_reader_without_scripts_is_told_so_in_every_language() -> None:
    document = fill_document(PAGE, "", None, {}).decode()

    inside = re.findall(r"<noscript>(.*?)</noscript>", document, re.S)
    assert len(inside) == 1
    assert all(say("document.no-scripts", lang) in inside[0] for lang in LANGS)


def hostile(plan: Plan) -> Plan:
    """Return the plan of a district whose name would be markup."""
    name = Text(*(HOSTILE for _ in LANGS))
    return dataclasses.replace(plan, district=dataclasses.replace(plan.district, name=name))


def test_no_text_of_the_data_becomes_markup(bundled: Case) -> None:
    document = fill_document(PAGE, "lang=en", hostile(bundled.plan), {"en": HOSTILE})
    read = Reader(document)

    # The one script is ours: a name that ended the title would add another, and attributes of its own.
    assert [tag for tag, _ in read.tags].count("script") == 1
    assert all("onload" not in attrs for _, attrs in read.tags)
    assert HOSTILE in read.texts["title"]


def test_what_is_put_in_may_hold_a_backslash(bundled: Case) -> None:
    assert rb"\1" in fill_document(PAGE, "", hostile(bundled.plan), {})
