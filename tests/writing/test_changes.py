from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from briefing.model.articles import Article, Story
from briefing.model.threads import Sentence, Thread, ThreadRow
from briefing.writing.changes import changes, changes_since_read

Make = Callable[..., Article]


@pytest.fixture
def quake(make: Make) -> Story:
    reports = (
        make(
            "q1",
            "2026-01-12T06:00",
            "Sample Wire",
            "Earthquake shakes Tarvos peninsula",
            "At least 12 people were killed when an earthquake struck the Tarvos peninsula.\n"
            "The quake left 640 houses on the peninsula unsafe.",
        ),
        make(
            "q2",
            "2026-01-13T06:00",
            "Sample Gazette",
            "Toll of Tarvos earthquake rises to 17",
            "The death toll of the earthquake on the Tarvos peninsula rose to 17 on Tuesday, Ruvan Okello said.\n"
            "Rescue workers of Ruvan Okello found five bodies under a school.",
        ),
        make(
            "q3",
            "2026-01-13T08:00",
            "Sample Observer",
            "Five more dead on Tarvos",
            "The quake left 640 houses on the peninsula unsafe.\nRuvan Okello leads the rescue workers.",
        ),
    )
    return Story("s1", "t1", "Earthquake shakes Tarvos peninsula", reports)


BETWEEN = datetime(2026, 1, 12, 20, tzinfo=UTC)


def test_a_toll_that_rose_is_reported_with_both_sentences(quake: Story) -> None:
    (moved,) = changes([quake], BETWEEN).number_changes
    assert (moved.quantity, moved.before, moved.after) == ("dead", "12", "17")
    assert moved.sentence_before.article == "q1"
    assert moved.sentence_after.article == "q2"


def test_new_names_are_those_of_several_publishers(quake: Story) -> None:
    assert changes([quake], BETWEEN).new_names == ("Ruvan Okello",)


def test_known_sentences_are_not_quoted_again(quake: Story) -> None:
    said = [s.text for s in changes([quake], BETWEEN).sentences]
    assert said
    assert not any("640 houses" in text for text in said)


def test_nothing_new_since_the_last_article(quake: Story) -> None:
    found = changes([quake], datetime(2026, 1, 14, tzinfo=UTC))
    assert (found.stories, found.number_changes, found.new_names, found.sentences) == ((), (), (), ())


def test_delivered_articles_are_known(pact: tuple[Story, ...]) -> None:
    found = changes(
        pact, known_article_ids={a.id for story in pact if story.id in ("s1", "s2") for a in story.articles}
    )
    assert [story.id for story in found.stories] == ["s3"]
    assert {s.article for s in found.sentences} <= {"c1", "c2"}
    assert found.sentences


def test_a_story_that_is_perhaps_of_another_topic_is_not_new_to_a_reader(quake: Story, make: Make) -> None:
    fire = make("f", "2026-01-13T09:00", "Sample Wire", "Harbour of Talgarth burns", "Fire destroyed the harbour.")
    stories = (quake, Story("s2", "t1", fire.title, (fire,)))
    row = ThreadRow(
        "t1", "Quake", "", BETWEEN, BETWEEN, "updated", (), 4, 2, read=datetime(2026, 1, 13, 8, 30, tzinfo=UTC)
    )
    found = changes_since_read(Thread(row, stories))
    assert found is not None and [story.id for story in found.stories] == ["s2"]
    assert changes_since_read(Thread(row, (quake, replace(stories[1], doubted=True)))) is None


def test_what_came_late_is_new_although_it_is_old(quake: Story) -> None:
    late = replace(quake.articles[1], seen=datetime(2026, 1, 15, tzinfo=UTC))
    known = datetime(2026, 1, 14, tzinfo=UTC)
    assert [m.after for m in changes([replace(quake, articles=(quake.articles[0], late))], known).number_changes] == [
        "17"
    ]


def test_tolls_of_different_places_are_not_one_number(make: Make) -> None:
    one = make("a", "2026-01-12T06:00", "Sample Wire", "Attack", "A drone attack on the port of Selma killed 4 people.")
    two = make(
        "b", "2026-01-13T06:00", "Sample Wire", "Attack", "A drone attack on the port of Orsina killed 9 people."
    )
    assert changes([Story("s1", "t", "", (one,)), Story("s2", "t", "", (two,))], BETWEEN).number_changes == ()


def test_what_stands_in_the_summary_is_no_news_beside_it(quake: Story) -> None:
    (said, *_) = changes([quake], BETWEEN).sentences
    assert said not in changes([quake], BETWEEN, shown=(said,)).sentences


def test_three_facts_at_most_none_of_them_said_twice(make: Make) -> None:
    first = make("a", "2026-01-12T06:00", "Sample Wire", "Strike", "The dockers of Selma went on strike on Monday.")
    lines = (
        "The dockers of Selma blocked the northern gate with forty lorries at dawn.",
        "Forty lorries of the dockers of Selma blocked the northern gate at dawn.",
        "The mayor of Orsina offered her own harbour to the shipping companies.",
        "A judge in Torvane refused to forbid the walkout of the cranes' drivers.",
        "Bakers in the old town ran out of flour within hours of the closure.",
        "The railway put two more night trains on the line to Karsa.",
    )
    later = [
        make(f"b{place}", f"2026-01-13T0{place}:00", f"Sample {place}", "Strike goes on", line)
        for place, line in enumerate(lines)
    ]
    said = [s.text for s in changes([Story("s", "t", "Strike", (first, *later))], BETWEEN).sentences]
    assert 0 < len(said) <= 3
    assert not set(lines[:2]) <= set(said)


def test_new_facts_are_shown_although_every_sentence_names_the_affair(make: Make) -> None:
    known = make(
        "k", "2026-01-12T06:00", "Sample Wire", "Selma dock strike", "The Selma dock strike of the cranes' union began."
    )
    lines = (
        "The Selma dock strike left forty bakers in the old town without flour and sugar.",
        "A judge in Torvane refused to forbid the Selma dock strike before the appeal is heard.",
        "The Selma dock strike made the railway run six more night trains over the border.",
    )
    later = [
        make(f"b{place}", f"2026-01-13T0{place}:00", f"Sample {place}", "Selma dock strike goes on", line)
        for place, line in enumerate(lines)
    ]
    shown = (Sentence("The Selma dock strike goes on.", "b0"),)
    story = Story("s", "t", "Selma dock strike", (known, *later))
    assert {one.text for one in changes([story], BETWEEN, shown=shown).sentences} == set(lines)


def test_a_sentence_that_says_the_title_again_is_no_new_fact(quake: Story) -> None:
    title = "Death toll of earthquake on Tarvos peninsula rises to 17"
    said = [s.text for s in changes([quake], BETWEEN, title=title).sentences]
    assert not any("rose to 17" in text for text in said)


def test_a_toll_beside_a_newer_higher_one_is_not_reported_as_moved(quake: Story, make: Make) -> None:
    overtaken = make(
        "q9",
        "2026-01-13T12:00",
        "Sample Post",
        "Tarvos",
        "On both coasts 31 people were killed, the government said, and 20 of them in a strike.",
    )
    newer = replace(quake, articles=(*quake.articles, overtaken))
    assert changes([newer], BETWEEN).number_changes == ()
