"""Later articles show that a story holds two happenings: articles of earlier batches change their story."""

import json

import pytest
from memory_archive import MemoryArchive
from samples import START, article

from briefing.grouping import story_grouper
from briefing.grouping.constraints import NO_CONSTRAINTS
from briefing.grouping.plan import make_plan
from briefing.grouping.regroup import regroup
from briefing.grouping.story_split import StorySplit, _match, _without
from briefing.grouping.thread_grouper import ThreadGrouper
from briefing.model.grouping import CannotLink, Constraints, Home, MustLink

THREAT = [
    ("Vesmark threatens to close Talen strait", "Vesmark threatened to close the Talen strait over a dispute on fees."),
    (
        "Talen strait: Vesmark warns it may shut passage",
        "Vesmark warned it may shut the strait over a dispute on fees.",
    ),
    ("Vesmark warns of closing strait over fees", "Vesmark warned that the Talen strait may be closed over fees."),
    ("Shipping lines alarmed by threat to Talen strait", "They said the threat to close it over fees alarmed them."),
]
DEED = [
    (
        "Vesmark closes Talen strait to tankers",
        "Vesmark closed the Talen strait; boats turned back nine ships at Port Hesk.",
    ),
    ("Boats turn back nine ships as Vesmark shuts Talen strait", "Nine ships turned back at Port Hesk by Vesmark."),
    ("Oil jumps after closure of Talen strait", "Oil jumped after Vesmark turned back nine ships at Port Hesk."),
    ("Nine ships turned back at Port Hesk after strait is shut", "Boats of Vesmark turned back nine ships."),
    ("Insurers suspend cover after Vesmark shuts strait", "Nine ships were turned back at Port Hesk by boats."),
]


def reports(rows, hours):
    return [
        article(title, text, hours=hours + n, publisher=f"Sample {hours + n}") for n, (title, text) in enumerate(rows)
    ]


threat, deed = reports(THREAT, 0), reports(DEED, 30)


def refreshed(*batches):
    archive = MemoryArchive()
    for batch in batches:
        archive.apply(make_plan(batch, archive))
    return archive


def stories(archive, articles):
    return {archive.story_of[one.id] for one in articles}


def test_the_first_report_of_the_deed_leaves_the_story_of_the_threat_when_more_arrive():
    archive = refreshed(threat, deed[:1])
    assert stories(archive, threat) == stories(archive, deed[:1])
    kept = stories(archive, threat)
    archive.apply(make_plan(deed[1:], archive))
    assert stories(archive, threat) == kept and len(stories(archive, deed)) == 1
    assert stories(archive, deed) != kept


def test_the_larger_part_of_the_former_story_keeps_its_id():
    archive = refreshed(threat[:1], deed[:3])
    former = archive.story_of[deed[0].id]
    archive.apply(make_plan(deed[3:], archive))
    assert stories(archive, deed) == {former}


def test_what_left_counts_once_in_the_threads():
    archive = refreshed(threat, deed[:1], deed[1:])
    weights = [json.loads(profile.body)["weight"] for profile in archive.kept["thread"].values()]
    assert sum(weights) == pytest.approx(len(threat) + len(deed), abs=0.5)


@pytest.mark.parametrize(
    "constraints",
    [
        Constraints(must_link=(MustLink("story", frozenset({threat[0].id, deed[0].id}), START),)),
        Constraints(cannot_link=frozenset({CannotLink("story", deed[0].id, "an article long ago")})),
    ],
)
def test_a_corrected_article_stays_in_its_story(constraints):
    archive = refreshed(threat, deed[:1])
    story = archive.story_of[deed[0].id]
    corrected = Constraints(
        must_link=constraints.must_link,
        cannot_link=constraints.cannot_link,
        homes={one.id: Home(story, archive.thread_of[story]) for one in (threat[0], deed[0])},
    )
    archive.apply(make_plan(deed[1:], archive, user_constraints=corrected))
    assert archive.story_of[deed[0].id] == story


def test_articles_that_regrouping_leaves_in_place_stay():
    archive = refreshed(threat, deed[:1])
    homes = {id: Home(story, archive.thread_of[story]) for id, story in archive.story_of.items()}
    result = regroup([*threat, *deed], homes, NO_CONSTRAINTS, since=deed[1].published)
    assert {id: home.story for id, home in result.homes.items() if id in homes} == archive.story_of


def forced_split(*groups):
    """Return a stand-in for find_story_splits that splits off these sets of article ids."""

    def split(members, _fixed, _earlier, scorer):
        parts = [[one for one in members if one.features.id in ids] for ids in groups]
        leaving = {one.features.id for part in parts for one in part}
        staying = [one for one in members if one.features.id not in leaving]
        return tuple(
            StorySplit(
                tuple(part),
                tuple(_match(one, _without(one, part) or part, scorer) for one in part),
                tuple(_match(one, staying, scorer) for one in part),
            )
            for part in parts
        )

    return split


def members_of(profile):
    return [row[0] for row in json.loads(profile.body)["members"]]


@pytest.mark.parametrize("size", [1, 2, 3])
def test_a_founder_alone_is_cut_off_however_many_came_with_the_second_refresh(monkeypatch, size):
    archive = refreshed(threat[:1], deed[:size])
    assert stories(archive, threat[:1]) == stories(archive, deed[:size])
    monkeypatch.setattr(story_grouper, "find_story_splits", forced_split({threat[0].id}))
    archive.apply(make_plan(deed[size:], archive))
    assert len(stories(archive, deed)) == 1
    assert stories(archive, threat[:1]).isdisjoint(stories(archive, deed))


def test_the_profile_of_a_story_has_as_many_articles_as_the_story(monkeypatch):
    archive = refreshed(deed[:4])
    ids = [one.id for one in deed]
    monkeypatch.setattr(story_grouper, "find_story_splits", forced_split({ids[0]}, {ids[1], ids[2]}))
    archive.apply(make_plan(deed[4:], archive))
    assert len(set(archive.story_of.values())) == 3
    for story in set(archive.story_of.values()):
        (profile,) = archive.profiles("story", [story])
        assert json.loads(profile.body)["size"] == list(archive.story_of.values()).count(story)
        assert len(members_of(profile)) == list(archive.story_of.values()).count(story)


def test_no_thread_has_an_article_as_a_member_that_left_it(monkeypatch):
    archive = refreshed(deed[:4])
    ids = [one.id for one in deed]
    monkeypatch.setattr(story_grouper, "find_story_splits", forced_split({ids[0], ids[1]}))
    monkeypatch.setattr(ThreadGrouper, "_may_join", lambda *_: False)
    archive.apply(make_plan(deed[4:], archive))
    assert len(set(archive.thread_of.values())) == 2
    for thread in set(archive.thread_of.values()):
        (profile,) = archive.profiles("thread", [thread])
        assert {archive.thread_of[archive.story_of[one]] for one in members_of(profile)} == {thread}
