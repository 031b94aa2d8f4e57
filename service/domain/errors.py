"""The ways the service says no. Each carries one public sentence and nothing else.

A refusal takes no arguments: what somebody typed cannot get into it. Which
status and page it becomes is decided in service/web/refusals.py alone.
"""


class RefusedError(Exception):
    """Understood, and no."""

    public_message = "We cannot do that."

    def __init__(self) -> None:
        """Take the class's own sentence."""
        super().__init__(self.public_message)


class NotFoundError(RefusedError):
    """Absent, expired and another's are one answer."""

    public_message = "We cannot find that page."


class ForbiddenError(RefusedError):
    """Signed in, and not allowed."""

    public_message = "You may not do that."


class NotSignedInError(RefusedError):
    """There is no open session."""

    public_message = "Your session has ended. Nothing was saved. Sign in again."


class StaleFormError(RefusedError):
    """A form that is too old, of another session, or not ours."""

    public_message = "This form is too old to use. Nothing was changed."


class BadFormError(RefusedError):
    """What the browser sent is not a form we can read."""

    public_message = "We could not read what your browser sent. Nothing was kept."


class DutyOpenError(BadFormError):
    """A tip is not closed while somebody has still to act for somebody's safety."""

    public_message = (
        "There is a safeguarding duty that is still open. It has to be closed first."
    )


class NotPassedOnError(BadFormError):
    """A reporter is told that something was passed on only once that is true."""

    public_message = "Nothing of this was passed on yet. Nothing was sent."


class UnsupportedFormError(RefusedError):
    """A form in an encoding none of our pages uses."""

    public_message = "We could not read what your browser sent. Nothing was kept."


class TooLargeError(RefusedError):
    """More than any of our forms can hold."""

    public_message = "That is more than we can take at once. Nothing was kept."


class TooSlowError(TooLargeError):
    """More than this line brings in the time there is. The rest was not waited for.

    It shares its parent's status, not 408: some browsers answer that by sending it
    all again, unasked, and their sender waits as long once more.
    """

    public_message = (
        "Nothing was sent: your internet is too slow just now. "
        "Go back one page and try again. Without photos it is quicker."
    )


class UnavailableError(RefusedError):
    """The vault did not answer, or not in time."""

    public_message = (
        "We could not confirm it. Press Send again: it can never arrive twice."
    )


class BusyError(RefusedError):
    """More comes in than can be held: this was not kept."""

    public_message = "It was not sent. Too many people are sending at once."


class NotOpenYetError(RefusedError):
    """No desk can receive yet, or its card does not lead back to the pinned one."""

    public_message = "Reports cannot be taken here yet."


class CardNotTrustedError(RefusedError):
    """A desk's card does not lead back to the fingerprint in the settings."""

    public_message = (
        "Reports cannot be taken: this desk's key is not the one it was set up with."
    )


class ChangedMeanwhileError(RefusedError):
    """Somebody else changed it between this page and this form."""

    public_message = "Somebody changed this while you had it open."
