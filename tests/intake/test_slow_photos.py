"""A photo that does not come to its end: said plainly, and nothing is left of it."""

from pathlib import Path

import pytest

from service import reporter
from tests.builders import REPORTER_HOST, Site
from tests.photos import a_photo
from tests.web.slowly import Then, begin, drip, hurry, read_page, say_nothing
from tests.web.uploading import MULTIPART, write_part

TOLD = "They sell behind the shops."


def list_children() -> list[str]:
    own = Path("/proc/self/task").glob("*/children")
    return [pid for one in own for pid in one.read_text().split()]


@pytest.mark.parametrize("then", [say_nothing, drip])
@pytest.mark.parametrize("sent_of_it", [3, 20_000])
async def test_its_text_is_given_back_and_neither_process_nor_file_stays(
    site: Site, then: Then, sent_of_it: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurry(monkeypatch)
    before = list_children()
    photo = write_part(("added", "IMG_1.jpg", a_photo()))
    body = write_part(("text", None, TOLD.encode()))
    body += photo[: photo.index(b"\r\n\r\n") + 4 + sent_of_it]
    app = reporter.app(site.reporter_settings, site.clock)

    sent = await begin(
        app, body, then, path="/check", headers={**MULTIPART, "host": REPORTER_HOST}
    )

    page = read_page(sent)
    assert "your internet is too slow" in page
    assert TOLD in page
    assert list_children() == before
    assert list((site.folder / "files").iterdir()) == []
