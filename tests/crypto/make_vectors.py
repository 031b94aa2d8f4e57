"""Add the vectors that are not recorded yet: `python -m tests.crypto.make_vectors`.

A case that stands in its file is never made again: boxes like it lie in databases.
So a new case gets a new name here. Inputs are fixed by the case's name; boxes hold
randomness and are recorded as they came.
"""

import json
from collections.abc import Callable, Iterator

from crypto import (
    NO_ENTRY,
    Box,
    ChainEntry,
    ContentKey,
    DeskCard,
    DeskKeys,
    LetterContext,
    Membership,
    OfficerKey,
    OfficerSecrets,
    ProcessSecret,
    Receipt,
    SessionSecret,
    ShredKey,
    hash_detail,
    hash_token,
    make_totp_code,
    seal_detail,
    seal_letter,
    wrap_officer,
)
from tests.crypto.builders import KIT, WORDS
from tests.crypto.cases import VECTORS, Fields, fix, read_subject
from tests.crypto.files import a_file


def a_context(name: str, purpose: str) -> tuple[LetterContext, Fields]:
    letter_id = fix(f"{name} letter", 16).hex()
    fields = {"purpose": purpose, "letter_id": letter_id}
    return LetterContext(purpose, letter_id), fields


def a_desk(name: str, generation: int = 1) -> tuple[DeskKeys, Fields]:
    desk = DeskKeys(fix(f"{name} desk"), "community-safety", generation, KIT.card)
    fields = {"desk": desk.desk, "generation": str(generation), "seed": desk.seed.hex()}
    return desk, {"kit": KIT.words, **fields}


def a_letter(name: str, summary: str | None, body: str | None) -> Fields:
    context, fields = a_context(name, "tip")
    shred_key = ShredKey(fix(f"{name} shred"))
    letter, key = seal_letter(context, shred_key, summary=summary, body=body)
    fields |= {"content_key": key.raw.hex(), "shred_key": shred_key.raw.hex()}
    if summary is not None and letter.summary is not None:
        fields |= {"summary": summary, "summary_box": letter.summary.hex()}
    if body is not None and letter.body is not None:
        fields |= {"body": body, "body_box": letter.body.hex()}
    return fields


def a_seal(name: str, generation: int) -> Fields:
    desk, fields = a_desk(name, generation)
    context, about = a_context(name, "tip")
    key = ContentKey(fix(f"{name} content"))
    boxes = {
        "content_key": key.raw.hex(),
        "seal": desk.card.seal_content_key(key, context).hex(),
        "adopted": desk.adopt(key, context).hex(),
    }
    return fields | about | boxes


def a_mailbox(name: str, words: str) -> Fields:
    keys = Receipt.parse(words, WORDS).derive_mailbox(fix("site", 16))
    context, about = a_context(name, "message")
    key = ContentKey(fix(f"{name} content"))
    return about | {
        "words": words,
        "site_salt": fix("site", 16).hex(),
        "locator": keys.locator.hex(),
        "mailbox_seed": keys.seed.hex(),
        "thread_key": keys.thread_key.raw.hex(),
        "content_key": key.raw.hex(),
        "wrap": keys.thread_key.wrap(key, context).hex(),
    }


def a_notice(name: str, words: str) -> Fields:
    keys = Receipt.parse(words, WORDS).derive_mailbox(fix("site", 16))
    context, about = a_context(name, "notice")
    key = ContentKey(fix(f"{name} content"))
    return about | {
        "words": words,
        "site_salt": fix("site", 16).hex(),
        "custody_key": keys.custody_key.raw.hex(),
        "content_key": key.raw.hex(),
        "wrap": keys.custody_key.wrap(key, context).hex(),
    }


def a_send(name: str, answers: str) -> Fields:
    secret, seed = fix("reporter secret"), fix(f"{name} seed", 16)
    draft = ProcessSecret(secret).draft(seed, answers.encode())
    return {
        "secret": secret.hex(),
        "seed": seed.hex(),
        "answers": answers,
        "tip_id": draft.tip_id,
        "id_name": "letter",
        "id": draft.make_id("letter"),
        "words": draft.make_receipt(WORDS).words,
    }


def two_generations(name: str) -> Fields:
    first, fields = a_desk(f"{name} first")
    second, _ = a_desk(f"{name} second", 2)
    return fields | {
        "card": first.card.raw.hex(),
        "id": first.card.id.hex(),
        "next_seed": second.seed.hex(),
        "next_card": second.card.raw.hex(),
        "next_id": second.card.id.hex(),
        "vouched_by_desk": first.vouch(second.card).hex(),
        "vouched_by_kit": KIT.vouch(second.card).hex(),
        "recovery_seed": first.seal_to_recovery().hex(),
        **a_signed_letter(name, first, second.card),
    }


def a_signed_letter(name: str, sender: DeskKeys, receiver: DeskCard) -> Fields:
    context, about = a_context(name, "report")
    letter, _ = seal_letter(
        context, ShredKey(fix("shred")), body="Sealed, then signed."
    )
    signature = sender.sign_letter(letter, (sender.card, receiver))
    boxes = {"body_box": (letter.body or b"").hex(), "signature": signature.hex()}
    return about | boxes


def a_member(name: str, role: str) -> Fields:
    desk, fields = a_desk(name)
    officer = OfficerKey(fix(f"{name} officer"), fix(f"{name} id", 16).hex())
    return fields | {
        "officer_id": officer.officer_id,
        "officer_seed": officer.seed.hex(),
        "officer_card": officer.card.raw.hex(),
        "officer_card_id": officer.card.id.hex(),
        "fingerprint": officer.card.fingerprint_words(WORDS),
        "role": role,
        "admission": desk.admit(Membership(officer.card, role)).hex(),
        "member_seed": desk.seal_to_member(officer.card).hex(),
    }


def an_officer(name: str, password: str, at: int) -> Fields:
    officer = OfficerKey(fix(f"{name} officer"), fix(f"{name} id", 16).hex())
    totp, salt, secret = fix(f"{name} totp", 20), fix(f"{name} salt", 16), fix("desk")
    unwrapped = OfficerSecrets(officer, totp)
    box = wrap_officer(unwrapped, password, salt=salt, desk_secret=secret)
    return {
        "officer_id": officer.officer_id,
        "officer_seed": officer.seed.hex(),
        "totp_secret": totp.hex(),
        "password": password,
        "salt": salt.hex(),
        "desk_secret": secret.hex(),
        "box": box.hex(),
        "at": str(at),
        "code": make_totp_code(totp, at=at),
    }


def a_session(name: str) -> Fields:
    officer = OfficerKey(fix(f"{name} officer"), fix(f"{name} id", 16).hex())
    session = SessionSecret(fix(f"{name} session"))
    return {
        "cookie": session.cookie,
        "session_id": session.session_id.hex(),
        "officer_id": officer.officer_id,
        "officer_seed": officer.seed.hex(),
        "desk_secret": fix("desk").hex(),
        "box": session.seal_officer(officer, fix("desk")).hex(),
    }


def a_token(name: str, plaintext: str) -> Fields:
    secret = ProcessSecret(fix(f"{name} secret"))
    token = secret.seal_token(plaintext.encode(), purpose="thread page")
    return {
        "secret": secret.raw.hex(),
        "purpose": "thread page",
        "key": secret.derive_key("thread page").hex(),
        "plaintext": plaintext,
        "token": token.hex(),
        "link": fix(f"{name} link", 16).hex(),
        "link_hash": hash_token(fix(f"{name} link", 16).hex()).hex(),
    }


def a_chain(name: str, texts: tuple[str, ...]) -> Fields:
    auditor, fields = a_desk(name)
    last = NO_ENTRY
    for number, text in enumerate(texts, 1):
        box: Box = seal_detail(auditor.card, number, text)
        last = ChainEntry(number, last, hash_detail(box)).hash
        fields |= {f"text_{number}": text, f"box_{number}": box.hex()}
    return fields | {"count": str(len(texts)), "head": last.hex()}


MAKERS: dict[str, dict[str, Callable[[str], Fields]]] = {
    "letters": {
        "a summary and a body": lambda name: a_letter(
            name, '{"topic":"drugs"}', "A tip."
        ),
        "the longest summary": lambda name: a_letter(name, "s" * 4095, None),
        "an empty body": lambda name: a_letter(name, None, ""),
        "a body of two alphabets": lambda name: a_letter(
            name, None, "Zoë, Łódź, 東 " * 300
        ),
    },
    "seals": {
        "a first generation": lambda name: a_seal(name, 1),
        "a later generation": lambda name: a_seal(name, 258),
    },
    "words": {
        "six words": lambda name: a_mailbox(
            name, "abacus zoom zoology eagle fable icing"
        ),
    },
    "notices": {
        "a custodian's notice": lambda name: a_notice(
            name, "oasis karate zebra ultra icing eagle"
        ),
    },
    "sends": {
        "plain answers": lambda name: a_send(name, '{"text":"A knife in the park."}'),
        "no answers": lambda name: a_send(name, ""),
    },
    "desks": {"two generations": two_generations},
    "members": {
        "a supervisor": lambda name: a_member(name, "supervisor"),
        "an officer": lambda name: a_member(name, "officer"),
    },
    "officers": {
        "five words": lambda name: an_officer(
            name, "icing-karate-oasis-zebra-ultra", 0
        ),
        "accents": lambda name: an_officer(name, "Zoë's café, Łódź!", 1_700_000_000),
    },
    "sessions": {"a session": a_session},
    "tokens": {
        "some bytes": lambda name: a_token(name, "what a page carries"),
        "no bytes": lambda name: a_token(name, ""),
    },
    "files": {
        "an empty file": lambda name: a_file(name, "", 0),
        "a short file": lambda name: a_file(name, "GIF89a", 1),
        "a chunk but for one byte": lambda name: a_file(name, "x", 65_535),
        "a whole chunk": lambda name: a_file(name, "0123456789abcdef", 4_096),
        "three chunks": lambda name: a_file(name, "Zoë, Łódź, 東 ", 10_000),
    },
    "chain": {
        "three entries": lambda name: a_chain(name, ("{}", "t" * 256, "t" * 1023)),
    },
}


def find_missing(subject: str) -> Iterator[Fields]:
    """Make the cases of a subject whose names are not in its file."""
    recorded = {fields["name"] for fields in read_subject(subject)}
    for name, make in MAKERS[subject].items():
        if name not in recorded:
            yield {"name": name, "made_by": "quietword"} | make(name)


def main() -> None:
    """Append what is missing to every file."""
    for subject in MAKERS:
        cases = [*read_subject(subject), *find_missing(subject)]
        text = json.dumps(cases, indent=1, ensure_ascii=False)
        (VECTORS / f"{subject}.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
