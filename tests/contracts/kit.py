"""What a contract is: a quirk of a library that our code leans on, as the installed version shows it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any


@dataclass(frozen=True)
class Contract:
    """A quirk in a sentence, the behaviour expected, and the file of ours that rests on it."""

    quirk: str
    library: str
    code: str
    expected: Any

    def failure(self, observed: Any) -> str:
        """Return what to tell where the library does something else."""
        return (
            f"{self.library} {version(self.library)} no longer does what we lean on: {self.quirk}\n"
            f"On this rest {self.code} and docs/libraries.md, section “{self.library}”.\n"
            f"expected {self.expected!r}\nobserved {observed!r}"
        )

    def check(self, observed: Any) -> None:
        """Fail where the behaviour is not the one expected."""
        if observed != self.expected:
            raise AssertionError(self.failure(observed))


CONTRACTS: dict[str, Contract] = {}


def contract(library: str, code: str, expected: Any) -> Callable[[Any], Callable[..., None]]:
    """Make a test of a function that returns what the library does; its docstring is the quirk."""

    def decorate(observe: Callable[..., Any]) -> Callable[..., None]:
        quirk = " ".join((observe.__doc__ or "").split())
        promise = Contract(quirk, library, code, expected)
        CONTRACTS[observe.__name__] = promise

        @functools.wraps(observe)
        def test(*args: Any, **fixtures: Any) -> None:
            promise.check(observe(*args, **fixtures))

        return test

    return decorate
