"""Trees of plain data."""

from __future__ import annotations

from layout.words.nodes import h, table_node, text_of, walk


def test_a_node_drops_what_is_empty() -> None:
    assert h("p", None, "", "a", 0, cls="", data_site="x", hidden=False, title=None) == [
        "p", {"data-site": "x"}, "a", 0,
    ]  # fmt: skip


def test_a_tree_is_walked_depth_first_and_read_aloud() -> None:
    tree = h("div", h("b", "one"), "two", h("p", h("i", "three")), cls="x")

    assert [n[0] for n in walk(tree)] == ["div", "b", "p", "i"]
    assert text_of(tree) == "one two three"


def test_a_table_names_its_columns_and_says_when_it_is_empty() -> None:
    tree = table_node("Caption", ["a", ("b", "num")], [], "nothing")
    heads = [n for n in walk(tree) if n[0] == "th"]

    assert [(n[1].get("class"), n[1]["scope"]) for n in heads] == [(None, "col"), ("num", "col")]
    assert text_of(tree) == "Caption a b nothing"
    assert tree[1]["aria-label"] == "Caption"
