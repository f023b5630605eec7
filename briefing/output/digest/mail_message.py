"""A document as a mail: plain text and HTML of the same content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from briefing.output.digest.digest_names import plain_name, short_name
from briefing.output.digest.mail_headers import MAIL_POLICY
from briefing.output.documents.document import Document
from briefing.output.documents.formats import write_document
from briefing.output.formatting import format_day
from briefing.output.lines import NO_BREAK_SPACE

FROM_LINE = re.compile("^From ", re.MULTILINE)
"""What files of mail take for the start of the next message, and change to ">From "."""
NO_DOMAIN = "localhost"
"""Stands in ids of messages for the domain of an unknown sender."""
MAX_ID = 64
"""Characters of an id: a longer one would need a second line, which folds it into encoded words."""
MAX_TITLE_IN_SUBJECT = 60
"""Characters of a title in a subject: lists of mails show about as many."""


def mail_message(document: Document, sender: str, to: Sequence[str], width: int, name: str = "") -> EmailMessage:
    """Return a document as a message with both parts.

    The mails of a month answer a mail that never was, so that mail programs show them as one conversation: without a
    log of what was sent, and without a conversation that grows for years.

    Args:
        document: What it says.
        sender: Its address of origin; "": the program that sends it adds one.
        to: Its recipients.
        width: Cells of a line of the plain text.
        name: The name of the digest, for the subject; "": none.
    """
    message = EmailMessage(policy=MAIL_POLICY)
    message["Subject"] = mail_subject(document, name)
    if sender:
        message["From"] = header_address(sender)
    message["To"] = [header_address(one) for one in to]
    message["Date"] = format_datetime(document.now.astimezone())
    domain = header_address(sender).domain if sender else NO_DOMAIN
    message["Message-ID"] = make_msgid(domain=domain)
    message["List-Id"] = _list_id(name, domain)
    root = f"<{short_name(name)}.{document.now.astimezone():%Y-%m}.briefing@{domain}>"
    if len(root) <= MAX_ID:
        message["In-Reply-To"], message["References"] = root, root
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(write_document(document, "text", width).replace(NO_BREAK_SPACE, " "), cte="quoted-printable")
    message.add_alternative(write_document(document, "html", width), subtype="html", cte="quoted-printable")
    for part in message.iter_parts():
        part.set_payload(FROM_LINE.sub("=46rom ", str(part.get_payload())))
    return message


def header_address(text: str) -> Address:
    """Return an address with the ASCII form of its domain, which all mail servers take, and its name as it was."""
    name, bracket, address = text.rpartition("<")
    address = address.removesuffix(">") if bracket else text
    user, _, domain = address.rpartition("@")
    return Address(name.replace('"', "").strip(), user, domain if domain.isascii() else _ascii_domain(address))


def _ascii_domain(address: str) -> str:
    """Return the domain of an address as headers can hold it: international names in their ASCII form."""
    domain = address.rpartition("@")[2]
    try:
        return domain.encode("idna").decode("ascii") or NO_DOMAIN
    except UnicodeError:
        return NO_DOMAIN


def _list_id(name: str, domain: str) -> str:
    """Return the id of a digest for the header by which programs sort mail, in one line; a long domain has no room."""
    plain, short = plain_name(name), short_name(name)
    ids = [f"<{one}.briefing.{where}>" for one, where in ((plain, domain), (short, domain), (short, NO_DOMAIN))]
    return next((one for one in ids if len(one) <= MAX_ID), ids[-1])


def _whole_words(text: str, limit: int) -> str:
    """Return the words of a text that fit into so many characters; of scripts without spaces, its characters."""
    start, _, _ = text[: limit + 1].rpartition(" ")
    return start if len(start) > limit // 2 else text[:limit].rstrip()


def mail_subject(document: Document, name: str = "") -> str:
    """Return the subject: the most important title, how many others there are, and the day."""
    titles = [entry.title for entry in (*document.entries, *document.brief)]
    day = format_day(document.now.astimezone(), document.now)
    label = f"Briefing {name}, {day}" if name else f"Briefing, {day}"
    if not titles:
        return f"{label}: nothing new"
    first = " ".join(titles[0].split())
    if len(first) > MAX_TITLE_IN_SUBJECT:
        first = f"{_whole_words(first, MAX_TITLE_IN_SUBJECT - 1)}…"
    return f"{label}: {first}" + (f" and {len(titles) - 1} more" if titles[1:] else "")
