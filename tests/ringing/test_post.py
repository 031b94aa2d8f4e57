"""How mail is handed in: sealed on its way, with a password, or not at all."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from service.domain.mails import Mail, MailId, Tls
from service.post import MailServerAwayError, Post
from tests.builders import NOON
from tests.ringing.postbox import PASSWORD, USER, Postbox

LOCAL = IPv4Address("127.0.0.1")
A_MAIL = Mail(MailId("a" * 32), ("somebody@borough.example",), "Please sign in.\n")


async def hand_in(post: Post, *mails: Mail) -> tuple[int, list[str]]:
    taken: list[str] = []

    async def note(mail_id: MailId) -> None:
        taken.append(mail_id)

    return await post.carry(mails, NOON.seconds, note), taken


async def test_a_mail_goes_over_starttls_with_a_password(
    postbox: Postbox, certificate: ssl.SSLContext
) -> None:
    postbox.tls, postbox.wants_password = certificate, True
    post = postbox.reach(Tls.STARTTLS, USER, PASSWORD)
    assert await hand_in(post, A_MAIL) == (0, [A_MAIL.id])
    assert postbox.got[0].to == A_MAIL.to
    await post.greet()


async def test_a_wrong_password_or_a_server_without_tls_hands_nothing_in(
    postbox: Postbox, certificate: ssl.SSLContext
) -> None:
    plain = postbox.reach(Tls.STARTTLS)
    assert await hand_in(plain, A_MAIL) == (1, [])
    postbox.tls, postbox.wants_password = certificate, True
    for password in ("", "not it"):
        post = postbox.reach(Tls.STARTTLS, USER, password)
        assert await hand_in(post, A_MAIL) == (1, [])
        if password:
            with pytest.raises(MailServerAwayError):
                await post.greet()
    assert postbox.got == []


async def test_a_certificate_that_nobody_vouches_for_is_not_believed(
    postbox: Postbox, certificate: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    postbox.tls = certificate
    assert await hand_in(postbox.reach(Tls.STARTTLS), A_MAIL) == (1, [])
    assert postbox.got == []


async def test_a_broken_address_holds_up_no_other_mail(postbox: Postbox) -> None:
    broken = Mail(MailId("b" * 32), ("no\nbody@borough.example",), "Please sign in.\n")
    assert await hand_in(postbox.reach(), broken, A_MAIL) == (1, [A_MAIL.id])


async def test_many_mails_go_over_one_connection(postbox: Postbox) -> None:
    mails = [Mail(MailId(f"{n:032}"), A_MAIL.to, A_MAIL.text) for n in range(9)]
    assert await hand_in(postbox.reach(), *mails) == (0, [mail.id for mail in mails])
    assert postbox.came == 1


async def test_nobody_at_home_is_said_so(postbox: Postbox) -> None:
    await postbox.close()
    with pytest.raises(MailServerAwayError):
        await postbox.reach().greet()
    assert await hand_in(postbox.reach(), A_MAIL) == (1, [])
    await postbox.open()


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A self-made certificate of 127.0.0.1, which this process believes."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)  # noqa: TID251 - a certificate lives in real time
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(LOCAL)]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "mail.pem"
    pem = made.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file.write_bytes(pem + private)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    return context
