"""Progress bars on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from briefing.cli.terminal_facts import is_dumb
from briefing.output.cells import truncate
from briefing.output.lines import shown_text

if TYPE_CHECKING:
    from types import TracebackType

    from rich.progress import TaskID

    from briefing.model.fetching import Progress, ProgressCallback

NOTE_WIDTH = 40
"""Cells of a note beside its bar, such as the name of a feed: both fit into 80 columns."""


class ProgressBars:
    """A bar for each stage of a refresh; all of them vanish at the end."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as RichProgress

        self._bars = RichProgress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[note]}", markup=False),
            console=Console(stderr=True),
            transient=True,
        )
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> ProgressBars:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def __call__(self, progress: Progress) -> None:
        """Advance the bar of a stage."""
        if progress.stage not in self._tasks:
            self._tasks[progress.stage] = self._bars.add_task(progress.stage, total=progress.total, note="")
        self._bars.update(
            self._tasks[progress.stage],
            completed=progress.done,
            total=progress.total,
            note=truncate(shown_text(progress.note), NOTE_WIDTH),
        )


@contextmanager
def progress_bars(*, quiet: bool = False) -> Iterator[ProgressCallback | None]:
    """Show progress bars while the block runs; None if standard error is no terminal, or with `quiet`."""
    if quiet or not sys.stderr.isatty() or is_dumb():
        yield None
        return
    with ProgressBars() as bars:
        yield bars
