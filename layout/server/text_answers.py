"""Answers in words alone, in every language: no page has loaded yet that would say which one is read."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from geodata.languages import LANGS
from layout.words.glossary import say


def text_answer(status: int, word: str, **values: Any) -> Response:
    """Return a word of the glossary in every language as plain text that nobody keeps."""
    text = "\n".join(say(word, lang, **values) for lang in LANGS) + "\n"
    headers = {"Cache-Control": "no-store"}
    return Response(text, status, headers, media_type="text/plain; charset=utf-8")


async def refuse(scope: Any, receive: Any, send: Any, answer: Response) -> None:
    """Send an answer instead of what was asked for, also to who asks for a websocket."""
    if scope["type"] == "websocket" and "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": 1008})
        return
    await answer(scope, receive, send)
