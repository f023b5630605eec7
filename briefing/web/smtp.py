"""Sending mail to a server over SMTP, encrypted unless the settings say otherwise."""

from __future__ import annotations

import smtplib
import socket
import ssl
import time
from collections.abc import Callable
from email.message import EmailMessage

from briefing.errors import MailError
from briefing.model.mail import DEFAULT_PORTS, MailSettings

RETRY_DELAYS = (2.0, 10.0)
"""Seconds before the second and the third try: a busy server or a lost connection is often back by then."""
TEMPORARY_CODES = range(400, 500)
"""Codes of answers after which the same may succeed later (RFC 5321, section 4.2.1)."""
_NO_TLS_RECORD = "WRONG_VERSION_NUMBER"
"""How OpenSSL names an answer that is no TLS record: the text with which a server greets without encryption."""


class NoGreetingError(smtplib.SMTPException):
    """A server took the connection, but did not greet in time, as one that waits for TLS from the first byte on."""


def send_mail(
    message: EmailMessage, settings: MailSettings, password: str, sleep: Callable[[float], None] = time.sleep
) -> dict[str, str]:
    """Send a message to all whom its headers name, with further tries after temporary failures.

    Returns:
        The recipients that the server refused while it took the message for others, each with its reason.

    Raises:
        MailError: Nobody got it; the message names the server and the cause.
    """
    for delay in (*RETRY_DELAYS, None):
        try:
            return _send_once(message, settings, password)
        except (OSError, smtplib.SMTPException) as error:
            if delay is None or not _may_succeed_later(error):
                raise MailError(f"mail to {_server(settings)} failed: {_cause(error)}", _hint(error)) from error
            sleep(delay)
    raise AssertionError("unreachable")


def _send_once(message: EmailMessage, settings: MailSettings, password: str) -> dict[str, str]:
    port = settings.port or DEFAULT_PORTS[settings.security]
    context = ssl.create_default_context()
    if settings.security == "tls":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(settings.host, port, timeout=settings.timeout, context=context)
    else:
        connection = _greeted(settings.host, port, settings.timeout)
    with connection:
        if settings.security == "starttls":
            connection.starttls(context=context)
        if settings.user:
            connection.login(settings.user, password)
        refused = connection.send_message(message)
    return {address: _answer(code, text) for address, (code, text) in refused.items()}


def _greeted(host: str, port: int, timeout: float) -> smtplib.SMTP:
    """Connect to a server that greets before anything is encrypted."""
    try:
        return smtplib.SMTP(host, port, timeout=timeout)
    except smtplib.SMTPServerDisconnected as error:
        if isinstance(error.__context__, TimeoutError):
            raise NoGreetingError(f"no greeting within {timeout:g} s") from error
        raise


def _server(settings: MailSettings) -> str:
    return f"{settings.host}:{settings.port or DEFAULT_PORTS[settings.security]}"


def _may_succeed_later(error: Exception) -> bool:
    if isinstance(error, ssl.SSLCertVerificationError | smtplib.SMTPNotSupportedError | NoGreetingError):
        return False
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code in TEMPORARY_CODES
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code in TEMPORARY_CODES for code, _ in error.recipients.values())
    return isinstance(error, OSError)


def _cause(error: Exception) -> str:
    """Return what went wrong in one line."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        refused = (f"{address} ({_answer(*answer)})" for address, answer in error.recipients.items())
        return f"the server refused {', '.join(refused)}"
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"the server refused user and password ({_answer(error.smtp_code, error.smtp_error)})"
    if isinstance(error, smtplib.SMTPResponseException):
        return _answer(error.smtp_code, error.smtp_error)
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not valid: {error.verify_message}"
    if isinstance(error, ssl.SSLError) and error.reason == _NO_TLS_RECORD:
        return "the server does not encrypt from the first byte on"
    if isinstance(error, TimeoutError):
        return "no answer in time"
    return " ".join(str(getattr(error, "strerror", "") or error).split())


def _hint(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return "check `user` and `password` of [mail] in feeds.toml; many services want a password made for programs"
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "check the addresses under `to` of [mail] or `mail` of the digest"
    if isinstance(error, ssl.SSLCertVerificationError):
        return "check `host` of [mail]; SSL_CERT_FILE names a file with an authority of your own"
    if isinstance(error, ssl.SSLError) and error.reason == _NO_TLS_RECORD:
        return 'check `port` and `security` of [mail]: port 587 mostly needs security = "starttls"'
    if isinstance(error, smtplib.SMTPNotSupportedError | ssl.SSLError):
        return "check `host`, `port` and `security` of [mail]"
    if isinstance(error, NoGreetingError):
        return 'check `port` and `security` of [mail]: port 465 mostly needs security = "tls"'
    if isinstance(error, ConnectionRefusedError | socket.gaierror):
        return "check `host` and `port` of [mail]; the digest is not recorded as delivered, and comes with the next run"
    return "the digest is not recorded as delivered, and comes with the next run"


def _answer(code: int, text: bytes | str) -> str:
    """Return an answer of a server as one printable line."""
    decoded = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {' '.join(''.join(sign if sign.isprintable() else ' ' for sign in decoded).split())}"
