"""A document as a mail: plain text and HTML of the same content."""

from __future__ import annotations

from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid, parseaddr

from briefing.output.document import Document
from briefing.output.formats import write_document
from briefing.output.formatting import format_day
from briefing.output.lines import NO_BREAK_SPACE

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
    message["Date"] = format_datetime(document.now)
    message["Message-ID"] = make_msgid(domain=parseaddr(sender)[1].rpartition("@")[2] or "localhost")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(write_document(document, "text", width).replace(NO_BREAK_SPACE, " "), cte="quoted-printable")
    message.add_alternative(write_document(document, "html", width), subtype="html", cte="quoted-printable")
    return message


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
