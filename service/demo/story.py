"""What came of some of the tips: who picked them up, asked, answered and closed."""

from dataclasses import dataclass
from enum import StrEnum

from service.demo.cast import OFFICER, SUPERVISOR

WITH_WORDS = {
    "supermarket": "A shop worker: passed on, and asked a question.",
    "knife": "A young person: closed, with what was done.",
}
"""The tips whose words are kept, so that a visitor can come back as their reporter."""

FOLLOWED = {"SCHOOL": (9, 4, 6, 3, 0, 2, 5), "SHOP": (1, 0, 2)}
"""How often each poster was followed, day by day from the first of the story on.

Cards on counters so seldom that their first month is too few to show.
"""


class Does(StrEnum):
    """What somebody does with a tip."""

    CLAIMS = "claims"
    HANDS_OVER = "hands over"
    NOTES = "notes"
    ASKS = "asks"
    ANSWERS = "answers"
    PASSES_ON = "passes on"
    SEEKS = "asks for the name"
    CLOSES = "closes"
    WITHDRAWS = "withdraws"


@dataclass(frozen=True, slots=True)
class Step:
    """One act. `by` is an officer, or empty for the reporter.

    `choice` is the colleague it is handed to, or the code of the outcome or reason.
    """

    days_ago: int
    tip: str
    does: Does
    by: str = ""
    text: str = ""
    choice: str = ""


STORY = (
    Step(33, "avonmore", Does.CLAIMS, SUPERVISOR),
    Step(
        33,
        "avonmore",
        Does.NOTES,
        SUPERVISOR,
        "Relayed by a councillor, four households, nobody saw a sale. Treat as one"
        " source until we know more. Ask about times before it goes anywhere.",
    ),
    Step(
        33,
        "avonmore",
        Does.ASKS,
        SUPERVISOR,
        "Thank you, and please thank the residents. Without asking anybody to watch or"
        " to find out more: did any of them already say whether it is the same people"
        " each week, or how they arrive?",
    ),
    Step(
        32,
        "avonmore",
        Does.ANSWERS,
        text=(
            "Two of them said it is mostly the same three, who come on foot from the"
            " station side. The others could not say. I have not asked further."
        ),
    ),
    Step(
        30,
        "avonmore",
        Does.PASSES_ON,
        SUPERVISOR,
        "We passed this on, in our own words and without saying who told us, to the"
        " neighbourhood police team for the ward and to the estate's housing officer.",
    ),
    Step(30, "test", Does.CLAIMS, OFFICER),
    Step(30, "test", Does.CLOSES, OFFICER, choice="test"),
    Step(22, "moped", Does.CLAIMS, OFFICER),
    Step(22, "supermarket", Does.CLAIMS, OFFICER),
    Step(
        22,
        "supermarket",
        Does.NOTES,
        OFFICER,
        "Two things in one: children taking sweets, and older boys who approach them."
        " The second is the one that matters. Youth outreach first, not patrols.",
    ),
    Step(
        19,
        "supermarket",
        Does.PASSES_ON,
        OFFICER,
        "The youth outreach team will be there on some afternoons, and we spoke to the"
        " neighbourhood police team about the older boys. Nobody was told who wrote.",
    ),
    Step(13, "graffiti", Does.CLAIMS, OFFICER),
    Step(13, "cuckooing", Does.CLAIMS, OFFICER),
    Step(
        13,
        "cuckooing",
        Does.HANDS_OVER,
        OFFICER,
        choice=SUPERVISOR,
    ),
    Step(
        13,
        "cuckooing",
        Does.NOTES,
        SUPERVISOR,
        "He may be at risk from the people in his flat, and the neighbour is easy to"
        " work out. Adult social care told by phone today; agree with them how to knock"
        " for another reason before anybody goes.",
    ),
    Step(13, "brook-green", Does.CLAIMS, SUPERVISOR),
    Step(
        13,
        "brook-green",
        Does.NOTES,
        SUPERVISOR,
        "Same pattern as Avonmore a month ago, ten minutes' walk away. One reporter for"
        " two residents, and one of those heard it from the other.",
    ),
    Step(
        12,
        "brook-green",
        Does.SEEKS,
        SUPERVISOR,
        "The councillor wants to be called. We need to know which of the two saw the"
        " car, so that we do not count one person twice.",
        choice="asked",
    ),
    Step(12, "pupil", Does.CLAIMS, SUPERVISOR),
    Step(
        12,
        "pupil",
        Does.NOTES,
        SUPERVISOR,
        "A child at risk, and few could know. Rang the school's safeguarding lead:"
        " the front door has it and decides before Saturday. Nothing to anybody else.",
    ),
    Step(10, "avonmore", Does.NOTES, OFFICER, "Lights by the garages are mended."),
    Step(9, "knife", Does.CLAIMS, SUPERVISOR),
    Step(
        9,
        "knife",
        Does.ASKS,
        SUPERVISOR,
        "Thank you for telling us, you did the right thing. Somebody will look there"
        " soon, along with other places in the park. Keep away from there. Is there"
        " anything you are worried about for yourself?",
    ),
    Step(
        8,
        "knife",
        Does.ANSWERS,
        text="im ok. saw them searching all the bushes lol. thank u",
    ),
    Step(
        7,
        "knife",
        Does.CLOSES,
        SUPERVISOR,
        "We looked through the whole park, and what you told us about is gone from"
        " there. If you are ever worried, talk to an adult you trust, or call 999 if"
        " somebody is about to be hurt.",
        choice="action",
    ),
    Step(6, "avonmore", Does.CLOSES, SUPERVISOR, choice="action"),
    Step(5, "cousin", Does.CLAIMS, OFFICER),
    Step(4, "cousin", Does.WITHDRAWS),
    Step(3, "county-lines", Does.CLAIMS, OFFICER),
    Step(
        3,
        "supermarket",
        Does.ASKS,
        OFFICER,
        "It has been three weeks. From what you see at work, is it better, the same or"
        " worse? Please do not do anything to find out more.",
    ),
)
