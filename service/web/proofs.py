"""Proof of work by ALTCHA, wrapped once: what a browser does while a person reads.

A challenge belongs to one Send, to its seed and its answers, so its answer is worth
nothing for another tip, and ends with the page's own ticket. It is never asked for:
without scripts, or before it is solved, a Send is as good as any other. It only tells
in a flood which Sends somebody's machine has worked for.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Self

import altcha

from crypto import ProcessSecret, random_below

# Counted for an old phone's one or two seconds: PBKDF2 runs natively in every browser,
# so whoever writes a program for it gains little. The number is drawn and not left to
# chance: nobody's phone is unlucky, and the longest wait is bounded.
_ALGORITHM = "PBKDF2/SHA-256"
_COST = 1_000
_FEWEST_TRIES, _MORE_TRIES = 150, 300

_LONGEST_ANSWER = 4_096


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Proofs:
    """Poses challenges and looks at their answers, and keeps none of them."""

    secret: bytes
    key_secret: bytes

    @classmethod
    def of(cls, secret: ProcessSecret) -> Self:
        """Take two keys of a process's secret: for challenges, for their solutions."""
        return cls(
            secret.derive_key("proof challenges"), secret.derive_key("proof solutions")
        )

    def pose(self, subject: bytes) -> str:
        """Return a challenge about something, as JSON for the page's script."""
        challenge = altcha.create_challenge(
            _ALGORITHM,
            _COST,
            counter=_FEWEST_TRIES + random_below(_MORE_TRIES),
            data={"of": _name(subject)},
            hmac_secret=self.secret,
            hmac_key_secret=self.key_secret,
        )
        return json.dumps(challenge.to_dict(), separators=(",", ":"))

    def is_solved(self, answer: str, subject: bytes) -> bool:
        """Tell whether an answer solves a challenge of ours about exactly this."""
        if not answer or len(answer) > _LONGEST_ANSWER:
            return False
        looked = altcha.verify_solution(
            answer, self.secret, hmac_key_secret=self.key_secret
        )
        if not looked.verified:
            return False
        posed = altcha.Payload.from_base64(answer).challenge.parameters
        return posed.data == {"of": _name(subject)}


def _name(subject: bytes) -> str:
    return hashlib.sha256(subject).hexdigest()
