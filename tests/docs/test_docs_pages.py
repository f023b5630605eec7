"""README, CONTRIBUTING and docs/: links resolve, examples parse, and every name of the program is documented."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest

from briefing.cli import MODULE_OF_COMMAND, root
from briefing.config import parse_config
from briefing.config.digest_schema import DIGEST_KEYS
from briefing.config.feed_schema import FEED_KEYS
from briefing.config.loader import TOP_LEVEL_KEYS
from briefing.config.mail_schema import MAIL_KEYS
from briefing.config.model_schema import LANGUAGE_MODEL_KEYS

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
TEXTS = {page.relative_to(ROOT).as_posix(): page.read_text(encoding="utf-8") for page in PAGES}
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def commands() -> dict[str, click.Command]:
    with click.Context(root) as context:
        found = {name: root.get_command(context, name) for name in MODULE_OF_COMMAND}
    return {name: command for name, command in found.items() if command is not None}


def calls_in(text: str) -> list[str]:
    """Calls of `briefing COMMAND ...` in code blocks and inline code, without comments and pipes."""
    code = [block for kind, block in FENCE.findall(text) if kind in {"", "sh"}]
    code += re.findall(r"`(briefing [^`]+)`", FENCE.sub("", text))
    calls = {call for block in code for call in re.findall(r"(?<![\w./-])briefing ((?!-)[^\n]*)", block)}
    calls |= {call for block in code for call in re.findall(r"bin/briefing ((?!-)[^\n]*)", block)}
    return sorted({re.split(r"\s#|\s\||;", call)[0].strip() for call in calls} - {""})


CALLS = [(name, call) for name, text in TEXTS.items() if name != "CHANGELOG.md" for call in calls_in(text)]


@pytest.mark.parametrize(("page", "call"), CALLS)
def test_calls_shown_use_commands_and_options_that_exist(page: str, call: str) -> None:
    name, *words = shlex.split(call.replace("...", ""), comments=True)
    command = commands().get(name)
    assert command is not None, f"{page}: no command {name}"
    options = {option for parameter in command.params for option in parameter.opts}
    used = {word.partition("=")[0] for word in words if word.startswith("--")}
    assert used <= options, f"{page}: briefing {call}"


def test_every_command_is_documented() -> None:
    assert [name for name in MODULE_OF_COMMAND if not re.search(rf"\b{name}\b", TEXTS["README.md"])] == []


def test_the_reference_lists_every_option_and_key_as_declared(tmp_path: Path) -> None:
    script = ROOT / "docs" / "make_reference.py"
    target = tmp_path / "reference.md"
    subprocess.run([sys.executable, script, target], check=True, capture_output=True, cwd=ROOT)
    current = TEXTS["docs/reference.md"]
    assert target.read_text(encoding="utf-8") == current, "run: python docs/make_reference.py"


@pytest.mark.parametrize("key", [*TOP_LEVEL_KEYS, *(key for key in FEED_KEYS if key != "opml"), *LANGUAGE_MODEL_KEYS])
def test_every_entry_of_the_configuration_is_documented(key: str) -> None:
    examples = "\n".join(block for text in TEXTS.values() for kind, block in FENCE.findall(text) if kind == "toml")
    assert re.search(rf"^(\[+{key}[\].]|{key} = )", examples, re.MULTILINE)


@pytest.mark.parametrize("key", [*DIGEST_KEYS, *MAIL_KEYS])
def test_every_key_of_digests_and_mail_is_documented(key: str) -> None:
    blocks = [block for kind, block in FENCE.findall(TEXTS["docs/digests.md"]) if kind == "toml"]
    assert re.search(rf"^{key} = ", "\n".join(blocks), re.MULTILINE)


@pytest.mark.parametrize(
    ("page", "block"),
    [(name, block) for name, text in TEXTS.items() for kind, block in FENCE.findall(text) if kind == "toml"],
)
def test_examples_of_the_configuration_are_valid(page: str, block: str) -> None:
    config = parse_config(block, Path("feeds.toml"))
    assert config.problems == (), page
    assert len(config.feeds) == len(tomllib.loads(block).get("feeds", []))


@pytest.mark.parametrize("page", TEXTS)
def test_links_lead_to_files_and_headings_that_exist(page: str) -> None:
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", TEXTS[page]):
        path, _, anchor = target.partition("#")
        if "://" in path:
            continue
        file = ((ROOT / page).parent / path).resolve() if path else ROOT / page
        if not file.exists() or (anchor and anchor not in headings(file)):
            broken.append(target)
    assert broken == []


def headings(file: Path) -> set[str]:
    """The anchors that GitHub makes of a page's headings."""
    lines = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in lines}


@pytest.mark.parametrize("page", TEXTS)
def test_files_and_modules_named_exist(page: str) -> None:
    """`briefing/store/archive.py`, `tests/text` and `briefing.store` name what is there; NNNN stands for a number."""
    named = re.findall(r"`((?:briefing|tests|benchmarks|docs)/[a-z_][\w/.]+)`", TEXTS[page])
    named += [name.replace(".", "/") for name in re.findall(r"`(briefing(?:\.[a-z_]+)+)`", TEXTS[page])]
    missing = [
        name
        for name in named
        if "NNNN" not in name and not (ROOT / name).exists() and not (ROOT / f"{name}.py").exists()
    ]
    assert missing == []


def test_every_layer_in_the_picture_exists() -> None:
    picture = TEXTS["docs/architecture.md"].split("```")[1]
    lines = re.findall(r"^(?:layer \d| {7})   (\w+(?:, \w+)*)(?: |$)", picture, re.MULTILINE)
    layers = [name for names in lines for name in names.split(", ")]
    assert len(layers) == 19
    packages = {path.stem for path in (ROOT / "briefing").iterdir() if path.suffix == ".py" or path.is_dir()}
    assert set(layers) <= packages


def test_every_file_on_the_way_of_an_article_exists() -> None:
    picture = TEXTS["docs/architecture.md"].split("## The way of an article")[1].split("```")[1]
    named = re.findall(r"[a-z_]+(?:/[a-z_]+)+", picture)
    assert len(named) > 25
    assert [name for name in named if not (ROOT / "briefing" / f"{name}.py").exists()] == []


def test_every_package_is_in_the_architecture() -> None:
    packages = {path.parent.name for path in (ROOT / "briefing").glob("*/__init__.py")}
    assert {name for name in packages if not re.search(rf"\b{name}\b", TEXTS["docs/architecture.md"])} == set()


def test_every_decision_is_listed() -> None:
    records = {path.name for path in (ROOT / "docs" / "decisions").glob("[0-9]*.md")}
    assert records == set(re.findall(r"\((\d{4}[\w-]*\.md)\)", TEXTS["docs/decisions/README.md"]))


def test_every_benchmark_is_listed() -> None:
    scripts = {
        path.name for path in (ROOT / "benchmarks").glob("*.py") if "def main" in path.read_text(encoding="utf-8")
    }
    assert scripts <= set(re.findall(r"benchmarks/(\w+\.py)", TEXTS["CONTRIBUTING.md"]))
