"""No helpline's number stands in a template or in code: a borough keeps them."""

import re

import pytest

from tests.builders import a_borough
from tests.databases import ROOT

# What only reads what others wrote, or makes up people for a demonstration; and
# where 101 is a system call.
LEFT_OUT = ("extract", "demo", "files")
SUFFIXES = {".html", ".js", ".py", ".typ"}
FILES = [
    path
    for path in sorted((ROOT / "service").rglob("*"))
    if path.suffix in SUFFIXES
    and path.relative_to(ROOT / "service").parts[0] not in LEFT_OUT
    and "static" not in path.parts
]
NUMBERS = {
    number
    for support in a_borough().guide.supports
    for number in (support.phone, support.dialled, support.text, support.texted)
    if number
}
A_NUMBER = re.compile(
    rf"(?<![\d.,#-])(?:{'|'.join(map(re.escape, sorted(NUMBERS)))})(?![\d,-])"
)
A_CALL = re.compile(r"(?:tel|sms):\+?\d")


def find_numbers(text: str) -> list[str]:
    return [*A_NUMBER.findall(text), *A_CALL.findall(text)]


def test_no_number_to_call_stands_in_a_template_or_in_code() -> None:
    found = {
        str(path.relative_to(ROOT)): numbers
        for path in FILES
        if (numbers := find_numbers(path.read_text()))
    }

    assert len(FILES) > 200
    assert found == {}


@pytest.mark.parametrize(
    "text",
    ["call 999 now", 'href="tel:999"', "0800 1111.", "(08001111)", "text 85258", "101"],
)
def test_a_number_would_be_found(text: str) -> None:
    assert find_numbers(text)


@pytest.mark.parametrize("text", ["4101", "T-101", "10101", "1,101 of 5", "#999"])
def test_what_is_no_number_to_call_is_left_alone(text: str) -> None:
    assert not find_numbers(text)
