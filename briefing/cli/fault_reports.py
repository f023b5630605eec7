"""What faults of the program left undone, printed, and the exit code for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from briefing.cli.exit_codes import EXIT_SOME_FAILED
from briefing.cli.printer import print_note
from briefing.services import Services
from briefing.text.html.clean import clean

if TYPE_CHECKING:
    from briefing.model.notes import Note
    from briefing.services.fault_record import FaultRecord


def print_faults(notes: Sequence[Note]) -> int:
    """Print what faults of the program left undone; return the exit code for it, 0 without any."""
    for note in notes:
        print_note(f"{note.subject}: {clean(note.text)}")
    return EXIT_SOME_FAILED if notes else 0


def report_faults(faults: FaultRecord) -> int:
    """Print of which threads or articles a fault of the program left something out; return the exit code for it."""
    from briefing.services.fault_record import partly_shown_notes

    return print_faults(partly_shown_notes(faults.take()))


def exit_if_unwritten(ctx: click.Context, services: Services) -> None:
    """Print which threads a fault of the program left with their former texts, and end the command; else go on."""
    from briefing.services.fault_record import fault_notes

    if code := print_faults(fault_notes(services.pipeline.faults.take())):
        ctx.exit(code)
