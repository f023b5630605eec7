"""A section of a rule that no feed has is no mistake: a feed that was removed may have been the last of it."""

import pytest

from briefing.config.config import Config
from briefing.config.loader import parse_config

FEEDS = """\
[[feeds]]
url = "https://wire.example/feed"
section = "world"
"""


def read(condition: str, tmp_path) -> Config:
    return parse_config(f'{FEEDS}[[rules]]\ndo = "tag"\ntag = "x"\n{condition}\n', tmp_path / "feeds.toml")


@pytest.mark.parametrize("condition", ['section = "europe"', 'section = ["world", "harbours"]', 'section = "WORLD"'])
def test_a_rule_may_name_a_section_without_a_feed(condition: str, tmp_path) -> None:
    config = read(condition, tmp_path)
    assert (config.problems, len(config.rules)) == ((), 1)
