"""A link is untrusted: it restores what is known and names the rest."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.languages import LANGS
from layout.plan.model import Plan
from layout.view.facets import FACETS, facets_of
from layout.view.filters import matches, matching_sites
from layout.view.link_words import tidy_words
from layout.view.query import MAX_QUERY, parse_view, pick_edition
from layout.view.shortlist import MOST_CHARACTERS, MOST_SITES
from layout.view.view import MAX_ASK, View, ask_words
from layout.words.glossary import say

REPO = Path(__file__).parents[2]
LAYERS = ("towns", "parks", "roads")
KEYS = ["district", "edition", "lang", "sel", "ask", "c", "z", "off", "list", "words", *(f.key for f in FACETS)]
PART = st.one_of(st.sampled_from([*KEYS, ",", "=", "&", "%", "+", "?", "#", "1", "nan", "inf"]), st.text())
PAIRS = st.lists(st.tuples(st.sampled_from(KEYS), st.text()), max_size=6)
QUERY = st.one_of(
    st.text(),
    st.lists(PART, max_size=12).map("".join),
    PAIRS.map(lambda pairs: "&".join(f"{k}={quote(v, errors='replace')}" for k, v in pairs)),
)


def placed(view: View, lat: float, lon: float, zoom: float) -> View:
    """Give a view a centre as exact as a link can say it."""
    return replace(view, lat=round(lat, 4), lon=round(lon, 4), zoom=round(zoom, 2))


def with_list(view: View, sites: tuple[str, ...], texts: list[str]) -> View:
    """Give a view a shortlist with words as a link can say them."""
    words = [tidy_words(text, MOST_CHARACTERS) for text in texts][: len(sites[:MOST_SITES])]
    words += [""] * (len(sites[:MOST_SITES]) - len(words))
    return replace(view, list=sites[:MOST_SITES], words=tuple(words) if any(words) else ())


def views(plan: Plan) -> st.SearchStrategy[View]:
    """Make any view of a layout."""
    chosen = {f.key: several([v for v, _ in f.values(plan)]) for f in FACETS}
    bare = st.builds(
        View,
        district=st.just(plan.district.id),
        edition=st.just(plan.edition.id),
        lang=st.sampled_from(LANGS),
        sel=st.sampled_from(["", *plan.site]),
        off=several(LAYERS),
        ask=st.text().map(ask_words),
        **chosen,
    )
    bare = st.builds(with_list, bare, several(list(plan.site)), st.lists(st.text(max_size=5), max_size=6))
    at = st.builds(placed, bare, st.floats(-85, 85), st.floats(-180, 180), st.floats(0, 19))
    return bare | at


def several(values: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    """Draw any of the values, each once, in any order."""
    return st.lists(st.sampled_from(values), unique=True).map(tuple)


@given(st.data())
def test_a_view_comes_back_from_its_query(bundled: Any, data: st.DataObject) -> None:
    view = data.draw(views(bundled.plan))

    assert parse_view(view.query(), bundled.plan, LAYERS) == (view, ())


def added_on_the_way(key: str) -> bool:
    """Tell whether the data name a parameter as one that others add to a link."""
    groups = tomllib.loads((REPO / "layout/view/added_parameters.toml").read_text("utf-8")).values()
    return any(key in group["names"] or key.startswith(tuple(group["starts"])) for group in groups)


@pytest.mark.parametrize("added", ["from=singlemessage", "isappinstalled=0", "utm_source=a", "wx_header=1", "gclid=x"])
def test_what_others_add_to_a_link_is_no_fault_of_it(bundled: Any, added: str) -> None:
    plain, _ = parse_view("lang=en", bundled.plan, LAYERS)

    assert parse_view(f"lang=en&{added}", bundled.plan, LAYERS) == (plain, ())


def test_no_parameter_of_ours_passes_for_an_added_one() -> None:
    assert [key for key in KEYS if added_on_the_way(key)] == []


@given(query=QUERY)
def test_any_text_opens_and_what_is_kept_is_canonical(bundled: Any, query: str) -> None:
    view, faults = parse_view(query, bundled.plan, LAYERS)
    again, none = parse_view(view.query(), bundled.plan, LAYERS)

    assert none == ()
    assert again.query() == view.query()
    assert set(view.sel and [view.sel]) <= set(bundled.plan.site)
    if len(query) <= MAX_QUERY:
        pairs = parse_qsl(query.lstrip("?#"))
        assert all((f.key in dict(pairs)) for f in faults)
        unknown = [k for k, _ in pairs if k not in KEYS and not added_on_the_way(k)]
        assert [f.key for f in faults if f.reason == "link.unknown-key"] == unknown


@given(query=QUERY)
def test_any_text_picks_what_exists(query: str) -> None:
    editions = {"a": ("1", "2"), "b": ("2",)}
    district, edition = pick_edition(query, editions, {"a": "1", "b": "2"})

    assert edition in editions[district]


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("", ("a", "1")),
        ("edition=2", ("a", "2")),
        ("district=b", ("b", "1")),
        ("district=b&edition=9", ("b", "1")),
        ("district=b&edition=2", ("b", "2")),
        ("district=c&edition=2", ("a", "1")),
    ],
)
def test_a_district_opens_with_its_own_default(query: str, place: tuple[str, str]) -> None:
    editions = {"a": ("1", "2"), "b": ("0", "1", "2")}

    assert pick_edition(query, editions, {"a": "1", "b": "1"}) == place


@pytest.mark.parametrize(
    ("query", "reason", "key", "value"),
    [
        ("colour=red", "link.unknown-key", "colour", "red"),
        ("sel=nowhere", "link.unknown-value", "sel", "nowhere"),
        ("level=none", "link.unknown-value", "level", "none"),
        ("lang=fr", "link.unknown-value", "lang", "fr"),
        ("district=elsewhere", "link.unknown-value", "district", "elsewhere"),
        ("off=moon", "link.unknown-value", "off", "moon"),
        ("c=91,0", "link.bad-number", "c", "91,0"),
        ("c=nan,nan", "link.bad-number", "c", "nan,nan"),
        ("z=1e9", "link.bad-number", "z", "1e9"),
        ("z=inf", "link.bad-number", "z", "inf"),
        ("at=A%20b", "link.unknown-value", "at", "A b"),
        ("list=nowhere", "link.unlisted", "list", "nowhere"),
        ("words=alone", "link.no-site", "words", "alone"),
    ],
)
def test_what_is_not_known_is_named_and_left_out(
    mini: Any, query: str, reason: str, key: str, value: str
) -> None:
    view, (fault,) = parse_view(query, mini.plan, LAYERS)

    assert (fault.reason, fault.key, fault.value) == (reason, key, value)
    assert view == View(mini.plan.district.id, mini.plan.edition.id)


def test_a_part_of_the_page_is_left_to_the_browser(mini: Any) -> None:
    assert parse_view("at=finding-growth-of-output", mini.plan, LAYERS) == parse_view("", mini.plan, LAYERS)


def test_a_link_too_long_is_cut_and_said(mini: Any) -> None:
    level = mini.plan.district.levels[0].id
    view, faults = parse_view(f"level={level}&" + "x" * (MAX_QUERY + 1000), mini.plan, LAYERS)

    assert view.level == (level,)
    assert [f.reason for f in faults] == ["link.too-long"]


def test_filters_show_the_sites_that_hold_the_value(case: Any) -> None:
    plan = case.plan
    for facet in FACETS:
        for value, _ in facet.values(plan):
            view = View(plan.district.id, plan.edition.id, **{facet.key: (value,)})
            for site in plan.sites:
                expected = site.type not in facet.site_types or value in facet.values_of(site, plan)
                assert matches(view, site, plan) is expected
    assert matching_sites(View(plan.district.id, plan.edition.id), plan) == plan.sites


def test_a_filter_by_basis_chooses_among_the_grounds_of_what_is_filtered(case: Any) -> None:
    """Together with a cluster it asks on what ground a site has that cluster, not just any industry."""
    plan = case.plan
    ids = (plan.district.id, plan.edition.id)
    for basis in ("stated", "inferred"):
        for cluster in plan.clusters:
            view = View(*ids, cluster=(cluster.id,), basis=(basis,))
            for site in (s for s in plan.sites if "cluster" in facets_of(s, plan)):
                grounds = {k.basis for k in site.carries if k.cluster == cluster.id}
                strongest = "stated" if "stated" in grounds else "inferred" if grounds else ""
                assert matches(view, site, plan) is (strongest == basis)


def test_a_link_is_served_by_who_is_tied_to_it_or_carries_its_industry(case: Any) -> None:
    plan = case.plan
    for link in (k for chain in plan.chains for k in chain.links):
        view = View(plan.district.id, plan.edition.id, link=(link.id,))
        for site in plan.sites:
            carried = {k.segment or k.cluster for k in site.carries}
            expected = site.id in link.sites or not carried.isdisjoint(link.industries)
            assert matches(view, site, plan) is expected, (link.id, site.id)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("  CDMO\u3000合同  研发\n", "CDMO 合同 研发"),
        ("a\x00b\u202ec\ud800d", "a b c d"),
        ("\u200b\x7f", ""),
        ("字" * 200, "字" * MAX_ASK),
        ("<b onerror=x>{{ 1 }}", "<b onerror=x>{{ 1 }}"),
    ],
)
def test_an_investors_words_are_one_line_of_a_length(bundled: Any, text: str, words: str) -> None:
    assert ask_words(text) == words
    query = f"ask={quote(text, errors='replace')}" if "\ud800" not in text else f"ask={quote(words)}"
    view, faults = parse_view(query, bundled.plan, LAYERS)
    assert view.ask == words
    assert [f.reason for f in faults] == (["link.too-long"] if len(text) > MAX_ASK else [])


def test_filters_of_two_kinds_narrow_and_of_one_kind_widen(bundled: Any) -> None:
    plan = bundled.plan
    ids = (plan.district.id, plan.edition.id)
    levels = tuple(t.id for t in plan.district.levels)
    clusters = tuple(c.id for c in plan.clusters if c.kind == "cluster")
    parks = [len(matching_sites(View(*ids, level=(x,)), plan, "park")) for x in levels]

    assert sum(parks) == len(matching_sites(View(*ids, level=levels), plan, "park"))
    both = matching_sites(View(*ids, level=levels[:1], cluster=clusters[:1]), plan, "park")
    assert set(both) <= set(matching_sites(View(*ids, level=levels[:1]), plan, "park"))


def test_a_shortlist_holds_sites_in_their_order_with_a_word_on_each(bundled: Any) -> None:
    first, second, third = list(bundled.plan.site)[:3]
    query = f"list={third},nowhere,{first},{second},{first}&words=%20a%252C%2525b%0A,lost,,%E2%80%AEc"

    view, (fault,) = parse_view(query, bundled.plan, LAYERS)

    assert (view.list, view.words) == ((third, first, second), ("a,%b", "", "c"))
    assert (fault.key, fault.value) == ("list", "nowhere")
    assert view.query().endswith(f"&list={third},{first},{second}&words=a%252C%2525b,,c")


def test_a_shortlist_is_bounded_and_what_goes_beyond_is_named(bundled: Any) -> None:
    sites = list(bundled.plan.site)[: MOST_SITES + 1]
    view, faults = parse_view(f"list={','.join(sites)}&words={'a' * 200}", bundled.plan, LAYERS)

    assert view.list == tuple(sites[:MOST_SITES])
    assert view.words[0] == "a" * MOST_CHARACTERS
    assert {(f.reason, f.value) for f in faults} == {("link.list-full", sites[-1]), ("link.word-long", "a" * 200)}
    assert all(say(f.reason, lang, value="x") for f in faults for lang in LANGS)


@pytest.mark.parametrize("lang", LANGS)
def test_the_words_of_a_fault_name_the_true_limits(lang: str) -> None:
    assert str(MOST_SITES) in say("link.list-full", lang)
    assert str(MOST_CHARACTERS) in say("link.word-long", lang)


def test_the_browser_bounds_a_shortlist_as_the_server_does() -> None:
    text = (REPO / "layout/web/core/shortlist.js").read_text("utf-8")
    most = {name: int(value) for name, value in re.findall(r"export const (MOST_\w+) = (\d+);", text)}

    assert (most["MOST_LISTED"], most["MOST_CHARACTERS"]) == (MOST_SITES, MOST_CHARACTERS)
    # The place on the map, which the browser adds to a link that is full, still finds room.
    assert most["MOST_LINK"] + len("&c=-85.0000,-180.0000&z=19.00") <= MAX_QUERY
