"""What panels and cards say more than once stands once in the map's facts, and is referred to by number."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from layout.words.nodes import Node

# The tag of a reference: its second part is the place in the list `shared`. See panels/tree.js.
REFERENCE = "="
_LEAST = 16  # bytes of what is worth a reference
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def share_nodes(facts: dict[str, Any]) -> dict[str, Any]:
    """Return facts of a map whose panels, cards and tips refer to `shared` for what they have in common."""
    trees = [*facts["panels"].values(), *(site["card"] for site in facts["sites"].values())]
    tips = [line for site in facts["sites"].values() for line in site["tip"]]
    common = _Common([*trees, *tips])
    panels = {name: common.refer(tree) for name, tree in facts["panels"].items()}
    sites = {
        name: site | {"card": common.refer(site["card"]), "tip": [common.refer(line) for line in site["tip"]]}
        for name, site in facts["sites"].items()
    }
    # What is shared may refer to what else is, never to itself: a part is smaller than its whole.
    return facts | {"panels": panels, "sites": sites, "shared": common.shared}


class _Common:
    """The nodes that trees have in common: `shared` holds each once, in the order in which it is met."""

    def __init__(self, trees: Sequence[Node]) -> None:
        self.shared: list[Any] = []
        self._place: dict[str, int] = {}
        # By identity: the trees stay as they are while they are referred to.
        self._texts: dict[int, str] = {}
        self._counts: Counter[str] = Counter()
        for tree in trees:
            self._count(tree)

    def _count(self, tree: Node | str) -> str:
        """Return a tree as JSON, put together from its parts, and count it with them."""
        if not isinstance(tree, list):
            text = _JSON.encode(tree)
        else:
            parts = [self._count(child) for child in _children(tree)]
            head = tree[:2] if parts else tree
            text = f"[{','.join([*map(_JSON.encode, head), *parts])}]"
            self._texts[id(tree)] = text
        self._counts[text] += 1
        return text

    def refer(self, tree: Node | str) -> Any:
        """Return a tree with references for what it has in common with others."""
        text = self._texts[id(tree)] if isinstance(tree, list) else _JSON.encode(tree)
        if self._counts[text] == 1 or len(text.encode()) < _LEAST:
            return self._with_references(tree)
        if text not in self._place:
            self._place[text] = len(self.shared)
            self.shared.append(None)
            self.shared[self._place[text]] = self._with_references(tree)
        return [REFERENCE, self._place[text]]

    def _with_references(self, tree: Node | str) -> Any:
        parts = [self.refer(child) for child in _children(tree)]
        return [*tree[:2], *parts] if parts else tree


def _children(tree: Node | str) -> Node:
    # A drawing is made by a script of its own, which knows no references: it is shared whole or not at all.
    return tree[2:] if isinstance(tree, list) and tree[0] != "svg" else []
