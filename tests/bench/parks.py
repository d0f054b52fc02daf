"""python -m tests.bench.parks: what an investment officer waits for, beside the floor and what there was before.

Printed are medians in ms and their ratios, each beside the bound that it is held to.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from geodata.catalog import DISTRICTS, catalog
from tests.bench import layers
from tests.bench.contestants import ROOT, Contestant, Settings, running
from tests.bench.export_crowd import Browser
from tests.bench.measure import Series, process_ms
from tests.bench.visitors import Visitor, come_when_ready, now_and_then
from tests.browser.kit import chromium
from tests.chromium import FLAGS

FLOOR = "import geopandas, matplotlib.figure, pptx, typer, typst"
# Requests that a reader may type, one after the other: every letter of each is an answer anew.
REQUESTS = ("CDMO", "碳纤维", "芯片", "预制菜", "无人机", "medical devices", "coatings")
READERS, QUIET, PAUSE = 6, 10.0, (0.2, 0.6)
EXPORTS, WAITED, LOAD = 5, "all sheets, of five at once", "load"
PARTS = ("page", "files", "readers")
# (what, beside what, bound): ratios of medians.
BOUNDS = (
    ("typing", "filter", 1.3),
    ("park page", "empty rerun", 1.3),
    ("park page, server", "empty rerun, server", 1.3),
    ("one sheet", "floor", 1.2),
    ("all sheets", "one sheet", 1.5),
    ("one sheet, command", "floor", 1.2),
    ("pack.pptx", "deck", 0.6),
    ("reruns beside five exports", "reruns", 1.2),
)
IN_PAGE = """async ({act, text, site}) => {
  const painted = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))));
  const until = test => new Promise((done, fail) => {
    if (test()) return done();
    setTimeout(() => fail(new Error(`${act} ${text}${site}: not done in 20 s`)), 20000);
    const watch = new MutationObserver(() => { if (test()) { watch.disconnect(); done(); } });
    watch.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  const rev = () => Number(document.documentElement.dataset.layoutRev || 0);
  const idle = () => document.querySelector('[data-testid="stApp"]').dataset.testScriptState === 'notRunning';
  const answered = site => [...document.querySelectorAll('[data-panel-view]')].every(panel =>
    new URLSearchParams(panel.dataset.panelView).get('sel') === site);
  const start = performance.now();
  if (act === 'filter') {
    const before = rev();
    document.querySelector('button[data-facet="cluster"]').click();
    await until(() => rev() > before);
  } else if (act === 'type') {
    const input = document.querySelector('.finder-input');
    input.value = text;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    // What the answer is drawn of.
    await until(() => document.querySelector('.finder-body').dataset.text === text.trim());
  } else if (act === 'park') {
    document.querySelector(`.tile[data-site="${site}"], .tile [data-site="${site}"]`).click();
    // Its page stands, and the server has answered that it has been chosen.
    await until(() => document.documentElement.dataset.layoutPanel === `park:${site}` && answered(site) && idle());
  } else if (act === 'back') {
    document.querySelector('.crumbs .back').click();
    await until(() => document.documentElement.dataset.layoutPanel === 'parks' && answered(null) && idle());
  } else if (act === 'empty') {
    const runs = () => document.querySelector('[data-testid="stText"]').textContent;
    const before = runs();
    document.querySelector('[data-testid="stButton"] button').click();
    await until(() => runs() !== before && idle());
  }
  return (await painted()) - start;
}"""


def options(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    read = argparse.ArgumentParser("python -m tests.bench.parks", description=__doc__)
    read.add_argument("--rounds", type=int, default=5, help="times that each is measured, in turn")
    read.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="what is measured, all unless said")
    return read.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure; print the table."""
    chosen = options(argv)
    rounds = chosen.rounds
    series = Series()
    with tempfile.TemporaryDirectory(prefix="layout-parks-") as folder:
        scratch = Path(folder)
        settings = Settings(None, layers.write(DISTRICTS, "", "", scratch / "layers"), scratch)
        with running(["app", "empty"], settings) as (app, empty):
            asyncio.run(_wait_for_maps(app.port))
            if "page" in chosen.only:
                _in_the_browser(app, empty, series, rounds)
            browser = Browser(app.port, 0)
            # The first order starts the process that the others are copies of.
            _ask(browser, {**_place(), **_sheets(_park_ids()[:1])})
            for _ in range(rounds if "files" in chosen.only else 0):
                _files(browser, settings, series)
            for _ in range(rounds if "readers" in chosen.only else 0):
                asyncio.run(_beside_exports(app.port, series))
    print(_table(series))
    return 0


async def _wait_for_maps(port: int) -> None:
    await (await come_when_ready(port)).session.close()


def _place() -> dict[str, str]:
    entry = catalog(DISTRICTS)[0]
    return {"district": entry.id, "edition": entry.default_edition, "lang": "zh"}


def _in_the_browser(app: Contestant, empty: Contestant, series: Series, rounds: int) -> None:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        page, parks, blank = (browser.new_page() for _ in range(3))
        for tab, url in ((page, app.url), (parks, f"{app.url}parks")):
            tab.goto(url)
            tab.wait_for_selector('html[data-layout-map="ready"]', state="attached", timeout=120_000)
        blank.goto(empty.url)
        blank.wait_for_selector('[data-testid="stButton"] button')
        page.click(".finder-input")
        page.fill(".finder-input", REQUESTS[0])
        # The index comes with the first request.
        page.locator(".finder-body", has_text=f"“{REQUESTS[0]}”").wait_for()
        sites = parks.eval_on_selector_all(".tile[data-site], .tile [data-site]", "all => all.map(e => e.dataset.site)")
        for _ in range(rounds):
            page.bring_to_front()
            for text in REQUESTS:
                for length in range(2, len(text) + 1):
                    series.add("app", "typing", _act(page, "type", text=text[:length]))
            page.fill(".finder-input", "")
            page.wait_for_timeout(1000)
            for _again in range(4):
                series.add("app", "filter", _act(page, "filter"))
                page.wait_for_timeout(300)
            for site in list(dict.fromkeys(sites))[:4]:
                parks.bring_to_front()
                _timed(app, series, "park page", lambda site=site: _act(parks, "park", site=site))
                parks.wait_for_timeout(300)
                _act(parks, "back")
                blank.bring_to_front()
                blank.wait_for_timeout(300)
                _timed(empty, series, "empty rerun", lambda: _act(blank, "empty"))
        browser.close()


def _timed(server: Contestant, series: Series, what: str, act: Callable[[], float]) -> None:
    """Let act; add the ms that it takes, and those of a processor that the server works for it."""
    assert server.pid is not None
    before = process_ms(server.pid)
    series.add("app", what, act())
    series.add("app", f"{what}, server", process_ms(server.pid) - before)


def _act(page: Page, act: str, text: str = "", site: str = "") -> float:
    return float(page.evaluate(IN_PAGE, {"act": act, "text": text, "site": site}))


def _files(browser: Browser, settings: Settings, series: Series) -> None:
    place = _place()
    parks = _park_ids()
    series.add("app", "floor", _ms(lambda: _python(settings, "-c", FLOOR)))
    series.add("app", "one sheet", _ms(lambda: _ask(browser, {**place, **_sheets(parks[:1])})))
    series.add("app", "all sheets", _ms(lambda: _ask(browser, {**place, **_sheets(parks)})))
    pack = {"content": "pack", "format": "pptx", "parks": parks[:3], "investor": "–"}
    series.add("app", "pack.pptx", _ms(lambda: _ask(browser, {**place, **pack})))
    series.add("app", "deck", _ms(lambda: _ask(browser, {**place, "format": "pptx", "portrait": False})))
    file = settings.scratch / f"park-sheets-{os.urandom(3).hex()}.pdf"
    command = ("-m", "layout", "export", str(file), "--parks", parks[0])
    series.add("app", "one sheet, command", _ms(lambda: _python(settings, *command)))


def _sheets(parks: list[str]) -> dict[str, Any]:
    return {"content": "sheets", "format": "pdf", "parks": parks}


def _park_ids() -> list[str]:
    listing = [sys.executable, "-m", "layout", "list", "parks", "--format", "json"]
    done = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True)
    return [row["id"] for row in json.loads(done.stdout)]


def _ms(act: Callable[[], None]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def _python(settings: Settings, *arguments: str) -> None:
    env = {**os.environ, **settings.app_env}
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=env, check=True, capture_output=True, timeout=300)


def _ask(browser: Browser, order: dict[str, Any]) -> None:
    """Ask for a file as a page does, and take it. Raises RuntimeError where there is none."""
    _status, values = browser.ask("layout-export", order)
    if "url" not in values[-1]:
        raise RuntimeError(f"no {order['format']}: {values[-1]}")
    if len(browser.take(values[-1]["url"])) < 10_000:
        raise RuntimeError(f"the {order['format']} is empty")


async def _beside_exports(port: int, series: Series) -> None:
    """Let readers change the language now and then: alone, while five readers wait for sheets, and alone again.

    Alone before and after, so that what else the machine does weighs on both alike.
    """
    readers = [await Visitor.open(port) for _ in range(READERS)]
    for reader in readers:
        await reader.first()
    order, chance = {**_place(), **_sheets(_park_ids())}, random.Random(1)

    async def read_on(what: str, seconds: float) -> None:
        end = time.monotonic() + seconds
        acts = [reader.switch_language for reader in readers]
        tally = await now_and_then(acts, lambda: chance.uniform(*PAUSE), lambda: time.monotonic() > end)
        series.add("app", what, *tally.ms)

    def keep_asking(browser: Browser, stop: float) -> None:
        while time.monotonic() < stop:
            series.add("app", WAITED, _ms(lambda: _ask(browser, order)))

    await read_on("reruns", QUIET / 2)
    # Browsers of their own: those that bear no number share two places.
    browsers = [Browser(port, number) for number in range(EXPORTS)]
    with ThreadPoolExecutor(EXPORTS) as pool:
        orders = [pool.submit(keep_asking, browser, time.monotonic() + QUIET) for browser in browsers]
        await read_on("reruns beside five exports", QUIET)
        for order_ in orders:
            order_.result()
    await read_on("reruns", QUIET / 2)
    series.add("app", LOAD, os.getloadavg()[0])
    await asyncio.gather(*(reader.session.close() for reader in readers))


def _table(series: Series) -> str:
    lines = [f"{what:28} {series.median('app', what) or 0:9.1f} ms   n = {len(series.of('app', what))}"
             for what in dict.fromkeys(name for row in BOUNDS for name in row[:2])]  # fmt: skip
    lines.append("")
    for what, rival, bound in BOUNDS:
        ratio = series.ratio(what, "app", "app", rival)
        verdict = "–" if ratio is None else "ok" if ratio <= bound else "short"
        lines.append(f"{what} / {rival}: {ratio or 0:.2f} (bound {bound}) {verdict}")
    worst = series.p95("app", "typing")
    lines.append(f"typing, 95th percentile: {worst or 0:.1f} ms (bound 50)")
    waits = series.of("app", WAITED)
    lines.append(f"{WAITED}: {series.median('app', WAITED) or 0:.0f} ms each, {len(waits)} made")
    lines.append(f"load of the machine after each round: {', '.join(f'{n:.1f}' for n in series.of('app', LOAD))}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
