"""A store that version 0.1.0 wrote opens with everything in it, and undo works on all that was done there.

`store_of_version_0_1_0.sqlite3.gz` was written by the code of that version (schema 8): six threads of sample news were
grouped, marked, corrected and printed by its services; then grouping joined the renamed thread LAKE into REEF.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing.errors import StoreError
from briefing.model.curation import MuteRule, SavedView
from briefing.model.feeds import FeedState
from briefing.model.grouping import CannotLink, MustLink
from briefing.model.threads import Thread
from briefing.store.database import migrations
from briefing.store.store import Store

SAMPLE = Path(__file__).with_name("store_of_version_0_1_0.sqlite3.gz")
NOW = datetime(2024, 12, 3, 12, tzinfo=UTC)
FERRY, BANK, MINE = "t28899b8c22", "t365f4f70ab", "t59ecfcfb52"
WALL, REEF, LAKE = "t741462df14", "taf185abb2c", "tec5698d0dc"
INQUIRY = "t8f0a274c6c"
FERRY_ARTICLES = {"a000000439000", "a000000439001"}


@pytest.fixture
def old(path: Path) -> Iterator[Store]:
    path.write_bytes(gzip.decompress(SAMPLE.read_bytes()))
    with Store.open(path) as store:
        yield store


def at(minute: int) -> datetime:
    return NOW + timedelta(minutes=minute)


def thread(store: Store, id: str) -> Thread:
    found = store.threads.get(id, NOW, NOW - timedelta(days=1))
    assert found is not None
    return found


def test_the_sample_is_small_and_is_backed_up_before_it_is_migrated(old: Store) -> None:
    assert SAMPLE.stat().st_size < 100 * 1024
    backup = old.path.with_name(old.path.name + ".v8.bak")
    assert backup.stat().st_size > 0 and not old.path.with_name(old.path.name + ".v9.bak").exists()
    assert old.check() == []
    with Store.open(backup) as again:
        assert again.threads.titles([FERRY]) == {FERRY: "The Sample Star"}


def test_feeds(old: Store) -> None:
    states = old.feeds.states()
    assert len(states) == 7
    assert states["https://post.example/feed"] == FeedState(
        "https://post.example/feed", "Sample Post", '"e1"', "Mon, 02 Dec 2024 10:00:00 GMT", "d0", NOW, NOW,
        NOW + timedelta(hours=1), None, 0, "", "https://moved.example/feed", "https://post.example/feed?found",
        timedelta(minutes=30), frozenset({1, 2, 167}),
    )  # fmt: skip
    broken = states["https://broken.example/feed"]
    assert (broken.failures, broken.error, broken.gone) == (3, "the server answered 404", True)


def test_articles_stories_and_threads(old: Store) -> None:
    rows = old.threads.rows(NOW, NOW - timedelta(days=1), all_time=True)
    assert {row.id: (row.title, row.article_count, row.story_count) for row in rows} == {
        FERRY: ("The Sample Star", 2, 1),
        INQUIRY: ("Inquiry into sinking of ferry Sample Star opens", 1, 1),
        BANK: ("Central bank of Quarzo raises rates", 3, 2),
        REEF: ("Lake Nimbo", 2, 2),
        WALL: ("Walls of Tarsk", 1, 1),
    }
    assert {row.id: row.independent_count for row in rows}[BANK] == 2
    article = thread(old, FERRY).stories[0].articles[0]
    assert (article.title, article.publisher, article.lang, article.section, article.author) == (
        "Ferry Sample Star sinks off Cebu", "Sample Wire", "en", "asia", "A. Writer",
    )  # fmt: skip
    assert article.published == NOW - timedelta(hours=400)
    assert len(old.articles.edits("a000000624000")) == 1
    assert old.articles.ungrouped() == [] and old.thread_texts.outdated_threads() == []


def test_texts_of_threads(old: Store) -> None:
    ferry = thread(old, FERRY)
    stored = {article.id for story in ferry.stories for article in story.articles}
    for size in (ferry.summary.line, ferry.summary.paragraph):
        assert size and {sentence.article for sentence in size} <= stored
    assert ferry.summary.line[0].text == "Boats search off Cebu for 12 people of the ferry Sample Star."
    assert [entry.date.isoformat() for entry in ferry.timeline][-1] == "2024-11-16"
    assert all(entry.sentences for entry in ferry.timeline)


def test_what_was_read_of_pages_and_answered_by_a_model(old: Store) -> None:
    pages = [old.article_pages.get(id) for id in ("a000000761000", "a000000454000")]
    assert [(page.has_page_text, page.problem) for page in pages if page] == [
        (True, ""),
        (False, "the page asks for a subscription"),
    ]
    assert pages[0] and pages[0].article.text.startswith("The whole page")
    assert pages[0].feed_text == "Divers found that the coral reef of Belora recovers after ten years."
    assert old.article_pages.robots_txt("https://courier.example", NOW - timedelta(days=1)) is not None
    answer = {"sentences": [{"text": "A ferry sank off Cebu.", "sources": [1]}]}
    assert {key: json.loads(text) for key, text in old.model_answers.get(["a" * 64]).items()} == {"a" * 64: answer}


def test_marks_rules_views_and_print_outs(old: Store) -> None:
    rows = {row.id: row for row in old.threads.rows(NOW, NOW - timedelta(days=1), all_time=True)}
    assert {id for id, row in rows.items() if row.followed} == {FERRY, WALL}
    assert (rows[FERRY].read, rows[BANK].read) == (at(4), datetime(2024, 11, 16, 19, 59, 59, 999999, tzinfo=UTC))
    hidden = {one.row.id: (one.rule, one.until_new) for one in old.threads.hidden(NOW, NOW)}
    assert hidden == {BANK: (None, False), REEF: (None, True)}
    assert old.marks.starred_articles() == {"a000000439001"}
    assert old.mute_rules.all() == [MuteRule("word", "golf", at(6)), MuteRule("publisher", "Sample Observer", at(7))]
    assert old.views.all() == [SavedView("asia", "section:asia")]
    assert [old.lookup.threads_named(number)[0][0] for number in "123"] == [FERRY, BANK, REEF]
    ferry_stories = {story.id for id in (FERRY, INQUIRY) for story in thread(old, id).stories}
    delivered = old.deliveries.delivered_stories("mail")
    assert frozenset.union(*delivered.values()) == ferry_stories and set(delivered) == {FERRY, INQUIRY, BANK}
    assert old.deliveries.last("mail") == at(9)


def test_corrections_affairs_and_redirects(old: Store) -> None:
    constraints = old.corrections.constraints()
    assert MustLink("thread", frozenset(FERRY_ARTICLES), at(14)) in constraints.must_link
    assert {CannotLink("thread", "a000000439002", id) for id in FERRY_ARTICLES} == constraints.cannot_link
    assert constraints.version == 3
    assert [(one.kind, one.joined_count, one.split_count) for one in old.corrections.feedback() if not one.name] == [
        ("thread", 1, 1)
    ]
    assert [kind for _, kind, _ in old.corrections.of_thread(FERRY)] == ["split", "renamed"]
    assert old.affairs.of_threads([REEF]) == {REEF: (WALL, "Walls of Tarsk")}
    assert (thread(old, MINE).row.id, thread(old, LAKE).row.id) == (BANK, REEF)


def test_evidence(old: Store) -> None:
    explanation = old.explanations.explain("a000000439001")
    assert explanation is not None and explanation.story_evidence is not None
    assert explanation.story_evidence.target == explanation.story.id
    assert explanation.story_evidence.signals and explanation.story_evidence.probability > 0.5
    corrected = old.explanations.explain(INQUIRY)
    assert corrected is not None and corrected.story.thread == INQUIRY


def test_undo_works_on_everything_that_was_done(old: Store) -> None:
    messages = []
    while message := old.undo_log.undo_last_action(NOW).message:
        messages.append(message)
    assert messages == [
        'unfollowed "Walls of Tarsk"',
        'no longer named "Lake Nimbo"',
        'no longer named "Walls of Tarsk"',
        'no longer kept together: "The Sample Star"',
        'now part of no other thread: "Lake Nimbo"',
        'no longer split: "Inquiry into sinking of ferry Sample Star opens" and "The Sample Star"',
        'no longer merged: "Miners strike in Omdara" and "Central bank of Quarzo raises rates"',
        'no longer named "The Sample Star"',
        'removed the view "asia"',
        'unmuted the publisher "Sample Observer"',
        'unmuted the word "golf"',
        'unread again: "Miners strike in Omdara"',
        'unstarred "Sample Star ferry: 12 missing off Cebu"',
        'unmuted "Lake Nimbo"',
        'unmuted "Central bank of Quarzo raises rates"',
        'unfollowed "The Sample Star"',
    ]
    rows = {row.id: row for row in old.threads.rows(NOW, NOW - timedelta(days=1), all_time=True)}
    assert {id: (row.story_count, row.article_count) for id, row in rows.items()} == {
        FERRY: (2, 3), BANK: (1, 2), MINE: (1, 1), WALL: (1, 1), REEF: (2, 2),
    }  # fmt: skip
    assert not any(row.followed or row.muted for row in rows.values())
    assert [row.read for row in rows.values() if row.read] == [at(4)], "what was really read stays read"
    assert old.corrections.constraints().must_link == () and old.views.all() == [] and old.mute_rules.all() == []
    assert old.affairs.of_threads([REEF]) == {}
    assert {one.id for story in thread(old, FERRY).stories for one in story.articles} == FERRY_ARTICLES | {
        "a000000439002"
    }
    assert set(old.deliveries.delivered_stories("mail")) == {FERRY, MINE}
    assert old.check() == []


def test_a_damaged_store_of_that_version_is_refused_and_left_alone(path: Path) -> None:
    content = bytearray(gzip.decompress(SAMPLE.read_bytes()))
    content[4096:] = bytes(byte ^ 0x5A for byte in content[4096:])
    path.write_bytes(content)
    with pytest.raises(StoreError, match="damaged"):
        Store.open(path)
    assert path.read_bytes()[4096:] == bytes(content[4096:])
    assert migrations.VERSION >= 9
