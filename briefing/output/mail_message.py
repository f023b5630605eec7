"""A document as a mail: plain text and HTML of the same content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid, parseaddr

from briefing.output.document import Document
from briefing.output.formats import write_document
from briefing.output.formatting import format_day
from briefing.output.lines import NO_BREAK_SPACE
from briefing.text.plain_spelling import plain_spelling

FROM_LINE = re.compile("^From ", re.MULTILINE)
"""What files of mail take for the start of the next message, and change to ">From "."""
NOT_PLAIN = re.compile(r"[^a-z0-9]+")
MAX_SUBJECT = 60
"""Characters of a title in a subject: lists of mails show about as many."""


def mail_message(document: Document, sender: str, to: Sequence[str], width: int, name: str = "") -> EmailMessage:
    """Return a document as a message with both parts.

    Args:
        document: What it says.
        sender: Its address of origin; "": the program that sends it adds one.
        to: Its recipients.
        width: Cells of a line of the plain text.
        name: The name of the digest, for the subject; "": none.
    """
    message = EmailMessage(policy=SMTP)
    message["Subject"] = mail_subject(document, name)
    if sender:
        message["From"] = sender
    message["To"] = ", ".join(to)
    message["Date"] = format_datetime(document.now.astimezone())
    domain = _ascii_domain(parseaddr(sender)[1])
    message["Message-ID"] = make_msgid(domain=domain)
    message["List-Id"] = f"<{_list_name(name)}.briefing.{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(write_document(document, "text", width).replace(NO_BREAK_SPACE, " "), cte="quoted-printable")
    message.add_alternative(write_document(document, "html", width), subtype="html", cte="quoted-printable")
    for part in message.iter_parts():
        part.set_payload(FROM_LINE.sub("=46rom ", str(part.get_payload())))
    return message


def _ascii_domain(address: str) -> str:
    """Return the domain of an address as headers can hold it: international names in their ASCII form."""
    domain = address.rpartition("@")[2]
    try:
        return domain.encode("idna").decode("ascii") or "localhost"
    except UnicodeError:
        return "localhost"


def _list_name(name: str) -> str:
    """Return the name of a digest for the header by which programs sort mail."""
    return NOT_PLAIN.sub("-", plain_spelling(name)).strip("-") or "digest"


def mail_subject(document: Document, name: str = "") -> str:
    """Return the subject: the most important title, how many others there are, and the day."""
    titles = [entry.title for entry in (*document.entries, *document.brief)]
    day = format_day(document.now.astimezone(), document.now)
    label = f"Briefing {name}, {day}" if name else f"Briefing, {day}"
    if not titles:
        return f"{label}: nothing new"
    first = " ".join(titles[0].split())
    first = first if len(first) <= MAX_SUBJECT else first[: MAX_SUBJECT - 1].rstrip() + "…"
    return f"{label}: {first}" + (f" and {len(titles) - 1} more" if titles[1:] else "")
