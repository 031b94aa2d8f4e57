"""What must fit together in what reporters' pages ask of a borough's file."""

import re
from collections.abc import Collection, Sequence

from service.domain.borough_tables import File, Table
from service.domain.boroughs import Borough
from service.domain.guide import DIALLED, SUPPORTS
from service.domain.languages import ENGLISH, LANGUAGES

_ADDRESS = re.compile(r"https://[a-z0-9.-]+(/[!-~]*)?")
_ONION = re.compile(r"http://[a-z2-7]{56}\.onion")
_SHORTEST_CODE = 3
_MEGABYTE = 1024 * 1024
_NUMBER = re.compile(r"\+?[0-9]+( [0-9]+)*")
_REACHED_BY = (
    ("phone", _NUMBER, "must be digits, perhaps with single spaces between them"),
    ("text", _NUMBER, "must be digits, perhaps with single spaces between them"),
    (
        "web",
        re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+(/[a-z0-9/_-]*)?"),
        "must be an address in small letters, without https://",
    ),
)


def check_languages(file: File, borough: Borough) -> None:
    """Each offered language is one we have, and English is always there."""
    table = file.table("reporters")
    known = [code for code in LANGUAGES if code != ENGLISH]
    for code in borough.guide.languages:
        if code not in known:
            table.complain("languages", f"`{code}` is none of {', '.join(known)}")


def check_addresses(file: File, borough: Borough) -> None:
    """Leaving leads somewhere harmless over TLS; a Tor address is a whole one."""
    table, guide = file.table("reporters"), borough.guide
    if not _ADDRESS.fullmatch(guide.leave_to):
        table.complain("leave_to", "must begin with https://")
    if guide.onion and not _ONION.fullmatch(guide.onion):
        table.complain("onion", "must be http:// and a whole .onion address")


def check_advice(file: File, borough: Borough) -> None:
    """A page of advice names topics and numbers that there are."""
    supports = {support.id for support in borough.guide.supports}
    for row, advice in zip(file.rows("advice"), borough.guide.advice, strict=True):
        _check_known(row, "supports", advice.supports, supports)
        _check_known(row, "topics", advice.topics, borough.topic_codes)
        if not advice.says:
            row.complain("says", "must say something")
        if not (advice.topics or advice.danger):
            row.complain("topics", "must name one, or `danger` must be true")
        if advice.no_files and not advice.topics:
            row.complain("no_files", "needs topics to go by")


def check_insiders(file: File, borough: Borough) -> None:
    """Who tells about one of us is told first who will not see it."""
    known = {topic for advice in borough.guide.advice for topic in advice.topics}
    for row, topic in zip(file.rows("topics"), borough.topics, strict=True):
        if topic.independent and topic.code not in known:
            row.complain("independent", "must be among the `topics` of an [[advice]]")


def check_uploads(file: File, borough: Borough) -> None:
    """The largest file that may come fits into what a minute takes in."""
    files, floods = borough.guide.files, borough.guide.floods
    least = 2 * files.most_bytes // _MEGABYTE
    if files.takes_any and floods.upload_megabytes_a_minute < least:
        text = "must be twice `most_megabytes` of [files]: it counts sent and kept"
        file.table("floods").complain("upload_megabytes_a_minute", text)


def check_supports(file: File, borough: Borough) -> None:
    """Somebody to turn to can be reached, and those whom pages name are there."""
    rows, supports = file.rows("supports"), borough.guide.supports
    for row, support in zip(rows, supports, strict=True):
        if not (support.phone or support.text or support.web):
            row.complain("phone", "one of `phone`, `text` and `web` must be there")
        for name, shape, text in _REACHED_BY:
            found = getattr(support, name)
            if found and not shape.fullmatch(found):
                row.complain(name, text)
        if support.id in DIALLED and not support.phone:
            row.complain("phone", "must be there: pages say this number")
    for missing in sorted(set(SUPPORTS) - {support.id for support in supports}):
        file.complain("supports", f"pages need one with the id `{missing}`")


def check_campaigns(file: File, borough: Borough) -> None:
    """A poster's code is long enough not to be met by chance, and no other's."""
    rows, seen = file.rows("campaigns"), dict[str, object]()
    for row, campaign in zip(rows, borough.guide.campaigns, strict=True):
        code = campaign.code
        if len(code) < _SHORTEST_CODE:
            row.complain("code", "must be three letters or digits, or more")
        # Those that are written alike are told of as in any other list.
        if seen.setdefault(code, row.fields["code"]) != row.fields["code"]:
            row.complain("code", f"`{code}` is in [[campaigns]] already")


def _check_known(
    row: Table, name: str, named: Sequence[str], known: Collection[str]
) -> None:
    for one in named:
        if one not in known:
            row.complain(name, f"there is no `{one}`")
