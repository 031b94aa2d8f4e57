"""What the measured tips say: 600 characters of made-up prose, each with its mark."""

from crypto import random_id
from service.domain.answers import Answers

TEXT_LENGTH = 600
_MARK_LENGTH = 32

_PROSE = (
    "After school a man on a grey moped waits by the bins behind the parade of "
    "shops on Larkhill Row. Two lads from the year above go over one at a time and "
    "he gives them small bags out of the box under the seat. On Thursday a girl in "
    "my year was told to carry one to the bus stop and she was crying after. It is "
    "nearly always before four and he goes when the bakery shuts. Somebody wrote "
    "the number down but only got the first half. He has a black helmet with a red "
    "stripe and never takes it off. One of the lads said he has a knife in the box "
    "as well but I have not seen that myself. Please do not come to the school "
    "about it, they would know who said something."
)


def a_marked_tip() -> Answers:
    """Return what a reporter answers, with a mark that no other tip has."""
    return Answers(
        text=f"{random_id()} {_PROSE}"[:TEXT_LENGTH],
        danger="no",
        group="drugs",
        where="Behind the shops on Larkhill Row",
        when="Most school days, before four",
        how_known="saw",
        traceable="yes",
        wants_words=True,
    )


def mark_of(answers: Answers) -> str:
    """Return the mark a tip carries."""
    return answers.text[:_MARK_LENGTH]
