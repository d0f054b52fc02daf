"""Every engine from Chromium 109 on knows each word of the styles, or is told first what it may do without."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from layout.web import bundle

SHEETS = sorted(bundle.SCRIPTS.rglob("*.css"))
# In scripts: the styles of a window of its own.
SCRIPTS = [path for path in sorted(bundle.SCRIPTS.rglob("*.js")) if "@media" in path.read_text(encoding="utf-8")]
# Functions, pseudo-classes and rules of Chromium 109 (December 2022) that the styles use.
FUNCTIONS = {*re.findall(
    r"\w+", "attr brightness calc clamp format inset local max min minmax repeat rgb rotate scale translate translateX translateY url var"
)}  # fmt: skip
SELECTORS = {*re.findall(
    r"[\w-]+", "after before backdrop disabled empty first-child focus focus-visible focus-within has hover is last-child lang not"
    " nth-child placeholder root"
)}  # fmt: skip
RULES = {"font-face", "media", "page", "supports"}
COMMENT = re.compile(r"/\*.*?\*/|\"[^\"]*\"|'[^']*'", re.S)


def newer_words(css: str) -> set[str]:
    """Return the words of styles that Chromium 109 may not know, but for those within @supports."""
    plain = COMMENT.sub("''", css)
    # What stands in such a block is asked for first.
    while block := re.search(r"@supports[^{]*\{(?:[^{}]|\{[^{}]*\})*\}", plain):
        plain = plain.replace(block[0], "")
    newer = {f"{name}()" for name in re.findall(r"(?<![:\w-])([a-zA-Z][\w-]*)\(", plain)} - {f"{n}()" for n in FUNCTIONS}
    pseudo = {name for name in re.findall(r":{1,2}([a-z-]+)(?=[^;{}]*\{)", plain) if not name.startswith(("-webkit-", "-moz-"))}
    newer |= {f":{name}" for name in pseudo - SELECTORS}
    newer |= {f"@{name}" for name in re.findall(r"@([a-z-]+)", plain)} - {f"@{name}" for name in RULES}
    newer |= {"nesting"} if re.search(r"\{[^{}@]*;[^{}@]*\{", re.sub(r"@media[^{]*\{", "", plain)) else set()
    # `and (`, `not (` and the like of a media query are no functions.
    return newer - {"and()", "not()", "screen()", "is()", "has()", "lang()"}


@pytest.mark.parametrize("path", [*SHEETS, *SCRIPTS], ids=lambda p: str(p.relative_to(bundle.SCRIPTS)))
def test_no_word_is_newer_than_chromium_109(path: Path) -> None:
    assert newer_words(path.read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize(
    ("css", "word"),
    [
        ("a { color: light-dark(#fff, #000) }", "light-dark()"),
        # A plain declaration before is no help: with var() any engine takes the second one.
        ("a { color: red; color: color-mix(in srgb, var(--c), red) }", "color-mix()"),
        ("a:popover-open { color: red }", ":popover-open"),
        ("@scope (a) { b { color: red } }", "@scope"),
        ("a { color: red; & b { color: red } }", "nesting"),
    ],
)
def test_a_newer_word_is_found(css: str, word: str) -> None:
    assert word in newer_words(css)


def test_what_is_asked_for_first_may_be_newer() -> None:
    block = "@supports (color: color-mix(in srgb, red, red)) { a { color: color-mix(in srgb, red, red) } }"
    assert newer_words(block) == set()


def test_light_and_dark_are_written_in_pairs() -> None:
    for path in SHEETS:
        css = re.sub(r"\s+", " ", path.read_text(encoding="utf-8"))
        lights, darks = css.count("var(--light, "), css.count("var(--dark, ")
        assert lights == darks == len(re.findall(r"\) var\(--dark, ", css)), path.name
