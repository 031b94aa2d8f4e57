from service.extract.checking import (
    list_message_marks,
    list_standing,
    list_unanswered,
    name_mark,
)
from service.extract.marks import MarkKind

TOLD = "My brother has a knife. Ring me on 07700 900123."


def test_what_points_at_somebody_stands_until_it_is_taken_out() -> None:
    carried = "Ring 07700 900123 about the knife."

    standing = list_standing((TOLD,), carried)

    assert [mark.of(carried) for mark in standing] == ["07700 900123"]
    assert list_standing((TOLD,), "A young person may carry a knife.") == ()


def test_how_a_report_speaks_of_people_is_looked_at_too() -> None:
    prose = "A gang nominal carries a knife."

    kinds = [mark.kind for mark in list_standing((TOLD,), prose)]

    assert kinds == [MarkKind.BLAME]


def test_an_answer_counts_for_the_same_words_wherever_they_stand() -> None:
    before = "Ring 07700 900123."
    after = "It is said: ring  07700 900123, and again 07700 900123."
    name = name_mark(list_standing((TOLD,), before)[0], before)

    standing = list_standing((TOLD,), after)

    assert len(list_unanswered(standing, after, ())) == 1
    assert list_unanswered(standing, after, (name,)) == ()
    assert list_unanswered(standing, after, ((MarkKind.EMAIL, name.words),)) != ()


def test_an_answer_does_not_say_your_brother_to_who_told_of_their_brother() -> None:
    answer = "Is your  Brother safe? Your mother can ring us."

    marks = list_message_marks((TOLD,), answer)

    assert [mark.of(answer) for mark in marks] == ["your  Brother"]
    assert list_message_marks(("He has a knife.",), answer) == ()
