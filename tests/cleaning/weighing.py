"""What one file costs: the memory its process had at once, and how long it took."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

# From a small process of its own: the kernel counts a child's memory from before
# it became another program, so this one's would be counted with it.
_MEASURE = """
import json, resource, subprocess, sys, time
began = time.monotonic()
ended = subprocess.run(
    [sys.executable, "-I", "-B", "-m", "service.files.cleaner", sys.argv[1]],
    stdin=sys.stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={},
)
took = time.monotonic() - began
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
answer = ended.stdout.split(b"\\n")[0].decode()
print(json.dumps([peak, ended.returncode, answer, ended.stderr.decode(), took]))
"""


@dataclass(frozen=True, slots=True)
class Weighed:
    """One file's process: `peak` in KiB, how it ended, what it said, its seconds."""

    peak: int
    ended: int
    answer: str
    complaint: str
    took: float


def weigh_cleaning(sent: Path) -> Weighed:
    """Let a cleaning process have a file, and watch it."""
    with sent.open("rb") as raw:
        told = subprocess.run(  # noqa: S603 - our own interpreter and words
            [sys.executable, "-c", _MEASURE, "pictures,videos,documents"],
            stdin=raw,
            capture_output=True,
            check=True,
        )
    return Weighed(*json.loads(told.stdout))
