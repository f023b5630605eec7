"""How many stories grouping reads from the archive to test whether a thread holds several topics."""

import pytest
from memory_archive import MemoryArchive
from samples import article

from briefing.grouping.candidates import CandidateIndex
from briefing.grouping.idf import Idf
from briefing.grouping.plan import make_plan

LATEST = 30
"""Number of latest stories that are compared here: fewer than usual, so that a thread with more is made sooner."""


@pytest.fixture(autouse=True)
def few_latest_stories(monkeypatch):
    monkeypatch.setattr("briefing.grouping.thread_split.MAX_LATEST_STORIES", LATEST)


class CountingArchive(MemoryArchive):
    def __init__(self):
        super().__init__()
        self.stories_read = 0

    def profiles(self, kind, ids):
        self.stories_read += len(ids) if kind == "story" else 0
        return super().profiles(kind, ids)


def war_report(number):
    return article("Norland rockets hit Ostmark harbour as war goes on", hours=110 * number)


def long_war():
    """An archive with one thread of more stories than are compared."""
    archive = CountingArchive()
    others = [article(f"Shop {number} sells bread in street {number}", hours=110 * number) for number in range(160)]
    archive.apply(make_plan([*map(war_report, range(LATEST + 60)), *others], archive))
    assert len(archive.thread_of) > LATEST + 50
    return archive


def test_of_a_long_thread_only_the_latest_stories_are_read():
    archive = long_war()
    before = archive.stories_read
    last, next_ = war_report(LATEST + 59), war_report(LATEST + 60)
    archive.apply(make_plan([next_], archive))
    threads = [archive.thread_of[archive.story_of[one.id]] for one in (last, next_)]
    assert len(set(threads)) == 1
    assert list(archive.thread_of.values()).count(threads[0]) > LATEST + 50
    assert archive.stories_read - before <= LATEST + 20


def test_stories_that_were_only_read_are_not_held():
    archive = long_war()
    index = CandidateIndex("story", archive, Idf(archive.counts, archive.size()))
    names = sorted(archive.thread_of)[:50]
    assert sorted(story.id for story in index.read(names)) == names
    assert not index.groups
    loaded = index.get(names[0])
    assert loaded in index.read(names)
