"""A correction leaves the rows, the title and the summary that hold none of the articles that it moved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from briefing.model.articles import Article, Story
from briefing.model.coverage import FormerText, ThreadText
from briefing.model.threads import MAX_MAIN_EVENTS, Sentence, Summary, TimelineEntry
from briefing.writing.former_text import with_unchanged_text
from briefing.writing.thread_text import write_thread
from briefing.writing.timeline.former_rows import FormerRows, with_kept_rows
from briefing.writing.timeline.linkage import clusters_of

Make = Callable[..., Article]
SINKS = (
    "11T08:00",
    "Ferry of Calder sinks off Torvane with 40 aboard",
    "A ferry of Calder sank off Torvane on Wednesday with 40 people aboard, the police of Torvane said.",
)
SANK = (
    "11T09:00",
    "Ferry of Calder sinks off port of Torvane",
    "The ferry of Calder sank off the port of Torvane with 40 people on Wednesday, the police said.",
)
CHARGED = (
    "13T10:00",
    "Prosecutors charge engineer Ana Korvel with fraud",
    "Prosecutors in Torvane charged the engineer Ana Korvel with fraud on Friday over the repair of the ferry.",
)
LAW = (
    "15T10:00",
    "Parliament passes harbour safety law",
    "The parliament of Calder passed a law on Sunday that asks for more lifeboats in every harbour.",
)
BELL = (
    "17T10:00",
    "Divers raise bell of old steamer",
    "Divers raised the bell of the steamer Alba on Tuesday, a museum in Quarrow said.",
)


def stories_of(make: Make, *lines: tuple[str, str, str]) -> list[Story]:
    """A story for each line; its article has the letters of the headline in its id, and a publisher of its own."""
    articles = [
        make("".join(filter(str.isalpha, title)), f"2026-03-{when}", f"Sample {title}", title, text)
        for when, title, text in lines
    ]
    return [Story(f"s{article.id}", "t", "", (article,)) for article in articles]


def id_of(line: tuple[str, str, str]) -> str:
    return "".join(filter(str.isalpha, line[1]))


def former_of(text: ThreadText, stories: Sequence[Story]) -> FormerText:
    ids = frozenset(article.id for story in stories for article in story.articles)
    return FormerText(text.title, text.latest_development, text.summary, text.timeline, ids)


def marked(text: ThreadText) -> ThreadText:
    """A text whose rows and summary nobody would write again, so that what stays is seen."""
    rows = tuple(replace(row, title=f"Row {row.title}", date=date(2026, 2, 1)) for row in text.timeline)
    sentence = Sentence("As it stood before.", text.summary.paragraph[0].article)
    return replace(text, timeline=rows, summary=replace(text.summary, paragraph=(sentence,)))


def test_given_clusters_stay_and_others_may_join_one_of_them() -> None:
    alike = {(0, 1): 0.1, (2, 3): 0.9, (1, 4): 0.9, (0, 4): 0.9, (3, 4): 0.5, (2, 4): 0.5}
    values: list[dict[int, float]] = [{} for _ in range(5)]
    for (one, other), value in alike.items():
        values[one][other] = values[other][one] = value
    assert clusters_of(values).members != [[0, 1, 4], [2], [3]]
    assert clusters_of(values, given=[[[0, 1], [2], [3]]]).members == [[0, 1, 4], [2], [3]]


def test_clusters_of_two_partitions_are_joined_and_those_of_one_are_not() -> None:
    values = [{1: 0.9, 2: 0.9}, {0: 0.9, 2: 0.9}, {0: 0.9, 1: 0.9}]
    assert clusters_of(values).members == [[0, 1, 2]]
    assert clusters_of(values, given=[[[0], [1]], [[2]]]).members == [[0, 2], [1]]


def test_rows_without_a_moved_article_stay_when_one_leaves(make: Make) -> None:
    stories = stories_of(make, SINKS, SANK, CHARGED, LAW)
    before = marked(write_thread("t", stories))
    left = [story for story in stories if story.articles[0].id != id_of(LAW)]
    after = write_thread("t", left, "", before.title, (), former_of(before, stories))
    assert [row for row in before.timeline if id_of(LAW) not in row.articles] == list(after.timeline)


def test_a_row_that_loses_an_article_is_written_from_the_others_and_stays_main(make: Make) -> None:
    stories = stories_of(make, SINKS, SANK, CHARGED)
    before = marked(write_thread("t", stories))
    assert any({id_of(SINKS), id_of(SANK)} == set(row.articles) and row.main for row in before.timeline)
    after = write_thread("t", stories[1:], "", before.title, (), former_of(before, stories))
    (row,) = (row for row in after.timeline if id_of(SANK) in row.articles)
    assert (row.articles, row.title, row.date, row.main) == ((id_of(SANK),), SANK[1], date(2026, 3, 11), True)
    assert [row for row in before.timeline if id_of(CHARGED) in row.articles] == [
        replace(row, kind="update") for row in after.timeline if id_of(CHARGED) in row.articles
    ]


def test_an_article_that_comes_joins_its_row_or_gets_one_and_the_others_stay(make: Make) -> None:
    known, coming = stories_of(make, SINKS, CHARGED), stories_of(make, SANK, BELL)
    before = marked(write_thread("t", known))
    after = write_thread("t", [*known, *coming], "", before.title, (), former_of(before, known))
    articles = sorted(set(row.articles) for row in after.timeline if row.story)
    assert {id_of(SINKS), id_of(SANK)} in articles and {id_of(CHARGED)} in articles
    assert {row.title for row in after.timeline} >= {f"Row {CHARGED[1]}"}
    assert f"Row {SINKS[1]}" not in {row.title for row in after.timeline}, "it has one report more"


def test_articles_from_another_thread_stay_one_event(make: Make) -> None:
    known, coming = stories_of(make, CHARGED), stories_of(make, SINKS, BELL)
    before = write_thread("t", known)
    (row, *_) = write_thread("u", coming).timeline
    joined = replace(row, articles=(id_of(SINKS), id_of(BELL)), story=coming[0].id)
    other = replace(former_of(write_thread("u", coming), coming), timeline=(joined,))
    stories = [*known, *coming]
    after = write_thread("t", stories, "", before.title, (), former_of(before, known), [other])
    assert {id_of(SINKS), id_of(BELL)} in [set(row.articles) for row in after.timeline]
    apart = write_thread("t", stories, "", before.title, (), former_of(before, known))
    assert {id_of(SINKS), id_of(BELL)} not in [set(row.articles) for row in apart.timeline]


def test_rows_are_chosen_anew_where_no_main_row_is_left() -> None:
    row = TimelineEntry(date(2026, 3, 11), "Ferry sinks", "s1", articles=("a1",))
    minor = TimelineEntry(date(2026, 3, 12), "Bell rings", "s2", articles=("a2",), main=False)
    text = FormerText("Ferry sinks", "", Summary(), (minor, row), frozenset(("a1", "a2")))
    assert FormerRows(text, (), ("a1", "a2")).has_rows
    without = FormerRows(text, (), ("a2",))
    assert not without.has_rows and not without.kept_rows


UNLIKE = [
    "Storm floods villages of Harmund",
    "Court jails mayor of Ostrel",
    "Bank of Kestria collapses",
    "Strike halts trains in Quessa",
    "Fire destroys museum of Tolmen",
    "Rebels seize airport of Velland",
    "Earthquake kills dozens in Norrland",
    "Parliament of Omdara passes budget",
    "Pilot lands jet on road in Zeel",
    "Army shells bridge at Corvo",
    "Minister resigns over bribes in Lund",
    "Team wins harbour cup at Brest",
    "Blast kills miners in Yarrow",
    "Police arrest smugglers in Denby",
    "Ship hits pier at Morvane",
    "Plague kills cattle in Fenwick",
]


def test_a_thread_has_no_more_main_rows_after_a_merge_than_before(make: Make) -> None:
    lines = [
        (f"{day:02d}T08:00", title, f"{title}, officials said on that day, and ten people were hurt.")
        for day, title in enumerate(UNLIKE, start=3)
    ]
    own, other = stories_of(make, *lines[:MAX_MAIN_EVENTS]), stories_of(make, *lines[MAX_MAIN_EVENTS:])
    before = write_thread("t", own)
    before = replace(before, timeline=tuple(replace(row, main=True) for row in before.timeline))
    assert len(before.timeline) == MAX_MAIN_EVENTS
    joined = former_of(write_thread("u", other), other)
    after = write_thread("t", [*own, *other], "", before.title, (), former_of(before, own), [joined])
    assert len(after.timeline) == len(UNLIKE)
    assert sum(row.main for row in after.timeline) == MAX_MAIN_EVENTS
    assert any(row.main for row in after.timeline[: len(other)]), "newer events have a place among them"


def test_the_main_rows_of_a_merged_thread_that_more_publishers_report_take_places(make: Make) -> None:
    lines = [
        (f"{day:02d}T08:00", title, f"{title}, officials said on that day, and ten people were hurt.")
        for day, title in enumerate(UNLIKE, start=3)
    ]
    own = stories_of(make, *lines[2:])
    before = write_thread("t", own)
    before = replace(before, timeline=tuple(replace(row, main=True) for row in before.timeline))
    assert len(before.timeline) >= MAX_MAIN_EVENTS
    seen = ("Boats left the coast at dawn.", "Schools stay shut until May.", "A bridge was closed.", "Markets fell.")
    wide = [
        Story(
            f"w{day}",
            "u",
            "",
            tuple(make(f"w{day}{n}", f"2026-03-{when}", f"House {n}", title, more) for n, more in enumerate(seen)),
        )
        for day, (when, title, _) in enumerate(lines[:2])
    ]
    joined = former_of(write_thread("u", wide), wide)
    assert all(row.main for row in joined.timeline)
    after = write_thread("t", [*own, *wide], "", before.title, (), former_of(before, own), [joined])
    main = {row.title for row in after.timeline if row.main}
    assert len(main) == MAX_MAIN_EVENTS
    assert {row.title for row in joined.timeline} <= main


def test_rows_that_are_chosen_stay_main_before_newer_ones() -> None:
    old, middle, new = (
        TimelineEntry(date(2026, 3, day), f"Event {day}", f"s{day}", articles=(f"a{day}",)) for day in (1, 2, 3)
    )
    ids = frozenset(("a1", "a2", "a3"))
    former = FormerRows(FormerText("Event", "", Summary(), (new, middle, old), ids), (), ids)
    entries = [replace(new, main=False), replace(middle, main=False), old]
    for limit, main in ((3, ["Event 3", "Event 2", "Event 1"]), (2, ["Event 3", "Event 1"]), (1, ["Event 1"])):
        rows = with_kept_rows(entries, former, {}, lambda row: (row.date,), limit)
        assert [row.title for row in rows if row.main] == main
        assert len(rows) == 3


def test_title_and_paragraph_stay_where_neither_is_of_a_moved_article(make: Make) -> None:
    stories = stories_of(make, SINKS, SANK, CHARGED, LAW)
    before = marked(write_thread("t", stories, "", SINKS[1]))
    former = replace(former_of(before, stories), title=SINKS[1])
    left = [story for story in stories if story.articles[0].id != id_of(LAW)]
    after = write_thread("t", left, "", "", (), former)
    assert after.title == SINKS[1]
    assert id_of(LAW) not in {sentence.article for sentence in before.summary.paragraph}
    assert after.summary.paragraph == before.summary.paragraph
    without_titled = write_thread("t", stories[1:], "", "", (), former)
    assert without_titled.title != SINKS[1], "the article with that headline left"


def test_a_title_that_its_affair_has_does_not_stay(make: Make) -> None:
    stories = stories_of(make, SINKS, SANK, CHARGED)
    before = write_thread("t", stories)
    after = write_thread("t", stories[:2], before.title, before.title, (), former_of(before, stories))
    assert after.title != before.title


def test_a_paragraph_stays_below_a_title_that_is_no_headline(make: Make) -> None:
    stories = stories_of(make, SINKS, SANK, CHARGED)
    written = write_thread("t", stories)
    labelled = replace(written, title="Ferry of Calder")
    before = replace(former_of(marked(written), stories), title=labelled.title)
    articles = [article for story in stories for article in story.articles]
    after = with_unchanged_text(labelled, before, frozenset(("left",)), articles, frozenset())
    assert after.summary.paragraph == before.summary.paragraph
    other = with_unchanged_text(written, before, frozenset(("left",)), articles, frozenset())
    assert other == written, "the label is gone"


def test_rows_of_a_damaged_store_hold_nothing_twice_and_nothing_that_is_gone() -> None:
    row = TimelineEntry(date(2026, 3, 11), "Ferry sinks", "s1", articles=("a1", "a2"))
    again = replace(row, title="Ferry sank", articles=("a2", "a3"))
    empty = replace(row, articles=())
    text = FormerText("Ferry sinks", "", Summary(), (row, again, empty), frozenset(("a1", "a2", "a3")))
    rows = FormerRows(text, (text,), ("a1", "a2", "a3"))
    assert rows.partitions({"a1": [0], "a2": [1, 2], "a3": [3]}) == [[[0, 1, 2], [3]], []]
    assert rows.kept_rows == (row, again)
    assert FormerRows(replace(text, articles=frozenset(("a1",))), (), ("a1",)).kept_rows == (), "a2 is not stored"
