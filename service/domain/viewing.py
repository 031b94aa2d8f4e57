"""Files that came with a tip: which a desk may look at, and which are locked.

A file that may be an indecent image of a child is locked: sealed anew under a key
that only the desk with the duty for the tip can open. A note says so to every desk
of the tip; a letter of its own, sealed to that one desk, holds the key.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from crypto import CannotOpenError, DeskCard, ShredKey, seal_letter
from service.domain.answers import Attachment
from service.domain.audit import Act
from service.domain.deeds import Deed, Doer
from service.domain.errors import NotFoundError
from service.domain.json_texts import read_json, write_json
from service.domain.letters import Kind, Remark
from service.domain.opened import OpenedTip
from service.domain.people import DeskId
from service.domain.sealed import Place, Seal, StoredLetter, Written

PICTURE = "image/jpeg"
VIDEO = "video/mp4"

LOCKING = "A file was locked: it may be an indecent image of a child."
"""What the duty says of why it was opened."""


class LookReason(StrEnum):
    """Why a locked file must be looked at, as a code for the log."""

    REFER = "refer"
    POLICE = "police"
    CHECK = "check"

    @property
    def label(self) -> str:
        """The reason in plain words."""
        return _REASONS[self]


_REASONS = {
    LookReason.REFER: "To decide what has to be done for the child",
    LookReason.POLICE: "To tell the police what they have to know",
    LookReason.CHECK: "To check whether it was locked rightly",
}


@dataclass(frozen=True, slots=True)
class FileMark:
    """A file of a tip as a page lists it. `number` is how officers name it."""

    number: int
    attachment: Attachment
    locked: bool

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


@dataclass(frozen=True, slots=True)
class Locked:
    """What the letter of a locked file says: which it was, and what opens it now.

    `attachment` is None where the file was lost or did not open when it was locked.
    """

    file: str
    attachment: Attachment | None
    day: date

    def write(self, doer: Doer) -> Remark:
        """Return what the letter says."""
        content = write_json(asdict(self.attachment) if self.attachment else {})
        act = Act.FILE_LOCKED.value
        return Remark(
            self.day, by=doer.officer, act=act, content=content, about=self.file
        )

    @classmethod
    def read(cls, remark: Remark) -> Self:
        """Read an opened letter; what opens nothing is as good as lost."""
        try:
            attachment = Attachment.read(read_json(remark.content))
        except CannotOpenError:
            attachment = None
        known = attachment if attachment and attachment.id else None
        return cls(remark.about, known, remark.day)


def show_as(kind: str) -> str:
    """Return how a page shows a media type: `picture`, `video` or not at all."""
    if kind == PICTURE:
        return "picture"
    return "video" if kind == VIDEO else ""


def list_files(tip: OpenedTip) -> tuple[FileMark, ...]:
    """Return the files that came with a tip, in order."""
    files = tip.answers.files if tip.answers else ()
    locked = list_locked(tip)
    return tuple(
        FileMark(number, one, one.id in locked) for number, one in enumerate(files, 1)
    )


def list_locked(tip: OpenedTip) -> frozenset[str]:
    """Return the ids of the files of a tip that were locked."""
    notes = tip.read_all(Kind.NOTE)
    return frozenset(one.about for one in notes if one.act == Act.FILE_LOCKED.value)


def find_file(tip: OpenedTip, file_id: str) -> FileMark:
    """Return one file of a tip.

    Raises:
        NotFoundError: It has none of this id.
    """
    found = next((f for f in list_files(tip) if f.attachment.id == file_id), None)
    if found is None:
        raise NotFoundError
    return found


def lock_file(doer: Doer, tip: OpenedTip, file_id: str, desk: DeskId) -> Deed:
    """Say that a file is locked, to the tip's desk and the one with the duty.

    A closed tip is opened again by it: none is forgotten with a duty.
    """
    kept = doer.keep(tip, Kind.NOTE, Act.FILE_LOCKED, "", about=file_id)
    return Deed(
        kept.kind,
        kept.record,
        also_for=frozenset({tip.record.desk, desk}),
        picked_up=tip.record.picked_up,
    )


def read_locked(remarks: Sequence[Remark]) -> tuple[Locked, ...]:
    """Return the locked files of opened letters, each once, in order."""
    found = {one.about: Locked.read(one) for one in remarks if one.about}
    return tuple(found.values())


def seal_for(place: Place, remark: Remark, card: DeskCard, shred: ShredKey) -> Written:
    """Seal a letter to one desk alone, which may be another than the writer's."""
    sealed, key = seal_letter(place.context, shred, body=remark.json)
    box = card.seal_content_key(key, place.context)
    letter = StoredLetter(
        id=place.id,
        tip=place.tip,
        kind=place.kind,
        number=place.number,
        summary=None,
        body=sealed.body,
        wrap=None,
        seal=None,
    )
    seal = Seal(card.id, adopted=False, box=box)
    return Written(letter, ((DeskId(card.desk), seal),))
