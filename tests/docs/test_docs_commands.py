"""The commands that README.md and the pages of docs/ show work as written on the demo's news, and find something."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefing.cli import root

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
THREAD = "t1376ba08b6"
"""Stands for number 1 of a print-out: without a terminal there are no numbers."""
NETWORK = re.compile(r"briefing (add|refresh|fulltext)\b|--refresh|--mail|--format mail|^briefing$")
FINDS_NOTHING = re.compile(r"Nothing (since|new|is)|No (article|thread|date)|There (is|are) no|Usage:|.* 0 threads")
ARTICLE = {
    "id": "a",
    "title": "Senate backs pact",
    "text": "The Senate backed the pact on Monday by 19 votes to none, more than the sixteen that it needs.",
    "source": "Sample Wire",
    "url": "https://wire.example/a",
    "published": "2026-01-12T08:00:00Z",
    "lang": "en",
}


def shown_commands(page: Path) -> list[list[str]]:
    """Return the commands of each of a page's shell blocks, without comments and what they are piped into."""
    blocks = []
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        lines = [line for line in block.splitlines() if line.startswith("briefing")]
        commands = [re.split(r"\s+#\s|\s\|\s", line)[0].strip() for line in lines]
        blocks.append([command for command in commands if not NETWORK.search(command)])
    return [block for block in blocks if block]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the commands read, and the place of the demo's store, which is not there yet."""
    (tmp_path / "public").mkdir()
    for name in ("articles", "topic", "story"):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(ARTICLE) + "\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("BRIEFING_STORE", str(tmp_path / "trial" / "briefing.db"))
    monkeypatch.setenv("BRIEFING_CONFIG", str(tmp_path / "trial" / "feeds.toml"))
    monkeypatch.setenv("BRIEFING_NOW", "2026-01-15T18:30:00Z")
    monkeypatch.setenv("COLUMNS", "120")
    return tmp_path


@pytest.mark.parametrize("page", [page for page in PAGES if shown_commands(page)], ids=lambda page: page.name)
def test_shown_commands_work_and_find_something(page: Path, home: Path, kept_demo: Path) -> None:
    for block in shown_commands(page):
        shutil.rmtree(home / "trial", ignore_errors=True)  # what one block mutes, another one finds
        shutil.copytree(kept_demo, home / "trial")
        for prepared in ("export feeds.opml --force", "export --all reading.jsonl --force"):
            assert CliRunner().invoke(root, prepared.split()).exit_code == 0
        for command in block:
            words = [THREAD if word == "1" else word for word in shlex.split(command)[1:]]
            if words[0] == "export":
                words.append("--force")
            result = CliRunner().invoke(root, [word.replace("~", str(home)) for word in words])
            assert result.exit_code == 0, f"{command}\n{result.output}"
            assert not FINDS_NOTHING.match(result.output), f"{command}\n{result.output}"


def test_the_pages_show_many_commands() -> None:
    assert sum(len(block) for page in PAGES for block in shown_commands(page)) > 25
