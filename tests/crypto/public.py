"""Vectors that everybody shares, as the package `cryptography_vectors` holds them."""

import json
from importlib.resources import files

from tests.crypto.cases import Case, Fields

HOLDER = files("cryptography_vectors")


def read_public(path: str) -> list[Case]:
    """Read a file of `NAME = value` lines, whose cases begin at `COUNT`."""
    cases: list[Fields] = []
    for line in HOLDER.joinpath(path).read_text().splitlines():
        name, equals, value = (part.strip() for part in line.partition("="))
        if name.lower() == "count":
            cases.append({})
        elif equals and not name.startswith(("#", "[")):
            cases[-1][name.lower()] = value
    return [Case(fields) for fields in cases]


def read_signatures() -> list[Case]:
    """Read Ed25519's own vectors: secret and public key, message, signature."""
    lines = HOLDER.joinpath("asymmetric/Ed25519/sign.input").read_text().splitlines()
    parts = [line.split(":") for line in lines]
    return [
        Case(
            {
                "seed": secret[:64],
                "public": public,
                "message": message,
                "signature": signed[:128],
            }
        )
        for secret, public, message, signed, _ in parts
    ]


def read_hpke(kem: int, aead: int) -> Case:
    """Read the first message of the base mode under HKDF-SHA256, KEM and AEAD."""
    found = (
        vector
        for name in ("test-vectors", "hpke-pq-test-vectors")
        for vector in json.loads(HOLDER.joinpath(f"HPKE/{name}.json").read_text())
    )
    wanted = (0, kem, 1, aead)
    suite = ("mode", "kem_id", "kdf_id", "aead_id")
    vector = next(one for one in found if tuple(one[name] for name in suite) == wanted)
    first = vector["encryptions"][0]
    return Case(
        {
            "private": vector["skRm"],
            "public": vector["pkRm"],
            "info": vector["info"],
            "aad": first["aad"],
            "sealed": vector["enc"] + first["ct"],
            "plaintext": first["pt"],
        }
    )
