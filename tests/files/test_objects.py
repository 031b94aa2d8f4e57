"""The object store: each test in a directory and in a bucket of S3."""

import os
import stat
import tracemalloc
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from crypto import random_bytes, random_id
from service.domain.clock import SystemClock
from service.domain.errors import NotFoundError, UnavailableError
from service.domain.stores import Bucket, FilesSettings
from service.files.objects import PIECE_BYTES, Objects
from tests.files.kept import (
    BrokenOffError,
    list_files,
    list_kept,
    pieces,
    read,
)

NO_IDS = ("", "..", "../secret", "a/b", "AB" * 16, "ab" * 15, f"{'ab' * 16}.new")
NIGHT = 1_770_000_000
MIDNIGHT = NIGHT - NIGHT % 86_400
QUARTER = 15 * 60


async def test_what_was_put_is_got_again(objects: Objects) -> None:
    object_id, content = random_id(), random_bytes(3_000_000)

    size = await objects.put(object_id, pieces(content[:7], content[7:]))

    assert size == len(content)
    assert await objects.has(object_id)
    assert await read(objects, object_id) == content
    assert [one.id for one in await list_kept(objects)] == [object_id]


async def test_an_object_may_be_empty(objects: Objects) -> None:
    object_id = random_id()

    assert await objects.put(object_id, pieces()) == 0
    assert await read(objects, object_id) == b""


async def test_of_an_object_that_broke_off_nothing_is_left(objects: Objects) -> None:
    object_id = random_id()

    with pytest.raises(BrokenOffError):
        await objects.put(
            object_id, pieces(random_bytes(6_000_000), b"end", breaks_off=True)
        )

    assert not await objects.has(object_id)
    assert await list_kept(objects) == []
    assert list_files(objects.folder) == []


async def test_while_an_object_comes_nobody_sees_half_of_it(objects: Objects) -> None:
    object_id, seen = random_id(), []

    async def watched() -> AsyncIterator[bytes]:
        for _ in range(8):
            yield random_bytes(1_000_000)
            seen.append(await objects.has(object_id))

    await objects.put(object_id, watched())

    assert seen == [False] * 8
    assert await objects.has(object_id)


async def test_what_was_removed_is_gone_and_removing_it_again_is_no_error(
    objects: Objects,
) -> None:
    object_id = random_id()
    await objects.put(object_id, pieces(b"sealed"))

    await objects.remove(object_id)
    await objects.remove(object_id)

    assert not await objects.has(object_id)
    with pytest.raises(NotFoundError):
        await read(objects, object_id)


@pytest.mark.parametrize("wrong", NO_IDS)
async def test_what_is_no_id_reaches_no_store(objects: Objects, wrong: str) -> None:
    with pytest.raises(NotFoundError):
        await objects.put(wrong, pieces(b"x"))
    with pytest.raises(NotFoundError):
        await read(objects, wrong)
    with pytest.raises(NotFoundError):
        await objects.has(wrong)
    with pytest.raises(NotFoundError):
        await objects.remove(wrong)
    with pytest.raises(NotFoundError):
        await objects.rehome(wrong, NIGHT)
    assert await list_kept(objects) == []


async def test_in_the_night_an_object_loses_the_time_when_it_came(
    objects: Objects,
) -> None:
    object_id, content = random_id(), random_bytes(600_000)
    await objects.put(object_id, pieces(content))
    [before] = await list_kept(objects)

    await objects.rehome(object_id, NIGHT)
    [after] = await list_kept(objects)

    assert (before.is_new, after.is_new) == (True, False)
    assert await read(objects, object_id) == content
    if objects.folder is not None:
        assert after.at == MIDNIGHT
        assert list_files(objects.folder) == [object_id]


async def test_until_the_night_a_directory_says_no_more_than_the_quarter_hour(
    tmp_path: Path,
) -> None:
    objects, object_id = Objects.open(FilesSettings(tmp_path)), random_id()
    before = SystemClock().now()
    await objects.put(object_id, pieces(b"sealed"))

    found = (tmp_path / f"{object_id}.new").stat()
    [kept] = await list_kept(objects)

    assert found.st_mtime_ns == found.st_atime_ns == kept.at * 1_000_000_000
    assert kept.at % QUARTER == 0
    assert before - QUARTER < kept.at <= SystemClock().now()


async def test_putting_it_down_again_twice_or_late_changes_nothing(
    objects: Objects,
) -> None:
    object_id, lost = random_id(), random_id()
    await objects.put(object_id, pieces(b"sealed"))

    await objects.rehome(object_id, NIGHT)
    await objects.rehome(object_id, NIGHT)
    await objects.rehome(lost, NIGHT)

    assert [one.id for one in await list_kept(objects)] == [object_id]
    assert await read(objects, object_id) == b"sealed"


async def test_a_night_that_was_broken_off_is_made_good_the_next_night(
    objects: Objects,
) -> None:
    object_id = random_id()
    await objects.put(object_id, pieces(b"sealed"))
    await objects.rehome(object_id, NIGHT)
    await objects.put(object_id, pieces(b"sealed"))  # as if killed before removing it

    assert [one.is_new for one in await list_kept(objects)].count(True) == 1
    await objects.rehome(object_id, NIGHT)

    assert [one.is_new for one in await list_kept(objects)] == [False]


async def test_a_removed_object_is_gone_under_both_its_names(objects: Objects) -> None:
    object_id = random_id()
    await objects.put(object_id, pieces(b"sealed"))
    await objects.rehome(object_id, NIGHT)
    await objects.put(object_id, pieces(b"sealed"))

    await objects.remove(object_id)

    assert await list_kept(objects) == []


async def test_a_store_that_works_is_tried_out_and_left_as_it_was(
    objects: Objects,
) -> None:
    await objects.try_out()

    assert await list_kept(objects) == []


async def test_an_object_passes_through_in_pieces(objects: Objects) -> None:
    object_id = random_id()
    await objects.put(object_id, pieces(*[bytes(PIECE_BYTES)] * 40))

    lengths = [len(piece) async for piece in objects.get(object_id)]

    assert sum(lengths) == 40 * PIECE_BYTES
    assert max(lengths) <= 4 * PIECE_BYTES


async def test_a_large_object_is_never_whole_in_memory(tmp_path: Path) -> None:
    # In a directory alone: the bucket's server is a part of this process.
    objects, object_id = Objects.open(FilesSettings(tmp_path)), random_id()
    size = 40 * PIECE_BYTES
    await objects.put(object_id, pieces(*[bytes(PIECE_BYTES)] * 40))

    tracemalloc.start()
    read_bytes = sum([len(piece) async for piece in objects.get(object_id)])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert read_bytes == size
    assert peak < size // 2


@pytest.mark.parametrize(
    ("allowed", "expected"), [(0o700, 0o600), (0o770, 0o660), (0o755, 0o640)]
)
async def test_a_directory_lets_in_whom_it_let_in_before_and_nobody_else(
    tmp_path: Path, allowed: int, expected: int
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    folder.chmod(allowed)
    objects, object_id = Objects.open(FilesSettings(folder)), random_id()

    await objects.put(object_id, pieces(b"sealed"))

    mode = stat.S_IMODE((folder / f"{object_id}.new").stat().st_mode)
    assert oct(mode) == oct(expected)


async def test_what_a_killed_process_left_in_a_directory_is_swept_when_it_is_old(
    tmp_path: Path,
) -> None:
    objects = Objects.open(FilesSettings(tmp_path))
    old, young, strange = (
        tmp_path / f"{random_id()}.new#1",
        tmp_path / f"{random_id()}#12",
        tmp_path / "notes#1",
    )
    for path in (old, young, strange):
        path.write_bytes(b"half")
    for path in (old, strange):
        os.utime(path, (NIGHT - 10, NIGHT - 10))

    assert await list_kept(objects) == []
    assert objects.sweep_unfinished(NIGHT) == 1
    assert objects.sweep_unfinished(NIGHT) == 0
    assert list_files(tmp_path) == sorted([young.name, strange.name])


async def test_what_is_not_ours_is_passed_over(tmp_path: Path) -> None:
    objects = Objects.open(FilesSettings(tmp_path))
    (tmp_path / "lost+found").mkdir()
    (tmp_path / "README").write_text("not ours")

    assert await list_kept(objects) == []
    assert objects.sweep_unfinished(NIGHT) == 0


async def test_a_store_that_is_away_is_said_so(tmp_path: Path) -> None:
    nowhere = Bucket("quietword", "", "eu-west-2", "k", "s", "http://127.0.0.1:9")
    gone = tmp_path / "gone"
    gone.mkdir()
    objects = Objects.open(FilesSettings(gone))
    gone.rmdir()
    bucket = Objects.open(FilesSettings(nowhere))

    with pytest.raises(UnavailableError):
        Objects.open(FilesSettings(tmp_path / "never"))
    for store in (objects, bucket):
        with pytest.raises(UnavailableError):
            await store.try_out()
    with pytest.raises(UnavailableError):
        await bucket.has(random_id())
    with pytest.raises(UnavailableError):
        await list_kept(bucket)


async def test_a_directory_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    objects = Objects.open(FilesSettings(tmp_path))
    object_id = random_id()
    (tmp_path / f"{object_id}.new").mkdir()

    with pytest.raises(UnavailableError):
        await objects.put(object_id, pieces(b"sealed"))
