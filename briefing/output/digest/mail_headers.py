"""Headers of mail whose text has other letters than those of ASCII: each is encoded as a whole.

The folding of the standard library encodes single words of a subject or a name. At the end of a line it then writes a
space too many, or none, where two lines of encoded words meet: so in 340 of 2,206 headlines of two weeks of news.
"""

from __future__ import annotations

from collections.abc import Sequence
from email.charset import QP, Charset
from email.header import Header
from email.headerregistry import Address
from email.policy import EmailPolicy

_UTF_8 = Charset("utf-8")
_UTF_8.header_encoding = QP


class MailPolicy(EmailPolicy):
    """The policy of a message that is mailed, or printed for a mail program."""

    def fold(self, name: str, value: str) -> str:
        """Return the lines of a header."""
        addresses: Sequence[Address] = getattr(value, "addresses", ())
        if value.isascii() or not all(one.addr_spec.isascii() for one in addresses):
            return str(super().fold(name, value))
        header = _address_header(name, addresses) if addresses else Header(str(value), _UTF_8, header_name=name)
        return f"{name}: {header.encode(linesep=self.linesep)}{self.linesep}"

    def fold_binary(self, name: str, value: str) -> bytes:
        """Return the lines of a header as bytes."""
        return self.fold(name, value).encode("utf-8" if self.utf8 else "ascii", "surrogateescape")


def _address_header(header_name: str, addresses: Sequence[Address]) -> Header:
    """Return a header of addresses, each name in one encoding."""
    header = Header(header_name=header_name)
    for index, one in enumerate(addresses):
        comma = "" if index == len(addresses) - 1 else ","
        if one.display_name.isascii():
            header.append(f"{one}{comma}")
        else:
            header.append(one.display_name, _UTF_8)
            header.append(f"<{one.addr_spec}>{comma}")
    return header


MAIL_POLICY = MailPolicy(linesep="\r\n")
