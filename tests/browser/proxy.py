"""A real nginx before the app, as docs/operate.md tells to set it up, and the ways to get it wrong."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.kit import HOST, REPO, free_port

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
FRAME = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  default_type application/octet-stream; access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  {limits}
  server {{ listen {host}:{port}; {location} }}
}}
"""


def _documented(mark: str) -> str:
    """Return the lines of docs/operate.md between two marks."""
    text = (REPO / "docs" / "operate.md").read_text(encoding="utf-8")
    block = re.search(rf"<!-- {mark} -->\n```\n(.+?)\n```\n<!-- /{mark} -->", text, re.S)
    assert block, f"docs/operate.md has no lines marked {mark}"
    return block[1]


def documented_limits() -> str:
    """Return the lines of docs/operate.md that limit slow and idle connections."""
    return _documented("nginx-limits")


def documented_lines(upstream: str, path: str = "") -> str:
    """Return the lines of docs/operate.md, for an app at an address, served below a path."""
    lines = _documented("nginx").replace("http://127.0.0.1:8501", upstream)
    return lines.replace("location / {", f"location {path}/ {{") if path else lines


@contextmanager
def proxied(location: str, folder: Path, port: int = 0, limits: str = "", path: str = "") -> Iterator[str]:
    """Run nginx with one server of these lines, on a port or a free one, until the block ends; give its address.

    `limits` are lines in place of the documented ones; `path` is where its first answer is waited for.
    """
    port = port or free_port()
    config = folder / "nginx.conf"
    text = FRAME.format(
        folder=folder, host=HOST, port=port, location=location, limits=limits or documented_limits()
    )
    config.write_text(text, encoding="utf-8")
    with (folder / "nginx.log").open("wb") as log:
        process = subprocess.Popen([str(NGINX), "-p", str(folder), "-c", str(config)], stdout=log, stderr=log)
    address = f"http://{HOST}:{port}"
    try:
        wait_for_answer(address + path, process, folder / "nginx.log")
        yield address
    finally:
        process.terminate()
        process.wait(10)


def wait_for_answer(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until something answers at an address, whatever it says."""
    end = time.monotonic() + 20
    while process.poll() is None and time.monotonic() < end:
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"nginx did not start:\n{log.read_text('utf-8', 'replace')[-2000:]}")
