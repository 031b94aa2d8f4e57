"""The harmless website that leaving leads to, on this machine."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HARMLESS = "www.bbc.co.uk"
TITLE = "The weather"


@asynccontextmanager
async def stand_elsewhere(folder: Path) -> AsyncIterator[list[str]]:
    """Put the website up, and give the flags with which Chromium finds it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_write_certificate(folder))
    server = await asyncio.start_server(_answer, "127.0.0.1", 0, ssl=context)
    port = server.sockets[0].getsockname()[1]
    rule = f"MAP {HARMLESS}:443 127.0.0.1:{port}"
    async with server:
        yield [f"--host-resolver-rules={rule}", "--ignore-certificate-errors"]


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer one request, whatever is asked for."""
    with suppress(asyncio.IncompleteReadError, ConnectionError):
        await reader.readuntil(b"\r\n\r\n")
        page = f"<!DOCTYPE html><title>{TITLE}</title><h1>It rains</h1>"
        head = f"HTTP/1.1 200 OK\r\ncontent-length: {len(page)}\r\n"
        kind = "content-type: text/html\r\nconnection: close\r\n\r\n"
        writer.write(f"{head}{kind}{page}".encode())
        await writer.drain()
    writer.close()


def _write_certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HARMLESS)])
    now = datetime(2026, 1, 1, tzinfo=UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=36_500))
        .sign(key, hashes.SHA256())
    )
    path = folder / "elsewhere.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path
