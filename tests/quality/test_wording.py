"""Names and docstrings use the words of docs/glossary.md; words of the former private vocabulary stay retired."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from source_tree import Module, modules_of

RETIRED_WORDS = {
    *("told", "tell", "tells", "telling", "teller", "untold", "retell", "retells", "retold", "retelling"),
    *("voice", "voices", "desk", "newsroom", "takeback", "clerk", "clerks", "crew"),
    *("bonds", "parting", "partings", "lesson", "lessons", "besides", "floors", "newcomers", "outgrown"),
}
"""Nowhere in a name or a docstring; docs/glossary.md has the words to use."""
RETIRED_NAMES = {"asked", "said", "taken", "moved", "found", "made", "kept", "ties", "shifts", "reserve", "weighty"}
"""Not the whole name of anything, because it does not say of what; in sentences they are ordinary words."""
RETIRED_PHRASES = (
    "return in words",
    "in plain words",
    "put right",
    "puts right",
    "part of the desk",
    "so many of",
    "so much of",
    "takes back",
)

WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def test_retired_words_are_in_no_name() -> None:
    found = {
        f"{module.path}:{line} {name}"
        for module in modules_of("briefing")
        for line, name in _names(module)
        if name in RETIRED_NAMES or {word.lower() for word in WORD.findall(name)} & RETIRED_WORDS
    }
    assert sorted(found) == []


def test_retired_words_are_in_no_docstring() -> None:
    found = []
    for module in modules_of("briefing"):
        for line, text in _docstrings(module):
            words = {word.lower() for word in re.findall(r"[A-Za-z]+", text)} & RETIRED_WORDS
            phrases = {phrase for phrase in RETIRED_PHRASES if phrase in " ".join(text.split()).lower()}
            if words or phrases:
                found.append(f"{module.path}:{line} {', '.join(sorted(words | phrases))}")
    assert found == []


def _names(module: Module) -> Iterator[tuple[int, str]]:
    """Line and name of everything that a module names, itself included."""
    yield 1, module.path.rpartition("/")[2].removesuffix(".py")
    for node in module.nodes:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield node.lineno, name
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield node.lineno, name
            case ast.Import() | ast.ImportFrom():
                yield from ((node.lineno, alias.asname) for alias in node.names if alias.asname)
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
                yield node.lineno, name


def _docstrings(module: Module) -> Iterator[tuple[int, str]]:
    """Line and text of each docstring, those below constants and fields too."""
    for node in module.nodes:
        match node:
            case ast.Expr(value=ast.Constant(value=str(text))):
                yield node.lineno, text
