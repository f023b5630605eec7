"""The tables [digests.NAME]."""

from datetime import timedelta
from pathlib import Path

import pytest

from briefing.config import Config, parse_config
from briefing.model.digests import DigestSettings
from briefing.model.feeds import Secret
from briefing.model.mail import MailSettings

FEED = '[[feeds]]\nurl = "https://wire.example/feed"\nsection = "asia"\n\n'


def read(text: str) -> Config:
    return parse_config(FEED + text, Path("feeds.toml"))


def test_a_digest_with_all_its_keys() -> None:
    config = read(
        """[digests.morning]
query = "is:new -sport"
view = "mine"
sections = ["asia"]
since = "1d"
limit = 10
lines = 80
size = "line"
format = "markdown"
output = "~/news.md"
order = "section"
[digests."end of week"]
"""
    )
    assert not config.problems
    assert config.digests == {
        "morning": DigestSettings(
            "morning",
            "is:new -sport",
            "mine",
            ("asia",),
            timedelta(days=1),
            10,
            80,
            "line",
            "markdown",
            output="~/news.md",
            order="section",
        ),
        "end of week": DigestSettings("end of week"),
    }


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('querry = "x"', "`querry` is not a key of a digest; did you mean `query`?"),
        ('query = "sektion:asia"', '`query` cannot be read: A query has no key "sektion"; did you mean "section"?'),
        ('sections = ["asai"]', 'no feed has the section "asai"; did you mean `asia`?'),
        ('sections = "asia"', '`sections` must be a list of sections such as ["world", "asia"], not a string'),
        ('since = "soon"', "`since` must be a duration"),
        ("limit = 0", "`limit` must be a number from 1 to 60"),
        ("lines = 5", "`lines` must be a number from 20 to 10000"),
        ('size = "paragraf"', "`size` must be line, paragraph or long; did you mean `paragraph`?"),
        ('format = "word"', "`format` must be text, markdown"),
        ('order = "date"', "`order` must be importance, newest or section"),
    ],
)
def test_a_mistake_is_reported_with_its_line(line: str, complaint: str) -> None:
    config = read(f"[digests.morning]\nlimit = 9\n{line}\n" if "limit" not in line else f"[digests.a]\n\n{line}\n")
    (problem,) = map(str, config.problems)
    assert problem.startswith(f"feeds.toml:7: {complaint}")
    assert not config.digests, "a digest with a mistake is none"
    assert config.left_out == {f"digests.{config.digest_names[0]}": config.problems}


def test_what_is_no_table_is_reported() -> None:
    config = read("[digests]\nmorning = 1\n")
    (problem,) = map(str, config.problems)
    assert problem == "feeds.toml:5: `morning` must be a table: write [digests.morning]"
    assert config.digest_names == ("morning",)


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("[[digests]]\nlimit = 3\n", "digests"),
        ("[digest.morning]\nlimit = 3\n", "digests.morning"),
        ("[digest]\nlimit = 3\n", "digests"),
        ("[digests]\nlimit = 3\n", "digests"),
        ("[[digest]]\nlimit = 3\n", "digests"),
        ('keep = "10d"\n', "keep"),
        ('keeep = "2y"\n', "keep"),
        ('[mail]\nhost = "smtp.example.org"\nfrom = "me@example.org"\nsecurty = "tls"\n', "mail"),
        ('[model]\nurl = "https://model.example/v1"\n', "model"),
    ],
)
def test_what_a_mistake_leaves_out_is_known_with_its_problem(text: str, left_out: str) -> None:
    config = parse_config(text + FEED, Path("feeds.toml"))
    assert config.left_out == {left_out: config.problems}
    assert (config.digests, config.keep, config.mail, config.language_model) == ({}, None, None, None)


def test_a_mistyped_table_of_digests_names_those_that_are_tables() -> None:
    config = read("[digest]\nlimit = 3\n[digest.morning]\nlimit = 4\n")
    assert config.left_out == {"digests": config.problems, "digests.morning": config.problems}
    assert config.digest_names == ("morning",)
    (problem,) = map(str, read("[digests]\nlimit = 3\n").problems)
    assert problem.endswith("`limit` is a key of one digest: write [digests.morning], or another name, above it")


def test_a_digest_by_mail_is_left_out_with_a_mistake_of_mail() -> None:
    config = read(MAIL + "prot = 25\n[digests.sent]\nmail = true\n[digests.printed]\n")
    assert list(config.digests) == ["printed"] and list(config.left_out) == ["mail", "digests.sent"]
    assert config.left_out["digests.sent"] == config.problems


def test_a_section_whose_only_feed_has_a_mistake_is_known() -> None:
    faulty = '[[feeds]]\nurl = "ftp://gazette.example"\nsection = "world"\n'
    config = read(faulty + '[digests.a]\nsections = ["world"]\n')
    assert config.digests["a"].sections == ("world",)


MAIL = """[mail]
from = "Briefing <me@example.org>"
to = "you@example.org"
host = "smtp.example.org"
"""


def test_mail_with_all_its_keys() -> None:
    config = read(
        MAIL
        + """port = 2525
security = "tls"
user = "me"
password = { command = ["pass", "show", "mail"] }
timeout = 5
[digests.a]
mail = true
[digests.b]
mail = ["Me <x@example.org>", "y@example.org"]
"""
    )
    assert not config.problems
    assert config.mail == MailSettings(
        "Briefing <me@example.org>",
        ("you@example.org",),
        "smtp.example.org",
        2525,
        "tls",
        "me",
        Secret(command=("pass", "show", "mail")),
        5,
    )
    assert (config.digests["a"].is_mailed, config.digests["a"].recipients) == (True, ())
    assert config.digests["b"].recipients == ("Me <x@example.org>", "y@example.org")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('[mail]\nfrm = "me@example.org"\n', "6: `frm` is not a key of [mail]; did you mean `from`?"),
        ('[mail]\nto = "nobody"\n', '6: `to` has "nobody", which is no mail address'),
        ('[mail]\nto = "jürgen@sample.example"\n', '6: `to` has "jürgen@sample.example", which is no mail address'),
        ('[mail]\nfrom = "me@mü..de"\n', '6: `from` has "me@mü..de", which is no mail address'),
        ("[mail]\nto = 3\n", '6: `to` must be an address such as "me@example.org"'),
        ('[mail]\nhost = "smtp.example.org"\n', "5: [mail] without `from`"),
        (MAIL + 'password = "swordfish"\n', "9: `password` must say where to find it"),
        (MAIL + 'security = "none"\npassword = { env = "P" }\n', '9: `security` must not be "none" with a `password`'),
        (MAIL + 'security = "ssl"\n', "9: `security` must be starttls, tls or none"),
        (MAIL + 'port = "smtp"\n', "9: `port` must be a number from 1 to 65535"),
        (MAIL + '[digests.a]\nmail = "x"\n', '10: `mail` has "x", which is no mail address'),
        ("[digests.a]\nmail = true\n", "6: `mail` needs a table [mail] with a `host`"),
    ],
)
def test_a_mistake_of_mail_is_reported_with_its_line_and_without_the_password(text: str, complaint: str) -> None:
    (problem,) = map(str, read(text).problems)
    assert problem.startswith(f"feeds.toml:{complaint}") and "swordfish" not in problem
