"""What can be done for somebody's safety, as codes and in plain words."""

from enum import StrEnum


class Action(StrEnum):
    """What can have been done for somebody's safety."""

    REFERRED = "referred"
    STRATEGY = "strategy"
    POLICE = "police"
    FAMILY = "family"
    SCHOOL = "school"
    OFFICER = "designated-officer"
    ADULTS = "adults"
    NRM = "nrm"
    OTHER = "other"
    NOTIFIED_POLICE = "notified-police"
    NOTIFIED_COUNCIL = "notified-council"
    NOT_NOTIFIED = "not-notified"

    @property
    def label(self) -> str:
        """What was done, in plain words."""
        return _LABELS[self]

    @property
    def needs_words(self) -> bool:
        """Tell whether it says too little without a sentence of its own."""
        return self in {Action.OTHER, Action.NOT_NOTIFIED}

    @property
    def answers_notification(self) -> bool:
        """Tell whether it says what became of the notification."""
        return self in NOTIFYING


_LABELS = {
    Action.REFERRED: "Referral to the children's front door made",
    Action.STRATEGY: "Strategy discussion asked for",
    Action.POLICE: "Police told",
    Action.FAMILY: "Family support offered",
    Action.SCHOOL: "School's safeguarding lead told",
    Action.OFFICER: "Local authority designated officer told",
    Action.ADULTS: "Adult safeguarding told",
    Action.NRM: "Referral to the National Referral Mechanism made",
    Action.OTHER: "Something else was done",
    Action.NOTIFIED_POLICE: "Child sexual abuse: the police were notified",
    Action.NOTIFIED_COUNCIL: "Child sexual abuse: the local authority was notified",
    Action.NOT_NOTIFIED: "Child sexual abuse: nobody was notified, for a reason",
}

NOTIFYING = frozenset(
    {Action.NOTIFIED_POLICE, Action.NOTIFIED_COUNCIL, Action.NOT_NOTIFIED}
)
"""What answers the duty to report child sexual abuse."""
