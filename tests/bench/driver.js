// Runs in every measured page before its own scripts. BENCH is set by browser.py:
// {who, clusters, paths, markers}. Times are performance.now() of the page, in ms.
if (window === window.top) {
  const fresh = (root, selector) => [...root.querySelectorAll(selector)].filter(node => !node.benchOld).length;
  const drawn = root =>
    fresh(root, "path.leaflet-interactive") >= BENCH.paths && fresh(root, ".leaflet-marker-pane > *") >= BENCH.markers;
  const frames = () => [...document.querySelectorAll("iframe")].map(frame => frame.contentDocument).filter(Boolean);
  const text = selector => (document.querySelector(selector) || {}).textContent || "";
  const runs = () => Number((text('[data-testid="stText"]').match(/\d+/) || [0])[0]);
  const idle = () => {
    const app = document.querySelector('[data-testid="stApp"]');
    return !app || app.dataset.testScriptState === "notRunning";
  };
  const view = () => (document.querySelector("[data-panel-view]") || { dataset: {} }).dataset.panelView;
  const chip = id => document.querySelector(`button[data-facet="cluster"][data-value="${CSS.escape(id)}"]`);
  const rev = () => Number(document.documentElement.dataset.layoutRev || 0);
  const holds = id => new URLSearchParams(view() || "").getAll("cluster").join(",").split(",").includes(id);
  const options = () => document.querySelectorAll('[data-testid="stRadio"] label:has(input)');
  // Change n (from 1) toggles one cluster after the other.
  const pick = n => BENCH.clusters[(n - 1) % BENCH.clusters.length];

  // ready: the first page is drawn. act: the n-th click; returns tests for "redrawn" and "answered".
  const contestants = {
    app: {
      ready: () => document.documentElement.dataset.layoutMap === "ready" && !!chip(pick(1)),
      act: n => {
        const id = pick(n);
        const before = rev();
        const chosen = !holds(id);
        chip(id).click();
        return { redrawn: () => rev() > before, answered: () => holds(id) === chosen };
      },
      view,
    },
    leaflet: {
      ready: () => drawn(document),
      act: n => {
        const button = document.querySelector(`button[data-value="${CSS.escape(pick(n))}"]`);
        const before = button.getAttribute("aria-pressed");
        button.click();
        return { redrawn: () => button.getAttribute("aria-pressed") !== before };
      },
    },
    // A briefing: one step after the other, by key.
    presenter: {
      ready: () => document.documentElement.dataset.layoutMap === "ready" && !!document.querySelector(".lt-presenter h2"),
      act: () => {
        const parts = [...document.querySelectorAll(".present-bar button")];
        const at = () => parts.findIndex(part => part.hasAttribute("aria-current"));
        const before = at();
        const key = before === parts.length - 1 ? "Home" : "PageDown";
        window.dispatchEvent(new KeyboardEvent("keydown", { key }));
        return { redrawn: () => at() !== before };
      },
    },
    slides: {
      ready: () => drawn(document),
      act: n => {
        window.present(n);
        return { redrawn: () => document.body.dataset.step === String(n) };
      },
    },
    folium: {
      ready: () => frames().some(drawn),
      act: n => {
        for (const root of frames()) {
          for (const node of root.querySelectorAll("path, .leaflet-marker-pane > *")) node.benchOld = true;
        }
        options()[1 + ((n - 1) % BENCH.clusters.length)].click();
        return { redrawn: () => frames().some(drawn) };
      },
    },
    empty: {
      ready: () => runs() > 0 && !!document.querySelector('[data-testid="stButton"] button'),
      act: () => {
        const before = runs();
        document.querySelector('[data-testid="stButton"] button').click();
        return { answered: () => runs() > before };
      },
    },
  };
  const page = contestants[BENCH.who];

  // committed: the browser has done style, layout and paint of the next frame.
  const committed = () =>
    new Promise(done =>
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => done(performance.now());
        channel.port2.postMessage(0);
      }),
    );
  // painted: the frame after the next begins, so the next one is on its way to the screen.
  const painted = () =>
    new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))));
  // Watch, do not poll: asking again in each frame would make the page draw frames of its own.
  const settled = test =>
    new Promise(done => {
      if (test()) return done();
      const watch = new MutationObserver(() => {
        if (!test()) return;
        watch.disconnect();
        done();
      });
      watch.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    });
  const until = async (test, then = painted) => {
    await settled(test);
    return then();
  };

  window.bench = { ready: null, sent: null };
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (...args) {
    window.bench.sent ??= performance.now();
    return send.apply(this, args);
  };
  // Streamlit's browser keeps large messages: a view seen before costs less, so the two are told apart.
  const views = new Set();
  window.bench.change = async n => {
    window.bench.sent = null;
    const start = performance.now();
    const tests = page.act(n);
    document.body.getBoundingClientRect();
    const work = performance.now() - start;
    const times = { work };
    const redrawn = tests.redrawn && until(tests.redrawn).then(at => (times.redrawn = at - start));
    const early = tests.redrawn && until(tests.redrawn, committed).then(at => (times.committed = at - start));
    const answered =
      tests.answered &&
      until(tests.answered).then(at => (times.answered = at - start));
    const finished =
      tests.answered &&
      until(() => tests.answered() && idle()).then(at => (times.finished = at - start));
    await Promise.all([redrawn, early, answered, finished]);
    if (window.bench.sent !== null) times.sent = window.bench.sent - start;
    times.fresh = page.view ? Number(!views.has(page.view())) : 1;
    if (page.view) views.add(page.view());
    return times;
  };
  until(() => document.body && page.ready()).then(at => {
    window.bench.ready = at;
    if (page.view) views.add(page.view());
  });
}
