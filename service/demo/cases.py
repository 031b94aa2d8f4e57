"""What came of some tips beyond the triage desk.

Reports are in our own words and fit no real matter. Every step is taken by the same
use cases as in life, two people where it takes two.
"""

from service.demo.casework import Answers, Judges, Keeps, Protects, Sends, Work
from service.demo.cast import (
    CAMERAS,
    FRONT_DOOR,
    OFFICER,
    PATROLS,
    POLICE,
    SUPERVISOR,
)
from service.domain.duty_actions import Action
from service.domain.grading import Grade
from service.domain.judgements import Child, Judgement, Knows
from service.domain.people import DeskId
from service.domain.releases import Step
from service.domain.reports import Report

GANGS = DeskId("gangs-and-exploitation")
HOUSING = DeskId("housing")

OPEN_GRADE = Grade("2", "C", "P", "", "", "")
SEEN_GRADE = Grade("2", "A", "P", "", "", "")
CLOSE_GRADE = Grade("2", "A", "C", "A1", "S2", "")
_PEOPLE = "A member of the community"

CASEWORK: tuple[Work, ...] = (
    Judges(
        33,
        "avonmore",
        SUPERVISOR,
        Judgement(
            topic="DR1",
            ward="E05013734",
            place="Flats behind the station side of the ward",
            priority=3,
            grade=OPEN_GRADE,
            harm="Residents are afraid on their own stairs.",
            risk="The same evenings every week; nobody saw a weapon.",
            risk_of_acting="Low: four households tell the same.",
            risk_of_waiting="It settles there, and younger ones are drawn in.",
            knows=Knows.MANY,
            child=Child.NO,
            facts="People wait at a side entrance on two evenings; cars stop briefly.",
            opinions="Residents believe that drugs are sold. Nobody saw a sale.",
        ),
    ),
    Sends(
        31,
        "avonmore",
        SUPERVISOR,
        Report(
            title="Suspected drug dealing around flats in Avonmore",
            text="Small groups of adults are said to wait near the garages of a block"
            " of flats, where cars stop for a short time. Several households noticed"
            " it. Nobody is known to have seen a sale.",
            topic="DR1",
            ward="E05013734",
            since="Autumn evenings",
            until="Continuing",
            provenance=_PEOPLE,
            grade=OPEN_GRADE,
        ),
        (POLICE, HOUSING),
        "The ward team can be there in the evening, and housing can mend the lights.",
    ),
    Answers(30, "avonmore", "noor", POLICE, Step.ACKNOWLEDGED),
    Answers(29, "avonmore", "noor", POLICE, Step.OWNED, "noor"),
    Answers(29, "avonmore", "hugo", HOUSING, Step.ACKNOWLEDGED),
    Answers(
        27,
        "avonmore",
        "noor",
        POLICE,
        Step.ACTION,
        "patrol",
        "On foot on both evenings, for three weeks.",
    ),
    Answers(
        11,
        "avonmore",
        "hugo",
        HOUSING,
        Step.ACTION,
        "lighting",
        "Two lamps by the garages work again, and the side door locks.",
    ),
    Answers(
        8,
        "avonmore",
        "noor",
        POLICE,
        Step.RESULT,
        "disrupted",
        "Nobody waits there any more. One person was found with cannabis.",
    ),
    Judges(
        26,
        "moped",
        OFFICER,
        Judgement(
            topic="AS4",
            ward="E05013753",
            place="Between a school and the flats",
            priority=3,
            grade=SEEN_GRADE,
            harm="A small child was nearly hit.",
            knows=Knows.MANY,
            child=Child.NO,
            facts="Two mopeds without plates on the pavement, most weekday evenings.",
        ),
    ),
    Sends(
        26,
        "moped",
        OFFICER,
        Report(
            title="Mopeds on a pavement near a school in Wormholt",
            text="Two mopeds without plates are ridden on the pavement when children"
            " come out of an after-school club. They are kept under a sheet near"
            " the bins of a block of flats.",
            topic="AS4",
            ward="E05013753",
            since="Weekday evenings",
            provenance=_PEOPLE,
            grade=SEEN_GRADE,
        ),
        (PATROLS,),
        "They can be there when the children come out.",
    ),
    Judges(
        21,
        "supermarket",
        OFFICER,
        Judgement(
            topic="SH1",
            ward="E05013747",
            place="A supermarket and the pavement before it",
            priority=2,
            priority_reason="Adults approach children there after dark.",
            grade=SEEN_GRADE,
            vulnerability="Some of the children are about twelve.",
            knows=Knows.SOME,
            child=Child.NO,
            about_child=Child.YES,
            facts="Children take sweets; older boys come after dark and talk to them.",
        ),
    ),
    Sends(
        20,
        "supermarket",
        OFFICER,
        Report(
            title="Children approached outside a supermarket in Sands End",
            text="After dark, older boys on bicycles approach children who gather"
            " outside a supermarket. It may be the beginning of exploitation.",
            topic="GA1",
            ward="E05013747",
            since="Autumn evenings",
            provenance=_PEOPLE,
            grade=SEEN_GRADE,
        ),
        (GANGS, PATROLS),
        "Outreach can reach the children before others do.",
    ),
    Answers(19, "supermarket", "gabe", GANGS, Step.ACKNOWLEDGED),
    Answers(
        18,
        "supermarket",
        "gabe",
        GANGS,
        Step.ACTION,
        "outreach",
        "Two youth workers are there on Mondays and Wednesdays.",
    ),
    Answers(
        2,
        "supermarket",
        "lena",
        PATROLS,
        Step.QUESTION,
        text="Do they come from the side of the river or the side of the bridge?",
    ),
    Protects(
        12,
        "pupil",
        "faye",
        FRONT_DOOR,
        Action.REFERRED,
        "The school's referral and this are one. Strategy meeting tomorrow at ten.",
    ),
    Protects(11, "pupil", "faye", FRONT_DOOR, Action.POLICE),
    Protects(
        10,
        "pupil",
        "faye",
        FRONT_DOOR,
        text="A social worker has it, and he is with his family this weekend.",
    ),
    Protects(10, "pupil", SUPERVISOR, FRONT_DOOR, confirms=True),
    Judges(
        9,
        "knife",
        SUPERVISOR,
        Judgement(
            topic="KN3",
            ward="E05013744",
            place="Bushes by a court in a park",
            priority=1,
            grade=CLOSE_GRADE,
            threat="A weapon where children play, and a day was named.",
            risk_of_acting="Few were there: search the whole park, not one bush.",
            risk_of_waiting="Somebody is hurt on Friday.",
            knows=Knows.FEW,
            child=Child.YES,
            facts="A knife in a carrier bag was put behind a bench.",
            opinions="It is said to be for Friday.",
        ),
    ),
    Sends(
        9,
        "knife",
        OFFICER,
        Report(
            title="Weapon may be hidden in a park",
            text="A weapon may be hidden in the planting of a park in the ward. Sweep"
            " the whole park, as is done every month, and no one place first.",
            topic="KN3",
            ward="E05013744",
            place="Pear Tree Gardens",
            since="This week",
            provenance=_PEOPLE,
            grade=CLOSE_GRADE,
        ),
        (PATROLS,),
        "They sweep every park each month, so nobody wonders why.",
        let_go_by=SUPERVISOR,
    ),
    Keeps(8, "knife", SUPERVISOR, "Gate of Pear Tree Gardens"),
    Answers(9, "knife", "lena", PATROLS, Step.ACKNOWLEDGED),
    Answers(
        8, "knife", "lena", PATROLS, Step.ACTION, "sweep", "The whole park was swept."
    ),
    Answers(
        8, "knife", "lena", PATROLS, Step.RESULT, "protected", "A knife was found."
    ),
    Answers(7, "knife", "cleo", CAMERAS, Step.RESULT, "cctv-kept"),
    Judges(
        5,
        "shop",
        OFFICER,
        Judgement(
            topic="KN4",
            ward="E05013752",
            place="A corner shop",
            priority=2,
            grade=CLOSE_GRADE,
            knows=Knows.FEW,
            child=Child.YES,
            about_child=Child.YES,
            harm="Children can buy folding knives there.",
        ),
    ),
    Sends(
        4,
        "shop",
        OFFICER,
        Report(
            title="Folding knives sold to children",
            text="A corner shop in the ward is said to sell folding knives to children"
            " in uniform, from under the counter.",
            topic="KN4",
            ward="E05013752",
            place="Osier Road",
            provenance=_PEOPLE,
            grade=CLOSE_GRADE,
        ),
        (DeskId("trading-standards"),),
        "A test purchase needs them, and needs nobody's word.",
    ),
)
