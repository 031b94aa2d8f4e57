"""Rendering. Escaping is on and cannot be turned off from a template."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from jinja2 import Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from starlette.responses import HTMLResponse

from service.domain.boroughs import Borough
from service.domain.errors import NotSignedInError, RefusedError
from service.web.assets import Assets
from service.web.components import Components
from service.web.languages import lead_to
from service.web.menus import Menu
from service.web.refusals import WrongMethodError, status_of
from service.web.speech import ENGLISH_ONLY, Speech, say, say_number
from service.web.spoken import Spoken

_SERVICE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Pages:
    """Every template of one process, addressed as `slice/name.html`."""

    env: Environment
    assets: Assets
    refusal: str
    speech: Speech = ENGLISH_ONLY

    @classmethod
    def for_reporters(cls, *slices: str, borough: Borough) -> Self:
        """Pages of the public process, with the templates of these slices only.

        A template asks for a number to call by `support("emergency")`.
        """
        assets = Assets.load(
            "reporter.css",
            "reporter.js",
            "form.js",
            "check.js",
            "files.js",
            "rtl.css",
            "favicon.svg",
        )
        speech = Speech.load(borough.guide.languages)
        env = _make_environment(slices, assets, borough.name, speech)
        env.globals.update(council=borough, said=say, support=borough.guide.get_support)
        return cls(env, assets, "web/reporter_refusal.html", speech)

    @classmethod
    def for_desk(cls, *slices: str, borough: str, menu: Menu | None = None) -> Self:
        """Pages of the desk process, with the templates of these slices only."""
        assets = Assets.load("desk.css", "desk.js", "favicon.svg")
        env = _make_environment(slices, assets, borough)
        if menu:
            env.globals["menu"] = menu.list_items
        return cls(env, assets, "web/desk_refusal.html")

    def render(
        self, name: str, refused: type[RefusedError] | None = None, **values: object
    ) -> HTMLResponse:
        """Render one page. Where it says no, `refused` names why and so its status."""
        html = self.speech.write(name, self.env.get_template(name), values)
        return HTMLResponse(html, status_of(refused) if refused else 200)

    def refuse(
        self,
        refused: type[RefusedError],
        *,
        typed: Sequence[str] = (),
        visit: object = None,
        incident: int | None = None,
    ) -> HTMLResponse:
        """Render the page that says no, and gives back the prose that was typed."""
        return self.render(
            self.refusal,
            refused,
            message=refused.public_message,
            must_sign_in=issubclass(refused, NotSignedInError),
            needs_button=issubclass(refused, WrongMethodError),
            typed=typed,
            visit=visit,
            incident=incident,
        )


def _make_environment(
    slices: Sequence[str],
    assets: Assets,
    borough: str,
    speech: Speech = ENGLISH_ONLY,
) -> Environment:
    rooms = {room: FileSystemLoader(_SERVICE / room / "templates") for room in slices}
    env = Environment(
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        loader=PrefixLoader(
            {"web": FileSystemLoader(_SERVICE / "web" / "templates"), **rooms}
        ),
    )
    del env.filters["safe"]
    env.install_gettext_callables(say, say_number, newstyle=True)  # type: ignore[attr-defined] # by i18n
    env.globals.update(
        asset=assets.locate,
        borough=borough,
        govuk=Components(),
        at=lead_to,
        speech=speech,
        spoken=Spoken(speech),
    )
    return env
