"""Where it was seen from, which door, which corner of the map."""

from service.extract.marks import MarkKind
from service.extract.rules import Rule, any_of, find, find_exact
from service.extract.words import SPOT, STREET

_WHY_VANTAGE = "It says where the reporter was, or lives; that points at one door."


def _stand(source: str) -> Rule:
    return Rule(MarkKind.VANTAGE, find(source), _WHY_VANTAGE, "in the area")


_AT = any_of(
    "from through outside inside into in at on by near opposite behind over below"
    " above under beneath beside past to against around round"
)
_TO = rf"(?:next\s+to|in\s+front\s+of|out\s+of|across\s+from|out\s+the|{_AT})"
_STILL = any_of(
    "sat sitting sittin stood standing standin waiting waitin walking walkin hiding"
    " parked queuing queueing lying laying playing cycling driving travelling upstairs"
    " downstairs"
)
_THING = any_of(
    "wall walls ceiling floor floorboards window letterbox letter-box fence curtains"
    " peephole spyhole party-wall hedge"
)
VANTAGES = (
    _stand(r"\b(?:at|to|round|by|outside|near)\s+(?:mine|ours)\b"),
    _stand(
        rf"""\b(?:{_TO}\s+)?(?:my|our|ma)\s+
            (?:(?!(?:school|college|at|in|on|to|and|is|was|has|the|a|of|for|with
            |from|bus)\b)
            [a-z]+(?:'s)?\s+){{0,2}}?{SPOT}\b"""
    ),
    _stand(rf"\bthrough\s+(?:the|a|my|our)\s+(?:[a-z]+\s+)?{_THING}\b"),
    _stand(
        r"""\bfrom\s+(?:the|a)\s+(?:[a-z]+\s+)?(?:window|balcony|roof|top\s+deck|bus
            |train|landing|stairwell
            |playground|classroom|staff\s*room|upstairs)\b"""
    ),
    _stand(
        r"""\b(?:where\s+(?:i|we)\s+(?:live|stay|am|was|were|sit|sat|stand|park
            |sleep)
            |from\s+where\s+(?:i|we)(?:\s+[a-z]+)?)\b"""
    ),
    _stand(
        r"""\b(?:i|we)(?:\s+(?:have|'ve|ve|used\s+to|also|both|all|just))?\s+(?:live
            |lived|stay|living)
            (?:\s+(?:right|just|directly|literally|close))?
            \s+(?:at|in|on|opposite|near|next\s+to|next\s+door|above|below|by
            |behind|across|over|there|here|nearby|with)\b"""
    ),
    _stand(
        r"""\bon\s+(?:my|our|the)\s+way\s+(?:to|home|back|from|in
            |out)(?:\s+(?:the\s+|my\s+)?[a-z]+)?
            |\bon\s+(?:my|our|the)\s+(?:school\s+run|walk\s+home|paper\s+round
            |commute|morning\s+run)
            |\bwalking\s+(?:home|(?:my|our|the)\s+dog)\b"""
    ),
    _stand(
        rf"""\b(?:i|we)\s+(?:was|were|wuz|am|is)\s+(?:just\s+|only\s+
            |also\s+)?{_STILL}
            (?:\s+(?:right\s+|just\s+)?{_TO}(?:\s+(?:the|a|an|him|her|them|my
            |our))?(?:\s+[a-z]+)?)?"""
    ),
    _stand(
        r"""\b(?:i|we|i've|ive)\s+(?:just\s+|also\s+|have\s+|only\s+)?
            (?:saw|see|seen|seeing|heard|hear|watched|overheard|spotted|noticed)\b
            [^.!?\n]{0,60}?\b(?P<it>(?:in|from|on|at|over|through|behind|inside
            |outside)\s+the\s+
            (?:toilets?|loos?|changing\s+rooms?|canteen|dinner\s+hall
            |lunch\s+queue|queue|bus|top\s+deck|train
            |tube|playground|corridor|stairs|stairwell|landing|lift|classroom
            |library|waiting\s+room))\b"""
    ),
    _stand(
        r"""\b(?:behind|next\s+to|in\s+front\s+of|beside|opposite|near|above|below
            |past|across\s+from|over)
            \s+(?:me|us)\b"""
    ),
    _stand(
        r"""\b(?:right\s+|just\s+)?behind\s+(?:him|her|them)\s+(?:in|at
            |on)\s+the\s+[a-z]+(?:\s+[a-z]+)?\b"""
    ),
    _stand(
        r"""\bon\s+the\s+(?:bus|train|tube|tram|coach|overground)\s+(?:home|back
            |to\s+(?:school|work|college)
            |from\s+(?:school|work|college)|with\s+(?:me|us|him|her|them))\b"""
    ),
    _stand(
        r"""\b(?:when|while|whilst|as|after)\s+(?:i|we)\s+(?:was\s+|were\s+)?
            (?:pick(?:ed|ing)?|drop(?:ped|ping)?|collect(?:ed|ing)?|walk(?:ed
            |ing)?|tak(?:ing|e)|took)\s+
            (?:up\s+|off\s+)?(?:my|our|the)\s+[a-z]+(?:\s+(?:up|off|home|out
            |to\s+school))?\b"""
    ),
)

_WHY_HOUSE = "It is one door: whoever lives there, or next to it, can be found."


def _house(source: str, instead: str = "in this street") -> Rule:
    return Rule(MarkKind.ADDRESS, find(source), _WHY_HOUSE, instead)


_COUNTED = r"""(?:bus|route|shirt|jersey|one|fan|plate|problem|priority|rule|thing
    |reason|choice|of|tram|train|for|in\s+the)"""
HOUSES = (
    _house(r"\blocker\s+(?:no\.?\s*|number\s+)?\d{1,4}\b", "a locker"),
    _house(
        r"""\b(?:at|to)\s+(?P<it>(?:2[5-9]|[3-9]\d|1\d\d)[a-z]?)\b
        (?=\s*(?:[,?!;]|\.(?!\d)|$))"""
    ),
    Rule(
        MarkKind.ADDRESS,
        find_exact(
            rf"""\b[Ff]lat\s+(?:no\.?\s*)?\d{{1,4}}[a-zA-Z]?,?
            \s+(?:[A-Z][\w']*\s+){{1,3}}(?i:{STREET})\b"""
        ),
        _WHY_HOUSE,
        "in this street",
    ),
    _house(
        r"""\b(?:flat|apartment|apt|unit|room|house|maisonette|studio|bedsit|plot
            |block|bungalow)
            \s+(?:no\.?\s*|nr\.?\s*|number\s+)?(?:\d{1,4}\s?[a-z]?
            |\#\s?\d{1,4})(?![\w:.]\w)(?![\w])"""
    ),
    _house(
        rf"""\b(?:locker|bus|phone|account|acc|reference|ref|card|order|serial
            |mobile|tel|telephone|contact|nhs|ni|insurance|upn
            |passport|licence|license|crime|tram|platform|shirt|student|id|route
            |reg|plate|room|staff|registration)\s+number\b
            |\b(?P<it>(?:house\s+)?(?:number|num|no\.|nr\.
            |nos\.)\s*\d{{1,4}}[a-z]?)\b(?!\s+{_COUNTED}\b|\d|[:.]\d)"""
    ),
    _house(r"""\b(?:at|to|from|of|by|outside|near|into|opposite
        |against)\s+(?P<it>no\s?\d{1,3}[a-z]?)\b(?![:.]\d)"""),
    Rule(
        MarkKind.ADDRESS,
        find_exact(
            rf"""\b\d{{1,4}}[a-zA-Z]?(?:\s?[-/]\s?\d{{1,4}}[a-zA-Z]?)?,?\s+
                (?:[A-Z][\w']*\s+){{1,3}}(?i:{STREET})\b"""
        ),
        _WHY_HOUSE,
        "in this street",
    ),
    _house(
        r"""(?<![\w:.£$-])\d{1,4}[a-z]?\s+(?!(?:of|in|on|at|the|from|boys|girls
            |men|people|lads|kids|or|and|to|years|yrs|
            minutes|mins|am|pm|times|a|doors|down|different|other|big|young|cars
            |is|was|more|st|nd|rd|th)\b)[a-z']{3,}\s+
            (?:(?!(?:in|on|at|the|of|from|down|up|by|to|near|outside|my|our|his
            |her)\b)[a-z']{3,}\s+)?
            (?:road|rd|street|row|lane|avenue|ave|close|gardens|grove|terrace
            |court|mews|crescent|mansions|walk|way)\b"""
    ),
    Rule(
        MarkKind.ADDRESS,
        find_exact(r"""\b(?:[Ff]lat|[Bb]lock|[Uu]nit|[Aa]partment|[Hh]ouse|[Rr]oom
            |[Ss]taircase)\s+[A-HJ-Z]\d?\b(?!')"""),
        _WHY_HOUSE,
        "in this street",
    ),
    _house(
        r"""\b(?:the\s+)?(?:ground|first|second|third|fourth|fifth|sixth|seventh
            |eighth|ninth|tenth|top|1st|2nd|3rd|\d{1,2}th|basement)
            [ -]floor(?:\s+flat)?\b|\bfloor\s+\d{1,2}\b|\bbasement\s+flat\b
            |\bpenthouse\b""",
        "in this building",
    ),
    _house(
        r"""\b(?:the\s+)?(?:last|first|second|third|end|corner)\s+house\s+(?:on|in
            |of|from|along)\b
            |\bhouse\s+with\s+the\s+[a-z]+\s+(?:door|gate|fence|roof|garage|van
            |curtains)\b"""
    ),
)

_WHY_POSTCODE = "A full postcode is about fifteen doors; half of one still narrows it."
POSTCODES = (
    Rule(
        MarkKind.POSTCODE,
        find(r"\b[a-z]{1,2}\d[a-z\d]?\s?\d[abd-hjlnp-uw-z]{2}\b"),
        _WHY_POSTCODE,
        "in this ward",
    ),
    Rule(
        MarkKind.POSTCODE,
        find_exact(
            r"""\b(?:E|EC|N|NW|SE|SW|W|WC)(?:[1-9]\d?)[A-Z]?\b(?!\s?\d[A-Z])
            |\b(?:UB|TW|CR|HA|EN|IG|RM|DA|BR|SM|KT)\d{1,2}\b"""
        ),
        _WHY_POSTCODE,
        "in this part of London",
    ),
    Rule(
        MarkKind.POSTCODE,
        find(r"""\b(?:in|from|near|round|around|postcode|at|is)\s+(?P<it>(?:nw|se|sw
            |w|ec|wc|e|n)[1-9]\d?)\b(?!\s?\d)"""),
        _WHY_POSTCODE,
        "in this part of London",
    ),
)
