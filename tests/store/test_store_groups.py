from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from store_samples import DAY, NOW, article, evidence, filled, plan, save

from briefing.errors import StoreError
from briefing.model.coverage import ThreadText
from briefing.model.grouping import Archive, Evidence, Placement, Plan, Profile
from briefing.model.threads import Summary
from briefing.store.store import Store

TWO = {"t1": {"s1": [article(1), article(2)]}, "t2": {"s2": [article(3)]}}


def members(store: Store, thread: str) -> dict[str, list[str]]:
    return {story.id: [one.id for one in story.articles] for story in store.threads.stories_of(thread)}


def profile(id: str, terms: str, *, days: float = 0.0, kind: str = "story") -> Profile:
    return Profile(
        id, "thread" if kind == "thread" else "story", NOW - 9 * DAY, NOW - days * DAY, tuple(terms.split()), "{}"
    )


def test_a_plan_puts_articles_in_stories_and_stories_in_threads(store: Store) -> None:
    save(store, article(1), article(2), article(3))
    applied = store.groups.apply(
        plan({"t1": {"s1": [article(1).id, article(2).id], "s2": [article(3).id]}}, document_count=3)
    )
    assert (applied.new_story_count, applied.changed_threads) == (2, {"t1"})
    assert store.articles.ungrouped() == []
    assert members(store, "t1") == {"s2": [article(3).id], "s1": [article(1).id, article(2).id]}
    assert {story.title for story in store.threads.stories_of("t1")} == {article(1).title, article(3).title}
    assert store.archive.size() == 3


def test_articles_and_stories_stand_oldest_first(store: Store) -> None:
    late, early, latest = article(1, hours=5), article(2, hours=9), article(3, hours=1)
    filled(store, {"t1": {"s9": [latest], "s1": [late, early]}})
    assert [story.articles for story in store.threads.stories_of("t1")] == [(early, late), (latest,)]


def test_a_later_plan_adds_to_what_is_there(store: Store) -> None:
    filled(store, TWO)
    save(store, article(4))
    applied = store.groups.apply(Plan(articles=(Placement(article(4).id, "s2", evidence("a", "s2")),)))
    assert (applied.new_story_count, applied.changed_threads) == (0, {"t2"})
    assert members(store, "t2") == {"s2": [article(3).id, article(4).id]}


def test_a_changed_thread_is_outdated_until_its_texts_are_saved(store: Store) -> None:
    filled(store, TWO)
    assert set(store.thread_texts.outdated_threads()) == {"t1", "t2"}
    store.thread_texts.save(
        [ThreadText("t1", "One", "", Summary(), (), {}), ThreadText("t2", "Two", "", Summary(), (), {})]
    )
    assert store.thread_texts.outdated_threads() == []
    save(store, article(4))
    store.groups.apply(Plan(articles=(Placement(article(4).id, "s2", evidence("a", "s2")),)))
    assert store.thread_texts.outdated_threads() == ["t2"]
    assert dict(store.lookup.threads_named("t2")) == {"t2": "Two"}, "the old title stays until there is a new one"


def test_a_story_moves_to_another_thread(store: Store) -> None:
    filled(store, {"t1": {"s1": [article(1)], "s2": [article(2)]}, "t2": {"s3": [article(3)]}})
    applied = store.groups.apply(Plan(stories=(Placement("s2", "t2", evidence("s2", "t2", kind="thread")),)))
    assert applied.changed_threads == {"t1", "t2"}
    assert set(members(store, "t1")) == {"s1"}
    assert set(members(store, "t2")) == {"s2", "s3"}


def test_an_emptied_story_and_thread_lead_to_where_their_articles_went(store: Store) -> None:
    filled(store, TWO)
    store.marks.set_followed("t2", True, NOW)
    applied = store.groups.apply(Plan(articles=(Placement(article(3).id, "s1", evidence(article(3).id, "s1")),)))
    assert applied.changed_threads == {"t1"}
    assert members(store, "t1") == {"s1": [article(1).id, article(2).id, article(3).id]}
    for ended in ("t2", "s2"):
        assert [id for id, _ in store.lookup.threads_named(ended)] == ["t1"]
    row = store.threads.rows(NOW, NOW - DAY)[0]
    assert (row.id, row.article_count, row.story_count, row.followed) == ("t1", 3, 1, True)


def test_an_absorbed_thread_lives_on_in_the_other_with_all_that_a_person_did(store: Store) -> None:
    filled(store, TWO)
    store.marks.set_followed("t2", True, NOW)
    store.marks.set_read("t2", NOW)
    store.deliveries.mark_delivered("mail", {"t2": ["s2"]}, NOW)
    store.printout.save(["t1", "t2"])
    store.groups.apply(Plan(absorbed=(("thread", "t2", "t1"),)))
    assert set(members(store, "t1")) == {"s1", "s2"}
    thread = store.threads.get("t2", NOW, NOW - DAY)
    assert thread is not None
    assert (thread.row.id, thread.row.followed, thread.row.read) == ("t1", True, NOW)
    assert store.deliveries.delivered_stories("mail") == {"t1": {"s2"}}
    assert [id for id, _ in store.lookup.threads_named("2")] == ["t1"]
    assert store.undo_log.undo_last_action(NOW).message.startswith("unread again")
    assert store.undo_log.undo_last_action(NOW).message.startswith("unfollowed")
    assert not store.threads.rows(NOW, NOW - DAY)[0].followed


def test_an_absorbed_story_lives_on_in_the_other(store: Store) -> None:
    filled(store, TWO)
    store.deliveries.mark_delivered("mail", {"t2": ["s2"]}, NOW)
    store.groups.apply(Plan(absorbed=(("story", "s2", "s1"),)))
    assert members(store, "t1") == {"s1": [article(1).id, article(2).id, article(3).id]}
    assert store.deliveries.delivered_stories("mail") == {"t1": {"s1"}}
    assert [id for id, _ in store.lookup.threads_named("t2")] == ["t1"]


def test_chains_of_absorption_lead_to_the_last(store: Store) -> None:
    filled(store, {**TWO, "t3": {"s3": [article(4)]}})
    store.groups.apply(Plan(absorbed=(("thread", "t3", "t2"),)))
    store.groups.apply(Plan(absorbed=(("thread", "t2", "t1"), ("thread", "t3", "t1"))))
    assert [id for id, _ in store.lookup.threads_named("t3")] == ["t1"]
    assert set(members(store, "t1")) == {"s1", "s2", "s3"}


def test_the_archive_answers_for_an_ended_thread_with_the_profile_of_the_survivor(store: Store) -> None:
    filled(store, TWO)
    kept = profile("t1", "pact manila", kind="thread")
    store.groups.apply(Plan(profiles=(kept, profile("t2", "pact reef", kind="thread"))))
    store.groups.apply(Plan(absorbed=(("thread", "t2", "t1"),)))
    assert list(store.archive.profiles("thread", ["t2", "t9"])) == [kept]


def test_the_archive_names_the_stories_of_threads(store: Store) -> None:
    save(store, article(1), article(2), article(3))
    store.groups.apply(plan({"t1": {"s1": [article(1).id], "s2": [article(2).id]}, "t2": {"s3": [article(3).id]}}))
    assert store.archive.stories_of(["t1", "t9"]) == {"t1": ["s1", "s2"]}


def test_what_joins_an_ended_thread_goes_to_the_survivor(store: Store) -> None:
    filled(store, TWO)
    store.groups.apply(Plan(absorbed=(("thread", "t2", "t1"), ("story", "s2", "s1"))))
    save(store, article(4), article(5))
    joins = Placement(article(4).id, "s2", evidence(article(4).id, "s2"))
    story = Placement("s5", "t2", evidence("s5", "t2", kind="thread"))
    store.groups.apply(Plan(articles=(joins, Placement(article(5).id, "s5")), stories=(story,)))
    assert set(members(store, "t1")) == {"s1", "s5"}
    assert store.threads.stories_of("t2") == ()


def test_a_founder_that_was_kept_from_a_thread_stands_for_itself_again(store: Store) -> None:
    filled(store, TWO)
    store.groups.apply(Plan(absorbed=(("thread", "t2", "t1"),)))
    kept = Evidence("s2", "t2", "thread", 1.0, refused="t1", refused_probability=0.6)
    store.groups.apply(Plan(stories=(Placement("s2", "t2", kept),)))
    assert [id for id, _ in store.lookup.threads_named("t2")] == ["t2"]


def test_a_thread_founded_anew_stands_for_itself_again(store: Store) -> None:
    filled(store, TWO)
    store.groups.apply(Plan(absorbed=(("thread", "t2", "t1"),)))
    store.groups.apply(Plan(stories=(Placement("s2", "t2"),)))
    assert [id for id, _ in store.lookup.threads_named("t2")] == ["t2"]
    assert (set(members(store, "t1")), set(members(store, "t2"))) == ({"s1"}, {"s2"})


def test_a_plan_that_names_an_unknown_article_changes_nothing(store: Store) -> None:
    filled(store, TWO)
    with pytest.raises(StoreError, match="a999"):
        store.groups.apply(Plan(articles=(Placement(article(3).id, "s1"), Placement("a999", "s1"))))
    assert members(store, "t2") == {"s2": [article(3).id]}


def test_the_store_is_an_archive(store: Store) -> None:
    archive: Archive = store.archive
    store.groups.apply(Plan(profiles=(profile("s1", "pact manila senate"),), frequencies={"pact": 1}, document_count=1))
    assert list(archive.profiles("story", ["s0", "s1"])) == [profile("s1", "pact manila senate")]
    assert archive.profiles("thread", ["s1"]) == []
    store.groups.apply(Plan(frequencies={"pact": 2, "reef": 5}, document_count=4))
    assert archive.frequencies(["pact", "reef", "other"]) == {"pact": 3, "reef": 5}
    assert archive.size() == 5


def test_candidates_share_most_terms_first_then_the_newest(store: Store) -> None:
    one, old, new = (
        profile("s1", "pact manila senate"),
        profile("s2", "pact manila", days=3),
        profile("s3", "pact reef"),
    )
    store.groups.apply(Plan(profiles=(one, old, new, profile("t1", "pact manila", kind="thread"))))
    terms = ["pact", "manila", "unheard-of", "pact"]
    assert store.archive.candidates("story", terms, None, 9) == ["s1", "s2", "s3"]
    assert store.archive.candidates("story", ["pact"], None, 9) == ["s1", "s3", "s2"]
    assert store.archive.candidates("story", terms, NOW - DAY, 9) == ["s1", "s3"]
    assert store.archive.candidates("story", terms, None, 1) == ["s1"]
    assert store.archive.candidates("thread", terms, None, 9) == ["t1"]
    assert store.archive.candidates("story", [], None, 9) == []


def test_a_profile_saved_again_takes_the_place_of_the_first(store: Store) -> None:
    store.groups.apply(Plan(profiles=(profile("s1", "pact manila", days=2),)))
    store.groups.apply(Plan(profiles=(profile("s1", "pact reef"),)))
    assert store.archive.candidates("story", ["manila"], None, 9) == []
    assert store.archive.candidates("story", ["reef", "pact"], NOW - DAY, 9) == ["s1"]
    assert list(store.archive.profiles("story", ["s1"])) == [profile("s1", "pact reef")]


def test_what_ended_is_no_candidate(store: Store) -> None:
    filled(store, TWO)
    store.groups.apply(
        Plan(profiles=(profile("s1", "pact"), profile("s2", "pact"), profile("t2", "pact", kind="thread")))
    )
    store.groups.apply(
        Plan(absorbed=(("thread", "t2", "t1"), ("story", "s2", "s1")), profiles=(profile("s2", "pact"),))
    )
    assert store.archive.candidates("story", ["pact"], None, 9) == ["s1"]
    assert store.archive.candidates("thread", ["pact"], None, 9) == []


def test_of_a_very_common_term_only_the_newest_are_looked_at(store: Store) -> None:
    many = [replace(profile(f"s{n}", "common"), last=NOW - timedelta(minutes=n)) for n in range(1000)]
    store.groups.apply(Plan(profiles=tuple(many)))
    found = store.archive.candidates("story", ["common"], None, 5000)
    assert 100 <= len(found) < 1000
    assert list(found) == [f"s{n}" for n in range(len(found))]
