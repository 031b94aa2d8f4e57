"""Real processes for tests: uvicorn as the service is run, on free local ports."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from urllib.error import URLError
from urllib.request import urlopen

from tests.builders import Site
from tests.databases import ROOT

UVICORN_FLAGS = (
    "--no-access-log",
    "--no-server-header",
    "--no-date-header",
    "--no-proxy-headers",
    "--log-level=warning",
    "--ws=none",
    "--http=httptools",
    "--loop=uvloop",
    "--limit-concurrency=800",
)
SHIPPED = ROOT / "deploy" / "borough.toml"
NOTHING_ELSE: Mapping[str, int] = MappingProxyType({})
_START_SECONDS = 30
_STOP_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Running:
    """One process that answers, and where what it prints goes."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path


def write_settings(site: Site, borough: Path = SHIPPED) -> Path:
    """Write a site's settings as `quietword init` does, and return the file."""
    for name, secret in (
        ("reporter", site.reporter_secret),
        ("desk", site.desk_secret),
    ):
        (site.folder / f"{name}.secret").write_text(secret.raw.hex())
    pins = "\n".join(f'{desk} = "{pin}"' for desk, pin in site.pins.items())
    settings = site.folder / "settings.toml"
    settings.write_text(
        f"""[site]
salt = "{site.site_salt.hex()}"
borough = "{borough}"

[reporter]
database = "{site.database.reporter}"
hosts = ["127.0.0.1"]
secret = "reporter.secret"

[desk]
database = "{site.database.desk}"
hosts = ["127.0.0.1"]
url = "http://127.0.0.1"
secret = "desk.secret"

[upkeep]
database = "{site.database.upkeep}"

[files]
store = "{site.files_settings.store}"
endpoint = ""
region = ""
key = ""
secret = ""
clamd = ""

[pins]
{pins}
"""
    )
    return settings


def write_borough(
    site: Site, languages: Sequence[str], floods: Mapping[str, int]
) -> Path:
    """Write the shipped borough's file with other languages, and other floods."""
    offered = ", ".join(f'"{code}"' for code in languages)
    text = SHIPPED.read_text().replace("languages = []", f"languages = [{offered}]")
    for name, number in floods.items():
        text, changed = re.subn(rf"(?m)^{name} = \d+$", f"{name} = {number}", text)
        assert changed == 1
    borough = site.folder / "floods.toml"
    borough.write_text(text)
    return borough


@contextmanager
def run_process(
    site: Site,
    name: str,
    *,
    workers: int = 1,
    languages: Sequence[str] = (),
    floods: Mapping[str, int] = NOTHING_ELSE,
) -> Iterator[Running]:
    """Start `reporter` or `desk` of a site, wait until it answers, and end it.

    Nobody is too quick for it, unless `floods` says otherwise.
    """
    port = find_free_port()
    log = site.folder / f"{name}.log"
    environment = dict(os.environ)  # noqa: TID251 - a child's environment
    borough = write_borough(site, languages, {"quickest_seconds": 0, **floods})
    environment["QUIETWORD_SETTINGS"] = str(write_settings(site, borough))
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and words
            [
                *(sys.executable, "-m", "uvicorn", "--factory", f"service.{name}:app"),
                *("--host=127.0.0.1", f"--port={port}", f"--workers={workers}"),
                *UVICORN_FLAGS,
            ],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        running = Running(f"http://127.0.0.1:{port}", process, log)
        _wait(running)
        yield running
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(_STOP_SECONDS)


def find_free_port() -> int:
    """Ask the machine for a port nobody uses."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


def _wait(running: Running) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if running.process.poll() is not None:
            break
        try:
            urlopen(f"{running.url}/static/none", timeout=5)  # noqa: S310 - our own address
        except URLError as error:
            if getattr(error, "code", None) is not None:
                return
        time.sleep(0.05)
    message = f"the process did not start: {running.log.read_text()}"
    raise RuntimeError(message)
