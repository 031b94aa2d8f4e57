"""The only place where a status is chosen.

A refusal of a slice is a subclass of one of the domain's, and takes its status
from it. Those defined here are about HTTP itself, so no other room raises them.
"""

from collections.abc import Mapping
from types import MappingProxyType

from starlette.exceptions import HTTPException

from service.domain.errors import (
    BadFormError,
    BusyError,
    CardNotTrustedError,
    ChangedMeanwhileError,
    ForbiddenError,
    NotFoundError,
    NotOpenYetError,
    NotSignedInError,
    RefusedError,
    StaleFormError,
    TooLargeError,
    UnavailableError,
    UnsupportedFormError,
)


class UnknownHostError(RefusedError):
    """The request names a site that is not ours."""

    public_message = "This is not an address of ours."


class WrongMethodError(RefusedError):
    """A page asked for in a way it does not answer to, such as a GET of a Send."""

    public_message = "This page cannot be opened like that."


class OtherSiteError(ForbiddenError):
    """A form of the desk, sent from a page that is not the desk's."""

    public_message = "This form came from another site. Nothing was changed."


class CrowdedError(BusyError):
    """More requests at once than a worker holds. This one was not read."""

    public_message = (
        "Too many people are here at once. Nothing was sent just now. "
        "Load this page again in a minute: it can never arrive twice."
    )


class FaultError(RefusedError):
    """Ours: a bug or a broken machine. Says nothing about what happened."""

    public_message = "Something went wrong on our side."


_OTHERWISE = 400

_STATUSES: Mapping[type[RefusedError], int] = MappingProxyType(
    {
        BadFormError: 400,
        UnknownHostError: 400,
        ForbiddenError: 403,
        NotSignedInError: 403,
        StaleFormError: 403,
        NotFoundError: 404,
        WrongMethodError: 405,
        ChangedMeanwhileError: 409,
        TooLargeError: 413,
        UnsupportedFormError: 415,
        FaultError: 500,
        BusyError: 503,
        CardNotTrustedError: 503,
        NotOpenYetError: 503,
        UnavailableError: 503,
    }
)

_RAISED_BY_STARLETTE: Mapping[int, type[RefusedError]] = MappingProxyType(
    {404: NotFoundError, 405: WrongMethodError, 413: TooLargeError}
)


def status_of(refused: type[RefusedError]) -> int:
    """Return the status of a refusal: its own, or its nearest ancestor's."""
    return next(
        (_STATUSES[c] for c in refused.__mro__ if c in _STATUSES),
        _OTHERWISE,
    )


def refusal_of(error: HTTPException) -> type[RefusedError]:
    """Return our refusal for what the framework raises about a route or a request."""
    return _RAISED_BY_STARLETTE.get(error.status_code, BadFormError)
