"""Sending mail to a real server on loopback."""

import smtplib
from email.message import EmailMessage

import pytest
from mail_server import CERTIFICATES, PASSWORD, USER, MailServer, running

from briefing.errors import MailError
from briefing.model.mail import MailSettings
from briefing.web.smtp import RETRY_DELAYS, send_mail


@pytest.fixture(autouse=True)
def authority(monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "ca.pem"))


def message(*to: str) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "me@example.org", ", ".join(to or ("you@example.org",)), "News"
    made.set_content("The Senate concurs. é\n")
    return made


def settings(server: MailServer, security: str = "none", **changes) -> MailSettings:
    user = "" if security == "none" else USER
    return MailSettings(**{"host": "127.0.0.1", "port": server.port, "security": security, "user": user, **changes})


@pytest.mark.parametrize("security", ["none", "starttls", "tls"])
def test_mail_arrives_encrypted_or_not(security):
    with running(MailServer(), security) as server:
        assert send_mail(message(), settings(server, security), PASSWORD) == {}
    assert [one.get_content().splitlines() for one in server.messages] == [["The Senate concurs. é"]]
    assert (server.recipients, server.encrypted) == ([["you@example.org"]], [security != "none"])


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_wrong_password_is_named_but_not_printed_and_not_tried_again(security):
    waits: list[float] = []
    with running(MailServer(), security) as server, pytest.raises(MailError) as failure:
        send_mail(message(), settings(server, security), "hunter2", waits.append)
    assert "the server refused user and password (535" in str(failure.value)
    assert "hunter2" not in str(failure.value) and "check `user` and `password`" in failure.value.hint
    assert (waits, server.messages) == ([], [])


@pytest.mark.parametrize(("certificate", "cause"), [("expired", "expired"), ("elsewhere", "127.0.0.1")])
def test_an_invalid_certificate_gets_neither_password_nor_mail(certificate, cause):
    with running(MailServer(), "tls", certificate) as server, pytest.raises(MailError) as failure:
        send_mail(message(), settings(server, "tls"), PASSWORD, lambda _: None)
    assert "its certificate is not valid" in str(failure.value) and cause in str(failure.value)
    assert server.messages == []


def test_a_server_without_encryption_gets_nothing_unless_that_is_configured():
    with running(MailServer()) as server, pytest.raises(MailError, match="STARTTLS") as failure:
        send_mail(message(), settings(server, "starttls"), PASSWORD, lambda _: None)
    assert "`security` of [mail]" in failure.value.hint and server.messages == []


def test_a_server_that_greets_in_plain_text_is_said_to_and_the_settings_are_named():
    with running(MailServer()) as server, pytest.raises(MailError) as failure:
        send_mail(message(), settings(server, "tls"), PASSWORD, lambda _: None)
    assert "does not encrypt from the first byte on" in str(failure.value) and "SSL" not in str(failure.value)
    assert '"starttls"' in failure.value.hint and server.messages == []


def test_a_refused_recipient_does_not_keep_the_mail_from_others():
    with running(MailServer(refused=("gone@example.org",))) as server:
        refused = send_mail(message("gone@example.org", "you@example.org"), settings(server), "")
    assert refused == {"gone@example.org": "550 no such mailbox"}
    assert server.recipients == [["you@example.org"]]


def test_mail_that_nobody_may_get_fails_with_each_reason():
    with running(MailServer(refused=("you@example.org",))) as server, pytest.raises(MailError) as failure:
        send_mail(message(), settings(server), "")
    assert "the server refused you@example.org (550 no such mailbox)" in str(failure.value)


@pytest.mark.parametrize(("busy", "arrives"), [(2, True), (3, False)])
def test_a_busy_server_is_asked_again(busy, arrives):
    waits: list[float] = []
    with running(MailServer(busy=busy)) as server:
        try:
            send_mail(message(), settings(server), "", waits.append)
        except MailError as error:
            assert "451 try later" in str(error) and not arrives
    assert (waits, len(server.messages)) == (list(RETRY_DELAYS), int(arrives))


def test_a_server_that_is_not_there_is_named_after_all_tries():
    with running(MailServer()) as server:
        pass
    waits: list[float] = []
    with pytest.raises(MailError, match=rf"mail to 127\.0\.0\.1:{server.port} failed: ") as failure:
        send_mail(message(), settings(server), "", waits.append)
    assert len(waits) == len(RETRY_DELAYS)
    assert "check `host` and `port` of [mail]; the digest is not recorded as delivered" in failure.value.hint


@pytest.mark.parametrize("security", ["starttls", "none"])
def test_a_server_that_waits_for_tls_is_asked_once_and_the_settings_are_named(security):
    waits: list[float] = []
    with (
        running(MailServer(), "tls") as server,
        pytest.raises(MailError, match=r"failed: no greeting within 0\.3 s") as it,
    ):
        send_mail(message(), settings(server, security, timeout=0.3), PASSWORD, waits.append)
    assert it.value.hint == 'check `port` and `security` of [mail]: port 465 mostly needs security = "tls"'
    assert (waits, server.messages) == ([], [])


def test_a_lost_connection_before_the_greeting_is_tried_again(monkeypatch):
    def lost(*_args, **_options):
        raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")

    monkeypatch.setattr(smtplib, "SMTP", lost)
    waits: list[float] = []
    with pytest.raises(MailError, match="Connection unexpectedly closed"):
        send_mail(message(), MailSettings(host="mail.example", security="none"), "", waits.append)
    assert len(waits) == len(RETRY_DELAYS)


def test_an_answer_of_a_server_is_printed_as_one_harmless_line(monkeypatch):
    def refuse(*_args):
        raise smtplib.SMTPDataError(554, b"no\x1b[2J\r\nspam")

    monkeypatch.setattr(smtplib.SMTP, "send_message", refuse)
    with running(MailServer()) as server, pytest.raises(MailError, match=r"554 no \[2J spam$"):
        send_mail(message(), settings(server), "")
