"""How digests are mailed: the table [mail] of feeds.toml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from briefing.model.feeds import Secret

MailSecurity = Literal["starttls", "tls", "none"]
"""starttls: encrypted from the second command on; tls: from the first byte on; none: not encrypted."""
SECURITIES: tuple[str, ...] = get_args(MailSecurity)
DEFAULT_PORTS = {"starttls": 587, "tls": 465, "none": 25}
"""The usual ports of servers that take mail from its author (RFC 8314), and of those that take it unencrypted."""


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Where and how mail is sent.

    Attributes:
        sender: The address, perhaps with a name, that digests are from.
        to: The addresses that get a digest unless it names others.
        host: The server that takes the mail; "": mail is only printed, for a program such as sendmail.
        port: Its port; 0: the usual one.
        security: How the connection is encrypted.
        user: The user who logs in; "": nobody does.
        password: Where to read the password.
        timeout: Seconds to wait for each answer of the server.
    """

    sender: str = ""
    to: tuple[str, ...] = ()
    host: str = ""
    port: int = 0
    security: MailSecurity = "starttls"
    user: str = ""
    password: Secret | None = None
    timeout: float = 30.0
