"""What was said to the reporter: whoever said it knows to whom."""

from service.extract.marks import MarkKind
from service.extract.rules import Rule, any_of, find

_WHY = "Whoever said it knows to whom they said it."
_WHY_WORDS = "Words in quotation marks can be known again by whoever spoke them."
_SAID = any_of(
    "told telling tells asked asks begged texted messaged dmd dm'd dmed snapped rang"
    " phoned called warned threatened promised"
)
_TO = any_of(
    "said says saying whispered bragged boasted admitted confessed shouted explained"
    " goes confided mentioned swore talked spoke replied"
)
_WHO = any_of(
    "he she they someone somebody one everyone people it who that hes shes theyve"
    " he's she's they've"
)
_HELP = r"""(?:(?:has|have|had|just|even|also|then|once|keeps?|kept|actually
    |literally)\s+){0,2}"""
QUOTES = (
    Rule(
        MarkKind.QUOTE,
        find(rf"\b(?:{_WHO}\s+)?{_HELP}(?:{_SAID}|(?:{_TO})\s+to)\s+(?:me|us)\b"),
        _WHY,
        "it is said",
    ),
    Rule(
        MarkKind.QUOTE,
        find(
            r"""\b(?:i|we)(?:'ve|ve|\s+have)?\s+(?:was|were|got|been|wuz|am
                |being)\s+
                (?:just\s+|also\s+|always\s+)?(?:told|asked|warned|informed
                |approached)\b(?:\s+by\b)?"""
        ),
        _WHY,
        "it is said",
    ),
    Rule(
        MarkKind.QUOTE,
        find(
            r"""\b(?:i|we)\s+(?:have\s+|just\s+|over)?heard\s+(?:him|her|them
                |someone|people|one\s+of\s+them)
                \s+(?:say|saying|tell|telling|talking|talk|boast|boasting|admit)\b
                |\b(?:i|we)\s+overheard\b"""
        ),
        _WHY,
        "it is said",
    ),
    Rule(
        MarkKind.QUOTE,
        find(r'"(?=[^"\n]{0,300}\w\W+\w+\W+\w)[^"\n]{4,300}"'),
        _WHY_WORDS,
        "the same in your own words",
    ),
    Rule(
        MarkKind.QUOTE,
        find(r"""(?<!\w)'(?=[^'\n]{1,60}\s[^\n]{1,60}\s)[^\"\n]{8,200}?[a-z.!?,]'
            (?!\w)"""),
        _WHY_WORDS,
        "the same in your own words",
    ),
)
