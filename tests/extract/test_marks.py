"""What is seen in a text, kind by kind, and what is left alone."""

import pytest

from service.extract.marks import MarkKind
from service.extract.reading import find_marks

SEEN = (
    ("relation", "my brother", "my brother keeps it in a shoe box"),
    ("relation", "ma bro", "its ma bro he sells it"),
    ("relation", "a boy in my class", "a boy in my class has one"),
    ("relation", "Our neighbour's son", "Our neighbour's son throws things"),
    ("relation", "me and my mate", "me and my mate seen it"),
    ("relation", "a friend of mine", "a friend of mine was hurt"),
    ("first person", "im", "pls im scared"),
    ("first person", "We", "We saw it twice"),
    ("name", "Jaydon Mensah", "it is Jaydon Mensah again"),
    ("name", "jaydon", "jaydon sells it"),
    ("name", "spider", "a boy called spider has it"),
    ("name", "spider", "they call him spider and he has it"),
    ("name", "Fake", "they call her Fake and she has it"),
    ("name", "fake", "he goes by fake and sells it"),
    ("name", "Lil Dee", "then Lil Dee ran"),
    ("name", "Mrs Adeyemi", "Mrs Adeyemi shouts"),
    ("name", "Dollar", "also known as Dollar"),
    ("name", "Zaydan", "he lets Zaydan carry it"),
    ("user name", "@plugw12_x", "message @plugw12_x for it"),
    ("user name", "bailz_07", "his snap is bailz_07"),
    ("user name", "jay.k", "insta: jay.k"),
    ("user name", "DeadShot99", "his ps5 name is DeadShot99"),
    ("telephone number", "07700 900123", "ring 07700 900123 for it"),
    ("telephone number", "+44 (0)20 7946 0458", "call +44 (0)20 7946 0458"),
    ("e-mail address", "h.b@post.example", "write to h.b@post.example"),
    ("web or social address", "https://a.example/x", "see https://a.example/x."),
    ("web or social address", "t.me/rackz", "its on t.me/rackz"),
    ("postcode", "W6 0XX", "near W6 0XX"),
    ("postcode", "sw67qq", "near sw67qq"),
    ("postcode", "W12", "boys from W12"),
    ("house or flat", "flat 12", "he lives in flat 12"),
    ("house or flat", "14 Larkhill Row", "it is 14 Larkhill Row"),
    ("house or flat", "number 46", "people go to number 46"),
    ("house or flat", "the third floor", "the third floor smells"),
    ("vehicle registration", "LB99 QTE", "a van, LB99 QTE, waits"),
    ("vehicle registration", "K147 QQX", "an old one, K147 QQX"),
    ("vehicle registration", "A9 GBH", "the plate is A9 GBH"),
    ("National Insurance number", "QQ 12 34 56 C", "it said QQ 12 34 56 C"),
    ("NHS number", "943 476 5919", "it said 943 476 5919"),
    ("NHS number", "943 476 5918", "NHS number 943 476 5918"),
    ("other identity number", "TULLY905234W99AB", "it said TULLY905234W99AB"),
    ("other identity number", "999123456", "passport number 999123456"),
    ("other identity number", "H205999123456", "it said H205999123456"),
    ("school or year group", "y9", "a boy in y9"),
    ("school or year group", "year seven", "a girl in year seven"),
    ("school or year group", "form 8B", "it is form 8B"),
    ("school or year group", "sixth form", "someone in sixth form"),
    ("school or year group", "St Blaise's Academy", "from St Blaise's Academy"),
    ("school or year group", "my school", "outside my school"),
    ("exact time", "at 3.45pm", "they met at 3.45pm"),
    ("exact time", "at 15:45", "they met at 15:45"),
    ("exact time", "half three", "its half three"),
    ("exact time", "10 past 4", "it was 10 past 4"),
    ("exact time", "on 12 March", "it was on 12 March"),
    ("exact time", "last night", "last night they came"),
    ("where it was seen from", "from my window", "seen from my window"),
    ("where it was seen from", "through the wall", "heard through the wall"),
    ("where it was seen from", "on my way to school", "it was on my way to school"),
    ("where it was seen from", "I was sat behind him", "I was sat behind him"),
    ("role", "as a councillor", "speaking plainly as a councillor"),
    ("role", "I'm a teacher", "I'm a teacher"),
    ("role", "I work at the bakery", "I work at the bakery"),
    ("role", "As the caretaker", "As the caretaker, no"),
    ("what was said to the reporter", "he told me", "he told me so"),
    ("what was said to the reporter", "she said to me", "then she said to me no"),
    ("what was said to the reporter", '"I will get you"', 'it was "I will get you"'),
)
LEFT = (
    "There were 10 to 15 boys in the street, aged about 15, with hammers.",
    "A group of about 12 youths meet at the MUGA most evenings until midnight.",
    "It may be that the lights failed in May. Rose bushes hide the gate.",
    "Grove, Brook Green, White City and Sands End. Hammersmith Broadway station.",
    "The number 72 bus is late. It is 2.5 miles. It cost £3.50 for one.",
    "Every Friday night there is noise. On Saturdays they play football.",
    "Number 1 problem is litter. House prices fall. A block of flats. Flat tyres.",
    "The boys go to the same school. The school gates are busy. It is called spice.",
    "the girls call her fake and ugly. he called them stupid and calls him a liar",
    "his sister was pushed and his neighbours saw it, they called the police",
    "The Tesco on Larkhill Road. A blue North Face coat, a BMW X5, 3 phones.",
)
INSTEAD = (
    ("met at 3.45pm", "in the afternoon"),
    ("met at 9:30", "in the morning"),
    ("met at quarter past eight in the evening", "in the evening"),
    ("met at 2am", "at night"),
    ("came on 12 March", "recently"),
    ("comes tomorrow", "soon"),
    ("lives in flat 12", "in this street"),
    ("with my brother", "a young person"),
    ("with our neighbours", "a resident"),
    ("as a councillor", "a member of the community"),
    ("from W6 0XX", "in this ward"),
    ("from year 9", "a young person"),
    ("is my bag", "their"),
)


@pytest.mark.parametrize(("kind", "words", "text"), SEEN, ids=lambda a: a)
def test_is_seen_and_says_why(kind: str, words: str, text: str) -> None:
    seen = {(mark.kind.value, mark.of(text)) for mark in find_marks(text)}

    assert (kind, words) in seen


@pytest.mark.parametrize("text", LEFT)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert [mark.of(text) for mark in find_marks(text)] == []


@pytest.mark.parametrize(("text", "instead"), INSTEAD)
def test_a_safer_wording_is_offered(text: str, instead: str) -> None:
    assert [mark.instead for mark in find_marks(text)] == [instead]


def test_a_reason_never_repeats_what_was_written() -> None:
    for _, words, text in SEEN:
        for mark in find_marks(text):
            if mark.kind is not MarkKind.FIRST_PERSON:
                assert words.lower() not in f"{mark.why} {mark.instead}".lower()


def test_a_curly_apostrophe_hides_nothing() -> None:
    text = "I\u2019m a teacher and my son\u2019s friend told me"

    kinds = [mark.kind for mark in find_marks(text)]

    assert kinds == [MarkKind.ROLE, MarkKind.RELATION, MarkKind.QUOTE]


def test_of_two_readings_the_longer_stands() -> None:
    text = "my sister's boyfriend"

    assert [mark.of(text) for mark in find_marks(text)] == [text]
