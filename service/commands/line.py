"""The words of the command line, and the help that explains them."""

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType

from service.commands import explained
from service.commands.places import BOROUGH
from service.commands.serving import PROCESSES

PORTS = MappingProxyType({"reporter": 8000, "desk": 8001})


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
        description=explained.QUIETWORD,
        epilog=explained.SETTINGS_NOTE,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--settings", type=Path, metavar="FILE", help="the site's settings file"
    )
    words = _Words(parser)
    _add_site(words)
    _add_running(words)
    _add_people(words)
    _add_poster(words)
    _add_support(words)
    _add_demo(words)
    return parser.parse_args(argv)


def _add_site(words: _Words) -> None:
    init = words.add("init", "make a new site: once, at a terminal", explained.INIT)
    _add_init_options(init)
    words.add(
        "migrate",
        "bring the database to the shape this version needs",
        explained.MIGRATE,
    )
    words.add(
        "check", "look at everything a site needs, one line each", explained.CHECK
    )
    _add_borough(words)


def _add_borough(words: _Words) -> None:
    borough = _Words(words.add("borough", "check the borough's file, or change it"))
    check = borough.add("check", "say what a file holds, or every mistake in it")
    apply = borough.add(
        "apply", "put a file in the place of the site's own", explained.APPLY
    )
    for command in (check, apply):
        command.add_argument(
            "file", type=Path, metavar="FILE", help="a borough's configuration"
        )


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
        "serve", "become the reporters' or the desk's web process", explained.SERVE
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
        "upkeep",
        "forget on time: rounds every minute, until told to end",
        explained.UPKEEP,
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
    pin = desk.add("pin", "write a desk's fingerprint into the settings", explained.PIN)
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
    invite = officer.add("invite", "make a one-time enrolment link", explained.INVITE)
    invite.add_argument("name", help="the new officer's sign-in name")
    invite.add_argument(
        "--administrator",
        action="store_true",
        help="they may invite others and propose members",
    )
    _add_paper(invite)
    audit = _Words(words.add("audit", "prove that the log was not altered"))
    audit.add(
        "verify",
        "recompute the chain and print its count and head hash",
        explained.VERIFY,
    )


def _add_poster(words: _Words) -> None:
    poster = words.add(
        "poster", "make a campaign's poster, an A4 page in PDF", explained.POSTER
    )
    poster.add_argument("code", help="the campaign's code in the borough's file")
    poster.add_argument(
        "--address",
        metavar="URL",
        help="where reporters find the service (default: the settings' first host)",
    )
    poster.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="a new file"
    )


def _add_support(words: _Words) -> None:
    support = words.add(
        "support", "list whom reporters are told to call", explained.SUPPORT
    )
    support.add_argument(
        "--file",
        type=Path,
        metavar="FILE",
        help="a borough's configuration (default: the site's own)",
    )


def _add_demo(words: _Words) -> None:
    demo = _Words(words.add("demo", "a demonstration borough of made-up people"))
    run = demo.add(
        "run", "build it if need be, and serve it on this machine", explained.DEMO
    )
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
