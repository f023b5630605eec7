from dataclasses import replace

from fake_services import NOW, ago, arrival, sample_threads

from briefing.tui.thread_listing import ALL_TAB, FOLLOWED_TAB, Tab, ThreadListing, changed_thread_ids, read_state

ROWS = tuple(thread.row for thread in sample_threads())[:6]
PACT, STRAIT, QUAKE = (row.id for row in ROWS[:3])


def ids(listing: ThreadListing) -> list[str]:
    return [row.id for row in listing.visible_rows()]


def test_a_thread_read_after_its_last_article_is_read_and_one_that_went_on_is_updated() -> None:
    row = ROWS[2]
    assert read_state(row) == "new"
    assert read_state(replace(row, read=NOW)) == "read"
    assert read_state(replace(row, read=ago(days=9))) == "updated"
    assert read_state(replace(row, status="running")) == "read"


def test_filter_needs_every_word_in_title_latest_section_or_publisher() -> None:
    listing = ThreadListing(rows=ROWS)
    assert ids(replace(listing, filter_text="PACT senate")) == [PACT]
    assert ids(replace(listing, filter_text="business")) == [STRAIT]
    assert ids(replace(listing, filter_text="pact business")) == []


def test_tabs_count_what_is_unread_in_each_section() -> None:
    listing = ThreadListing(rows=ROWS, sections=("asia", "business")).with_followed(QUAKE, True)
    assert dict(listing.tabs()) == {ALL_TAB: 5, Tab.section("asia"): 4, Tab.section("business"): 1, FOLLOWED_TAB: 1}
    assert dict(listing.with_read(QUAKE, NOW, None).tabs())[FOLLOWED_TAB] == 0


def test_sections_follow_each_other_round_the_end() -> None:
    listing = ThreadListing(rows=ROWS, sections=("asia", "business"))
    tabs = []
    for _ in range(4):
        listing = listing.with_next_tab(1)
        tabs.append(listing.tab)
    assert tabs == [Tab.section("asia"), Tab.section("business"), FOLLOWED_TAB, ALL_TAB]
    assert listing.with_next_tab(-1).tab == FOLLOWED_TAB


def test_news_wait_until_they_are_taken_in() -> None:
    newer = (arrival().row, *ROWS)
    listing = ThreadListing(rows=ROWS).with_pending(newer)
    assert listing.rows == ROWS
    assert listing.pending_count() == 1
    assert listing.apply_pending().rows == newer
    assert listing.apply_pending().pending is None


def test_rows_that_only_changed_their_order_or_marks_do_not_wait() -> None:
    assert changed_thread_ids(ROWS, [replace(row, followed=True, score=9.0) for row in reversed(ROWS)]) == frozenset()
    assert ThreadListing(rows=ROWS).with_pending(tuple(reversed(ROWS))).pending is None


def test_marks_reach_the_rows_that_wait() -> None:
    listing = (
        ThreadListing(rows=ROWS)
        .with_pending((arrival().row, *ROWS))
        .with_followed(PACT, True)
        .without_thread(QUAKE)
        .apply_pending()
    )
    assert listing.row(PACT).followed
    assert listing.row(QUAKE) is None


def test_restoring_brings_a_muted_thread_back_without_moving_the_others_or_taking_news_in() -> None:
    newer = (arrival().row, *ROWS)
    listing = ThreadListing(rows=tuple(reversed(ROWS))).with_pending(newer).without_thread(STRAIT)
    restored = listing.with_stored_marks(newer)
    kept = [row.id for row in reversed(ROWS) if row.id != STRAIT]
    assert [row.id for row in restored.rows if row.id != STRAIT] == kept
    order = [row.id for row in restored.rows]
    assert order.index(STRAIT) == order.index(PACT) + 1
    assert restored.pending_count() == 1
