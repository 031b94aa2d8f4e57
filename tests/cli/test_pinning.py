"""A pin changes one line of a settings file that a person may have edited."""

from pathlib import Path

import pytest

from service.commands.errors import CommandError, UsageError
from service.commands.paper import create_private
from service.commands.pinning import write_pin
from service.domain.people import DeskId

DESK = DeskId("community-safety")
PIN = "ab" * 32


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[site]\nx = 1\n", f'[site]\nx = 1\n\n[pins]\n{DESK} = "{PIN}"\n'),
        (
            '# ours\n[pins]\nauditor = "0" # first\n\n[desk]\n',
            f'# ours\n[pins]\n{DESK} = "{PIN}"\nauditor = "0" # first\n\n[desk]\n',
        ),
        (
            f'[pins]\n"{DESK}" = "0"\n[desk]\n{DESK} = 1\n',
            f'[pins]\n{DESK} = "{PIN}"\n[desk]\n{DESK} = 1\n',
        ),
    ],
)
def test_every_other_line_stays_as_it_was(
    tmp_path: Path, before: str, after: str
) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text(before)
    write_pin(settings, DESK, PIN)
    assert settings.read_text() == after


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ('pins = {auditor = "0"}\n', r"under \[pins\] by hand"),
        ("[pins\n", "cannot be read as TOML"),
    ],
)
def test_a_file_laid_out_otherwise_is_left_alone(
    tmp_path: Path, before: str, sentence: str
) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text(before)
    with pytest.raises(CommandError, match=sentence):
        write_pin(settings, DESK, PIN)
    assert settings.read_text() == before


def test_a_file_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be created: No such file"):
        create_private(tmp_path / "no" / "folder" / "paper")
