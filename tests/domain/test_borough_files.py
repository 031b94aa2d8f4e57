"""Whatever is wrong with a borough's file, somebody is told where."""

import re
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.borough_files import BoroughError, Mistake, read_borough_text
from tests.databases import ROOT

SHIPPED = (ROOT / "deploy" / "borough.toml").read_text()
LINES = SHIPPED.split("\n")
HEADERS = [at for at, line in enumerate(LINES) if line.startswith("[")]
KEYS = [at for at, line in enumerate(LINES) if re.match(r"\w+ = ", line)]
REACHED_BY = {"phone", "text", "web"}
MAY_BE_LEFT_OUT = {"hint", "category", "routes", "notify", "independent", "note"}
MAY_BE_LEFT_OUT |= {"closed", "forget_days", "subdivision", "mail", "supervisor_mail"}
MAY_BE_LEFT_OUT |= {"languages", "onion", "pictures", "videos", "documents", "danger"}
MAY_BE_LEFT_OUT |= {"supports", "topics", "no_files", *REACHED_BY}
WRONG = ("-1", "1.5", '""', "[7]", "[]", "{}", "true", "1979-05-27", "nan", '"\\u0007"')
RIGHT = {
    "[]": {"routes", "closed", "mail", "supervisor_mail", "languages"},
    "true": {"notify", "independent", "pictures", "videos", "documents", "danger"},
    "1979-05-27": {"checked", "accessibility_tested", "notices_written"},
}
RIGHT["[]"] |= {"supports", "topics"}
RIGHT["true"] |= {"no_files"}
RIGHT['""'] = {"hint", "category", "note", "subdivision", "onion", *REACHED_BY}


def find_mistakes(text: str) -> tuple[Mistake, ...]:
    try:
        read_borough_text(text)
    except BoroughError as error:
        return error.mistakes
    return ()


def find_line(text: str, part: str) -> int:
    return next(at for at, line in enumerate(text.split("\n"), 1) if part in line)


def find_header(at: int) -> int:
    return max(header for header in HEADERS if header <= at)


def name_kind(at: int) -> tuple[str, str]:
    return LINES[find_header(at)], LINES[at].split(" = ")[0]


def find_end(at: int) -> int:
    """The line after a key's value, which may run over some."""
    return LINES.index("]", at) + 1 if LINES[at].endswith("[") else at + 1


# Each kind of key is as likely as any other, however often it stands in the file.
KINDS = sorted({name_kind(at) for at in KEYS})
SOME_KEY = st.sampled_from(KINDS).flatmap(
    lambda kind: st.sampled_from([at for at in KEYS if name_kind(at) == kind])
)


@settings(deadline=None, max_examples=25)
@given(SOME_KEY)
def test_a_key_that_is_missing_is_named_at_its_table(at: int) -> None:
    name = LINES[at].split(" = ")[0]
    mistakes = find_mistakes("\n".join([*LINES[:at], *LINES[find_end(at) :]]))

    if mistakes or name not in MAY_BE_LEFT_OUT:
        lines = {mistake.line for mistake in mistakes if f"`{name}`" in mistake.text}
        assert find_header(at) + 1 in lines


@settings(deadline=None, max_examples=25)
@given(SOME_KEY, st.sampled_from(WRONG))
def test_a_key_of_the_wrong_type_is_named_at_its_line(at: int, wrong: str) -> None:
    name = LINES[at].split(" = ")[0]
    mistakes = find_mistakes(
        "\n".join([*LINES[:at], f"{name} = {wrong}", *LINES[find_end(at) :]])
    )

    if mistakes or name not in RIGHT.get(wrong, ()):
        assert at + 1 in {mistake.line for mistake in mistakes}


@settings(deadline=None, max_examples=25)
@given(st.integers(0, len(SHIPPED)), st.integers(1, 3000))
def test_whatever_is_cut_out_it_is_read_or_told_line_by_line(
    at: int, length: int
) -> None:
    left = SHIPPED[:at] + SHIPPED[at + length :]
    assert all(
        1 <= mistake.line <= left.count("\n") + 1 for mistake in find_mistakes(left)
    )


@settings(deadline=None)
@given(st.text())
def test_what_is_no_borough_is_told_so_and_nothing_else_happens(text: str) -> None:
    assert find_mistakes(text)


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        (
            'team = "Comm',
            'taem = "Comm',
            "`taem` is not known here; did you mean `team`?",
        ),
        (
            "[sharing]",
            "[sahring]",
            "`sahring` is not known here; did you mean `sharing`?",
        ),
        (
            'hint = "At sch',
            'hnit = "At sch',
            "`hnit` is not known here; did you mean `hint`?",
        ),
        (
            "mailbox_days = 180",
            "mailbox_days = 0",
            "must be a whole number from 1 to 3650",
        ),
        ('id = "housing"', 'id = "hou sing"', "`id`: must be 1 to 64 letters"),
        ('id = "housing"', f'id = "{"x" * 65}"', "`id`: must be 1 to 64 letters"),
        ('id = "prevent"', 'id = "housing"', "`housing` is in [[desks]] already"),
        ('id = "auditor"', 'id = "audit"', "the desk of the auditor is `auditor`"),
        (
            'intake_desk = "c',
            'intake_desk = "x',
            "no desk `xommunity-safety` has the work",
        ),
        ('desk = "childrens-f', 'desk = "f', "no desk `front-door` has the work"),
        ('cctv_desk = "cctv-room"', 'cctv_desk = "auditor"', "no desk `auditor` gets"),
        ('marking = "OFF', 'marking = "UNOFF', "there is no marking `UNOFFICIAL-"),
        ('["housing@', '["housing at ', "`housing at borough.example` is not a mail"),
        ('["housing@b', '["a,b@b', "`a,b@borough.example` is not a mail address"),
        (
            'mail = ["housing@borough.example"]',
            "mail = []",
            "must be rung when something",
        ),
        (
            'owner_mail = ["',
            'owner_mail = [] # ["',
            "`owner_mail`: somebody must be rung",
        ),
        (
            'subdivision = "ENG"',
            'subdivision = "XYZ"',
            "holidays are known for this part",
        ),
        (
            'country = "GB"',
            'country = "ZZ"',
            "`country`: must be a country's two letters",
        ),
        (
            'country = "GB"',
            'country = "GBR"',
            "`country`: must be a country's two letters",
        ),
        ("closed = [2026-12-24", 'closed = ["24 Dec"', "must be a list of days such"),
        ('closes = "17:00"', 'closes = "09:00"', "the day must close after it opens"),
        ('"13:00", "16:00"]', '"16:00", "13:00"]', "must be different, earliest first"),
        ('["mon", "tue"', '["mon", "mon"', "`days`: must be a list of some of mon"),
        ('equals = "not-sure"', 'equals = "perhaps"', "`perhaps` is never the answer"),
        (
            'equals = "not-sure"',
            'equals = "yes"',
            "`danger yes` is in [[priority_rules]] already",
        ),
        ('code = "KN2"', 'code = "KN1"', "`KN1` is in [[topics]] already"),
        ('code = "KN2"', 'code = " KN2"', "must not begin or end with a space"),
        ('group = "drugs"', 'group = "drink"', "there is no group `drink`"),
        (
            'routes = ["housing"]',
            'routes = ["auditor"]',
            "no desk `auditor` gets reports",
        ),
        ("routes = []", 'routes = ["housing"]', "only the independent desk reads it"),
        ("number = 4", "number = 3", "must be 4: they stand from 0 to 4, in order"),
        ('ward = "E05013734"', 'ward = "E05"', "there is no ward `E05`"),
        ('mail_times = ["', 'mail_times = "" # ["', "must be a list of times such as"),
        ("share = 0.073", "share = true", "`share`: must be a number from 0 to 1"),
        ("notify = true", "notify = 1", "`notify`: must be true or false"),
        ("share = 0.073", "share = 0.5", "the shares of `E05013733` are more than 1"),
        (
            'low = ["1E", ',
            'low = ["1E", "1A", ',
            "`low`: another list names 1A too",
        ),
        ('low = ["1E", ', "low = [", "no list names 1E"),
        (
            'told = "We did',
            f'told = "{"x" * 4001}',
            "must be 4,000 characters or fewer",
        ),
        ('told = "We did', r'told = "\u0000', "holds a sign that cannot be printed"),
        (
            'label = "A joke"',
            r'label = "A\njoke"',
            "must be one line that can be printed",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line_and_what_it_is(
    old: str, new: str, text: str
) -> None:
    broken = SHIPPED.replace(old, new, 1)

    told = [mistake for mistake in find_mistakes(broken) if text in mistake.text]

    place = SHIPPED[: SHIPPED.index(old)].count("\n")
    assert told
    assert told[0].line in {place + 1, find_header(place) + 1}


def test_one_look_finds_every_mistake_in_the_order_of_the_lines() -> None:
    broken = SHIPPED.replace("days = 180", "days = 0").replace("not-sure", "perhaps")
    broken = broken.replace('told = "We did', 'tlod = "We did')

    lines = [mistake.line for mistake in find_mistakes(broken)]

    assert lines == sorted(lines)
    assert len(lines) == 4
    assert lines[0] == find_line(broken, "mailbox_days = 0")


def test_nobody_is_blamed_for_what_another_mistake_left_out() -> None:
    broken = SHIPPED.replace('id = "childrens-front-door"', "id = 1")
    assert [m.text for m in find_mistakes(broken)] == [
        "`id`: must be 1 to 64 letters a-z, digits, `-` or `_`, no spaces"
    ]


@pytest.mark.parametrize(
    "work", ["independent", "safeguarding", "auditor", "custodian"]
)
def test_a_borough_in_which_nobody_does_what_one_desk_must_do_is_told_so(
    work: str,
) -> None:
    broken = SHIPPED.replace(f'work = "{work}"', 'work = "partner"')
    told = [mistake.text for mistake in find_mistakes(broken)]
    assert any(f"must have the work `{work}`" in text for text in told)


def test_a_law_that_asks_for_a_notification_needs_an_automatic_duty() -> None:
    start = SHIPPED.index('code = "SX2"')
    broken = SHIPPED[:start] + SHIPPED[start:].replace('"automatic"', '"consider"', 1)
    (mistake,) = find_mistakes(broken)
    assert "must be automatic where the law asks for a notification" in mistake.text


def test_a_table_that_is_missing_or_is_none_is_told() -> None:
    assert "the table [hours] is missing" in str(
        [m.text for m in find_mistakes(SHIPPED.replace("[hours]", "[hour]"))]
    )
    without = re.sub(r"(?s)\[\[purposes\]\].*?(?=\[\[markings)", "", SHIPPED)
    assert [str(m) for m in find_mistakes(without)] == [
        "line 1: at least one [[purposes]] is needed"
    ]
    odd = "purposes = [1]\n" + without
    assert [m.line for m in find_mistakes(odd)] == [1]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[borough]\nname =\n", 2),
        ("[borough]\n[borough]\n", 2),
        ("a = 1\nb = 2\na = 3\n", 3),
        ('a = 1\nb = """never\nends', 3),
        (f"a = 1\nb = {'[' * 3000}", 2),
        (f"a = {'9' * 5000}\n", 1),
    ],
)
def test_what_is_not_toml_is_told_with_its_line(text: str, line: int) -> None:
    (mistake,) = find_mistakes(text)
    assert mistake.line == line
    assert mistake.text.startswith("not TOML: ")


def test_a_sixth_priority_is_one_too_many() -> None:
    start, end = SHIPPED.index("[[priorities]]\nnumber = 4"), SHIPPED.index("# Groups")
    (mistake,) = find_mistakes(SHIPPED[:start] + SHIPPED[end:])
    assert mistake.text == "there must be five [[priorities]], 0 to 4"
    assert mistake.line == find_line(SHIPPED, "[[priorities]]")


def test_texts_for_reporters_may_run_over_lines() -> None:
    text = SHIPPED.replace('told = "We did', 'told = """We did\nwhat we could. We did')
    text = text.replace('about what you told us."\n\n[[outcomes', 'x"""\n\n[[outcomes')
    assert tomllib.loads(text)
    assert not find_mistakes(text)
