"""A process is for a file that comes; where there is none, that is said plainly."""

import asyncio
import errno
from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest

from service.domain.attaching import FileRefusedError, Refusal
from service.files import child as children
from service.files import cleaning
from service.files.cleaning import Cleaner
from tests.cleaning import good
from tests.cleaning.cleaned import (
    clean,
    list_children,
    make_cleaner,
    refusal_of,
    stand_in,
)

A_BEGINNING = 4 * 1024


class Phone:
    """A telephone that stops in the middle of a photo until it is told to go on."""

    def __init__(self, *, after: int) -> None:
        self.goes_on = asyncio.Event()
        self.stops = asyncio.Event()
        self._after = after

    async def bring(self) -> AsyncIterator[bytes]:
        photo = good.make_jpeg()
        yield photo[: self._after - 1]
        yield photo[self._after - 1 : self._after]
        self.stops.set()
        await self.goes_on.wait()
        yield photo[self._after :]

    async def send(self, cleaner: Cleaner) -> int:
        async with aclosing(cleaner.clean(self.bring())) as pieces:
            return len([piece.kind async for piece in pieces])


@pytest.mark.parametrize(
    ("after", "processes"), [(3, 0), (A_BEGINNING - 1, 0), (A_BEGINNING, 1)]
)
async def test_who_has_sent_next_to_nothing_costs_no_process(
    after: int, processes: int
) -> None:
    before, phone = list_children(), Phone(after=after)

    sending = asyncio.create_task(phone.send(make_cleaner()))
    await phone.stops.wait()
    assert len(list_children()) == len(before) + processes
    phone.goes_on.set()

    assert await sending == 1
    assert list_children() == before


async def test_few_processes_wait_for_slow_phones_and_the_next_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cleaning, "_WAIT_SECONDS", 0.05)
    before, cleaner = list_children(), make_cleaner(at_once=1)
    phones = [Phone(after=A_BEGINNING) for _ in range(4)]

    sending = [asyncio.create_task(phone.send(cleaner)) for phone in phones]
    for phone in phones:
        await phone.stops.wait()
    assert await refusal_of(good.make_jpeg(), cleaner) is Refusal.BUSY
    assert len(list_children()) == len(before) + len(phones)

    monkeypatch.undo()
    for phone in phones:
        phone.goes_on.set()
    assert await asyncio.gather(*sending) == [1] * len(phones)
    assert await clean(good.make_jpeg(), cleaner)


@pytest.mark.parametrize("number", [errno.EAGAIN, errno.ENOMEM, errno.EMFILE])
async def test_a_machine_without_a_process_left_says_try_again(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_words: object, **_pipes: object) -> None:
        await asyncio.sleep(0)
        raise OSError(number, "none left")

    cleaner = make_cleaner()
    with monkeypatch.context() as full:
        full.setattr(asyncio, "create_subprocess_exec", fail)
        assert await refusal_of(good.make_jpeg(), cleaner) is Refusal.BUSY

    # Nobody's place was lost.
    assert await clean(good.make_jpeg(), cleaner)


async def test_a_cleaner_that_cannot_even_be_found_is_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(children, "_COMMAND", ("/nowhere/python",))

    assert await refusal_of(good.make_jpeg()) is Refusal.BUSY


async def test_a_process_that_dies_of_a_file_says_that_the_file_is_broken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stand_in(monkeypatch, "exec 0<&-; exit 0")

    async def without_an_end() -> AsyncIterator[bytes]:
        while True:
            yield bytes(64 * 1024)
            await asyncio.sleep(0)

    with pytest.raises(FileRefusedError) as refused:
        async with aclosing(make_cleaner().clean(without_an_end())) as pieces:
            await anext(pieces)

    assert refused.value.why is Refusal.BROKEN


async def test_a_process_that_says_nothing_and_does_not_die_is_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(children, "_ENDING_SECONDS", 0.05)
    stand_in(monkeypatch, "/bin/cat > /dev/null; exec 1>&-; exec /bin/sleep 60")
    before = list_children()

    assert await refusal_of(good.make_jpeg()) is Refusal.BROKEN
    assert list_children() == before
