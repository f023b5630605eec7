"""Stored JSON: samples of every version that was ever written are read, whatever is missing or new in them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from typing import Any

import pytest
from store_samples import DAY, NOW, article, evidence, filled

from briefing.errors import DamageError, StoreError
from briefing.grouping.group import group_from_profile
from briefing.grouping.idf import Idf
from briefing.model.coverage import ThreadText
from briefing.model.grouping import Evidence, Profile, Signal
from briefing.model.threads import NumberChange, Sentence, Summary, TimelineEntry
from briefing.store.json_codecs import (
    decode_evidence,
    decode_model_answer,
    decode_summary,
    decode_timeline,
    decode_undo_value,
    encode_evidence,
    encode_model_answer,
    encode_summary,
    encode_timeline,
    encode_undo_value,
)
from briefing.store.store import Store

WHEN = datetime(2024, 12, 3, 12, tzinfo=UTC)
EVIDENCE = Evidence(
    subject="s1", target="t1", kind="thread", probability=0.8, signals=(Signal("names", 0.6, 1.5),),
    names=("Sample Star",), terms=("ferry",), hours=300.0, nearest="a1", rival="t2", rival_probability=0.25,
    rules="3", corrected=WHEN,
)  # fmt: skip
EVIDENCE_SAMPLES = [
    '{"subject": "s1", "target": "t1", "kind": "thread", "probability": 0.8, "names": ["Sample Star"], "terms": '
    '["ferry"], "hours": 300.0, "nearest": "a1", "rival": "t2", "rival_probability": 0.25, "rules": "3", '
    '"corrected": 1733227200000000, "signals": [["names", 0.6, 1.5]]}',
    '{"version": 1, "subject": "s1", "target": "t1", "kind": "thread", "probability": 0.8, "names": ["Sample Star"], '
    '"terms": ["ferry"], "hours": 300.0, "nearest": "a1", "rival": "t2", "rival_probability": 0.25, "rules": "3", '
    '"corrected": 1733227200000000, "signals": [{"name": "names", "value": 0.6, "contribution": 1.5}]}',
]
FIRST, SECOND = Sentence("A ferry sank.", "a1"), Sentence("12 are missing.", "a2")
SUMMARY = Summary((FIRST,), (FIRST, SECOND), ())
SUMMARY_SAMPLES = [
    '[[["A ferry sank.", "a1"]], [["A ferry sank.", "a1"], ["12 are missing.", "a2"]], []]',
    '{"version": 1, "line": [{"text": "A ferry sank.", "article": "a1"}], "paragraph": [{"text": "A ferry sank.", '
    '"article": "a1"}, {"text": "12 are missing.", "article": "a2"}], "long": []}',
]
TIMELINE = (
    TimelineEntry(date(2024, 11, 16), "Ferry sinks", "s1", "first", ("Sample Wire",), ("a1",), (FIRST,)),
    TimelineEntry(
        date(2024, 11, 17), "Search", "s1", "update", ("Sample Wire",), ("a2",), (SECOND,),
        (NumberChange("missing", "80", "12", FIRST, SECOND),), ("Cebu",),
    ),
)  # fmt: skip
TIMELINE_SAMPLES = [
    '[["2024-11-16", "Ferry sinks", "s1", "first", ["Sample Wire"], ["a1"], [["A ferry sank.", "a1"]]], '
    '["2024-11-17", "Search", "s1", "update", ["Sample Wire"], ["a2"], [["12 are missing.", "a2"]], '
    '[[["missing", "80", "12", "A ferry sank.", "a1", "12 are missing.", "a2"]], ["Cebu"]]]]',
    '{"version": 1, "entries": [{"date": "2024-11-16", "title": "Ferry sinks", "story": "s1", "kind": "first", '
    '"publishers": ["Sample Wire"], "articles": ["a1"], "sentences": [{"text": "A ferry sank.", "article": "a1"}]}, '
    '{"date": "2024-11-17", "title": "Search", "story": "s1", "kind": "update", "publishers": ["Sample Wire"], '
    '"articles": ["a2"], "sentences": [{"text": "12 are missing.", "article": "a2"}], "number_changes": [{"quantity": '
    '"missing", "before": "80", "after": "12", "sentence_before": {"text": "A ferry sank.", "article": "a1"}, '
    '"sentence_after": {"text": "12 are missing.", "article": "a2"}}], "new_names": ["Cebu"]}]}',
]
PROFILE_SAMPLES = [
    '{"members":[["a1",481441.0,"ferry sink","ferry sink cebu","cebu",["sample star"],"philippines","12","disaster",'
    '"","Sample Wire","cebu",[]]],"size":3,"thread":"t1","words":{"ferry":1.5},"names":{"cebu":2.0}}',
    '{"version":1,"members":[["a1",481441.0,"ferry sink","ferry sink cebu","cebu",["sample star"],"philippines","12",'
    '"disaster","","Sample Wire","cebu",[]]],"size":3,"thread":"t1","words":{"ferry":1.5},"names":{"cebu":2.0}}',
]


@pytest.mark.parametrize("sample", EVIDENCE_SAMPLES)
def test_evidence_of_every_version_is_read(sample: str) -> None:
    assert decode_evidence(sample) == EVIDENCE


@pytest.mark.parametrize("sample", SUMMARY_SAMPLES)
def test_summaries_of_every_version_are_read(sample: str) -> None:
    assert decode_summary(sample) == SUMMARY


def test_the_day_of_a_sentence_is_stored() -> None:
    dated = Sentence("A ferry sank.", "a1", date(2024, 11, 15))
    stored = decode_summary(encode_summary(Summary((), (), (dated,), (SECOND,))))
    assert [one.day for one in (*stored.long, *stored.headlines)] == [dated.day, None]


@pytest.mark.parametrize("sample", TIMELINE_SAMPLES)
def test_timelines_of_every_version_are_read(sample: str) -> None:
    assert decode_timeline(sample) == TIMELINE


@pytest.mark.parametrize("sample", ['["section:asia", 5]', '{"version": 1, "value": ["section:asia", 5]}'])
def test_undo_values_of_every_version_are_read(sample: str) -> None:
    assert decode_undo_value(sample) == ["section:asia", 5]


@pytest.mark.parametrize("sample", PROFILE_SAMPLES)
def test_profiles_of_every_version_are_read(sample: str) -> None:
    group = group_from_profile(Profile("s1", "story", NOW, NOW, ("ferry",), sample), Idf({}, 1))
    assert (group.size, group.thread_id, group.word_weights) == (3, "t1", {"ferry": 1.5})
    features = group.members[0].features
    assert (features.id, features.title_stems, features.publisher) == ("a1", ("ferry", "sink"), "Sample Wire")


def test_what_is_written_now_is_read_again_and_carries_its_version() -> None:
    blobs = [encode_evidence(EVIDENCE), encode_summary(SUMMARY), encode_timeline(TIMELINE)]
    blobs += [encode_model_answer("Text."), str(encode_undo_value({"affair": "t1"}))]
    assert [json.loads(blob)["version"] for blob in blobs] == [1] * 5
    assert (decode_evidence(blobs[0]), decode_summary(blobs[1]), decode_timeline(blobs[2])) == (
        EVIDENCE,
        SUMMARY,
        TIMELINE,
    )
    assert (decode_model_answer(blobs[3]), decode_undo_value(blobs[4])) == ("Text.", {"affair": "t1"})
    assert encode_undo_value(None) is None and decode_undo_value(None) is None


def test_missing_fields_have_defaults_and_unknown_ones_are_ignored() -> None:
    assert decode_evidence('{"version": 1, "subject": "s1", "mood": 7}') == Evidence("s1", "", "story", 0.0)
    assert decode_evidence('{"subject": "s1", "target": "t1", "signals": [["names", 1, 2, "new"]]}').signals == (
        Signal("names", 1, 2),
    )
    assert decode_summary('{"version": 1, "headline": [], "line": [{"text": "A.", "mood": 1}]}') == Summary(
        (Sentence("A.", ""),)
    )
    assert decode_summary('[[["A.", "a1"]]]') == Summary((Sentence("A.", "a1"),))
    assert decode_timeline('{"version": 1, "entries": [{"date": "2024-11-16", "mood": 1}]}') == (
        TimelineEntry(date(2024, 11, 16), ""),
    )
    assert decode_timeline('[["2024-11-16", "Ferry"]]') == (TimelineEntry(date(2024, 11, 16), "Ferry"),)
    shortened = json.loads(PROFILE_SAMPLES[1])
    del shortened["names"]
    shortened["members"][0] = [*shortened["members"][0][:9]]
    group = group_from_profile(Profile("s1", "story", NOW, NOW, (), json.dumps(shortened)), Idf({}, 1))
    assert (group.name_weights, group.members[0].features.publisher) == ({}, "")


DECODERS: dict[str, Callable[[str], Any]] = {
    "evidence": decode_evidence,
    "summary": decode_summary,
    "timeline": decode_timeline,
    "undo value": decode_undo_value,
}


@pytest.mark.parametrize("name", list(DECODERS))
@pytest.mark.parametrize("garbage", ["{", "nonsense", '{"version": 99}', '{"version": "x"}', '{"version": -1}'])
def test_garbage_and_newer_versions_are_reported_as_damage(name: str, garbage: str) -> None:
    with pytest.raises(StoreError, match=f"the store is damaged: the stored {name}") as caught:
        DECODERS[name](garbage)
    assert "backup" in caught.value.hint


@pytest.mark.parametrize("name", ["evidence", "summary", "timeline"])
@pytest.mark.parametrize(
    "garbage", ["7", "true", '"words"', "[7]", '[["x"]]', '{"version": 1, "entries": 7, "line": 7, "names": 7}']
)
def test_values_of_another_shape_are_reported_as_damage(name: str, garbage: str) -> None:
    with pytest.raises(DamageError, match=name):
        DECODERS[name](garbage)


@pytest.mark.parametrize("precision", ['"decade"', "7", '["day"]'])
def test_an_unknown_precision_of_a_date_is_reported_as_damage(precision: str) -> None:
    entry = f'{{"date": "2024-11-16", "precision": {precision}}}'
    with pytest.raises(DamageError, match="timeline"):
        decode_timeline(f'{{"version": 1, "entries": [{entry}]}}')


@pytest.mark.parametrize("garbage", ["{", "[]", '{"version": 9, "size": 1}'])
def test_a_damaged_profile_is_reported_with_the_next_step(garbage: str) -> None:
    with pytest.raises(StoreError, match="the profile of story s1 cannot be read") as caught:
        group_from_profile(Profile("s1", "story", NOW, NOW, (), garbage), Idf({}, 1))
    assert "briefing regroup" in caught.value.hint


def test_a_damaged_answer_is_requested_again() -> None:
    for garbage in ("{", '{"version": 9, "text": "x"}', "[]", '{"version": 1, "text": 5}'):
        assert decode_model_answer(garbage) is None


def damage(store: Store, sql: str) -> None:
    with closing(sqlite3.connect(store.path)) as db:
        db.execute(sql)
        db.commit()


@pytest.mark.parametrize("column", ["summary", "timeline"])
def test_damaged_texts_are_left_out_and_written_again(store: Store, column: str) -> None:
    filled(store, {"t1": {"s1": [article(1)]}, "t2": {"s2": [article(2)]}})
    store.thread_texts.save([ThreadText(thread, "Title", "", SUMMARY, TIMELINE, {}) for thread in ("t1", "t2")])
    damage(store, f"""UPDATE thread_texts SET {column} = '{{"version": 99}}' WHERE thread = 1""")
    threads = store.threads.get_many(["t1", "t2"], NOW, NOW - DAY)
    assert [(thread.summary, thread.timeline) for thread in threads] == [(Summary(), ()), (SUMMARY, TIMELINE)]
    assert store.thread_texts.outdated_threads() == ["t1"]


def test_damaged_evidence_is_a_store_error(store: Store) -> None:
    filled(store, {"t1": {"s1": [article(1), article(2)]}})
    damage(store, "UPDATE evidence SET body = '{'")
    with pytest.raises(StoreError, match="damaged: the stored evidence"):
        store.explanations.explain(article(2).id)
    with pytest.raises(StoreError, match="damaged"):
        store.groups.evidence_of([article(2).id])


def test_a_damaged_undo_log_is_a_store_error_and_changes_nothing(store: Store) -> None:
    filled(store, {"t1": {"s1": [article(1)]}})
    store.marks.set_followed("t1", True, NOW)
    store.marks.set_followed("t1", False, NOW)
    damage(store, "UPDATE undo_log SET before = '{' WHERE n = 2")
    with pytest.raises(StoreError, match="damaged"):
        store.undo_log.undo_last_action(NOW)
    damage(store, "UPDATE undo_log SET kind = 'moods' WHERE n = 2")
    with pytest.raises(StoreError, match="moods"):
        store.undo_log.undo_last_action(NOW)
    assert not store.threads.rows(NOW, NOW - DAY)[0].followed


def test_evidence_that_was_stored_is_found_again(store: Store) -> None:
    filled(store, {"t1": {"s1": [article(1), article(2)]}})
    assert store.groups.evidence_of([article(2).id]) == {article(2).id: evidence(article(2).id, "s1")}
