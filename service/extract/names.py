"""People's names: known ones, called ones, and those told by what stands around.

A list of names knows only the names somebody thought of. So a name is also seen
after "called" or "aka", after a title, beside another name, and as a capital that
does what only people do.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from service.extract.first_names import FIRST_NAMES, WORDY_NAMES
from service.extract.marks import Mark, MarkKind
from service.extract.rules import find, find_exact, list_words
from service.extract.words import CIRCLE, FAMILY, STREET

_WHY = "A name leads to one person, and often to who knows them."
_INSTEAD = "a person"
_TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_STREET = find(
    rf"""{STREET}|park|station|market|estate|school|academy|college
    |church|hospital|common|square|bridge|"""
    r"""library|primary|centre|tesco|arms|junction|studios?|stadium|cross
                   |fields?|day|eve|mosque|pub|cafe|shop"""
)
_GROUND = find(r"station|park|road|street|estate|market|school|academy|college")
_NEVER = list_words(
    """
    i im ive january february march april may june july august september october
    november december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday
    wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri
    sat sun christmas easter ramadan eid diwali halloween english british polish
    romanian somali irish scottish welsh jamaican nigerian ghanaian albanian asian
    african black white muslim christian jewish hindu sikh catholic london hammersmith
    fulham chelsea kensington westminster hounslow ealing acton brent harlesden
    brixton hackney croydon lambeth hastings england britain wales scotland ireland uk
    europe snap snapchat insta instagram tiktok telegram whatsapp facebook discord
    youtube google apple iphone samsung nike adidas gucci north face ford bmw audi
    mercedes golf vw transit corsa astra tesla toyota prius honda yamaha tesco
    sainsbury sainsburys asda aldi lidl morrisons waitrose coop boots mcdonalds kfc
    greggs police council nhs gp mash cctv asb pcso met tfl bus tube overground thames
    road street park avenue lane he she they it we you the a an this that these those
    there here his her their my our your its who what when where why how and but or so
    if then because as at in on to from by with for of is are was were has have had do
    does did not no yes please someone somebody everyone everybody nobody people boys
    girls kids men women man woman boy girl lad lads one two three some many most all
    any each every another other others old young big little new hes shes theyre
    theres dont cant hi hello hey thanks thank ok okay well now today tomorrow
    yesterday lol omg pls plz nah yeah yo bro bruv fam mate dr mr mrs ms miss pc sgt
    cllr councillor officer inspector flat house block year form school academy
    college primary xbox playstation ps4 ps5 lime uber deliveroo vauxhall renault
    peugeot nissan kia seat skoda range rover mini vape weed xanax coke mdma balloons
    cannabis knife gun machete zombie rambo maths science addison avonmore brook
    coningham reach town grove broadway lillie munster palace hurlingham parsons green
    sandford ravenscourt sands end shepherd's shepherds bush walham wendell west
    wormholt city askew riverside oak
    """
)
_ORDINARY = list_words(
    """
    the a an me him her them us it out off over in on up down for by to at from round
    around back police names name slurs that this some someone every all my your his
    their our after because and but so not when if as ambulance mum dad security 999
    101 self home there here again last night today crying shouting something anything
    what who is was are were im hes shes like just really also still very only with
    about before during
    """
)
# What people are called to their faces, which is no name: "they call her fake".
_SAID_OF = list_words(
    """
    fake stupid ugly fat skinny dumb thick weird mad crazy lazy dirty smelly nasty sick
    gay racist sexist disgusting pathetic useless worthless liar snitch grass rat
    coward loser idiot slag slut bitch whore pervert paedo nonce names bad horrible
    evil dead babe baby darling rude horrid gross
    """
)
_CUE = find(
    r"""\b(?:
        (?:is|was|are|were|'s|hes|he's|shes|she's|theyre|someone|somebody|one
        |who's|whos|man|men|boy|boys|girl|lad|woman|lady
        |guy|bloke|geezer|kid|person|youth|yute|dealer|teacher|friend|mate|driver
        |,)\s+(?:called|named|nicknamed)
        | (?:names?|name's|nickname|alias|street\s+name|real\s+name|first\s+name
        |surname)\s+(?:is|was|are|of|being|begins\s+with)
        | (?:his|her|their|hes|boys|girls|mans|guys)\s+names?
        | (?:known|goes)\s+(?:as|by)(?:\s+the\s+(?:nick)?name(?:\s+of)?)? | (?:aka
        |a\.k\.a\.?|also\s+known\s+as)
        | (?P<says>calls?|called|calling)\s+(?:him|her|them|himself|herself|themselves
        |the\s+(?:lad|boy|girl|man)) | ask\s+for | nicknamed
        )\s*[:=]?\s*['"]?(?P<it>[^\W\d_][\w'-]{0,30}
        (?:\s[^\W\d_][\w'-]{0,30}){0,2})"""
)
_SPOKEN_OF = find_exact(r"""\b(?:called|named|nicknamed|call
    |aka)\s+['\"]?(?P<it>[A-Z][\w'-]*(?:\s[A-Z][\w'-]*){0,2})""")
_NOT_CALLED = find(r"""\b(?:app|game|place|street|road|shop|website|site|pub|group
    |club|drug|drugs|park|gang|page|school|cafe|stuff|thing|area|it|that|this)\s+$""")
_TITLED = find_exact(
    r"""\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Prof|PC|Sgt|PCSO|DC|DS|Cllr|Councillor|Rev
        |Pastor|Imam|Inspector|Insp|Auntie|Aunty
        |Uncle|Coach|Officer|Constable|Sergeant|Nurse|Judge|Lady|Lord|[Mm]r|[Mm]rs
        |[Mm]s|[Dd]r)\.?\s+(?:[A-Z]\.?\s+)?[A-Z][\w'-]+"""
)
_TITLED_LOW = find(r"\b(?:mr|mrs|ms|dr)\.?\s+[a-z][\w'-]{2,}")
_TAG = find_exact(r"""\b(?:Big|Lil|Lil'|Li'l|Little|Young|Fat|Mad|Skinny|MC|DJ|Baby
    |Crazy|Long|Tall|Uncle)\s+[A-Z][\w'-]{0,20}\b""")
_TAG_LOW = find(r"\b(?:lil|yung|big)\s+(?:[a-z]|dee|kay|jay|man\s+[a-z]+)\b")
_DOES = list_words(
    """
    is was has had said says told lives got gets gave goes sells deals will keeps
    comes did does carries wants brings threatened stabbed hit hits took takes knows
    works started tried made makes owes runs robbed pulled
    """
)
_WITH = list_words("and or n & with")
_PLACING = list_words(
    """
    in at on near from to behind outside by around round of the towards past off into
    via through between
    """
)
_SHORT = find(r"'(?:m|ve|d|ll|re|t)$")
_DONE_TO = list_words(
    """
    lets let made makes told hit saw seen see stabbed robbed threatened asked heard
    followed follows knows know pushed punched met meet owes paid pays
    """
)
_PEOPLE = find(rf"(?:{FAMILY}|{CIRCLE}|boy|girl|lad|man|guy|woman)")


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    start: int
    end: int
    begins: bool

    @property
    def low(self) -> str:
        return self.word.lower().removesuffix("'s")

    @property
    def is_capital(self) -> bool:
        return self.word[0].isupper()


def find_names(folded: str) -> Iterator[Mark]:
    """Mark people's names and what they are called."""
    spans = [*_find_called(folded), *_find_titled(folded), *_find_known(folded)]
    for start, end in spans:
        yield Mark(start, end, MarkKind.NAME, _WHY, _INSTEAD)


def _find_called(folded: str) -> Iterator[tuple[int, int]]:
    for pattern in (_CUE, _SPOKEN_OF):
        for match in pattern.finditer(folded):
            before = folded[max(0, match.start() - 20) : match.start()]
            if _NOT_CALLED.search(before):
                continue
            is_said = bool(match.groupdict().get("says"))
            end = _end_called(match["it"], _SAID_OF if is_said else frozenset())
            if end:
                yield match.start("it"), match.start("it") + end


def _end_called(called: str, said_of: Collection[str]) -> int:
    """Return how far the name goes: a second word counts with its capital.

    `said_of` are words that are no names while they have no capital.
    """
    end = 0
    for number, word in enumerate(re.finditer(r"\S+", called)):
        bare = word[0].strip("'\"").removesuffix("'s")
        is_word = bare.lower() in _ORDINARY | _NEVER or bare in said_of
        if is_word or (number and not bare[:1].isupper()):
            break
        end = word.start() + len(word[0].rstrip("'\"-").removesuffix("'s"))
    return end


def _find_titled(folded: str) -> Iterator[tuple[int, int]]:
    for pattern in (_TITLED, _TITLED_LOW, _TAG, _TAG_LOW):
        for match in pattern.finditer(folded):
            last = match[0].split()[-1].lower().removesuffix("'s")
            if last not in _NEVER:
                yield match.start(), match.end() - (2 if match[0].endswith("'s") else 0)


def _find_known(folded: str) -> Iterator[tuple[int, int]]:
    tokens = list(_list_tokens(folded))
    last = 0
    for place, token in enumerate(tokens):
        if token.start < last or not _is_named(tokens, place):
            continue
        end = _extend(tokens, place, folded)
        if end is not None:
            last = end
            yield token.start, end


def _list_tokens(folded: str) -> Iterator[_Token]:
    before = 0
    for match in _TOKEN.finditer(folded):
        gap = folded[before : match.start()]
        begins = not before or any(sign in gap for sign in ".!?\n:")
        yield _Token(match[0], *match.span(), begins)
        before = match.end()


def _is_named(tokens: Sequence[_Token], place: int) -> bool:
    token = tokens[place]
    before = tokens[place - 1] if place else None
    if before and _is_place(before, token):
        return False
    if token.low in WORDY_NAMES:
        return _is_wordy(token, before)
    if token.low in FIRST_NAMES or _is_owner(tokens, place):
        return True
    return _is_unknown(tokens, place)


def _is_owner(tokens: Sequence[_Token], place: int) -> bool:
    """Tell whether a name lost its apostrophe: "Renells mum"."""
    after = tokens[place + 1 : place + 2]
    return tokens[place].low.removesuffix("s") in FIRST_NAMES and bool(
        after and _PEOPLE.fullmatch(after[0].low)
    )


def _is_place(before: _Token, token: _Token) -> bool:
    return before.low in {"st", "saint"} and token.is_capital


def _is_wordy(token: _Token, before: _Token | None) -> bool:
    if before and _PEOPLE.fullmatch(before.low):
        return token.is_capital or token.low not in _ORDINARY | _LIKELY
    return token.is_capital and not token.begins


_LIKELY = list_words("will may said don mark chase hope grant bill rob drew frank")


def _is_unknown(tokens: Sequence[_Token], place: int) -> bool:
    """Tell whether a capital that is in no list does what people do."""
    token = tokens[place]
    if token.begins or not place or not _could_name(token):
        return False
    before, after = tokens[place - 1], tokens[place + 1 : place + 2]
    if before.low in _PLACING or (
        before.is_capital and not before.begins and before.low in _NEVER
    ):
        return False
    if _PEOPLE.fullmatch(before.low):
        return True
    does = bool(after) and after[0].low in _DOES and not after[0].is_capital
    joins = place > 1 and before.low in _WITH and tokens[place - 2].low in FIRST_NAMES
    return does or joins or before.low in _DONE_TO


def _could_name(token: _Token) -> bool:
    return (
        token.is_capital
        and not token.word.isupper()
        and len(token.word) > 2  # noqa: PLR2004 - a short word with a capital is a word
        and token.low not in _NEVER
        and not _SHORT.search(token.low)
        and not _STREET.fullmatch(token.low)
    )


def _extend(tokens: Sequence[_Token], place: int, folded: str) -> int | None:
    """Return where the name ends, or None if it turns out to be a street."""
    end = _bare_end(tokens[place])
    for before, token in zip(
        tokens[place:], tokens[place + 1 : place + 3], strict=False
    ):
        if folded[before.end : token.start] not in {" ", "-"}:
            break
        if _STREET.fullmatch(token.low) and (
            token.is_capital or _GROUND.fullmatch(token.low)
        ):
            return None
        if not token.is_capital or token.low in _NEVER:
            break
        end = _bare_end(token)
    return end


def _bare_end(token: _Token) -> int:
    return token.end - (2 if token.word.lower().endswith("'s") else 0)
