"""Who works in the demonstration borough, and at which desk."""

from dataclasses import dataclass

from service.domain.people import DeskId, Role

SUPERVISOR = "amira"
OFFICER = "ben"
ADMINISTRATOR = "carol"
AUDITOR = "dev"

TRIAGE = DeskId("community-safety")
FRONT_DOOR = DeskId("childrens-front-door")
POLICE = DeskId("neighbourhood-police")
PATROLS = DeskId("law-enforcement")
CAMERAS = DeskId("cctv-room")


@dataclass(frozen=True, slots=True)
class Part:
    """A made-up officer, the desk they belong to, and as what."""

    name: str
    desk: DeskId
    role: Role = Role.SUPERVISOR


CAST = (
    Part(SUPERVISOR, TRIAGE),
    Part(OFFICER, TRIAGE, Role.OFFICER),
    Part("faye", FRONT_DOOR),
    Part("finn", FRONT_DOOR, Role.OFFICER),
    Part("ines", DeskId("independent")),
    Part("noor", POLICE),
    Part("nick", POLICE, Role.OFFICER),
    Part("gabe", DeskId("gangs-and-exploitation")),
    Part("suri", DeskId("schools-officers")),
    Part("yara", DeskId("youth-justice")),
    Part("lena", PATROLS),
    Part("cleo", CAMERAS),
    Part("hugo", DeskId("housing")),
    Part("tess", DeskId("trading-standards")),
    Part("edie", DeskId("education")),
    Part("petra", DeskId("prevent")),
    Part("vera", DeskId("community-partners")),
    Part("kofi", DeskId("custodian")),
)
"""Each desk's first is the supervisor who opens it."""


def list_first() -> tuple[Part, ...]:
    """Return the supervisor who opens each desk."""
    return tuple(part for part in CAST if part.role is Role.SUPERVISOR)


def list_others() -> tuple[Part, ...]:
    """Return those whom a supervisor admits."""
    return tuple(part for part in CAST if part.role is not Role.SUPERVISOR)
