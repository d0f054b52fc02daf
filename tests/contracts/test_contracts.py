"""The contracts themselves: what each names is there, and another behaviour would be told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.contracts.kit import Contract
from tests.contracts.page import contracts, page

REPO = Path(__file__).parents[2]
ALL = contracts()


def test_there_are_enough_of_them_and_each_says_what_it_is() -> None:
    assert len(ALL) >= 25
    assert [c.quirk for c in ALL if not c.quirk.endswith(".") or c.expected is None] == []


@pytest.mark.parametrize("contract", ALL, ids=lambda c: c.quirk[:40])
def test_another_behaviour_is_told_with_the_places_that_rest_on_it(contract: Contract) -> None:
    with pytest.raises(AssertionError) as failure:
        contract.check(object())

    assert (REPO / contract.code).is_file()
    assert f"rest {contract.code} and docs/libraries.md, section “{contract.library}”" in str(failure.value)


def test_the_page_about_the_libraries_is_made_of_them() -> None:
    assert (REPO / "docs/libraries.md").read_text(encoding="utf-8") == page(), "python -m tests.contracts"
