"""Manual pages match the commands, are clean roff, and are installed by the wheel."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from briefing.cli import MODULE_OF_COMMAND

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "man"
PAGES = sorted(FOLDER.glob("*.1"))


def test_the_pages_are_those_of_the_commands(tmp_path: Path) -> None:
    script = ROOT / "docs" / "make_manual.py"
    subprocess.run([sys.executable, script, tmp_path], check=True, capture_output=True, cwd=ROOT)
    made = {page.name: page.read_text("utf-8") for page in tmp_path.iterdir()}
    current = {page.name: page.read_text("utf-8") for page in FOLDER.iterdir()}
    assert made == current, "run: python docs/make_reference.py"
    assert set(made) == {"briefing.1", *(f"briefing-{name}.1" for name in MODULE_OF_COMMAND)}


def test_the_wheel_and_the_source_archive_have_them() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]
    assert build["wheel"]["shared-data"] == {"docs/man": "share/man/man1"}
    assert "docs" in build["sdist"]["include"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_text_of_a_command_is_taken_for_a_request(page: Path) -> None:
    known = r"\.(TH|SH|TP|PP|B|BR|nf|fi)( |$)"
    requests = [line for line in page.read_text("utf-8").splitlines() if line.startswith((".", "'"))]
    assert [line for line in requests if not re.match(known, line)] == []


@pytest.mark.skipif(not shutil.which("groff"), reason="groff is not installed")
def test_groff_has_no_warnings() -> None:
    result = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-z", *PAGES], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stderr) == (0, "")
