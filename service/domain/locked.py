"""A locked file on its way: looked at, handed to the police, destroyed or unlocked.

What the United Kingdom's guidance asks of whoever comes to hold such an image, in our
words: tell the police soon; do not copy, print, send on or keep it anywhere else; look
only where it cannot be helped, one named person, with who, when and why written down;
leave it as it is for the police, and let go of it when they have it or say so. Sources:
UK Council for Internet Safety, "Sharing nudes and semi-nudes: advice for education
settings working with children and young people" (March 2024), and the memorandum of
the Crown Prosecution Service and the National Police Chiefs' Council on section 46 of
the Sexual Offences Act 2003. It is guidance for others than us and no legal advice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Self

from crypto import CannotOpenError, DeskCard, ShredKey, seal_letter
from service.domain.answers import Attachment
from service.domain.audit import Act
from service.domain.deeds import Doer
from service.domain.handing import Handing, LookReason
from service.domain.json_texts import read_json, text_of, write_json
from service.domain.letters import LetterId, Remark, locked_side
from service.domain.people import DeskId, OfficerId
from service.domain.sealed import Place, Seal, StoredLetter, Written

_UNWRITTEN = LetterId("")


@dataclass(frozen=True, slots=True)
class Locked:
    """What the letters of a locked file say: which it was, and what opens it now.

    `attachment` is None where the file was lost or did not open when it was locked.
    `number` is how officers name it, `looks` who looked at it since, `handed` the last
    time that somebody recorded that it was handed on. `bond` is that of the file as it
    was sent, `home` the desk that its tip was with: no clear column says either.
    `letter` is the one that locked it.
    """

    file: str
    attachment: Attachment | None
    day: date
    number: int = 0
    bond: str = ""
    home: str = ""
    letter: LetterId = _UNWRITTEN
    looks: tuple[Remark, ...] = ()
    handed: Handing | None = None

    @property
    def side(self) -> str:
        """The name of the key that its letters stand under, and no other letter."""
        return locked_side(self.attachment.id if self.attachment else self.file)

    def is_seen_by(self, officer: OfficerId) -> bool:
        """Tell whether an officer has looked at it since it was locked."""
        return any(look.by == officer for look in self.looks)

    def write(self, doer: Doer) -> Remark:
        """Return what the letter says that locks it."""
        known = asdict(self.attachment) if self.attachment else {}
        more = {"number": self.number, "bond": self.bond, "home": self.home}
        content = write_json({**known, **more})
        act = Act.FILE_LOCKED.value
        return Remark(
            self.day, by=doer.officer, act=act, content=content, about=self.file
        )

    @classmethod
    def read(cls, remark: Remark) -> Self:
        """Read an opened letter; what opens nothing is as good as lost."""
        try:
            fields = read_json(remark.content)
            bond, home = text_of(fields, "bond"), text_of(fields, "home")
        except CannotOpenError:
            return cls(remark.about, None, remark.day)
        number = fields.get("number")
        place = number if isinstance(number, int) else 0
        known = _read_attachment(fields)
        return cls(remark.about, known, remark.day, place, bond, home)

    def after(self, remark: Remark) -> "Locked":
        """Return how it stands after one more letter of it."""
        if remark.act == Act.LOCKED_LOOKED.value:
            return replace(self, looks=(*self.looks, remark))
        if remark.act != Act.FILE_HANDED.value:
            return self
        try:
            return replace(self, handed=Handing.read(remark.content))
        except CannotOpenError:
            return self


@dataclass(frozen=True, slots=True)
class LockLetter:
    """An opened letter of a locked file, and the side whose key it opened with.

    `adopted` tells that the desk wrote it, or opened it before.
    """

    id: LetterId
    side: str
    adopted: bool
    remark: Remark

    @property
    def is_lock(self) -> bool:
        """Tell whether it locks a file, and stands under that lock's own key."""
        if self.remark.act != Act.FILE_LOCKED.value or not self.remark.about:
            return False
        return Locked.read(self.remark).side == self.side


def note_look(doer: Doer, file: str, reason: LookReason) -> Remark:
    """Return the letter that says who looked at a locked file, and why."""
    act = Act.LOCKED_LOOKED.value
    return Remark(doer.day, reason.label, by=doer.officer, act=act, about=file)


def note_handing(doer: Doer, file: str, handing: Handing) -> Remark:
    """Return the letter that says to whom a locked file was handed on."""
    return Remark(
        doer.day,
        handing.sentence,
        by=doer.officer,
        act=Act.FILE_HANDED.value,
        content=handing.json,
        about=file,
    )


def read_locked(letters: Iterable[LockLetter]) -> tuple[Locked, ...]:
    """Return the locked files of opened letters, each once, in order.

    Anybody who writes rows can seal a letter to a desk's public card. So of two that
    lock one file the adopted one counts, else the first; and who looked at it or
    handed it on is believed of the desk's own letters alone, beside the lock's own.
    """
    every = tuple(letters)
    found: dict[str, Locked] = {}
    for one in sorted(every, key=lambda letter: not letter.adopted):
        if one.is_lock:
            lock = replace(Locked.read(one.remark), letter=one.id)
            found.setdefault(lock.file, lock)
    for one in every:
        known = found.get(one.remark.about)
        if known and one.adopted and one.side == known.side:
            found[known.file] = known.after(one.remark)
    return tuple(sorted(found.values(), key=lambda file: (file.number, file.file)))


def _read_attachment(fields: object) -> Attachment | None:
    try:
        found = Attachment.read(fields)
    except CannotOpenError:
        return None
    return found if found.id else None


def seal_for(
    place: Place, remark: Remark, cards: Sequence[DeskCard], shred: ShredKey
) -> Written:
    """Seal a letter to some desks alone, which may be others than the writer's."""
    sealed, key = seal_letter(place.context, shred, body=remark.json)
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
    boxes = ((card, card.seal_content_key(key, place.context)) for card in cards)
    seals = tuple(
        (DeskId(card.desk), Seal(card.id, adopted=False, box=box))
        for card, box in boxes
    )
    return Written(letter, seals)
