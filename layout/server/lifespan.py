"""The life of the server: a warm start."""

from __future__ import annotations

import gc
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from layout.build.store import BuildError
from layout.server import state


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
        # Streamlit collects all garbage after each run; what is loaded by now never becomes any.
        gc.collect()
        gc.freeze()
        yield {}

    return life
