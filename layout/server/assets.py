"""The built files that pages load, served by their hashed names."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from layout.exports.formats import MEDIA_TYPES
from layout.server import state

_TYPES = {".js": "text/javascript; charset=utf-8", **MEDIA_TYPES}
_HASH = re.compile(r"-[0-9a-f]{16}(?=\.)")
_FOREVER = "public, max-age=31536000, immutable"


async def asset(request: Request) -> Response:
    """Serve a built file by its hashed name, packed where the browser takes that."""
    name = request.path_params["name"]
    assets = state.store.current().assets
    kind = _TYPES.get(name[name.rfind(".") :])
    # A packed file has no type of its own (.gz) and goes out under its plain name only.
    if name not in assets or kind is None:
        return Response("not found", status_code=404, media_type="text/plain")
    headers = {"Cache-Control": _FOREVER, "Vary": "Accept-Encoding"}
    # A page or workbook is saved, under a name without the hash.
    if not name.endswith(".js"):
        headers["Content-Disposition"] = f'attachment; filename="{_HASH.sub("", name)}"'
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(
            assets[f"{name}.gz"], media_type=kind, headers={**headers, "Content-Encoding": "gzip"}
        )
    return Response(assets[name], media_type=kind, headers=headers)


def asset_routes() -> list[Route]:
    """Return the route of the assets."""
    return [Route(f"{state.base_path()}/{state.ASSETS}/{{name}}", asset)]
