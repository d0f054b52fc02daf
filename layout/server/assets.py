"""The built files that pages load, served by their hashed names."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from layout.build.assets import PACKED
from layout.exports.formats import MEDIA_TYPES
from layout.server import state

_TYPES = {".js": "text/javascript; charset=utf-8", **MEDIA_TYPES}
_HASH = re.compile(r"-[0-9a-f]{16}(?=\.)")
_FOREVER = "max-age=31536000, immutable"
# The program's own script holds no data, and is the same for every reader.
_PROGRAM = re.compile(r"site-[0-9a-f]{16}\.js")


async def asset(request: Request) -> Response:
    """Serve a built file by its hashed name, packed where the browser takes that."""
    name = request.path_params["name"]
    kind = _TYPES.get(name[name.rfind(".") :])
    takes_packed = "gzip" in request.headers.get("accept-encoding", "")
    packed = state.store.asset(name + PACKED) if takes_packed else None
    content = packed or state.store.asset(name)
    # A packed file has no type of its own (.gz) and goes out under its plain name only.
    if content is None or kind is None:
        return Response("not found", status_code=404, media_type="text/plain")
    # What holds data is kept by the reader's browser, and by no cache that others share.
    owner = "public" if _PROGRAM.fullmatch(name) else "private"
    headers = {"Cache-Control": f"{owner}, {_FOREVER}", "Vary": "Accept-Encoding"}
    # A page or workbook is saved, under a name without the hash.
    if not name.endswith(".js"):
        headers["Content-Disposition"] = f'attachment; filename="{_HASH.sub("", name)}"'
    if packed:
        headers["Content-Encoding"] = "gzip"
    return Response(content, media_type=kind, headers=headers)


def asset_routes() -> list[Route]:
    """Return the route of the assets."""
    return [Route(f"{state.base_path()}/{state.ASSETS}/{{name}}", asset)]
