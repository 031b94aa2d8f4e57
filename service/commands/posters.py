"""Make a poster that leads to the first page by its own code."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path

import segno

from service.commands.errors import CommandError, UsageError
from service.domain.boroughs import Borough
from service.settings import SettingsFile
from service.web.papers import typeset

_TEMPLATE = Path(__file__).parents[1] / "web" / "templates" / "poster.typ"
_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
_LONGEST_ADDRESS = 90


def make_poster(
    env: Mapping[str, str], code: str, address: str | None, day: date
) -> bytes:
    """Return a poster as an A4 page in PDF/UA-1.

    `address` is where reporters find the service; left out, it is https:// and the
    first of the settings' host names.

    Raises:
        CommandError: No campaign has this code.
        UsageError: The address is none that a phone could follow.
        SettingsError: The settings cannot be used.
    """
    settings = SettingsFile.read(env)
    borough = settings.borough()
    campaign = borough.guide.find_campaign(code)
    if campaign is None:
        known = ", ".join(one.code for one in borough.guide.campaigns) or "none"
        message = f"the borough's file has no campaign {code} (there are: {known})"
        raise CommandError(message)
    site = address or _find_address(settings)
    return typeset(
        _TEMPLATE.read_bytes(), _fill(borough, _join(site, campaign.code)), day
    )


def write_new(path: Path, pdf: bytes) -> None:
    """Write a file that is not there yet.

    Raises:
        UsageError: It is there already, or cannot be written.
    """
    try:
        with path.open("xb") as file:
            file.write(pdf)
    except FileExistsError:
        message = f"{path} is there already; it was not touched"
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror}"
    else:
        return
    raise UsageError(message)


def _find_address(settings: SettingsFile) -> str:
    host = settings.texts("reporter", "hosts")[0]
    if host in _LOCAL:
        message = "no phone can reach this machine: say `--address https://...`"
        raise UsageError(message)
    return f"https://{host}"


def _join(site: str, code: str) -> str:
    address = f"{site.rstrip('/')}/p/{code}"
    is_web = site.startswith(("https://", "http://"))
    if not is_web or not address.isascii() or len(address) > _LONGEST_ADDRESS:
        message = "`--address` must be a short web address, as in https://tell.example"
        raise UsageError(message)
    return address


def _fill(borough: Borough, address: str) -> dict[str, object]:
    number = borough.guide.get_support("emergency").phone
    return {
        "title": "Seen or heard something?",
        "first": "You can tell us. You do not have to say who you are.",
        "code": _draw(address),
        "code_says": f"A code for your phone's camera. It opens {address}",
        "address": address.removeprefix("https://").removeprefix("http://"),
        "promised": "What you should know",
        "promises": [
            f"The {borough.team} reads it. They keep nothing that says who you are.",
            "What you say is not passed on as you said it.",
            "You can come back with six words and see what happened.",
            "No app, no account, no cookies.",
        ],
        "danger": f"Is someone in danger now? Call {number}. We do not read at once.",
        "council": borough.guide.contacts.council,
    }


def _draw(address: str) -> str:
    drawn = BytesIO()
    segno.make_qr(address, error="q").save(
        drawn, kind="svg", border=4, light="white", xmldecl=False, svgns=True
    )
    return drawn.getvalue().decode()
