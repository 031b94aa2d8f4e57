"""What reporters do when they come back."""

from crypto import Receipt
from tests.visitors import Visitor

RED = "It was red.\nI am sure."


async def come_back(kim: Visitor, receipt: Receipt) -> None:
    """Type the words."""
    await kim.visit("/back")
    await kim.press("Continue", words=receipt.words)


async def post(kim: Visitor, path: str, fields: dict[str, str]) -> None:
    """Send a form again that was on an earlier page."""
    response = await kim.client.post(path, data=fields)
    kim.page, kim.status = response.text, response.status_code
