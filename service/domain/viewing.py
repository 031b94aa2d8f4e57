"""Files that came with a tip: which a desk may look at, and which are locked.

A file that may be an indecent image of a child is locked: sealed anew under a key
that only the desk with the duty for the tip can open. A note says so to every desk
of the tip; a letter of its own, sealed to that one desk, holds the key. What is
unlocked is sealed anew once more, and its key is a letter for the desks of the tip,
under the key that goes when the reporter deletes.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from crypto import CannotOpenError, FileKey, MalformedError
from service.domain.answers import Attachment
from service.domain.audit import Act
from service.domain.deeds import Deed, Doer
from service.domain.errors import BadFormError, NotFoundError
from service.domain.json_texts import read_json, text_of, write_json
from service.domain.letters import Kind, Remark
from service.domain.opened import OpenedTip
from service.domain.people import DeskId

PICTURE = "image/jpeg"
VIDEO = "video/mp4"

NO_DESK = DeskId("")
"""A file that is not locked is locked for none."""

LOCKING = "A file was locked: it may be an indecent image of a child."
"""What the duty says of why it was opened."""

_SHUTS = frozenset({Act.FILE_LOCKED.value, Act.FILE_HANDED.value})
_ACTS = _SHUTS | {Act.FILE_UNLOCKED.value, Act.FILE_DESTROYED.value}


class LockedLeftError(BadFormError):
    """A duty is not over while a locked file waits for what becomes of it."""

    public_message = (
        "A locked file is still here. A supervisor has to unlock it, "
        "or hand it to the police and destroy it, first"
    )


@dataclass(frozen=True, slots=True)
class FileMark:
    """A file of a tip as a page lists it. `number` is how officers name it.

    `id` is what it was called when it came, and stays; `attachment` is where it lies
    now. What was destroyed is locked too: there is nothing to look at.
    """

    number: int
    id: str
    attachment: Attachment
    locked: bool
    destroyed: bool = False
    locked_for: DeskId = NO_DESK
    """The desk that alone can look at it, where it is locked."""

    @property
    def shown_as(self) -> str:
        """Return `picture` or `video`, or nothing for what no page can show."""
        return show_as(self.attachment.kind)


class FileState(StrEnum):
    """What there is to show of a file."""

    READY = "ready"
    LOCKED = "locked"
    LOCKING = "locking"
    """Locked, and its old object could not be removed yet."""
    DESTROYED = "destroyed"
    LOST = "lost"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, repr=False)
class Look:
    """One file of a tip before an officer. `tip` is None for a locked one."""

    file: FileMark
    state: FileState
    tip: OpenedTip | None
    duty_desk: DeskId

    @property
    def version(self) -> int:
        """The version of its tip, as it was looked at."""
        return self.tip.record.version if self.tip else 0


def show_as(kind: str) -> str:
    """Return how a page shows a media type: `picture`, `video` or not at all."""
    if kind == PICTURE:
        return "picture"
    return "video" if kind == VIDEO else ""


def list_files(tip: OpenedTip) -> tuple[FileMark, ...]:
    """Return the files that came with a tip, in order."""
    files = tip.answers.files if tip.answers else ()
    last = {note.about: note.act for note in list_notes(tip)}
    desks = _list_desks(tip)
    return tuple(
        replace(
            _mark(tip, number, one, last.get(one.id, "")),
            locked_for=desks.get(one.id, NO_DESK),
        )
        for number, one in enumerate(files, 1)
    )


def list_notes(tip: OpenedTip) -> tuple[Remark, ...]:
    """Return what was done with locked files, in order."""
    return tuple(note for note in tip.read_all(Kind.NOTE) if note.act in _ACTS)


def list_keepers(tip: OpenedTip) -> tuple[DeskId, ...]:
    """Return the desks that files of a tip are locked for now, each once.

    They need not be the desk that has the duty: a tip can be moved after a lock.
    """
    return tuple(dict.fromkeys(_list_desks(tip).values()))


def read_desk(note: Remark) -> DeskId:
    """Return the desk that a file was locked for, as the note about it says."""
    try:
        return DeskId(text_of(read_json(note.content), "desk"))
    except CannotOpenError:
        return NO_DESK


def say_who_decides(names: Sequence[str]) -> str:
    """Say at whom a duty waits that cannot be closed for its locked files."""
    whose = " and of ".join(f"the {name}" for name in names)
    return (
        f"A locked file is still here. A supervisor of {whose} has to unlock it, "
        "or hand it to the police and destroy it, first"
    )


def count_locked(tip: OpenedTip) -> int:
    """Count the files that are locked now, also where the reporter deleted the tip."""
    last = {note.about: note.act for note in list_notes(tip)}
    return sum(act in _SHUTS for act in last.values())


def make_bond(tip: OpenedTip, file_id: str) -> str:
    """Return the bond of a file as it was sent; none where its tip does not open."""
    files = tip.answers.files if tip.answers else ()
    return next((_bond_of(one) for one in files if one.id == file_id), "")


def give_back(doer: Doer, file_id: str, attachment: Attachment, bond: str) -> Remark:
    """Return the letter that holds what opens a file again that was unlocked."""
    content = write_json({**asdict(attachment), "bond": bond})
    act = Act.FILE_UNLOCKED.value
    return Remark(doer.day, by=doer.officer, act=act, content=content, about=file_id)


def find_file(tip: OpenedTip, file_id: str) -> FileMark:
    """Return one file of a tip.

    Raises:
        NotFoundError: It has none of this id.
    """
    found = next((f for f in list_files(tip) if f.id == file_id), None)
    if found is None:
        raise NotFoundError
    return found


def lock_file(doer: Doer, tip: OpenedTip, file_id: str, desk: DeskId) -> Deed:
    """Say that a file is locked, to the tip's desk and the one with the duty.

    A closed tip is opened again by it: none is forgotten with a duty.

    Raises:
        NotFoundError: The tip has no such file, or its reporter has deleted it.
    """
    find_file(tip, file_id)
    content = write_json({"desk": desk})
    kept = doer.keep(tip, Kind.NOTE, Act.FILE_LOCKED, content, about=file_id)
    return Deed(
        kept.kind,
        kept.record,
        also_for=frozenset({tip.record.desk, desk}),
        picked_up=tip.record.picked_up,
    )


def _list_desks(tip: OpenedTip) -> dict[str, DeskId]:
    """Return which desk each file is locked for now, as its last lock says."""
    found: dict[str, DeskId] = {}
    for note in list_notes(tip):
        if note.act == Act.FILE_LOCKED.value:
            found[note.about] = read_desk(note)
        elif note.act not in _SHUTS:
            found.pop(note.about, None)
    return found


def _mark(tip: OpenedTip, number: int, sent: Attachment, act: str) -> FileMark:
    destroyed = act == Act.FILE_DESTROYED.value
    locked = destroyed or act in _SHUTS
    # Of a locked one, the object that its desks had the key of before.
    return FileMark(number, sent.id, _find_again(tip, sent), locked, destroyed)


def _find_again(tip: OpenedTip, sent: Attachment) -> Attachment:
    bond = _bond_of(sent)
    for letter in reversed(tip.read_all(Kind.FILE)):
        found = _read_again(letter, bond) if letter.about == sent.id else None
        if found:
            return found
    return sent


def _read_again(letter: Remark, bond: str) -> Attachment | None:
    """Read what opens a file again. Without the bond, any writer of rows wrote it."""
    try:
        fields = read_json(letter.content)
        if not bond or text_of(fields, "bond") != bond:
            return None
        return Attachment.read(fields)
    except CannotOpenError:
        return None


def _bond_of(sent: Attachment) -> str:
    try:
        return FileKey(bytes.fromhex(sent.key)).make_bond(sent.id)
    except (ValueError, MalformedError):
        return ""
