"""What may be sent along with a tip, and how the service says no to a file."""

from enum import StrEnum

from service.domain.errors import RefusedError, StaleFormError

MOST_PIECES = 10
"""How many pictures may be made of all files of one tip: a document has many."""


class Refusal(StrEnum):
    """Why a file is not taken, in a sentence for who sent it. The tip still goes."""

    EMPTY = "There is nothing in this file. Choose it again, or choose another one."
    TOO_LARGE = "This file is too big. Send a smaller one, or a screenshot of it."
    TOO_MANY = "You have added as many files as we can take."
    NOT_A_PICTURE = (
        "We cannot use this kind of file. A photo or a screenshot of it will work."
    )
    NOT_WITH_THIS = (
        "We take no pictures with this. Tell us in words. "
        "We did not look at what you added, and we kept nothing of it."
    )
    NO_PICTURES = "We cannot take photos here. Tell us in words what it shows."
    NO_VIDEOS = "We cannot take videos here. A screenshot from it will work."
    NO_DOCUMENTS = "We cannot take PDF files here. A photo or a screenshot will work."
    BROKEN = (
        "This file is damaged, so we cannot open it. "
        "Choose it again, or send a screenshot of it."
    )
    LOCKED = "This file has a password, so we cannot open it. Send a screenshot of it."
    TOO_MANY_PIXELS = "This picture is too big for us to open. Send a screenshot of it."
    TOO_LONG = "This is too long for us. Send a shorter part, or a screenshot of it."
    TOO_SLOW = "This file takes us too long to open. Send a screenshot of it."
    INFECTED = (
        "Our virus check stopped this file, so we did not keep it. "
        "Send a screenshot of it."
    )
    NOT_CHECKED = (
        "We cannot check files for viruses at the moment, so we did not keep this one. "
        "Try again in a few minutes, or send your report without it."
    )
    NOT_KEPT = (
        "We cannot keep files at the moment. "
        "Try again in a few minutes, or send your report without it."
    )
    BUSY = (
        "Too many people are sending files at the moment. "
        "Try again in a few minutes, or send your report without it."
    )


class FilesGoneError(StaleFormError):
    """Files that cannot be sent any more: too old, gone, or sent with another tip."""

    public_message = "You have to add your files again."


class FilesWithheldError(StaleFormError):
    """Files on their way with what no file is taken with. None of them is sent."""

    public_message = "We take no pictures with this."


class FileRefusedError(RefusedError):
    """A file that is not taken. `why` is one of our sentences, nothing of the file."""

    def __init__(self, why: Refusal) -> None:
        """Take the sentence."""
        super().__init__()
        self.public_message = why.value
        self.why = why
