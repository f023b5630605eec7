"""The three pipes: JSON lines in, JSON out; no store, no configuration, no network."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefing.cli import root

ROWS = [
    {
        "id": "1",
        "title": "Senate backs access agreement with Tokyo",
        "text": "The Philippine Senate concurred in the access agreement with Japan on Monday by 19 votes to none. "
        "Senators called the vote in Manila a milestone. It enters into force once Japan's Diet approves it too.",
        "source": "Sample Wire",
        "url": "https://wire.example/1",
        "published": "2024-12-16T09:00:00+00:00",
        "lang": "en",
    },
    {
        "id": "2",
        "title": "Philippine Senate concurs in access agreement with Japan",
        "text": "Senators in Manila concurred in the access agreement with Japan on Monday by 19 votes to none. "
        "The Diet in Tokyo still has to approve the agreement.",
        "source": "Sample Gazette",
        "published": "2024-12-16T09:30:00+00:00",
    },
    {
        "id": "3",
        "title": "Old bridge over the Orrel closes for repairs",
        "text": "The old bridge over the Orrel closed on Tuesday for repairs that will last until June.",
        "published": "2024-12-17",
    },
]


@pytest.fixture
def file(place):
    path = place / "articles.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in ROWS) + "\n\n", encoding="utf-8")
    return path


def test_group_writes_a_line_for_each_article_in_the_order_of_the_file(run, file, place):
    result = run("group", file)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["id"] for row in rows] == ["1", "2", "3"]
    assert rows[0]["story"] == rows[1]["story"] != rows[2]["story"]
    assert rows[0]["thread"] == rows[1]["thread"] != rows[2]["thread"]
    assert not (place / "news.sqlite3").exists()


def test_summarize_quotes_the_articles(run, file):
    found = json.loads(run("summarize", file, "--words", 30).stdout)
    texts = {row["id"]: row["text"] for row in ROWS}
    assert found["sentences"]
    assert all(sentence["text"] in texts[sentence["article"]] for sentence in found["sentences"])
    assert len(found["text"].split()) <= 30


def test_sentences_says_what_may_be_quoted_and_why_not(run, place):
    text = "The Senate of Norland voted for the harbour law on Monday. I love this law! Sign up for our newsletter."
    path = place / "article.jsonl"
    path.write_text(json.dumps({"id": "1", "title": "Senate votes for harbour law", "text": text}), encoding="utf-8")
    (row,) = [json.loads(line) for line in run("sentences", path).stdout.splitlines()]
    assert row["id"] == "1"
    assert [(s["quotable"], s["opens"], s["why"]) for s in row["sentences"]] == [
        (True, True, ""),
        (False, False, "opinion"),
        (False, False, "promotion"),
    ]
    assert " ".join(s["text"] for s in row["sentences"]) == text


def test_kinds_says_what_is_left_out_and_why(run, place):
    titles = [
        "Senate of Norland votes for harbour law",
        "Save up to 40% on red kettles today",
        "Opinion: keep the ferry",
    ]
    path = place / "articles.jsonl"
    rows = [{"id": str(number), "title": title} for number, title in enumerate(titles)]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert [json.loads(line) for line in run("kinds", path).stdout.splitlines()] == [
        {"id": "0", "kind": "news", "excluded": False, "why": ""},
        {"id": "1", "kind": "deal", "excluded": True, "why": "prices and offers"},
        {"id": "2", "kind": "opinion", "excluded": False, "why": "opinion"},
    ]


def test_timeline_dates_what_happened(run, file):
    found = json.loads(run("timeline", file, "--dates", 2, "--per-date", 1).stdout)
    dates = [entry["date"] for entry in found["entries"]]
    assert dates == sorted(dates)
    assert "2024-12-16" in dates
    assert set(dates) <= {entry["date"] for entry in json.loads(run("timeline", file).stdout)["entries"]}


@pytest.mark.parametrize("line", ["no json", "[]", '{"title": "no id"}', '{"id": "1", "published": "soon"}'])
def test_a_line_that_is_no_article_is_named(run, place, line):
    path = place / "bad.jsonl"
    path.write_text(json.dumps(ROWS[0]) + "\n" + line + "\n")
    result = run("group", path)
    assert result.exit_code == 2
    assert f"{path}:2: not an article" in result.stderr


def test_a_file_that_is_not_there(run, place):
    assert run("group", place / "none.jsonl").exit_code == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"id": "a"}\n{"id": "a"}\n', "odd.jsonl:2: not an article: the id 'a' stands twice"),
        (b'{"id": "a", "published": "9999-12-31T23:59:59-05:00"}\n', "odd.jsonl:1: not an article"),
        (b'{"id": "a"}\n\xff\xfe\n', "odd.jsonl: the file is not UTF-8"),
        (b"[" * 100_000, "odd.jsonl:1: not an article"),
    ],
)
def test_odd_input_is_named_with_its_line(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "odd.jsonl"
    file.write_bytes(content)
    done = CliRunner().invoke(root, ["group", str(file)])
    assert done.exit_code == 2
    assert words in done.stderr


def test_a_byte_order_mark_is_no_part_of_the_first_line(tmp_path: Path) -> None:
    file = tmp_path / "marked.jsonl"
    file.write_bytes(b'\xef\xbb\xbf{"id": "a", "title": "Ferry runs aground"}\n')
    assert CliRunner().invoke(root, ["group", str(file)]).exit_code == 0


def test_timeline_takes_stories_and_the_title_of_a_thread(run, place):
    path = place / "thread.jsonl"
    lines = [ROWS[0] | {"story": "s1"}, ROWS[1] | {"story": "s1"}, ROWS[2] | {"story": "s2", "doubted": True}]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    entries = json.loads(run("timeline", path, "--title", ROWS[0]["title"]).stdout)["entries"]
    assert [entry["date"] for entry in entries] == ["2024-12-16"]
    assert all(sentence["article"] in "12" for entry in entries for sentence in entry["sentences"])
