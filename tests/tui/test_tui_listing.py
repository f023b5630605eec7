from dataclasses import replace

from fake_desk import NOW, ago, arrival, sample_threads

from briefing.tui.listing import FOLLOWED, Listing, changed, state

ROWS = tuple(thread.row for thread in sample_threads())[:6]
PACT, STRAIT, QUAKE = (row.id for row in ROWS[:3])


def ids(listing: Listing) -> list[str]:
    return [row.id for row in listing.shown()]


def test_a_thread_read_after_its_last_article_is_read_and_one_that_went_on_is_updated() -> None:
    row = ROWS[2]
    assert state(row) == "new"
    assert state(replace(row, read=NOW)) == "read"
    assert state(replace(row, read=ago(days=9))) == "updated"
    assert state(replace(row, status="running")) == "read"


def test_filter_needs_every_word_in_title_latest_section_or_publisher() -> None:
    listing = Listing(rows=ROWS)
    assert ids(replace(listing, words="PACT senate")) == [PACT]
    assert ids(replace(listing, words="business")) == [STRAIT]
    assert ids(replace(listing, words="pact business")) == []


def test_tabs_count_what_is_unread_in_each_section() -> None:
    listing = Listing(rows=ROWS, sections=("asia", "business")).marked(QUAKE, followed=True)
    assert dict(listing.tabs()) == {"": 5, "asia": 4, "business": 1, FOLLOWED: 1}
    assert dict(listing.marked(QUAKE, read=NOW).tabs())[FOLLOWED] == 0


def test_sections_follow_each_other_round_the_end() -> None:
    listing = Listing(rows=ROWS, sections=("asia", "business"))
    names = []
    for _ in range(4):
        listing = listing.beside(1)
        names.append(listing.section)
    assert names == ["asia", "business", FOLLOWED, ""]
    assert listing.beside(-1).section == FOLLOWED


def test_news_wait_until_they_are_taken_in() -> None:
    newer = (arrival().row, *ROWS)
    listing = Listing(rows=ROWS).arrived(newer)
    assert listing.rows == ROWS
    assert listing.news() == 1
    assert listing.taken_in().rows == newer
    assert listing.taken_in().waiting is None


def test_rows_that_only_changed_their_order_or_marks_do_not_wait() -> None:
    assert changed(ROWS, [replace(row, followed=True, score=9.0) for row in reversed(ROWS)]) == frozenset()
    assert Listing(rows=ROWS).arrived(tuple(reversed(ROWS))).waiting is None


def test_marks_reach_the_rows_that_wait() -> None:
    listing = Listing(rows=ROWS).arrived((arrival().row, *ROWS)).marked(PACT, followed=True).without(QUAKE).taken_in()
    assert listing.row(PACT).followed
    assert listing.row(QUAKE) is None


def test_restoring_brings_a_muted_thread_back_without_moving_the_others_or_taking_news_in() -> None:
    newer = (arrival().row, *ROWS)
    listing = Listing(rows=tuple(reversed(ROWS))).arrived(newer).without(STRAIT)
    restored = listing.restored(newer)
    kept = [row.id for row in reversed(ROWS) if row.id != STRAIT]
    assert [row.id for row in restored.rows if row.id != STRAIT] == kept
    order = [row.id for row in restored.rows]
    assert order.index(STRAIT) == order.index(PACT) + 1
    assert restored.news() == 1
