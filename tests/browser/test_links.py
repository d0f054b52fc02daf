"""A link restores the view; what it must not carry is named and left out."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import WebSocketRoute
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from layout.plan.model import Plan
from layout.words.glossary import say
from tests.browser.conftest import MakeTab
from tests.browser.kit import Tab

HOSTILE = [
    "sel=%3Cimg%20src%3Dx%20onerror%3D%22window.__hit%3D1%22%3E&cluster=%3C%2Fscript%3E%3Cscript%3Ewindow.__hit%3D1%3C%2Fscript%3E",
    "__proto__=1&constructor=prototype&sel=__proto__&cluster=constructor,toString&off=__proto__&lang=__proto__",
    "c=NaN,Infinity&z=-1e999&c=1e400,0&lang=zh%00&edition=..%2F..%2Fetc&district=%7B%7B7*7%7D%7D",
    "sel="
    + quote("${window.__hit=1}`\\'\"\u202e\u0007")
    + "&"
    + "&".join(f"k{n}=v" for n in range(120))
    + "&cluster="
    + "x," * 600,
    "%ff%fe=%c3%28&=&&&=%00&sel",
]


def _state(tab: Tab) -> dict[str, object]:
    return tab.do(
        """() => ({
            lang: T.first('.lt-map').lang,
            pressed: T.all('.lt-chips [aria-pressed=true]').map((b) => b.dataset.value || b.className),
            dims: T.dims(),
            symbols: T.all('.lt-symbol').filter(T.visible).length,
            paths: T.all('.leaflet-map-pane path').length,
            card: T.first('.lt-card').dataset.site || '',
            place: T.place(),
            labels: T.all('.lt-label:not(.is-off)').map((l) => l.textContent + l.style.transform).sort(),
        })"""
    )


def test_a_link_restores_everything(tab: MakeTab, plan: Plan) -> None:
    """Language, filters, hidden layers, selection, centre and zoom come back, also on a reload."""
    park = next(p for p in plan.of_type("park") if p.located and p.links)
    # Of the clusters, for these have a chip whose state is seen.
    last = [c.id for c in plan.clusters if c.kind == "cluster"][-1]
    query = {
        "district": plan.district.id, "edition": plan.edition.id, "lang": "en",
        "cluster": ",".join(dict.fromkeys([park.links[0].cluster, last])),
        "level": park.level, "off": "roads,links", "sel": park.id, "c": "30.8000,121.2500", "z": "11.50",
    }  # fmt: skip
    link = "/?" + "&".join(f"{k}={v}" for k, v in query.items())
    shown = tab().open(link)
    assert shown.query == query
    first = _state(shown)
    assert first["lang"] == "en" and first["card"] == park.id
    assert first["pressed"] == [*query["cluster"].split(","), park.level]
    shown.page.reload(wait_until="commit")
    shown.drawn()
    assert shown.query == query
    assert _state(shown) == first
    copy = tab().open(shown.page.url)
    assert _state(copy) == first
    assert copy.page.locator(".faults").count() == 0


def test_a_selection_without_a_position_flies_there(tab: MakeTab, plan: Plan) -> None:
    """A link of a selection alone opens the card with the site in view."""
    park = next(p for p in plan.of_type("park") if p.located)
    shown = tab().open(f"/?sel={park.id}")
    shown.still()
    assert shown.page.locator(f".lt-card [data-card={park.id}]").is_visible()
    assert {"c", "z"} <= set(shown.query)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_a_link_gets_wrong_is_named_and_left_out(tab: MakeTab, plan: Plan, lang: str) -> None:
    """Each unknown key or value stands on the page; what is right in the link holds."""
    cluster = next(c.id for c in plan.clusters if c.kind == "cluster")
    wrong = {
        "foo": "bar",
        "sel": "ghost-park",
        "level": "imperial",
        "off": "lava",
        "c": "north,west",
        "z": "99",
    }
    query = "&".join(f"{k}={v}" for k, v in wrong.items())
    shown = tab().open(
        f"/?lang={lang}&cluster={cluster},ghost-cluster&district=atlantis&edition=never&{query}"
    )
    fault_text = shown.page.locator(".faults").inner_text()
    assert say("link.heading", lang) in fault_text
    for word in (
        "foo",
        "ghost-park",
        "imperial",
        "lava",
        "north,west",
        "99",
        "atlantis",
        "never",
        "ghost-cluster",
    ):
        assert word in fault_text, word
    assert shown.query == {
        "district": plan.district.id, "edition": plan.edition.id, "lang": lang, "cluster": cluster,
    }  # fmt: skip
    assert shown.do("() => document.documentElement.scrollWidth") == 1440


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_link_does_nothing(tab: MakeTab, plan: Plan, query: str) -> None:
    """Whatever stands in the link, the whole district opens and nothing of it runs."""
    shown = tab().open(f"/?{query}")
    assert shown.do("() => [window.__hit, T.all('[onerror], img[src=x]').length, ({}).polluted]") == [
        None,
        0,
        None,
    ]
    assert shown.query == {"district": plan.district.id, "edition": plan.edition.id, "lang": "zh"}
    assert shown.do("() => T.all('.lt-symbol.is-dim').length") == 0
    assert "Traceback" not in shown.page.content()


def pressed(tab: Tab) -> list[str]:
    """Return the values of the chips that are pressed."""
    return list(
        tab.do("() => T.all('.lt-chips [data-value][aria-pressed=true]').map((b) => b.dataset.value)")
    )


def test_back_takes_back_one_step_after_the_other(tab: MakeTab, plan: Plan) -> None:
    """Each filter is a step; what was moved or switched off in between is none."""
    first, second = [c.id for c in plan.clusters if c.kind == "cluster"][:2]
    shown = tab().open("/?lang=en")
    chip = ".lt-chips [data-value={}]"
    shown.page.locator(chip.format(first)).click()
    shown.linked(cluster=first)
    shown.page.locator(chip.format(second)).click()
    shown.wait("expected => !T.linked(expected)", {"cluster": first})
    twice = shown.query["cluster"]
    shown.page.go_back()
    shown.linked(cluster=first)
    shown.served(cluster=first)
    assert pressed(shown) == [first]
    shown.page.go_back()
    shown.linked(cluster="")
    assert pressed(shown) == [] and "/?" in shown.page.url
    shown.page.go_forward()
    shown.page.go_forward()
    shown.linked(cluster=twice)
    assert sorted(pressed(shown)) == sorted(twice.split(","))


def test_back_takes_back_a_step_whose_answer_came_before_the_painting(tab: MakeTab, plan: Plan) -> None:
    """A slow screen, a quick server: whoever writes the address first writes the step."""
    first = next(c.id for c in plan.clusters if c.kind == "cluster")
    shown = tab().open("/?lang=en")
    shown.do(
        "() => { window.requestAnimationFrame = (act) => setTimeout(() => act(performance.now()), 400); }"
    )
    shown.page.locator(f".lt-chips [data-value={first}]").click()
    shown.served(cluster=first)
    shown.page.go_back()
    shown.linked(cluster="", c="")
    assert pressed(shown) == []


def test_the_map_stays_where_a_whole_run_arrives_without_its_fragment(tab: MakeTab, plan: Plan) -> None:
    """A report right after Back can take the fragment's part out of the run that Back asked for.

    Streamlit 1.67, `ForwardMsgQueue.clear`: what a fragment is about to send anew leaves the queue, be it
    of a whole run that has ended and waits to be sent; the browser then clears it away as stale.
    """
    first = next(c.id for c in plan.clusters if c.kind == "cluster")
    shown = tab()
    thinned_runs: list[str] = []
    is_whole = False

    def watch(line: WebSocketRoute) -> None:
        server = line.connect_to_server()

        def hand_on(message: str | bytes) -> None:
            nonlocal is_whole
            sent = ForwardMsg.FromString(message if isinstance(message, bytes) else message.encode())
            if sent.HasField("new_session"):
                is_whole = not sent.metadata.run.fragment_ids
            if thinned and is_whole and sent.HasField("script_finished"):
                thinned_runs.append(sent.metadata.run.script_run_id)
            if not (thinned and is_whole and sent.HasField("delta") and sent.delta.fragment_id):
                line.send(message)

        server.on_message(hand_on)

    thinned = False
    shown.page.route_web_socket("**/_stcore/stream*", watch)
    shown.open("/?lang=en")
    shown.page.locator(f".lt-chips [data-value={first}]").click()
    shown.served(cluster=first)
    shown.do(
        """() => {
            T.hold();
            new MutationObserver(() => { T.gone ||= !T.first('.lt-canvas'); })
                .observe(document, { childList: true, subtree: true });
        }"""
    )
    thinned = True
    shown.page.go_back()
    # The map's own report may be answered first: the whole run that Back asks for is waited for by itself.
    shown.until(lambda: thinned_runs, "a whole run without its fragment")
    shown.served(cluster="")
    assert not shown.do("() => T.gone") and shown.do("() => T.same()")
    thinned = False
    shown.page.locator(f".lt-chips [data-value={first}]").click()
    shown.served(cluster=first)


def test_back_from_a_park_leads_to_the_list_it_was_chosen_from(tab: MakeTab, plan: Plan) -> None:
    park = next(p for p in plan.of_type("park") if p.located)
    shown = tab().open("/parks?lang=en")
    shown.page.locator(f".tiles [data-site={park.id}]").click()
    shown.page.locator(".panel .crumbs").wait_for()
    shown.linked(sel=park.id)
    shown.page.go_back()
    shown.page.locator(".tiles").wait_for()
    shown.linked(sel="")
    assert "/parks?" in shown.page.url
    shown.page.go_forward()
    shown.page.locator(".panel .crumbs").wait_for()
    shown.linked(sel=park.id)


def test_back_to_another_page_shows_what_was_chosen_there(tab: MakeTab, plan: Plan) -> None:
    cluster = next(c.id for c in plan.clusters if c.kind == "cluster")
    park = next(p for p in plan.of_type("park") if p.located)
    shown = tab().open(f"/?lang=en&cluster={cluster}")
    shown.page.locator(".head [data-page=parks]").click()
    shown.page.locator(f".tiles [data-site={park.id}]").click()
    shown.linked(sel=park.id)
    shown.page.go_back()
    shown.linked(sel="")
    shown.page.go_back()
    shown.wait("() => T.first('.head [aria-current]').dataset.page === 'overview'")
    shown.served(sel="", cluster=cluster)
    shown.linked(sel="", cluster=cluster)


def test_the_pages_are_links_that_open_in_a_tab_of_their_own(tab: MakeTab, plan: Plan) -> None:
    """A link of the head carries the view along, by a plain click and by one with a modifier."""
    cluster = next(c.id for c in plan.clusters if c.kind == "cluster")
    shown = tab().open("/?lang=en")
    shown.page.locator(f".lt-chips [data-value={cluster}]").click()
    shown.linked(cluster=cluster)
    link = shown.page.locator(".head a[data-page=targets]")
    assert f"cluster={cluster}" in (link.get_attribute("href") or "")
    with shown.page.context.expect_page() as opened:
        link.click(modifiers=["Control"])
    opened.value.wait_for_url("**/targets?*")
    assert f"cluster={cluster}" in opened.value.url and "/targets" not in shown.page.url
    opened.value.close()


ADDED = "from=singlemessage&isappinstalled=0&nsukey=x1&utm_source=mail&fbclid=1&scene=45&_t=1"


def test_what_messengers_add_to_a_link_is_passed_over_in_silence(tab: MakeTab) -> None:
    shown = tab().open(f"/?lang=en&{ADDED}")
    assert shown.page.locator(".faults").count() == 0
    assert set(shown.query) == {"district", "edition", "lang"}


def test_a_link_can_be_copied_over_plain_http(tab: MakeTab) -> None:
    """Without a clipboard of the page's own the old command copies, and where that fails the link is selected."""
    shown = tab().open("/?lang=en")
    shown.do("() => Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    shown.do(
        "() => document.addEventListener('copy', () => { T.copied = String(document.activeElement.value); })"
    )
    button = shown.page.locator("[data-go*=copy]")
    button.click()
    shown.wait("word => T.first('[data-go*=copy]').textContent === word", say("app.copied", "en"))
    assert shown.do("() => T.copied") == shown.page.url
    shown.do("() => { document.execCommand = () => false; }")
    shown.page.locator("[data-go*=copy]").click()
    field = shown.page.locator(".lt-link-field")
    field.wait_for()
    assert shown.do("() => String(getSelection())") == shown.page.url or field.input_value() == shown.page.url
    shown.page.keyboard.press("Escape")
    field.wait_for(state="detached")
