"""What the server and its pages lean on in Streamlit, starlette and the package of Leaflet."""

from __future__ import annotations

import asyncio
import gc
import inspect
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest
import streamlit as st
from starlette.requests import Request
from starlette.routing import Route
from starlette.staticfiles import StaticFiles
from streamlit import config
from streamlit.components.v2 import presentation
from streamlit.components.v2.bidi_component import serialization
from streamlit.proto.BidiComponent_pb2 import BidiComponent
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.script_data import ScriptData
from streamlit.runtime.scriptrunner import ScriptRunner, ScriptRunnerEvent, get_script_run_ctx
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.scriptrunner_utils.run_descriptor import RunDescriptor
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager
from streamlit.testing.v1 import AppTest
from streamlit.web.server.starlette import starlette_websocket
from xstatic.pkg import leaflet

from tests.contracts.kit import contract

REPO = Path(__file__).parents[2]
STATIC = Path(st.__file__).parent / "static"
FRAME, HTTP, STATE = "layout/pages/frame.py", "layout/server/http.py", "layout/server/state.py"
ASSETS, SESSIONS = "layout/server/assets.py", "layout/server/sessions.py"
APP = """
import streamlit as st
from starlette.responses import PlainTextResponse
from starlette.routing import Route

async def mine(request):
    return PlainTextResponse("mine " + request.path_params["name"])

app = st.App(__file__, routes=[Route("/mine/{name}", mine), Route("/base/mine/{name}", mine)])
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve an app of one route below the path `base`; give its address."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "app.py").write_text(APP, encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    call = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}", "--server.baseUrlPath=base"]
    call += ["--server.address=127.0.0.1", "--server.headless=true", "--browser.gatherUsageStats=false"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(call, cwd=folder, stdout=log, stderr=log, env={**os.environ, "HOME": str(folder)})
    try:
        address = f"http://127.0.0.1:{port}"
        end = time.monotonic() + 90
        while answer(f"{address}/base/_stcore/health")[0] != 200:
            assert process.poll() is None and time.monotonic() < end, (folder / "log").read_text("utf-8")
            time.sleep(0.1)
        yield address
    finally:
        process.kill()
        process.wait()


def answer(url: str) -> tuple[int, str]:
    """Return the status and text of an address; 0 where nobody answers."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers={"Accept": "text/html"}), timeout=10) as reply:
            return reply.status, reply.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, ""
    except OSError:
        return 0, ""


@contract("streamlit", STATE, ["mine a", "mine a"])
def test_routes_of_an_app_do_not_move_with_the_base_path(served: str) -> object:
    """Routes of an `st.App` stay where they are under `server.baseUrlPath`: ours carry the path themselves."""
    return [answer(f"{served}/mine/a")[1], answer(f"{served}/base/mine/a")[1]]


@contract("streamlit", ASSETS, (200, True))
def test_an_unknown_path_is_answered_with_the_start_page(served: str) -> object:
    """Any unknown path is answered with the start page, so that a missing file must be refused by our own route."""
    status, page = answer(f"{served}/base/no-such-thing.json")
    return status, "<script type=\"module\"" in page


OPEN = {"_stcore/metrics": 200, "_stcore/agent/openapi.json": 200, "auth/login": 200}


@contract("streamlit", "layout/server/closed.py", OPEN)
def test_streamlit_opens_more_than_pages(served: str) -> object:
    """Figures of its running, a description for agents and a log-in are open at these addresses, asked for or not."""
    return {path: answer(f"{served}/base/{path}")[0] for path in OPEN}


@contract("streamlit", "layout/server/document.py", True)
def test_the_start_page_leads_to_the_interface_for_agents() -> object:
    """The start page has one link to the interface for agents, which goes where that is closed."""
    return (STATIC / "index.html").read_text(encoding="utf-8").count('<link rel="service-desc"') == 1


HOSTS = {"plan.example:1": True, "Plan.Example.": True, "x.plan.example": False, "a.b.c": True, "b.c": False, "x/b.c": False}


@contract("streamlit", "layout/server/hosts.py", HOSTS)
def test_a_list_of_hosts_minds_neither_port_nor_case(monkeypatch: pytest.MonkeyPatch) -> object:
    """`server.allowedHosts` passes over port, case and a last dot; `*.` stands for all below a name, not for it."""
    monkeypatch.setattr(starlette_websocket.config, "get_option", lambda _name: ["plan.example", "*.b.c"])
    return {host: starlette_websocket.is_host_allowed(host) for host in HOSTS}


@contract("starlette", ASSETS, {"name": "FULL", "name/further": "NONE", "": "NONE"})
def test_a_parameter_of_a_path_holds_no_slash() -> object:
    """`{name}` in a route takes one part of a path and no slash: no address reaches another folder."""
    route = Route("/assets/{name}", lambda request: None)
    scope: dict[str, Any] = {"type": "http", "method": "GET", "root_path": "", "headers": []}
    paths = ("name", "name/further", "")
    return {path: route.matches({**scope, "path": f"/assets/{path}"})[0].name for path in paths}


@contract("starlette", HTTP, {"plan.example:8501": "http://plan.example:8501/parks", "x/y?z": "http://own/parks"})
def test_a_host_that_is_none_does_not_enter_an_address() -> object:
    """From 1.0.1 on, a `Host` that is no host's name is left out of the address that a request gives."""
    scope = {"type": "http", "scheme": "http", "server": ("own", 80), "path": "/parks", "query_string": b""}
    sent = ("plan.example:8501", "x/y?z")
    return {host: str(Request({**scope, "headers": [(b"host", host.encode())]}).url) for host in sent}


@contract("starlette", "requirements.txt", ("", None))
def test_no_absolute_path_leaves_a_folder_that_is_served(tmp_path: Path) -> object:
    """From 1.1 on, `StaticFiles`, by which Streamlit serves its scripts, finds nothing under an absolute path."""
    inside = tmp_path / "inside.txt"
    inside.touch()
    return StaticFiles(directory=tmp_path).lookup_path(str(inside))


PARTS = {"exception_handlers", "lifespan", "middleware", "on_script_error", "routes"}


@contract("streamlit", "app.py", PARTS)
def test_an_app_takes_routes_middleware_and_a_life() -> object:
    """`st.App` takes routes, middleware, a lifespan and what is called when a page or a request fails."""
    return set(inspect.signature(st.App).parameters) & PARTS


@contract("streamlit", "app.py", True)
def test_outside_a_run_there_is_no_context() -> object:
    """While `app.py` is read for its server there is no context of a run, and no warning where none is wanted."""
    return get_script_run_ctx(suppress_warning=True) is None


@contract("streamlit", ".streamlit/config.toml", {"true": True, "false": False})
def test_all_garbage_is_collected_after_each_run_unless_told_not_to() -> object:
    """Streamlit walks through all objects after each run, frozen ones apart, unless `runner.postScriptGC` is false."""
    generations: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            generations.append(info["generation"])

    end_of_run = ScriptRunner._on_script_finished
    parts = [MagicMock() for _ in inspect.signature(end_of_run).parameters]
    before, collected = config.get_option("runner.postScriptGC"), {}
    # Of all collections only those that are asked for are left.
    gc.disable()
    gc.callbacks.append(note)
    try:
        for setting in (True, False):
            config.set_option("runner.postScriptGC", setting)
            generations.clear()
            end_of_run(*parts)
            collected[str(setting).lower()] = 2 in generations
    finally:
        config.set_option("runner.postScriptGC", before)
        gc.callbacks.remove(note)
        gc.enable()
    return collected


def left_sessions() -> tuple[WebsocketSessionManager, list[int]]:
    """Open two sessions and leave them; return their manager, and the files open before, with, and after them."""
    storage = MemorySessionStorage(ttl_seconds=0)
    manager = WebsocketSessionManager(storage, MemoryUploadedFileManager("/files"), ScriptCache(), None)
    files = [len(os.listdir("/proc/self/fd"))]
    opened = [manager.connect_session(MagicMock(), ScriptData("app.py", False), {}) for _ in range(2)]
    files.append(len(os.listdir("/proc/self/fd")))
    assert manager.get_stats(["active_sessions"])["active_sessions"][0].value == 2
    # The second to leave lets Streamlit look for the first.
    for session in opened:
        manager.disconnect_session(session)
    files.append(len(os.listdir("/proc/self/fd")))
    return manager, files


@pytest.mark.skipif(sys.platform != "linux", reason="counts files under /proc")
@contract("streamlit", SESSIONS, {"files each": 3, "left": 1, "removed": ["AppSession"], "still open": 0})
def test_a_left_session_stays_until_another_browser_leaves() -> object:
    """A session has three files besides its connection; one left too long goes, with them, when another browser
    leaves, or where the cache of the storage of the manager of sessions is told to look."""

    async def leave() -> object:
        manager, (before, opened, after) = left_sessions()
        removed = [info.session for _, info in manager._session_storage._cache.expire()]  # type: ignore[attr-defined]
        for session in removed:
            session.shutdown()
        return {
            "files each": (opened - before) // 2,
            "left": (after - before) // 3,
            "removed": [type(session).__name__ for session in removed],
            "still open": len(os.listdir("/proc/self/fd")) - before,
        }

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, leave()).result()


@contract("streamlit", SESSIONS, {"exists", "instance", "_session_mgr", "stats_mgr"})
def test_the_runtime_leads_to_its_sessions() -> object:
    """`Runtime.instance()` has a `_session_mgr` and a `stats_mgr`, which counts the open sessions."""
    source = inspect.getsource(Runtime)
    return {name for name in ("exists", "instance", "_session_mgr", "stats_mgr") if name in source}


@contract("streamlit", "layout/pages/start.py", {"sections": 6, "anew": True})
def test_the_theme_is_looked_up_for_each_run() -> object:
    """For the message that begins a run, Streamlit looks up six sections of the theme among all settings, by
    `config.get_options_for_section`; settings that are read anew are a new table."""
    called: list[str] = []
    look_up, settings = config.get_options_for_section, config.get_config_options()

    def note(section: str) -> dict[str, Any]:
        called.append(section)
        return look_up(section)

    async def begin_run() -> None:
        manager = WebsocketSessionManager(MemorySessionStorage(), MemoryUploadedFileManager("/files"), ScriptCache(), None)
        opened = manager.connect_session(MagicMock(), ScriptData("app.py", False), {})
        session = manager.get_active_session_info(opened).session  # type: ignore[union-attr]
        session._create_new_session_message("page", RunDescriptor("run", ()), {})
        manager.close_session(opened)

    try:
        config.get_options_for_section = note
        with ThreadPoolExecutor(1) as pool:
            pool.submit(asyncio.run, begin_run()).result()
        anew = config.get_config_options(force_reparse=True) is not settings
    finally:
        config.get_options_for_section, config._config_options = look_up, settings
    return {"sections": len(set(called)), "anew": anew}


@contract("streamlit", FRAME, [[], ["ended"]])
def test_a_fragment_takes_its_part_out_of_a_run_that_waits_to_be_sent() -> object:
    """A fragment that runs takes its part out of a whole run that ended unsent; the browser clears that part away."""
    queue = ForwardMsgQueue()
    part, ended = ForwardMsg(), ForwardMsg()
    part.metadata.delta_path.extend([0, 1])
    part.delta.fragment_id = "map"
    ended.script_finished = ForwardMsg.FINISHED_SUCCESSFULLY
    for message in (part, ended):
        queue.enqueue(message)
    queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=["map"])
    left = queue.flush()
    parts = [m.delta.fragment_id for m in left if m.HasField("delta")]
    return [parts, ["ended" for m in left if m.HasField("script_finished")]]


@contract("streamlit", "layout/pages/component_values.py", {"read": {"view": 1, "file": 2}, "classes": 2, "asked by": 1})
def test_what_a_part_tells_is_an_object_of_a_class_made_for_it() -> object:
    """What a part tells is merged from its own values and from a list of `event` and `value` in the new state of its
    session; the object is of a class made for it, by a function that one module of Streamlit asks by its name."""
    state = MagicMock()
    state._new_widget_state.widget_metadata.get.return_value.value_type = "json_trigger_value"
    state._new_widget_state.__getitem__.side_effect = {"events": [{"event": "file", "value": 2}]}.__getitem__
    present = presentation.make_bidi_component_presenter("events", "part", {"view"})
    objects = [present({"view": 1}, state) for _ in range(2)]
    asks = [path for path in Path(st.__file__).parent.rglob("*.py") if "= make_bidi_component_presenter(" in path.read_text("utf-8")]
    return {"read": dict(objects[0]), "classes": len({type(each) for each in objects} - {dict}), "asked by": len(asks)}


@contract("streamlit", "layout/pages/ended_runs.py", {"newest": 1, "ended": 0})
def test_what_a_run_drew_is_dropped_where_a_newer_runner_has_begun() -> object:
    """What a runner has drawn and not yet handed over is dropped where a report, meanwhile, began another runner."""
    manager = WebsocketSessionManager(MemorySessionStorage(), MemoryUploadedFileManager("/files"), ScriptCache(), None)

    async def report() -> dict[str, int]:
        opened = manager.connect_session(MagicMock(), ScriptData("app.py", False), {})
        session: Any = manager.get_active_session_info(opened).session  # type: ignore[union-attr]
        ended, newest = MagicMock(request_rerun=lambda _data: False), MagicMock()
        session._scriptrunner = ended
        session._create_scriptrunner = lambda _data: setattr(session, "_scriptrunner", newest)
        session.has_fragment = lambda _id: True
        session.request_rerun(ClientState(fragment_id="map"))
        shown = {}
        for name, sender in (("newest", newest), ("ended", ended)):
            session._browser_queue.flush()
            drawn = ForwardMsg()
            drawn.delta.fragment_id = name
            session._handle_scriptrunner_event_on_event_loop(sender, ScriptRunnerEvent.ENQUEUE_FORWARD_MSG, drawn)
            shown[name] = sum(m.HasField("delta") for m in session._browser_queue.flush())
        session._scriptrunner = None
        manager.close_session(opened)
        return shown

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, report()).result()


@contract("streamlit", HTTP, {"module": True, "inline": True, "base": True})
def test_the_start_page_has_inline_scripts_and_begins_with_a_module() -> object:
    """The start page has a script inside, which our policy must allow, and a module before which ours is put."""
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    inside = re.search(r"<script>\s*\S", page)
    return {"module": '<script type="module"' in page, "inline": bool(inside), "base": '="./static/js/' in page}


@contract("streamlit", ".streamlit/config.toml", [])
def test_every_setting_is_known() -> object:
    """Every setting that we ship is one that Streamlit knows; it passes over others without a word."""
    import tomllib

    def named(part: dict[str, Any], prefix: str = "") -> Iterator[str]:
        for key, value in part.items():
            yield from named(value, f"{prefix}{key}.") if isinstance(value, dict) else [prefix + key]

    settings = tomllib.loads((REPO / ".streamlit/config.toml").read_text(encoding="utf-8"))
    return [key for key in named(settings) if key not in config._config_options_template]


@contract("streamlit", "layout/web/pages/frame.css", [])
def test_the_parts_of_the_page_that_we_style_are_there() -> object:
    """The parts of Streamlit's own page that our styles name are in its scripts."""
    styles = "".join(p.read_text(encoding="utf-8") for p in (REPO / "layout/web").rglob("*.css"))
    names = set(re.findall(r"\bst[A-Z]\w+", styles))
    scripts = "".join(p.read_text(encoding="utf-8") for p in (STATIC / "static/js").glob("*.js"))
    assert len(names) > 4
    return sorted(name for name in names if name not in scripts)


def paged() -> None:
    """Show two pages and go to the second when told to."""
    import streamlit as st

    def first() -> None:
        pass

    def second() -> None:
        pass

    pages = [st.Page(first, default=True), st.Page(second)]
    page = st.navigation(pages, position="hidden")
    how = st.session_state.pop("how", None)
    if how is not None:
        st.switch_page(pages[1], **how)
    st.text(f"{page.url_path}:{','.join(st.query_params)}")


@contract("streamlit", FRAME, {"before": ":a", "bare": "second:", "with them": "second:a"})
def test_a_change_of_page_drops_the_query_unless_it_is_given() -> object:
    """`st.switch_page` drops the query of the address unless it is handed on; the first page has no path."""
    addresses = {}
    for name, how in (("before", None), ("bare", {}), ("with them", {"query_params": {"a": "1"}})):
        run = AppTest.from_function(paged)
        run.query_params["a"] = "1"
        if how is not None:
            run.session_state["how"] = how
        addresses[name] = run.run().text[0].value
    return addresses


def failing() -> None:
    """Fail."""
    raise ValueError("no")


@contract("streamlit", "layout/pages/errors.py", 1)
def test_an_error_of_a_page_reaches_the_reader_unless_it_is_caught() -> object:
    """An error of a page is shown to the reader by Streamlit itself, unless the app keeps it back."""
    return len(AppTest.from_function(failing).run().exception)


@contract("streamlit", FRAME, {"dictionary": 2, "list": 0})
def test_a_dictionary_is_searched_for_frames_and_a_list_is_not(monkeypatch: pytest.MonkeyPatch) -> object:
    """Each value of a dictionary given to a component is tested for being a frame, with pandas; a list is not."""
    tested: list[object] = []
    monkeypatch.setattr(serialization, "is_dataframe_like", lambda value: bool(tested.append(value)))
    counts = {}
    for name, data in (("dictionary", {"a": 1, "b": 2}), ("list", [{"a": 1, "b": 2}])):
        tested.clear()
        serialization.serialize_mixed_data(data, BidiComponent())
        counts[name] = len(tested)
    return counts


def mounted() -> None:
    """Mount a component with a callback."""
    import streamlit as st

    mount = st.components.v2.component("a_part", js="export default () => {}", isolate_styles=False)
    mount(key="part", data=[{"a": 1}], on_view_change=lambda: None)
    st.text(repr(dict(st.session_state["part"])))


@contract("streamlit", FRAME, (["{}"], 0))
def test_a_mounted_component_has_its_state_under_its_key() -> object:
    """A component of version 2 is mounted under a key; what it reports stands in the session under that key."""
    run = AppTest.from_function(mounted).run()
    return [text.value for text in run.text], len(run.exception)


@contract("XStatic-Leaflet", "layout/web/bundle.py", {"leaflet.css": True, "leaflet.js": True, "map": True, "images": True})
def test_the_package_of_leaflet_has_its_files_at_the_top() -> object:
    """Leaflet's script and styles lie at the top of the package; the script names a source map, the styles images."""
    base = Path(leaflet.BASE_DIR)
    files: dict[str, Any] = {name: (base / name).is_file() for name in ("leaflet.css", "leaflet.js")}
    files["map"] = "//# sourceMappingURL=" in (base / "leaflet.js").read_text(encoding="utf-8")
    files["images"] = "url(images/" in (base / "leaflet.css").read_text(encoding="utf-8")
    return files


@contract("XStatic-Leaflet", "layout/web/bundle.py", ("1.9", "L"))
def test_the_script_of_leaflet_is_a_classic_one_that_defines_l() -> object:
    """Leaflet's script is a classic one of release 1.9 that defines `L` for all scripts of the page."""
    script = (Path(leaflet.BASE_DIR) / "leaflet.js").read_text(encoding="utf-8")
    release = re.search(r"Leaflet (\d+\.\d+)", script)
    return release and release[1], "L" if re.search(r"window\.L\s*=|\.leaflet\s*=", script) else ""


@contract("streamlit", "layout/web/pages/watch_connection.js", True)
def test_the_scripts_need_the_flag_v_of_regular_expressions() -> object:
    """Streamlit's first script makes regular expressions with the flag `v`: without it nothing of the app runs."""
    first = re.search(r'src="\./(static/js/index\.[^"]+)"', (STATIC / "index.html").read_text(encoding="utf-8"))
    return bool(first and re.search(r"RegExp\([^)]*[`'\"]g?v[`'\"]\)", (STATIC / first[1]).read_text(encoding="utf-8")))
