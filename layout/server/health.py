"""The state of the server, for those who watch over it: what is served, how old it is, what is wrong.

Its form is that of the draft “Health Check Response Format for HTTP APIs”: `status` is pass, warn or fail.
No value names a folder of this machine or quotes the data.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import time
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from geodata.languages import LANGS
from layout.build.build_name import program_hash
from layout.build.renewal import BuildStatus
from layout.server import state

# How long a disk may take to tell its room, in seconds: one in the network may not answer.
_DISK_SECONDS = 1.0
_questions: set[asyncio.Future[int]] = set()


async def health(_request: Request) -> Response:
    """Tell the state: 200 where pages can be served, 503 where there is no build to serve."""
    status = state.store.status()
    content = health_content(status, await _free_bytes(status))
    return Response(
        json.dumps(content, indent=2),
        status_code=503 if content["status"] == "fail" else 200,
        media_type="application/health+json",
        headers={"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"},
    )


def health_content(status: BuildStatus, free_bytes: int | None) -> dict[str, Any]:
    """Return what the answer holds."""
    build, trouble, cache = status.build, status.trouble, status.cache
    warned = trouble is not None or cache.fell_back
    return {
        "status": "fail" if build is None else "warn" if warned else "pass",
        "version": program_hash(),
        "build": {
            "there": build is not None,
            "name": build.name if build else None,
            "age_seconds": int(time.time() - build.made_at) if build else None,
            "running": status.running,
            "failed": trouble.kind if trouble else None,
            "faults": len(trouble.texts.get(LANGS[0], ())) if trouble and trouble.kind == "data" else 0,
        },
        "cache": {
            "state": "fallback" if cache.fell_back else "ok",
            "reason": cache.reason or None,
            "free_bytes": free_bytes,
        },
    }


async def _free_bytes(status: BuildStatus) -> int | None:
    folders = status.cache.folders
    # One thread at most waits for a disk that does not answer.
    if not folders or any(not question.done() for question in _questions):
        return None
    _questions.clear()
    question = asyncio.ensure_future(asyncio.to_thread(_room, folders[0]))
    _questions.add(question)
    await asyncio.wait({question}, timeout=_DISK_SECONDS)
    return question.result() if question.done() and question.exception() is None else None


def _room(folder: Path) -> int:
    # Before the first build the folder itself may not be there.
    there = next(path for path in (folder, *folder.parents) if path.exists())
    return shutil.disk_usage(there).free


def health_routes() -> list[Route]:
    """Return the route of the state."""
    return [Route(f"{state.base_path()}/{state.HEALTH}", health, methods=["GET"])]
