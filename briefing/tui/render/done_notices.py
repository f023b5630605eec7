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


def split_notice(title: str, source: str) -> Wordings:
    """Return what became of a story that was split off, and of which thread.

    Args:
        title: Its title.
        source: The title of the thread that it was in; "": unknown.
    """
    alone = naming("Now a thread of its own: {}", title)
    if source in ("", title):
        return (alone,)
    full = naming("Now a thread of its own: {}, no longer in {}", title, source)
    return full, naming("Split {} off {}", title, source), alone


def article_split_notice(title: str, move_key: str) -> Wordings:
    """Return what the split of an article changed and what not.

    The timeline and the coverage go by what happened, so that they may still count both stories as one event.
    """
    return (
        naming(f"Now a story of its own in ARTICLES: {{}}; may stay in its event; {move_key} takes it out", title),
        naming("Own story: {}; its event may keep it", title),
        naming("Own story in ARTICLES; its event may keep it"),
        naming("Own story; its event may keep it"),
    )


def move_notice(title: str, target: str) -> Wordings:
    """Return what was moved into which thread."""
    return naming("Moved {} to {}", title, target), naming("Moved to {}", target)


def affair_notice(title: str, affair: str) -> Wordings:
    """Return which thread is part of which affair now."""
    return naming("{} is now part of {}", title, affair), naming("Now part of {}", affair)


def read_notice(counts: str, read: int, folded: int, key: str) -> Wordings:
    """Return what was marked as read, and what lines fold that was not.

    Args:
        counts: What was marked, in words.
        read: How many threads that are.
        folded: How many unread threads lines fold.
        key: The key that marks these.
    """
    if not folded:
        return (naming(f"Read: {counts}"),)
    return (
        naming(f"Read: {counts}; {key} again reads the {folded} folded too"),
        naming(f"Read: {read}; {key} again reads the {folded} folded too"),
        naming(f"Read: {read}; {folded} folded: {key} again"),
    )
