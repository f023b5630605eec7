"""What a digest has room for."""

from datetime import UTC, datetime

from briefing.model.threads import ThreadRow
from briefing.writing.digest_selection import MAX_FULL_THREADS, MAX_TITLES, WIDE_PUBLISHERS, select_threads

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def row(number: int, publishers: int) -> ThreadRow:
    names = tuple(f"Sample {name}" for name in range(publishers))
    return ThreadRow(f"t{number}", f"Thread {number}", "news", NOW, NOW, "updated", names, 9, 1)


def ids(rows: tuple[ThreadRow, ...]) -> list[str]:
    return [one.id for one in rows]


def test_the_most_important_threads_are_printed_in_full_in_their_order():
    threads = [row(number, 1 + number % 5) for number in range(12)]
    selection = select_threads(threads)
    assert ids(selection.full) == ids(tuple(threads)) and selection.listed == ()


def test_widely_reported_threads_are_listed_before_others_however_low_they_rank():
    room = MAX_FULL_THREADS + MAX_TITLES
    threads = [row(number, 1) for number in range(room + 10)] + [
        row(1000, WIDE_PUBLISHERS),
        row(1001, WIDE_PUBLISHERS + 5),
    ]
    selection = select_threads(threads)
    assert ids(selection.full) == [f"t{number}" for number in range(MAX_FULL_THREADS)]
    assert ids(selection.listed)[:3] == ["t1000", "t1001", f"t{MAX_FULL_THREADS}"]
    assert len(selection.listed) == MAX_TITLES
