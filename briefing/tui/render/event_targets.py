"""The targets of the events of a timeline: the same event has the same target, also after others came or went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from briefing.model.threads import Thread, TimelineEntry
from briefing.tui.render.page_lines import Target


def event_targets(timeline: Sequence[TimelineEntry]) -> list[Target]:
    """Return the target of each event: of one of a part the part, else its story and day.

    Events without a story are named by their titles; those that would be named alike are numbered.
    """
    names: Counter[str] = Counter()
    targets: list[Target] = []
    for entry in timeline:
        if entry.part:
            targets.append(Target("thread", entry.part))
            continue
        name = f"{entry.date} {entry.story or entry.title}"
        names[name] += 1
        targets.append(Target("entry", name if names[name] == 1 else f"{name} {names[name]}"))
    return targets


def event_at(thread: Thread | None, target: Target | None) -> TimelineEntry | None:
    """Return the event of a thread that a target stands for; None if it stands for something else."""
    if thread is None or target is None or target.kind != "entry":
        return None
    pairs = zip(event_targets(thread.timeline), thread.timeline, strict=True)
    return next((entry for one, entry in pairs if one == target), None)
