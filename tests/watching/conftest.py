"""The Community Safety Team, its supervisor's page, and who may look at it."""

from dataclasses import dataclass

import pytest

from service.watching.usecases import HandingOn, Watching
from tests.tips import Desk


@dataclass(frozen=True, slots=True)
class Supervision:
    """What amira does at her desk."""

    desk: Desk
    watching: Watching
    handing: HandingOn


def supervise(desk: Desk) -> Supervision:
    """Bring the use cases to life."""
    book, site = desk.casebook, desk.site
    watching = Watching(book.vault, book.cards, site.borough, site.clock)
    return Supervision(desk, watching, HandingOn(book))


@pytest.fixture
def watched(desk: Desk) -> Supervision:
    """A desk with a supervisor, once on each kind of database."""
    return supervise(desk)


@pytest.fixture
def office(small_desk: Desk) -> Desk:
    """The desk at work, for what does not depend on the database."""
    return small_desk
