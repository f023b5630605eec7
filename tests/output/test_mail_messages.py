"""Digests as mail: whatever headlines, names and addresses hold, a message is valid and says what was to be said."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses, parseaddr, parsedate_to_datetime

import pytest
from mail_server import MailServer, running

from briefing.model.articles import Article
from briefing.model.mail import MailSettings
from briefing.output.digest.mail_headers import MAIL_POLICY
from briefing.output.digest.mail_message import mail_message
from briefing.output.documents.document import Document, DocumentEntry, Paragraph
from briefing.output.lines import Span
from briefing.web.smtp import send_mail

NOW = datetime(2026, 3, 2, 7, tzinfo=UTC)
TITLES = [
    "Ferry sinks",
    "From farm to table",
    "From ",
    ".",
    "..",
    "--",
    "-- ",
    "Größe, naïve, œuvre",
    "日本とフィリピンの円滑化協定",
    "الاتفاق يدخل حيز التنفيذ",
    "😀 👩‍👩‍👧 flags 🇯🇵",
    "=46rom =?utf-8?q?x?= literal",
    "Subject: injected",
    'a: b; c <d@e.example> (f), "g"',
    "tab\there",
    "x" * 1500,
    "語" * 700,
    "word " * 400,
    "100 % & <b>bold</b> &amp;",
    "\\\\ back \\r slashes",
    "trailing space ",
    "soft\u00adhyphen and\u200bzero width",
    "no\u00a0break",
    "'single' ‘curly’ “quotes”",
    "=",
    "=\u00e9=",
    "ends with =",
]
SENDERS = [
    "me@sample.example",
    "Briefing <me@sample.example>",
    "Jürgen Größe <me@sample.example>",
    '"Last, First" <me@sample.example>',
    "",
    "me@müller.example",
    "Größe <me@müller.example>",
    "Very " + "long " * 40 + "<me@sample.example>",
]
NAMES = ["", "morning", "Früh am Tag", "a/b c", "朝", "x" * 80]


def message(title: str, sender: str = "me@sample.example", name: str = "") -> EmailMessage:
    link = "https://wire.example/" + "a" * 1200
    entry = DocumentEntry(title, "New", "new, 2 publishers", "t1", NOW, link, (Paragraph((Span(f"{title} [1]"),)),))
    source = Article("a1", title, publisher="Sample Wire", link=link, published=NOW)
    document = Document("BRIEFING", ("since 06:00",), NOW, (entry,), sources=((1, source),), id="digest")
    return mail_message(document, sender, ["you@sample.example", "Too <too@sample.example>"], 72, name)


def checked(mail: EmailMessage) -> EmailMessage:
    """Return a message as another program reads it, after what every mail must be."""
    data = mail.as_bytes()
    assert data.isascii() and b"\0" not in data
    assert max(map(len, data.split(b"\r\n"))) <= 998 and not re.search(rb"(?<!\r)\n", data)
    body = data.split(b"\r\n\r\n", 1)[1]
    assert b"\r\nFrom " not in body and b"\nFrom " not in body
    read = message_from_bytes(data, policy=default)
    assert isinstance(read, EmailMessage) and not read.defects
    names = ["Subject", "To", "Date", "Message-ID", "List-Id", "In-Reply-To", "References"]
    names += ["Auto-Submitted", "MIME-Version", "Content-Type"]
    assert [key for key in read if key != "From"] == names
    assert not any(header.defects for header in read.values())
    return read


@pytest.mark.parametrize("title", TITLES)
def test_any_headline_arrives_as_it_was_written(title: str) -> None:
    read = checked(message(title))
    text, page = (read.get_body([kind]).get_content() for kind in ("plain", "html"))
    wanted = title.replace("\u00a0", " ").split()
    assert " ".join(wanted) in " ".join(text.split()) or len(title) > 60
    assert "<b>bold" not in page
    assert read["Subject"].startswith("Briefing, ") and len(read["Subject"]) < 100


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Rescue teams reach the harbour of Sampletown on the peninsula after quake", "Sampletown on the…"),
        ("Rescue teams reach the harbour of Sampletown, last to see trains after", "last to see…"),
        ("東" * 70, "東" * 59 + "…"),
    ],
)
def test_a_long_title_in_the_subject_ends_with_a_whole_word(title: str, subject: str) -> None:
    read = checked(message(title))
    start, cut, _ = " ".join(read["Subject"].split()).partition("…")
    assert (start + cut).endswith(subject)
    assert len((start + cut).partition(": ")[2]) <= 60


@pytest.mark.parametrize(
    "title",
    [
        "Sampletown Studios to Produce This Year’s Harbour Prize",
        "Two Ferries Meet in ‘The Strait!’ and Having a Captain",
        "“Ferries” ‘stop’ – for good, the port’s owner says",
        "Größe, naïve, œuvre",
        "円滑化協定に署名、首脳会談で確認",
        "Ferries stop",
    ],
)
@pytest.mark.parametrize("name", ["", "morning", "a rather long name for a digest of all the ports"])
def test_a_subject_arrives_letter_by_letter(title: str, name: str) -> None:
    mail = message(title, name=name)
    with running(MailServer()) as server:
        settings = MailSettings(host="localhost", port=server.port, security="none")
        assert send_mail(mail, settings, "") == {}
    (read,) = server.messages
    start = f"Briefing {name}, 2 Mar: " if name else "Briefing, 2 Mar: "
    assert str(read["Subject"]) == str(checked(mail)["Subject"]) == start + title


INJECTIONS = [
    "Q =?us-ascii?q?=0D=0ABcc:_spy=40evil.example?=",
    "Q =?us-ascii?q?=0D=0A=0D=0A<h1>x</h1>?=",
    "Größe =?utf-8?q?a=0D=0ABcc:_spy=40evil.example?= b",
    "=?utf-8?q?=C3=A9=0ABcc=3A_spy=40evil.example?=",
    "=?utf-8?b?DQpCY2M6IHNweUBldmlsLmV4YW1wbGU=?=",
    "=46rom =?utf-8?q?x?= literal",
    "é =?utf-8?q?x?= literal",
    "=?utf-8?q?one?= =?utf-8?q?two?=",
    "=?utf-8?q?never closed",
]
"""Texts with encoded words, some of a line break and a header or a body behind it."""
LINE_BREAKS = ["\r\n", "\n", "\r", "\v", "\x1c", "\x85", "\u2028", "\0"]


@pytest.mark.parametrize("title", INJECTIONS)
def test_encoded_words_in_a_headline_stay_text(title: str) -> None:
    mail = message(title)
    assert str(mail["Subject"]) == str(checked(mail)["Subject"]) == f"Briefing, 2 Mar: {title}"
    with running(MailServer()) as server:
        settings = MailSettings(host="localhost", port=server.port, security="none")
        assert send_mail(mail, settings, "") == {}
    (recipients,) = server.recipients
    assert {*recipients} == {"you@sample.example", "too@sample.example"}


@pytest.mark.parametrize("name", INJECTIONS)
def test_encoded_words_in_names_stay_text(name: str) -> None:
    mail = message("Ferry sinks", f"{name} <me@sample.example>", name)
    assert str(checked(mail)["Subject"]) == f"Briefing {name}, 2 Mar: Ferry sinks"
    assert names_and_addresses(mail, "From") == [(name, "me@sample.example")]
    mail.replace_header("To", [Address(name, "a", "b.example"), Address("", "c", "d.example")])
    assert names_and_addresses(checked(mail), "To") == [(name, "a@b.example"), ("", "c@d.example")]


@pytest.mark.parametrize("line_break", LINE_BREAKS)
def test_no_line_break_reaches_a_header(line_break: str) -> None:
    end = f"{line_break}Bcc: spy@evil.example"
    subject = checked(message(f"Ferry sinks{end}", name=f"late{end}"))["Subject"]
    assert "Ferry sinks" in subject and subject.strip().startswith("Briefing late")


def test_encoded_words_in_a_domain_make_no_header() -> None:
    mail = message("Ferry sinks", "me@=?us-ascii?q?=0D=0AX:?=.example")
    assert message_from_bytes(mail.as_bytes()).keys() == ["Subject", "From", *message("Ferry sinks").keys()[2:]]


@pytest.mark.parametrize("name", ["Subject", "List-Id", "X-Other"])
def test_a_line_break_that_was_read_from_an_encoded_word_is_not_written(name: str) -> None:
    header = MAIL_POLICY.header_factory(name, "=?us-ascii?q?Ferry=0D=0ABcc:_spy=40evil.example?=")
    assert "\r\nBcc" in str(header)
    mail = EmailMessage(policy=MAIL_POLICY)
    mail[name] = header
    assert message_from_bytes(mail.as_bytes()).keys() == [name]


def names_and_addresses(mail: EmailMessage, header: str) -> list[tuple[str, str]]:
    """Return the names and addresses of a header as a mail program reads them from the mail."""
    (lines,) = [value for key, value in message_from_bytes(mail.as_bytes()).items() if key == header]
    read = getaddresses(["".join(lines.splitlines())])
    return [(str(make_header(decode_header(name))), address) for name, address in read]


def test_names_of_recipients_arrive_letter_by_letter() -> None:
    names = ["Jürgen von der Größenwahn-Äußerung"] * 3 + ["Last, First", "Ana “A” José"]
    names += [f"Desk of {'all the harbours ' * 5}, news <of@them.example>"]
    mail = message("Ferry sinks")
    del mail["To"]
    mail["To"] = [Address(name, "a", "b.example") for name in names]
    assert names_and_addresses(mail, "To") == [(name, "a@b.example") for name in names]


@pytest.mark.parametrize("sender", SENDERS)
def test_any_sender_gives_valid_headers(sender: str) -> None:
    read = checked(message("Ferry sinks", sender))
    assert ("From" in read) == bool(sender)
    domain = "localhost" if not sender else "xn--mller-kva.example" if "müller" in sender else "sample.example"
    if sender:
        (address,) = read["From"].addresses
        assert f"@{address.domain}" == f"@{domain}" and address.username == "me"
        assert address.display_name == parseaddr(sender)[0]
    assert read["Message-ID"].endswith(f"@{domain}>")
    assert read["List-Id"] == f"<digest.briefing.{domain}>"


@pytest.mark.parametrize("name", NAMES)
def test_programs_can_sort_each_digest_by_its_name(name: str) -> None:
    value = checked(message("Ferry sinks", name=name))["List-Id"]
    assert re.fullmatch(r"<[a-z0-9-]+\.briefing\.sample\.example>", value.strip())
    assert name != "morning" or value == "<morning.briefing.sample.example>"


def test_digests_whose_names_differ_in_signs_alone_are_sorted_apart() -> None:
    names = ["late news", "late-news", "Late news", "late/news", "Spät", "spat", "", "digest", "朝", "夜"]
    for header in ("List-Id", "References"):
        assert len({checked(message("Ferry sinks", name=name))[header] for name in names}) == len(names)


def test_the_id_of_a_list_has_room_in_its_line_whatever_the_domain() -> None:
    domain = ".".join(["department-of-long-names"] * 4) + ".example"
    value = message("Ferry sinks", f"me@{domain}", name="morning")["List-Id"]
    assert value == "<morning.briefing.localhost>"
    names = [f"news-of-all-the-harbours-of-{place}" for place in ("torvane", "vesmark")]
    ids = [message("Ferry sinks", f"me@{domain}", name=name)["List-Id"] for name in names]
    assert len({*ids}) == 2 and max(map(len, ids)) <= 64, "names that begin alike have ids of their own"


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/St_Johns", "Nowhere/Land"])
def test_the_date_is_that_of_the_place(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        date = checked(message("Ferry sinks"))["Date"]
    finally:
        monkeypatch.undo()
        time.tzset()
    assert parsedate_to_datetime(date) == NOW
    assert zone != "Asia/Tokyo" or date.endswith("16:00:00 +0900")


def test_a_name_that_would_end_the_address_is_quoted() -> None:
    for name in ("Last, First", "Jane: x;", "(c) Me", 'The "Desk"'):
        (address,) = checked(message("Ferry sinks", f"{name} <me@sample.example>"))["From"].addresses
        assert (address.display_name, address.addr_spec) == (name.replace('"', ""), "me@sample.example")


def test_the_mails_of_a_month_are_one_thread_and_each_digest_has_its_own() -> None:
    def root(day: int, name: str = "", month: int = 3) -> str:
        document = Document("BRIEFING", (), datetime(2026, month, day, 7, tzinfo=UTC), id="digest")
        mail = mail_message(document, "me@sample.example", ["me@sample.example"], 72, name)
        assert mail["In-Reply-To"] == mail["References"] != mail["Message-ID"]
        return mail["References"]

    assert root(2) == root(30) == "<digest.2026-03.briefing@sample.example>"
    assert len({root(2), root(2, "morning"), root(2, month=4)}) == 3
    long = [root(2, f"news-of-all-the-harbours-of-{place}") for place in ("torvane", "vesmark")]
    assert len({*long}) == 2, "names that begin alike have months of their own"


def test_a_domain_too_long_for_one_line_makes_no_thread() -> None:
    document = Document("BRIEFING", (), NOW, id="digest")
    mail = mail_message(document, f"me@{'long' * 15}.example", ["me@sample.example"], 72, "morning")
    assert "References" not in mail and mail["To"]
