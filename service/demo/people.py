"""The demonstration's officers: invited, enrolled and admitted as in life."""

from dataclasses import dataclass, field

from crypto import make_totp_code
from service.commands.errors import CommandError
from service.demo.cast import ADMINISTRATOR, CAST, list_first, list_others
from service.demo.powers import Powers
from service.domain.openings import Opening
from service.domain.people import OfficerId, Post, SignedIn

A_MINUTE = 60


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """What a made-up officer has in their head and on their phone."""

    name: str
    password: str
    totp_secret: bytes


@dataclass(slots=True)
class Staff:
    """The officers so far, and who is signed in."""

    people: dict[str, Person] = field(default_factory=dict)

    async def enrol(self, powers: Powers, token: str) -> Person:
        """Follow a one-time link to its end."""
        begun = await powers.enrolment.begin(token)
        person = Person(begun.name, begun.password, begun.totp_secret)
        self.people[person.name] = person
        await powers.enrolment.enrol(
            token, begun.sealed, own_password=None, code=_show_code(powers, person)
        )
        return person

    async def sign_in(self, powers: Powers, name: str) -> SignedIn:
        """Sign somebody in with a code of their next minute."""
        person = self.people[name]
        powers.clock.seconds += A_MINUTE
        code = _show_code(powers, person)
        session = await powers.door.sign_in(name, person.password, code)
        signed_in = await powers.sessions.find_session(session.cookie)
        if signed_in is None:
            message = f"{name} could not sign in"
            raise CommandError(message)
        return signed_in

    async def invite_everybody(self, powers: Powers, token: str) -> None:
        """Let the administrator invite and propose everybody, who then enrol."""
        await self.enrol(powers, token)
        administrator = await self.sign_in(powers, ADMINISTRATOR)
        for part in CAST:
            invitation = await powers.officers.invite(administrator, part.name)
            await self.enrol(powers, invitation.token)
            officer = await self._find_id(powers, part.name)
            post = Post(part.desk, part.role, admitted=False)
            await powers.members.propose(administrator, officer, post)
        await powers.sessions.sign_out(administrator)

    async def open_desks(self, powers: Powers) -> list[Opening]:
        """Let each desk's supervisor open it."""
        opened = []
        for part in list_first():
            supervisor = await self.sign_in(powers, part.name)
            opened.append(await powers.desks.open_desk(supervisor, part.desk))
            await powers.sessions.sign_out(supervisor)
        return opened

    async def admit_others(self, powers: Powers) -> None:
        """Let supervisors admit the officers whose four words were compared."""
        for part in list_others():
            first = next(one.name for one in list_first() if one.desk == part.desk)
            supervisor = await self.sign_in(powers, first)
            for member in await powers.members.list_members(supervisor, part.desk):
                if member.name == part.name:
                    await powers.members.admit(
                        supervisor, part.desk, member.id, mark=member.mark
                    )
            await powers.sessions.sign_out(supervisor)

    async def _find_id(self, powers: Powers, name: str) -> OfficerId:
        listed = await powers.officers.list_officers()
        return next(officer.id for officer in listed if officer.name == name)


def _show_code(powers: Powers, person: Person) -> str:
    return make_totp_code(person.totp_secret, at=powers.clock.now())
