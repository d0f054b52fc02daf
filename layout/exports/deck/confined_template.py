"""What the guarded child reads a template by; see template.py."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from layout.exports.deck.template_package import TemplateError
from layout.exports.deck.template_presentation import check_template


def read_confined(content: bytes, _arguments: Mapping[str, Any]) -> tuple[Any, bytes]:
    """Check a template: return its fault as plain values, or none and the package to use."""
    try:
        return {}, check_template(content)
    except TemplateError as error:
        return {"word": error.word, "values": error.values}, b""
