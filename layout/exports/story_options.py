"""What a reader may choose about a file of a story."""

from __future__ import annotations

from dataclasses import dataclass

MAX_TEMPLATE = 20_000_000  # bytes


@dataclass(frozen=True, slots=True)
class StoryOptions:
    """Choices of a story's files: a PowerPoint template, or none, and the direction of printed pages."""

    template: bytes | None = None
    portrait: bool = False
