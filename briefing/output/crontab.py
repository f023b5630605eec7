"""Lines of a crontab and units of systemd that run refreshes and digests."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

WEEK, HALF_DAY = timedelta(days=7), timedelta(hours=12)
UNIT_FOLDER = "~/.config/systemd/user"


@dataclass(frozen=True, slots=True)
class Job:
    """A command that runs again and again.

    Attributes:
        name: Its name, for units: "refresh", "digest-morning".
        words: The command with its arguments.
        cron: When it runs, as the five fields of a crontab.
        calendar: The same as OnCalendar of systemd.
        description: What it does.
    """

    name: str
    words: tuple[str, ...]
    cron: str
    calendar: str
    description: str


def jobs(program: Sequence[str], digests: Sequence[tuple[str, timedelta | None]], *, prunes: bool = False) -> list[Job]:
    """Return a job for hourly refreshes, one for each digest and, with `prunes`, one that thins old articles monthly.

    Args:
        program: The words that start the program, with the options that all jobs need.
        digests: The name of each digest and the length of its period, None if that is not configured.
        prunes: Whether feeds.toml says how long articles keep their text.
    """
    refresh = Job("refresh", (*program, "refresh", "--quiet"), "40 * * * *", "*-*-* *:40:00", "fetch the feeds")
    prune = Job("prune", (*program, "prune"), "20 4 1 * *", "*-*-01 04:20:00", "thin old articles")
    return [refresh, *(_digest_job(program, name, since) for name, since in digests), *([prune] if prunes else [])]


def _digest_job(program: Sequence[str], name: str, since: timedelta | None) -> Job:
    """Return the job of a digest: weekly for a period of a week or more, twice a day for half a day, else daily."""
    cron, calendar = "0 7 * * *", "*-*-* 07:00:00"
    if since is not None and since >= WEEK:
        cron, calendar = "0 18 * * 5", "Fri *-*-* 18:00:00"
    elif since is not None and since <= HALF_DAY:
        cron, calendar = "0 7,19 * * *", "*-*-* 07,19:00:00"
    words = (*program, "digest", "--name", name, "--quiet")
    return Job(f"digest-{_unit_name(name)}", words, cron, calendar, f"write the digest {name}")


def _unit_name(name: str) -> str:
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name).lower()


def crontab(listed: Sequence[Job]) -> str:
    """Return lines for a crontab; cron reads "%" as a line break unless it is escaped."""
    width = max(len(job.cron) for job in listed)
    lines = [f"{job.cron:{width}}  {shlex.join(job.words)}".replace("%", r"\%") for job in listed]
    head = ["# Add these lines with `crontab -e`. What a digest prints is sent to MAILTO.", "MAILTO=", "LANG=C.UTF-8"]
    return "\n".join([*head, *lines]) + "\n"


def systemd_units(listed: Sequence[Job]) -> str:
    """Return the files of a service and a timer for each job, each under its path, and how to start them."""
    parts = [part for job in listed for part in _units(job)]
    timers = " ".join(f"briefing-{job.name}.timer" for job in listed)
    commands = ["# systemctl --user daemon-reload", f"# systemctl --user enable --now {timers}"]
    return "\n".join([*parts, *commands]) + "\n"


def _units(job: Job) -> Iterator[str]:
    command = " ".join(map(_systemd_word, job.words))
    yield f"# {UNIT_FOLDER}/briefing-{job.name}.service"
    yield f"[Unit]\nDescription=briefing: {job.description}\n"
    yield f"[Service]\nType=oneshot\nEnvironment=LANG=C.UTF-8\nExecStart={command}\n"
    yield f"# {UNIT_FOLDER}/briefing-{job.name}.timer"
    yield f"[Unit]\nDescription=briefing: {job.description}\n"
    yield f"[Timer]\nOnCalendar={job.calendar}\nPersistent=true\n\n[Install]\nWantedBy=timers.target\n"


def _systemd_word(word: str) -> str:
    """Return a word of ExecStart: quoted where it needs to be, without specifiers and variables."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"' if any(not (letter.isalnum() or letter in "/._-=:%") for letter in word) else escaped
