"""README.md is short, works as written and shows a valid feed."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from briefing.config import parse_config

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
MAX_LINES = 200


def test_the_feed_shown_is_valid() -> None:
    text = next(block for kind, block in BLOCKS if kind == "toml")
    config = parse_config(text, Path("feeds.toml"))
    assert not config.problems
    assert len(config.feeds) == len(tomllib.loads(text)["feeds"]) == 1


def test_the_test_command_is_below_its_marker() -> None:
    after = README.split("<!-- test command -->\n", 1)[1]
    assert re.match(r"```sh\npython3 -m venv \S+ && .* && \S+ -m slipcover -m pytest\n```", after)


def test_every_install_command_works_from_a_checkout() -> None:
    """The package is not published: an install command names the checkout, not a name on PyPI."""
    sources = re.findall(r"(?:uv tool|pipx|pip) install (?:-\S+ )*(\S+)", README)
    assert sources and all(source.strip("'`").startswith(".") for source in sources)


def test_it_is_short() -> None:
    assert len(README.splitlines()) <= MAX_LINES
