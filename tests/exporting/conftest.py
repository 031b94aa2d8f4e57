"""Where pdftotext is missing, the tests that read a PDF with it do not run."""

import os
import shutil

import pytest

NO_READER = "The tests that read PDFs did not run: no pdftotext was found."
READS_PDF = "reads_pdf"


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave these tests out where there is no pdftotext; on CI, refuse to."""
    if shutil.which("pdftotext"):
        return
    if os.environ.get("CI"):  # noqa: TID251 - what CI sets
        raise pytest.UsageError(NO_READER)
    here = [item for item in items if READS_PDF in item.nodeid]
    items[:] = [item for item in items if item not in here]
    config.hook.pytest_deselected(items=here)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line that they did not run."""
    if not shutil.which("pdftotext"):
        terminalreporter.write_line(NO_READER)
