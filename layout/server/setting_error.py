"""A setting of the operator that cannot be: said at the start, before anything is served."""

from __future__ import annotations

from typing import Any


class SettingError(Exception):
    """A setting with a wrong value: id and values of the word that says so."""

    def __init__(self, word: str, **values: Any) -> None:
        super().__init__(word)
        self.word, self.values = word, values
