"""A mail server on loopback, on a free port, that keeps what it gets."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

CERTIFICATES = Path(__file__).parent / "faults" / "certificates"
USER, PASSWORD = "me", "swordfish"


class MailServer:
    """Takes mail for anybody but `refused`; answers the first `busy` messages with "try later"."""

    def __init__(self, refused: tuple[str, ...] = (), busy: int = 0) -> None:
        self.refused, self.busy = refused, busy
        self.port = 0
        self.messages: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.encrypted: list[bool] = []

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        if self.busy:
            self.busy -= 1
            return "451 try later"
        message = message_from_bytes(bytes(envelope.content or b""), policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        self.recipients.append(list(envelope.rcpt_tos))
        self.encrypted.append(server.transport.get_extra_info("sslcontext") is not None)
        return "250 OK"


def context(name: str) -> ssl.SSLContext:
    """The TLS context of a server with one of the test certificates."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(CERTIFICATES / f"{name}.pem")
    return made


def authenticate(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
    is_right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=is_right, handled=False)


@contextmanager
def running(server: MailServer, security: str = "none", certificate: str = "valid") -> Iterator[MailServer]:
    """Let a server answer on a worker of its own; with encryption it takes a login."""
    options: dict[str, Any] = {"hostname": "localhost"}
    if security == "starttls":
        options |= {"tls_context": context(certificate), "require_starttls": True, "auth_required": True}
    if security != "none":
        options |= {"authenticator": authenticate, "auth_require_tls": security == "starttls"}
    loop = asyncio.new_event_loop()
    started = threading.Event()

    async def serve() -> None:
        made = await loop.create_server(
            lambda: SMTP(server, loop=loop, **options),
            "127.0.0.1",
            0,
            ssl=context(certificate) if security == "tls" else None,
        )
        server.port = made.sockets[0].getsockname()[1]
        stop = loop.create_future()
        ends.append(lambda: loop.call_soon_threadsafe(stop.set_result, None))
        started.set()
        await stop
        made.close()

    ends: list[Any] = []
    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    started.wait()
    try:
        yield server
    finally:
        ends[0]()
        thread.join()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()
