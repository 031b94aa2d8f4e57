"""Words that blame or label, and how to put a person first instead."""

from service.extract.marks import Mark, MarkKind
from service.extract.rules import Rule, find, fold
from service.extract.settling import settle

_LABEL = (
    "It makes a person into a label. Say that it is a person, and what is said of them."
)
_FAULT = "It puts what was done to somebody down to them."
_YOUNG = "a young person who is said to be linked with a group"
_SELF = r"(?:him|her|them|your|them|it)(?:self|selves)"


def _say(source: str, instead: str, why: str = _LABEL) -> Rule:
    return Rule(MarkKind.BLAME, find(rf"\b(?:{source})\b"), why, instead)


_RULES = (
    _say(
        r"gang[ -]?(?:nominals?|members?|affiliates?|bangers?)|nominals?|gangsters?",
        _YOUNG,
    ),
    _say(
        r"""(?:child\s+|teenage\s+)?prostitutes?|rent\s+boys?|hookers?
        |working\s+girls?|child\s+sex\s+workers?""",
        "a young person who is being sexually exploited",
    ),
    _say(r"(?:child\s+|teenage\s+|street\s+)?prostitution", "sexual exploitation"),
    _say(
        r"""slags?|sluts?|slut|whores?|slappers?|promiscuous|sexually\s+active
        |easy\s+lay""",
        "a young person who may be sexually exploited",
        _FAULT,
    ),
    _say(
        rf"""put(?:s|ting)?\s+{_SELF}\s+(?:at|in(?:to)?)\s+(?:risk|danger
        |harm'?s?(?:\s+way)?)|risky\s+behaviou?r"""
        rf"|plac(?:es?|ed|ing)\s+{_SELF}\s+(?:at|in)\s+(?:risk|danger)",
        "a young person who is being put at risk",
        _FAULT,
    ),
    _say(r"(?:a\s+)?life\s?style(?:\s+choices?)?", "what is happening to them", _FAULT),
    _say(
        r"""chose\s+to|chooses\s+to|has\s+chosen\s+to|have\s+chosen\s+to|(?:is|was
        |are|were)\s+choosing\s+to"""
        r"|of\s+(?:his|her|their)\s+own\s+free\s+will|willingly|by\s+choice",
        "was drawn into, as we were told,",
        _FAULT,
    ),
    _say(
        rf"""brought\s+(?:it|this|that)\s+on\s+{_SELF}|(?:his|her|their
        |your)\s+own\s+fault"""
        rf"""|asking\s+for\s+(?:it|trouble)|got\s+{_SELF}\s+into|only\s+(?:has
             |have)\s+{_SELF}\s+to\s+blame"""
        rf"|should\s+have\s+known\s+better|allow(?:s|ed)\s+{_SELF}\s+to\s+be",
        "was harmed",
        _FAULT,
    ),
    _say(
        r"""attention[ -]seek(?:ing|ers?)|crying\s+wolf|drama\s+queen
        |playing\s+the\s+victim|manipulative|hysterical""",
        "asking for help",
        _FAULT,
    ),
    _say(
        r"""(?:refus(?:es|ed|ing)|fail(?:s|ed|ing)?)\s+to\s+(?:engage|co-?operate)
        |(?:won't|will\s+not|does(?:n't|\s+not))\s+engage"""
        r"|hard\s+to\s+reach|un-?co-?operative|non-?engag(?:ing|ement)",
        "has not yet felt able to talk to us",
        _FAULT,
    ),
    _say(
        r"""perpetrators?|perps?|culprits?|villains?|crooks?|criminals?|offenders?
        |lawbreakers?|wrongdoers?""",
        "a person who is said to have done it",
    ),
    _say(
        r"""snitch(?:es|ed|ing)?|grass(?:es|ed|ing)\s+(?:up|on|him|her|them)
        |a\s+grass|informants?|informers?|tout|narks?|rats?\s+on""",
        "a person who told us",
    ),
    _say(
        r"""thugs?|yobs?|yobbos?|hooligans?|louts?|hoodlums?|delinquents?
        |tearaways?|troublemakers?|scum(?:bags?)?|low-?lifes?"""
        r"""|chavs?|roadmen|roadman|wrong\s?uns?|bad\s+(?:apples?|lads?|kids?
             |lots?)|usual\s+suspects?|ringleaders?|hoodies""",
        "a young person who...",
    ),
    _say(
        r"""feral|out\s+of\s+control|wild\s+animals?
        |animals?\s+(?:like\s+)?(?:these|them)|vermin|streetwise|street-wise
        |worldly""",
        "in need of support",
    ),
    _say(
        r"""junk(?:ie|y|ies)|druggies?|crack\s?heads?|smack\s?heads?|pot\s?heads?
        |stoners?|addicts?|drug\s+(?:abusers?|users?)"""
        r"|alcoholics?|winos?|drunks|zombies",
        "a person who uses drugs or alcohol",
    ),
    _say(
        r"""illegal\s+(?:immigrants?|aliens?|migrants?)|illegals
        |bogus\s+asylum\s+seekers?|foreigners|immigrants""",
        "a person whose right to stay is not known",
    ),
    _say(
        r"tramps?|vagrants?|beggars?|dossers?|bag\s+lad(?:y|ies)|the\s+homeless",
        "a person without a home",
    ),
    _say(
        r"""gyps(?:y|ies)|gypos?|pikeys?|tinkers?|coloureds?|half[ -]castes?
        |chinks?|pakis?|ethnics""",
        "a person",
    ),
    _say(
        r"""nutters?|nut\s?jobs?|psychos?|schizos?|lunatics?|mental\s+cases?
        |retard(?:s|ed)?|loon(?:y|ies)|crazies|spastics?""",
        "a person who may be unwell",
    ),
    _say(
        r"""problem\s+famil(?:y|ies)|broken\s+homes?|bad\s+parents?|bad\s+parenting
        |dysfunctional(?:\s+famil(?:y|ies))?|sink\s+estates?"""
        r"|bad\s+famil(?:y|ies)",
        "a family that may need support",
    ),
    _say(r"abscond(?:s|ed|ing|er|ers)?|runaways?", "a young person who goes missing"),
    _say(
        r"""drugs?\s+(?:runners?|mules?)|county\s+lines?\s+(?:kids?|runners?
        |dealers?)|mules?""",
        "a young person who is made to carry",
    ),
    _say(
        r"nonces?|paedos?|pedos?|kiddie\s+fiddlers?|beasts?",
        "a person who is said to harm children",
    ),
    _say(r"wife[ -]?beaters?|battered\s+wi(?:fe|ves)|domestics?", "violence at home"),
)


def lint_language(text: str) -> tuple[Mark, ...]:
    """Mark words that blame or label people, each with a person-first wording."""
    folded = fold(text)
    return settle(mark for rule in _RULES for mark in rule.scan(folded))
