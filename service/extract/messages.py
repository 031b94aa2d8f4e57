"""What a message to a reporter must not do: set a task, promise, blame, give away.

Nobody who tells us something is ever asked to find out more. It can put them in
danger, and somebody who keeps up a relationship to learn things for us is in law a
covert source. "Please do not find out more" is right, and is not marked.
"""

import re
from collections.abc import Iterable, Iterator

from service.extract.carrying import find_repeated
from service.extract.language import lint_language
from service.extract.marks import Mark, MarkKind
from service.extract.rules import Rule, find, fold
from service.extract.settling import settle

_WHY_TASK = (
    "It asks somebody to find out more. We never do: it can put them in danger, and can"
    " make them a covert source in law. Ask only what they already know."
)
_KNOWN = "if you already know it and want to say"
_THEM = r"""(?:him|her|them|it|his|hers|their|the|that|this|those|these|where|who
    |what|when|how|whether|if|any|anyone|anybody|your|people|someone|somebody
    |everyone|some|a|an|out|for)"""


def _task(source: str) -> Rule:
    return Rule(MarkKind.TASKING, find(rf"\b(?:{source})\b"), _WHY_TASK, _KNOWN)


_TASKS = (
    _task(r"""(?:find|figure|work|suss)\s+(?:it\s+|this\s+|that\s+)?out
        |dig\s+(?:around|up|deeper|into)|investigate"""),
    _task(rf"""look\s+(?:out\s+for|into|around|round|through|inside|in\s+(?:his|her
        |their))|watch(?:ing)?\s+(?:out\s+for\s+)?{_THEM}|spy(?:ing)?\s+on|observe
        |monitor"""),
    _task(r"""keep(?:ing)?\s+(?:an?\s+|your\s+)?(?:eyes?|ears?|watch|look\s?out
        |looking|watching|listening|asking|track|talking|diary|note|notes|log
        |record)\b(?:\s+(?:on|out|open|of|for|to))?"""),
    _task(r"""keep(?:ing)?\s+us\s+(?:posted|updated|informed|up\s+to\s+date)
        |report(?:ing)?\s+back|update\s+us|check\s+in\s+with\s+us"""),
    _task(r"""follow(?:ing)?\s+(?:him|her|them|his|their|the\s+(?!link|steps)[a-z]+
        |where|who|that)|tail(?:ing)?\s+(?:him|her|them|the)"""),
    _task(r"""ask(?:ing)?\s+(?:around|round|about|him|her|them|your|someone|somebody
        |people|anyone|anybody|everyone|the\s+[a-z]+|his|their|if|what|who|where
        |other|others|some)"""),
    _task(r"""(?:speak|talk|chat|text|write)\s+(?:to|with)\s+(?:him|her|them|his
        |their|the\s+(?:man|men|woman|boy|boys|girl|girls|group|gang|dealer
        |seller))|(?:message|text|call|ring|add|meet|confront
        |approach)\s+(?:up\s+with\s+)?(?:him|her|them)"""),
    _task(r"""(?:tak(?:e|ing)|get(?:ting)?|send(?:ing)?|shar(?:e|ing)|snap
        |grab)\s+(?:us\s+|me\s+)?(?:a\s+|some\s+|any\s+|more\s+|another\s+
        |the\s+)?(?:clear\s+|quick\s+|few\s+|good\s+|better\s+)?(?:photos?
        |photographs?|pictures?|pics?|videos?|films?|footage|screen\s?shots?
        |recordings?|selfies?)"""),
    _task(rf"""(?:photograph|film|filming|record|recording|video|screen\s?shot|scan
        |copy)\s+{_THEM}"""),
    _task(r"""(?:get|fetch|bring|obtain|collect|gather|send|give|supply)\s+(?:me
        |us)\s+(?:more|further|the|his|her|their|some|a|an|any|names?|numbers?
        |evidence|proof|information|details)"""),
    _task(r"""(?:get|note|write\s+down|remember|memori[sz]e|learn)\s+(?:his|her
        |their|the)\s+(?:full\s+|real\s+)?(?:numbers?|names?|address(?:es)?
        |reg(?:istration)?|plates?|user\s?names?|phone)"""),
    _task(r"""(?:write|note|jot)\s+(?:it\s+|this\s+|that\s+|things\s+|them\s+
        |everything\s+)?down|mak(?:e|ing)\s+(?:a\s+)?notes?
        |gather(?:ing)?\s+(?:evidence|information|proof)
        |collect(?:ing)?\s+(?:evidence|information|proof)|(?:more
        |further)\s+evidence|count\s+how\s+many"""),
    _task(r"""befriend(?:ing)?|mak(?:e|ing)\s+friends\s+with|get(?:ting)?\s+(?:close
        |closer|to\s+know|in\s+with|friendly)|gain\s+(?:his|her|their)\s+trust
        |hang(?:ing)?\s+(?:out|around)\s+with|pretend(?:ing)?|play\s+along
        |act\s+(?:normal|natural|as\s+if)"""),
    _task(r"""stay(?:ing)?\s+(?:close|near|friends|in\s+(?:the\s+|that\s+
        |their\s+)?(?:group|chat|touch\s+with\s+(?:him|her|them))|with\s+(?:him
        |her|them|the\s+group))|stick(?:ing)?\s+(?:with|around|close)
        |remain\s+(?:in|close|near)"""),
    _task(r"""(?:go(?:ing)?|pop|head|walk|drive|return|run
        |nip)\s+(?:back\s+)?(?:there|along|past|round|in|inside|over\s+there
        |and\s+(?:see|look|check|ask|find|watch|speak|talk|get)|see|look|check|by)
        |go(?:ing)?\s+back\b(?!\s+to\s+(?:bed|school|sleep|the\s+page))
        |return\s+to\s+(?:the|that)|go(?:ing)?\s+to\s+(?:his|their)|visit\s+(?:him
        |her|them|the\s+(?!website|page)[a-z]+)"""),
    _task(r"""(?:let|tell|inform|message|contact|call|ring|text)\s+(?:us
        |me)(?:\s+know)?\s+(?:straight\s?away\s+|again\s+|immediately\s+)?(?:if
        |when|whenever|once|every\s+time|each\s+time|as\s+soon\s+as|the\s+moment
        |next\s+time)\s+(?!you\s+(?:are|feel|were|want|wish|would|need
        |have\s+any\s+worries)|you're|this\s+is\s+wrong|we|something\s+is\s+wrong
        |your\s+safety|it\s+is\s+safe)[a-z']+(?:\s+[a-z']+)?"""),
    _task(r"""let\s+(?:us|me)\s+know\s+(?:what|where|who|how|any(?:thing|body|one)?
        |about\s+any)(?:\s+[a-z]+)?"""),
    _task(r"""if\s+you\s+(?:do\s+)?(?:see|hear|find|spot|notice|learn|get
        |can\s+(?:see|find|get|hear)|come\s+across|discover|manage\s+to
        |happen\s+to)\s+(?:any|anything|more|him|her|them|it|something|the|out
        |out\s+more|what|who|where|another|that)"""),
    _task(r"""next\s+time\b(?:\s+(?:you|he|she|it|they|this|that|there))?
        |from\s+now\s+on|each\s+time\s+(?:he|she|it|they|you)|every\s+time\s+(?:he
        |she|it|they|you)|whenever\s+(?:he|she|it|they|you)|when\s+(?:it|this
        |that)\s+happens(?:\s+again)?"""),
    _task(r"""try(?:ing)?\s+(?:to|and)\s+(?!stay\s+safe|keep\s+safe|be\s+safe|sleep
        |rest)[a-z]+"""),
    _task(r"""(?:could|can|would|will|might)\s+you\s+(?:please\s+|just\s+|also\s+
        |possibly\s+|maybe\s+)*(?:check|see|find|look|watch|ask|get|take|go|try
        |listen|note|keep|make|follow|confirm|speak|talk|count|record|film
        |photograph|send|bring|meet|stay|wait|visit|search|help\s+us\s+(?:find
        |catch|get))"""),
    _task(r"""see\s+(?:if|whether|who|where|how|what\s+(?:he|she|they|you|else
        |is\s+in))|check\s+(?:if|whether|who|what|where|on|out|up|his|her|their
        |the)|listen(?:ing)?\s+(?:out|in|for|to\s+(?:what|him|her|them))
        |double[ -]check|search\s+(?:his|her|their|the|for)"""),
    _task(r"""(?:we|i)(?:\s+would|'d)?\s+(?:want|need|like|love|ask|expect
        |rely\s+on)\s+you\s+to\s+(?!know\b|stay\s+safe|be\s+safe|keep\s+safe|feel
        |talk\s+to\s+(?:a|an|someone)|call\s+999|tell\s+(?:a|an
        |someone))[a-z]+(?:\s+[a-z]+)?"""),
    _task(r"""(?:be|act\s+as)\s+our\s+(?:eyes|ears|eyes\s+and\s+ears)
        |work(?:ing)?\s+(?:for|with)\s+us|help\s+us\s+(?:catch|find|get|watch
        |build)|buy\s+(?:some|one|a\s+[a-z]+)\s+from|test\s+(?:him|her|them)"""),
)
# Who is told not to is not asked to; "don't forget to" and "why not" ask all the same.
_NOT = find(
    r"""(?:(?<!we\s)(?<!they\s)(?<!why\s)(?<!i\s)\b(?:do\s+not|don't
        |dont)\b(?!\s+(?:forget|hesitate|worry|be\s+afraid|be\s+shy|mind|stop
        |give\s+up))
        |\bnever\b(?!\s+(?:hesitate|forget|mind))
        |\b(?:should|must|need|may|shall)\s+not\b|\b(?:shouldn't|mustn't
        |needn't)\b|\bdon't\s+(?:have|need)\s+to\b|\bdo\s+not\s+(?:have
        |need)\s+to\b
        |\bno\s+need\b|\bwithout\b|\brather\s+than\b|\binstead\s+of\b
        |\bnot\s+(?:to|for\s+you\s+to|asking\s+you\s+to)\b|\bplease\s+not\b
        |\b(?:we|i)\s+(?:do\s+not|don't|never|will\s+never|would\s+never|cannot
        |can't|won't|will\s+not|are\s+not|would\s+not)\s+(?:ask|asking|want|need
        |expect)\b
        |\bavoid\b|\bnobody\s+should\b|\bnor\b)"""
)
_TURN = find(r"""[.!?;\n]|\b(?:but|however|just|instead\b(?!\s+of)|only|then
    |although|though|unless|except|so\s+please|and\s+please)\b""")
_OTHERS = find(
    r"""\b(?:we|we'll|we've|we're|officers?|police|team|teams|they|they'll|who
        |somebody|people|colleagues?|council|patrols?|partners?|it)
        (?:\s+(?:will|can|may|could|have|has|had|are|is|to|might|also|now|then
        |would|going|trying|went|were|was|asked|still|both|go|want|wanted|need
        |keep|keeps)){0,5}\s+$"""
)
_REACH = 140

_WHY_PROMISE = (
    "We may not be able to keep it. Promise only what is true whatever happens."
)
_ABLE = "we will do what we can"


def _promise(source: str, instead: str = _ABLE) -> Rule:
    return Rule(MarkKind.PROMISE, find(source), _WHY_PROMISE, instead)


_MORE = r"""(?:\s+(?:always|definitely|certainly|all|completely|totally|perfectly
    |fully|absolutely|now|soon|quite|surely))*"""
_PROMISES = (
    _promise(rf"""\b(?:we|i|officers|the\s+police|they|police)(?:'ll|\s+will
        |\s+are\s+going\s+to|'re\s+going\s+to){_MORE}\s+(?:catch|arrest|stop|get
        |sort|find|protect|lock|charge|convict|remove|evict|punish|make\s+sure
        |ensure|put\s+an\s+end|put\s+(?:him|her|them)|keep\s+you
        |look\s+after\s+you|fix|solve|prosecute|never)\b(?:\s+(?:him|her|them|it
        |you|this))?"""),
    _promise(rf"""\b(?:you|he|she|they|everyone|your\s+[a-z]+)(?:'ll|\s+will|\s+are
        |'re|\s+is){_MORE}\s+(?:be\s+|stay\s+|remain\s+|kept\s+)?{_MORE}\s*(?:safe
        |anonymous|protected|fine|okay|ok|alright|all\s+right|untraceable|arrested
        |caught|punished|charged|sent\s+to\s+prison|locked\s+up)\b"""),
    _promise(r"""\b(?:nobody|no\s+one|no-one|none\s+of\s+them|not\s+a\s+soul|he|she
        |they)(?:'ll|\s+will|\s+can|\s+could|\s+would)\s+(?:ever\s+
        |never\s+)?(?:ever\s+)?(?:know|find\s+out|trace|guess|discover|see|learn
        |work\s+out|tell)\b"""),
    _promise(r"""\bguarantee[ds]?\b|\b(?:we|i)(?:\s+can|\s+do)?\s+(?:promise|swear
        |assure\s+you)\b|\byou\s+have\s+(?:my|our)\s+word\b|\btrust\s+(?:me|us)\b
        |\bpromise\b"""),
    _promise(r"""\b(?:100|one\s+hundred|hundred)\s*(?:%|per\s?cent)|\b(?:completely
        |totally|fully|absolutely|entirely|perfectly|always)\s+(?:anonymous
        |confidential|safe|secret|secure|private|untraceable)\b"""),
    _promise(
        r"""\b(?:strictest?|complete|total|absolute)\s+(?:confidence
        |confidentiality|secrecy|anonymity)\b|\bconfidential(?:ly|ity)?\b
        |\bour\s+secret\b|\bin\s+(?:strict\s+)?confidence\b""",
        "we keep nothing that says who you are",
    ),
    _promise(
        r"""\b(?:rewards?|rewarded|bount(?:y|ies)|payments?|cash|money
        |vouchers?|gift\s?cards?|compensation)\b|\bpay(?:ing)?\s+you\b|\bpaid\b
        |£\s?\d+""",
        "",
    ),
    _promise(r"""\bnothing\s+(?:bad\s+)?(?:will|can|could)\s+(?:ever\s+)?happen\b
        |\bno\s+matter\s+what\b|\bwhatever\s+happens\b|\bno\s+risk\b
        |\bnothing\s+to\s+(?:worry|fear|be\s+afraid)(?:\s+about|\s+of)?\b"""),
    _promise(r"""\byou\s+(?:will\s+(?:not|never)|won't|cannot
        |can't)\s+(?:ever\s+)?(?:be\s+|get\s+|have\s+to\s+)(?:traced|found
        |identified|in(?:to)?\s+trouble|hurt|harmed|caught|named|go\s+to\s+court
        |give\s+evidence|worry)\b"""),
    _promise(r"""\b(?:we|i)(?:'ll|\s+will|\s+would)\s+never\s+[a-z]+\b
        |\bthis\s+will\s+(?:stop|end|be\s+(?:over|sorted|dealt\s+with))\b"""),
)
_NOT_PROMISED = find(
    r"""\b(?:cannot|can't|can\s+not|do\s+not|don't|never|no|not|nor|without|any
        |neither|unable\s+to|asks?\s+for|about|stol(?:e|en))\s+(?:[a-z]+\s+){0,3}$"""
)

_WHY_BLAME = "It can sound as if the person who told us did something wrong."


def _blame(source: str) -> Rule:
    return Rule(
        MarkKind.BLAME, find(rf"\b(?:{source})"), _WHY_BLAME, "thank you for telling us"
    )


_BLAMES = (
    _blame(r"""why\s+(?:did(?:n't|nt|\s+not)?|have(?:n't|nt|\s+not)|were(?:n't|nt
        |\s+not)?|do(?:n't|nt|\s+not)|would(?:n't|nt)?)\s+you\b(?:\s+not)?"""),
    _blame(r"""you\s+(?:really\s+)?(?:should(?:n't|nt|\s+not)?(?:\s+have|'ve|ve)
        |should(?:n't|nt|\s+not)|ought\s+(?:not\s+)?to(?:\s+have)?|could\s+have
        |might\s+have|must\s+have)\b"""),
    _blame(r"""if\s+(?:only\s+)?you\s+had(?:n't|\s+not|\s+only)?\b|if\s+only\s+you\b
        |had\s+you\s+(?:only\s+)?(?:told|said|come)\b"""),
    _blame(r"""(?:your|you're)\s+(?:own\s+)?(?:fault|mistake|responsibility
        |problem)\b|you\s+(?:failed|forgot|neglected|let\s+(?:it|this|him|her
        |them)|allowed|caused|waited|made\s+it\s+worse|took\s+(?:so|too)\s+long
        |got\s+yourself)\b"""),
    _blame(r"""how\s+could\s+you\b|what\s+(?:were\s+you\s+thinking
        |did\s+you\s+expect)\b|you\s+(?:didn't|did\s+not|didnt|never)\s+(?:tell
        |say|give|think|bother|report|stop|mention)\b"""),
    _blame(r"""wast(?:e|ed|ing)\s+(?:of\s+)?(?:our|police|everyone's|my
        |the\s+police's)?\s*time\b|(?:making|made)\s+(?:it|this|that)\s+up\b
        |(?:are|were)\s+you\s+(?:lying|sure\s+(?:that\s+)?(?:this|it|you))\b
        |we\s+(?:do\s+not|don't|doubt)\s+(?:believe\s+)?you\b|prove\s+(?:it
        |this)\b|you\s+(?:claim|allege)\b"""),
    _blame(r"""too\s+late\s+(?:now|to\s+tell)\b|you\s+are\s+(?:too|being)\s+[a-z]+\b
        |calm\s+down\b|over-?react(?:ing|ed)?\b|be\s+more\s+careful\b"""),
)


def lint_message(text: str, original: str = "") -> tuple[Mark, ...]:
    """Mark what a message to a reporter must not say, and what it repeats."""
    folded = fold(text)
    return settle(
        [
            *_list_tasks(folded),
            *_list_promises(folded),
            *_scan(_BLAMES, folded),
            *lint_language(text),
            *(find_repeated(original, text) if original else ()),
        ]
    )


def _scan(rules: Iterable[Rule], folded: str) -> Iterator[Mark]:
    return (mark for rule in rules for mark in rule.scan(folded))


def _list_tasks(folded: str) -> Iterator[Mark]:
    for mark in _scan(_TASKS, folded):
        before = folded[max(0, mark.start - _REACH) : mark.start]
        if not _is_refused(before) and not _OTHERS.search(before):
            yield mark


def _is_refused(before: str) -> bool:
    """Tell whether the words before say not to, with nothing that turns it round."""
    ends = [match.end() for match in _NOT.finditer(before)]
    return bool(ends) and not _TURN.search(before, ends[-1])


def _list_promises(folded: str) -> Iterator[Mark]:
    for mark in _scan(_PROMISES, folded):
        before = folded[max(0, mark.start - 40) : mark.start]
        if not _NOT_PROMISED.search(re.split(r"[.!?\n]", before)[-1]):
            yield mark
