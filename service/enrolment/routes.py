"""The one-time link. Looking at it uses nothing up; only a finished form does."""

from base64 import b32encode
from dataclasses import dataclass

import segno
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from crypto import totp_uri
from service.domain.enrolment import (
    CommonPasswordError,
    ShortPasswordError,
    WrongCodeError,
)
from service.domain.errors import RefusedError
from service.enrolment.usecases import Beginning, Enrolment
from service.web.forms import Form, read_form
from service.web.pages import Pages

_PATH = "/enrol/{token}"
_ISSUER = "Quiet Word"
_QUIET = 4  # modules of white that the standard asks for around a QR code
_GROUP = 4


@dataclass(frozen=True, slots=True)
class EnrolmentRoutes:
    enrolment: Enrolment
    pages: Pages

    def routes(self) -> list[BaseRoute]:
        return [
            Route(_PATH, self.show_link, methods=["GET"]),
            Route(_PATH, self.enrol, methods=["POST"]),
        ]

    async def show_link(self, request: Request) -> Response:
        token = request.path_params["token"]
        return self._show(token, await self.enrolment.begin(token), own=False)

    async def enrol(self, request: Request) -> Response:
        token = request.path_params["token"]
        form = await read_form(request)
        own_password = form.text("own") if _is_own(form) else None
        try:
            name = await self.enrolment.enrol(
                token,
                form.text("sealed"),
                own_password=own_password,
                code=form.text("code"),
            )
        except (ShortPasswordError, CommonPasswordError, WrongCodeError) as refused:
            beginning = await self.enrolment.resume(token, form.text("sealed"))
            return self._show(token, beginning, refused, own=_is_own(form))
        return self.pages.render("enrolment/done.html", officer=name)

    def _show(
        self,
        token: str,
        beginning: Beginning,
        refused: RefusedError | None = None,
        *,
        own: bool,
    ) -> Response:
        uri = totp_uri(beginning.totp_secret, name=beginning.name, issuer=_ISSUER)
        return self.pages.render(
            "enrolment/enrol.html",
            type(refused) if refused else None,
            token=token,
            beginning=beginning,
            words=beginning.password.split("-"),
            qr=Drawing.of(uri),
            secret=_write_secret(beginning.totp_secret),
            own=own,
            problem=refused.public_message if refused else "",
            about="code" if isinstance(refused, WrongCodeError) else "own",
        )


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Drawing:
    """A QR code as one path of an SVG picture; each module is a unit wide."""

    size: int
    path: str

    @classmethod
    def of(cls, text: str) -> "Drawing":
        matrix = segno.make_qr(text, error="m").matrix
        dark = (
            f"M{x + _QUIET} {y + _QUIET}h1v1h-1z"
            for y, row in enumerate(matrix)
            for x, module in enumerate(row)
            if module
        )
        return cls(len(matrix) + 2 * _QUIET, "".join(dark))


def _is_own(form: Form) -> bool:
    return form.text("choice") == "own"


def _write_secret(totp_secret: bytes) -> str:
    text = b32encode(totp_secret).decode()
    return " ".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))
