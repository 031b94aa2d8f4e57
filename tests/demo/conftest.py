"""One demonstration borough, built once for all that look at it."""

import pytest

from service.cli import main
from service.demo.keeping import Home


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("demo") / "var"
    assert main(["demo", "build", "--folder", str(folder)]) == 0
    return Home(folder)
