"""Pages as plain data: `[tag, attributes, *children]`, drawn in the browser by text nodes.

One form serves the app, the exported page and the tests; no text of the data ever
becomes markup. The browser draws only the tags and attributes it knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

Node = list[Any]


def h(tag: str, *children: Any, **attrs: Any) -> Node:
    """Make a node. `cls` is its class; None children and None or empty attributes are dropped."""
    renamed = {{"cls": "class"}.get(k, k.replace("_", "-")): v for k, v in attrs.items()}
    # A number 0 equals False and is left out as well; `aria-*` states are the texts "true" and "false".
    attributes = {k: v for k, v in renamed.items() if v not in (None, "", False)}
    return [tag, attributes, *(c for c in children if c is not None and c != "")]


def walk(node: Any) -> Iterator[Node]:
    """Yield every node of a tree, depth first."""
    if isinstance(node, list) and node and isinstance(node[0], str):
        yield node
        for child in node[2:]:
            yield from walk(child)


def text_of(node: Any) -> str:
    """Return the text of a tree, its parts joined by blanks."""
    if isinstance(node, str):
        return node
    return " ".join(t for t in map(text_of, node[2:]) if t) if isinstance(node, list) else ""


def table_node(caption: str, head: Iterable[Any], rows: Iterable[Node], empty: str) -> Node:
    """Make a table with a caption; `head` holds words or (words, class) pairs.

    `empty` is the text of the row that is shown where a filter leaves no other.
    """
    cells = [
        h(
            "th",
            *((c[0],) if isinstance(c, tuple) else (c,)),
            scope="col",
            cls=c[1] if isinstance(c, tuple) else None,
        )
        for c in head
    ]
    # Always there and hidden: the browser shows it when a filter has hidden all other rows.
    none = h("tr", h("td", empty, colspan=len(cells), cls="quiet"), cls="none", hidden="hidden")
    body = [*rows, none]
    inner = h("table", h("caption", caption), h("thead", h("tr", *cells)), h("tbody", *body))
    # A box that scrolls takes the focus, so that it can be scrolled by keyboard.
    return h("div", inner, cls="scroll", tabindex="0", role="region", aria_label=caption)
