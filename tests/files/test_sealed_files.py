"""Files on their way in and out: sealed all the way, whole or not at all."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crypto import CannotOpenError, random_bytes
from service.domain.answers import Attachment
from service.domain.errors import NotFoundError
from service.files.objects import Objects
from service.files.sealed_files import SealedFiles
from tests.files.kept import BrokenOffError, list_kept, pieces, read

JPEG = "image/jpeg"


async def open_whole(files: SealedFiles, attachment: Attachment) -> bytes:
    return b"".join([piece async for piece in files.open(attachment)])


async def test_a_kept_file_opens_with_what_keeping_returned(objects: Objects) -> None:
    files, content = SealedFiles(objects), random_bytes(700_000)

    kept = await files.keep(pieces(content[:9], content[9:]), kind=JPEG, blur="Zg==")

    assert (kept.kind, kept.blur) == (JPEG, "Zg==")
    assert await files.has(kept)
    assert await open_whole(files, kept) == content


async def test_the_store_sees_nothing_of_what_it_keeps(objects: Objects) -> None:
    files, content = SealedFiles(objects), b"a picture of the park. " * 40_000

    kept = await files.keep(pieces(content), kind=JPEG)
    box = await read(objects, kept.id)

    assert kept.size == len(box) > len(content)
    assert b"picture" not in box
    assert kept.id not in kept.key


async def test_two_keepings_of_one_file_share_nothing(objects: Objects) -> None:
    files = SealedFiles(objects)

    one, other = [await files.keep(pieces(b"same"), kind=JPEG) for _ in range(2)]

    assert one.id != other.id
    assert one.key != other.key
    with pytest.raises(CannotOpenError):
        await open_whole(files, replace(one, id=other.id))
    with pytest.raises(CannotOpenError):
        await open_whole(files, replace(one, key=other.key))


async def test_of_a_file_that_broke_off_nothing_is_kept(objects: Objects) -> None:
    files = SealedFiles(objects)

    with pytest.raises(BrokenOffError):
        await files.keep(pieces(random_bytes(300_000), breaks_off=True), kind=JPEG)

    assert await list_kept(objects) == []


async def test_a_file_that_is_lost_is_said_to_be_lost(objects: Objects) -> None:
    files = SealedFiles(objects)
    kept = await files.keep(pieces(b"sealed"), kind=JPEG)

    await files.remove(kept)

    assert not await files.has(kept)
    with pytest.raises(NotFoundError):
        await open_whole(files, kept)


@pytest.mark.parametrize("key", ["", "zz" * 32, "ab" * 31])
async def test_a_file_whose_key_is_none_does_not_open(
    objects: Objects, key: str
) -> None:
    files = SealedFiles(objects)
    kept = await files.keep(pieces(b"sealed"), kind=JPEG)

    with pytest.raises(CannotOpenError):
        await open_whole(files, replace(kept, key=key))


async def test_a_file_whose_id_is_none_is_not_there_and_escapes_nowhere(
    objects: Objects,
) -> None:
    files = SealedFiles(objects)
    strange = Attachment("../vault.db", "ab" * 32, JPEG, 1)

    assert not await files.has(strange)
    with pytest.raises(CannotOpenError):
        await open_whole(files, strange)
    with pytest.raises(NotFoundError):
        await files.remove(strange)


@settings(
    deadline=None,
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(cut=st.integers(0, 2 * 65_552 + 48))
async def test_a_box_that_somebody_cut_never_comes_to_its_end(
    objects: Objects, cut: int
) -> None:
    files = SealedFiles(objects)
    kept = await files.keep(pieces(bytes(100_000)), kind=JPEG)
    box = await read(objects, kept.id)
    await objects.remove(kept.id)

    await objects.put(kept.id, pieces(box[:cut]))

    with pytest.raises(CannotOpenError):
        await open_whole(files, kept)
