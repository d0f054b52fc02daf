"""Filters and layers inside the map: at once, without a rebuild, agreeing with the server."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product

from layout.maps.live import folium_map
from layout.plan.model import Plan
from layout.view.facets import FACETS, facets_of
from layout.view.filters import matches, matching_sites
from layout.view.view import View
from tests.browser.conftest import MakeTab
from tests.browser.kit import Tab
from tests.conftest import Case


def _first_cluster(plan: Plan) -> str:
    """Return a cluster that some parks have and some have not."""
    return next(k.cluster for p in plan.of_type("park") for k in p.links)


def _rows(tab: Tab) -> list[str]:
    """Return the sites of the rows that show in the first table."""
    script = "() => T.all('tbody tr[data-site]', T.first('.tables table')).filter(T.visible).map((r) => r.dataset.site)"
    return list(tab.do(script))


def test_a_filter_acts_at_once_and_moves_nothing(tab: MakeTab, plan: Plan) -> None:
    """The map follows in the same task; zoom, centre and nodes stay; table, link and server follow."""
    shown_tab = tab().open()
    shown_tab.page.locator(".lt-buttons button").first.click()
    shown_tab.still()
    cluster = _first_cluster(plan)
    where = {key: shown_tab.query[key] for key in ("c", "z")}
    now = shown_tab.do(
        """(cluster) => {
            T.hold();
            T.was = T.place();
            const rev = Number(document.documentElement.dataset.layoutRev);
            T.first(`.lt-chips [data-facet=cluster][data-value=${cluster}]`).click();
            return {
              rev: Number(document.documentElement.dataset.layoutRev) - rev,
              dim: T.all('.lt-symbol').map((s) => [s.dataset.site, s.classList.contains('is-dim')]),
              same: T.same(), still: T.was === T.place(),
            };
        }""",
        cluster,
    )
    view = View(plan.district.id, plan.edition.id, cluster=(cluster,))
    assert now["rev"] >= 1 and now["same"] and now["still"]
    assert now["dim"] == [[i, not matches(view, plan.site[i], plan)] for i, _ in now["dim"]]
    shown_tab.linked(cluster=cluster, **where)
    assert sorted(_rows(shown_tab)) == sorted(p.id for p in matching_sites(view, plan, "park"))
    shown_tab.served(cluster=cluster, **where)
    shown_tab.linked(cluster=cluster, **where)
    assert shown_tab.do("() => T.same() && T.was === T.place()")
    assert shown_tab.page.locator(".bar [aria-pressed=true]").get_attribute("data-cluster") == cluster


def test_filters_combine_and_are_cleared(tab: MakeTab, plan: Plan) -> None:
    """Behind "Filter" each facet has its group; All clears them; nothing left is said."""
    shown_tab = tab().open()
    page = shown_tab.page
    park = next(p for p in plan.of_type("park") if p.links and p.links[0].segment and p.level)
    page.locator(".lt-more").first.click()
    chosen = {"segment": park.links[0].segment, "level": park.level, "element": park.elements[0]}
    for key, value in chosen.items():
        chip = page.locator(f".lt-popover [data-facet={key}][data-value={value}]")
        chip.click()
        assert chip.get_attribute("aria-pressed") == "true"
    shown_tab.served(**chosen)
    view = replace(View(plan.district.id, plan.edition.id), **{k: (v,) for k, v in chosen.items()})
    assert sorted(_rows(shown_tab)) == sorted(p.id for p in matching_sites(view, plan, "park"))
    shown_tab.linked(**chosen)
    other = next(c.id for c in plan.clusters if c.kind == "cluster" and c.id != park.links[0].cluster)
    page.locator(f".lt-popover [data-facet=cluster][data-value={other}]").click()
    shown_tab.do("() => T.settle()")
    assert _rows(shown_tab) == []
    assert page.locator(".tables tr.none").first.is_visible()
    page.locator(".lt-popover-head button").click()
    page.locator(".lt-all").click()
    shown_tab.served(cluster="", **dict.fromkeys(chosen, ""))
    assert len(_rows(shown_tab)) == len(plan.of_type("park"))
    assert page.locator(".lt-all").get_attribute("aria-pressed") == "true"
    assert shown_tab.do("() => T.all('.is-dim').length") == 0


def test_what_fits_goes_first_and_nothing_shows_the_way_out(tab: MakeTab, plan: Plan) -> None:
    """The list of parks begins with what passes, says how many, names towns; no park: which filter to drop."""
    shown_tab = tab().open("/?lang=en")
    page = shown_tab.page
    segment = next(k.segment for p in plan.parks for k in p.carries if k.segment)
    view = View(plan.district.id, plan.edition.id, segment=(segment,))
    fits = {p.id for p in matching_sites(view, plan, "park")}
    order = "() => T.all('.rows.by-fit [data-site]').map((r) => r.dataset.site)"
    before = shown_tab.do(order)
    page.locator(".lt-more").first.click()
    page.locator(f".lt-popover [data-facet=segment][data-value={segment}]").click()
    shown_tab.do("() => T.settle()")
    assert shown_tab.do(order) == sorted(before, key=lambda i: i not in fits)
    assert f"{len(fits)} of {len(plan.parks)}" in page.locator(".fit-count").inner_text()
    others = [s for s in matching_sites(view, plan) if not s.is_park and "segment" in facets_of(s, plan)]
    assert sorted(shown_tab.texts(".fit-others button")) == sorted(s.name("en") for s in others)
    shown_tab.page.goto(f"{shown_tab.base}/parks?lang=en&segment={segment}")
    shown_tab.drawn()
    tiles = shown_tab.do("() => T.all('.tiles.by-fit [data-site]').map((r) => r.dataset.site)")
    assert set(tiles[: len(fits)]) == fits
    level = next(t.id for t in plan.district.levels if not any(t.id in plan.site[i].levels for i in fits))
    empty = tab().open(f"/?lang=en&segment={segment}&level={level}")
    drop = empty.page.locator(".panel .fit-line .lt-chip").first
    drop.wait_for()
    both = replace(view, level=(level,))
    ways = {
        key: [s for s in matching_sites(replace(both, **{key: ()}), plan) if other in facets_of(s, plan)]
        for key, other in (("segment", "level"), ("level", "segment"))
    }
    best = max(ways, key=lambda key: (sum(s.is_park for s in ways[key]), len(ways[key])))
    drop.click()
    empty.served(**{best: ""})
    assert not empty.page.locator(".fit-line .lt-chip").count()


def _views(plan: Plan) -> list[View]:
    """Return a view for every value of every facet, and a sample of combinations."""
    plain = View(plan.district.id, plan.edition.id)
    values = {f.key: [v for v, _ in f.values(plan)] for f in FACETS}
    views = [replace(plain, **{k: (v,)}) for k, ids in values.items() for v in ids]
    chance = random.Random(7)
    combinations = list(product((False, True), repeat=len(values)))
    for keys in chance.sample(combinations, 64):
        chosen = [key for key, on in zip(values, keys, strict=True) if on]
        for size in (1, 2, 3):
            picked = {k: tuple(chance.sample(values[k], min(size, len(values[k])))) for k in chosen}
            views.append(replace(plain, **picked))
    return views


def test_browser_and_server_agree_on_what_passes(tab: MakeTab, plan: Plan) -> None:
    """Every value of every facet, and combinations, dim the same sites as layout.view.matches."""
    shown_tab = tab().open()
    views = _views(plan)
    clicks = [[[k, v] for k, ids in view.filters().items() for v in ids] for view in views]
    dims_of_views = shown_tab.do(
        """async (all) => {
            T.all('.lt-more')[0].click();
            const dims = [];
            for (const clicks of all) {
              T.first('.lt-all').click();
              const chips = clicks.map(([key, value]) => T.first(`.lt-popover [data-facet=${key}][data-value=${value}]`));
              chips.forEach((chip) => chip?.click());
              await T.settle();
              dims.push(chips.every(Boolean) ? T.dims() : null);
            }
            return dims;
        }""",
        clicks,
    )
    reached = [(view, dims) for view, dims in zip(views, dims_of_views, strict=True) if dims is not None]
    assert len(reached) > 0.4 * len(views)
    for view, dims in reached:
        assert dims == {i: not matches(view, plan.site[i], plan) for i in dims}, view.query()
    # A value that no site has is not offered, but a link may still carry it.
    hidden = [view for view, dims in zip(views, dims_of_views, strict=True) if dims is None]
    linked_tab = tab()
    for view in [v for v in hidden if sum(map(len, v.filters().values())) == 1]:
        dims = linked_tab.open(f"/?{view.query()}").do("() => T.settle().then(T.dims)")
        assert dims == {i: not matches(view, plan.site[i], plan) for i in dims}, view.query()


def test_each_layer_is_hidden_and_shown(tab: MakeTab, bundled: Case) -> None:
    """Each box takes off what its layer drew, keeps it in the link, and brings it back."""
    canvas = folium_map.build_map(bundled.plan, bundled.shapes, "zh").canvas
    drawn = {layer["id"]: sum(f["layer"] == layer["id"] for f in canvas.features) for layer in canvas.layers}
    shown_tab = tab().open()
    count = "() => T.all('.leaflet-map-pane path.leaflet-interactive, .leaflet-map-pane path[class*=lt-], .lt-symbol').length"
    whole = shown_tab.do(count)
    assert whole >= sum(drawn.values())
    shown_tab.page.locator(".lt-more").last.click()
    assert shown_tab.do("() => T.all('.lt-layers input').map((b) => [b.dataset.layer, b.checked])") == [
        [layer, True] for layer in drawn
    ]
    for layer, n in drawn.items():
        box = shown_tab.page.locator(f".lt-layers [data-layer='{layer}']")
        box.uncheck()
        shown_tab.linked(off=layer)
        assert whole - shown_tab.do(count) == n, layer
        box.check()
        shown_tab.linked(off="")
        assert shown_tab.do(count) == whole, layer
    for layer in list(drawn)[-2:]:
        shown_tab.page.locator(f".lt-layers [data-layer='{layer}']").uncheck()
    shown_tab.served(off=",".join(list(drawn)[-2:]))
    shown_tab.page.reload(wait_until="commit")
    shown_tab.drawn()
    assert whole - shown_tab.do(count) == sum(list(drawn.values())[-2:])


def test_everything_is_reached_and_named_by_keyboard(tab: MakeTab, plan: Plan) -> None:
    """Tab reaches the skip link, search, chips and symbols; Enter selects; all have names."""
    shown_tab = tab().open()
    page = shown_tab.page
    stops = []
    for _ in range(90):
        page.keyboard.press("Tab")
        stops.append(shown_tab.do("() => T.focused()"))
    kinds = {word for stop in stops for word in stop["class"].split()}
    assert {"skip", "lt-search", "lt-chip", "lt-all", "lt-more", "lt-symbol"} <= kinds
    assert any("skip" in stop["class"] for stop in stops[:3])  # Streamlit's own come first
    assert [s for s in stops if not s["name"]] == []
    names = shown_tab.do(
        "() => T.all('.lt-symbol').map((s) => [s.getAttribute('role'), s.getAttribute('aria-label')])"
    )
    assert all(role == "button" and label for role, label in names)
    shown_symbols = shown_tab.do(
        "() => T.all('.lt-symbol').filter((s) => T.visible(s)).map((s) => s.dataset.site)"
    )
    assert set(shown_symbols) <= {s["site"] for s in stops}
    park = next(p for p in plan.of_type("park") if p.located)
    page.locator(f".lt-symbol[data-site={park.id}]").focus()
    page.keyboard.press("Enter")
    page.locator(f".lt-card [data-card={park.id}]").wait_for()
    shown_tab.linked(sel=park.id)
    pressed = shown_tab.do("() => T.all('[aria-pressed]').map((b) => b.getAttribute('aria-pressed'))")
    assert set(pressed) <= {"true", "false"}
    page.locator("a.skip[href='#lt-panel']").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert shown_tab.do("() => Boolean(document.activeElement.closest('.panel'))")
    page.locator("a.skip[href='#tables']").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert shown_tab.do("() => Boolean(document.activeElement.closest('.tables'))")
