"""A story that shares names with its thread, and little of what it is about, is doubted; what matters is not."""

from dataclasses import replace

from memory_archive import MemoryArchive
from samples import START, article, sample_news

from briefing.grouping.constraints import ConstraintChecker, with_cannot_link, with_must_link
from briefing.grouping.group import group_from_profile
from briefing.grouping.idf import Idf
from briefing.grouping.plan import make_plan
from briefing.grouping.story_doubts import MAX_JUDGED, MIN_STORIES, StoriesBesideOthers, doubted_stories
from briefing.model.articles import Story
from briefing.model.grouping import Constraints, Home

VOTE = [
    ("World Council adopts resolution on Norland's rockets", "The World Council condemned the rockets of Norland."),
    ("Norland rejects World Council resolution on rockets", "Norland called the World Council's resolution void."),
    ("Ostmark welcomes World Council resolution on rockets", "Ostmark thanked the World Council for its resolution."),
    ("World Council resolution: two members abstained on rockets", "Two members of the World Council abstained."),
    ("Envoys praise rocket resolution of World Council", "Envoys praised the resolution of the World Council."),
]
HARBOUR = ("Harbour of Talgarth burns after night of drones", "Drones from Norland set oil tanks in Talgarth on fire.")
DRONES = [
    ("Drones set oil tanks in harbour of Talgarth on fire", "Drones set the oil tanks of Talgarth on fire at night."),
    ("Firemen fight blaze in harbour of Talgarth", "Firemen fight the fire in the harbour after the night of drones."),
    ("Talgarth harbour fire is out, oil tanks lost", "The fire in Talgarth harbour is out; drones hit six oil tanks."),
]


def story(told, hours=0.0, publishers=("Sample Wire",), lang="en", *, was_doubted=False):
    """A story that each of some publishers tells in the same words; its id is that of its first article's story."""
    articles = tuple(article(*told, hours=hours, publisher=name, lang=lang) for name in publishers)
    (id,) = {place.parent for place in make_plan(articles, MemoryArchive()).articles}
    return Story(id, "t", told[0], articles, was_doubted)


def thread(*others, publishers=("Sample Wire", "Sample Gazette")):
    """The stories of the vote, with others after them."""
    return [*(story(told, n, publishers) for n, told in enumerate(VOTE)), *others]


def doubted(stories, title="", link=None):
    """The titles of the doubted stories of a thread, beside which the store has a thread on the burning harbour."""
    archive = MemoryArchive()
    beside = [article(*told, hours=40 + n, publisher="Sample Observer") for n, told in enumerate(DRONES)]
    for batch in ([*beside, *sample_news()], *(one.articles for one in stories)):
        archive.apply(make_plan(batch, MemoryArchive()))  # each story is one, whatever the others are
    constraints = Constraints()
    if link:
        homes = {one.id: Home(story.id, "t") for story in stories for one in story.articles}
        constraints = replace(link(constraints, stories), homes=homes)
    ids = doubted_stories(stories, title, archive, ConstraintChecker(constraints))
    return {story.title for story in stories if story.id in ids}


def test_a_story_of_another_topic_is_doubted_and_no_other():
    assert doubted(thread(story(HARBOUR, 9))) == {HARBOUR[0]}
    assert not doubted(thread())


def test_the_newest_story_of_two_publishers_may_be_the_turn_and_is_not_doubted():
    two = ("Sample Observer", "Sample Metro")
    assert not doubted(thread(story(HARBOUR, 9, two)))
    assert doubted([story(HARBOUR, -1, two), *thread()]) == {HARBOUR[0]}


def test_a_story_of_three_publishers_is_not_doubted():
    assert not doubted([story(HARBOUR, -1, ("Sample Observer", "Sample Metro", "Sample Herald")), *thread()])


def test_the_largest_story_and_that_of_the_title_are_not_doubted():
    single = thread(publishers=("Sample Wire",))
    assert not doubted([story(HARBOUR, -1, ("Sample Observer", "Sample Metro")), *single])
    assert not doubted([story(HARBOUR, -1), *thread()], title=HARBOUR[0])


def test_what_a_person_put_together_is_not_doubted_for_ever():
    at = START
    stories = thread(story(HARBOUR, 9))
    every = [one.id for story in stories for one in story.articles]
    ours = [stories[-1].articles[0].id, stories[0].articles[0].id]

    def pinned(constraints, _):
        return with_must_link(constraints, "thread", every, at, every)

    def moved(constraints, _):
        return with_must_link(constraints, "thread", ours, at, every)

    def taken_out_elsewhere(constraints, _):
        return with_cannot_link(constraints, "thread", ["a9"], every, at)

    assert not doubted(stories, link=pinned)
    assert not doubted(stories, link=moved)
    assert doubted(stories, link=taken_out_elsewhere) == {HARBOUR[0]}, "it was not confirmed"


def test_few_stories_do_not_show_what_a_thread_is_about():
    stories = [*thread()[: MIN_STORIES - 2], story(HARBOUR, 9)]
    assert not doubted(stories)


def test_a_story_in_another_language_is_not_judged():
    assert not doubted(thread(story(("Hafen von Talgarth brennt nach Angriff", "Oel brennt."), 9, lang="de")))


def test_of_a_long_thread_the_earlier_stories_stay_as_they_were_judged():
    old = [story(HARBOUR, -9, was_doubted=True), story(("Talgarth counts its dead", "Ten men died."), -8)]
    later = [
        story((f"World Council vote {n} on Norland's rockets ends", f"Vote {n} of the World Council on rockets."), n)
        for n in range(MAX_JUDGED)
    ]
    assert doubted([*old, *later]) >= {HARBOUR[0]}
    assert old[1].title not in doubted([*old, *later])


def closer(stories):
    """By title of each story, how much closer the others are to each other than to it."""
    archive, idf = MemoryArchive(), Idf({}, 0)
    for one in stories:
        archive.apply(make_plan(one.articles, MemoryArchive()))
    profiles = archive.profiles("story", [one.id for one in stories])
    beside = StoriesBesideOthers([group_from_profile(profile, idf) for profile in profiles], idf)
    return {one.title: beside.measures(one.id)[0] for one in stories}


def test_the_others_are_closer_to_each_other_than_to_a_story_of_another_topic():
    found = closer(thread(story(HARBOUR, 9)))
    assert found[HARBOUR[0]] > max(found[title] for title, _ in VOTE)
    assert all(found[title] < 0.5 for title, _ in VOTE)


def test_how_many_tell_a_story_does_not_make_it_belong_or_not():
    few, many = (closer(thread(story(HARBOUR, 9, [f"Sample Paper {n}" for n in range(k)]))) for k in (1, 20))
    assert abs(few[HARBOUR[0]] - many[HARBOUR[0]]) < 0.01


def test_a_single_other_report_has_no_closeness_of_its_own():
    assert set(closer([story(VOTE[0]), story(HARBOUR, 9)]).values()) == {0.0}
