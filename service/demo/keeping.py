"""What the demonstration keeps of its people, so that a visitor can be any of them.

In life no file holds any of this: passwords are in heads, codes on phones, kits on
paper in a safe, and a reporter's six words with the reporter alone.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from service.commands.errors import UsageError
from service.commands.paper import OWNER_ONLY, write_private
from service.commands.site import FILES, SETTINGS
from service.demo.people import Person
from service.demo.story import WITH_WORDS
from service.settings import SETTINGS_VARIABLE


@dataclass(frozen=True, slots=True)
class Home:
    """The folder a demonstration lives in."""

    folder: Path

    @property
    def settings(self) -> Path:
        """The site's settings file."""
        return self.folder / SETTINGS

    @property
    def database(self) -> str:
        """The address of its one database."""
        return f"sqlite+aiosqlite:///{self.folder / 'quietword.db'}"

    @property
    def kept(self) -> Path:
        """Where the people's secrets lie."""
        return self.folder / "demo"

    @property
    def words(self) -> Path:
        """The words of two reporters."""
        return self.kept / "words.txt"

    @property
    def is_built(self) -> bool:
        """Tell whether a demonstration was built here to its end."""
        return self._officers.exists()

    @property
    def is_begun(self) -> bool:
        """Tell whether building was broken off here."""
        return self._unfinished.exists()

    @property
    def _officers(self) -> Path:
        return self.kept / "officers.toml"

    @property
    def _unfinished(self) -> Path:
        return self.kept / "unfinished"

    def name_settings(self, env: Mapping[str, str]) -> dict[str, str]:
        """Point an environment at this site."""
        return {**env, SETTINGS_VARIABLE: str(self.settings)}

    def begin(self) -> None:
        """Make the folders, and mark them as a demonstration that is not finished.

        What an earlier, broken-off building left is removed; a site that is no
        demonstration is never touched.

        Raises:
            UsageError: There is such a site here.
        """
        if self.settings.exists() and not self.is_begun:
            message = f"{self.folder} holds a site that is no demonstration"
            raise UsageError(message)
        self.kept.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._unfinished.touch(mode=OWNER_ONLY)
        leftovers = [
            *self.folder.glob("quietword.db*"),
            *self.folder.joinpath(FILES).glob("*"),
            *self.kept.glob("*.txt"),
        ]
        for leftover in (self.settings, *leftovers):
            leftover.unlink(missing_ok=True)

    def write_kit(self, desk: str, words: Iterable[str]) -> None:
        """Keep a desk's recovery kit."""
        write_private(self.kept / f"{desk}.kit.txt", " ".join(words) + "\n")

    def write_words(self, words: Mapping[str, str]) -> None:
        """Keep the words of the tips that a visitor may come back to."""
        lines = [f"{about}\n    {words[tip]}\n" for tip, about in WITH_WORDS.items()]
        write_private(self.words, "\n".join(lines))

    def finish(self, people: Iterable[Person]) -> None:
        """Keep the officers' passwords and phones: the demonstration is built."""
        tables = [
            f'[{person.name}]\npassword = "{person.password}"\n'
            f'totp_secret = "{person.totp_secret.hex()}"\n'
            for person in people
        ]
        write_private(self._officers, "\n".join(tables))
        self._unfinished.unlink()

    def read_officers(self) -> dict[str, Person]:
        """Return the officers.

        Raises:
            UsageError: No demonstration was built here.
        """
        try:
            tables = tomllib.loads(self._officers.read_text(encoding="utf-8"))
        except OSError:
            message = f"{self.folder} holds no demonstration; run `quietword demo run`"
            raise UsageError(message) from None
        return {
            name: Person(name, each["password"], bytes.fromhex(each["totp_secret"]))
            for name, each in tables.items()
        }
