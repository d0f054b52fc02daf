"""A stranger's package: what it states is not believed, and what it holds is held by its content."""

from __future__ import annotations

import zipfile

import pytest

from geodata.guard.archive import ArchiveLimits, GuardedArchive, write_archive, xml_text
from geodata.guard.errors import ArchiveError
from geodata.guard.limits import MEGABYTE
from geodata.languages import LANGS
from tests.geodata.archives import flagged, growth, packed, parts_of, restated

LIMITS = ArchiveLimits(max_parts=5, max_unpacked=2 * MEGABYTE)
PARTS = {"a.xml": b"<a/>", "b.bin": b"\x01\x02"}


def read(content: bytes, limits: ArchiveLimits = LIMITS) -> dict[str, bytes]:
    """Read every part of a package."""
    return {part.name: part.content for part in GuardedArchive(content, limits).parts()}


def refusal(content: bytes, limits: ArchiveLimits = LIMITS) -> ArchiveError:
    """Return why a package is refused, worded in every language."""
    with pytest.raises(ArchiveError) as caught:
        read(content, limits)
    texts = [caught.value.fault("f").text(lang) for lang in LANGS]
    assert texts[0] != texts[1] and not any("{" in text for text in texts)
    return caught.value


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_an_honest_package_is_read_and_written_anew(method: int) -> None:
    content = packed(PARTS, method)

    assert read(content) == PARTS
    assert parts_of(write_archive(read(content).items())) == PARTS


@pytest.mark.parametrize("stated", [0, 100, 3 * MEGABYTE, 2**32 - 2])
def test_a_part_is_inflated_to_the_limit_whatever_is_stated(stated: int) -> None:
    bomb = restated(packed({"a.bin": b"\0" * (50 * MEGABYTE)}), "a.bin", stated)
    error, grown = growth(lambda: refusal(bomb))

    assert error.code == "archive_unpacked" and "2 MB" in error.fault("f").text("en")
    assert grown < 15


@pytest.mark.parametrize("stated", [0, 5, 3_000])
def test_a_part_of_another_size_than_stated_is_refused(stated: int) -> None:
    assert refusal(restated(packed({"a.bin": b"x" * 1_000}), "a.bin", stated)).code == "archive_size"


def test_all_parts_together_are_limited() -> None:
    assert read(packed({f"{n}": b"\0" * 500_000 for n in range(4)}))
    assert refusal(packed({f"{n}": b"\0" * 500_001 for n in range(4)})).code == "archive_unpacked"


def test_parts_are_counted_before_the_directory_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    content = packed({f"{n}": b"" for n in range(6)})
    monkeypatch.setattr(zipfile, "ZipFile", None)

    assert refusal(content).code == "archive_parts"


@pytest.mark.parametrize("other", ["a.xml", "A.XML", "/a.xml", "./a.xml", "x/../a.xml"])
def test_two_parts_of_one_name_are_refused(other: str) -> None:
    with pytest.warns(UserWarning) if other == "a.xml" else pytest.MonkeyPatch.context():
        content = write_archive([("a.xml", b"<a/>"), (other, b"<b/>")])

    assert refusal(content).code == "archive_twice"


def test_two_parts_that_differ_in_their_slashes_are_refused() -> None:
    assert refusal(packed({"x/a.xml": b"<a/>", "x\\a.xml": b"<b/>"})).code == "archive_twice"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_compression_that_is_inflated_without_a_limit_is_refused(method: int) -> None:
    assert refusal(packed(PARTS, method)).code == "archive_packing"


@pytest.mark.parametrize("flag", [0x01, 0x40])
def test_a_locked_package_is_told_as_such(flag: int) -> None:
    assert refusal(flagged(packed(PARTS), flag)).code == "archive_encrypted"


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x03\x04" + b"x" * 100, packed(PARTS)[:-30]])
def test_what_is_no_package_is_told_as_damaged(content: bytes) -> None:
    assert refusal(content).code == "archive_damaged"


DOCTYPE = '<!DOCTYPE x [<!ENTITY e "e">]><x/>'


@pytest.mark.parametrize(
    "content",
    [
        DOCTYPE.encode(), b"\xef\xbb\xbf" + DOCTYPE.encode(), b" \r\n" + DOCTYPE.encode(), DOCTYPE.encode("utf-16"),
        DOCTYPE.encode("utf-16-le"), DOCTYPE.encode("utf-16-be"), b"\xfe\xff" + DOCTYPE.encode("utf-16-be"),
        b" " * 100_000 + DOCTYPE.encode(), b"<x/>" + b" " * 100_000 + b"<!entity>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a.xml", "a.dat", "media/image1.png"])
def test_a_document_type_is_found_by_content(name: str, content: bytes) -> None:
    with pytest.raises(ArchiveError) as caught:
        xml_text(name, content)
    assert caught.value.code == "archive_doctype"


@pytest.mark.parametrize(
    "content",
    [
        b'<?xml version="1.0" encoding="UTF-7"?><x/>', b'<?xml version="1.0" encoding="ISO-8859-1"?><x/>',
        b'<?xml version="1.0" encoding="utf-16"?><x/>', '<?xml version="1.0" encoding="utf-8"?><x/>'.encode("utf-16"),
        "<?xml?><x/>".encode("cp037"), "<?xml?><x/>".encode("utf-32"), "<?xml?><x/>".encode("utf-32-be"),
        "<x/>".encode("utf-32-le"), b"<x>\0<!DOCTYPE y></x>", b"\xff\xfe<\0x\0/",
    ],
)  # fmt: skip
def test_another_encoding_is_refused(content: bytes) -> None:
    with pytest.raises(ArchiveError) as caught:
        xml_text("a", content)
    assert caught.value.code == "archive_encoding"


def test_xml_is_known_by_its_content_and_comes_in_utf_8() -> None:
    wide = '<?xml version="1.0" encoding="UTF-16"?><甲/>'

    assert xml_text("a", wide.encode("utf-16")) == wide.encode()
    assert xml_text("a", "<甲/>".encode()) == "<甲/>".encode()
    assert xml_text("a", b"\x89PNG\r\n<x/>") is None and xml_text("a", b"") is None
