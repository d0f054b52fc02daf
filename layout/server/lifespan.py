"""The life of the server: a warm start, and sessions looked after."""

from __future__ import annotations

import gc
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from layout.build.store import BuildError
from layout.server import sessions, state


def lifespan(warm_up: Callable[[], object]) -> Callable[[Any], AbstractAsyncContextManager[dict[str, Any]]]:
    """Return the life of the server: load, build what is not built, keep the collector off what stays.

    `warm_up` loads what every visitor needs, so that none waits for it.
    """

    @asynccontextmanager
    async def life(_app: Any) -> AsyncIterator[dict[str, Any]]:
        warm_up()
        try:
            state.store.current()
        except (BuildError, RuntimeError) as error:
            logging.getLogger(__name__).error("%s", error)
        # What is loaded by now never becomes garbage: no later collection walks through it.
        gc.collect()
        gc.freeze()
        async with sessions.looked_after():
            yield {}

    return life
