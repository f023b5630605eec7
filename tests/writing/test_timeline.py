from collections.abc import Callable
from dataclasses import replace
from datetime import date

from briefing.model.articles import EPOCH, Article, Story
from briefing.writing.timeline.thread_timeline import event_day, thread_timeline
from briefing.writing.timeline.topic_timeline import topic_timeline

Make = Callable[..., Article]


def articles_of(stories: tuple[Story, ...]) -> list[Article]:
    return [article for story in stories for article in story.articles]


def test_the_days_that_matter_come_oldest_first(pact: tuple[Story, ...]) -> None:
    entries = topic_timeline(articles_of(pact), 3, 1)
    assert [entry.date for entry in entries] == [date(2023, 11, 3), date(2024, 7, 8), date(2024, 12, 16)]
    assert all(len(entry.sentences) == 1 for entry in entries)


def test_dates_and_sentences_are_bounded_and_verbatim(pact: tuple[Story, ...]) -> None:
    texts = {a.id: " ".join(a.text.split()) for a in articles_of(pact)}
    for dates in (1, 2, 9):
        entries = topic_timeline(articles_of(pact), dates, 2)
        assert len(entries) <= dates
        for entry in entries:
            assert 1 <= len(entry.sentences) <= 2
            assert all(s.text in texts[s.article] for s in entry.sentences)


def test_looking_back_counts_for_a_day(make: Make) -> None:
    articles = [
        make("a", "2024-07-08T05:00", "Sample Wire", "Pact signed", "The defence pact was signed in Manila on Monday."),
        make("b", "2024-07-20T05:00", "Sample Wire", "Drill", "The defence pact was tested in a drill on Saturday."),
        make("c", "2024-07-30T05:00", "Sample Gazette", "Review", "The defence pact signed on July 8 has critics."),
    ]
    assert [entry.date for entry in topic_timeline(articles, 1, 1)] == [date(2024, 7, 8)]


def test_undated_articles_give_days_with_a_year(make: Make) -> None:
    undated = replace(
        make("a", "2024-07-08T05:00", "", "", "The defence pact was signed in Manila on 8 July 2024."), published=EPOCH
    )
    assert [entry.date for entry in topic_timeline([undated], 2, 1)] == [date(2024, 7, 8)]
    assert topic_timeline([replace(undated, text="It was signed on Monday.")], 2, 1) == ()
    assert topic_timeline([], 3, 1) == ()


def test_a_thread_has_an_entry_for_each_story_newest_first(pact: tuple[Story, ...]) -> None:
    entries = thread_timeline(pact)
    assert [(entry.date, entry.story, entry.kind) for entry in entries] == [
        (date(2024, 12, 16), "s3", "update"),
        (date(2024, 7, 8), "s2", "update"),
        (date(2023, 11, 3), "s1", "first"),
    ]
    assert entries[1].title == "Japan and Philippines sign Reciprocal Access Agreement in Manila"
    assert entries[1].publishers == ("Sample Wire", "Sample Gazette", "Sample Observer")
    assert entries[1].articles == ("b1", "b2", "b3")
    assert all(len(entry.sentences) <= 2 for entry in entries)


def test_an_entry_is_dated_by_what_happened(make: Make) -> None:
    late = [
        make("a", "2024-07-10T05:00", "Sample Wire", "Pact signed", "The pact was signed on Monday in Manila."),
        make("b", "2024-07-10T07:00", "Sample Gazette", "Pact", "Ministers signed the pact on Monday, officials said."),
        make("c", "2024-07-10T09:00", "Sample Observer", "Pact", "A tribunal ruled on the sea eight years ago."),
    ]
    assert event_day(late) == date(2024, 7, 8)
    assert event_day(late[2:]) == date(2024, 7, 10)


def test_several_stories_may_share_a_day(make: Make) -> None:
    stories = (
        Story("s1", "t", "", (make("a", "2024-07-08T04:00", "Sample Wire", "Ministers sign access pact in Manila"),)),
        Story(
            "s2", "t", "", (make("b", "2024-07-08T09:00", "Sample Wire", "Beijing protests against new bloc in Asia"),)
        ),
    )
    assert [(e.date, e.story, e.kind) for e in thread_timeline(stories)] == [
        (date(2024, 7, 8), "s2", "update"),
        (date(2024, 7, 8), "s1", "first"),
    ]


def test_a_story_that_only_repeats_is_an_echo(pact: tuple[Story, ...], make: Make) -> None:
    again = make(
        "z",
        "2024-07-09T20:00",
        "Sample Courier",
        "Japan and Philippines sign Reciprocal Access Agreement",
        "Japan and the Philippines signed a Reciprocal Access Agreement in Manila on Monday.",
    )
    kinds = {e.story: e.kind for e in thread_timeline((*pact, Story("s9", "t1", "", (again,))))}
    assert kinds == {"s1": "first", "s2": "update", "s9": "echo", "s3": "update"}


def test_timelines_are_deterministic(pact: tuple[Story, ...]) -> None:
    assert thread_timeline(pact) == thread_timeline(tuple(reversed(pact)))
    articles = articles_of(pact)
    assert topic_timeline(articles, 3, 2) == topic_timeline(articles[::-1], 3, 2)


def test_an_entry_adds_to_the_title_of_its_thread(pact: tuple[Story, ...]) -> None:
    title = "Japan and Philippines sign Reciprocal Access Agreement in Manila"
    assert [entry.title for entry in thread_timeline(pact, title) if entry.story == "s2"] == [
        "Philippines, Japan sign defence pact as Marcos looks on"
    ]
    (alone,) = thread_timeline([Story("s", "t", "", pact[1].articles[:1])], title)
    assert alone.title == title


def test_no_sentence_is_quoted_for_two_days(make: Make) -> None:
    twice = "The defence pact was signed in Manila on 8 July and tested in a drill off Luzon on 20 July."
    articles = [
        make("a", "2024-07-08T05:00", "Sample Wire", "Pact", f"The defence pact of Manila was signed.\n{twice}"),
        make("b", "2024-07-20T05:00", "Sample Wire", "Drill", f"The defence pact was tested off Luzon.\n{twice}"),
        make("c", "2024-07-30T05:00", "Sample Wire", "Senate", f"The Senate hears of the defence pact.\n{twice}"),
    ]
    said = [s.text for entry in topic_timeline(articles, 3, 3) for s in entry.sentences]
    assert twice in said
    assert len(said) == len(set(said))


def test_a_chronicle_of_many_days_counts_less_for_each(make: Make) -> None:
    chronicle = "The pact was drafted on 2 July, agreed on 3 July, printed on 4 July and sealed on 5 July."
    articles = [
        make("a", "2024-07-08T05:00", "Sample Wire", "", f"{chronicle}\nThe pact was signed on 6 July."),
        make("b", "2024-07-09T05:00", "Sample Gazette", "", "Ministers signed the pact on 6 July."),
        make("c", "2024-07-02T05:00", "Sample Gazette", "", "Ministers wrote the pact."),
        make("d", "2024-07-06T05:00", "Sample Gazette", "", "Ministers came for the pact."),
    ]
    assert [entry.date for entry in topic_timeline(articles, 1, 1)] == [date(2024, 7, 6)]
