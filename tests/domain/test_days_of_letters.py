"""Days inside letters: one that is none keeps the letter shut, and breaks no page."""

import pytest

from crypto import CannotOpenError
from service.domain.releases import Answer, CctvRequest, read_day


@pytest.mark.parametrize("text", ["", "yesterday", "2026-02-30", "1e9"])
def test_a_day_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(CannotOpenError):
        read_day(text)


@pytest.mark.parametrize("kind", [Answer, CctvRequest])
def test_a_letter_without_a_day_does_not_open(
    kind: type[Answer] | type[CctvRequest],
) -> None:
    with pytest.raises(CannotOpenError):
        kind.read("{}")
