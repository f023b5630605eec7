"""`briefing prune` on the command line, and `keep` in feeds.toml."""

from datetime import timedelta
from pathlib import Path

import pytest
from filled_store import FEEDS

from briefing.config import parse_config


def test_without_an_age_nothing_is_pruned(filled, run):
    result = run("prune")
    assert result.exit_code == 2
    assert 'write `keep = "2y"` at the top of feeds.toml' in result.stderr


def test_keep_of_the_configuration_is_used(filled, run):
    (filled / "feeds.toml").write_text('keep = "300d"\n' + FEEDS)
    result = run("prune", "--dry-run")
    assert result.output == "No article from before 2024-02-20 has more text than is quoted of it.\n"


def test_an_impossible_age_is_refused(filled, run):
    result = run("prune", "--keep", "3d")
    assert result.exit_code == 2
    assert "must be a time from 90 days to 100 years" in result.stderr


@pytest.mark.parametrize(
    ("text", "days"), [("2y", 730), ("1.5y", 548), ("540d", 540), (" 2 Y ", 730), ("52w", 364), ("100y", 36525)]
)
def test_ages_that_keep_accepts(text, days):
    assert parse_config(f'keep = "{text}"\n', Path("f")).keep == timedelta(days=days)


@pytest.mark.parametrize("value", ['"2"', "2", '"two years"', '"-2y"', '"1d"', "true", '["2y"]'])
def test_other_values_of_keep_are_problems_with_their_line(value):
    config = parse_config(f"\nkeep = {value}\n", Path("f.toml"))
    assert config.keep is None
    assert str(config.problems[0]).startswith("f.toml:2: `keep` must be a time from 90 days")
