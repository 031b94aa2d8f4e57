"""A tip as it lies in the vault, and what of it opens for which desk."""

from collections.abc import Mapping
from dataclasses import replace

from crypto import LetterContext, ShredKey, random_id, seal_letter
from service.domain.answers import Answers
from service.domain.casefiles import Progress
from service.domain.custody_turns import Step, Turn
from service.domain.judgements import Judged, Judgement
from service.domain.letters import Kind, LetterId, Remark, Side, TipBody, TipSummary
from service.domain.opened import (
    UNKNOWN_NAME,
    OpenedTip,
    People,
    TipFile,
    opens_for,
)
from service.domain.originals import choose_read, is_cut, list_originals, list_words
from service.domain.people import NOBODY, Keyring, OfficerId
from service.domain.sealed import (
    Place,
    Seal,
    StoredLetter,
    StoredTip,
    adopt,
    choose_tip_letter,
    read_summary,
    seal_record,
    seal_told,
)
from service.domain.shown import Wanted, read_judged
from tests.builders import TRIAGE_DESK
from tests.domain.opened import (
    AMIRA,
    BEN,
    BODY,
    BOND,
    DAY,
    RECORD,
    THREAD,
    TOLD,
    a_tip,
    told_so,
)
from tests.domain.rings import GUARDS, OTHERS, TRIAGE

SHREDS = {Side.TOLD: ShredKey.generate(), Side.STAFF: ShredKey.generate()}
SUMMARY = TipSummary.of(TOLD).json


def tip_letter(
    number: int = 0, *, to: Keyring = TRIAGE, says: TipBody = BODY
) -> StoredLetter:
    context = LetterContext(Kind.TIP.value, random_id())
    shred = SHREDS[Side.TOLD]
    sealed, key = seal_letter(context, shred, summary=SUMMARY, body=says.json)
    return StoredLetter(
        LetterId(context.letter_id),
        RECORD.id,
        Kind.TIP,
        number,
        sealed.summary,
        sealed.body,
        wrap=None,
        seal=Seal(
            to.card.id, adopted=False, box=to.card.seal_content_key(key, context)
        ),
    )


def staff_letter(
    kind: Kind, remark: Remark, number: int = 1, summary: str | None = None
) -> StoredLetter:
    place = Place(LetterId(random_id()), RECORD.id, kind, number)
    shred = SHREDS[Side.STAFF]
    return seal_record(place, remark, TRIAGE, shred, summary=summary).letter


def told_letter(remark: Remark, kind: Kind = Kind.MESSAGE) -> StoredLetter:
    place = Place(LetterId(random_id()), RECORD.id, kind, 2)
    return seal_told(place, remark, THREAD, SHREDS[Side.TOLD]).letter


def stored(
    *letters: StoredLetter, shreds: Mapping[Side, ShredKey] = SHREDS
) -> StoredTip:
    return StoredTip(RECORD, letters, shreds, held=True, rings=True, waits=True)


def test_a_desk_opens_the_tip_what_it_wrote_and_what_it_told() -> None:
    note, message = Remark(DAY, "Seen", BEN), Remark(DAY, "Thank you")
    vault = stored(tip_letter(), staff_letter(Kind.NOTE, note), told_letter(message))

    file = TipFile.open(vault, TRIAGE, TRIAGE_DESK)

    assert file.tip.answers == TOLD
    assert [one.remark for one in file.tip.letters] == [note, message]
    assert [one.remark for one in file.tip.talk] == [message]
    assert (file.tip.held, file.tip.has_news, file.tip.waits) == (True, True, True)
    assert (file.tip.kept, file.tip.withdrawn) == (True, False)
    assert file.tip.can_tell
    assert vault.next_number == 3


def test_another_desk_opens_nothing_of_it() -> None:
    vault = stored(tip_letter(), staff_letter(Kind.NOTE, Remark(DAY, "Seen")))

    tip = OpenedTip.open(vault, OTHERS)

    assert (tip.body, tip.answers, tip.thread) == (None, None, None)
    assert [one.remark for one in tip.letters] == [None]
    assert not tip.can_tell
    assert read_summary(vault.letters[0], OTHERS, SHREDS) is None
    assert read_summary(vault.letters[0], TRIAGE, SHREDS) == TipSummary.of(TOLD)


def test_what_a_reporter_deleted_opens_for_nobody_and_the_desks_own_words_do() -> None:
    note = Remark(DAY, "Seen", BEN)
    staff_only = {Side.STAFF: SHREDS[Side.STAFF]}
    vault = stored(tip_letter(), staff_letter(Kind.NOTE, note), shreds=staff_only)

    tip = OpenedTip.open(vault, TRIAGE)

    assert tip.withdrawn
    assert tip.body is None
    assert [one.remark for one in tip.letters] == [note]


def test_an_adopted_letter_opens_as_before_and_stays_the_tip() -> None:
    mine, later = tip_letter(5), tip_letter(0)
    adopted = replace(mine, seal=adopt(mine, TRIAGE))

    assert adopted.is_adopted
    assert choose_tip_letter([later, adopted]) == adopted
    assert choose_tip_letter([later, mine]) == later
    assert OpenedTip.open(stored(adopted), TRIAGE).answers == TOLD


def test_a_letter_of_the_thread_opens_by_its_wrap_and_by_no_seal() -> None:
    told = told_letter(Remark(DAY, "Thank you"))
    seal = staff_letter(Kind.NOTE, Remark(DAY)).seal
    unwrapped = replace(told, wrap=None, seal=seal)
    vault = stored(tip_letter(), replace(told, seal=seal), unwrapped)

    assert [one.remark for one in OpenedTip.open(vault, TRIAGE).letters] == [
        Remark(DAY, "Thank you"),
        None,
    ]


def test_a_seal_of_another_generation_or_none_opens_nothing() -> None:
    for seal in (None, tip_letter(to=OTHERS).seal):
        shut = replace(tip_letter(), seal=seal)

        assert OpenedTip.open(stored(shut), TRIAGE).body is None


def test_a_letter_without_the_part_that_is_asked_for_does_not_open() -> None:
    empty = replace(staff_letter(Kind.NOTE, Remark(DAY)), body=None)

    assert OpenedTip.open(stored(empty), TRIAGE).letters[0].remark is None


def test_a_tip_is_a_desks_if_anything_of_it_really_opens_there() -> None:
    note = staff_letter(Kind.NOTE, Remark(DAY, "Seen"))
    mine = tip_letter()
    adopted = replace(mine, seal=adopt(mine, TRIAGE))
    withdrawn = {Side.STAFF: SHREDS[Side.STAFF]}

    assert opens_for(stored(note), TRIAGE)
    assert opens_for(stored(adopted, shreds={}), TRIAGE)
    assert opens_for(stored(mine), TRIAGE)
    assert opens_for(stored(mine, shreds=withdrawn), TRIAGE)
    assert not opens_for(stored(mine, shreds=withdrawn), GUARDS)
    assert not opens_for(stored(tip_letter(to=GUARDS)), TRIAGE)


def test_who_says_they_are_the_custodian_without_the_bond_is_not_believed() -> None:
    real = Turn(Step.OPENED, TRIAGE_DESK, BOND).json
    said = [
        *(Remark(DAY, content=text) for text in ("[]", "{}")),
        Remark(DAY, content=Turn(Step.OPENED, TRIAGE_DESK, "0c" * 16).json),
        Remark(DAY, content=real),
    ]
    letters = [staff_letter(Kind.CUSTODY, one) for one in said]

    opened = OpenedTip.open(stored(tip_letter(), *letters), TRIAGE)

    assert [one.remark for one in opened.letters] == [None, None, None, said[-1]]


def test_the_last_who_took_a_tip_has_it_until_it_comes_to_another_desk() -> None:
    ben, amira = (Remark(DAY, holder=one) for one in (BEN, AMIRA))
    nobody = Remark(DAY)

    assert a_tip((Kind.HOLDER, ben), (Kind.HOLDER, amira)).holder == AMIRA
    assert a_tip((Kind.HOLDER, ben), (Kind.NOTE, nobody)).holder == BEN
    assert a_tip((Kind.HOLDER, ben), (Kind.HOLDER, nobody)).holder == NOBODY
    assert a_tip((Kind.HOLDER, None)).holder == NOBODY


def test_the_last_letter_is_found_of_all_or_about_one_thing() -> None:
    one, two = Remark(DAY, "one", about="x"), Remark(DAY, "two", about="y")
    tip = a_tip((Kind.NOTE, one), (Kind.NOTE, two), (Kind.NOTE, None))

    assert tip.read_last(Kind.NOTE) == two
    assert tip.read_last(Kind.NOTE, "x") == one
    assert tip.read_last(Kind.DUTY) is None


def test_who_left_is_still_somebody_and_colleagues_stand_by_name() -> None:
    people = People({BEN: "ben", AMIRA: "Amira"}, frozenset({BEN, AMIRA}))

    assert people.colleagues(NOBODY) == ((AMIRA, "Amira"), (BEN, "ben"))
    assert people.colleagues(BEN) == ((AMIRA, "Amira"),)
    assert people.name(OfficerId("gone")) == UNKNOWN_NAME


def test_how_far_a_tip_has_come_counts_each_report_once() -> None:
    judgement = Judgement(topic="KN1")
    tip = a_tip(
        (Kind.JUDGEMENT, Remark(DAY, content=judgement.json)),
        (Kind.REPORT, Remark(DAY, about="one")),
        (Kind.REPORT, Remark(DAY, about="one")),
        (Kind.REPORT, Remark(DAY, about="two")),
    )

    assert Progress.of(tip) == Progress(judgement, 2)
    assert Progress.of(a_tip()) == Progress(None, 0)
    broken = a_tip((Kind.JUDGEMENT, Remark(DAY, content="[]")))
    assert Progress.of(broken).judged is None


def test_a_list_reads_the_newest_judgement_that_opens() -> None:
    old, new = Judged("KN1", "W1", "a park"), Judged("DR1", "W2", "a stair")
    letters = [
        staff_letter(Kind.JUDGEMENT, Remark(DAY), 1, old.json),
        staff_letter(Kind.JUDGEMENT, Remark(DAY), 2, new.json),
        staff_letter(Kind.JUDGEMENT, Remark(DAY), 3),
    ]

    assert read_judged(letters, TRIAGE, SHREDS) == new
    assert read_judged(letters, TRIAGE, {}) is None
    assert read_judged(letters, OTHERS, SHREDS) is None
    assert read_judged([], TRIAGE, SHREDS) is None


def test_an_inbox_says_what_it_is_narrowed_by() -> None:
    assert Wanted().filters == ()
    assert Wanted(priority=0, only_new=True, only_news=True).filters == (
        "priority",
        "new",
        "news",
    )


def test_whatever_a_reporter_wrote_is_read_under_its_question_and_on_its_day() -> None:
    answers = replace(TOLD, who="A tall man", vehicles="A red van", often="Daily")
    tip = replace(
        told_so(answers), letters=a_tip((Kind.ADDITION, Remark(DAY, "More"))).letters
    )

    assert [(one.question, one.text, one.added) for one in list_originals(tip)] == [
        ("What they told us", TOLD.text, None),
        ("Who", "A tall man", None),
        ("Where", "Ravenscourt Park", None),
        ("How often", "Daily", None),
        ("Vehicles", "A red van", None),
        ("They added", "More", DAY),
    ]
    assert list_originals(a_tip(body=None)) == ()


def test_of_very_many_words_the_tip_and_the_newest_are_read_and_officers_know() -> None:
    additions = [(Kind.ADDITION, Remark(DAY, digit * 9_000)) for digit in "123"]
    tip = a_tip(*additions, body=replace(BODY, answers=Answers("tip")))

    assert [text[0] for text in list_words(tip)] == ["t", "2", "3"]
    assert is_cut(tip)
    assert not is_cut(a_tip())
    assert choose_read([]) == ()
