"""Where sealed files are kept: a directory, or a bucket that speaks S3."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket, and what opens its door. `prefix` comes before every name."""

    name: str
    prefix: str
    region: str
    key: str
    secret: str = field(repr=False)
    endpoint: str = ""


@dataclass(frozen=True, slots=True)
class FilesSettings:
    """What every process that meets files is told.

    `clamd` is where a virus check listens, `/path` or `host:port`, or empty.
    """

    store: Path | Bucket
    clamd: str = ""
