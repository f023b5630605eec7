"""Browsers, editors, files and configured commands. These functions block, so call them on a worker."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from briefing.config import write_atomic
from briefing.errors import BriefingError
from briefing.system_errors import cannot_run
from briefing.text.html.clean import clean
from briefing.text.urls import is_web_url

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
"""Editors by the way they take a line number: `+12 file`, or `file:12`."""
DEFAULT_EDITOR = "vi"
"""What POSIX names if no variable does."""
TERMINAL_BROWSERS = ("www-browser", "w3m", "lynx", "elinks", "links", "links2", "browsh", "carbonyl")
"""Browsers that need the whole terminal."""
OPEN_BROWSER_SCRIPT = "import sys, webbrowser; sys.exit(not webbrowser.open(sys.argv[1]))"
BROWSER_WAIT = 3.0
"""Seconds after which a browser that still runs counts as opened."""
BROWSER_WORKER = "browser"
"""Name of the workers that wait for such browsers."""
COMMAND_TIMEOUT = 60.0
"""Seconds after which a command is stopped."""


def terminal_browser_command(environ: Mapping[str, str], url: str) -> list[str]:
    """Return the command that shows a page in the terminal itself; [] if a graphical browser is to be used.

    As in Python's `webbrowser`, $BROWSER comes first; without a display, only terminal browsers are possible.
    """
    candidates = [words for part in environ.get("BROWSER", "").split(os.pathsep) if (words := _split_command(part))]
    has_display = sys.platform in ("darwin", "win32") or environ.keys() & {"DISPLAY", "WAYLAND_DISPLAY"}
    if not candidates and not has_display:
        candidates = [[name] for name in TERMINAL_BROWSERS]
    command = next((words for words in candidates if shutil.which(words[0])), [])
    if not command or Path(command[0]).stem.lower() not in TERMINAL_BROWSERS:
        return []
    if "%s" in " ".join(command):
        return [word.replace("%s", url) for word in command]
    return [*command, url]


def _split_command(command: str) -> list[str]:
    try:
        return shlex.split(command)
    except ValueError:  # a quotation mark that is never closed
        return []


def open_in_browser(url: str) -> bool:
    """Open a page in a graphical browser; return False if there is none or the address is not http(s).

    It runs in another process without a terminal, because browsers print messages that would garble the screen.
    """
    if not is_web_url(url):
        return False
    environ = {name: value for name, value in os.environ.items() if name != "TERM"}
    null = subprocess.DEVNULL
    process = subprocess.Popen(  # noqa: S603 - Python itself; the address is one of its arguments
        [sys.executable, "-c", OPEN_BROWSER_SCRIPT, url], env=environ, stdin=null, stdout=null, stderr=null
    )
    try:
        return process.wait(BROWSER_WAIT) == 0
    except subprocess.TimeoutExpired:
        threading.Thread(target=process.wait, name=BROWSER_WORKER, daemon=True).start()  # reaps it when it ends
        return True


def write_new_file(path: Path, text: str) -> None:
    """Write a file atomically; BriefingError if it exists, or its folder does not."""
    if path.exists():
        raise BriefingError(f"{path} already exists; choose another name")
    if not path.parent.is_dir():
        raise BriefingError(f"There is no folder {path.parent}")
    write_atomic(path, text)


def run_command(command: Sequence[str], text: str) -> str:
    """Run a command without a shell, with `text` on its standard input, and return the last line that it printed.

    Raises:
        BriefingError: The command cannot be run, takes longer than `COMMAND_TIMEOUT`, or fails.
    """
    try:
        result = subprocess.run(  # noqa: S603 - the command is from the reader's configuration
            list(command), input=text.encode(), capture_output=True, timeout=COMMAND_TIMEOUT, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise BriefingError(f"{command[0]} took more than {COMMAND_TIMEOUT:.0f} s and was stopped") from error
    except OSError as error:
        raise BriefingError(cannot_run(command[0], error)) from error
    output = _last_line(result.stdout) or _last_line(result.stderr)
    if result.returncode:
        raise BriefingError(f"{command[0]} failed ({result.returncode}){': ' + output if output else ''}")
    return output


def editor_command(environ: Mapping[str, str], path: str, line: int) -> list[str]:
    """Return the command that opens a file at a line in $VISUAL, $EDITOR or vi; a blank variable counts as not set.

    Raises:
        BriefingError: The variable cannot be read as a command, because a quotation mark is never closed.
    """
    name = next((name for name in ("VISUAL", "EDITOR") if environ.get(name, "").strip()), "")
    try:
        words = shlex.split(environ[name] if name else DEFAULT_EDITOR)
    except ValueError as error:
        raise BriefingError(f"${name} is no command: {environ[name]} ({str(error).lower()})") from error
    if not words or not words[0]:
        raise BriefingError(f"${name} names no program: {environ[name]}")
    name = Path(words[0]).stem.lower()
    if name in COLON_LINE_EDITORS:
        return [*words, *(["-g"] if name.startswith("cod") else []), f"{path}:{line}"]
    return [*words, f"+{line}", path] if name in PLUS_LINE_EDITORS else [*words, path]


def _last_line(output: bytes) -> str:
    lines = [line for line in output.decode("utf-8", "replace").splitlines() if line.strip()]
    return clean(lines[-1])[:200] if lines else ""
