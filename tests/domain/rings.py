"""The keys of made-up desks, made once a run."""

from crypto import DeskKeys, RecoveryKit
from service.domain.people import DeskId, Keyring
from service.settings import load_words
from tests.builders import CUSTODIAN_DESK, POLICE_DESK, SAFEGUARDING_DESK, TRIAGE_DESK

WORDS = load_words()
_KIT = RecoveryKit.generate(WORDS)


def a_keyring(desk: DeskId) -> Keyring:
    """What a member of a desk opens and signs with."""
    keys = DeskKeys.generate(desk, 1, _KIT.card)
    return Keyring({keys.card.id: keys}, keys.card)


TRIAGE = a_keyring(TRIAGE_DESK)
GUARDS = a_keyring(SAFEGUARDING_DESK)
POLICE = a_keyring(POLICE_DESK)
CUSTODIAN = a_keyring(CUSTODIAN_DESK)
OTHERS = a_keyring(DeskId("elsewhere"))
