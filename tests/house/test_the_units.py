"""What runs the service for a council lets it do what the code relies on."""

import re
from collections.abc import Mapping

from service import reporter
from service.domain.languages import LANGUAGES
from service.files import child, cleaning
from service.files.limits import MEMORY
from service.web import limits
from tests.builders import a_borough
from tests.databases import ROOT

DEPLOY = ROOT / "deploy"
OPERATING = (DEPLOY / "OPERATING.md").read_text()
UNITS = sorted(path.name for path in DEPLOY.glob("quietword-*.service"))
LANDLOCK = {
    "landlock_create_ruleset",
    "landlock_add_rule",
    "landlock_restrict_self",
}
MIB = 1024**2
A_WORKER = 250 * MIB
A_CHILD_THAT_WAITS = 14 * MIB
TASKS_OF_A_WORKER = 60
TASKS_OF_A_CHILD = 12


def read_unit(name: str) -> Mapping[str, list[str]]:
    """Return what a unit's service is told, each setting in its order."""
    settings: dict[str, list[str]] = {}
    table = (DEPLOY / name).read_text().split("[Service]\n")[1].split("\n[")[0]
    for line in table.splitlines():
        if line and not line.startswith("#"):
            key, _, value = line.partition("=")
            settings.setdefault(key, []).append(value)
    return settings


def list_allowed(unit: Mapping[str, list[str]]) -> set[str]:
    """Return the calls and sets that are let through, as systemd reads it: in order."""
    allowed: set[str] = set()
    for line in unit["SystemCallFilter"]:
        if line == "~@privileged":
            allowed -= {"@privileged", "capset"}
        else:
            assert not line.startswith("~")
            allowed |= set(line.split())
    return allowed


def read_block() -> str:
    """Return what the page says to nginx of the address that photos come to."""
    block = OPERATING.split("location ~ ")[1]
    return block[: block.index("\n}")]


def read_number(setting: str, unit: str) -> int:
    found = re.search(rf"\b{setting} (\d+){unit};", read_block())
    assert found, setting
    return int(found[1])


def test_only_the_reporters_unit_opens_photos_and_may_give_the_disk_away() -> None:
    allowed = {name: list_allowed(read_unit(name)) for name in UNITS}

    public = allowed.pop("quietword-reporter.service")
    assert public == {"@system-service", "capset", *LANDLOCK}
    assert set(map(frozenset, allowed.values())) == {frozenset({"@system-service"})}


def test_only_photos_get_namespaces_and_only_those_two() -> None:
    namespaces = {name: read_unit(name)["RestrictNamespaces"] for name in UNITS}

    assert namespaces.pop("quietword-reporter.service") == ["user net"]
    assert all(told == ["yes"] for told in namespaces.values())
    assert all(read_unit(name)["NoNewPrivileges"] == ["yes"] for name in UNITS)


def test_all_that_may_be_cleaned_at_once_fits_the_unit() -> None:
    unit = read_unit("quietword-reporter.service")
    (start,) = unit["ExecStart"]
    workers = int(start.split("--workers ")[1])
    opened = reporter._OPENED_AT_ONCE
    inside = opened * cleaning._ARRIVING_FOR_EACH
    waiting = A_CHILD_THAT_WAITS + a_borough().guide.files.most_bytes
    memory = A_WORKER + opened * MEMORY + (inside - opened) * waiting
    tasks = TASKS_OF_A_WORKER + inside * TASKS_OF_A_CHILD

    (most,), (tasks_max,) = unit["MemoryMax"], unit["TasksMax"]
    assert workers * memory <= int(most.removesuffix("G")) * 1024 * MIB
    assert workers * tasks <= int(tasks_max)
    assert unit["OOMPolicy"] == ["continue"]


def test_the_unit_tells_its_journal_what_a_photo_could_reach() -> None:
    (tried,) = read_unit("quietword-reporter.service")["ExecStartPre"]

    module = " ".join(child._COMMAND[1:])
    assert tried.endswith(f"/python {module} itself")


def test_the_proxy_lets_a_tip_with_all_its_photos_through() -> None:
    most = a_borough().guide.files.most_body
    # So many times as much is read, that our own page can answer.
    patience = limits._UPLOAD_PATIENCE

    assert f"up to {most / MIB:g} MiB" in OPERATING
    assert read_number("client_max_body_size", "m") * MIB >= patience * most


def test_the_proxy_writes_no_photo_to_its_disk_and_waits_for_the_last() -> None:
    waits = cleaning._WAIT_SECONDS + child._SECONDS

    assert "proxy_request_buffering off;" in read_block()
    assert "proxy_http_version 1.1;" in read_block()
    for setting in ("proxy_read_timeout", "proxy_send_timeout"):
        assert read_number(setting, "s") > waits


def test_photos_come_to_that_address_in_every_language() -> None:
    found = re.match(r'"([^"]+)" \{', read_block())
    assert found
    paths = ["/check", *(f"/{code}/check" for code in LANGUAGES)]

    assert all(re.search(found[1], path) for path in paths)
    others = ("/", "/form", "/send", "/x/check", "/check/", "/eng/check", "/a/ar/check")
    assert not any(re.search(found[1], path) for path in others)
