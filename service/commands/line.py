"""The words of the command line, and the help that explains them."""

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType

from service.commands.places import BOROUGH
from service.commands.serving import PROCESSES

PORTS = MappingProxyType({"reporter": 8000, "desk": 8001})

_QUIETWORD = """\
Quiet Word: a borough's anonymous intelligence line that a council can run itself.

To try it:        quietword demo run
To run it:        quietword init, then the four services of deploy/OPERATING.md
Something wrong:  quietword check
"""
_SETTINGS_NOTE = """\
Commands read the settings file that --settings or the variable
QUIETWORD_SETTINGS names. They end with 0 when it is done, 1 when it could not
be done, and 2 when it was asked wrongly or a setting is wrong.
"""


class _Words:
    """Adds commands, each with a sentence, an explanation and examples."""

    def __init__(self, parser: ArgumentParser) -> None:
        self._commands = parser.add_subparsers(
            title="commands", metavar="COMMAND", required=True
        )

    def add(self, name: str, sentence: str, explained: str = "") -> ArgumentParser:
        parser = self._commands.add_parser(
            name,
            help=sentence,
            description=f"{sentence[0].upper()}{sentence[1:]}.\n\n{explained}".strip(),
            formatter_class=RawDescriptionHelpFormatter,
        )
        parser.set_defaults(errand=parser.prog.removeprefix("quietword "))
        return parser


def read_line(argv: Sequence[str] | None) -> Namespace:
    """Read the command line; `errand` is the command in full, as in `desk pin`.

    Ends the process with a sentence where the line makes no sense.
    """
    parser = ArgumentParser(
        prog="quietword",
        description=_QUIETWORD,
        epilog=_SETTINGS_NOTE,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--settings", type=Path, metavar="FILE", help="the site's settings file"
    )
    words = _Words(parser)
    _add_site(words)
    _add_running(words)
    _add_people(words)
    _add_demo(words)
    return parser.parse_args(argv)


def _add_site(words: _Words) -> None:
    init = words.add("init", "make a new site: once, at a terminal", _INIT)
    _add_init_options(init)
    words.add("migrate", "bring the database to the shape this version needs", _MIGRATE)
    words.add("check", "look at everything a site needs, one line each", _CHECK)


def _add_init_options(init: ArgumentParser) -> None:
    init.add_argument(
        "--folder",
        type=Path,
        required=True,
        metavar="DIR",
        help="where the site's settings and secrets go",
    )
    init.add_argument(
        "--auditor",
        required=True,
        metavar="NAME",
        help="sign-in name of the first auditor, who is at the terminal now",
    )
    init.add_argument(
        "--administrator",
        required=True,
        metavar="NAME",
        help="sign-in name of the first administrator, who gets a link",
    )
    init.add_argument(
        "--borough",
        type=Path,
        default=BOROUGH,
        metavar="FILE",
        help="the borough's configuration; it is copied (default: the one shipped)",
    )
    init.add_argument(
        "--database",
        metavar="URL",
        help="the database, as its owner reaches it (default: SQLite in the folder)",
    )
    for role in ("reporter", "desk", "upkeep"):
        init.add_argument(
            f"--{role}-database",
            metavar="URL",
            help=f"the database as the {role} role reaches it (default: as the owner)",
        )
    init.add_argument(
        "--reporter-hosts",
        nargs="+",
        default=["127.0.0.1", "localhost"],
        metavar="HOST",
        help="names under which reporters reach the pages",
    )
    init.add_argument(
        "--desk-url",
        default=f"http://127.0.0.1:{PORTS['desk']}",
        metavar="URL",
        help="where officers reach the desk",
    )
    init.add_argument(
        "--mail-host",
        default="",
        metavar="HOST",
        help="where mails are handed in (default: they wait until one is set)",
    )
    _add_paper(init)


def _add_running(words: _Words) -> None:
    serve = words.add(
        "serve", "become the reporters' or the desk's web process", _SERVE
    )
    serve.add_argument("process", choices=PROCESSES, help="which of the two")
    serve.add_argument(
        "--host",
        default="127.0.0.1",
        help="address to listen on (default: %(default)s)",
    )
    serve.add_argument(
        "--port",
        type=int,
        help="port to listen on (default: 8000 for reporter, 8001 for desk)",
    )
    serve.add_argument(
        "--workers", type=int, default=1, help="how many copies (default: %(default)s)"
    )
    upkeep = words.add(
        "upkeep", "forget on time: rounds every minute, until told to end", _UPKEEP
    )
    how = upkeep.add_mutually_exclusive_group()
    how.add_argument("--once", action="store_true", help="make one round and end")
    how.add_argument(
        "--nightly",
        action="store_true",
        help="tidy the disk as the tables' owner and end",
    )


def _add_people(words: _Words) -> None:
    desk = _Words(words.add("desk", "list desks, and pin a desk's fingerprint"))
    desk.add("list", "show each desk, whether it is open, and its fingerprint")
    pin = desk.add("pin", "write a desk's fingerprint into the settings", _PIN)
    pin.add_argument("desk", help="the desk's id, for instance community-safety")
    pin.add_argument(
        "fingerprint",
        nargs="+",
        help="the 64 digits shown when it was opened; spaces do not matter",
    )
    officer = _Words(
        words.add("officer", "list officers, and invite one from the terminal")
    )
    officer.add("list", "show each officer, their desks, and whether they enrolled")
    invite = officer.add("invite", "make a one-time enrolment link", _INVITE)
    invite.add_argument("name", help="the new officer's sign-in name")
    invite.add_argument(
        "--administrator",
        action="store_true",
        help="they may invite others and propose members",
    )
    _add_paper(invite)
    audit = _Words(words.add("audit", "prove that the log was not altered"))
    audit.add(
        "verify", "recompute the chain and print its count and head hash", _VERIFY
    )


def _add_demo(words: _Words) -> None:
    demo = _Words(words.add("demo", "a demonstration borough of made-up people"))
    run = demo.add("run", "build it if need be, and serve it on this machine", _DEMO)
    build = demo.add("build", "make the demonstration borough and end")
    code = demo.add("code", "print an officer's one-time code for signing in")
    code.add_argument("name", help="amira, ben, carol or dev")
    for process, port in PORTS.items():
        run.add_argument(
            f"--{process}-port", type=int, default=port, help="default: %(default)s"
        )
    for command in (run, build, code):
        command.add_argument(
            "--folder",
            type=Path,
            default=Path("var"),
            metavar="DIR",
            help="where it lives (default: %(default)s)",
        )


def _add_paper(command: ArgumentParser) -> None:
    command.add_argument(
        "--print-to",
        type=Path,
        metavar="FILE",
        help="write secrets to a new file of mode 600 instead of the terminal",
    )


_INIT = """\
Who runs it: the council's administrator on the server, with the first auditor
beside them. It makes the settings file, one secret for each web process and the
database; enrols the auditor and opens the auditor desk before anything else, so
that nothing ever happens off the log; and invites the first administrator.

The auditor's password and one-time code, the recovery kit of their desk and the
administrator's link are shown on the terminal itself or in a file named with
--print-to, never on standard output. Each is shown once and kept nowhere.

  quietword init --folder /etc/quietword --auditor dev --administrator carol \\
      --database postgresql+asyncpg://quietword_owner@/quietword \\
      --reporter-database postgresql+asyncpg://quietword_reporter@/quietword \\
      --desk-database postgresql+asyncpg://quietword_desk@/quietword \\
      --upkeep-database postgresql+asyncpg://quietword_upkeep@/quietword \\
      --reporter-hosts tell.example.gov.uk --desk-url https://desk.example.gov.uk
"""
_MIGRATE = """\
Run it after every upgrade, before the services start again. It uses the address
under [owner], and on PostgreSQL applies the roles' rights (deploy/grants.sql).
Running it again changes nothing.
"""
_CHECK = """\
Settings, borough, word list, pages, each process's secret and database, and that
the desks' cards lead back to their pins. Ends with 1 if anything is wrong.
"""
_SERVE = """\
Checks the settings, then replaces itself by uvicorn: no access log, no address
and no request is ever written down. Put a TLS proxy before it that does the same.

  quietword serve reporter
  quietword serve desk --port 8001 --workers 2
"""
_UPKEEP = """\
Removes what was withdrawn, tips whose day has come, old mailboxes and ended
sessions. Any number may run at once. With SQLite it also tidies the disk every
night; with PostgreSQL only the tables' owner may, so let a timer run
`quietword upkeep --nightly` at night.
"""
_PIN = """\
The page that opens a desk shows its fingerprint. Written into the settings, it
is what every later card must lead back to, so a database that somebody changed
cannot slip another key in. Start the services again afterwards.

  quietword desk pin community-safety 3f0c...9a
"""
_INVITE = """\
For when no administrator can sign in. The link is shown on the terminal or in a
file named with --print-to; it works once, for seven days, and is in the log.
"""
_VERIFY = """\
Compare count and head hash with those you noted before: entries may only have
been added. Ends with 1 if the chain is broken.
"""
_DEMO = """\
Reporters on http://127.0.0.1:8000, the desk on http://127.0.0.1:8001, and upkeep.
Everything lives under var/ and is kept; delete var/ to begin again. Ctrl-C ends
all of it. Never use it for real tips: its officers' passwords lie beside it.
"""
