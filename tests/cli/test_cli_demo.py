"""The demo: the whole pipeline on the bundled news, in a store of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import nullcontext

import pytest

from briefing.cli import demo as demo_command
from briefing.cli.progress import ProgressBars
from briefing.model.fetching import Progress
from briefing.output.demo import sample_feeds


def test_the_clock_stands_right_after_the_last_item(demo_services):
    assert demo_services.now() == sample_feeds.NOW


def test_all_feeds_are_read_without_a_failure(demo_services):
    assert demo_services.feed_health.failures() == ()
    assert all(state.last_success for _, state in demo_services.feed_health.feeds_with_states())


def test_refreshing_again_brings_nothing(demo_services):
    report = demo_services.refresher.refresh(force=True)
    assert (report.articles, report.stories, report.failed) == (0, 0, ())


def test_the_stages_of_a_refresh_are_steps_of_its_progress():
    stages = [("fetching", 0, 0), ("fetching", 5, 5), ("grouping", 1, 2), ("grouping", 2, 2), ("writing", 3, 3)]
    assert [demo_command._steps_done(Progress(*stage)) for stage in stages] == [0, 10, 15, 20, 30]


def test_only_sample_publishers_speak(demo_services):
    names = {name for row in demo_services.reading.thread_rows() for name in row.publishers}
    assert len(names) > 5
    assert all(name.startswith("Sample ") or name == "サンプル新聞" for name in names)


def test_every_sentence_of_a_summary_leads_to_its_article(demo_services):
    for thread in demo_services.pages.briefing().threads:
        articles = {a.id for story in thread.stories for a in story.articles}
        assert {sentence.article for sentence in thread.summary.long} <= articles


def test_demo_prints_the_briefing_where_there_is_no_terminal(run, place, demo_services, monkeypatch):
    def refuse(*args):
        raise AssertionError("the demo needs no network")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    result = run("demo")
    assert result.exit_code == 0
    assert result.stdout.startswith("Thursday 15 January 2026 · since 14 Jan 18:30 · 28 feeds")
    assert "Acquisition and Cross-Servicing Agreement" in " ".join(result.stdout.split())
    assert not (place / "news.sqlite3").exists()
    assert not (place / "data").exists()
    monkeypatch.setattr(demo_command, "open_demo", lambda folder: nullcontext(demo_services))
    assert run("demo").stdout == result.stdout, "the order of sets is another in the process that filled this store"
    ignored = [name for name in ("SIGTERM", "SIGHUP") if signal.getsignal(getattr(signal, name)) is signal.SIG_IGN]
    assert ignored == [], "what is started afterwards can still be ended"


def test_no_order_of_sets_shows_in_what_is_printed(kept_demo, tmp_path):
    folder = tmp_path / "copy"
    shutil.copytree(kept_demo, folder)
    files = {
        "BRIEFING_STORE": f"{folder}/briefing.db",
        "BRIEFING_CONFIG": f"{folder}/feeds.toml",
        "NO_COLOR": "1",
        "HOME": str(tmp_path),
    }
    named = {**os.environ, **files, "BRIEFING_NOW": sample_feeds.NOW.isoformat(), "TZ": "UTC"}
    commands = ("today", "--all"), ("digest", "--dry-run"), ("digest", "--dry-run", "--json"), ("threads",)
    calls = "".join(f"sys.argv = ['briefing', *{words}]; run()\n" for words in commands)
    program = f"import sys\nfrom briefing.cli import root\nrun = lambda: root(standalone_mode=False)\n{calls}"
    printed = [
        subprocess.run(
            [sys.executable, "-c", program], env=named | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert printed[0] == printed[1] and len(printed[0]) > 1000


def test_keep_fills_a_new_folder_and_prints_lines_for_a_shell(run, place, monkeypatch):
    monkeypatch.setattr(sample_feeds, "REFRESH_TIMES", sample_feeds.REFRESH_TIMES[:1])
    result = run("demo", "--keep", place / "trial")
    assert result.exit_code == 0 and f"export BRIEFING_STORE={place}/trial/briefing.db" in result.stdout
    assert {"briefing.db", "feeds.toml"} <= {path.name for path in (place / "trial").iterdir()}


def test_demo_opens_the_reader_on_a_terminal_without_today(run, monkeypatch, demo_services):
    opened = []
    monkeypatch.setattr(demo_command, "is_interactive", lambda: True)
    monkeypatch.setattr(demo_command, "run_reader", lambda services, preparation: opened.append(services))
    monkeypatch.setattr(demo_command, "open_demo", lambda folder: nullcontext(demo_services))
    monkeypatch.setattr(demo_services.clock, "set", lambda moment, running: None)
    assert run("demo", "--today").stdout.startswith("Thursday 15 January 2026")
    assert opened == []
    assert run("demo").stdout == ""
    assert len(opened) == 1


def test_the_reader_of_the_demo_fills_its_store_step_by_step(run, monkeypatch):
    steps = []

    def read(services, preparation):
        assert services.reading.is_store_empty(), "the frame does not wait for the news"
        preparation(lambda done, total: steps.append((done, total)))
        assert not services.reading.is_store_empty()
        assert services.now() >= sample_feeds.NOW

    monkeypatch.setattr(demo_command, "is_interactive", lambda: True)
    monkeypatch.setattr(demo_command, "run_reader", read)
    monkeypatch.setattr(sample_feeds, "REFRESH_TIMES", sample_feeds.REFRESH_TIMES[:2])
    assert run("demo").exit_code == 0
    assert (steps[0], steps[-1]) == ((0, 60), (60, 60))
    assert (30, 60) in steps  # the second refresh begins
    assert len(steps) > 3


def test_bars_show_feed_names_as_they_are(capsys):
    with ProgressBars() as bars:
        for done in (0, 1, 2):
            bars(Progress("fetching", done, 2, "Sample [/b] Wire"))
        bars(Progress("writing", 1, 1))
    assert capsys.readouterr().out == ""


TASK_ENDED_BY_A_SIGNAL = """
import asyncio, os, signal
from briefing.cli.demo import exit_on_signals

async def end() -> None:
    os.kill(os.getpid(), signal.SIGTERM)
    for _ in range(10**7):
        pass

async def run() -> None:
    await asyncio.gather(end(), asyncio.sleep(60))

exit_on_signals()
asyncio.run(run())
"""


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_signal_that_ends_a_task_of_the_reader_prints_no_traceback() -> None:
    done = subprocess.run([sys.executable, "-c", TASK_ENDED_BY_A_SIGNAL], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (128 + signal.SIGTERM, "", "")
