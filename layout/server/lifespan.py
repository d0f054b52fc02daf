"""The life of the server: a warm start, and sessions looked after."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from layout.server import sessions, state, workers


def lifespan(warm_up: Callable[[], object]) -> Callable[[Any], AbstractAsyncContextManager[dict[str, Any]]]:
    """Return the life of the server: load, begin to build what is not, keep the collector off what stays.

    `warm_up` loads what every visitor needs, so that none waits for it.
    """

    @asynccontextmanager
    async def life(_app: Any) -> AsyncIterator[dict[str, Any]]:
        warm_up()
        # What is built already is there for the first visitor; what is not is built in the background.
        state.store.open()
        # What is loaded by now never becomes garbage: no later collection walks through it.
        gc.collect()
        gc.freeze()
        async with sessions.looked_after():
            yield {}
        state.store.close()
        workers.WORKER.close()

    return life
