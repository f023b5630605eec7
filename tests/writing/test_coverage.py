from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from briefing.model.articles import Article, Story
from briefing.model.feeds import Feed, FeedState
from briefing.model.threads import Thread, ThreadRow, TimelineEntry
from briefing.writing.coverage import MAX_COMPARED, coverage
from briefing.writing.exclusive_facts import MAX_FACTS
from briefing.writing.stories import publisher_names

Make = Callable[..., Article]
NOW = datetime(2024, 12, 16, 18, tzinfo=UTC)


def thread_of(*stories: Story) -> Thread:
    articles = [a for s in stories for a in s.articles]
    row = ThreadRow(
        id="t1",
        title="The pact",
        section="asia",
        first=min(a.published for a in articles),
        last=max(a.published for a in articles),
        status="updated",
        publishers=tuple(dict.fromkeys(a.publisher for a in articles)),
        article_count=len(articles),
        story_count=len(stories),
    )
    return Thread(row, stories)


def test_who_reports_first_and_how_much_later_the_others(pact: tuple[Story, ...]) -> None:
    found = coverage(thread_of(*pact))
    assert [one.happening.story for one in found.happenings] == ["s3", "s2", "s1"]
    assert [(v.publisher, v.delay, v.copied_from) for v in found.happenings[0].publisher_reports] == [
        ("Sample Wire", timedelta(0), ""),
        ("Sample Observer", timedelta(hours=2), ""),
    ]


def event(title: str, story: str, *articles: Article) -> TimelineEntry:
    return TimelineEntry(
        max(article.published for article in articles).date(),
        title,
        story,
        publishers=publisher_names(articles),
        articles=tuple(article.id for article in articles),
    )


def test_publishers_are_those_of_the_events_of_the_timeline(pact: tuple[Story, ...]) -> None:
    """An event with articles of two stories has all its publishers; what no event has comes after, by story."""
    signed, (wire, observer) = pact[1].articles, pact[2].articles
    timeline = (event("Senate concurs", "s3", wire, signed[0]), event("Pact signed", "s2", *signed[1:]))
    thread = replace(thread_of(*pact), timeline=timeline)
    found = [
        (one.happening.title, one.happening.story, set(one.happening.articles)) for one in coverage(thread).happenings
    ]
    first, second, *rest = sorted(found[:2], key=lambda one: one[1], reverse=True) + found[2:]
    assert first == ("Senate concurs", "s3", {wire, signed[0]})
    assert second == ("Pact signed", "s2", set(signed[1:]))
    assert rest == [(observer.title, "s3", {observer}), (pact[0].title, "s1", set(pact[0].articles))]
    for entry in timeline:
        own = next(one for one in coverage(thread).happenings if one.happening.title == entry.title)
        assert own.independent_count == len(entry.publishers)


def test_what_is_perhaps_of_another_topic_comes_last(pact: tuple[Story, ...]) -> None:
    doubted = replace(pact[2], doubted=True)
    found = coverage(thread_of(*pact[:2], doubted))
    assert [one.happening.story for one in found.happenings] == ["s2", "s1", "s3"]


def test_an_event_that_articles_only_mention_has_no_coverage(pact: tuple[Story, ...]) -> None:
    mentioned = replace(event("Talks begin", "s1", pact[0].articles[0]), story="")
    found = coverage(replace(thread_of(*pact), timeline=(mentioned,)))
    assert [one.happening.title for one in found.happenings] == [story.title for story in reversed(pact)]


def test_what_only_one_publisher_has(pact: tuple[Story, ...]) -> None:
    only = {(o.publisher, o.fact) for o in coverage(thread_of(*pact)).happenings[1].exclusive_facts}
    assert ("Sample Wire", "Gilberto Teodoro") not in only, "another publisher names him too"
    facts = coverage(thread_of(pact[2])).happenings[0].exclusive_facts
    assert ("Sample Wire", "19 votes") in {(o.publisher, o.fact) for o in facts}
    assert all(o.fact in o.sentence.text for o in facts)


def test_one_publisher_alone_has_no_exclusive_facts(pact: tuple[Story, ...]) -> None:
    alone = replace(pact[2], articles=pact[2].articles[:1])
    assert coverage(thread_of(alone)).happenings[0].exclusive_facts == ()


def test_a_reprint_names_whose_words_it_has(make: Make) -> None:
    text = "The Senate in Manila concurred in the Reciprocal Access Agreement with Japan by 19 votes to none on Monday."
    wire = make("a", "2024-12-16T10:00", "Sample Wire", "Senate concurs", text)
    reprint = make("b", "2024-12-16T11:00", "Sample Metro", "Senators agree", text)
    (story,) = coverage(thread_of(Story("s", "t1", "Senate concurs", (reprint, wire)))).happenings
    assert [(v.publisher, v.copied_from) for v in story.publisher_reports] == [
        ("Sample Wire", ""),
        ("Sample Metro", "Sample Wire"),
    ]


def test_a_copy_of_the_second_report_of_a_publisher_is_a_reprint_and_of_no_house_of_it(make: Make) -> None:
    text = "The Senate in Manila concurred in the Reciprocal Access Agreement with Japan by 19 votes to none on Monday."
    flash = make("a", "2024-12-16T10:00", "Sample Wire", "Senate votes", "The Senate in Manila votes on the agreement.")
    wire = make("b", "2024-12-16T11:00", "Sample Wire", "Senate concurs", text)
    reprint = make("c", "2024-12-16T12:00", "Sample Metro", "Senators agree", text)
    (story,) = coverage(thread_of(Story("s", "t1", "Senate concurs", (flash, wire, reprint)))).happenings
    assert [(one.publisher, one.copied_from, one.sibling) for one in story.publisher_reports] == [
        ("Sample Wire", "", ""),
        ("Sample Metro", "Sample Wire", ""),
    ]
    assert story.independent_count == 1


@pytest.mark.parametrize(
    ("feed", "state", "silent"),
    [
        ({"publisher": "Sample Metro"}, {"last_success": NOW}, ("Sample Metro",)),
        ({"publisher": "Sample Wire"}, {"last_success": NOW}, ()),
        ({"publisher": "Sample Metro", "section": "sport"}, {"last_success": NOW}, ()),
        ({"publisher": "Sample Metro", "enabled": False}, {"last_success": NOW}, ()),
        ({"publisher": "Sample Metro"}, {"last_success": NOW, "failures": 2}, ()),
        ({"publisher": "Sample Metro"}, {}, ()),
        ({}, {"last_success": NOW, "title": "Sample Kurier"}, ("Sample Kurier",)),
        ({}, {"last_success": NOW, "title": "pact - Google News"}, ()),
        ({"name": "Planet", "url": "https://planet.example/rss"}, {"last_success": NOW}, ()),
        ({"name": "Wire Asia", "url": "https://asia.wire.example/rss"}, {"last_success": NOW}, ()),
    ],
)
def test_silent_are_publishers_of_feeds_that_were_read(
    pact: tuple[Story, ...], feed: dict[str, str], state: dict[str, object], silent: tuple[str, ...]
) -> None:
    found = Feed(**({"url": "https://metro.example/rss", "section": "asia"} | feed))
    first = replace(pact[0].articles[0], feed="https://planet.example/rss", publisher="Ann", url="")
    second = replace(pact[0].articles[0], id="w", publisher="Sample Wire", url="https://www.wire.example/1")
    stories = (*pact, replace(pact[0], id="s9", articles=(first, second)))
    assert coverage(thread_of(*stories), [(found, FeedState(found.url, **state))]).silent_publishers == silent


def test_a_part_of_the_world_is_no_fact_of_its_own(make) -> None:
    reports = [
        make("a", "2026-03-01T08:00", "Sample Wire", "Ships wait", "Ships wait in the Middle East for Clara Winthuis."),
        make("b", "2026-03-01T09:00", "Sample Gazette", "Ships wait", "Ships wait at anchor for a pilot."),
    ]
    facts = {
        one.fact
        for one in coverage(thread_of(Story("s1", "t1", "Ships wait", tuple(reports)))).happenings[0].exclusive_facts
    }
    assert facts == {"Clara Winthuis"}


def test_a_long_thread_lists_three_facts_of_its_newest_happenings(pact: tuple[Story, ...]) -> None:
    shared = next(one.happening for one in coverage(thread_of(*pact)).happenings if one.exclusive_facts)
    stories = [
        Story(
            f"s{age}",
            "t1",
            shared.title,
            tuple(
                replace(one, id=f"{one.id}{age}", published=one.published - timedelta(days=age))
                for one in shared.articles
            ),
        )
        for age in reversed(range(40))
    ]
    listing = [one.happening.story for one in coverage(thread_of(*stories)).happenings for _ in one.exclusive_facts]
    assert 0 < len(listing) <= MAX_FACTS
    assert set(listing) <= {f"s{age}" for age in range(MAX_COMPARED)}


PLAIN = (
    "The ferry Aurora of the Norland line ran aground in the harbour of Torvane on Tuesday.",
    "The ferry Aurora of the Norland line sank in the harbour of Torvane, and 14 people died.",
)


def facts_of(make: Make, line: str, second: str = PLAIN[1]) -> list[str]:
    first = make("a", "2026-03-10T08:00", "Sample Wire", "Ferry Aurora runs aground in Torvane", f"{PLAIN[0]}\n{line}")
    later = make("b", "2026-03-10T20:00", "Sample Gazette", "Ferry Aurora sinks in Torvane", second)
    (story,) = coverage(thread_of(Story("s1", "t1", "Ferry Aurora", (first, later)))).happenings
    return [fact.sentence.text for fact in story.exclusive_facts if fact.publisher == "Sample Wire"]


@pytest.mark.parametrize(
    "line",
    [
        "Captain Clara Winthuis of the Norland line steered the ferry away from the harbour wall.",
        "Police in Torvane arrested 12 sailors of the Norland line on board the ferry on Tuesday.",
    ],
)
def test_a_name_and_a_count_of_one_publisher_are_facts_with_their_sentence(make: Make, line: str) -> None:
    assert facts_of(make, line) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "The ferry Aurora of Captain Clara Winthuis sank off Torvane, and nine people died on board.",
        "Sample Wire's Clara Winthuis has more on the ferry of the Norland line from Torvane.",
        "Passengers of the Norland line tell Clara Winthuis about the night on the ferry in Torvane.",
        "Clara Winthuis reports from the harbour of Torvane, where the ferry of the line ran aground.",
        "The ferry left Torvane 12 hours before it ran aground, the company of the line said.",
        "12 sailors of Clara Winthuis",
        "I think that Captain Clara Winthuis should never have left the harbour, and you know it.",
        "Ships of the United States and of Saudi Arabia lay in the harbour of Torvane on Tuesday.",
        "Is Captain Clara Winthuis of the Norland line to blame for the night in Torvane?",
    ],
)
def test_no_older_toll_by_line_span_fragment_or_opinion_is_a_fact(make: Make, line: str) -> None:
    assert line not in facts_of(make, line)


def test_what_another_story_of_the_thread_has_is_no_fact_of_one_publisher(make: Make) -> None:
    line = "Captain Clara Winthuis of the Norland line steered the ferry away from the harbour wall."
    first = make("a", "2026-03-10T08:00", "Sample Wire", "Ferry runs aground", f"{PLAIN[0]}\n{line}")
    other = make("b", "2026-03-10T09:00", "Sample Gazette", "Ferry runs aground", PLAIN[0] + " It was dark.")
    trial = "A court in Torvane heard Captain Clara Winthuis on Friday."
    third = make("c", "2026-03-13T09:00", "Sample Gazette", "Court hears captain", trial)
    fourth = make("d", "2026-03-13T10:00", "Sample Observer", "Court hears captain", trial + " She spoke for an hour.")
    stories = (Story("s1", "t1", "Ferry", (first, other)), Story("s2", "t1", "Court", (third, fourth)))
    facts = [fact.fact for one in coverage(thread_of(*stories)).happenings for fact in one.exclusive_facts]
    assert "Clara Winthuis" not in facts


@pytest.mark.parametrize("line", ["Captain Clara Winthuis was heard.", "Police arrested 12 sailors of the line."])
def test_what_a_report_outside_of_the_shared_events_has_is_no_fact_of_one_publisher(make: Make, line: str) -> None:
    own = (
        "Captain Clara Winthuis of the Norland line steered the ferry away from the harbour wall.\n"
        "Police in Torvane arrested 12 sailors of the Norland line on board the ferry on Tuesday."
    )
    first = make("a", "2026-03-10T08:00", "Sample Wire", "Ferry runs aground", f"{PLAIN[0]}\n{own}")
    other = make("b", "2026-03-10T09:00", "Sample Gazette", "Ferry runs aground", PLAIN[0] + " It was dark.")
    later = make("c", "2026-03-11T09:00", "Sample Observer", "Court hears captain", f"{line} It was on Wednesday.")
    story = Story("s1", "t1", "Ferry", (first, other, later))
    thread = replace(thread_of(story), timeline=(event("Ferry runs aground", "s1", first, other),))
    facts = {fact.fact for one in coverage(thread).happenings for fact in one.exclusive_facts}
    assert len(facts) == 1, facts
