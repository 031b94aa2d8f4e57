"""How long something still has, in plain words: an answer, a camera's pictures."""

from datetime import date

from service.domain.clock import write_day
from service.domain.releases import CctvRequest


def describe_due(due_on: date, today: date) -> str:
    """Say how far off the day is by which an answer is due."""
    days = (due_on - today).days
    if days < 0:
        return f"overdue by {count_days(-days)}"
    if days == 0:
        return "due today"
    return "due tomorrow" if days == 1 else f"due in {count_days(days)}"


def describe_pictures(request: CctvRequest, today: date) -> str:
    """Say how long the pictures that somebody asks for are still there."""
    if today > request.gone_on:
        return f"gone since {write_day(request.gone_on)} unless they were kept"
    if today == request.gone_on:
        return "today is the last day they are there"
    left = count_days(request.days_left(today))
    return f"{left} left, gone after {write_day(request.gone_on)}"


def count_days(days: int) -> str:
    """Write a number of days."""
    return "1 day" if days == 1 else f"{days} days"
