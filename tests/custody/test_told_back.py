"""What whoever left a name reads when they come back."""

from service import reporter
from tests.builders import REPORTER_HOST
from tests.custody.custodians import RUTH, Town
from tests.visitors import at_the_door


async def test_whoever_left_a_name_reads_that_it_was_opened_and_why(
    town: Town,
) -> None:
    _tip, receipt, request = await town.ask_about_new()
    await town.open_name(request)
    assert receipt is not None
    site = town.desk.site

    app = reporter.app(site.reporter_settings, site.clock)
    async with at_the_door(app, REPORTER_HOST) as ruth:
        await ruth.visit("/back")
        await ruth.press("Continue", words=receipt.words)

    assert "The custodian opened the name you left, on 4 March 2026" in ruth.page
    assert "Somebody may be hurt if we cannot talk to the person" in ruth.page
    assert RUTH.name not in ruth.page
