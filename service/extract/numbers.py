"""Numbers and addresses that are one person's: told by their form, then checked."""

import re
from collections.abc import Iterator

from phonenumbers import Leniency, PhoneNumberMatcher
from stdnum.gb import nhs, upn

from service.extract.marks import Mark, MarkKind
from service.extract.rules import Rule, find, find_exact

_WHY_PHONE = "A telephone number leads to one person."
_DIALLED = re.compile(r"[+(]*(?:0|44|7)")
_TRIES = 1_000  # so many numbers that are none, and the rest is not looked at
_NUMBERED = re.compile(r"\d(?:[ .()/-]{0,3}\d){9,13}")


def find_phones(folded: str) -> Iterator[Mark]:
    """Mark what could be dialled from here.

    `phonenumbers` is asked for what is possible, not what is valid: a number that
    was never given out, or is mistyped, still was somebody's way to be reached.
    """
    if not _NUMBERED.search(folded):
        return
    matcher = PhoneNumberMatcher(folded, "GB", Leniency.POSSIBLE, _TRIES)
    for found in matcher:
        raw = found.raw_string
        if _DIALLED.match(raw) and not nhs.is_valid(raw):
            yield Mark(found.start, found.end, MarkKind.PHONE, _WHY_PHONE, "a number")


_WHY_NHS = "An NHS number is one person for life."
_NHS = find(r"(?<![\d+-])\d{3}[ -]?\d{3}[ -]?\d{4}(?!-?\d)")
_NHS_NAMED = Rule(
    MarkKind.NHS,
    find(
        r"""\bnhs(?:\s+(?:number|num|no\.?|is|\#))*\W{0,3}
        (?P<it>\d{3}[ -]?\d{3}[ -]?\d{3,4})(?!\d)"""
    ),
    _WHY_NHS,
)


def find_health(folded: str) -> Iterator[Mark]:
    """Mark NHS numbers: by their check digit, or because they are called so."""
    for match in _NHS.finditer(folded):
        if nhs.is_valid(match[0]):
            yield Mark(*match.span(), MarkKind.NHS, _WHY_NHS, "")
    yield from _NHS_NAMED.scan(folded)


_WHY_PUPIL = "A pupil's number is one child for all their years at school."
_PUPIL = find(r"\b[a-z]\d{11}[a-z\d]\b")


def find_pupils(folded: str) -> Iterator[Mark]:
    """Mark pupils' numbers; one that does not check out may still be mistyped."""
    for match in _PUPIL.finditer(folded):
        why = _WHY_PUPIL if upn.is_valid(match[0]) else _WHY_NUMBER
        yield Mark(*match.span(), MarkKind.NUMBER, why, "")


_WHY_NUMBER = "A number like this can be looked up, and leads to one person."


def _number(source: str) -> Rule:
    return Rule(MarkKind.NUMBER, find(source), _WHY_NUMBER)


_IS = r"(?:\s+(?:number|num|no\.?|code|ref|id|is|was|ending|ends|in|on|it|the|said))"
_REFERENCE = (
    r"""cad|crime\s+ref(?:erence)?|crime|reference|ref|order|case|incident|claim
        |ticket"""
    r"""|(?:student|pupil|staff|candidate|exam|id|badge|shoulder|collar|hospital
        |prison"""
    r"|police|oyster|zip|travel|library|membership|customer|policy|tenancy|locker)"
    r"(?:\s+(?:card|id|reference|ref))?"
)
NUMBERS = (
    Rule(
        MarkKind.NATIONAL_INSURANCE,
        find(r"\b[a-z]{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[a-d]\b"),
        "A National Insurance number is one person for life.",
    ),
    Rule(
        MarkKind.NATIONAL_INSURANCE,
        find(
            r"""\b(?:ni|nino|national\s+insurance)(?:\s+(?:number|no\.?|is))*\W{0,3}
            (?P<it>[a-z]{2}\s?\d{2}\s?\d{2}\s?\d{2})\b"""
        ),
        "A National Insurance number is one person for life.",
    ),
    _number(r"\b[a-z9]{5}\d{6}[a-z9]{2}[a-z\d][a-z]{2}\b"),
    _number(
        r"""\bpassport(?:\W{1,3}[a-z']{1,8}){0,4}\W{1,3}
        (?P<it>[a-z]{0,2}\d{7,9})\b"""
    ),
    _number(
        rf"""\b(?:account|acc|acct|a/c|card|sort\s?code|iban
            |bank){_IS}{{0,3}}\W{{0,3}}
            (?P<it>\d[\d -]{{2,22}}\d)(?![\d:])"""
    ),
    _number(
        rf"""\b(?:{_REFERENCE}){_IS}{{0,3}}(?:\s*[:\#]\s*|\s+)
        (?P<it>[a-z]{{0,4}}[-/]?\d[\w/-]{{2,20}})(?![\w:])(?!\s*(?:am|pm)\b)"""
    ),
    _number(r"(?<![\d.,:£/+-])\d(?:[ -]?\d){7,18}(?![\d:/]|\.\d)"),
)

_WHY_REACHED = "It leads to one person, and to everybody they know there."
_NAME_PART = r"[\w.+-]"
ADDRESSES = (
    Rule(
        MarkKind.EMAIL,
        find(rf"""(?<!{_NAME_PART}){_NAME_PART}{{1,64}}@[a-z\d-]{{1,63}}
            (?:\.[a-z\d-]{{1,63}}){{1,5}}"""),
        _WHY_REACHED,
        "an e-mail address",
    ),
    Rule(
        MarkKind.EMAIL,
        find(r"""\b[\w.+-]{1,64}\s?(?:\(at\)|\[at\])\s?[\w-]{1,63}\s?(?:\.|\(dot\)
            |\[dot\])\s?[a-z.]{2,12}"""),
        _WHY_REACHED,
        "an e-mail address",
    ),
    Rule(
        MarkKind.WEB,
        find(r"""\bhttps?://[^\s<>"')]{0,400}[^\s<>"').,;:!?]
            |\bwww\.[^\s<>"')]{0,400}[^\s<>"').,;:!?]"""),
        _WHY_REACHED,
        "a web page",
    ),
    Rule(
        MarkKind.WEB,
        find(
            r"""(?<![\w@.-])[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){0,4}(?:
                \.(?:com|co\.uk|org\.uk|gov\.uk|org|net|uk|info|xyz|shop|onion
                |example|test|link|biz|london)\b
                (?:/[^\s<>"')]{0,400}[^\s<>"').,;:!?])?
                | \.[a-z]{2,10}/[^\s<>"')]{0,400}[^\s<>"').,;:!?])"""
        ),
        _WHY_REACHED,
        "a web page",
    ),
)

_PLACE = (
    r"""(?:insta(?:gram)?|ig|snap(?:chat)?|snapchats?|tik\s?tok|twitter|facebook|fb
        |discord|telegram|tele|whatsapp"""
    r"""|signal|wickr|ps[345]|psn|xbox|gamer\s?tag|gamertag|roblox|steam|fortnite
        |youtube|twitch|kik|user\s?names?|handle"""
    r"|user|screen\s?name|account|accounts|acc)"
)
_LINK = r"""(?:name|names|user|username|account|acc|handle|tag|gamertag|is|as|its
    |it's|called|under|on|id|his|her|hes|shes|are|add|:)"""
_WHY_USER = "A user name leads to one account, and to everybody who follows it."
USERS = (
    Rule(
        MarkKind.USER_NAME,
        find(r"(?<![\w@.])(?=\w{6})[a-z]{1,20}\d{1,8}[a-z]{1,20}\d{1,8}[a-z]{0,20}\b"),
        _WHY_USER,
        "an account on social media",
    ),
    Rule(
        MarkKind.USER_NAME,
        find(r"(?<![\w@.])@[a-z\d_](?:[\w.-]{0,40}[a-z\d_])?"),
        _WHY_USER,
        "an account on social media",
    ),
    Rule(
        MarkKind.USER_NAME,
        find(
            rf"""\b{_PLACE}(?:\s+{_LINK}){{0,4}}\s*[:=-]?\s+"?(?P<it>(?!\d{{1,2}}
                (?:am|pm)\b)
                (?=[\w.-]*[a-z])(?=[\w.-]*[\d_]
                |[\w-]{{1,30}}\.[\w.-]*\w)[\w.-]{{1,39}}\w)"""
        ),
        _WHY_USER,
        "an account on social media",
    ),
    Rule(
        MarkKind.USER_NAME,
        find(rf"""\b{_PLACE}(?:\s+(?:name|user|username|account|id
            |tag))?\s*[:=]\s*(?P<it>[\w.-]{{2,39}}\w)"""),
        _WHY_USER,
        "an account on social media",
    ),
    Rule(
        MarkKind.USER_NAME,
        find_exact(
            rf"\b(?i:{_PLACE})(?:\s+(?i:{_LINK})){{0,4}}\s+"
            r"(?P<it>[A-Za-z]{0,20}[a-z][A-Z][A-Za-z\d]{1,20})\b"
        ),
        _WHY_USER,
        "an account on social media",
    ),
    Rule(
        MarkKind.USER_NAME,
        find(r"(?<![\w.@])[a-z\d.]{1,30}_[\w.]{0,30}[a-z\d]\b"),
        _WHY_USER,
        "an account on social media",
    ),
)

_WHY_PLATE = "A registration leads to one keeper; half of one does with the make."
_NO_PLATE = (
    r"""(?!(?i:[a-z]{1,3}\s?\d{1,3}\s?(?:am|pm|and|the|who|has|had|was|for|you|are
        |all|old|man|men|boy|but|its|out|yrs|min|day))\b)"""
    r"(?!(?i:yr|no|at|in|on|is|ps|ks|to|by|of|he|me|we|or)\d)"
)
_MARKED = r"""(?:number|no\.?|is|was|are|starts?|started|starting|began|begins?
    |ends?|ending|with|in|of|plate|mark|the|says|said|reads|like|maybe|or|on|its
    |it's|private|and|a)"""
_CARS = r"""(?i:car|van|bike|moped|scooter|motorbike|taxi|lorry|bmw|audi|merc
    |mercedes|golf|vw|ford|fiesta|corsa|astra|transit|range|rover|mini|honda
    |yamaha|tesla|polo|focus|seat|kia|toyota|prius|nissan|fiat)"""
VEHICLES = (
    Rule(
        MarkKind.VEHICLE,
        find_exact(
            rf"""\b{_NO_PLATE}(?:[A-Z]{{2}}\s?\d{{2}}\s?[A-Z]{{3}}
                |[A-Z]\d{{1,3}}\s?[A-Z]{{3}}|[A-Z]{{3}}\s?\d{{1,3}}[A-Z])\b"""
        ),
        _WHY_PLATE,
        "a vehicle",
    ),
    Rule(
        MarkKind.VEHICLE,
        find(rf"\b{_NO_PLATE}[a-z]{{2}}\d{{2}}\s?[a-z]{{3}}\b"),
        _WHY_PLATE,
        "a vehicle",
    ),
    Rule(
        MarkKind.VEHICLE,
        find(
            rf"""\b(?:regi?|registration|number\s?plates?|numberplate|plates?|vrn
                |vrm)(?:\s+{_MARKED}){{0,4}}\s*[:=]?\s*"?
                (?P<it>(?!\d{{1,2}}(?:am|pm)\b)(?=[a-z]*\d)
                (?=\d*[a-z])[a-z\d]{{2,7}}(?:\s(?=[a-z\d]{{1,4}}\b)(?!(?:and|the
                |was|it|in|on|at|is|of|he|to|a|i|but|or|so|we
                |by)\b)[a-z\d]{{1,4}})?)\b"""
        ),
        _WHY_PLATE,
        "a vehicle",
    ),
    Rule(
        MarkKind.VEHICLE,
        find_exact(rf"""\b{_CARS},?\s+(?:[Rr]eg
            \s+)?(?P<it>[A-Z]{{1,3}}\d{{1,4}}\s[A-Z]{{1,3}}
            |[A-Z]{{2,3}}\s?\d{{2,4}})\b"""),
        _WHY_PLATE,
        "a vehicle",
    ),
)
