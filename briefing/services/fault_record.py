"""Faults of the program that cost one thread, article or feed its place in a refresh, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from briefing.model.notes import Note
from briefing.model.program_fault import ProgramFault
from briefing.program_faults import FAULT_ADVICE, fault_of, log_fault

DAMAGE_ADVICE = "`briefing doctor` checks the store; `briefing restore FILE` puts a backup in its place"
"""What to do about damage."""
MAX_REPORTED_FAULTS = 3
"""Faults of one refresh that are reported each: more of them mostly have one cause."""


class FaultRecord:
    """The faults since they were last taken, one for each thing that could not be done; each is logged as it comes."""

    def __init__(self) -> None:
        self._by_subject: dict[str, ProgramFault] = {}

    def add(self, fault: ProgramFault) -> None:
        """Record a fault, and log it if it was not recorded before."""
        if fault.subject not in self._by_subject:
            self._by_subject[fault.subject] = fault
            log_fault(fault)

    @contextmanager
    def guard(self, subject: str) -> Iterator[None]:
        """Record an unexpected error of a block as the fault of what it works on, and go on behind the block."""
        try:
            yield
        except Exception as error:
            self.add(fault_of(subject, error))

    def has(self, subject: str) -> bool:
        """Whether a fault in the work on this is recorded."""
        return subject in self._by_subject

    def take(self) -> tuple[ProgramFault, ...]:
        """Return the recorded faults, and forget them: they are tried again."""
        faults = tuple(self._by_subject.values())
        self._by_subject.clear()
        return faults


def fault_notes(faults: Sequence[ProgramFault], next_try: str = "the next refresh") -> tuple[Note, ...]:
    """Return a note on each of the first faults, and one on when it is tried again and what to do; none without any."""
    return _notes(faults, "could not be done", f"{next_try} tries again; {FAULT_ADVICE}")


def partly_shown_notes(faults: Sequence[ProgramFault]) -> tuple[Note, ...]:
    """Return a note on each of the first threads or articles that could not be shown in full, and what to do."""
    return _notes(faults, "could not be shown in full", FAULT_ADVICE)


def unlisted_notes(faults: Sequence[ProgramFault]) -> tuple[Note, ...]:
    """Return a note on each of the first threads that lists leave out, and what to do."""
    return _notes(faults, "is left out of the list", FAULT_ADVICE)


def _notes(faults: Sequence[ProgramFault], what: str, advice: str) -> tuple[Note, ...]:
    named = tuple(Note(one.subject, f"{what} ({one.cause})") for one in faults[:MAX_REPORTED_FAULTS])
    damages = sum(one.is_damage for one in faults)
    others = len(faults) - damages
    notes = list(named)
    if damages:
        count = "a damaged value" if damages == 1 else f"{damages} damaged values"
        notes.append(Note(count, DAMAGE_ADVICE))
    if others:
        count = "a fault of the program" if others == 1 else f"{others} faults of the program"
        notes.append(Note(count, advice))
    return tuple(notes)
