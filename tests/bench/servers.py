"""Servers of the bench: Streamlit apps, a folder over HTTP, the CDN over HTTPS."""

from __future__ import annotations

import gzip
import mimetypes
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.bench.cdn import Cdn

HOST = "127.0.0.1"
Find = Callable[[str, str], bytes | None]


def free_port() -> int:
    """Return a port of this machine that is free now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Server:
    """A running Streamlit server."""

    pid: int
    port: int
    log: Path

    @property
    def url(self) -> str:
        """The address of its first page."""
        return f"http://{HOST}:{self.port}/"


@contextmanager
def streamlit(script: Path, cwd: Path, log: Path, env: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Run one Streamlit script on a free port until the block ends."""
    port = free_port()
    options = {
        "server.port": str(port),
        "server.address": HOST,
        "server.headless": "true",
        "browser.gatherUsageStats": "false",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    command = [sys.executable, "-m", "streamlit", "run", str(script), *flags]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env={**os.environ, **(env or {})},
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        _wait_healthy(process, port, log)
        yield Server(process.pid, port, log)
    finally:
        _stop(process)


def _wait_healthy(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    log_end = log.read_text("utf-8", "replace")[-2000:]
    raise RuntimeError(f"the server did not start; its log ends:\n{log_end}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def static(folder: Path) -> Iterator[str]:
    """Serve a folder over HTTP; yield its address."""

    def find(_host: str, path: str) -> bytes | None:
        file = folder / path.split("?")[0].lstrip("/")
        return file.read_bytes() if file.is_file() else None

    with _serving(ThreadingHTTPServer((HOST, 0), _handler(find))) as port:
        yield f"http://{HOST}:{port}/"


@contextmanager
def cdn(files: Cdn, folder: Path) -> Iterator[int]:
    """Answer for the CDN hosts over HTTPS (self-signed); yield the port."""
    openssl = shutil.which("openssl")
    if openssl is None:
        raise SystemExit(
            "bench: the folium rival needs openssl for its certificate (apt-get install openssl)"
        )
    key, certificate = folder / "cdn.key", folder / "cdn.pem"
    words = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout"
    command = [openssl, *words.split(), str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = ThreadingHTTPServer((HOST, 0), _handler(files.find))
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    with _serving(server) as port:
        yield port


@contextmanager
def _serving(server: ThreadingHTTPServer) -> Iterator[int]:
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()


def _handler(find: Find) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Answer GET as a good host would: kept alive, compressed, cacheable."""

        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1

        def do_GET(self) -> None:
            """Send one file, or 404."""
            body = find((self.headers.get("Host") or "").split(":")[0], self.path)
            self.send_response(404 if body is None else 200)
            accepted = self.headers.get("Accept-Encoding", "")
            kind = mimetypes.guess_type(self.path.split("?")[0])[0] or "application/octet-stream"
            body = body or b""
            if kind.startswith(("text/", "application/j")) and "gzip" in accepted:
                body = gzip.compress(body, 6, mtime=0)
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "public, max-age=31536000, immutable")
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    return Handler
