"""Digests by mail: printed for sendmail, or sent to a real server on loopback."""

from email import message_from_string, policy

import pytest
from mail_server import CERTIFICATES, PASSWORD, USER, MailServer, running

MAIL = """
[mail]
from = "Briefing <me@example.org>"
to = ["you@example.org"]
host = "127.0.0.1"
port = {port}
user = "{user}"
password = {{ env = "MAIL_PASSWORD" }}

[digests.morning]
mail = true
"""


@pytest.fixture
def configured(filled, monkeypatch):
    """Configure mail to a server, and its password; returns the function."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "ca.pem"))
    monkeypatch.setattr("briefing.web.smtp.RETRY_DELAYS", ())
    config = filled / "feeds.toml"
    feeds = config.read_text()

    def configure(server, password=PASSWORD):
        config.write_text(feeds + MAIL.format(port=server.port, user=USER))
        monkeypatch.setenv("MAIL_PASSWORD", password)

    return configure


def test_a_mailed_digest_has_text_and_page_and_is_delivered_once(configured, run):
    with running(MailServer(), "starttls") as server:
        configured(server)
        assert (run("digest", "--name", "morning").output, run("digest", "--name", "morning", "--quiet").output) == (
            "",
            "",
        )
    (message,) = server.messages
    assert message["Subject"].startswith("Briefing morning, 16 Dec: ") and message["Subject"].endswith(" and 1 more")
    assert (message["From"], message["To"]) == ("Briefing <me@example.org>", "you@example.org")
    assert message["Auto-Submitted"] == "auto-generated"
    text, page = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert "Japan-Philippines defence pact" in text and "<h2" in page and "Japan-Philippines defence pact" in page
    assert max(map(len, text.splitlines())) <= 72


@pytest.mark.parametrize(
    ("refused", "password", "options", "code", "error"),
    [
        ((), "hunter2", (), 1, "the server refused user and password (535"),
        (("you@example.org",), PASSWORD, (), 1, "the server refused you@example.org (550 no such mailbox)"),
        (
            ("a@example.org",),
            PASSWORD,
            ("--mail", "a@example.org", "--mail", "b@example.org"),
            3,
            "refused a@example.org: 550",
        ),
    ],
    ids=["wrong password", "refused recipient", "one refused of two"],
)
def test_only_what_somebody_got_counts_as_delivered(configured, run, refused, password, options, code, error):
    with running(MailServer(refused=refused), "starttls") as server:
        configured(server, password)
        result = run("digest", "--name", "morning", *options)
        assert (result.exit_code, result.stdout) == (code, "") and error in result.stderr
        assert "Traceback" not in result.stderr and "hunter2" not in result.output
        configured(server)
        again = run("digest", "--name", "morning", "--dry-run").stdout
    assert ("Nothing new." in again) == (code == 3)


def test_a_mailed_digest_is_printed_too_where_output_says_so(configured, run):
    with running(MailServer(), "starttls") as server:
        configured(server)
        printed = run("digest", "--name", "morning", "--output", "-").stdout
    (message,) = server.messages
    assert "Japan-Philippines" in printed and "Japan-Philippines" in message.get_body(("plain",)).get_content()


def test_a_mail_is_printed_for_sendmail(filled, run):
    config = filled / "feeds.toml"
    config.write_text(config.read_text() + '[mail]\nfrom = "me@example.org"\nto = "you@example.org"\n')
    printed = run("digest", "--format", "mail").stdout
    message = message_from_string(printed, policy=policy.default)
    assert printed.isascii() and message["To"] == "you@example.org"
    assert "Japan-Philippines" in message.get_body(("plain",)).get_content()
    again = run("digest", "--again", "--format", "mail", "--mail", "a@example.org").stdout
    copy = message_from_string(again, policy=policy.default)
    assert (copy["To"], copy["Subject"]) == ("a@example.org", message["Subject"]), "it is printed, and sent by nobody"
    assert "Nothing new." in run("digest").stdout, "it was delivered"


def test_mail_without_a_server_a_recipient_or_a_password_is_one_line(filled, run, configured, monkeypatch):
    nobody = run("digest", "--format", "mail")
    assert (nobody.exit_code, nobody.stdout) == (2, "") and "has no recipient" in nobody.stderr
    no_server = run("digest", "--mail", "you@example.org")
    assert no_server.exit_code == 2 and "No server for mail is configured" in no_server.stderr
    assert run("digest", "--mail", "nobody").exit_code == 2
    server = MailServer()
    server.port = 9
    configured(server)
    monkeypatch.delenv("MAIL_PASSWORD")
    result = run("digest", "--name", "morning")
    assert result.exit_code == 1 and "no value for the password of [mail]: $MAIL_PASSWORD is not set" in result.stderr
