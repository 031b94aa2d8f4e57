"""The demonstration's officers: invited, enrolled and admitted as in life."""

from dataclasses import dataclass, field

from crypto import make_totp_code
from service.commands.errors import CommandError
from service.demo.powers import Powers
from service.demo.story import ADMINISTRATOR, OFFICER, SUPERVISOR
from service.domain.openings import Opening
from service.domain.people import DeskId, OfficerId, Post, Role, SignedIn

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

    async def invite_team(self, powers: Powers, token: str, desk: DeskId) -> Opening:
        """Let the administrator invite the team, and its supervisor open the desk."""
        await self.enrol(powers, token)
        administrator = await self.sign_in(powers, ADMINISTRATOR)
        for name, role in ((SUPERVISOR, Role.SUPERVISOR), (OFFICER, Role.OFFICER)):
            invitation = await powers.officers.invite(administrator, name)
            await self.enrol(powers, invitation.token)
            officer = await self._find_id(powers, name)
            post = Post(desk, role, admitted=False)
            await powers.members.propose(administrator, officer, post)
        await powers.sessions.sign_out(administrator)
        supervisor = await self.sign_in(powers, SUPERVISOR)
        opening = await powers.desks.open_desk(supervisor, desk)
        await powers.sessions.sign_out(supervisor)
        return opening

    async def admit_team(self, powers: Powers, desk: DeskId) -> None:
        """Let the supervisor admit the officer, whose four words were compared."""
        supervisor = await self.sign_in(powers, SUPERVISOR)
        for member in await powers.members.list_members(supervisor, desk):
            if member.name == OFFICER:
                await powers.members.admit(
                    supervisor, desk, member.id, mark=member.mark
                )
        await powers.sessions.sign_out(supervisor)

    async def _find_id(self, powers: Powers, name: str) -> OfficerId:
        listed = await powers.officers.list_officers()
        return next(officer.id for officer in listed if officer.name == name)


def _show_code(powers: Powers, person: Person) -> str:
    return make_totp_code(person.totp_secret, at=powers.clock.now())
