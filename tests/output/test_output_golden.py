"""A day, a digest, a thread and its coverage in every format, as files in `golden/`.

After a change that is wanted: `python tests/output/test_output_golden.py` writes them anew; read the difference.
"""

import os
import time
from dataclasses import replace
from datetime import timedelta
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from sample_briefing import GAZETTE, NOW, PACT, PROBLEM, SIGNED, TREMOR, WIRE, article, briefing, happening_of, thread

from briefing.errors import StoreError
from briefing.feeds.parsing.parser import parse_feed
from briefing.model.articles import Story
from briefing.model.coverage import Coverage, HappeningCoverage, PublisherReport
from briefing.model.threads import Changes, NumberChange, Sentence
from briefing.output.digest.digest import digest_document
from briefing.output.documents.document_codec import decode_document, encode_document
from briefing.output.documents.formats import write_document
from briefing.output.documents.page_documents import coverage_document, thread_document, thread_feed
from briefing.output.json_format import briefing_json, coverage_json, thread_json
from briefing.output.today_document import briefing_document

FOLDER = Path(__file__).parent / "golden"
ENDINGS = {"text": "txt", "markdown": "md", "html": "html", "atom": "xml", "json": "json"}
HOSTILE = article("a7", '<script>alert("x")</script> & *more* [here](javascript:x)', link="javascript:alert(1)")
ODD = thread("t7cc", HOSTILE.title, [Story("s7", "t7cc", HOSTILE.title, (HOSTILE,))])
CHANGES = Changes(
    NOW - timedelta(days=1),
    (PACT.stories[1],),
    (NumberChange("votes", "17", "19", Sentence("17 votes.", "a2"), Sentence("19 votes.", "a3")),),
    ("Philippine Senate",),
    PACT.summary.paragraph,
)
CHANGED = replace(PACT, changes=CHANGES)
DIGEST = replace(
    briefing(CHANGED, TREMOR, ODD, running=(replace(TREMOR.row, title="Chip export rules"),), failures=(PROBLEM,)),
    shortened_count=1,
    total=5,
    page_groups=(frozenset({"t8"}), frozenset({"t9"})),
    unmoved_count=1,
    last_run=NOW - timedelta(hours=11),
    digest_name="morning",
)
COVERAGE = Coverage(
    PACT.row,
    (
        HappeningCoverage(
            happening_of(PACT.stories[1]),
            (
                PublisherReport("Sample Wire", WIRE, timedelta()),
                PublisherReport("Sample Gazette", GAZETTE, timedelta(minutes=60)),
            ),
        ),
        HappeningCoverage(happening_of(PACT.stories[0]), (PublisherReport("Sample Observer", SIGNED, timedelta()),)),
    ),
    ("Sample Metro",),
)


def written() -> dict[str, str]:
    """Return the text of each golden file."""
    documents = {
        "today": dict.fromkeys(ENDINGS.keys() - {"text"}, briefing_document(DIGEST, with_singles=True)),
        "digest": dict.fromkeys(ENDINGS, digest_document(DIGEST)),
        "thread": dict.fromkeys(ENDINGS, thread_document(CHANGED, NOW)) | {"atom": thread_feed(CHANGED, NOW)},
        "coverage": dict.fromkeys(ENDINGS, coverage_document(COVERAGE, NOW, all_happenings=True)),
    }
    as_json = {
        "today": "".join(briefing_json(DIGEST)),
        "digest": "".join(briefing_json(DIGEST)),
        "thread": thread_json(CHANGED, NOW),
        "coverage": coverage_json(COVERAGE, NOW),
    }
    return {
        f"{name}.{ending}": as_json[name] if kind == "json" else write_document(by_kind[kind], kind, 72)
        for name, by_kind in documents.items()
        for kind, ending in ENDINGS.items()
        if kind in by_kind
    }


@pytest.fixture(autouse=True)
def utc(monkeypatch):
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_every_format_is_as_in_its_golden_file():
    texts = written()
    assert texts.keys() == {path.name for path in FOLDER.iterdir()}
    for name, text in texts.items():
        assert text == (FOLDER / name).read_text(encoding="utf-8"), f"{name}; the top of this file says what to do"


@pytest.mark.parametrize(
    "document", [digest_document(DIGEST), briefing_document(DIGEST), coverage_document(COVERAGE, NOW)]
)
def test_a_stored_document_is_written_as_before(document):
    stored = decode_document(encode_document(document))
    for kind in ENDINGS.keys() - {"json"}:
        assert write_document(stored, kind, 72) == write_document(document, kind, 72)


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", '{"version": 1, "title": 3}'])
def test_a_damaged_document_is_reported_as_such(text):
    with pytest.raises(StoreError, match="the stored digest is damaged"):
        decode_document(text)


class Tags(HTMLParser):
    """Collects the tags and the addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in ("meta", "!doctype"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("name", ["today.html", "digest.html", "thread.html", "coverage.html"])
def test_a_page_is_whole_loads_nothing_and_runs_nothing(name):
    page = Tags()
    page.feed(written()[name])
    assert page.open == []
    assert not {"script", "img", "link", "iframe", "object", "form"} & set(page.tags)
    assert {value.split(":")[0] for key, value in page.attributes if key in ("href", "src")} == {"https"}
    assert not [key for key, _ in page.attributes if key.startswith("on")]


@pytest.mark.parametrize("name", ["digest.md", "digest.xml", "today.md", "today.xml"])
def test_an_address_that_is_none_of_the_web_is_no_link(name):
    text = written()[name]
    assert "<javascript:" not in text and 'href="javascript:' not in text


def test_a_feed_is_read_by_our_own_parser_and_names_each_entry_once():
    text = written()["digest.xml"]
    ids = [one.text for one in ElementTree.fromstring(text).iter("{http://www.w3.org/2005/Atom}id")]
    assert len(ids) == len(set(ids)) == 1 + len(DIGEST.threads)
    entries = parse_feed(text.encode(), {}, "https://wire.example/feed").entries
    assert [unescape(one.title) for one in entries] == [thread.row.title for thread in DIGEST.threads]


if __name__ == "__main__":
    os.environ["TZ"] = "UTC"
    time.tzset()
    FOLDER.mkdir(exist_ok=True)
    for name, text in written().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
