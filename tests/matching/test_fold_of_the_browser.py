"""The cases that the browser's fold is held by are those of the server's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from layout.matching.folding import fold_text, simplified_characters

CASES = json.loads((Path(__file__).parents[1] / "data/folding.json").read_text("utf-8"))


@pytest.mark.parametrize(("text", "folded"), CASES["cases"])
def test_a_text_is_folded_as_the_browser_folds_it(text: str, folded: str) -> None:
    pairs = CASES["pairs"]

    assert fold_text(text, simplified_characters()) == folded
    assert fold_text(text, dict(zip(pairs[::2], pairs[1::2], strict=True))) == folded
