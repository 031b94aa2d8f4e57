"""What a cleaning process says is not believed, and how it ends is a plain refusal."""

from pathlib import Path

import pytest

from service.domain.attaching import Refusal
from service.files import child as children
from tests.cleaning import good
from tests.cleaning.cleaned import list_children, refusal_of, stand_in


@pytest.mark.parametrize(
    "answer",
    [
        "not json",
        '{"why": "__class__"}',
        '{"pieces": []}',
        '{"pieces": [["text/html", "AAAA", 3, 3]]}',
        '{"pieces": [["image/jpeg", "<b>", 3, 3]]}',
        '{"pieces": [["image/jpeg", "AAAA", 7000, 3]]}',
        '{"pieces": [["image/jpeg", "AAAA", 3, 99999999999]]}',
        '{"pieces": [["image/jpeg", "AAAA", 3, -1]]}',
        "[" * 10_000,
        "x" * 100_000,
    ],
)
async def test_a_process_that_was_taken_over_is_not_believed(
    answer: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "answer").write_text(answer + "\n")
    stand_in(monkeypatch, f"/bin/cat > /dev/null; /bin/cat {tmp_path / 'answer'}")

    assert await refusal_of(good.make_jpeg()) is Refusal.BROKEN


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("/bin/cat > /dev/null; kill -XCPU $$", Refusal.TOO_SLOW),
        ("/bin/cat > /dev/null; kill -KILL $$", Refusal.TOO_SLOW),
        ("/bin/cat > /dev/null; kill -SEGV $$", Refusal.BROKEN),
        ("/bin/cat > /dev/null; exit 3", Refusal.BROKEN),
        ("/bin/cat > /dev/null; exec /bin/sleep 60", Refusal.TOO_SLOW),
    ],
)
async def test_a_process_that_dies_or_hangs_is_a_plain_refusal(
    script: str, why: Refusal, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(monkeypatch, script)
    monkeypatch.setattr(children, "_SECONDS", 2.0)
    before = list_children()

    assert await refusal_of(good.make_jpeg()) is why
    assert list_children() == before


async def test_a_process_that_stops_in_the_middle_of_its_answer_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    head = '{"pieces": [["image/jpeg", "AAAA", 3, 3]]}'
    stand_in(monkeypatch, f"/bin/cat > /dev/null; echo '{head}'; /bin/echo -n abcd")

    assert await refusal_of(good.make_jpeg()) is Refusal.BROKEN


async def test_a_process_that_dies_while_the_file_comes_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stand_in(monkeypatch, "exec 0<&-; exit 0")

    assert await refusal_of(bytes(8_000_000)) is Refusal.BROKEN
