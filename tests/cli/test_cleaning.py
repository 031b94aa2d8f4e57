"""`quietword check` tries the process that opens photos, as a photo would."""

import sys

import pytest

from service.commands import cleaning
from service.commands.checking import Found, check_site
from service.commands.cleaning import describe_cleaning
from service.commands.errors import CommandError
from service.files import child
from tests.builders import Site
from tests.cleaning.cleaned import list_children
from tests.cleaning.reaching import can_be_confined
from tests.processes import write_settings


async def find_cleaning(site: Site) -> Found:
    found: list[Found] = []
    await check_site({"QUIETWORD_SETTINGS": str(write_settings(site))}, found.append)
    return next(one for one in found if one.name == "cleaning")


def say(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    """Let another program tell what it reaches."""
    command = (sys.executable, "-I", "-c", f"print('{words}')")
    monkeypatch.setattr(child, "_COMMAND", command)


async def test_a_photo_reaches_neither_network_nor_disk(site: Site) -> None:
    found = await find_cleaning(site)

    assert found.is_right == can_be_confined()
    if found.is_right:
        assert found.text == "opened in a process apart, without network, without disk"


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ('["disk"]', "would reach the disk here; it needs Landlock"),
        ('["disk", "network"]', "would reach the disk and the network here; it needs"),
    ],
)
async def test_what_a_photo_reaches_is_wrong_and_said(
    monkeypatch: pytest.MonkeyPatch, told: str, sentence: str
) -> None:
    say(monkeypatch, f'{{"reaches": {told}}}')

    with pytest.raises(CommandError, match=sentence):
        await describe_cleaning()


@pytest.mark.parametrize(
    "told", ["", "[]", "{", '{"reaches": ["moon"]}', '{"reaches": [[]]}', "[" * 9999]
)
async def test_a_process_that_says_nothing_of_sense_is_wrong(
    monkeypatch: pytest.MonkeyPatch, told: str
) -> None:
    say(monkeypatch, told)

    with pytest.raises(CommandError, match="does not run here"):
        await describe_cleaning()


@pytest.mark.parametrize(
    "command", [("/no/such/program",), ("/bin/sh", "-c", "exec sleep 1000")]
)
async def test_a_process_that_does_not_start_or_end_is_wrong(
    monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setattr(child, "_COMMAND", command)
    monkeypatch.setattr(cleaning, "_SECONDS", 0.2)
    before = list_children()

    with pytest.raises(CommandError, match="does not run here"):
        await describe_cleaning()

    assert list_children() == before


async def test_without_a_store_there_is_nothing_to_open(site: Site) -> None:
    settings = write_settings(site)
    before, _, rest = settings.read_text().partition("[files]\n")
    settings.write_text(before + rest.partition("\n\n")[2])
    found: list[Found] = []

    await check_site({"QUIETWORD_SETTINGS": str(settings)}, found.append)

    (one,) = (one for one in found if one.name == "cleaning")
    assert one == Found(
        "cleaning", "nothing can be sent along, so nothing is opened", is_right=True
    )
