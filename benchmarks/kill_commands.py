"""Check that killed commands lose nothing: `python benchmarks/kill_commands.py [--seconds S] [--seed N]`.

Kills backup, restore, import, digest, regroup and the migration of an old store at random moments for S seconds
(default 600), and checks after each kill that the store is sound and holds everything, that each file is the old or the
new one, and that the command then works. Exit code 1 if a check fails.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from kill import ids, open_services

from briefing.config import load_config
from briefing.store.store import Store

OLD_STORE = Path(__file__).parents[1] / "tests" / "store" / "store_of_version_0_1_0.sqlite3.gz"
SIDE_SUFFIXES = ("-wal", "-shm")
NOW = "2026-03-03T12:00:00+00:00"
IMPORTED_FEEDS = 300
OPML = "<opml version='2.0'><body>{}</body></opml>"
STEPS = 12
"""Refreshes that fill the store."""
MAX_SECONDS = 900
"""Seconds after which a command hangs, also on a machine that is busy with other work."""


@dataclass
class Site:
    """A folder with a store, a backup of an older state, and a configuration; `failures` collects failed checks."""

    folder: Path
    random: random.Random
    failures: list[str] = field(default_factory=list)
    kills: Counter[str] = field(default_factory=Counter)
    left_files: Counter[str] = field(default_factory=Counter)
    durations: dict[str, float] = field(default_factory=dict)

    @property
    def store(self) -> Path:
        """The store in use."""
        return self.folder / "news.sqlite3"

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Start a command."""
        settings = ["--store", str(self.store), "--config", str(self.folder / "feeds.toml"), "--now", NOW]
        null = subprocess.DEVNULL
        return subprocess.Popen(
            [sys.executable, "-m", "briefing", *words, *settings], stdout=null, stderr=subprocess.PIPE, stdin=null
        )

    def run(self, *words: str) -> None:
        """Run a command to its end; it must succeed."""
        process, begun = self.start(*words), time.monotonic()
        _, errors = process.communicate(timeout=MAX_SECONDS)
        self.durations[words[0]] = time.monotonic() - begun
        if process.returncode:
            self.failures.append(f"{' '.join(words)} ended with {process.returncode}: {errors.decode()}")

    def kill(self, name: str, seconds: float, *words: str) -> bool:
        """Kill a command after a random share of its last duration (at first `seconds`); return whether it ran."""
        process = self.start(*words)
        time.sleep(self.random.uniform(0.2, 1.05) * self.durations.get(words[0], seconds))
        running = process.poll() is None
        process.kill()
        process.communicate()
        self.kills[name if running else f"{name} (had ended)"] += 1
        self.left_files[name] += sum(1 for _ in self.folder.glob(".*.tmp*"))
        for left in self.folder.glob(".*.tmp*"):
            left.unlink()
        return running

    def check(self, name: str, condition: bool, what: str) -> None:
        """Record a failed check."""
        if not condition:
            self.failures.append(f"{name}: {what}")

    def check_store(self, name: str, path: Path, *allowed: set[str]) -> None:
        """Check that a store is sound and holds exactly one of some sets of articles."""
        with Store.open(path) as store:
            damage = store.check()
        self.check(name, not damage, f"{path.name} is damaged: {damage[:1]}")
        self.check(name, ids(path) in allowed, f"{path.name} holds other articles")


def fill(path: Path, steps: int) -> None:
    """Fill a store with refreshes."""
    for _ in range(steps):
        services, _ = open_services(path)
        with services:
            services.refresher.refresh(force=True)


def copy_store(source: Path, target: Path) -> None:
    """Copy a store with the files beside it."""
    for suffix in ("", *SIDE_SUFFIXES):
        Path(f"{target}{suffix}").unlink(missing_ok=True)
        if Path(f"{source}{suffix}").exists():
            shutil.copy(f"{source}{suffix}", f"{target}{suffix}")


def backups(site: Site, seconds: float, before: set[str], older: set[str]) -> None:
    """Kill a backup that replaces an older one."""
    target = site.folder / "copy.db"
    shutil.copy(site.folder / "older.db", target)
    site.kill("backup", seconds, "backup", str(target), "--force")
    site.check_store("backup", site.store, before)
    site.check_store("backup", target, before, older)
    site.run("backup", str(target), "--force")
    site.check_store("backup", target, before)


def restores(site: Site, seconds: float, before: set[str], older: set[str]) -> None:
    """Kill a restore over a store that another killed process left with a log."""
    site.kill("restore", seconds, "restore", str(site.folder / "older.db"), "--yes")
    site.check("restore", site.store.exists(), "there is no store")
    former = list(site.folder.glob("news.sqlite3.*.old"))
    replaced = [one for one in former if not one.samefile(site.store)]
    site.check_store("restore", site.store, older if replaced else before)
    for one in replaced:
        site.check_store("restore", one, before)
    site.run("restore", str(site.folder / "older.db"), "--yes")
    site.check_store("restore", site.store, older)
    for one in site.folder.glob("news.sqlite3.*.old*"):
        one.unlink()


def imports(site: Site, seconds: float, before: set[str], older: set[str]) -> None:
    """Kill an import of many feeds."""
    config, listed = site.folder / "feeds.toml", site.folder / "list.opml"
    config.write_text('[[feeds]]\nurl = "https://sample0.example/feed"\n')
    outlines = (f"<outline text='Feed {n}' xmlUrl='https://host{n}.example/feed'/>" for n in range(IMPORTED_FEEDS))
    listed.write_text(OPML.format("".join(outlines)))
    site.kill("import", seconds, "import", str(listed))
    site.check("import", len(load_config(config).feeds) in (1, 1 + IMPORTED_FEEDS), "feeds.toml is half written")
    site.run("import", str(listed))
    site.check("import", len(load_config(config).feeds) == 1 + IMPORTED_FEEDS, "feeds are missing")


def digests(site: Site, seconds: float, before: set[str], older: set[str]) -> None:
    """Kill a digest: its news is in the file, or in the next one."""
    output = site.folder / "digest.txt"
    output.unlink(missing_ok=True)
    site.kill("digest", seconds, "digest", "--name", "killed", "--since", "30d", "--output", str(output))
    site.check_store("digest", site.store, before)
    first = output.read_text() if output.exists() else ""
    site.check("digest", not first or first.endswith("\n"), "the file is half written")
    site.run("digest", "--name", "killed", "--since", "30d", "--output", str(output))
    again = output.read_text() if output.exists() else ""
    site.check("digest", len(first) > 200 or len(again) > 200, "the news was lost")


def regroupings(site: Site, seconds: float, before: set[str], older: set[str]) -> None:
    """Kill a regrouping."""
    site.kill("regroup", seconds, "regroup")
    site.check_store("regroup", site.store, before)
    site.run("regroup")
    site.check_store("regroup", site.store, before)


def migrations(site: Site, seconds: float, before: set[str], older: set[str]) -> None:
    """Kill the command that migrates an old store."""
    for suffix in ("", *SIDE_SUFFIXES):
        Path(f"{site.store}{suffix}").unlink(missing_ok=True)
    site.store.write_bytes(gzip.decompress(OLD_STORE.read_bytes()))
    site.kill("migration", seconds, "threads")
    expected = site.folder / "migrated.db"
    if not expected.exists():
        expected.write_bytes(gzip.decompress(OLD_STORE.read_bytes()))
    site.check_store("migration", site.store, ids(expected))


TRIALS: tuple[tuple[Callable[[Site, float, set[str], set[str]], None], float], ...] = (
    (backups, 0.8),
    (restores, 1.0),
    (imports, 1.2),
    (digests, 1.2),
    (regroupings, 2.0),
    (migrations, 1.0),
)
"""Each trial with the seconds within which its command is killed."""


def prepare(site: Site) -> tuple[set[str], set[str]]:
    """Make the stores; return the articles of the store and of the older backup."""
    fill(site.store, STEPS // 2)
    with Store.open(site.store) as store:
        store.backup(site.folder / "older.db")
    fill(site.store, STEPS // 2)
    base = site.folder / "base.db"
    services, _ = open_services(site.store)
    with services:  # the last refresh is in the log only, as after a kill
        services.refresher.refresh(force=True)
        copy_store(site.store, base)
    (site.folder / "feeds.toml").write_text('[[feeds]]\nurl = "https://sample0.example/feed"\n')
    copy_store(base, site.store)
    return ids(site.store), ids(site.folder / "older.db")


def main() -> None:
    """Run the trials in turn until the time is over; print figures and what failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(Path.cwd()), os.environ.get("PYTHONPATH", ""))))
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder), random.Random(arguments.seed))
        before, older = prepare(site)
        until = time.monotonic() + arguments.seconds
        while time.monotonic() < until and not site.failures:
            trial, seconds = TRIALS[sum(site.kills.values()) % len(TRIALS)]
            copy_store(site.folder / "base.db", site.store)
            trial(site, seconds, before, older)
    for name, count in sorted(site.kills.items()):
        print(f"{name}: {count}")
    print("temporary files left:", dict(site.left_files))
    print("\n".join(site.failures) or "nothing was lost")
    sys.exit(bool(site.failures))


if __name__ == "__main__":
    main()
