"""What a server holds of the files that pages load."""

from __future__ import annotations

import gzip

import pytest

from layout.build.assets import Assets

SCRIPT = b"let a = 1;" * 50


@pytest.mark.parametrize("names", [("a.js", "a.js.gz", "b.xlsx"), ("b.xlsx", "a.js.gz", "a.js")])
def test_of_two_forms_the_packed_one_is_held_and_the_plain_one_read(names: tuple[str, ...]) -> None:
    contents = {"a.js": SCRIPT, "a.js.gz": gzip.compress(SCRIPT), "b.xlsx": b"table"}
    assets = Assets()
    for name in names:
        assets.put(name, contents[name])

    assert dict(assets) == contents and tuple(assets) == names and len(assets) == 3
    assert all(name in assets for name in names)
    assert sum(map(len, assets._forms.values())) == len(contents["a.js.gz"]) + len(b"table")


@pytest.mark.parametrize("missing", ["a.js", "b.xlsx", "b.xlsx.gz", "a.js.gz.gz", ""])
def test_a_file_that_was_not_put_is_not_there(missing: str) -> None:
    """Not even where its packed form is."""
    assets = Assets()
    assets.put("a.js.gz", gzip.compress(SCRIPT))

    assert missing not in assets
    with pytest.raises(KeyError):
        assets[missing]
