from dataclasses import replace

import pytest
from fake_services import NOW, FakeServices, ago, arrival, sample_threads

from briefing.model.feeds import FeedHouses
from briefing.services.front_pages import ReaderRows
from briefing.tui.list_items import ItemKind, filter_counts, listed_rows, read_state
from briefing.tui.page_order import rows_in_page_order
from briefing.tui.queries import load_front_page
from briefing.tui.tabs import ALL_TAB, FOLLOWED_TAB, Tab
from briefing.tui.thread_listing import ThreadListing, changed_thread_ids

ROWS = tuple(thread.row for thread in sample_threads())[:6]
PACT, STRAIT, QUAKE = (row.id for row in ROWS[:3])


def page(rows) -> ReaderRows:
    return ReaderRows(tuple(rows), ago(days=1), ago(days=1), FeedHouses())


def listed(rows, **fields) -> ThreadListing:
    return replace(ThreadListing().with_page(page(rows)), **fields)


def ids(listing: ThreadListing) -> list[str]:
    return [row.id for row in listing.visible_rows]


def test_a_thread_read_after_its_last_article_is_read_and_one_that_went_on_is_updated() -> None:
    row = ROWS[2]
    day, hour = ago(days=1), ago(minutes=30)
    assert read_state(row, day) == "new"
    assert read_state(replace(row, first=ago(days=3)), day) == "updated"
    assert read_state(row, hour) == "running", "nothing came since the last visit, and nobody opened it"
    assert read_state(replace(row, read=NOW), hour) == "read"
    assert read_state(replace(row, read=ago(days=9)), hour) == "updated"


def test_filter_needs_every_word_in_title_latest_section_or_publisher() -> None:
    listing = listed(ROWS)
    assert ids(replace(listing, filter_text="PACT senate")) == [PACT]
    assert ids(replace(listing, filter_text="business")) == [STRAIT]
    assert ids(replace(listing, filter_text="pact business")) == []


def test_tabs_count_what_is_unread_in_each_section() -> None:
    listing = listed(ROWS, sections=("asia", "business")).with_followed(QUAKE, True)
    assert dict(listing.tabs) == {ALL_TAB: 5, Tab.section("asia"): 4, Tab.section("business"): 1, FOLLOWED_TAB: 1}
    assert dict(listing.with_read(QUAKE, NOW, None).tabs)[FOLLOWED_TAB] == 0


def test_sections_follow_each_other_round_the_end() -> None:
    listing = listed(ROWS, sections=("asia", "business"))
    tabs = []
    for _ in range(4):
        listing = listing.with_next_tab(1)
        tabs.append(listing.tab)
    assert tabs == [Tab.section("asia"), Tab.section("business"), FOLLOWED_TAB, ALL_TAB]
    assert listing.with_next_tab(-1).tab == FOLLOWED_TAB


def test_news_wait_until_they_are_taken_in() -> None:
    newer = (arrival().row, *ROWS)
    listing = listed(ROWS).with_pending(page(newer))
    assert listing.rows == ROWS
    assert listing.pending_count() == 1
    assert listing.apply_pending().rows == newer
    assert listing.apply_pending().pending is None


def test_rows_that_only_changed_their_order_or_marks_do_not_wait() -> None:
    assert changed_thread_ids(ROWS, [replace(row, followed=True, score=9.0) for row in reversed(ROWS)]) == frozenset()
    assert listed(ROWS).with_pending(page(tuple(reversed(ROWS)))).pending is None


def test_marks_reach_the_rows_that_wait() -> None:
    listing = (
        listed(ROWS)
        .with_pending(page((arrival().row, *ROWS)))
        .with_followed(PACT, True)
        .without_thread(QUAKE)
        .apply_pending()
    )
    assert listing.row(PACT).followed
    assert listing.row(QUAKE) is None


def test_restoring_brings_a_muted_thread_back_without_moving_the_others_or_taking_news_in() -> None:
    newer = (arrival().row, *ROWS)
    listing = listed(tuple(reversed(ROWS))).with_pending(page(newer)).without_thread(STRAIT)
    restored = listing.with_stored_marks(page(newer))
    kept = [row.id for row in reversed(ROWS) if row.id != STRAIT]
    assert [row.id for row in restored.rows if row.id != STRAIT] == kept
    order = [row.id for row in restored.rows]
    assert order.index(STRAIT) == order.index(PACT) + 1
    assert restored.pending_count() == 1


def story(**fields):
    return replace(QUAKE_ROW, **fields)


QUAKE_ROW = ROWS[2]
WAR = story(id="war", title="War")
PARTS = tuple(story(id=f"part{n}", title=f"Part {n}", affair_id="war") for n in range(5))
SINGLES = tuple(
    story(id=f"single{n}", title=f"Single {n}", publishers=(name,), independent_count=1)
    for n, name in enumerate(("Sample Wire", "Sample Metro"))
)
OLD = story(id="old", title="Old affair", first=ago(days=9), last=ago(days=8))
TALKS = story(id="talks", title="Talks", section="world")
AFFAIRS = (PARTS[0], WAR, *SINGLES, *PARTS[1:], TALKS, OLD)


def shape(listing: ThreadListing) -> list[str]:
    return [item.key for item in listing.items]


def test_the_list_has_affairs_with_parts_folded_reports_and_an_end() -> None:
    listing = listed(AFFAIRS, sections=("asia", "world"))
    assert shape(listing) == ["war", "part0", "part1", "parts of war", "talks", "singles", "end"]
    assert [len(item.folded) for item in listing.items if item.row is None] == [3, 2, 1]
    assert dict(listing.tabs)[ALL_TAB] == 2, "neither parts nor single reports nor what is older"
    assert listing.status_counts == (2, 0)
    opened = listing.with_toggled("parts of war").with_toggled("singles").with_toggled("end")
    assert shape(opened)[1:6] == ["part0", "part1", "part2", "part3", "part4"]
    assert shape(opened)[6:] == ["talks", "singles", "single0", "single1", "end", "old"]
    assert shape(replace(opened, tab=Tab.section("world"))) == ["talks", "end"], "each tab folds for itself"


def test_nothing_moves_when_it_is_marked() -> None:
    listing = listed(AFFAIRS)
    before = shape(listing)
    assert shape(listing.with_followed("single0", True).with_followed("part4", True)) == before
    assert shape(listing.with_read("war", NOW, None)) == before
    stored = tuple(replace(row, followed=row.id == "single0", score=9.0) for row in reversed(AFFAIRS))
    assert shape(listing.with_stored_marks(page(stored))) == before
    assert shape(listing.composed_anew(page(stored))) == shape(ThreadListing().with_page(page(stored)))
    assert "single0" in shape(listing.with_pending(page((*stored, arrival().row))).apply_pending()), "taken in anew"


def test_the_page_with_a_read_thread_is_the_one_composed_anew() -> None:
    for row in AFFAIRS:
        listing = listed(AFFAIRS)
        assert listing.page.entries
        marked = listing.with_read(row.id, NOW, None)
        assert "page" in marked.__dict__, "not composed anew"
        assert marked.page == replace(marked).page
        assert marked.row(row.id).read == NOW


def test_tabs_the_filter_and_is_unread_count_the_same() -> None:
    read = (replace(WAR, read=NOW), *PARTS, TALKS, *SINGLES, OLD)
    unread = frozenset(row.id for row in (*PARTS, TALKS, *SINGLES))
    listing = listed(read, sections=("asia", "world"), view_thread_ids={"mine": unread})
    found = replace(listing, filter_text="is:unread", matching_ids=unread)
    assert dict(listing.tabs) == {ALL_TAB: 1, Tab.section("asia"): 0, Tab.section("world"): 1, FOLLOWED_TAB: 0} | {
        Tab.view("mine"): 1
    }
    assert listing.status_counts == (1, 0)
    assert filter_counts(found.items) == "1 thread, 5 parts, 2 single reports"
    assert filter_counts(replace(listing, tab=Tab.view("mine")).items) == "1 thread, 5 parts, 2 single reports"
    shown = {item.thread_id for item in listing.items}
    assert set(listing.unread_ids) == unread & shown < unread, "what A marks: nothing that a line folds"
    unfolded = listing.with_unfolded(SINGLES[0].id).with_unfolded(PARTS[-1].id)
    assert set(unfolded.unread_ids) == unread
    assert set(found.unread_ids) == unread, "a filter folds nothing"


def test_a_section_without_main_rows_shows_its_reports_and_then_what_is_older() -> None:
    lonely = (*AFFAIRS, story(id="a1", section="asia2", publishers=("Sample Wire",), independent_count=1))
    lonely += (story(id="a2", section="asia2", publishers=("Sample Metro",), independent_count=1),)
    shown = listed(lonely, tab=Tab.section("asia2"), sections=("asia2",))
    assert shape(shown) == ["singles", "a1", "a2", "end"]
    assert (dict(shown.tabs)[Tab.section("asia2")], shown.status_counts) == (2, (2, 0)), "they are all that it has"
    older = listed((*AFFAIRS, replace(OLD, id="o", section="asia3")), tab=Tab.section("asia3"))
    assert [(item.kind, item.is_open) for item in older.items][:1] == [(ItemKind.END, True)]
    assert shape(listed(AFFAIRS, tab=Tab.section("none"))) == []


def test_followed_threads_of_any_age_are_in_their_tab() -> None:
    rows = tuple(replace(row, followed=row.id in ("old", "part3")) for row in AFFAIRS)
    listing = listed(rows, tab=FOLLOWED_TAB)
    assert shape(listing) == ["part3", "old"]
    assert dict(listing.tabs)[FOLLOWED_TAB] == 1


def test_a_page_shares_the_rows_that_did_not_change_with_the_list() -> None:
    """Two pages of a large store would take twice its memory while one of them waits."""
    services = FakeServices()
    shown = load_front_page(services).page.rows
    for id, thread in services.threads.items():  # the store makes new objects each time
        changed = {"article_count": 99} if thread.row == shown[1] else {}
        services.threads[id] = replace(thread, row=replace(thread.row, **changed))
    rows = load_front_page(services, shown).page.rows
    shared = [row is before for row, before in zip(rows, shown, strict=True)]
    assert shared == [number != 1 for number in range(len(shown))]
    assert rows[1].article_count == 99


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        *(("oil", ["t1"]), ("oi pri", ["t1"]), ("ilet", []), ("toilet", ["t2"]), ("石油", ["t3"])),
        *(("рим", ["t5"]), ("кри", ["t4"]), ("öl", ["t6"]), ("mö", ["t7"])),
        *(("iphone", ["t8"]), ("phone", []), ("nato", ["t9"]), ("대통령", ["t10"])),
    ],
)
def test_a_typed_word_begins_a_word_of_the_row(typed: str, found: list[str]) -> None:
    titles = {"t1": "Oil prices rise", "t2": "Toilet paper is back", "t3": "日本が石油を放出"}
    titles |= {"t4": "Крим вчора", "t5": "Рим сьогодні", "t6": "Ölpreis steigt", "t7": "Streik in Mölln"}
    titles |= {"t8": "新型iPhoneを発表", "t9": "米NATO大使が会見", "t10": "한국대통령이 방문"}
    rows = tuple(story(id=id, title=title) for id, title in titles.items())
    items = replace(listed(rows), filter_text=typed, matching_ids=frozenset()).items
    assert [item.row.id for item in items if item.row] == found


def test_lines_that_are_open_by_themselves_can_be_folded_until_the_filter_changes() -> None:
    reports = tuple(story(id=f"a{n}", section="asia2", publishers=(f"Sample {n}",)) for n in range(3))
    lonely = listed((*AFFAIRS, *reports), tab=Tab.section("asia2"), sections=("asia2",))
    found = listed(AFFAIRS, filter_text="is:unread", matching_ids=frozenset(row.id for row in AFFAIRS))
    for listing, last in ((lonely, "a2"), (found, SINGLES[-1].id)):
        line = next(item for item in listing.items if item.kind is ItemKind.SINGLES)
        below = next(item for item in listing.items if item.key == last)
        assert line.is_open and listing.folding_item(below) == line
        folded = listing.with_folded(line)
        assert last not in shape(folded) and "singles" in shape(folded)
        assert last in shape(folded.with_toggled(line.toggle_key))
        assert last in shape(folded.with_unfolded(last))
    folded = found.with_folded(next(item for item in found.items if item.kind is ItemKind.SINGLES))
    changed = replace(folded.with_filter("is:read"), matching_ids=found.matching_ids)
    assert SINGLES[-1].id in shape(changed)


def test_what_a_filter_found_counts_also_where_it_is_folded() -> None:
    many = tuple(replace(PARTS[0], id=f"p{n}") for n in range(5))
    found = listed((WAR, *many, *SINGLES), filter_text="is:unread")
    found = replace(found, matching_ids=frozenset(row.id for row in found.rows))
    assert filter_counts(found.items) == f"1 thread, 5 parts, {len(SINGLES)} single reports"
    assert {item.kind for item in found.items} >= {ItemKind.MORE_PARTS}, "three parts are folded"
    assert len(listed_rows(found.items)) == 6 + len(SINGLES)
    line = next(item for item in found.items if item.kind is ItemKind.SINGLES)
    assert filter_counts(found.with_folded(line).items) == filter_counts(found.items)


def test_older_threads_that_a_filter_found_are_called_that() -> None:
    found = listed((WAR, *SINGLES, OLD), filter_text="title:x")
    found = replace(found, matching_ids=frozenset(row.id for row in found.rows))
    assert filter_counts(found.items) == f"1 thread, {len(SINGLES)} single reports, 1 older thread"


def test_other_threads_stand_in_a_pick_list_as_on_the_page() -> None:
    listing = listed(AFFAIRS).with_toggled("parts of war").with_toggled("singles").with_toggled("end")
    shown = [item.thread_id for item in listing.items if item.row]
    assert [row.id for row in rows_in_page_order(listing)] == shown
    assert [row.id for row in listing.rows] != shown, "the ranked rows have parts and single reports among the others"
    in_tab = replace(listing, tab=Tab.section("world"), filter_text="talks")
    assert [row.id for row in rows_in_page_order(in_tab)] == shown, "whatever tab and filter are shown"
