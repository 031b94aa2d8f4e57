"""The room itself: what it shows, what its specification says, what is recorded."""

import ast
import re
from pathlib import Path

import pytest

import crypto
from crypto import (
    CannotOpenError,
    CryptoError,
    Draft,
    MailboxKeys,
    MalformedError,
    OfficerSecrets,
    Receipt,
)
from tests.crypto.builders import (
    DESK,
    FILE,
    KEY,
    KIT,
    OFFICER,
    SECRET,
    SESSION,
    SHRED,
    THREAD,
    WORDS,
)
from tests.crypto.cases import VECTORS, read_subject
from tests.crypto.make_vectors import MAKERS, find_missing

ROOM = Path(crypto.__file__).parent
SPECIFICATION = (ROOM / "README.md").read_text()
SUBJECTS = sorted(path.stem for path in VECTORS.glob("*.json"))
TAKES_LABELS = {"encode", "derive", "derive_words", "_derive"}

HOLDERS = (
    DESK,
    FILE,
    KEY,
    KIT,
    OFFICER,
    SECRET,
    SESSION,
    SHRED,
    THREAD,
    WORDS,
    Draft(b"root of a send" * 2),
    MailboxKeys(b"locator" * 4, b"mailbox seed" * 2),
    OfficerSecrets(OFFICER, b"twenty bytes of code"),
    Receipt(("abacus",) * 6),
)


@pytest.mark.parametrize("holder", HOLDERS, ids=lambda holder: type(holder).__name__)
def test_what_holds_a_secret_shows_nothing_of_it(holder: object) -> None:
    assert re.fullmatch(r"<crypto\._\w+\.\w+ object at 0x[0-9a-f]+>", repr(holder))


def test_the_two_errors_are_one_family_and_carry_nothing() -> None:
    assert issubclass(MalformedError, CryptoError)
    assert issubclass(CannotOpenError, CryptoError)
    assert MalformedError().args == CannotOpenError().args == ()


def test_the_front_door_shows_exactly_what_it_lists() -> None:
    public = {name for name in vars(crypto) if not name.startswith("_")}

    assert set(crypto.__all__) == public


def test_every_label_of_the_code_is_in_the_specification_and_no_other() -> None:
    calls = [
        node
        for path in ROOM.glob("_*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[2] in TAKES_LABELS
    ]
    used = {
        argument.value
        for call in calls
        for argument in call.args[:2]
        if isinstance(argument, ast.Constant)
    }
    table = SPECIFICATION.partition("## 18. All labels")[2]
    rows = re.findall(r"^\| (`[^|]+) \|", table, flags=re.MULTILINE)
    specified = {label for row in rows for label in re.findall(r"`([^`]+)`", row)}

    assert used | {"letter-summary", "letter-body"} == specified


def test_every_file_of_vectors_is_named_where_its_format_is_specified() -> None:
    assert sorted(MAKERS) == SUBJECTS
    assert all(f"`{subject}.json`" in SPECIFICATION for subject in SUBJECTS)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_format_is_recorded_by_us_and_by_somebody_else(subject: str) -> None:
    cases = read_subject(subject)

    assert {case["made_by"] for case in cases} == {"quietword", "node"}
    assert len({case["name"] for case in cases}) == len(cases)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_vector_we_make_is_recorded_already(subject: str) -> None:
    assert list(find_missing(subject)) == []
