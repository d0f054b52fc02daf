"""Claims that rest on claims."""

from __future__ import annotations

from itertools import pairwise

from geodata.claims import check_claims
from geodata.fields import CheckedRow


def circular(operands: dict[str, str]) -> list[str]:
    """Check claims by their operands, parted by semicolons; return those that rest on themselves."""
    rows = [
        CheckedRow("plan.toml", "", {"id": name, "of": of, "kind": "sum", "by": "", "stated": ""})
        for name, of in operands.items()
    ]
    check_claims({"claims": rows})
    return [row.values["id"] for row in rows if any("itself" in f.problem("en") for f in row.faults)]


def test_a_long_chain_of_claims_is_followed_to_its_end() -> None:
    chain = {f"c{n}": f"c{n + 1};x" for n in range(5000)}

    assert circular(chain) == []
    assert circular(chain | {"c5000": "c4999;x"}) == ["c4999", "c5000"]


def test_claims_in_layers_are_followed_once() -> None:
    names = [(f"a{n}", f"b{n}") for n in range(60)]
    layers = {name: ";".join(below) for above, below in pairwise(names) for name in above}

    assert circular(layers) == []
