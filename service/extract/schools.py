"""Schools by name, the reporter's own, and year groups: a few people each."""

from service.extract.marks import MarkKind
from service.extract.rules import Rule, find, find_exact

_NOT_A_NAME = (
    r"""(?!(?:The|This|That|At|In|To|From|My|Our|His|Her|Their|A|An|And|After|Is|He
        |She|They|It|High|"""
    r"""Primary|Secondary|Local|When|Some|Near|Behind|Outside|By|Every|Our|Your|I
        |Boys|Girls|"""
    r"Kids|People|Old|Another|One|No|Any)\b)"
)
_NAMED = rf"(?:{_NOT_A_NAME}[A-Z][\w']+[ -]){{1,4}}"
_TEACHING = (
    r"""(?:(?:Primary|Secondary|Junior|Infants?'?|High|Grammar|Nursery|Girls'?
        |Boys'?|Catholic|"""
    r"Comprehensive|Community|Free|Special)\s+){0,2}"
    r"""(?:School|Academy|College|Primary|Secondary|Infants?|Juniors?|Nursery
        |Grammar|High|Sixth\s+Form|"""
    r"University|PRU|school|academy|college|primary|nursery|sixth\s+form)"
)
_WHY_SCHOOL = "A school or a year is a few people; with the rest it can be one."


def _teach(source: str, instead: str) -> Rule:
    return Rule(MarkKind.SCHOOL, find(source), _WHY_SCHOOL, instead)


SCHOOLS = (
    Rule(
        MarkKind.SCHOOL,
        find_exact(
            rf"""\b{_NOT_A_NAME}(?!(?:Nike|Adidas|Puma|North|Face|Gucci|School|Red|Blue
            |Black|Grey|Green|White|Chelsea|Arsenal|England|Man|Long|Same|New)\b)
            [A-Z][a-z]+\s+(?:[Aa]cademy\s+|[Ss]chool\s+)?(?:jumper|blazer|uniform|tie)\b"""
        ),
        _WHY_SCHOOL,
        "a school",
    ),
    Rule(
        MarkKind.SCHOOL,
        find_exact(rf"\b(?:The\s+)?(?:St\.?\s+)?{_NAMED}{_TEACHING}\b"),
        _WHY_SCHOOL,
        "a local school",
    ),
    Rule(
        MarkKind.SCHOOL,
        find_exact(
            r"""\b(?:at|to|from|goes|attends|in|go|near|outside|of)\s+(?P<it>(?:St
                |Saint|st|saint)\.?\s+[A-Z][a-z]+(?:'?s)?)\b
                (?!\s+(?:[Cc]hurch|[Hh]ospital|[Ss]treet|[Rr]oad|[Pp]ark
                |[Ss]tation|[Aa]venue|[Ss]quare|[Cc]lose))"""
        ),
        _WHY_SCHOOL,
        "a local school",
    ),
    _teach(
        r"""\b(?:at|to|from|goes|attends)\s+(?P<it>(?!(?:the|my|our|his|her|their
            |your|a|an|this|that|which|same|
            primary|secondary|high|nursery|private|boarding|local|some|big|old|new
            |another|other|after|different|any|get|go|be)\b)
            (?:st\s+)?[a-z][a-z']+\s+(?:(?:primary|high|secondary
            |nursery)\s+school|academy|primary|college|school|sixth\s+form))\b""",
        "a local school",
    ),
    _teach(
        r"""\b(?:my|our|ma|mi)\s+(?:(?:old|new|primary|secondary|local|high|little
            |whole|sons?'?s?|daughter'?s|kids'?|child's
            |children's|brother'?s|sister'?s)\s+){0,2}(?:school|skool|schl|college
            |sixth\s+form|6th\s+form|uni|university|academy|nursery
            |campus|playground|pru)\b""",
        "a local school",
    ),
    _teach(
        r"""\b(?:years?|yrs?|y)[ -]?(?:1[0-3]|[1-9])(?:'?s)?(?:\s*(?:and|or|&|/|to
            |-)\s*(?:years?\s+|yr\s*|y)?(?:1[0-3]|[1-9])(?:'?s)?)?\b
            (?!\s*(?:years?|months?|weeks?|days?|old|%|\d|:\d|pm|am))""",
        "a young person",
    ),
    _teach(
        r"""\byears?\s+(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven
            |twelve|thirteen)s?\b
            (?!\s+(?:years?|months?|ago|later|old))""",
        "a young person",
    ),
    _teach(
        r"""\b(?:upper\s+|lower\s+)?(?:sixth|6th)[ -]form(?:ers?)?\b|\b(?:upper
            |lower)\s+sixth\b
            |\breception\s+class\b|\bkey\s+stage\s+[1-5]\b|\bks[1-5]\b
            |\bgcse\s+(?:year|class|group)\b""",
        "a young person",
    ),
    _teach(
        r"\b(?:form|class|tutor\s+group|set|tutor)\s+(?:1[0-3]|[1-9])\s?[a-z]{1,3}\b",
        "a young person",
    ),
    Rule(
        MarkKind.SCHOOL,
        find_exact(r"""\b(?:in|from|of)\s+(?P<it>(?:1[0-3]|[7-9])(?!AM
            |PM)[A-Z]{1,2})\b"""),
        _WHY_SCHOOL,
        "a young person",
    ),
    _teach(
        r"\byear\s+(?:1[0-3]|[1-9])\s+(?:or|and)\s+(?P<it>1[0-3]|[1-9])\b",
        "a young person",
    ),
)
