"""docs/json.md documents every key of the JSON output, and no other key."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from briefing.config import Config, ConfigProblem, Paths
from briefing.model.articles import Article, Story
from briefing.model.briefings import Briefing
from briefing.model.coverage import AgendaItem, Coverage, ExclusiveFact, Happening, HappeningCoverage, PublisherReport
from briefing.model.curation import Explanation, HiddenThread, LimitedFeed, MuteRule, SavedView, SearchHit
from briefing.model.feeds import Feed, FeedState
from briefing.model.grouping import Evidence, Feedback, RegroupMove, RegroupReport, Signal
from briefing.model.notes import Note
from briefing.model.threads import (
    Changes,
    NumberChange,
    Rewrite,
    RewrittenSentence,
    Sentence,
    Summary,
    Thread,
    ThreadRow,
    TimelineEntry,
)
from briefing.output.documents.document import Document, DocumentEntry, ItemList, ListItem, Paragraph
from briefing.output.documents.document_json import document_json
from briefing.output.json_format import (
    agenda_json,
    article_json,
    briefing_json,
    coverage_json,
    explanation_json,
    feeds_json,
    hidden_threads_json,
    hits_json,
    saved_views_json,
    tags_json,
    thread_json,
)
from briefing.output.lines import Span
from briefing.output.maintenance_json import (
    check_json,
    doctor_json,
    feedback_json,
    keys_json,
    paths_json,
    regroup_json,
)

SCHEMA = Path(__file__).parents[2] / "docs" / "briefing-1.schema.json"
PAGE = (Path(__file__).parents[2] / "docs" / "json.md").read_text(encoding="utf-8")
NOW = datetime(2026, 1, 15, 18, 30, tzinfo=UTC)
ARTICLE = Article(id="a1", title="Pact signed", publisher="Sample Wire", published=NOW, link="https://wire.example/1")
STORY = Story(id="s1", thread="t1", title="Pact signed", articles=(ARTICLE,))
ROW = ThreadRow(
    id="t1",
    title="The pact",
    section="asia",
    first=NOW,
    last=NOW,
    status="new",
    publishers=("Sample Wire",),
    article_count=1,
    story_count=1,
    affair_id="t0",
    affair_title="The straits",
    affair_name="Strait crisis",
    own_affair_name="Pact talks",
)
SENTENCE = Sentence("It was signed.", "a1")
ENTRY = TimelineEntry(date(2026, 1, 15), "Signed", "s1", "first", ("Sample Wire",), ("a1",), (SENTENCE,))
NUMBER_CHANGE = NumberChange("houses", "640", "700", SENTENCE, SENTENCE)
CHANGES = Changes(NOW, (STORY,), (NUMBER_CHANGE,), ("Selma Bay",), (SENTENCE,))
REWRITE = Rewrite("sample-model", (RewrittenSentence("The pact was signed.", ("a1",)),))
THREAD = Thread(ROW, (STORY,), Summary((SENTENCE,), (SENTENCE,), (SENTENCE,)), (ENTRY,), CHANGES, REWRITE)
EVIDENCE = Evidence(
    "a1", "s1", "story", 0.9, (Signal("time", 1.0, 0.5),), ("Japan",), ("pact",), 2.0, "a0", "s0", 0.1, "t2", 0.6
)


def json_outputs() -> Iterator[str]:
    problem = Note("Sample Metro", "timed out", 3, NOW)
    yield "".join(briefing_json(Briefing(NOW, NOW, (THREAD,), failures=(problem,), running=(ROW,))))
    yield thread_json(THREAD, NOW)
    yield article_json(ARTICLE, NOW)
    yield hits_json([SearchHit(ARTICLE, "t1", "The pact", "signed")], NOW)
    yield explanation_json(Explanation(ARTICLE, STORY, ROW, EVIDENCE, EVIDENCE), NOW)
    report = PublisherReport("Sample Wire", ARTICLE, timedelta(minutes=42), 2, "Sample Gazette")
    told = HappeningCoverage(
        Happening("a1", STORY.title, STORY.id, (ARTICLE,)),
        (report,),
        (ExclusiveFact("Sample Wire", "640 houses", SENTENCE),),
    )
    yield coverage_json(Coverage(ROW, (told,), ("Sample Metro",)), NOW)
    day = date(2026, 1, 22)
    yield agenda_json([AgendaItem(day, day, "t1", "The pact", SENTENCE, ARTICLE, ("Sample Wire",))], NOW)
    rule = MuteRule("word", "golf", NOW)
    feed = LimitedFeed("Wire", "https://wire.example/feed", 3, today=False, max_per_day=40, threads=(ROW,))
    hidden = [HiddenThread(ROW, rule, NOW), HiddenThread(ROW, None, NOW, until_new=True)]
    yield hidden_threads_json(hidden, [rule], [feed], NOW)
    yield saved_views_json([SavedView("asia", "section:asia")], NOW)
    yield tags_json({"sea": 2}, NOW)
    yield check_json(Config(Path("feeds.toml"), problems=(ConfigProblem("feeds.toml", 1, "x", "y"),)), ["y"], [], NOW)
    yield doctor_json([("store", "sound", "", False)], NOW)
    yield paths_json(Paths(Path("a"), Path("b"), Path("c"), Path("d")), NOW)
    yield keys_json([("follow", "f", "Follow a thread", "list, thread")], NOW)
    yield feedback_json([Feedback("story", 1, 0, -0.1)], NOW)
    item = ItemList((ListItem("part", (Span("The straits"),)),))
    entry = DocumentEntry(
        "The pact", "Updated", "8 publishers", "t1", NOW, ARTICLE.link, (Paragraph((Span("Signed."),)), item)
    )
    yield document_json(Document("BRIEFING", ("since 07:00",), NOW, (entry,), (entry,), "", ((1, ARTICLE),), (), "d"))
    yield regroup_json(RegroupReport(moves=(RegroupMove(1, "The pact", "The straits"),)), NOW, dry_run=True)
    yield feeds_json([(Feed("https://wire.example/rss"), FeedState("https://wire.example/rss"))], NOW)


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


def documented() -> set[str]:
    cells = [row.split("|")[1] for row in PAGE.splitlines() if row.startswith("| `")]
    named = {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}
    return named | {name for words in re.findall(r"`\{([^}]*)\}`", PAGE) for name in re.split(r",\s*", words)}


def test_page_and_json_have_the_same_keys():
    assert {key for output in json_outputs() for key in keys(json.loads(output))} == documented() | {"thread"}


def closed(schema: Any) -> Any:
    """A schema in which an object has no other keys than those that are named."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(value) for key, value in schema.items()}
    is_object = schema.get("type") == "object" and "properties" in schema
    return {**inner, "additionalProperties": False} if is_object else inner


def test_answers_match_the_schema_which_names_every_key():
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(closed(schema))
    for output in json_outputs():
        assert [error.message for error in validator.iter_errors(json.loads(output))] == []
    broken = json.loads(next(json_outputs()))
    broken["threads"][0]["status"] = "odd"
    del broken["now"]
    assert len(list(validator.iter_errors(broken))) == 2
    assert f"({SCHEMA.name})" in PAGE


def test_page_names_the_version():
    assert {json.loads(output)["schema"] for output in json_outputs()} == {"briefing/1"}
    assert "`briefing/1`" in PAGE
