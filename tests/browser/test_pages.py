"""Pages around one living map: the gallery, a park's page, languages, the way back."""

from __future__ import annotations

from playwright.sync_api import Route

from layout.plan.model import Plan
from layout.words.glossary import say
from tests.browser.conftest import MakeTab
from tests.browser.kit import Server


def test_pages_change_and_the_map_lives_on(tab: MakeTab, plan: Plan) -> None:
    """Header, tile, next, back: the same map node, the same filters, a link that restores each."""
    level = next(p.level for p in plan.of_type("park") if p.located)
    cluster = next(k.cluster for p in plan.of_type("park") for k in p.links)
    shown = tab().open(f"/?cluster={cluster}")
    page = shown.page
    shown.do("() => T.hold()")
    page.locator(".head nav a").nth(1).click()
    page.locator(".tiles").wait_for()
    page.wait_for_url("**/parks?**")
    shown.linked(cluster=cluster)
    assert shown.do("() => T.same()")
    assert page.locator(".head nav [aria-current=page]").inner_text() == say("page.parks", "zh")
    tiles = shown.do("() => T.all('.tile').map((t) => [t.dataset.site, t.classList.contains('is-dim')])")
    assert len(tiles) == len(plan.of_type("park"))
    assert 0 < sum(dim for _, dim in tiles) < len(tiles)
    # What fits goes first among the tiles; from page to page one goes in the plan's order.
    levels = {t.id: t.order for t in plan.district.levels}
    ring = [p.id for p in sorted(plan.parks, key=lambda p: (not p.located, levels.get(p.level, 99)))]
    first = tiles[0][0]
    order = [first, ring[(ring.index(first) + 1) % len(ring)]]

    page.locator(".tile").first.click()
    page.locator(f".panel [data-card={order[0]}]").wait_for()
    shown.linked(sel=order[0])
    page.locator(".steps button").last.click()
    page.locator(f".panel [data-card={order[1]}]").wait_for()
    page.locator(".steps button").first.click()
    page.locator(f".panel [data-card={order[0]}]").wait_for()
    assert shown.do("() => T.same()")
    shown.still()

    linked = tab().open(page.url)
    linked.page.locator(f".panel [data-card={order[0]}]").wait_for()
    assert linked.query == shown.query

    page.locator(".crumbs .back").click()
    page.locator(".tiles").wait_for()
    shown.linked(sel="", cluster=cluster)
    page.locator(".head nav a").first.click()
    page.locator(".panel .element").first.wait_for()
    assert shown.do("() => T.same()")
    shown.linked(cluster=cluster)
    assert "/parks" not in page.url
    page.locator(f".lt-chip[data-facet=level][data-value={level}]").click()
    shown.served(cluster=cluster, level=level)


def test_the_language_switch_keeps_view_and_page(tab: MakeTab, plan: Plan) -> None:
    """Words change; filters, selection, place on the map and page stay; the link says so."""
    park = next(p for p in plan.of_type("park") if p.located and p.links)
    shown = tab().open(
        f"/parks?cluster={park.links[0].cluster}&sel={park.id}&c=30.8000,121.2500&z=11.50&off=roads"
    )
    before = shown.query
    for lang in ("en", "zh"):
        shown.page.locator(".langs button").nth(1 if lang == "en" else 0).click()
        shown.page.locator(f".lt-map:lang({lang}) .lt-label").first.wait_for(state="attached")
        shown.wait("lang => T.first('.panel')?.closest('.lt-tree').lang === lang", lang)
        shown.still()
        assert shown.query == before | {"lang": lang}
        assert shown.page.locator(".panel h1").inner_text().strip() == park.name(lang)
        assert "/parks" in shown.page.url
        assert shown.do("() => T.all('.lt-canvas').length") == 1


def test_the_browsers_way_back_works(tab: MakeTab) -> None:
    """Back and forward change between pages without an error; the map is still there."""
    shown = tab().open()
    page = shown.page
    page.locator(".head nav a").nth(1).click()
    page.locator(".tiles").wait_for()
    page.go_back()
    page.locator(".panel .element").first.wait_for()
    assert "/parks" not in page.url
    shown.drawn()
    page.go_forward()
    page.locator(".tiles").wait_for()
    assert shown.do("() => T.visible(T.first('path.lt-town'))")
    assert page.locator("[data-testid=stAlert], [data-testid=stException]").count() == 0


def test_the_map_stands_and_works_before_the_server_answers(tab: MakeTab) -> None:
    """With Streamlit's own script held up the map is drawn and filters; what was done is kept."""
    shown = tab()
    delayed: list[Route] = []

    def hold(route: Route) -> None:
        delayed.append(route)

    shown.page.route("**/static/js/react-dom*.js", hold)
    shown.page.goto(f"{shown.base}/?lang=en", wait_until="commit")
    shown.wait("() => document.documentElement.dataset.layoutMap === 'ready'")
    chip = shown.page.locator("button[data-facet=cluster]").first
    chip.click()
    assert chip.get_attribute("aria-pressed") == "true"
    assert shown.do("() => T.all('.lt-symbol.is-dim').length") > 0
    assert shown.page.locator(".head").count() == 0
    shown.do("() => { window.__first = T.first('.lt-canvas'); }")
    shown.wait("() => window.__first.isConnected")
    shown.until(lambda: delayed, "Streamlit's own script that is asked for")
    for route in delayed:
        route.continue_()
    shown.drawn()
    assert shown.do("() => window.__first === T.first('.lt-canvas') && !T.first('.lt-early')")
    shown.linked(cluster=chip.get_attribute("data-value") or "?", lang="en")
    shown.served(cluster=chip.get_attribute("data-value") or "?")


def test_the_tab_and_the_focus_follow_from_page_to_page_of_parks(tab: MakeTab, plan: Plan) -> None:
    """By the keyboard alone: what was pressed is gone with its page, and the next Tab must not begin anew."""
    site = next(p for p in plan.parks if not p.located)
    name = {lang: site.name(lang) + say("text.dot", lang) + say("app.name", lang) for lang in ("zh", "en")}
    shown = tab().open("/parks?lang=zh")
    page = shown.page
    gallery = say("page.parks", "zh") + say("text.dot", "zh") + say("app.name", "zh")
    shown.wait("title => document.title === title", gallery)
    page.locator(f".tile[data-site={site.id}]").press("Enter")
    page.locator(f".panel [data-card={site.id}] h1:focus").wait_for()
    shown.wait("title => document.title === title", name["zh"])
    page.locator(".langs button").nth(1).click()
    shown.wait("title => document.title === title", name["en"])
    page.locator(".langs button").nth(0).click()
    shown.wait("title => document.title === title", name["zh"])
    page.locator(".crumbs .back").press("Enter")
    page.locator(f".tile[data-site={site.id}]:focus").wait_for()
    shown.wait("title => document.title === title", gallery)
    page.go_back()
    shown.wait("title => document.title === title", name["zh"])


def test_what_did_not_come_with_the_map_is_asked_for_again(tab: MakeTab, small: Server) -> None:
    """A connection that was lost for a moment leaves no page empty until the next reload."""
    shown = tab(small)
    shown.expect("ERR_", "Failed to load resource")
    lost: list[str] = []

    def lose(route: Route) -> None:
        lost.append(route.request.url)
        route.abort()

    shown.page.route("**/layout-assets/more-*", lose)
    shown.open("/?lang=en")
    shown.until(lambda: lost, "a request that is lost")
    shown.page.unroute("**/layout-assets/more-*")
    shown.page.locator(".head nav [data-page=parks]").click()
    shown.page.locator(".panel .tile").first.wait_for()
