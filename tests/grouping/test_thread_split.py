"""A thread in which two topics were joined by mistake is cut when it gets a new story; corrected ones are not."""

from dataclasses import replace

from memory_archive import MemoryArchive
from samples import START, article

from briefing.grouping.constraints import NO_CONSTRAINTS, with_must_link
from briefing.grouping.group import group_from_profile, profile_of_group
from briefing.grouping.idf import Idf
from briefing.grouping.plan import make_plan
from briefing.model.grouping import Plan

WAR = [
    "Norland shells Ostmark harbour as war widens",
    "Ostmark rockets hit Norland airfield in war",
    "Norland and Ostmark trade rockets, war in second week",
    "Ostmark says Norland shells killed nine in war",
]
CUP = [
    "Talgarth United beat Harrow in cup as Lindqvist scores twice",
    "Lindqvist of Talgarth United wins cup against Harrow",
    "Cup of Harrow and Talgarth United: Lindqvist scores winner",
]
NEXT = article("Ostmark and Norland rockets burn harbour as war goes on", hours=200)


def reports(titles, first_hour):
    return [article(title, hours=first_hour + 30 * n) for n, title in enumerate(titles)]


def archive_with_mixed_thread():
    """An archive in which the threads of two topics were joined, and the articles of both."""
    archive = MemoryArchive()
    war, cup = reports(WAR, 0), reports(CUP, 40)
    archive.apply(make_plan([*war, *cup], archive))
    target, absorbed = (archive.thread_of[archive.story_of[made[0].id]] for made in (war, cup))
    assert target != absorbed
    idf = Idf(archive.counts, archive.size())
    group, other = (group_from_profile(profile, idf) for profile in archive.profiles("thread", [target, absorbed]))
    group.absorb(other)
    archive.apply(Plan(absorbed=(("thread", absorbed, target),), profiles=(profile_of_group(group, idf),)))
    return archive, war, cup


def threads_of(archive, articles):
    return {archive.thread_of[archive.story_of[one.id]] for one in articles}


def test_a_mixed_thread_is_cut_when_it_gets_a_story():
    archive, war, cup = archive_with_mixed_thread()
    (mixed,) = threads_of(archive, [*war, *cup])
    archive.apply(make_plan([NEXT], archive))
    assert threads_of(archive, [*war, NEXT]) == {mixed}
    (left,) = threads_of(archive, cup)
    assert left != mixed


def test_the_profiles_follow_a_cut():
    archive, war, cup = archive_with_mixed_thread()
    archive.apply(make_plan([NEXT], archive))
    (left,) = threads_of(archive, cup)
    later = article("Lindqvist scores again as Talgarth United keep cup", hours=230)
    archive.apply(make_plan([later], archive))
    assert threads_of(archive, [*cup, later]) == {left}
    assert left not in threads_of(archive, [*war, NEXT])
    (profile,) = archive.profiles("thread", [left])
    assert profile.first == cup[0].published


def test_the_stories_that_left_say_why():
    archive, _, cup = archive_with_mixed_thread()
    archive.apply(make_plan([NEXT], archive))
    evidence = [archive.evidence[story] for story in {archive.story_of[one.id] for one in cup}]
    assert [one.target for one in evidence if one] == [*threads_of(archive, cup)] * (len(evidence) - 1)


def test_a_thread_that_a_person_made_is_not_cut():
    archive, war, cup = archive_with_mixed_thread()
    placements = {one.id: (archive.story_of[one.id], *threads_of(archive, [one])) for one in (*war, *cup)}
    linked = with_must_link(NO_CONSTRAINTS, "thread", [war[0].id, cup[0].id], START, list(placements))
    linked = replace(linked, homes={id: placements[id] for id in (war[0].id, cup[0].id)})
    archive.apply(make_plan([NEXT], archive, user_constraints=linked))
    assert len(threads_of(archive, [*war, *cup, NEXT])) == 1
