"""What a visitor to the demonstration is told when it runs."""

import os
import sys
from pathlib import Path

from service.commands.serving import Place
from service.demo.cast import ADMINISTRATOR, AUDITOR, OFFICER, SUPERVISOR
from service.demo.keeping import Home

_DOES = {
    SUPERVISOR: "supervisor of the Community Safety Team",
    OFFICER: "triage officer of the same team",
    "faye": "the children's front door: duties",
    "noor": "neighbourhood police: reports, never tips",
    "lena": "Law Enforcement Team: reports with a question open",
    "kofi": "custodian: names that somebody left, no tips",
    ADMINISTRATOR: "administrator: officers and desks, no tips",
    AUDITOR: "auditor: the log, no tips",
}

_WELCOME = """\

Quiet Word's demonstration borough is running. Everybody in it is made up.

  Reporters   http://{reporter.host}:{reporter.port}
  Officers    http://{desk.host}:{desk.port}

Officers, with their passwords:
{officers}

A fresh one-time code, in another terminal:
  {command} demo code {name}{folder}

Come back as one of two reporters, with their six words:
{words}

Try first:
  1. At the reporters' address, tell something and take six words.
  2. Sign in as {name}. The red one at the top came today: open it, pick it up,
     ask something. Then open yours and answer it.
  3. At the reporters' address, come back with your words and read the answer.
  4. As {supervisor}: Supervising shows what is late, and a release that waits for a
     second person. Sent shows what partners answered; one has a question.
  5. As lena: acknowledge a report and say what came of it.
  6. As kofi: a councillor left a name, and {supervisor} asks for it.
  7. As {name}, open your tip about mopeds: a photo came with it. Look at it. The
     first pages are also in Arabic, Polish and Somali.

Twelve more officers work at other desks: {home}/demo/officers.toml has them all.

The first time, upkeep forgets what one reporter took back, and a test that was
closed a month ago.
Ctrl-C ends all of it. The data stays in {home}; delete that to begin again.
"""


def write_welcome(home: Home, reporter: Place, desk: Place) -> str:
    """Say where everything is, who there is, and what to try first."""
    people = home.read_officers()
    officers = "\n".join(
        f"  {name:<7} {people[name].password:<50} {does}"
        for name, does in _DOES.items()
    )
    is_default = home.folder == Path("var").absolute()
    words = home.words.read_text(encoding="utf-8").rstrip()
    return _WELCOME.format(
        reporter=reporter,
        desk=desk,
        officers=officers,
        words="\n".join(f"  {line}" if line else "" for line in words.splitlines()),
        command=_find_command(),
        name=OFFICER,
        supervisor=SUPERVISOR,
        folder="" if is_default else f" --folder {home.folder}",
        home=home.folder,
    )


def _find_command() -> str:
    beside = Path(sys.executable).with_name("quietword")
    return os.path.relpath(beside) if beside.exists() else "quietword"
