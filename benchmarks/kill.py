"""Check that the store survives killed processes: `python benchmarks/kill.py [--kills N] [--seconds S] [--seed N]`.

Kills refreshes, grouping and writing included, at N random moments (default 50). Nothing committed may be lost, the
file must be sound, no lock may remain, and the next refresh must finish the work. Then two processes refresh and read
the same store for S seconds (default 60); neither may fail because of a locked database. Exit code 1 if a check fails.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from briefing.config import Config
from briefing.errors import BriefingError
from briefing.model.articles import EPOCH
from briefing.model.feeds import Feed
from briefing.services import Clock, Services
from briefing.services.front_pages import PageChoice
from briefing.store.store import Store
from briefing.web.fake_transport import fake_transport

START = datetime(2026, 3, 2, 6, tzinfo=UTC)
FEEDS = tuple(Feed(f"https://sample{n}.example/feed", name=f"Sample {n}", publisher=f"Sample {n}") for n in range(5))
ENTRIES_PER_FEED = 6
PLACES = ("Sampleton", "Orrel", "Harrowgate", "Mirefield", "Quillby", "Tarnow", "Eastmere", "Lindholt")
DEEDS = ("opens a harbour", "closes its bridge", "votes on the treaty", "counts the damage", "signs the pact")


def document(feed: int, step: int) -> bytes:
    """Return a feed after `step` steps; half of its entries report the same as those of the other feeds."""
    items = []
    for number in range(ENTRIES_PER_FEED):
        shared = number < ENTRIES_PER_FEED // 2
        random_ = random.Random(f"{step} {number}" if shared else f"{feed} {step} {number}")
        place, deed = random_.choice(PLACES), random_.choice(DEEDS)
        title = f"{place} {deed} after {random_.randint(2, 900)} days"
        when = format_datetime(START + timedelta(hours=2 * step, minutes=number))
        items.append(
            f"<item><guid>{feed}-{step}-{number}</guid><link>https://sample{feed}.example/{step}/{number}</link>"
            f"<title>{title}</title><description>{title}, the council of {place} said in report {random_.random()}."
            f"</description><pubDate>{when}</pubDate></item>"
        )
    return f'<rss version="2.0"><channel><title>Sample {feed}</title>{"".join(items)}</channel></rss>'.encode()


def open_services(path: Path) -> tuple[Services, int]:
    """Open the services on a store, with the clock at the step that the stored articles reach; return both."""
    store = Store.open(path)
    step = store.articles.feed_and_article_counts(EPOCH)[1] // (ENTRIES_PER_FEED * len(FEEDS))
    clock = Clock(START + timedelta(hours=2 * step))

    def respond(url: str, _headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        now = int((clock.now() - START) / timedelta(hours=2))
        return 200, {}, document(int(url.split(".")[0].removeprefix("https://sample")), now)

    return Services(Config(path, FEEDS), store, clock, fake_transport(respond)), step


def work(path: Path, seconds: float) -> None:
    """Refresh and read until the time is over; print each refresh, "done", or "busy" if the other process had it."""
    services, step = open_services(path)
    until = time.monotonic() + seconds
    sys.stdout.write("begun 0\n")
    sys.stdout.flush()
    with services:
        while time.monotonic() < until:
            report = services.refresher.refresh(force=True)
            articles = sum(row.article_count for row in services.reading.thread_rows())
            services.pages.briefing(PageChoice(since=EPOCH))
            sys.stdout.write(f"{'busy' if report.busy else 'done'} {articles}\n")
            sys.stdout.flush()
            if report.busy:
                time.sleep(0.02)
            else:
                step += 1
                services.clock.set(START + timedelta(hours=2 * step))


def begin(path: Path, seconds: float) -> subprocess.Popen[str]:
    """Start another process that works on the store."""
    command = [sys.executable, __file__, "--work", str(path), "--seconds", str(seconds)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ids(path: Path) -> set[str]:
    """Return the ids of all articles of the store."""
    with Store.open(path) as store:
        rows = store.threads.rows(START, EPOCH, all_time=True)
        grouped = {a.id for row in rows for story in store.threads.stories_of(row.id) for a in story.articles}
        return grouped | {article.id for article in store.articles.ungrouped()}


def kill(path: Path, kills: int, random_: random.Random) -> list[str]:
    """Kill a working process again and again; return the failed checks."""
    failures: list[str] = []
    before: set[str] = set()
    for number in range(kills):
        process = begin(path, 3600)
        assert process.stdout
        printed = [process.stdout.readline()]
        pause = random_.uniform(0, 0.8)
        time.sleep(pause)
        process.kill()
        rest, errors = process.communicate()
        printed += rest.splitlines()
        committed = max((int(line.split()[1]) for line in printed if len(line.split()) == 2), default=0)
        with Store.open(path) as store:
            failures += [f"kill {number}: {damage}" for damage in store.check()]
        after = ids(path)
        if errors or not before <= after or len(after) < committed:
            failures.append(
                f"kill {number}: {len(after)} articles of {committed} committed and {len(before)} before; {errors}"
            )
        services, _ = open_services(path)
        with services:
            report = services.refresher.refresh(force=True)
        with Store.open(path) as store:
            if report.busy or report.failed or store.articles.ungrouped() or store.thread_texts.outdated_threads():
                failures.append(f"kill {number}: the next refresh did not finish: {report}")
        before = ids(path)
        print(f"killed after {pause:.3f} s: {len(after)} articles, {len(before)} after the next refresh", flush=True)
    return failures


def run_two_processes(path: Path, seconds: float) -> list[str]:
    """Let two processes refresh and read at once; return the failed checks."""
    failures: list[str] = []
    done, busy = 0, 0
    both = [begin(path, seconds), begin(path, seconds)]
    for process in both:
        printed, errors = process.communicate(timeout=seconds + 120)
        done += printed.count("done")
        busy += printed.count("busy")
        if process.returncode or errors:
            failures.append(f"a process ended with {process.returncode}: {errors}")
    with Store.open(path) as store:
        failures += store.check()
    print(f"two processes for {seconds:g} s: {done} refreshes, {busy} left to the other", flush=True)
    return failures if done and busy else [*failures, "the two processes never met"]


def main() -> None:
    """Run both checks and print what failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, help="(for the processes that are killed)")
    arguments = parser.parse_args()
    if arguments.work:
        try:
            work(arguments.work, arguments.seconds)
        except BriefingError as error:
            sys.exit(f"{error} {error.hint}")
        return
    with tempfile.TemporaryDirectory() as folder:
        failures = (
            kill(Path(folder) / "killed", arguments.kills, random.Random(arguments.seed)) if arguments.kills else []
        )
        failures += run_two_processes(Path(folder) / "shared", arguments.seconds) if arguments.seconds else []
    print("\n".join(failures) or "nothing was lost")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
