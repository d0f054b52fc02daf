"""A pack for an investor: for whom, why these, a sheet each, comparison, chains, places in the plan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geodata.languages import LANGS
from layout import exports
from layout.exports.formats import PACK, PARK_FILES, SHORT, park_content
from layout.exports.sheet_options import (
    MAX_NAME,
    OptionError,
    SheetOptions,
    checked,
)
from layout.exports.sheets.pack_data import why_data
from layout.matching.answer import match
from layout.words.glossary import say
from tests.conftest import Case
from tests.exports.pdf_text import PageText, page_texts, squeezed
from tests.exports.test_park_sheets import HAN, HOSTILE, LEAST, nothing, overlaps


def pack_of(case: Case, lang: str, options: SheetOptions) -> list[PageText]:
    """Return the pages of a pack."""
    row = PARK_FILES[PACK][".pdf"]
    return page_texts(exports.render_sheets(row, case.plan, case.shapes, lang, options, nothing))


def right_of(page: PageText) -> list[float]:
    """Return how far to the right letters reach; the box of a sign is wider than the sign."""
    return [x.box[2] for x in page.letters if x.text.isalnum()]


@pytest.mark.parametrize("lang", LANGS)
def test_a_pack_says_for_whom_and_why_and_has_every_part(bundled: Case, lang: str) -> None:
    plan = bundled.plan
    parts = (s for c in plan.clusters for s in c.segments)
    request = next(
        s.name(lang) for s in parts if any(plan.site[p.site].is_park for p in match(plan, s.name(lang)).places)
    )
    matched = [p.site for p in match(plan, request).places if plan.site[p.site].is_park][:2]
    lost = next(p.id for p in plan.parks if not p.located)
    parks = tuple(dict.fromkeys((*matched, lost)))
    options = SheetOptions(
        parks,
        request=request,
        investor="ACME 新材料",
        sender="Zhang",
        day="2026-01-31",
        comments={lost: HOSTILE},
        address="https://plan.example.org",
    )
    pages = pack_of(bundled, lang, options)
    cover, why = pages[0].joined, pages[1].joined

    for text in ("ACME 新材料", "Zhang", "2026-01-31", request, *(plan.site[s].name(lang) for s in parks)):
        assert squeezed(text) in cover
    reason = next(p for p in match(plan, request).places if p.site == matched[0]).reasons[0].text(lang)
    assert squeezed(reason.replace("“", '"').replace("”", '"'))[:40] in why.replace("“", '"').replace("”", '"')
    assert squeezed(HOSTILE) in why
    # A sheet each, then the other parts in their order.
    titles = [say(f"pack.{key}", lang) for key in ("compare", "chains", "places")]
    rest = "".join(page.joined for page in pages[2 + len(parks) :])
    assert sorted(map(rest.index, map(squeezed, titles))) == list(map(rest.index, map(squeezed, titles)))
    for n, site in enumerate(parks):
        assert squeezed(plan.site[site].name(lang)) in pages[2 + n].joined
    for page in pages:
        assert overlaps(page.letters) == []
        assert min(x.size for x in page.letters) >= LEAST
        assert max(right_of(page)) <= 596 - 40 and min(x.box[1] for x in page.letters) >= 15
    if lang == "en":
        assert "hundredmillion" not in "".join(page.joined for page in pages)


def test_what_a_request_does_not_lead_to_is_said_to_be_the_sender_s_choice(bundled: Case) -> None:
    plan = bundled.plan
    options = SheetOptions(tuple(p.id for p in plan.parks), request="qqqzzz")
    why = why_data(options.record(plan, "zh"))

    assert why["items"] == [] and all(p.name("zh") in why["others"] for p in plan.parks)
    # Without a request the pack says what fits each of them.
    why = why_data(replace(options, request="").record(plan, "zh"))
    assert why["others"] == "" and all(item["reasons"] for item in why["items"] if plan.site[item["id"]].links)


@pytest.mark.parametrize("lang", LANGS)
def test_a_pack_of_any_plan_is_whole(case: Case, lang: str) -> None:
    parks = tuple(p.id for p in (*case.plan.parks, *case.plan.towns))[:5]
    pages = pack_of(case, lang, SheetOptions(parks))

    assert len(pages) >= 2 + len(parks)
    assert all(page.letters for page in pages)
    assert all(max(right_of(page)) <= 596 - 40 for page in pages)


@pytest.mark.parametrize("lang", LANGS)
def test_a_short_pack_of_up_to_three_has_three_pages_that_say_what_is_left_out(case: Case, lang: str) -> None:
    """Why and side by side; where, chains and places in the plan; each place with what to ask next."""
    plan = case.plan
    lost = [p.id for p in plan.parks if not p.located]
    chosen = tuple(dict.fromkeys((*lost[:1], *(p.id for p in (*plan.parks, *plan.towns)))))[:3]
    full = SheetOptions(
        chosen, request=plan.clusters[0].name(lang), investor="字" * MAX_NAME, comments={chosen[0]: HOSTILE * 3}
    )
    for n in (1, len(chosen)):
        pages = pack_of(case, lang, replace(full, parks=chosen[:n], extent=SHORT))
        first, second, third = (page.joined for page in pages)
        assert squeezed("字" * MAX_NAME) in first and squeezed(HOSTILE * 3) in first
        for site in chosen[:n]:
            name = squeezed(plan.site[site].name(lang))
            assert name in first and name in third
        assert squeezed(say("pack.places", lang)) in second
        # A single place has its whole sheet there.
        assert (squeezed(say("pack.ask", lang)) in third) == (n > 1)
        for page in pages:
            assert overlaps(page.letters) == []
            assert min(x.size for x in page.letters) >= LEAST
            assert max(right_of(page)) <= 596 - 40 and min(x.box[1] for x in page.letters) >= 15


def test_a_short_pack_of_many_goes_on_with_their_cards(bundled: Case) -> None:
    parks = tuple(p.id for p in bundled.plan.parks)
    pages = pack_of(bundled, "zh", SheetOptions(parks, extent=SHORT))
    short = "".join(page.joined for page in pages)
    full = pack_of(bundled, "zh", SheetOptions(parks))

    assert 3 < len(pages) < len(full)
    assert all(short.count(squeezed(bundled.plan.site[p].name("zh"))) >= 2 for p in parks)
    assert squeezed("见完整版") in short and squeezed("见完整版") not in "".join(page.joined for page in full)


@pytest.mark.parametrize("name", ["x" * MAX_NAME, "字" * MAX_NAME, HOSTILE, "a b " * 50])
def test_a_name_of_any_kind_wraps(mini: Case, name: str) -> None:
    options = checked(SheetOptions((mini.plan.parks[0].id,), investor=name, sender=name, request=name), mini.plan)
    pages = pack_of(mini, "zh", options)

    assert squeezed(name) in pages[0].joined
    assert max(right_of(pages[0])) <= 596 - 50
    assert overlaps(pages[0].letters) == []


@pytest.mark.parametrize(
    ("changes", "word", "named"),
    [
        ({"parks": ("moon", "sun")}, "unknown", ["moon", "sun"]),
        ({"comments": {"moon": "x"}}, "unknown", ["moon"]),
        ({"parks": ()}, "no-parks", []),
        ({"investor": "x" * 201}, "long-for", ["201", "200"]),
        ({"sender": "x" * 201}, "long-from", ["201"]),
        ({"request": "x" * 501}, "long-request", ["501"]),
        ({"day": "31.1.2026"}, "no-day", ["31.1.2026"]),
        ({"extent": "tiny"}, "extent", ["tiny", "short", "full"]),
        ({"address": "javascript:alert(1)"}, "no-address", ["javascript"]),
        ({"address": "http://"}, "no-address", []),
        ({"address": "http://a b/"}, "no-address", []),
        ({"address": "https://user@host/"}, "no-address", []),
        ({"address": "http://h:99999999/"}, "no-address", []),
    ],
)
def test_what_cannot_be_is_named(mini: Case, changes: dict[str, object], word: str, named: list[str]) -> None:
    options = replace(SheetOptions((mini.plan.parks[0].id,)), **changes)  # type: ignore[arg-type]
    with pytest.raises(OptionError) as error:
        checked(options, mini.plan)

    assert error.value.word == word
    for lang in LANGS:
        sentence = say(f"sheet_call.{word}", lang, **error.value.values)
        assert "{" not in sentence and [n for n in named if n not in sentence] == []
        assert lang != "en" or not HAN.search(sentence)


def test_an_address_is_written_in_ascii_and_texts_on_one_line(mini: Case) -> None:
    site = mini.plan.parks[0].id
    options = checked(
        SheetOptions(
            (site,),
            investor="a\u202e\nb\ud800c",
            comments={site: "  "},
            address=" https://规划.example.org:8443/路径/a b/?x=1#y ",
        ),
        mini.plan,
    )

    assert options.investor == "a b c" and options.comments == {}
    assert options.address == "https://xn--6qq39w.example.org:8443/%E8%B7%AF%E5%BE%84/a%20b" or options.address.isascii()


def test_a_file_is_known_by_how_its_name_begins() -> None:
    names = {
        "park-sheets.pdf": "sheets",
        "Park-Sheets-a.pdf": "sheets",
        "park-picture.png": "sheets",
        "pack.pdf": "pack",
        "pack-2.pptx": "pack",
        "packaging.png": "",
        "map.png": "",
        "park-sheetsx.pdf": "",
    }

    assert {name: park_content(name) for name in names} == names
