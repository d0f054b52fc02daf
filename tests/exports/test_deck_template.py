"""A user's template: its masters, colours and fonts are used; what is damaged or hostile is refused."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu

from geodata.guard.limits import Limits
from geodata.languages import LANGS
from layout.exports.deck import TemplateError, template_package
from layout.exports.deck import template as template_module
from layout.exports.deck.template import open_template
from layout.exports.deck.template_presentation import check_template
from layout.exports.story_options import MAX_TEMPLATE
from tests.briefing.briefings import briefing_of
from tests.conftest import Case
from tests.exports.test_deck import check_places, deck_of, texts
from tests.geodata.archives import growth, parts_of, renamed, restated

OLD = "a slide of the template"


@cache
def template(width: int = 12192000, east: str = "", notes: bool = False) -> bytes:
    """Return a template of its own colour, with a logo at its foot and one slide."""
    deck = Presentation()
    scale = width / deck.slide_width
    deck.slide_width = Emu(width)
    master = deck.slide_masters[0]
    for page in (master, *deck.slide_layouts):
        for shape in page.placeholders:
            if shape._element.spPr.find(qn("a:xfrm")) is not None:
                shape.left, shape.width = int(shape.left * scale), int(shape.width * scale)
    logo = parse_xml(
        f'<p:sp {nsdecls("a", "p")}><p:nvSpPr><p:cNvPr id="90" name="logo"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>'
        f'<a:xfrm><a:off x="{width - 1500000}" y="6400000"/><a:ext cx="1200000" cy="300000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:sp>'
    )
    master.shapes._spTree.append(logo)
    theme = next(r.target_part for r in master.part.rels.values() if r.reltype == RT.THEME)
    text = re.sub(
        r"<a:accent1>.*?</a:accent1>", '<a:accent1><a:srgbClr val="123ABC"/></a:accent1>', theme.blob.decode()
    )
    theme._blob = text.replace('<a:ea typeface=""/>', f'<a:ea typeface="{east}"/>').encode()
    page = deck.slides.add_slide(deck.slide_layouts[0])
    page.shapes.title.text = OLD
    if notes:
        page.notes_slide.notes_text_frame.text = OLD
    return _saved(deck)


def _saved(deck: Any) -> bytes:
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def repacked(data: bytes, change: Callable[[dict[str, bytes]], object]) -> bytes:
    """Return an archive with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {n: old.read(n) for n in old.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def swapped(part: str, old: bytes, new: bytes) -> Callable[[dict[str, bytes]], object]:
    """Return a change of one part's bytes."""

    def change(parts: dict[str, bytes]) -> None:
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new, 1)

    return change


def related(kind: str, target: str, mode: str = "") -> Callable[[dict[str, bytes]], object]:
    """Return a change that adds a relationship to the master."""
    relationship = f'<Relationship Id="rId99" Type="{kind}" Target="{target}"{mode}/></Relationships>'
    return swapped("ppt/slideMasters/_rels/slideMaster1.xml.rels", b"</Relationships>", relationship.encode())


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OUTSIDE = ' TargetMode="External"'
MASTER = "ppt/slideMasters/slideMaster1.xml"
TYPES = "[Content_Types].xml"
BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "text": (lambda: b"hello", "not-zip"),
    "nothing but zip": (lambda: repacked(template(), dict.clear), "not-zip"),
    "cut off": (lambda: template()[: len(template()) // 2], "not-zip"),
    "old ppt": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old"),
    "workbook": (lambda: repacked(template(), swapped(TYPES, b"presentationml.presentation.main", b"spreadsheetml.sheet.main")), "other-kind"),
    "macros": (lambda: repacked(template(), lambda p: p.update({"ppt/vbaProject.bin": b"x"})), "macros"),
    "macro type": (lambda: repacked(template(), swapped(TYPES, b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml")), "macros"),
    "no master": (lambda: repacked(template(), lambda p: p.pop(MASTER)), "damaged"),
    "no theme": (lambda: repacked(template(), lambda p: p.pop("ppt/theme/theme1.xml")), "damaged"),
    "broken theme": (lambda: repacked(template(), lambda p: p.update({"ppt/theme/theme1.xml": b"<a:theme"})), "damaged"),
    "broken xml": (lambda: repacked(template(), lambda p: p.update({MASTER: b"<p:sldMaster>"})), "damaged"),
    "entities": (lambda: repacked(template(), swapped(MASTER, b"<p:sldMaster", b'<!DOCTYPE x [<!ENTITY e "e">]><p:sldMaster')), "doctype"),
    "wide entities": (lambda: repacked(template(), lambda p: p.update({MASTER: '<!DOCTYPE x [<!ENTITY e "e">]><x/>'.encode("utf-16")})), "doctype"),
    "linked picture": (lambda: repacked(template(), related(f"{OFFICE}/image", "http://host.invalid/x.png", OUTSIDE)), "outside"),
    "attached template": (lambda: repacked(template(), related(f"{OFFICE}/attachedTemplate", "file:///x", OUTSIDE)), "outside"),
    "embedded object": (lambda: repacked(template(), related(f"{OFFICE}/oleObject", "../theme/theme1.xml")), "foreign"),
    "control": (lambda: repacked(template(), related(f"{OFFICE}/control", "../theme/theme1.xml")), "foreign"),
    "slides of no size": (lambda: repacked(template(), _slide_size(0)), "slide-size"),
    "slides too large": (lambda: repacked(template(), _slide_size(51_206_401)), "slide-size"),
    "no titles": (lambda: repacked(template(), _untitled), "no-layout"),
}  # fmt: skip


def _slide_size(width: int) -> Callable[[dict[str, bytes]], object]:
    def change(parts: dict[str, bytes]) -> None:
        part = "ppt/presentation.xml"
        parts[part] = re.sub(rb'(<p:sldSz [^>]*?)cx="[0-9]+"', rb'\1cx="%d"' % width, parts[part])

    return change


def _untitled(parts: dict[str, bytes]) -> None:
    for name in [n for n in parts if re.match(r"ppt/slideLayouts/slideLayout", n)]:
        parts[name] = re.sub(rb'type="(title|ctrTitle)"', b'type="body"', parts[name])


@pytest.mark.parametrize("name", BAD)
def test_a_template_that_cannot_be_used_is_named(name: str) -> None:
    make_bad, word = BAD[name]
    with pytest.raises(TemplateError) as caught:
        check_template(make_bad())
    assert caught.value.word == f"template_fault.{word}"
    messages = [caught.value.message(lang) for lang in LANGS]
    assert messages[0] != messages[1] and not any("{" in t for t in messages)


@pytest.mark.parametrize(("name", "data"), [("empty", b""), ("not-zip", b"hello")])
def test_a_deck_is_not_made_in_a_template_that_cannot_be_used(mini: Case, name: str, data: bytes) -> None:
    with pytest.raises(TemplateError) as caught:
        deck_of(mini, briefing_of(mini.plan, mini.shapes, "en"), data)
    assert caught.value.word == f"template_fault.{name}"


def test_each_limit_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = repacked(template(), lambda p: p.update({"ppt/media/x.bin": b"\0" * 3_000_000}))
    monkeypatch.setattr(template_package, "MAX_UNPACKED_TEMPLATE", 3_000_000)
    with pytest.raises(TemplateError, match="unpacked the package has more than 3 MB"):
        check_template(bomb)
    monkeypatch.setattr(template_package, "MAX_TEMPLATE_PARTS", 30)
    with pytest.raises(TemplateError, match="more than 30 parts") as caught:
        check_template(template())
    assert "超过 30 个部分" in caught.value.message("zh")
    monkeypatch.setattr(template_package, "MAX_TEMPLATE", 100)
    with pytest.raises(TemplateError, match="larger than 0 MB"):
        check_template(template())


def test_a_template_whose_sizes_are_understated_is_refused_by_the_limit() -> None:
    part = "ppt/media/x.bin"
    bomb = restated(repacked(template(), lambda p: p.update({part: b"\0" * 90_000_000})), part, 1_000)
    assert len(bomb) < MAX_TEMPLATE

    reason, grown = growth(lambda: refused(bomb))

    assert reason == "unpacked the package has more than 80 MB"
    assert grown <= 20


def refused(data: bytes) -> str:
    """Return why the guarded child refuses a template, without what to do."""
    with pytest.raises(TemplateError) as caught:
        open_template(data, "en")
    return caught.value.message("en").partition(". ")[0]


def test_what_a_reference_leads_to_is_held_whatever_its_name() -> None:
    bad = renamed(repacked(template(), swapped(MASTER, b"<p:sldMaster", b'<!DOCTYPE x [<!ENTITY e "e">]><p:sldMaster')), MASTER, "ppt/slideMasters/master.dat")

    with pytest.raises(TemplateError) as caught:
        check_template(bad)
    assert caught.value.word == "template_fault.doctype"


def test_a_template_beyond_the_limits_of_the_child_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    large = repacked(template(), lambda p: p.update({"ppt/media/x.bin": b"\0" * 40_000_000}))
    for limits, words in (
        (Limits(seconds=0.05, max_content=10**8), "reading the file took more than 0.05 seconds"),
        (Limits(memory=20_000_000, max_content=10**8), "more than 20 MB of memory"),
        (Limits(max_content=1_000), "what is read from the file is more than"),
    ):
        monkeypatch.setattr(template_module, "TEMPLATE_LIMITS", limits)
        assert words in refused(large)


@settings(max_examples=12)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 255)), min_size=1, max_size=4))
def test_flipped_bytes_leave_a_template_or_a_named_fault(flips: list[tuple[int, int]]) -> None:
    changed = bytearray(template())
    for place, bits in flips:
        changed[place % len(changed)] ^= bits
    try:
        plain = check_template(bytes(changed))
    except TemplateError as error:
        assert all(error.message(lang) for lang in LANGS)
    else:
        assert parts_of(plain) == parts_of(check_template(template()))


@pytest.fixture(scope="module", params=[9144000, 12192000], ids=["4x3", "16x9"])
def dressed_deck(request: pytest.FixtureRequest, mini: Case) -> tuple[bytes, Any]:
    """Give a deck in a template, as bytes and as read back."""
    briefing = briefing_of(mini.plan, mini.shapes, "zh")
    data = deck_of(mini, briefing, template(request.param, "", True))
    return data, Presentation(io.BytesIO(data))


def test_masters_layouts_and_size_are_the_templates(
    dressed_deck: Any, request: pytest.FixtureRequest
) -> None:
    data, deck = dressed_deck
    assert deck.slide_width == request.node.callspec.params["dressed_deck"]
    assert len(deck.slide_layouts) == 11
    assert {p.slide_layout.name for p in deck.slides} == {"Title Only"}
    assert "logo" in [s.name for s in deck.slide_masters[0].shapes]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"123ABC" in archive.read("ppt/theme/theme1.xml")


def test_slides_of_the_template_are_gone(dressed_deck: Any, mini: Case) -> None:
    data, deck = dressed_deck
    assert len(deck.slides) == len(briefing_of(mini.plan, mini.shapes, "zh").slides)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not any(OLD.encode() in archive.read(n) for n in archive.namelist())
        slides = [n for n in archive.namelist() if re.match(r"ppt/slides/slide\d+\.xml", n)]
    assert len(slides) == len(deck.slides)


def test_titles_stand_in_the_templates_place(dressed_deck: Any) -> None:
    _, deck = dressed_deck
    place = deck.slide_masters[0].placeholders[0]
    for page in deck.slides:
        title = page.shapes.title
        assert title.is_placeholder and title.text_frame.text
        assert (title.top, title.height) == (place.top, place.height)
        assert [
            s for s in page.placeholders if s.placeholder_format.type != title.placeholder_format.type
        ] == []


def test_words_have_the_templates_colours_and_fonts(dressed_deck: Any) -> None:
    _, deck = dressed_deck
    for page in deck.slides:
        frames = [s for s in page.shapes if s.has_text_frame and s.text_frame.text]
        for props in (r for s in frames for r in s._element.iter(qn("a:rPr"))):
            assert props.find(qn("a:solidFill"))[0].tag == qn("a:schemeClr")
            assert props.find(qn("a:latin")).get("typeface") in ("+mn-lt", "+mj-lt")


def test_nothing_meets_what_the_template_shows(dressed_deck: Any) -> None:
    _, deck = dressed_deck
    check_places(deck)
    logo = next(s for s in deck.slide_masters[0].shapes if s.name == "logo")
    for page in deck.slides:
        assert max(s.top + s.height for s in page.shapes) <= logo.top


@pytest.mark.parametrize(("east", "expected"), [("", "Microsoft YaHei"), ("SimSun", "+mn-ea")])
def test_an_east_asian_font_is_the_themes_where_it_names_one(mini: Case, east: str, expected: str) -> None:
    briefing = briefing_of(mini.plan, mini.shapes, "zh")
    deck = Presentation(io.BytesIO(deck_of(mini, briefing, template(12192000, east))))
    page = deck.slides[0]
    frames = [s for s in page.shapes if s.has_text_frame and s.text_frame.text and s != page.shapes.title]
    assert {e.get("typeface") for s in frames for e in s._element.iter(qn("a:ea"))} == {expected}
    theme = next(r.target_part for r in deck.notes_master.part.rels.values() if r.reltype == RT.THEME)
    assert f'<a:ea typeface="{east}"'.encode() in theme.blob


def _linked(parts: dict[str, bytes]) -> None:
    link = f'<a:hlinkClick {nsdecls("a", "r")} r:id="rId99"/>'.encode()
    name = b'name="logo">'
    parts[MASTER] = parts[MASTER].replace(b'name="logo"/>', name + link + b"</p:cNvPr>")
    assert link in parts[MASTER]
    related(f"{OFFICE}/hyperlink", "https://host.invalid/", OUTSIDE)(parts)


def test_links_of_a_template_are_left_out(mini: Case) -> None:
    data = deck_of(mini, briefing_of(mini.plan, mini.shapes, "en"), repacked(template(), _linked))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        rels = b"".join(archive.read(n) for n in archive.namelist() if n.endswith(".rels"))
        assert b"External" not in rels
        assert b"hlinkClick" not in archive.read(MASTER) and b"rId99" not in archive.read(MASTER)


def _sections(parts: dict[str, bytes]) -> None:
    ext = (
        b'<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><x:s xmlns:x="u"/></p:ext></p:extLst>'
    )
    text = re.sub(rb"<p:extLst>.*</p:extLst>", b"", parts["ppt/presentation.xml"], flags=re.S)
    parts["ppt/presentation.xml"] = text.replace(b"</p:presentation>", ext + b"</p:presentation>")


def test_what_speaks_of_the_old_slides_goes_with_them(mini: Case) -> None:
    data = deck_of(mini, briefing_of(mini.plan, mini.shapes, "en"), repacked(template(), _sections))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"extLst" not in archive.read("ppt/presentation.xml")
        assert [
            n for n in archive.namelist() if "viewProps" in n or "printerSettings" in n or "app.xml" in n
        ] == []


def test_a_potx_is_a_template_too(mini: Case) -> None:
    kind = b"presentationml.{}.main".replace(b"{}", b"presentation")
    potx = repacked(template(), swapped(TYPES, kind, b"presentationml.template.main"))
    deck = Presentation(io.BytesIO(deck_of(mini, briefing_of(mini.plan, mini.shapes, "en"), potx)))
    assert "Map" in [s.name for s in deck.slides[0].shapes]
    assert texts(deck.slides[0].shapes)
