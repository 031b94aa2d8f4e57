"""Stylesheets, scripts and the icon: built by `make`, read once, served from memory.

Each name holds a hash of the content, so a browser may keep the file for ever. A
request is answered from a table of the files that a process was given, never by
looking at the disk: there is no path to escape from.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Self

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from service.domain.errors import NotFoundError

BUILT = Path(__file__).parent / "static"

_MEDIA_TYPES = MappingProxyType(
    {
        ".css": "text/css; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".svg": "image/svg+xml",
    }
)
_FOR_EVER = "public, max-age=31536000, immutable"


class AssetsError(Exception):
    """The built files are not there. Its message is for the operator's terminal."""


@dataclass(frozen=True, slots=True)
class Asset:
    """One built file, plain and packed."""

    hashed: str
    content: bytes = field(repr=False)
    packed: bytes = field(repr=False)

    @classmethod
    def read(cls, built: Path, hashed: str) -> Self:
        """Read a file and the packed one beside it."""
        packed = built / f"{hashed}.gz"
        return cls(hashed, (built / hashed).read_bytes(), packed.read_bytes())


@dataclass(frozen=True, slots=True)
class Assets:
    """The files one process serves, by the names its templates use."""

    by_name: Mapping[str, Asset]

    @classmethod
    def load(cls, *names: str, built: Path = BUILT) -> Self:
        """Read the named files.

        Raises AssetsError when they are not built: a page without its stylesheet
        is never served.
        """
        try:
            manifest = json.loads((built / "manifest.json").read_bytes())
            found = {name: Asset.read(built, manifest[name]) for name in names}
        except (OSError, ValueError, KeyError):
            message = f"The pages' files are not in {built}: run `make assets` first"
            raise AssetsError(message) from None
        return cls(MappingProxyType(found))

    def locate(self, name: str) -> str:
        """Return the path of a file, for a template."""
        return f"/static/{self.by_name[name].hashed}"

    def route(self) -> Route:
        """The one door of all of them."""
        return Route("/static/{hashed}", self.serve, methods=["GET"])

    async def serve(self, request: Request) -> Response:
        """Answer with a file, packed where the browser can unpack it."""
        asset = self._find(request.path_params["hashed"])
        if asset is None:
            raise NotFoundError
        headers = {"Cache-Control": _FOR_EVER, "Vary": "Accept-Encoding"}
        media_type = _MEDIA_TYPES[Path(asset.hashed).suffix]
        if not unpacks(request.headers.get("accept-encoding", "")):
            return Response(asset.content, headers=headers, media_type=media_type)
        headers["Content-Encoding"] = "gzip"
        return Response(asset.packed, headers=headers, media_type=media_type)

    def _find(self, hashed: str) -> Asset | None:
        return next((a for a in self.by_name.values() if a.hashed == hashed), None)


def unpacks(accepted: str) -> bool:
    """Tell whether an `Accept-Encoding` header takes what gzip packed."""
    codings = [c.partition(";q=") for c in accepted.replace(" ", "").lower().split(",")]
    return any(
        coding == "gzip" and (not weight or weight.strip("0.") != "")
        for coding, _, weight in codings
    )
