"""Moments and days: who was there just then is often one person."""

import re

from service.extract.marks import MarkKind
from service.extract.rules import Rule, any_of, find

_WHY = "Who was there just then, or told it that day, can be worked out."
_HOURS = (
    "one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905 - reads as it is counted
)
_WORD = any_of(" ".join(_HOURS))
_HOUR = rf"(?:1[0-2]|0?[1-9]|{_WORD})"
_NOON = re.compile(r"a\.?m|morning|breakfast")
_EVENING = re.compile(r"p\.?m|afternoon|evening|night")
_FIRST = re.compile(rf"\d{{1,2}}|{_WORD}")


def _tell_part(seen: str) -> str:
    """Return the part of the day: a window instead of a moment."""
    said = seen.lower()
    hour = _read_hour(said)
    if _NOON.search(said):
        return "at night" if hour in range(6) or hour == 12 else "in the morning"  # noqa: PLR2004 - twelve at night
    if _EVENING.search(said) and hour < 12:  # noqa: PLR2004 - on the clock's face
        hour += 12
    return _name_part(hour + 12 if hour in range(1, 7) else hour)


def _read_hour(said: str) -> int:
    found = _FIRST.findall(said)
    if not found:
        return 12
    told = found[-1] if re.search(r"past|to |half|after", said) else found[0]
    return int(told) if told.isdigit() else _HOURS.index(told) + 1


def _name_part(hour: int) -> str:
    parts = ((5, "at night"), (12, "in the morning"), (17, "in the afternoon"))
    return next((part for end, part in parts if hour < end), "in the evening")


_BY = (
    r"""(?:(?:at|about|around|round|roughly|approximately|approx\.?|by|exactly|since
        |like|just|before|after|till|til|until"""
    r"|from|on)\s+){0,3}"
)
_AMPM = r"(?:\s?(?:a\.?m\b\.?|p\.?m\b\.?))"
_LATER = r"""(?:\s+(?:in\s+the\s+(?:morning|afternoon|evening|night)|at\s+night
    |sharp|ish))?"""
_THINGS = (
    r"""(?!\s*(?:%|p\b|k\b|kg\b|g\b|quid|pounds?|miles?|m\b|metres?|years?|yrs?|year
        |months?|weeks?|days?|hours?|hrs?|min(?:ute)?s?"""
    r"""|times?|of\b|or\s+\d|boys?|girls?|lads?|men|man|people|kids?|others?|young
        |teen|women|police|cars?|bags?|different|flats?"""
    r"""|houses?|doors?|adults?|youths?|children|schools?|buses|bikes?|more|big
        |other|students?|pupils?|to\s+\d))"""
)
_ENDS = r"""(?=\s*(?:$|[.,;:!?)\n]|(?:on|in|and|every|each|when|then|but|he|she|they
    |the|we|i|a|there|today|tonight|last|this|most|so|by|near|two|three|some|it
    |someone|outside|sharp|ish|with|because|cos|at|or|for)\b))"""


def _clock(source: str) -> Rule:
    return Rule(MarkKind.TIME, find(source), _WHY, _tell_part)


CLOCKS = (
    _clock(
        rf"""\b(?:between|from)\s+{_HOUR}{_AMPM}?\s+(?:and|to|til|till|until)\s+
        (?:half|quarter|five|ten|twenty|[125]0?|25)\s+(?:past|to)(?:\s+{_HOUR})?\b"""
    ),
    _clock(
        rf"""(?<![\d£$.:/])\b{_BY}(?<![\d£$.:/])(?:[01]?\d
            |2[0-3])[:.][0-5]\d(?![\d%]|[:.]\d){_AMPM}?{_LATER}(?!\s*(?:kg|miles
            |quid|m\b))"""
    ),
    _clock(rf"\b{_BY}(?<![\d£$.:/])(?:[01]?\d|2[0-3]){_AMPM}{_LATER}"),
    _clock(rf"\b{_BY}(?:[01]\d|2[0-3])[0-5]\d\s?(?:hrs|hours|h)\b"),
    _clock(rf"\b{_BY}{_HOUR}\s?o\s?'?\s?clock\b{_LATER}"),
    _clock(rf"\b{_BY}{_HOUR}\s?-?ish\b{_LATER}"),
    _clock(rf"\b{_BY}half\s+(?:past\s+)?{_HOUR}\b{_AMPM}?{_LATER}{_THINGS}"),
    _clock(rf"\b{_BY}quarter\s+(?:to|past|after|of)\s+{_HOUR}\b{_AMPM}?{_LATER}"),
    _clock(
        rf"""\b{_BY}(?:\d{{1,2}}|five|ten|twenty|twenty[ -]five)(?:\s+(?:mins?
            |minutes))?\s+past\s+{_HOUR}\b{_AMPM}?{_LATER}"""
    ),
    _clock(
        rf"""\b{_BY}(?:5|10|20|25|five|ten|twenty|twenty[ -]five)(?:\s+(?:mins?
            |minutes))?\s+to\s+{_HOUR}\b{_AMPM}?{_LATER}{_THINGS}"""
    ),
    _clock(
        rf"""\b(?:between|from)\s+{_HOUR}{_AMPM}?\s*(?:and|to|til|till|until
            |-)\s*{_HOUR}\b{_AMPM}?{_LATER}{_THINGS}"""
    ),
    _clock(
        rf"""\b(?:at|about|around|round)\s+(?:about\s+|around\s+|like\s+|roughly\s+
            |just\s+)?(?<!about\sabout\s){_HOUR}\b(?![:.]\d){_ENDS}{_LATER}"""
    ),
    _clock(rf"\b{_HOUR}\s+(?:in\s+the\s+(?:morning|afternoon|evening)|at\s+night)\b"),
    _clock(r"""\b(?:at|around|about)\s+(?:about\s+|around\s+)?(?:noon|midday
        |midnight)\b"""),
)

_DAY = (
    r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|mon|tues?|weds?|thurs?|thur|fri|sat|sun)"
)
_MONTH = (
    r"""(?:january|february|march|april|may|june|july|august|september|october
        |november"""
    r"|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
_NUMBERED = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_PIECE = r"""(?:\s+(?:night|morning|afternoon|evening|nite|lunchtime|just\s+gone
    |gone))?(?!s)"""


def _date(source: str, instead: str) -> Rule:
    return Rule(MarkKind.TIME, find(source), _WHY, instead)


DATES = (
    _date(
        rf"""\b(?:every|each|most|any|to|and|or|but|through)\s+{_DAY}\b
        |\b(?P<it>{_DAY})(?=[.,;!?]|$)""",
        "recently",
    ),
    _date(
        r"""\b(?:today|2day|yesterday|tomorrow|tmrw|this|last)\s+(?:at\s+)?
        (?:lunch|break|dinner)(?:\s?time)?\b""",
        "recently",
    ),
    _date(
        rf"""\b(?:on\s+)?(?:{_DAY}\s+)?(?:the\s+)?{_NUMBERED}(?:\s+of)?\s+{_MONTH}\b
            (?!\s+(?:have|be|not)\b)(?:,?\s+\d{{4}})?""",
        "recently",
    ),
    _date(
        rf"""\b(?:on\s+)?(?:{_DAY}\s+)?(?!may\b){_MONTH}\.?\s+
            (?:the\s+)?{_NUMBERED}\b(?:,?\s+\d{{4}})?""",
        "recently",
    ),
    _date(
        r"""(?<![\d/.-])(?:on\s+)?(?:3[01]|[12]\d|0?[1-9])(?P<s>[/.-])(?:1[0-2]
            |0?[1-9])(?P=s)(?:\d{4}|\d{2})(?![\d/-])""",
        "recently",
    ),
    _date(r"\b\d{4}-(?:1[0-2]|0[1-9])-(?:3[01]|[12]\d|0[1-9])\b", "recently"),
    _date(
        rf"""\b(?:on\s+)(?:{_DAY}\s+)?the\s+{_NUMBERED}(?<=[a-z])\b(?!\s+(?:floor
        |time|house|year|bus))""",
        "recently",
    ),
    _date(
        r"""\b(?:yesterday|yday|yest|ystrday|yesterdays|today|2day|tonight|tonite
            |2nite|2night|last\s+nite?|last\s+night
            |this\s+(?:morning|afternoon|evening|lunchtime)
            |the\s+night\s+before\s+last)\b
            (?:\s+(?:morning|afternoon|evening|night|lunchtime))?""",
        "recently",
    ),
    _date(
        r"""\b(?:tomorrow|tomoz|tmrw|tmrow|tmr|tomo|2moro|2morrow|2mrw
        |tomorow)\b(?:\s+(?:morning|afternoon|evening|night))?""",
        "soon",
    ),
    _date(rf"\b(?:on|last|this\s+past)\s+{_DAY}\b{_PIECE}", "recently"),
    _date(rf"\b(?:this|next|coming)\s+{_DAY}\b{_PIECE}", "soon"),
    _date(
        rf"\b(?:every|each|most|any)\s+(?:other\s+)?{_DAY}s?(?:\s+[a-z]+)?\b"
        rf"""|\b(?P<it>{_DAY}\s+(?:(?:night|nite|morning|afternoon|evening|lunchtime
            |just\s+gone|gone)\b(?!s)))""",
        "recently",
    ),
    _date(rf"\b{_DAY}\s+(?:at\s+|about\s+|around\s+)*{_HOUR}{_AMPM}", "recently"),
    _date(
        r"""\b(?:in\s+|during\s+)?(?:period|lesson)\s+[1-8]\b|\bp[1-6]\s+lesson\b
        |\b(?:first|second|third|last|1st|2nd|3rd)\s+(?:period|lesson)\b""",
        "in the school day",
    ),
)
