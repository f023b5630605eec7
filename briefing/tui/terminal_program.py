"""Programs that take over the terminal, such as an editor, while the application waits."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from typing import Any

from textual.app import App, SuspendNotSupported

from briefing.system_errors import cannot_run


def run_program(app: App[Any], command: Sequence[str], report: Callable[[str], None]) -> bool:
    """Run a program in the terminal of an application; return False after a message if that is impossible."""
    try:
        with app.suspend():
            status = subprocess.run(list(command), check=False).returncode  # noqa: S603 - the reader's program
    except SuspendNotSupported:
        report(f"This terminal cannot run {command[0]}")
        return False
    except OSError as error:
        report(cannot_run(command[0], error))
        return False
    if status:
        report(f"{command[0]} failed ({status})")
    return True
