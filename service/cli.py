"""The command `quietword`: everything that is done to a site from its terminal.

It reads the line, hands the errand to `service/commands/` or `service/demo/`,
and turns whatever they refuse into one sentence and an exit code: 2 when it was
asked wrongly or the settings are, 1 when it could not be done.
"""

import asyncio
import os
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence

from sqlalchemy.exc import DBAPIError

from service.commands import (
    auditing,
    boroughs,
    checking,
    database,
    desks,
    founding,
    officers,
    posters,
    serving,
    supports,
    upkeeping,
)
from service.commands.errors import CommandError, UsageError
from service.commands.line import PORTS, read_line
from service.commands.paper import open_paper
from service.commands.serving import Place
from service.commands.site import SETTINGS
from service.demo import codes, running
from service.demo.building import HOST, build_demo
from service.demo.keeping import Home
from service.demo.welcome import write_welcome
from service.domain.clock import SystemClock
from service.domain.errors import BadFormError, RefusedError, UnavailableError
from service.domain.people import DeskId
from service.settings import (
    SETTINGS_VARIABLE,
    OwnerSettings,
    SettingsError,
    SettingsFile,
)
from service.web.assets import AssetsError

_WRONGLY_ASKED = (UsageError, SettingsError, AssetsError, BadFormError)
_INTERRUPTED = 130

Env = Mapping[str, str]


def main(argv: Sequence[str] | None = None) -> int:
    """Do one errand and return the exit code."""
    asked = read_line(argv)
    env = dict(os.environ)  # noqa: TID251 - start-up
    if asked.settings:
        env[SETTINGS_VARIABLE] = str(asked.settings)
    try:
        return _ERRANDS[asked.errand](asked, env)
    except (UnavailableError, DBAPIError):
        sentence, code = "The database cannot be used; `quietword check` says more", 1
    except (CommandError, RefusedError, SettingsError, AssetsError) as error:
        sentence, code = str(error), 2 if isinstance(error, _WRONGLY_ASKED) else 1
    except KeyboardInterrupt:
        sentence, code = "Stopped", _INTERRUPTED
    print(f"quietword: {sentence.rstrip('.')}.", file=sys.stderr)
    return code


def _init(asked: Namespace, _env: Env) -> int:
    folder = asked.folder.absolute()
    addresses = founding.make_addresses(
        asked.database or f"sqlite+aiosqlite:///{folder / 'quietword.db'}",
        {role: getattr(asked, f"{role}_database") for role in founding.ROLES},
        hosts=tuple(asked.reporter_hosts),
        url=asked.desk_url,
        mail_host=asked.mail_host,
    )
    wanted = founding.Wanted(
        folder, asked.borough, asked.auditor, asked.administrator, addresses
    )
    wanted.check()
    with open_paper(asked.print_to) as paper:
        founding.found_site(wanted, SystemClock(), paper)
    print(
        f"The site is in {folder}. Now: quietword --settings {folder / SETTINGS} check"
    )
    return 0


def _migrate(_asked: Namespace, env: Env) -> int:
    database.migrate(OwnerSettings.load(env).database)
    print("The database is as this version needs it.")
    return 0


def _check(_asked: Namespace, env: Env) -> int:
    def report(found: checking.Found) -> None:
        print(f"{'ok ' if found.is_right else 'BAD'}  {found.name}: {found.text}")

    return 0 if asyncio.run(checking.check_site(env, report)) else 1


def _check_borough(asked: Namespace, _env: Env) -> int:
    new = boroughs.NewFile.read(asked.file, _complain)
    for line in boroughs.summarise(new.borough):
        print(line)
    return 0


def _apply_borough(asked: Namespace, env: Env) -> int:
    new = boroughs.NewFile.read(asked.file, _complain)
    asyncio.run(boroughs.apply_borough(env, new, SystemClock(), print))
    return 0


def _complain(line: str) -> None:
    print(line, file=sys.stderr)


def _serve(asked: Namespace, env: Env) -> int:
    port = asked.port or PORTS[asked.process]
    serving.serve(asked.process, Place(asked.host, port, asked.workers), env)
    return 0


def _upkeep(asked: Namespace, env: Env) -> int:
    run = upkeeping.run_upkeep
    if asked.once:
        run = upkeeping.run_round
    if asked.nightly:
        run = upkeeping.run_night
    asyncio.run(run(env))
    return 0


def _list_desks(_asked: Namespace, env: Env) -> int:
    for desk in asyncio.run(desks.list_desks(env)):
        print(f"{desk.id}: {desk.name}, {desk.state}")
        if desk.fingerprint:
            print(f"    {desk.fingerprint}")
    return 0


def _pin_desk(asked: Namespace, env: Env) -> int:
    desk = DeskId(asked.desk)
    asyncio.run(desks.pin_desk(env, desk, "".join(asked.fingerprint)))
    print(f"{desk} is pinned. Start the services again: they read it when they start.")
    return 0


def _list_officers(_asked: Namespace, env: Env) -> int:
    for officer in asyncio.run(officers.list_officers(env)):
        posts = [
            f"{post.role.value} of {post.desk}{'' if post.admitted else ' (proposed)'}"
            for post in officer.posts
        ]
        what = ["administrator"] if officer.administrator else []
        print(f"{officer.name}: {', '.join([officer.state.value, *what, *posts])}")
    return 0


def _invite_officer(asked: Namespace, env: Env) -> int:
    with open_paper(asked.print_to) as paper:
        administrator = asked.administrator
        made = officers.invite(env, asked.name, paper, is_administrator=administrator)
        asyncio.run(made)
    return 0


def _run_demo(asked: Namespace, env: Env) -> int:
    home = Home(asked.folder.absolute())
    places = {
        "reporter": Place(HOST, asked.reporter_port),
        "desk": Place(HOST, asked.desk_port),
    }
    for place in places.values():
        running.check_free(place)
    _build_if_missing(home, env)
    database.migrate(home.database)
    processes = running.Processes(places, home.name_settings(env))
    with processes.running():
        processes.wait_until_serving()
        processes.start_upkeep()
        print(write_welcome(home, places["reporter"], places["desk"]), flush=True)
        processes.watch()
    return 0


def _build_demo(asked: Namespace, env: Env) -> int:
    home = Home(asked.folder.absolute())
    _build_if_missing(home, env)
    print(f"The demonstration borough is in {home.folder}.")
    return 0


def _build_if_missing(home: Home, env: Env) -> None:
    if not home.is_built:
        print("Building the demonstration borough: about half a minute.", flush=True)
        build_demo(home, env, SystemClock())


def _show_code(asked: Namespace, _env: Env) -> int:
    home, clock = Home(asked.folder.absolute()), SystemClock()
    code = codes.find_code(home, asked.name, clock.now())
    wait = code.taken_from - clock.now()
    if wait > 0:
        print(f"The last codes were used; the next is taken in {wait} seconds.")
        time.sleep(wait)
    print(f"{code.digits}   (for {code.taken_until - clock.now()} seconds more)")
    return 0


def _make_poster(asked: Namespace, env: Env) -> int:
    today = SystemClock().today()
    pdf = posters.make_poster(env, asked.code, asked.address, today)
    posters.write_new(asked.out, pdf)
    print(f"The poster is in {asked.out}.")
    return 0


def _list_supports(asked: Namespace, env: Env) -> int:
    if asked.file:
        borough = boroughs.NewFile.read(asked.file, _complain).borough
    else:
        borough = SettingsFile.read(env).borough()
    listed = supports.list_supports(borough, SystemClock().today())
    for one in listed:
        print(one.text)
    return 1 if any(one.is_stale for one in listed) else 0


def _verify_log(_asked: Namespace, env: Env) -> int:
    chain = asyncio.run(auditing.verify_log(env))
    print(f"The log holds: {chain.count} entries, head {chain.head}")
    return 0


_ERRANDS: Mapping[str, Callable[[Namespace, Env], int]] = {
    "init": _init,
    "migrate": _migrate,
    "check": _check,
    "borough check": _check_borough,
    "borough apply": _apply_borough,
    "serve": _serve,
    "upkeep": _upkeep,
    "desk list": _list_desks,
    "desk pin": _pin_desk,
    "officer list": _list_officers,
    "officer invite": _invite_officer,
    "audit verify": _verify_log,
    "poster": _make_poster,
    "support": _list_supports,
    "demo run": _run_demo,
    "demo build": _build_demo,
    "demo code": _show_code,
}

if __name__ == "__main__":
    sys.exit(main())
