"""Two threads that turn out to be about the same as wholes become one; neighbours that share a country do not."""

import json
from dataclasses import replace

import pytest
from memory_archive import MemoryArchive
from samples import article

from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.candidates import CandidateIndex
from briefing.grouping.classifier import load_classifier
from briefing.grouping.features import extract_features
from briefing.grouping.group import group_from_profile, new_story, new_thread, profile_of_group
from briefing.grouping.idf import THREAD_PRIOR_COUNT, Idf
from briefing.grouping.plan import make_plan
from briefing.grouping.profile_rebuild import build_story_group
from briefing.grouping.scoring import ThreadScorer
from briefing.grouping.standalone import EmptyArchive, group_without_store
from briefing.grouping.story_grouper import Origin
from briefing.grouping.thread_grouper import CUT_STORY_BONUS, CUT_STORY_SIGNAL, ThreadGrouper
from briefing.model.grouping import Plan

WAR = [
    "Norland shells Ostmark harbour as war widens",
    "Ostmark rockets hit Norland airfield in war",
    "Norland and Ostmark trade rockets, war in second week",
    "Ostmark says Norland shells killed nine in war",
]
BALLOT = [
    "Norland voters elect Dagny Holt in runoff",
    "Holt sworn in after Norland runoff ballot",
    "Dagny Holt names Norland cabinet after ballot",
    "Norland ballot: Holt wins runoff by two points",
]


def joined(one: list[str], other: list[str]) -> bool:
    articles = [
        article(title, hours=30 * n + first)
        for first, titles in ((0, one), (1, other))
        for n, title in enumerate(titles)
    ]
    homes = group_without_store(articles)
    threads = [homes[each.id][1] for each in articles]
    return bool(set(threads[: len(one)]) & set(threads[len(one) :]))


def test_one_war_that_began_in_two_threads_is_one():
    assert joined(WAR[::2], WAR[1::2])


def test_a_war_and_an_election_in_one_country_stay_two():
    assert not joined(WAR, BALLOT)


STRIKES = [
    "Norland and Ostmark trade rockets at Veresk harbour, war in second week",
    "Rockets hit Veresk harbour as Norland and Ostmark fight on in war",
    "War of Norland and Ostmark: rockets burn Veresk harbour stores",
]
CLUB = [
    "Talgarth United beat Harrow in cup as Lindqvist scores twice",
    "Lindqvist of Talgarth United wins cup against Harrow",
    "Cup of Harrow and Talgarth United: Lindqvist scores winner",
]
BRIDGE = "Veresk harbour rockets stop Talgarth United and Lindqvist from cup"


def test_one_article_that_names_two_topics_does_not_join_them():
    articles = [article(title, hours=8 * n) for n, title in enumerate([*STRIKES, *CLUB, BRIDGE])]
    homes = group_without_store(articles)
    strikes, club = ({homes[one.id][1] for one in part} for part in (articles[:3], articles[3:6]))
    assert strikes.isdisjoint(club)


def test_a_thread_that_grows_is_joined_with_one_of_an_earlier_batch():
    archive = MemoryArchive()
    articles = [article(title, hours=20 * n) for n, title in enumerate([*STRIKES, *WAR])]
    for one in articles:
        archive.apply(make_plan([one], archive))
    threads = [archive.thread_of[archive.story_of[one.id]] for one in articles]
    assert max(threads.count(name) for name in threads) >= len(articles) - 2


def grown(vectors_of, thread_id, **body):
    """A story restored from a stored profile that has then grown by one article."""
    first, later = vectors_of
    profile = profile_of_group(build_story_group("s1", thread_id, [first]), Idf({}, 0))
    stored = {key: value for key, value in json.loads(profile.body).items() if key != "weight"} | body
    story = group_from_profile(replace(profile, body=json.dumps(stored)), Idf({}, 0))
    story.add(later)
    return story


def vectors(*titles):
    rarity = Idf({}, 0)
    return [ArticleVector(extract_features(article(title, hours=n)), rarity) for n, title in enumerate(titles)]


def test_a_story_of_an_older_store_counts_only_the_articles_it_grows_by():
    story = grown(vectors(*WAR[:2]), "t1", words={})
    assert story.size == 2 and 0.9 < story.article_weight <= 1


def test_a_story_that_grows_after_its_thread_ended_in_another_counts_there():
    archive = MemoryArchive()
    first, other = article(STRIKES[0]), article(CLUB[0])
    archive.apply(make_plan([first, other], archive))
    ended, home = (archive.thread_of[archive.story_of[one.id]] for one in (first, other))
    assert ended != home
    archive.apply(Plan(absorbed=(("thread", ended, home),)))
    before = json.loads(archive.kept["thread"][home].body)["weight"]
    archive.apply(make_plan([article(STRIKES[0], hours=2, publisher="Sample Gazette")], archive))
    assert json.loads(archive.kept["thread"][home].body)["weight"] > before + 0.9


@pytest.mark.parametrize("was_cut_off, expected_threads", [(True, 1), (False, 2)])
def test_a_story_stays_beside_the_one_it_was_cut_off_if_they_nearly_fit(was_cut_off, expected_threads):
    rarity = Idf({}, 0, THREAD_PRIOR_COUNT)
    titles = ("Lindqvist of Torvane sent off in cup match", "Torvane fans greet Lindqvist before the cup tie")
    members = [ArticleVector(extract_features(article(title, hours=60 * n)), rarity) for n, title in enumerate(titles)]
    stories = [new_story(one) for one in members]
    scorer = ThreadScorer(load_classifier("thread"), rarity)
    fit = scorer.score(*(new_thread(new_story(one), one) for one in members)).logit
    grouper = ThreadGrouper(
        EmptyArchive(), rarity, threshold_offset=fit - scorer.classifier.threshold + 0.9 * CUT_STORY_BONUS
    )
    index = CandidateIndex("story", EmptyArchive(), rarity)
    for story, member in zip(stories, members, strict=True):
        index.mark_changed(story, member)
    grouper.place(stories, (), index, {stories[1].id: Origin(stories[0].id, "", ())} if was_cut_off else {})
    assert len({grouper.index.resolve(place.parent).id for place in grouper.placements}) == expected_threads
    evidence = [place.evidence for place in grouper.placements if place.evidence and not place.evidence.is_only_refusal]
    assert [one.probability > 0.5 for one in evidence] == [True] * was_cut_off
    assert all(CUT_STORY_SIGNAL in one.signals for one in evidence)
