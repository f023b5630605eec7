"""The long summary in paragraphs: where the thread stands, then one for each day, newest first."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sample_briefing import article, thread

from briefing.model.articles import Story
from briefing.model.threads import Sentence, Summary, Thread
from briefing.output.json_format import thread_json
from briefing.output.thread import thread_page

NOW = datetime(2026, 3, 6, 12, tzinfo=UTC)
TEXTS = {
    "stands": ("Norland opened the harbour of Torvane on Friday.", 6),
    "more": ("Ferries may use it from May.", 6),
    "fifth-a": ("The parliament of Norland had agreed on Thursday.", 5),
    "fifth-b": ("Nine deputies of Arden abstained.", 5),
    "fourth": ("The dockers of Torvane ended their strike on Wednesday.", 4),
}


def thread_of(long: list[str]) -> Thread:
    articles = tuple(
        article(id, f"Report {id}", published=datetime(2026, 3, day, 8, tzinfo=UTC), text=text)
        for id, (text, day) in TEXTS.items()
    )
    sentences = tuple(Sentence(TEXTS[id][0], id) for id in long)
    summary = Summary(sentences[:1], sentences[:2], sentences)
    return replace(thread("t", "Harbour of Torvane", [Story("s", "t", "", articles)]), summary=summary)


def test_the_first_paragraph_is_the_short_summary_and_each_day_has_one():
    paragraphs = thread_of(["stands", "more", "fourth", "fifth-a", "fifth-b"]).summary_paragraphs
    assert [(part.day, [one.article for one in part.sentences]) for part in paragraphs] == [
        (None, ["stands", "more"]),
        (date(2026, 3, 5), ["fifth-a", "fifth-b"]),
        (date(2026, 3, 4), ["fourth"]),
    ]


def test_a_day_of_many_sentences_has_several_paragraphs_and_one_label():
    whole = thread_of(list(TEXTS))
    many = (*whole.summary.long, *(whole.summary.long[3],) * 3)
    parts = replace(whole, summary=replace(whole.summary, long=many)).summary_paragraphs
    assert [part.continues for part in parts] == [False, False, True, False]
    page = "\n".join(
        "".join(span.text for span in line)
        for line in thread_page(replace(whole, summary=replace(whole.summary, long=many)), NOW, 200, full=True)
    )
    assert page.count("Nine deputies") == 4


def with_headlines(*ids: str) -> Thread:
    """A thread of two sentences, with the headlines of further articles."""
    whole = thread_of(["stands", "fifth-a"])
    headlines = tuple(Sentence(f"Report {id}", id) for id in ids)
    return replace(whole, summary=replace(whole.summary, paragraph=whole.summary.long[:1], headlines=headlines))


def test_a_headline_stands_after_the_sentences_of_its_day_as_the_words_of_its_publisher():
    thread = with_headlines("fifth-b", "fourth")
    publisher = thread.stories[0].articles[0].publisher
    page = ["".join(span.text for span in line) for line in thread_page(thread, NOW, 200, full=True)]
    said = "The parliament of Norland had agreed on Thursday.\xa0[2]"
    assert f"5 Mar: {said} “Report fifth-b”, {publisher} reports.\xa0[3]" in page
    assert f"4 Mar: “Report fourth”, {publisher} reports.\xa0[4]" in page


def test_two_headlines_of_a_day_are_two_sentences():
    page = "\n".join(
        "".join(span.text for span in line)
        for line in thread_page(with_headlines("fifth-a", "fifth-b"), NOW, 200, full=True)
    )
    assert "reports.\xa0[2] “Report fifth-b”, " in page


def test_json_has_the_headlines_of_the_whole_summary_alone():
    thread = with_headlines("fourth")
    summary = json.loads(thread_json(thread, NOW))["thread"]["summary"]
    assert [part["headlines"] for part in summary["paragraphs"]] == [
        [],
        [],
        [{"text": "Report fourth", "article": "fourth"}],
    ]
    assert {"text": "Report fourth", "article": "fourth"} not in summary["sentences"]


def test_a_thread_without_a_summary_has_no_paragraph():
    assert replace(thread_of(["stands"]), summary=Summary()).summary_paragraphs == ()


def test_the_page_shows_the_days_and_separates_the_paragraphs():
    page = ["".join(span.text for span in line) for line in thread_page(thread_of(list(TEXTS)), NOW, 200, full=True)]
    (start,) = (i for i, line in enumerate(page) if line.startswith("Norland opened"))
    assert page[start + 1] == ""
    assert page[start + 2].startswith("5 Mar: The parliament of Norland")
    assert page[start + 4].startswith("4 Mar: The dockers")


def test_json_has_the_same_sentences_in_paragraphs():
    summary = json.loads(thread_json(thread_of(list(TEXTS)), NOW))["thread"]["summary"]
    assert [part["day"] for part in summary["paragraphs"]] == [None, "2026-03-05", "2026-03-04"]
    assert [one for part in summary["paragraphs"] for one in part["sentences"]] == summary["sentences"]


def test_a_quotation_that_leaves_out_the_end_of_its_sentence_says_so():
    part = thread_of(["stands"])
    articles = tuple(
        replace(one, text="Norland opened the harbour of Torvane after a long") for one in part.stories[0].articles
    )
    shown = Summary(*[(Sentence("Norland opened the harbour of Torvane", "stands"),)] * 3)
    whole = replace(part, stories=(replace(part.stories[0], articles=articles),), summary=shown)
    page = "\n".join("".join(span.text for span in line) for line in thread_page(whole, NOW, 200))
    assert "Norland opened the harbour of Torvane …" in page
    page = "\n".join("".join(span.text for span in line) for line in thread_page(part, NOW, 200))
    assert "Torvane on Friday. …" not in page and "…" not in page


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Norland opened the harbour of Torvane", "."),
        ("Norland “opened” it”", "."),
        ("Fees rise by 5%", "."),
        ("港が開いた", ""),
        ("首相は「行く。」", ""),
        ("Lisk sagte: „Wir werden den Streik nicht dulden.“", ""),
        ("»Was nun?«", ""),
        ("He gave three reasons:", ""),
        ("वे आए।", ""),
        ("ነው።", ""),
    ],
)
def test_a_standfirst_without_a_stop_is_printed_with_one(text, end):
    part = thread_of(["stands"])
    articles = tuple(replace(one, text=text) for one in part.stories[0].articles)
    shown = Summary(*[(Sentence(text, "stands"),)] * 3)
    whole = replace(part, stories=(replace(part.stories[0], articles=articles),), summary=shown)
    page = "\n".join("".join(span.text for span in line) for line in thread_page(whole, NOW, 200))
    assert f"{text}{end} [1]" in page.replace("\xa0", " ")
    assert json.loads(thread_json(whole, NOW))["thread"]["summary"]["sentences"][0]["text"] == text


def test_the_page_of_a_thread_has_the_paragraph_unless_it_is_shown_whole():
    thread = thread_of(list(TEXTS))
    short, whole = (
        "\n".join("".join(span.text for span in line) for line in thread_page(thread, NOW, 200, full=full))
        for full in (False, True)
    )
    assert "Norland opened" in short
    assert "5 Mar: The parliament of Norland" in whole
    assert "5 Mar: The parliament of Norland" not in short


def test_a_sentence_that_stands_in_the_headline_alone_is_printed_as_its_publishers_words():
    whole = thread_of(["stands", "more"])
    opening = Sentence("Report stands", "stands")
    summary = Summary((opening,), (opening, whole.summary.long[1]), (opening, whole.summary.long[1]))
    publisher = whole.stories[0].articles[0].publisher
    for full in (False, True):
        page = " ".join(
            "".join(span.text for span in line)
            for line in thread_page(replace(whole, summary=summary), NOW, 200, full=full)
        )
        assert f"“Report stands”, {publisher} reports." in page
        assert "“Ferries" not in page
