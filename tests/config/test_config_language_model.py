"""The table [model] and what a feed says of full text."""

from pathlib import Path

import pytest

from briefing.config import Config, parse_config
from briefing.config.toml_editing import feed_table
from briefing.model.feeds import Feed, LanguageModel, Secret

FEEDS = '[[feeds]]\nurl = "https://wire.example/feed"\nfull_text = true\n'


def read(text: str) -> Config:
    return parse_config(text, Path("feeds.toml"))


def test_no_model_unless_asked_for() -> None:
    config = read(FEEDS)
    assert config.language_model is None and not config.problems


def test_a_model_with_its_key_elsewhere() -> None:
    model = '[model]\nurl = "https://model.example/v1"\nname = "sample"\n'
    config = read(FEEDS + model + 'key = { env = "MODEL_KEY" }\nrewrite = true\ntimeout = 5\n')
    assert not config.problems
    key = Secret(env="MODEL_KEY", prefix="Bearer ")
    assert config.language_model == LanguageModel(
        "https://model.example/v1", "sample", key, always_rewrite=True, timeout=5.0
    )


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ('name = "m"', "[model] without `url`"),
        ('url = "https://model.example/v1"', "[model] without `name`"),
        ('url = "ftp://model.example"\nname = "m"', "`url` must be an http or https address"),
        ('url = "https://model.example"\nname = "m"\nkey = "sk-plain"', "`key` must say where to find the key"),
        ('url = "https://model.example"\nname = "m"\ntimeout = 0', "`timeout` must be a number of seconds"),
        (
            'url = "https://model.example"\nname = "m"\nnmae = "n"',
            "`nmae` is not a key of [model]; did you mean `name`?",
        ),
    ],
)
def test_problems_are_reported_without_the_key(lines: str, complaint: str) -> None:
    config = read(f"[model]\n{lines}\n{FEEDS}")
    problems = [str(problem) for problem in config.problems]
    assert len(problems) == 1 and complaint in problems[0] and problems[0].startswith("feeds.toml:1: ")
    assert "sk-plain" not in problems[0]
    assert (config.language_model is None) == ("nmae" not in lines)
    assert config.feeds


def test_full_text_is_an_option_of_a_feed() -> None:
    (feed,) = read(FEEDS).feeds
    assert feed.full_text and not Feed("https://wire.example/feed").full_text
    assert "full_text = true" in feed_table(feed)
