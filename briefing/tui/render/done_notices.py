"""What the status line says after a correction or a mark, in wordings for wide and narrow terminals."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.output.formatting import format_count
from briefing.tui.render.notice_fitting import Wordings, naming


def merge_notice(ended: Sequence[str], former: str, final: str) -> Wordings:
    """Return which threads went into which.

    Args:
        ended: The titles of the threads that were merged into another one.
        former: The title that the other one had.
        final: The title that it has now.
    """
    others = ", ".join("{}" for _ in ended)
    wordings = (
        naming(f"Merged {others} into {{}}, now {{}}", *ended, former, final),
        naming(f"Merged {others} into {{}}", *ended, final),
        naming(f"{format_count(len(ended) + 1, 'thread')} are now {{}}", final),
    )
    return wordings[1:] if final == former else wordings


def marks_notice(count: int, survivor: str, key: str) -> Wordings:
    """Return how many threads are marked, and what a key does with them.

    Args:
        count: How many are marked.
        survivor: The title of the one into which the others would be merged.
        key: The key that merges them.
    """
    marked = f"{format_count(count, 'thread')} marked"
    if count == 0:
        return (naming(marked),)
    if count == 1:
        what = f"{key} merges it with the one under the cursor"
        return naming(f"{marked} - {what}"), naming(f"1 marked - {what}")
    return (
        naming(f"{marked} - {key} merges just these into {{}}", survivor),
        naming(f"{count} marked - {key} merges them into {{}}", survivor),
    )


def split_notice(title: str, source: str, count: int) -> Wordings:
    """Return what became of articles that were split off, and of which thread.

    Args:
        title: The headline of their row.
        source: The title of the thread that they were in; "": unknown.
        count: How many they are.
    """
    own = "Now a thread of its own" if count == 1 else f"{count:,} articles are now a thread"
    alone = [naming(f"{own}: {{}}", title), *([naming(f"{count:,} split off: {{}}", title)] if count > 1 else [])]
    if source in ("", title):
        return tuple(alone)
    several = "" if count == 1 else f"{count:,} articles, "
    off = naming(f"Split {several}{{}}{',' if several else ''} off {{}}", title, source)
    return naming(f"{own}: {{}}, no longer in {{}}", title, source), off, *alone


def move_notice(title: str, target: str, count: int) -> Wordings:
    """Return what was moved into which thread: the headline of the row, and how many articles these are."""
    if count == 1:
        return naming("Moved {} to {}", title, target), naming("Moved to {}", target)
    begin = f"Moved {count:,} articles"
    return naming(f"{begin}, {{}}, to {{}}", title, target), naming(f"{begin} to {{}}", target)


def affair_notice(title: str, affair: str) -> Wordings:
    """Return which thread is part of which affair now."""
    return naming("{} is now part of {}", title, affair), naming("Now part of {}", affair)


def read_notice(titles: Sequence[str], parts: int, folded: int, key: str) -> Wordings:
    """Return what was marked as read, a thread by its title, several by their number, as the message of the undo has
    it.

    Args:
        titles: The titles of the threads.
        parts: How many of them are parts of affairs, which the numbers above the list leave out.
        folded: How many unread threads lines fold.
        key: The key that marks these too.
    """
    if len(titles) == 1:
        one = naming("Read: {}", *titles)
        return (naming(f"Read: {{}}; {key} again reads the {folded} folded too", *titles), one) if folded else (one,)
    read = f"Read: {format_count(len(titles), 'thread')}"
    whole = f"{read}, {parts} of them {'a part' if parts == 1 else 'parts'}" if parts else read
    if not folded:
        return naming(whole), naming(read)
    return (
        naming(f"{whole}; {key} again reads the {folded} folded too"),
        naming(f"{whole}; {folded} folded: {key} again"),
        naming(f"{read}; {folded} folded: {key} again"),
    )
