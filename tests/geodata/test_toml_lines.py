"""The lines of tables in a TOML text, held against what tomllib reads from there."""

from __future__ import annotations

import tomllib
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.toml_lines import heading_lines

NAMES = ("claims", "causes", "sources", "a-b", '"q.q"')
VALUES = (
    "1", '"[[claims]]"', "'[sources.x]'", '"""\n[[claims]]\nid = 1\n"""', "'''\n[sources.x]\n[[a-b]]'''",
    "[\n[1],\n[2]\n]", '["[[claims]]", # [[claims]]\n]', "{ a = [1] }", "[[1], [2]]", '"""x\\\n[a]"""', '"\\""',
)  # fmt: skip
HEADS = ("[[{}]]", "  [[ {} ]]  # [[claims]]", "[[{}]]\t")
BETWEEN = ("", "\n", "# [[claims]]\n", "\t# x\n\n")


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Draw a text of arrays of tables and keyed tables, and the names of its headings in their order."""
    text = draw(st.sampled_from(("", "top = 1\n", 'top = """\n[[claims]]\n"""\n')))
    names = []
    for number in range(draw(st.integers(0, 7))):
        name = draw(st.sampled_from(NAMES))
        keyed = name == "sources"
        head = f"[sources.k{number}]" if keyed else draw(st.sampled_from(HEADS)).format(name)
        names.append(f"sources.k{number}" if keyed else name.strip('"'))
        keys = [f"k{n} = {draw(st.sampled_from(VALUES))}\n" for n in range(draw(st.integers(0, 3)))]
        text += draw(st.sampled_from(BETWEEN)) + f"{head}\nnumber = {number}\n" + "".join(keys)
    end = draw(st.sampled_from(("\n", "\r\n")))
    return text.replace("\n", end), names


@settings(max_examples=200, deadline=None)
@given(documents())
def test_each_heading_is_found_where_its_table_begins(document: tuple[str, list[str]]) -> None:
    text, names = document
    whole = tomllib.loads(text)
    lines = heading_lines(text)

    assert {name: len(numbers) for name, numbers in lines.items()} == {n: names.count(n) for n in names}
    for name, numbers in lines.items():
        for line, table in zip(numbers, _tables(whole, name), strict=True):
            # The line after the heading holds the number that this very table was given.
            assert text.split("\n")[line].strip() == f"number = {table['number']}"


def _tables(whole: dict[str, Any], name: str) -> list[dict[str, Any]]:
    if name.startswith("sources."):
        return [whole["sources"][name.removeprefix("sources.")]]
    tables = whole[name]
    return tables if isinstance(tables, list) else [tables]


def test_inline_tables_have_no_line_and_a_hostile_text_is_given_up() -> None:
    assert heading_lines('claims = [{ id = "a" }]\n') == {}
    hostile = 'x = """\n' + "[[claims]]\n" * 20_000 + '"""\n'

    assert heading_lines(hostile) == {}
