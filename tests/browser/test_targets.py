"""The planner's question, driven in a real browser: is it reachable, and where does it say so."""

from __future__ import annotations

from layout.audit.findings import FINDING_STATES, audit_claims
from layout.audit.report import audit_report
from layout.plan.model import Plan
from layout.words.citations import citation
from layout.words.glossary import say
from layout.words.numbers import format_number
from tests.browser.conftest import MakeTab


def test_a_planner_finds_out_what_the_targets_take(tab: MakeTab, plan: Plan) -> None:
    """From the first screen: targets, the answer, its formula, the figure, the place in the plan."""
    reach = next(f for f in audit_claims(plan) if f.claim.by == "reach" and f.stated_quantity)
    shown = tab().open()
    page = shown.page
    page.locator(".head nav a", has_text=say("page.targets", "zh")).click()
    answer = page.locator(".panel .answer")
    answer.wait_for()
    assert format_number(round(reach.needed_growth or 0, 1)) in answer.inner_text()
    assert "%" in answer.inner_text()

    page.locator("[data-go*=cite]").locator("visible=true").first.scroll_into_view_if_needed()
    base = plan.statement[reach.claim.of[0]]
    page.locator(f".targets table button[data-go*='\"{base.id}\"']").first.click()
    card = page.locator(".lt-cite")
    card.wait_for()
    assert format_number(base.figure.value) in card.inner_text()
    assert say("text.sentence", "zh", n=2).strip() in card.inner_text()
    page.keyboard.press("Escape")
    card.wait_for(state="detached")
    focused = shown.do("() => document.activeElement.dataset.go")
    assert base.id in focused
    assert shown.do("() => T.first('.lt-map').getBoundingClientRect().top >= 0")


def test_findings_are_filtered_by_state_and_the_link_keeps_it(tab: MakeTab, plan: Plan) -> None:
    """Each state alone, by keyboard; a link opens the same; all again."""
    groups = audit_report(plan)
    shown = tab().open("/targets")
    page = shown.page
    page.locator(".subnav a").nth(3).click()
    visible = page.locator(".finding[data-state]").locator("visible=true")
    assert visible.count() == sum(not g.is_light for g in groups)
    page.locator(".folded > summary").click()
    assert visible.count() == len(groups)
    for state in FINDING_STATES:
        page.locator(f".states .is-{state}").focus()
        page.keyboard.press("Enter")
        shown.linked(state=state)
        shown.wait(
            "n => T.all('.finding[data-state]').filter((f) => !f.hidden).length === n",
            sum(g.state == state for g in groups),
        )
    linked = tab().open(page.url)
    linked.wait(
        "n => T.all('.finding[data-state]').filter((f) => !f.hidden).length === n",
        sum(g.state == FINDING_STATES[-1] for g in groups),
    )
    page.locator(".states .state-chip").first.click()
    shown.linked(state="")
    shown.wait("n => T.all('.finding[data-state]').filter((f) => !f.hidden).length === n", len(groups))


def test_a_finding_unfolds_its_formula_and_both_sources(tab: MakeTab, plan: Plan) -> None:
    """The formula stands with names, and each printed figure leads to its place."""
    card = audit_report(plan)[0]
    wrong = next(f for f in card.findings if f.state == "does-not-close")
    shown = tab().open("/targets?lang=en&state=does-not-close")
    # The card of a common cause stands open, its findings are unfolded one by one.
    assert shown.page.locator(f"details[data-key=finding-{card.id}][open]").count() == 1
    finding = shown.page.locator(f"details[data-key=finding-{wrong.claim.id}]")
    finding.locator("summary").focus()
    shown.page.keyboard.press("Enter")
    words = finding.inner_text()

    assert say("audit.formula", "en") in words
    for name in (wrong.claim.stated, *wrong.claim.of):
        assert plan.statement[name].name("en") in words
    assert words.count("sentence") >= 3


def test_a_cluster_filter_thins_the_tables_and_shows_its_carriers(tab: MakeTab, plan: Plan) -> None:
    """Chip on the map: rows of that cluster, towns that do not carry it fade."""
    cluster = next(c.id for c in plan.clusters if c.kind == "cluster")
    carrying = {s.id for s in plan.sites if any(k.cluster == cluster for k in s.carries)}
    shown = tab().open(f"/chains?cluster={cluster}")
    rows = "() => T.all('tr.carrier').filter((r) => !r.hidden).map((r) => r.dataset.site)"
    shown.wait("() => T.all('tr.carrier').length > 0")

    assert set(shown.do(rows)) == carrying
    assert len(carrying) < len(plan.sites)


def test_a_chain_flies_the_map_to_a_park_that_fits_it(tab: MakeTab, plan: Plan) -> None:
    """By keyboard: the park is selected, the map moves, the page stays."""
    site = next(s for c in plan.chains for s in c.sites if plan.site[s].located)
    shown = tab().open("/chains")
    before = shown.place()
    button = shown.page.locator(f".chain-sites .serves[data-site={site}]").first
    button.focus()
    shown.page.keyboard.press("Enter")
    shown.linked(sel=site)
    shown.still()

    assert shown.place() != before
    assert shown.page.locator(".chain").first.is_visible()
    empty = [k for c in plan.chains for k in c.links if not k.basis]
    assert shown.page.locator(".chain-link.is-empty").count() == len(empty) > 0


def test_the_name_of_every_link_leads_somewhere_and_the_chain_is_cited_once(tab: MakeTab, plan: Plan) -> None:
    """To the first located site, else to the link's industry, by keyboard; a link without any is plain."""
    links = [k for c in plan.chains for k in c.links]
    shown = tab().open("/chains")
    shown.page.locator(".chain-link").first.wait_for()
    shown_links = shown.do(
        "() => T.all('.chain-link').map((l) => [l.querySelector('b').textContent, "
        "l.querySelector('.link-name')?.dataset.go || ''])"
    )
    assert [name for name, _ in shown_links] == [k.name("zh") for k in links]
    for link, (_, goes) in zip(links, shown_links, strict=True):
        destinations = [s for s in link.sites if plan.site[s].located] or link.sites or link.industries
        assert destinations[0] in goes if destinations else goes == ""
    for chain in plan.chains:
        cited = citation(chain.refs, plan, "zh")
        heads = [c for c in plan.chains if c.refs == chain.refs]
        texts = shown.do("() => T.all('.chains .stands-in').map((p) => p.textContent)")
        assert texts.count(cited) == len(heads)

    link = next(k for k in links if k.industries and not k.sites)
    key = "segment" if link.industries[0] in plan.part else "cluster"
    button = shown.page.locator(".chain-link .link-name", has_text=link.name("zh")).first
    button.focus()
    shown.page.keyboard.press("Enter")
    shown.linked(**{key: link.industries[0]})
    assert button.get_attribute("aria-pressed") == "true"


def test_a_filter_without_a_chip_of_its_own_is_counted_beside_the_button(tab: MakeTab, plan: Plan) -> None:
    """The base industry and the services can be chosen, and the sites that carry them pass."""
    base = next(c.id for c in plan.clusters if c.kind == "base")
    services = next(c.id for c in plan.clusters if c.kind == "services")
    shown = tab().open(f"/?cluster={base},{services}")
    beside = shown.page.locator(f".lt-chips .lt-chip[data-value={base}]").count()
    beside += shown.page.locator(f".lt-chips .lt-chip[data-value={services}]").count()
    shown.page.locator(".lt-more.is-on", has_text=str(2 - beside)).first.click()
    for key in (base, services):
        chip = shown.page.locator(f".lt-popover .lt-chip[data-facet=cluster][data-value={key}]")
        assert chip.get_attribute("aria-pressed") == "true"


def test_on_a_phone_the_pages_stay_inside_the_screen(tab: MakeTab) -> None:
    """Nothing scrolls sideways but tables in their own frame; a source card fits."""
    for page in ("targets", "chains"):
        shown = tab(size=(390, 844), has_touch=True).open(f"/{page}?lang=en")
        assert shown.do("() => document.documentElement.scrollWidth") <= 390
    shown = tab(size=(390, 844), has_touch=True).open("/targets")
    shown.page.locator(".targets .cite").nth(1).click()
    box = shown.page.locator(".lt-cite").bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390


def test_ground_that_does_not_carry_a_cluster_fades(tab: MakeTab, plan: Plan) -> None:
    """The map shows where a cluster is carried: members of the layout stay, the others fade."""
    cluster = next(c.id for c in plan.clusters if c.kind == "cluster")
    members = {r.member for e in plan.elements if e.kind == "area" for r in plan.roles(e.id)}
    carrying = {i for i in members if any(k.cluster == cluster for k in plan.site[i].carries)}
    assert 0 < len(carrying) < len(members)
    shown = tab().open("/")
    faded = (
        "() => T.all('path.lt-member, path.lt-hatch').filter((p) => p.classList.contains('is-dim')).length"
    )
    assert shown.do(faded) == 0
    shown.page.locator(f".lt-chip[data-facet=cluster][data-value={cluster}]").click()
    shown.linked(cluster=cluster)
    rest = (
        "() => T.all('path.lt-member, path.lt-hatch').filter((p) => !p.classList.contains('is-dim')).length"
    )
    shown.wait("n => T.all('path.lt-member.is-dim, path.lt-hatch.is-dim').length >= n", 1)
    assert shown.do(rest) >= len(carrying) > 0
