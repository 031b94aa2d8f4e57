from pathlib import Path

import pytest

from service.domain.stores import FilesSettings
from service.files.objects import Objects
from tests.buckets import make_bucket


@pytest.fixture(params=["directory", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> FilesSettings:
    """Where files are kept, once of each kind."""
    if request.param == "s3":
        return make_bucket()
    folder = tmp_path / "files"
    folder.mkdir(mode=0o700)
    return FilesSettings(folder)


@pytest.fixture
def objects(store: FilesSettings) -> Objects:
    return Objects.open(store)
