"""Lint, format, types and import contracts are tests, so that one command checks everything.

A failure shows what the tool itself printed.
"""

import os
import subprocess
import sys

import pytest
from source_tree import ROOT

LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def check(*arguments: str) -> None:
    """Run a tool with this Python; fail with its output, without a traceback."""
    environment = {**os.environ, "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.fail(f"python {' '.join(arguments)}\n\n{done.stdout}{done.stderr}", pytrace=False)


def test_ruff_finds_nothing() -> None:
    check("-m", "ruff", "check", ".")


def test_ruff_would_format_nothing() -> None:
    check("-m", "ruff", "format", "--check", ".")


def test_mypy_finds_nothing() -> None:
    check("-m", "mypy")


def test_import_contracts_hold() -> None:
    check("-c", LINT_IMPORTS)
