"""Everything this product means by 'secret', in one small package.

Bytes go in and bytes come out. Nothing here reads a clock, a file, an
environment variable or a database, and nothing here imports `service`.
Import from this module only; the files behind it are private.

What is promised, and what is not, is written in crypto/README.md. Code that
disagrees with that document is a bug in the code.
"""

from crypto._cards import (
    DeskCard,
    Membership,
    OfficerCard,
    RecoveryCard,
    follow_chain,
)
from crypto._chain import (
    NO_ENTRY,
    ChainEntry,
    hash_detail,
    seal_detail,
    verify_chain,
)
from crypto._desks import DeskKeys
from crypto._errors import CannotOpenError, CryptoError, MalformedError
from crypto._letters import (
    Box,
    ContentKey,
    LetterContext,
    SealedLetter,
    ShredKey,
    open_part,
    seal_letter,
)
from crypto._officers import (
    PASSWORD_SALT_BYTES,
    OfficerKey,
    OfficerSecrets,
    find_totp_step,
    generate_totp_secret,
    make_totp_code,
    spend_password_time,
    totp_uri,
    unwrap_officer,
    wrap_officer,
)
from crypto._processes import (
    SEED_BYTES,
    Draft,
    ProcessSecret,
    SessionSecret,
    hash_token,
    random_below,
    random_bytes,
    random_id,
)
from crypto._recovery import RecoveryKit
from crypto._streams import CHUNK_BYTES, FileKey, FileOpener, FileSealer
from crypto._threads import LOCATOR_BYTES, MailboxKeys, ThreadKey
from crypto._words import Receipt, WordList

__all__ = [
    "CHUNK_BYTES",
    "LOCATOR_BYTES",
    "NO_ENTRY",
    "PASSWORD_SALT_BYTES",
    "SEED_BYTES",
    "Box",
    "CannotOpenError",
    "ChainEntry",
    "ContentKey",
    "CryptoError",
    "DeskCard",
    "DeskKeys",
    "Draft",
    "FileKey",
    "FileOpener",
    "FileSealer",
    "LetterContext",
    "MailboxKeys",
    "MalformedError",
    "Membership",
    "OfficerCard",
    "OfficerKey",
    "OfficerSecrets",
    "ProcessSecret",
    "Receipt",
    "RecoveryCard",
    "RecoveryKit",
    "SealedLetter",
    "SessionSecret",
    "ShredKey",
    "ThreadKey",
    "WordList",
    "find_totp_step",
    "follow_chain",
    "generate_totp_secret",
    "hash_detail",
    "hash_token",
    "make_totp_code",
    "open_part",
    "random_below",
    "random_bytes",
    "random_id",
    "seal_detail",
    "seal_letter",
    "spend_password_time",
    "totp_uri",
    "unwrap_officer",
    "verify_chain",
    "wrap_officer",
]
