"""docs/troubleshooting.md quotes messages of feeds as the code words them."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@cache
def all_message_texts() -> str:
    return "\n".join(message_texts())


def message_texts() -> Iterator[str]:
    """Yield the string constants of the code, those within f-strings too, without docstrings."""
    for path in (ROOT / "briefing").rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        statements = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in statements:
                yield node.value


def quoted_messages() -> list[str]:
    section = (ROOT / "docs/troubleshooting.md").read_text("utf-8").partition("## A feed")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (.+?) \|", section, re.MULTILINE)[1:]
    return [message for row in rows if not row.startswith("---") for message in row.split(", ")]


@pytest.mark.parametrize("message", quoted_messages())
def test_a_quoted_message_is_one_of_the_code(message: str) -> None:
    texts = all_message_texts()
    for part in re.split(r"\.\.\.|[\d,]*\d[\d,]*(?: MiB| s)?|\(an HTML page titled", message):
        assert part.strip() in texts, part
