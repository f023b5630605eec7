import json

import pytest
from click.testing import CliRunner

from briefing.cli import root

FEED = (
    "<rss version='2.0'><channel><title>Sample Wire</title><item><title>Ferry &amp;amp; pier</title><link>/1</link>"
    "<guid isPermaLink='false'>7</guid><pubDate>Mon, 02 Mar 2026 20:00:00 +0900</pubDate>"
    "<description>&lt;p&gt;It sailed.&lt;/p&gt;</description></item>"
    "<item><description>No title\x07here.</description></item></channel></rss>"
)


@pytest.fixture
def feed(tmp_path):
    path = tmp_path / "wire.xml"
    path.write_text(FEED, encoding="utf-8")
    return path


def run(*arguments, **options):
    return CliRunner().invoke(root, ["parse", *map(str, arguments)], **options)


def test_json_has_one_line_for_each_file(feed, tmp_path):
    result = run(feed, "--json", tmp_path / "none.xml")
    first, second = map(json.loads, result.stdout.splitlines())
    assert first == {
        "file": str(feed),
        "entries": [
            {
                "id": "7",
                "title": "Ferry & pier",
                "link": "/1",
                "published": "2026-03-02T11:00:00Z",
                "summary": "It sailed.",
                "date_flag": None,
            },
            {"id": "", "title": "No titlehere.", "link": "", "published": None, "summary": "", "date_flag": None},
        ],
        "error": None,
    }
    assert second == {"file": str(tmp_path / "none.xml"), "entries": [], "error": "No such file or directory"}
    assert result.exit_code == 3


def test_an_address_completes_links(feed):
    (row,) = map(json.loads, run("--json", "--url", "https://wire.example/feeds/x", feed).stdout.splitlines())
    assert row["entries"][0]["link"] == "https://wire.example/1"


def test_a_person_reads_two_lines_for_each_entry(feed):
    result = run(feed)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"{feed}: Sample Wire, 2 entries",
        "2026-03-02 11:00  Ferry & pier",
        "                  /1",
        "no date           No titlehere.",
        "                  (no link)",
    ]


def test_unreadable_files_are_reported_separately(feed, tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<html><title>Log in</title>", encoding="utf-8")
    result = run(page, feed, tmp_path)
    assert result.exit_code == 3
    assert "1 entry" not in result.stdout
    assert result.stderr.splitlines() == [
        f'{page}: not a feed (an HTML page titled "Log in")',
        f"{tmp_path}: Is a directory",
    ]


def test_standard_input():
    (row,) = map(json.loads, run("--json", "-", input=FEED).stdout.splitlines())
    assert (row["file"], len(row["entries"])) == ("-", 2)


def test_no_file_is_wrong_usage():
    assert run().exit_code == 2
