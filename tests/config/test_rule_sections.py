"""A section of a rule that no feed has is reported, with the nearest one; the rule stays."""

import pytest

from briefing.config.config import Config
from briefing.config.loader import parse_config

FEEDS = """\
[[feeds]]
url = "https://wire.example/feed"
section = "world"
[[feeds]]
url = "https://gazette.example/feed"
section = "Économie"
"""


def read(condition: str, tmp_path, feeds: str = FEEDS) -> Config:
    return parse_config(f'{feeds}[[rules]]\ndo = "tag"\ntag = "x"\n{condition}\n', tmp_path / "feeds.toml")


@pytest.mark.parametrize(
    ("condition", "unknown"),
    [
        ('section = "wrold"', 'no feed has the section "wrold"; did you mean `world`?'),
        ('section = ["world", "harbours"]', 'no feed has the section "harbours"'),
    ],
)
def test_a_section_that_no_feed_has_is_reported_with_its_line(condition: str, unknown: str, tmp_path) -> None:
    config = read(condition, tmp_path)
    ((line, message),) = [(problem.line, problem.message) for problem in config.problems]
    assert (line, message) == (10, unknown)
    assert len(config.rules) == 1, "threads of a feed that was removed may have the section"


@pytest.mark.parametrize("condition", ['section = "WORLD"', 'section = "economie"', 'section = ["world", "Économie"]'])
def test_a_section_in_another_spelling_is_none(condition: str, tmp_path) -> None:
    assert read(condition, tmp_path).problems == ()


def test_without_feeds_no_section_is_unknown(tmp_path) -> None:
    assert read('section = "wrold"', tmp_path, feeds="").problems == ()
