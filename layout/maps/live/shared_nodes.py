"""What panels and cards say more than once stands once in the map's facts, and is referred to by number."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from layout.words.nodes import Node

# The tag of a reference: its second part is the place in the list `shared`. See panels/tree.js.
REFERENCE = "="
_LEAST = 16  # bytes of what is worth a reference


def share_nodes(facts: dict[str, Any]) -> dict[str, Any]:
    """Return facts of a map whose panels and cards refer to `shared` for nodes that they have in common."""
    trees = [*facts["panels"].values(), *(site["card"] for site in facts["sites"].values())]
    counts = Counter(text for tree in trees for text in _texts(tree))
    shared: dict[str, Any] = {}
    panels = {name: _refer(tree, counts, shared) for name, tree in facts["panels"].items()}
    sites = {
        name: site | {"card": _refer(site["card"], counts, shared)} for name, site in facts["sites"].items()
    }
    # What is shared may refer to what else is, never to itself: a part is smaller than its whole.
    return facts | {"panels": panels, "sites": sites, "shared": list(shared.values())}


def _texts(tree: Node | str) -> Iterator[str]:
    yield _text(tree)
    for child in _children(tree):
        yield from _texts(child)


def _children(tree: Node | str) -> Node:
    # A drawing is made by a script of its own, which knows no references: it is shared whole or not at all.
    return tree[2:] if isinstance(tree, list) and tree[0] != "svg" else []


def _text(tree: Node | str) -> str:
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":"))


def _refer(tree: Node | str, counts: Counter[str], shared: dict[str, Any]) -> Any:
    text = _text(tree)
    common = counts[text] > 1 and len(text.encode()) >= _LEAST
    if common and text in shared:
        return [REFERENCE, list(shared).index(text)]
    if common:
        shared[text] = None
    parts = [_refer(child, counts, shared) for child in _children(tree)]
    packed = [*tree[:2], *parts] if parts else tree
    if not common:
        return packed
    shared[text] = packed
    return [REFERENCE, list(shared).index(text)]
