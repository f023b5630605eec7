"""Both examples in the help of each command work on the demo's news and find something."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefing.cli import MODULE_OF_COMMAND, root
from briefing.cli.examples import EXAMPLES

NETWORK = {"add", "refresh", "fulltext"}
"""They need the network: their examples are only parsed."""
PREPARED = {
    "unmute": ["mute lantern prize", "mute --word golf"],
    "unfollow": ["follow amber dawn", "follow t1376ba08b6"],
    "unstar": ["star 'Crew of the Amber Dawn'"],
    "untag": ["tag energy belmora", "tag watch amber dawn"],
    "tags": ["tag energy belmora"],
    "undo": ["follow amber dawn", "mute lantern prize"],
    "redo": ["follow amber dawn", "mute lantern prize", "undo", "undo"],
    "import": ["follow amber dawn", "export feeds.opml --force", "export --all reading.jsonl --force", "undo"],
    "views": ["view pacific section:asia japan"],
    "restore": ["backup copy.bak"],
    "feedback": ["merge 'amber dawn' belmora"],
    "hidden": ["mute lantern prize"],
}
"""What is done before the examples of a command."""
FEED = """<rss version="2.0"><channel><title>Gazette</title>
<item><title>One</title><link>/1</link></item></channel></rss>"""
FINDS_NOTHING = ("Nothing ", "No article", "No thread", "No date", "Usage:")


@pytest.fixture
def trial(kept_demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a copy of the demo's store, in which examples may change anything."""
    folder = tmp_path / "trial"
    shutil.copytree(kept_demo, folder)
    (folder / "feed.xml").write_text(FEED)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("BRIEFING_STORE", str(folder / "briefing.db"))
    monkeypatch.setenv("BRIEFING_CONFIG", str(folder / "feeds.toml"))
    monkeypatch.setenv("BRIEFING_NOW", "2026-01-15T18:30:00Z")
    return folder


def run(line: str) -> str:
    words, _, _target = line.partition(" > ")
    words, _, source = words.partition(" < ")
    given = Path(source).read_text() if source else None
    result = CliRunner().invoke(root, shlex.split(words.removeprefix("briefing ")), input=given, prog_name="briefing")
    assert result.exit_code == 0, f"{line}: {result.output} {result.exception!r}"
    assert not result.stdout.startswith(FINDS_NOTHING), f"{line}: {result.output}"
    return result.stdout


def write_articles(folder: Path) -> None:
    """Write the articles of a thread as the pipes take them."""
    run("briefing follow amber dawn")
    rows = [json.loads(line) for line in run("briefing export --all").splitlines()]
    articles = [{**row, "source": row["publisher"]} for row in rows if row["type"] == "article"]
    assert articles
    (folder / "articles.jsonl").write_text("\n".join(map(json.dumps, articles)))


def test_every_command_has_two_examples_of_its_own() -> None:
    assert EXAMPLES.keys() == MODULE_OF_COMMAND.keys()
    for name, examples in EXAMPLES.items():
        assert [call.split()[:2] for call, _ in examples] == [["briefing", name]] * 2


@pytest.mark.parametrize("name", sorted(EXAMPLES.keys() - NETWORK - {"demo"}))
def test_examples_work_on_the_demo(trial: Path, name: str) -> None:
    if any("articles.jsonl" in call for call, _ in EXAMPLES[name]):
        write_articles(trial)
    for line in PREPARED.get(name, ()):
        run(f"briefing {line}")
    for call, _ in EXAMPLES[name]:
        assert run(call) or " > " in call or name in {"export"}, call


README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
QUERIES = sorted(set(re.findall(r"^(briefing (?:search|threads|today) [^#|\n]*)", README, re.MULTILINE)))


@pytest.mark.parametrize("call", [call.strip() for call in QUERIES if "--refresh" not in call])
def test_queries_of_the_readme_find_something_in_the_demo(trial: Path, call: str) -> None:
    assert run(call)


@pytest.mark.parametrize("name", sorted(NETWORK))
def test_examples_that_need_the_network_have_words_and_options_that_exist(name: str) -> None:
    for call, _ in EXAMPLES[name]:
        command = root.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None
        command.make_context(name, shlex.split(call)[2:], resilient_parsing=False)


@pytest.mark.parametrize("name", sorted(MODULE_OF_COMMAND))
def test_help_has_common_options_in_one_line_and_the_examples(name: str) -> None:
    text = CliRunner().invoke(root, [name, "--help"], prog_name="briefing").output
    assert all(call in text for call, _ in EXAMPLES[name])
    common = [line for line in text.splitlines() if "--store FILE" in line]
    assert len(common) <= 1
    assert "Act as if it were" not in text
