"""What the office's own copy of a plan says at a place, asked by a source card: read once, told from memory.

The copy is read while the server runs. No build, no file and no export holds a word of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from geodata.document.copy import PlanCopy, read_copy
from geodata.document.named_copy import DocumentError, named_copy
from geodata.faults import Fault
from layout.plan.model import Plan
from layout.plan.plan_copy import cited_places, printed_span, section_titles
from layout.server import state
from layout.server.requests import PageRequest, RefusedError, read_request, refusal_response

_BODY = 20_000
_THREADS = ThreadPoolExecutor(4, "copy")
MAX_PLACES = 40


@dataclass
class CopyStore:
    """The copies that were read, each until its file changes. One thread reads, others wait for it."""

    _copies: dict[tuple[Any, ...], PlanCopy | Fault] = field(default_factory=dict)
    _locks: dict[tuple[Path, str, str], Lock] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def copy_of(self, root: Path, plan: Plan) -> PlanCopy | Fault | None:
        """Return the copy of a plan, or why it cannot be read; None where none is named."""
        try:
            file = named_copy(root, plan.district.id, plan.edition.id)
            stamp = file.stat() if file else None
        except DocumentError as error:
            return error.fault
        except OSError:  # taken away meanwhile
            return None
        if file is None or stamp is None:
            return None
        owner = (root, plan.district.id, plan.edition.id)
        titles = section_titles(plan)
        key = (*owner, file, stamp.st_size, stamp.st_mtime_ns, tuple(titles.items()))
        with self._lock:
            lock = self._locks.setdefault(owner, Lock())
        with lock:
            if key not in self._copies:
                for old in [k for k in self._copies if k[: len(owner)] == owner]:
                    del self._copies[old]
                self._copies[key] = _read(file, titles)
            return self._copies[key]


def _read(file: Path, titles: Mapping[str, str]) -> PlanCopy | Fault:
    try:
        return read_copy(file, titles)
    except DocumentError as error:
        return error.fault


def copy_routes() -> list[Route]:
    """Return the route that answers with the sentences at places of the plan."""
    copies = CopyStore()

    async def passages(request: Request) -> Response:
        try:
            page_request = await read_request(request, _BODY)
            # In a thread: all who ask meanwhile wait until the copy is read, and keep nobody else waiting.
            loop = asyncio.get_running_loop()
            answer = await loop.run_in_executor(_THREADS, _answer, copies, page_request)
        except RefusedError as error:
            return refusal_response(error, request)
        return JSONResponse(answer, headers={"Cache-Control": "no-store"})

    return [Route(f"{state.base_path()}/{state.PASSAGES}", passages, methods=["POST"])]


def _answer(copies: CopyStore, request: PageRequest) -> dict[str, Any]:
    """Return the name of the copy and a passage for each place; no name where no copy is named."""
    places = request.body.get("places")
    if (
        not isinstance(places, list)
        or len(places) > MAX_PLACES
        or not all(isinstance(p, str) for p in places)
    ):
        raise RefusedError(400, "server_answer.not-understood")
    plan = request.build.plans[request.district, request.edition]
    # The document is the office's: told is what the plan's own sources lead to, and no other page of it.
    if not set(places) <= set(cited_places(plan)):
        raise RefusedError(400, "server_answer.not-understood")
    copy = copies.copy_of(state.store.root, plan)
    if copy is None:
        return {"name": ""}
    if isinstance(copy, Fault):
        return {"name": copy.file, "fault": _fault_text(copy, request.lang)}
    return {"name": copy.name, "passages": [_passage(place, copy, request, plan) for place in places]}


def _passage(place: str, copy: PlanCopy, request: PageRequest, plan: Plan) -> dict[str, Any]:
    try:
        text = copy.passage(place)
    except DocumentError as error:
        return {"fault": _fault_text(error.fault, request.lang)}
    statement = plan.statement.get(str(request.body.get("cite")))
    return {"text": text, "mark": printed_span(text, statement) if statement else None}


def _fault_text(fault: Fault, lang: str) -> str:
    """Say a fault without its file, which the card names by itself."""
    return Fault("", "", "", fault.problem, fault.remedy).text(lang)
