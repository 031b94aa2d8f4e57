"""The reporter in their own words: I and mine, whose friend, what work."""

from service.extract.marks import MarkKind
from service.extract.rules import Rule, any_of, find, find_exact
from service.extract.words import CIRCLE, FAMILY, OFFICE, PREMISES

_SELF = find_exact(
    r"""(?<![\w.'/-])(?:
        [Ii]['](?:m|ve|d|ll|M|VE|D|LL) | [Ii](?![\w'.](?:[A-Za-z]\b)?) | (?:[Ii]
        |IM|I)(?=\.(?:\s|$))
        | [Ii]m | IM | [Ii]ve | IVE | [Ii]ma
        | [Mm]e | ME | [Mm]y | MY | [Mm]yself | MYSELF | [Mm]ine | [Ll]emme
        | [Ww]e(?:['](?:re|ve|d|ll))? | WE | [Ww]eve
        | us | Us | [Oo]urs? | OURS? | [Oo]urselves
        )(?![\w'])"""
)
_THIRD = {
    "me": "them",
    "my": "their",
    "mine": "theirs",
    "myself": "themselves",
    "we": "people",
    "weve": "people",
    "us": "them",
    "our": "their",
    "ours": "theirs",
    "ourselves": "themselves",
}
FIRST_PERSON = Rule(
    MarkKind.FIRST_PERSON,
    _SELF,
    "Words like these say that the report is one person's own account.",
    lambda seen: _THIRD.get(seen.lower().split("'")[0], "a person"),
)

_OWN = r"(?:my|our|ma|mah|mi)"
_SORT = r"(?:(?!own\b)[a-z]+(?:-[a-z]+)?\s+)"
_NEARBY = r"""(?:next\s+door|upstairs|downstairs|opposite|above|below|beneath|
    (?:above|below|beneath|opposite|next\s+to|beside)\s+(?:me|us|mine|ours)|
    (?:across|over)\s+(?:the|my|our)\s+(?:road|street|landing|hall|hallway
    |corridor|way))"""
_FOLK = any_of(
    "man men woman women lady ladies guy guys couple family people person bloke lad"
    " lads boy boys girl girls kid kids student students tenant tenants neighbour"
    " neighbours neighbor neighbors"
)
_ANYBODY = any_of(
    "someone somebody boy girl lad kid man woman guy person student pupil child bloke"
    " people lads boys girls kids mum dad parent friend teacher"
)

_WHY_RELATION = (
    "It says who the reporter is to somebody; that person can work out who told."
)


def _choose_person(seen: str) -> str:
    young = any_of("class form year school mate m8 bestie classmate brother sister son")
    if find(rf"\b{young}").search(seen):
        return "a young person"
    return "a resident" if find(r"neigh?b|door|stairs").search(seen) else "a person"


def _relate(source: str) -> Rule:
    return Rule(MarkKind.RELATION, find(source), _WHY_RELATION, _choose_person)


RELATIONS = (
    _relate(
        rf"""\b(?:(?:one|some|two|none|all|both|most|a\s+few)\s+of\s+)?{_OWN}
            \s+{_SORT}{{0,2}}?
            (?:{FAMILY}|{CIRCLE})(?:'?s|')?
            (?:\s+{_SORT}?(?:{FAMILY}|{CIRCLE})(?:'s|')?)?\b"""
    ),
    _relate(
        rf"""\b(?:an?|one)\s+(?:[a-z]+\s+)?(?:{_ANYBODY}|resident|neighbour)\s+
        (?:in|on|from|of)\s+(?:my|our)\s+[a-z]+\b"""
    ),
    Rule(
        MarkKind.RELATION,
        find_exact(
            r"""(?<![Hh]is\s)(?<![Hh]er\s)(?<!eir\s)(?<!'s\s)\b(?P<it>Mum|Dad|Mummy|Daddy|Nan
            |Nana|Grandma|Grandad)\s+(?:says|said|told|thinks|knows|works|is|was|has|got|will
            |and|doesn't|doesnt|wont|won't|saw|heard)\b"""
        ),
        _WHY_RELATION,
        "a person",
    ),
    _relate(r"""\bme\s+(?:mum|mam|dad|nan|brother|bro|sister|mate|mates|cousin
        |missus)\b"""),
    _relate(
        rf"""\b(?:me|myself|i)\s+(?:and|n|&)\s+(?:my|ma|a|the|some
            |two)\s+{_SORT}{{0,2}}?
            (?:{FAMILY}|{CIRCLE})\b"""
    ),
    _relate(
        rf"""\b(?:my|a|another|some|two)\s+{_SORT}{{0,2}}?(?:{FAMILY}|{CIRCLE})
        \s+(?:and|n|&)\s+(?:me|i|myself)\b"""
    ),
    _relate(
        rf"""\b(?:an?\s+(?:[a-z]+\s+)?{_ANYBODY}\s+)?(?:that's\s+|who's\s+|thats\s+
            |whos\s+)?
            (?:in|from|on|of|at)\s+(?:my|our|ma)\s+(?:[a-z'0-9]+\s+){{0,2}}?
            (?:class|classes|year|form|tutor\s+group|set|team|squad|group|church
            |mosque|choir
            |band|lesson|lessons|course|halls|unit|dorm|platoon)\b"""
    ),
    _relate(
        r"""\bin\s+the\s+year\s+(?:above|below)(?:\s+(?:me|us))?\b
        |\b(?:year|years)\s+(?:above|below)\s+(?:me|us)\b"""
    ),
    _relate(rf"\b(?:(?:the|my|our|a|an)\s+{_SORT}?)?{_FOLK}\s+{_NEARBY}\b"),
    _relate(rf"\b(?:next[ -]door|upstairs|downstairs)\s+{_FOLK}\b|\bnext[ -]door\b"),
    _relate(
        rf"""\b(?:an?|another|some|old|close|good|best|work)\s+{_SORT}?(?:{FAMILY}
            |{CIRCLE})
            \s+of\s+(?:mine|ours)\b"""
    ),
    _relate(r"\b(?:one|some|two|a\s+few)\s+of\s+(?:my|our)\s+[a-z]+\b"),
    _relate(
        rf"""\b(?:an?\s+)?(?:[a-z]+\s+)?{_ANYBODY}\s+(?:that\s+|who\s+|whom\s+)?(?:i
            |we)\s+
            (?:know|knew|live\s+with|work\s+with|worked\s+with
            |go\s+to\s+school\s+with|grew\s+up\s+with
            |like|fancy|date|tutor|coach|mentor|foster|look\s+after|sit\s+next\s+to
        |play\s+[a-z]+\s+with|went\s+out\s+with|used\s+to\s+[a-z]+(?:\s+with)?
            |teach|train|support)\b"""
    ),
)

_WHY_ROLE = "It says what the reporter does; few people do that there."


def _serve(source: str) -> Rule:
    return Rule(MarkKind.ROLE, find(source), _WHY_ROLE, "a member of the community")


_WORKS = (
    r"(?:reception|front\s+desk|tills?|doors?|counter|ward|shop\s+floor|switchboard)"
)
_JOB = rf"(?:[a-z][a-z-]*\s+){{0,3}}?{OFFICE}"
ROLES = (
    _serve(
        rf"""\b(?:i'm|im|i\s+am|i\s+was|i\s+work)\s+(?:on|in|at|behind)\s+the\s+{_WORKS}
        (?:\s+desk)?(?:\s+(?:at|of|in)\s+(?:the|a)\s+[a-z]+(?:\s+[a-z]+)?)?\b"""
    ),
    _serve(r"\b(?:speaking\s+)?as\s+(?:someone|somebody)\s+who\s+[a-z]+\b"),
    _serve(r"\bmy\s+(?:team|department|crew|unit|round|patch)\b"),
    _serve(
        rf"""\b(?:speaking\s+|writing\s+)?as\s+(?:(?:an?|the|your|their|his|her|one
            |local|ward)\s+){_JOB}\b"""
        r"""|\bas\s+(?:ward\s+|local\s+)?(?:councillor|cllr|caretaker|landlord|chair
            |secretary)s?\b"""
    ),
    _serve(
        rf"""\b(?:i\s+am|i'm|im|i\s+was|we\s+are|we're|i\s+work\s+as|ive\s+been
            |i've\s+been)\s+
            (?:just\s+|also\s+|only\s+)?(?:an?|the|his|her|their
            |your)\s+{_JOB}s?\b"""
    ),
    _serve(
        r"""\b(?:i|we)\s+(?:(?:also|do|used\s+to|currently)\s+)?(?:work|worked
            |volunteer|volunteered|teach|coach)
            (?:\s+(?:nights?|days|shifts|part[ -]time|full[ -]time|here|there
            |evenings|weekends))?
            \s+(?:at|in|for|as|on|with(?=\s+(?:child|young|kid|famil|vuln
            |people)))\s+(?:(?:the|an?|my|our)\s+)?[\w'-]+(?:\s+(?!and\b|but\b
            |so\b|on\b)[\w'-]+)?"""
    ),
    _serve(r"\b(?:i|we)\s+(?:teach|coach|tutor)\b(?:\s+[a-z]+)?"),
    _serve(
        rf"""\bi\s+(?:run|manage|own|supervise|look\s+after)\s+(?:(?:the|an?|my
            |one)\s+)?
            (?:[\w'-]+\s+){{0,2}}?{PREMISES}\b"""
    ),
    _serve(
        r"""\bi\s+(?:clean|drive|deliver|guard|patrol)\s+(?:(?:the|an?|for)\s+)?
            (?:[a-z]+\s+)?(?:bus|buses|taxi|taxis|cab|minicab|lorry|train|offices?
            |schools?|parcels|post
            |pizzas?|food|flats|houses|estate|building|buildings|site)\b"""
    ),
    _serve(
        rf"""\bin\s+my\s+(?:role|job|work|capacity|line\s+of\s+work|position
            |practice)(?:\s+as\s+(?:an?\s+|the\s+)?{_JOB})?\b"""
    ),
    _serve(
        r"""\b(?:in\s+|at\s+|to\s+|on\s+)?(?:my|our)\s+(?:[a-z]+\s+)?(?:ward
            |constituency|constituents|residents|surgery
            |caseload|staff|shop|store|pub|cafe|restaurant|salon|takeaway|business
            |premises|customers?
            |branch|shift|shifts|beat|patrol|workplace|practice|till|stall|club
            |nursery)\b"""
    ),
    _serve(r"""\b(?:where|when)\s+(?:i|we)\s+(?:work|teach|volunteer)\b
        |\bat\s+my\s+(?:work|job)\b"""),
    _serve(r"""\b(?:i|we)\s+(?:was|were|am|are)\s+(?:at\s+work|on\s+(?:duty|shift
        |patrol))\b"""),
    _serve(rf"""(?:^|(?<=[.!?\n]\s)|(?<=[.!?\n]))(?:hi\s+|hello\s+)?(?:your\s+
        |local\s+)?{OFFICE}\s+here\b"""),
)
