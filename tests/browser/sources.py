"""Holding a page's source to the standard, with html-validate and without a network.

What is looked at is what the server sent, not what the browser made of it: a browser
mends what is wrong. deploy/html-validate.config.mjs says what counts.
"""

import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from tests.databases import ROOT

_SCRIPT = ROOT / "deploy" / "html-validate.mjs"


@cache
def list_mistakes(source: str) -> tuple[str, ...]:
    """Return what is wrong with a page's source."""
    validator = _start()
    assert validator.stdin is not None
    assert validator.stdout is not None
    validator.stdin.write(f"{json.dumps(source)}\n")
    validator.stdin.flush()
    return tuple(json.loads(validator.stdout.readline()))


@cache
def _start() -> "subprocess.Popen[str]":
    """Start the validator, which ends with us: its input is then closed."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.defpath])
    node = shutil.which("node") or shutil.which("node", path=path)
    assert node, "Node.js is on no path"
    return subprocess.Popen(  # noqa: S603 - our own script
        [node, str(_SCRIPT)],
        cwd=ROOT / "deploy",
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
