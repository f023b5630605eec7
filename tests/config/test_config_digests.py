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
    assert bool(config.digests) == ("querry" in line), "an unknown key is skipped"


def test_what_is_no_table_is_reported() -> None:
    (problem,) = map(str, read("[digests]\nmorning = 1\n").problems)
    assert problem == "feeds.toml:5: `morning` must be a table: write [digests.morning]"


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
