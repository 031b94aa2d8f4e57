"""The mail server of a site: what may be set, and how `check` looks at it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from service.domain.mails import MailServer, Tls
from service.settings import SETTINGS_VARIABLE, SettingsError, UpkeepSettings
from tests.cli.conftest import Command, Founded
from tests.databases import Database


@contextmanager
def a_mail_server() -> Iterator[int]:
    """Speak as much SMTP as a greeting needs, to one visitor."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        talking = threading.Thread(target=_talk, args=(listening,))
        talking.start()
        yield listening.getsockname()[1]
        talking.join()


def _talk(listening: socket.socket) -> None:
    visitor, _address = listening.accept()
    with visitor, visitor.makefile("rwb", buffering=0) as line:
        line.write(b"220 mail.example\r\n")
        while said := line.readline():
            line.write(b"221 bye\r\n" if said.startswith(b"QUIT") else b"250 ok\r\n")


def edit(founded: Founded, **changed: str) -> Path:
    """Change lines of the table [mail]."""
    file = founded.folder / "settings.toml"
    before, mail = file.read_text().split("[mail]\n")
    lines = dict(line.split(" = ", 1) for line in mail.strip().splitlines())
    written = "\n".join(f"{key} = {value}" for key, value in (lines | changed).items())
    file.write_text(f"{before}[mail]\n{written}\n")
    return file


def load(founded: Founded) -> MailServer | None:
    file = founded.folder / "settings.toml"
    return UpkeepSettings.load({SETTINGS_VARIABLE: str(file)}).mail


def find_line(quietword: Command) -> str:
    lines = quietword("check").out.splitlines()
    return next(line for line in lines if " mail: " in line)


def test_a_new_site_has_no_mail_server_and_is_told_so(
    founded: Founded, quietword: Command
) -> None:
    assert load(founded) is None
    line = find_line(quietword)
    assert line == "ok   mail: no server is set under [mail], so mails wait"


def test_an_older_settings_file_without_the_table_means_the_same(
    founded: Founded,
) -> None:
    file = founded.folder / "settings.toml"
    file.write_text(file.read_text().split("[mail]")[0])
    assert load(founded) is None


def test_init_can_name_the_mail_server(
    quietword: Command,
    tmp_path: Path,
    sqlite_database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "other"
    outcome = quietword(
        *("init", "--folder", folder, "--auditor", "dev", "--administrator", "carol"),
        *("--database", sqlite_database.owner, "--print-to", tmp_path / "paper"),
        *("--desk-url", "https://desk.example", "--mail-host", "mail.example"),
    )
    assert outcome.code == 0, outcome.err
    monkeypatch.setenv(SETTINGS_VARIABLE, str(folder / "settings.toml"))
    server = UpkeepSettings.load(
        {SETTINGS_VARIABLE: str(folder / "settings.toml")}
    ).mail
    assert server is not None
    assert (server.host, server.port, server.tls) == ("mail.example", 587, Tls.STARTTLS)
    assert server.head.sender == "quietword@desk.example"
    assert server.head.url == "https://desk.example"


def test_check_talks_to_the_mail_server(founded: Founded, quietword: Command) -> None:
    with a_mail_server() as port:
        edit(founded, host='"127.0.0.1"', port=str(port), tls='"none"')
        assert find_line(quietword) == "ok   mail: 127.0.0.1 answers"
    line = find_line(quietword)
    assert line == "BAD  mail: 127.0.0.1 does not answer as [mail] says it would"


def test_the_password_is_in_a_file_of_its_own(founded: Founded) -> None:
    (founded.folder / "mail.secret").write_text("heron sextant marble\n")
    edit(founded, host='"mail.example"', user='"up"', password='"mail.secret"')
    server = load(founded)
    assert server is not None
    assert (server.user, server.password) == ("up", "heron sextant marble")
    assert "heron" not in repr(server)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"host": "1"}, "[mail] `host` must be a text, perhaps empty"),
        ({"port": '"587"'}, "[mail] `port` must be a port's number"),
        ({"port": "65536"}, "[mail] `port` must be a port's number"),
        ({"tls": '"ssl"'}, "[mail] `tls` must be one of none, starttls, tls"),
        ({"from": '""'}, "[mail] `from` must be some text"),
        ({"password": '"gone"'}, "cannot be read ([mail] `password`)"),
        ({"tls": '"none"', "user": '"up"'}, "would send `password` in clear"),
    ],
)
def test_a_wrong_line_stops_upkeep_with_its_name(
    founded: Founded, changed: dict[str, str], sentence: str
) -> None:
    edit(founded, **changed)
    with pytest.raises(SettingsError) as stopped:
        load(founded)
    assert sentence in str(stopped.value)
