"""What leaves the application: files a reader saves, and commands of the reader's own. Blocks: call it in a worker."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from briefing.config import write_atomic
from briefing.errors import BriefingError
from briefing.text.clean import clean

PLUS_LINE_EDITORS = {
    "vi",
    "vim",
    "nvim",
    "view",
    "nano",
    "emacs",
    "emacsclient",
    "micro",
    "kak",
    "joe",
    "jed",
    "ne",
    "mcedit",
}
COLON_LINE_EDITORS = {"hx", "helix", "code", "codium", "subl", "zed"}
"""How editors are told a line: `+12 file`, or `file:12`."""
TERMINAL_BROWSERS = ("www-browser", "w3m", "lynx", "elinks", "links", "links2", "browsh", "carbonyl")
"""Browsers that need the whole terminal."""
OPEN_BROWSER_SCRIPT = "import sys, webbrowser; sys.exit(not webbrowser.open(sys.argv[1]))"
BROWSER_WAIT = 3.0
"""Seconds after which a browser that still runs is taken to have opened."""
COMMAND_TIMEOUT = 60.0
"""Seconds that a command may take."""


def terminal_browser_command(environ: Mapping[str, str], url: str) -> list[str]:
    """Return the words that show a page in the terminal itself; [] if a browser with windows is to be asked.

    As Python's `webbrowser` does it: what $BROWSER names goes first; without a display there are only these.
    """
    wanted = [words for part in environ.get("BROWSER", "").split(os.pathsep) if (words := _split_command(part))]
    if not wanted and sys.platform not in ("darwin", "win32") and not (environ.keys() & {"DISPLAY", "WAYLAND_DISPLAY"}):
        wanted = [[name] for name in TERMINAL_BROWSERS]
    found = next((words for words in wanted if shutil.which(words[0])), [])
    if not found or Path(found[0]).stem.lower() not in TERMINAL_BROWSERS:
        return []
    return [word.replace("%s", url) for word in found] if "%s" in " ".join(found) else [*found, url]


def _split_command(command: str) -> list[str]:
    try:
        return shlex.split(command)
    except ValueError:  # a quotation mark that is never closed
        return []


def open_in_browser(url: str) -> bool:
    """Open a page in a browser with windows; False if there is none.

    Another process asks for it, for browsers write to the terminal what would stand across the screen.
    """
    quiet = {name: value for name, value in os.environ.items() if name != "TERM"}
    nowhere = subprocess.DEVNULL
    asked = subprocess.Popen(  # noqa: S603 - Python itself; the address is one of its arguments
        [sys.executable, "-c", OPEN_BROWSER_SCRIPT, url], env=quiet, stdin=nowhere, stdout=nowhere, stderr=nowhere
    )
    try:
        return asked.wait(BROWSER_WAIT) == 0
    except subprocess.TimeoutExpired:
        return True


def markdown_file_name(title: str) -> str:
    """Return a name for a file about a title: "Noto quake" makes "noto-quake.md"."""
    return (re.sub(r"\W+", "-", title.casefold()).strip("-")[:60].rstrip("-") or "thread") + ".md"


def write_new_file(path: Path, text: str) -> None:
    """Write a file, whole or not at all; BriefingError if it is there already, or its folder is not."""
    if path.exists():
        raise BriefingError(f"{path} is there already: choose another name")
    if not path.parent.is_dir():
        raise BriefingError(f"There is no folder {path.parent}")
    write_atomic(path, text)


def run_command(command: Sequence[str], text: str) -> str:
    """Run a command, by its words and never by a shell, with `text` on its standard input.

    Return the last line it printed; BriefingError in words if it cannot be run, takes a minute, or fails.
    """
    try:
        done = subprocess.run(  # noqa: S603 - the words are the reader's own configuration
            list(command), input=text.encode(), capture_output=True, timeout=COMMAND_TIMEOUT, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise BriefingError(f"{command[0]} took more than {COMMAND_TIMEOUT:.0f} s and was stopped") from error
    except OSError as error:
        raise BriefingError(f"{command[0]} cannot be run: {error.strerror or error}") from error
    said = _last_line(done.stdout) or _last_line(done.stderr)
    if done.returncode:
        raise BriefingError(f"{command[0]} failed ({done.returncode}){': ' + said if said else ''}")
    return said


def editor_command(environ: Mapping[str, str], path: str, line: int) -> list[str]:
    """Return the words that open a file at a line in $VISUAL, $EDITOR or vi."""
    words = shlex.split(environ.get("VISUAL") or environ.get("EDITOR") or "vi")
    name = Path(words[0]).stem.lower()
    if name in COLON_LINE_EDITORS:
        return [*words, *(["-g"] if name.startswith("cod") else []), f"{path}:{line}"]
    return [*words, f"+{line}", path] if name in PLUS_LINE_EDITORS else [*words, path]


def _last_line(output: bytes) -> str:
    lines = [line for line in output.decode("utf-8", "replace").splitlines() if line.strip()]
    return clean(lines[-1])[:200] if lines else ""
