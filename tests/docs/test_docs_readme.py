"""README.md names only commands, options, keys of feeds.toml and files that exist."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import pytest

from briefing.cli import MODULE_OF_COMMAND, root
from briefing.config import parse_config

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
CALLS = sorted(
    {
        call.split("#")[0].split("|")[0].strip()
        for text in [
            *(block for kind, block in BLOCKS if kind in {"", "sh"}),
            *re.findall(r"`(briefing [^`]+)`", README),
        ]
        for call in re.findall(r"(?<![\w.])briefing ((?!-)\S.*)", text)
    }
)


@pytest.mark.parametrize("call", CALLS)
def test_command_and_options_exist(call):
    name, *words = call.split()
    assert name in MODULE_OF_COMMAND
    with click.Context(root) as context:
        command = root.get_command(context, name)
    assert command is not None
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known


def test_every_command_is_named():
    assert [name for name in MODULE_OF_COMMAND if not re.search(rf"\b{name}\b", README)] == []


def test_the_feed_shown_is_valid():
    text = next(block for kind, block in BLOCKS if kind == "toml")
    config = parse_config(text, Path("feeds.toml"))
    assert not config.problems
    assert len(config.feeds) == len(tomllib.loads(text)["feeds"]) == 1


def test_the_test_command_stands_below_its_marker():
    after = README.split("<!-- test command -->\n", 1)[1]
    assert re.match(r"```sh\npython3 -m venv \S+ && .* && \S+ -m pytest\n```", after)


def test_links_lead_somewhere():
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists() or target == "docs/front-page.svg"


def test_it_is_short():
    assert len(README.splitlines()) < 200
