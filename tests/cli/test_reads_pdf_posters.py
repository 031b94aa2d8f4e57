"""`quietword poster`: an A4 page with a code that a phone can follow."""

from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.exporting.sheets import read_pdf

pytestmark = pytest.mark.usefixtures("founded")

ADDRESS = "https://tell.example"


def test_a_poster_says_what_is_promised_and_where_it_leads(
    quietword: Command, tmp_path: Path
) -> None:
    poster = tmp_path / "school.pdf"

    made = quietword(
        *("poster", "school"),
        *("--address", f"{ADDRESS}/", "--out", poster),
    )

    assert made.code == 0, made.err
    (text,) = read_pdf(poster.read_bytes(), tmp_path)  # One page.
    assert "tell.example/p/SCHOOL" in text
    assert "You do not have to say who you are" in text
    assert "Call 999" in text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("NOSUCH", ADDRESS), "has no campaign NOSUCH"),
        (("SCHOOL", "tell.example"), "must be a short web address"),
        (("SCHOOL", "https://" + "a" * 100), "must be a short web address"),
    ],
)
def test_what_cannot_be_printed_is_said(
    quietword: Command, tmp_path: Path, line: tuple[str, str], said: str
) -> None:
    poster = tmp_path / "school.pdf"

    made = quietword("poster", line[0], "--address", line[1], "--out", poster)

    assert made.code
    assert said in made.err
    assert not poster.exists()


def test_a_machine_that_no_phone_can_reach_needs_an_address(
    quietword: Command, tmp_path: Path
) -> None:
    poster = tmp_path / "school.pdf"

    made = quietword("poster", "SCHOOL", "--out", poster)

    assert "say `--address https://...`" in made.err


def test_a_file_that_is_there_is_not_touched(
    quietword: Command, tmp_path: Path
) -> None:
    poster = tmp_path / "school.pdf"
    poster.write_text("mine")

    made = quietword(
        *("poster", "SCHOOL"),
        *("--address", ADDRESS, "--out", poster),
    )

    assert "it was not touched" in made.err
    assert poster.read_text() == "mine"
