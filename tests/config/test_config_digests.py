"""The tables [digests.NAME]."""

from datetime import timedelta
from pathlib import Path

import pytest

from briefing.config import Config, parse_config
from briefing.model.digests import DigestSettings

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
