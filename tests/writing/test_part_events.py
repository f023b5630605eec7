"""The main events of the parts of an affair, in the affair's own timeline."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from briefing.model.affair_parts import AffairPart
from briefing.model.threads import MAX_MAIN_EVENTS, NumberChange, Sentence, TimelineEntry
from briefing.writing.part_events import LARGE_ARTICLES, MAX_PART_EVENTS, with_part_events

WORDS = ("harbour", "bridge", "market", "school", "tunnel", "airport", "stadium", "library", "museum", "palace")
OWN = tuple(
    TimelineEntry(date(2026, 3, day), f"Fighters take a {WORDS[day - 1]} in Torvane", publishers=("Sample Wire",))
    for day in range(9, 0, -1)
)


def event(title: str, day: int = 5, publishers: int = 3) -> TimelineEntry:
    return TimelineEntry(
        date(2026, 3, day), title, "s1", publishers=tuple(f"Sample {n}" for n in range(publishers)), articles=("a1",)
    )


def part(*events: TimelineEntry, articles: int = 4, id: str = "t2") -> AffairPart:
    return AffairPart(id, f"Title of {id}", articles, events)


def shown(timeline: tuple[TimelineEntry, ...]) -> list[str]:
    return [entry.title for entry in timeline if entry.part and entry.main]


def test_the_widest_event_of_a_part_stands_in_the_timeline_on_its_day() -> None:
    wide, narrow = event("Calder closes its embassy", 5, 4), event("Ferries to Calder stop", 6, 3)
    timeline = with_part_events(OWN, [part(narrow, wide)])
    assert shown(timeline) == [wide.title]
    assert [entry.date.day for entry in timeline] == [9, 8, 7, 6, 5, 5, 4, 3, 2, 1]
    (added,) = (entry for entry in timeline if entry.part)
    assert (added.part, added.part_title, added.publishers) == ("t2", "Title of t2", wide.publishers)


def test_an_event_of_few_publishers_or_of_before_the_feeds_does_not() -> None:
    few = event("Calder closes its embassy", publishers=2)
    assert with_part_events(OWN, [part(few)]) == OWN
    assert shown(with_part_events(OWN, [part(few, articles=LARGE_ARTICLES)])) == [few.title], "of a large part it does"
    wide = event("Calder closes its embassy")
    assert with_part_events(OWN, [part(replace(wide, background=True), replace(wide, main=False))]) == OWN


def test_what_the_affair_or_another_part_has_is_shown_once() -> None:
    again = event("Fighters take the school in Torvane", 4)
    assert shown(with_part_events(OWN, [part(again)])) == []
    closing, closed = event("Calder closes its embassy"), event("Embassy in Torvane: Calder closes it", 6)
    timeline = with_part_events(OWN, [part(closing, articles=9), part(closed, id="t3")])
    assert shown(timeline) == [closing.title], "the larger part has it"


def test_words_of_the_whole_affair_make_no_two_events_one() -> None:
    other = event("Fighters in Torvane lose a colonel", 4)
    assert shown(with_part_events(OWN, [part(other)])) == [other.title]


def test_the_limit_holds_and_own_rows_of_few_publishers_give_way() -> None:
    names = ("Ardel", "Bresk", "Corvin", "Dunmar", "Elsen", "Farro", "Gannet", "Hollin")
    parts = [part(event(f"{name} opens a refuge", 2 * n + 1), id=f"t{n}") for n, name in enumerate(names)]
    wide = replace(OWN[-1], publishers=("Sample Wire", "Sample Gazette"))
    timeline = with_part_events((*OWN[:-1], wide), parts)
    assert len(shown(timeline)) == MAX_PART_EVENTS
    own = [entry for entry in timeline if not entry.part]
    main = [entry for entry in own if entry.main]
    assert len(own) == len(OWN) and len(main) == MAX_MAIN_EVENTS - MAX_PART_EVENTS
    assert wide in main and OWN[0] in main, "what several publishers report, and the latest"


def test_nothing_of_it_refers_to_articles_that_the_affair_lacks() -> None:
    moved = NumberChange("dead", "3", "5", Sentence("Three died.", "a1"), Sentence("Five died.", "a1"))
    told = replace(event("Calder closes its embassy"), sentences=(Sentence("It closed.", "a1"),), new_names=("Ivo",))
    timeline = with_part_events(OWN, [part(replace(told, number_changes=(moved,)))])
    (added,) = (entry for entry in timeline if entry.part)
    assert (added.story, added.articles, added.sentences, added.number_changes, added.new_names) == ("", (), (), (), ())
