"""Modules, functions and classes stay small, flat and told apart by name."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from source_tree import Module, functions_of, modules_of

MAX_MODULE_LINES = 500
MAX_FUNCTION_LINES = 50
MAX_REPEATED_LINES = 12
MAX_CLASS_CHAIN = 2
MAX_EXCEPTION_CHAIN = 3
EXCEPTION_ROOTS = {"Exception", "ValueError", "click.ClickException"}

SAME_SUBJECT_ON_TWO_LAYERS = {
    "affairs": "grouping finds them, store keeps them",
    "agenda": "writing finds the dates, output prints them",
    "article_pages": "feeds fetches them, store keeps them",
    "articles": "model defines them, store keeps them",
    "changes": "writing finds them, output prints them",
    "corrections": "the commands, the service, the repository",
    "coverage": "model defines it, writing finds it, output prints it, the TUI draws it",
    "curation": "the values, the service, the commands, the print-out",
    "deliveries": "the service, the repository",
    "digest": "the command, the print-out",
    "evidence": "grouping finds it, store keeps it",
    "explanations": "store reads the evidence, the service spells its words",
    "feed_health": "the service, the print-out",
    "feed_list": "the commands, the service",
    "feeds": "the values, the repository",
    "house_phrases": "model defines them, text removes them, the service learns them, store keeps them",
    "pipes": "the commands, the service",
    "reading": "the commands, the service",
    "saved_views": "the commands, the service",
    "symbols": "those of print-outs, those of the TUI",
    "thread": "output prints it, the TUI draws it",
    "thread_list": "output prints it, the TUI has a widget for it",
    "threads": "the values, the repository",
    "timeline": "output prints it, the TUI draws it",
    "today": "the command, the print-out",
}
"""Names of modules in several packages, with the reason why they share it."""

MAPPED_PACKAGES = (
    "grouping",
    "output",
    "output/digest",
    "output/documents",
    "services",
    "services/refreshing",
    "store",
    "store/database",
    "text",
    "text/dates",
    "text/html",
    "text/languages",
    "text/publishers",
    "tui",
    "writing",
    "writing/digest",
    "writing/front_page",
    "writing/sentences",
    "writing/summary",
    "writing/timeline",
    "writing/titles",
)
"""Packages of many modules, whose docstring is a map: what each module decides or does."""

BRIEFING = modules_of("briefing")


def test_no_module_is_long() -> None:
    lengths = {module.path: len(module.text.splitlines()) for module in BRIEFING}
    assert {path: count for path, count in lengths.items() if count > MAX_MODULE_LINES} == {}


def test_every_module_says_what_it_is() -> None:
    assert [module.path for module in BRIEFING if not ast.get_docstring(module.tree)] == []


@pytest.mark.parametrize("package", MAPPED_PACKAGES)
def test_the_docstring_of_a_large_package_names_its_modules(package: str) -> None:
    folder = Path(__file__).parents[2] / "briefing" / package
    text = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))) or ""
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    packages = {f"{path.parent.name}/" for path in folder.glob("*/__init__.py")}
    assert set(re.findall(r"`(\w+/?)`", text)) == modules | packages


def test_no_function_is_long() -> None:
    lengths = {
        f"{module.path}:{function.lineno} {function.name}": (function.end_lineno or 0) - function.lineno + 1
        for module in BRIEFING
        for function in functions_of(module)
    }
    assert {name: count for name, count in lengths.items() if count >= MAX_FUNCTION_LINES} == {}


def test_modules_share_a_name_only_if_they_share_a_subject() -> None:
    paths: defaultdict[str, list[str]] = defaultdict(list)
    for module in BRIEFING:
        if not module.path.endswith("__init__.py"):
            paths[module.path.rpartition("/")[2].removesuffix(".py")].append(module.path)
    shared = {name: found for name, found in paths.items() if len(found) > 1}
    assert {name: found for name, found in shared.items() if name not in SAME_SUBJECT_ON_TWO_LAYERS} == {}
    assert sorted(SAME_SUBJECT_ON_TWO_LAYERS.keys() - shared) == [], "no longer shared: remove from the list"


def test_inheritance_is_shallow() -> None:
    bases = dict(_bases_by_class(BRIEFING))
    deep = {}
    for name in bases:
        chain = _longest_chain(name, bases)
        is_exception = any(base in EXCEPTION_ROOTS for base in bases[chain[-1]])
        if len(chain) > (MAX_EXCEPTION_CHAIN if is_exception else MAX_CLASS_CHAIN):
            deep[name] = chain
    assert deep == {}


def test_no_run_of_lines_stands_twice() -> None:
    places: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for module in modules_of("briefing", "benchmarks", "docs"):
        lines = list(_lines_of_code(module))
        for start in range(len(lines) - MAX_REPEATED_LINES):
            window = lines[start : start + MAX_REPEATED_LINES + 1]
            places[tuple(text for _, text in window)].append(f"{module.path}:{window[0][0]}")
    assert [found for found in places.values() if len(found) > 1] == []


def _lines_of_code(module: Module) -> Iterator[tuple[int, str]]:
    """Number and stripped text of each line that is neither empty nor part of an import."""
    imports = {
        number
        for node in module.nodes
        if isinstance(node, ast.Import | ast.ImportFrom)
        for number in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    for number, line in enumerate(module.text.splitlines(), 1):
        if line.strip() and number not in imports:
            yield number, line.strip()


def _bases_by_class(modules: Iterable[Module]) -> Iterator[tuple[str, list[str]]]:
    """The dotted name of each class at the top of a module, with the dotted names of its bases."""
    for module in modules:
        names = {node.name: f"{module.name}.{node.name}" for node in module.tree.body if isinstance(node, ast.ClassDef)}
        for node in module.nodes:
            if isinstance(node, ast.ImportFrom) and node.module:
                names.update({alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names})
        for node in module.tree.body:
            if isinstance(node, ast.ClassDef):
                roots = [base.value if isinstance(base, ast.Subscript) else base for base in node.bases]
                yield (
                    f"{module.name}.{node.name}",
                    [names.get(ast.unparse(base), ast.unparse(base)) for base in roots],
                )


def _longest_chain(name: str, bases: dict[str, list[str]]) -> list[str]:
    """The longest line of our own classes from `name` upwards, `name` included."""
    chains = [_longest_chain(base, bases) for base in bases[name] if base in bases]
    return [name, *max(chains, key=len, default=[])]
