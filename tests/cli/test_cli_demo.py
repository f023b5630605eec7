"""The demo: the whole pipeline on the bundled news, in a store of its own."""

import socket

import pytest

from briefing.cli import demo as demo_command
from briefing.cli.demo import open_demo
from briefing.cli.progress import ProgressBars
from briefing.model.fetching import Progress
from briefing.output.demo import sample_feeds


@pytest.fixture(scope="module")
def services(tmp_path_factory):
    with open_demo(tmp_path_factory.mktemp("demo")) as services:
        yield services


def test_the_clock_stands_right_after_the_last_item(services):
    assert services.now() == sample_feeds.NOW


def test_all_feeds_are_read_without_a_failure(services):
    assert services.feed_health.problems() == ()
    assert all(state.last_success for _, state in services.feed_health.feeds_with_states())


def test_refreshing_again_brings_nothing(services):
    report = services.refresher.refresh(force=True)
    assert (report.articles, report.stories, report.failed) == (0, 0, ())


def test_only_sample_publishers_speak(services):
    names = {name for row in services.reading.thread_rows() for name in row.publishers}
    assert len(names) > 5
    assert all(name.startswith("Sample ") or name == "サンプル新聞" for name in names)


def test_every_sentence_of_a_summary_leads_to_its_article(services):
    for thread in services.reading.briefing().threads:
        articles = {a.id for story in thread.stories for a in story.articles}
        assert {sentence.article for sentence in thread.summary.long} <= articles


def test_demo_prints_the_briefing_where_there_is_no_terminal(run, place, monkeypatch):
    def refuse(*args):
        raise AssertionError("the demo needs no network")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    result = run("demo")
    assert result.exit_code == 0
    assert result.stdout.startswith("Thursday 15 January 2026 · 28 feeds")
    assert "Japan" in result.stdout
    assert not (place / "news.sqlite3").exists()
    assert not (place / "data").exists()


def test_demo_opens_the_reader_on_a_terminal_without_today(run, monkeypatch):
    opened = []
    monkeypatch.setattr(demo_command, "is_interactive", lambda: True)
    monkeypatch.setattr(demo_command, "run_reader", opened.append)
    assert run("demo", "--today").stdout.startswith("Thursday 15 January 2026")
    assert opened == []
    assert run("demo").stdout == ""
    assert len(opened) == 1


def test_bars_show_feed_names_as_they_are(capsys):
    with ProgressBars() as bars:
        for done in (0, 1, 2):
            bars(Progress("fetching", done, 2, "Sample [/b] Wire"))
        bars(Progress("writing", 1, 1))
    assert capsys.readouterr().out == ""
