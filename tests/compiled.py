"""Templates that are compiled once for all tests, though each has pages of its own.

Half of what a page's test took went into compiling the same templates again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from types import CodeType

import pytest
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from typing_extensions import override

_MAKERS = ("service.web.components.Environment", "service.web.pages.Environment")


class _Kept(BytecodeCache):
    """What was compiled, by name, file and source."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType | None] = {}

    @override
    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    @override
    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key, bucket.checksum] = bucket.code


@contextmanager
def compile_once() -> Iterator[None]:
    """Let every environment made meanwhile share what was compiled before."""
    maker = partial(Environment, bytecode_cache=_Kept())
    with pytest.MonkeyPatch.context() as patch:
        for name in _MAKERS:
            patch.setattr(name, maker)
        yield
