"""One Send: what somebody tells, and what the same Send always comes to."""

from dataclasses import dataclass

from service.domain.answers import Answers, Identity


@dataclass(frozen=True, slots=True, repr=False)
class Sending:
    """What is sent with one ticket's seed (16 bytes).

    `is_suspect` tells that it did not come as people's do, so that it waits in the
    quarantine; `is_proven` that a browser worked for it. `files_ready` tells
    that all files are there that the answers name; otherwise this can only be a Send
    that came before. None of these is part of what makes the tip: the same answers
    sent again, suspect or not, are the same tip.
    """

    answers: Answers
    seed: bytes
    identity: Identity | None = None
    is_suspect: bool = False
    is_proven: bool = False
    files_ready: bool = True

    @property
    def canonical(self) -> bytes:
        """The bytes that ids and words are derived from, with the seed."""
        if self.identity is None:
            return self.answers.canonical
        # Safe because answers are JSON, which holds no NUL: no two pairs are one text.
        return self.answers.canonical + b"\0" + self.identity.canonical
