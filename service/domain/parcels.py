"""What is sent to a desk and done with it after, before anything is written.

Pure rules: ids come from the form's seed, so what is sent twice is there once.
"""

from dataclasses import dataclass, field
from datetime import date

from crypto import DeskCard, Draft, ShredKey
from service.domain.audit import Act
from service.domain.between import Dispatch, Spot, sign_and_seal
from service.domain.forms import Ending
from service.domain.json_texts import write_json
from service.domain.letters import LetterId
from service.domain.people import DeskId, Keyring
from service.domain.released import Link, ReleaseFile
from service.domain.releases import (
    Answer,
    CctvRequest,
    Head,
    ReleaseId,
    ReleaseKind,
    ReleaseRecord,
    Sent,
)


@dataclass(frozen=True, slots=True)
class Parcel:
    """What goes to one desk: its content, and where it came from, for the sender."""

    to_desk: DeskId
    content: Sent | CctvRequest
    link: Link
    due_on: date
    forget_on: date

    def release_id(self, draft: Draft) -> ReleaseId:
        """The id of the release that a form makes for this desk."""
        return ReleaseId(draft.make_id(f"release {self.to_desk}"))

    def make_record(self, draft: Draft, sender: DeskId, today: date) -> ReleaseRecord:
        """Say what the database will know of it in clear."""
        return ReleaseRecord(
            id=self.release_id(draft),
            from_desk=sender,
            to_desk=self.to_desk,
            day=today,
            due_on=self.due_on,
            answered=False,
            withdrawn=False,
            news=self.to_desk,
            version=0,
            forget_on=self.forget_on,
        )

    def seal(
        self, draft: Draft, keyring: Keyring, shred: ShredKey, to: DeskCard
    ) -> tuple[Dispatch, Dispatch]:
        """Seal the content for both desks, and the link for the sender alone."""
        release, kind = self.release_id(draft), kind_of(self.content)
        first = LetterId(draft.make_id(f"content {self.to_desk}"))
        second = LetterId(draft.make_id(f"link {self.to_desk}"))
        content = sign_and_seal(
            Spot(first, release, kind, 1),
            self.content.json,
            keyring,
            shred,
            to=(to,),
            summary=Head.of(self.content).json,
        )
        where = Spot(second, release, ReleaseKind.LINK, 2)
        return content, sign_and_seal(where, self.link.json, keyring, shred)


@dataclass(frozen=True, slots=True)
class ReleaseForm:
    """What every form of a release's page brings along, whatever it asks for.

    `desk` is the one of its two desks that the officer acts for; `version` the
    release's when the page was shown; `seed` comes from the form's ticket.
    """

    release_id: ReleaseId
    desk: DeskId
    version: int
    seed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReleaseWish:
    """What an officer asked for; `said` is what makes it another wish."""

    act: Act
    said: str = field(default="", repr=False)
    reason: str = ""

    def canonical(self, release_id: ReleaseId) -> bytes:
        """The bytes that stand for exactly this wish about this release."""
        fields = {"release": release_id, "act": self.act.value}
        return write_json(fields | {"said": self.said, "why": self.reason}).encode()


@dataclass(frozen=True, slots=True)
class Move:
    """What an answer or a reply writes, and what changes in clear.

    `news` is the desk that should look next (empty: nobody); `answered` is None
    where it stays as it is.
    """

    kind: ReleaseKind
    answer: Answer
    news: DeskId
    answered: bool | None = None


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class ReleaseSeen:
    """A release as it is after a form, and what came of the form."""

    file: ReleaseFile
    ending: Ending


def kind_of(content: Sent | CctvRequest) -> ReleaseKind:
    """Return the kind of letter that a content travels in."""
    return ReleaseKind.REPORT if isinstance(content, Sent) else ReleaseKind.CCTV


def move_id(draft: Draft) -> LetterId:
    """The id of the letter that a form leaves: there already, if sent twice."""
    return LetterId(draft.make_id("move"))


def judge_release(file: ReleaseFile, form: ReleaseForm, draft: Draft) -> Ending:
    """Say what comes of a form, before anything is written."""
    if file.opened.has_letter(move_id(draft)):
        return Ending.ALREADY
    changed = form.version != file.record.version
    return Ending.CHANGED if changed else Ending.DONE


def seal_move(
    file: ReleaseFile, move: Move, draft: Draft, to: DeskCard
) -> Dispatch | None:
    """Seal a step, a reply or a notice for both desks, if it is not forgotten."""
    shred = file.stored.shred
    if shred is None:
        return None
    number = file.stored.next_number
    spot = Spot(move_id(draft), file.record.id, move.kind, number)
    return sign_and_seal(spot, move.answer.json, file.keyring, shred, to=(to,))


def seal_kept(file: ReleaseFile, draft: Draft) -> Dispatch | None:
    """Seal what was sent for its sender alone, once it is withdrawn."""
    content, shred = file.opened.content, file.stored.shred
    if content is None or shred is None:
        return None
    spot = Spot(
        LetterId(draft.make_id("kept")),
        file.record.id,
        kind_of(content),
        # Beyond the notice of the withdrawal, which comes first.
        file.stored.next_number + 1,
    )
    head = Head.of(content).json
    return sign_and_seal(spot, content.json, file.keyring, shred, summary=head)
