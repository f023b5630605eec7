"""Lines of a crontab and units of systemd that run refreshes and digests."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from briefing.model.digests import DigestSettings
from briefing.output.digest.digest_names import plain_name

WEEK, HALF_DAY = timedelta(days=7), timedelta(hours=12)
"""Periods of a digest from which on it runs once a week, and up to which it runs twice a day."""
MORNING = 7
"""Hour of a daily digest whose name says no other time of day."""
HOURS_BY_WORD = {"morning": MORNING, "noon": 12, "lunch": 12, "afternoon": 16, "evening": 18, "night": 21}
"""Hours of daily digests by a word of their names."""
UNIT_FOLDER = "~/.config/systemd/user"
"""Where systemd looks for the units of a person."""


@dataclass(frozen=True, slots=True)
class Job:
    """A command that runs again and again.

    Attributes:
        name: Its name, for units: "refresh", "digest-morning".
        words: The command with its arguments.
        cron: When it runs, as the five fields of a crontab.
        calendar: The same as OnCalendar of systemd.
        description: What it does.
        prints: Whether it prints a digest, which somebody has to get.
    """

    name: str
    words: tuple[str, ...]
    cron: str
    calendar: str
    description: str
    prints: bool = False


def scheduled_jobs(program: Sequence[str], digests: Sequence[DigestSettings], *, prunes: bool = False) -> list[Job]:
    """Return a job for hourly refreshes, one for each digest and, with `prunes`, one that thins old articles monthly.

    Refreshes run at minute 40, so that a digest at the full hour has the news of that hour; old articles are thinned at
    night.

    Args:
        program: The words that start the program, with the options that all jobs need.
        digests: The digests to write.
        prunes: Whether feeds.toml says how long articles keep their text.
    """
    refresh = Job("refresh", (*program, "refresh", "--quiet"), "40 * * * *", "*-*-* *:40:00", "fetch the feeds")
    prune = Job("prune", (*program, "prune"), "20 4 1 * *", "*-*-01 04:20:00", "thin old articles")
    return [refresh, *(_digest_job(program, one) for one in digests), *([prune] if prunes else [])]


def _digest_job(program: Sequence[str], digest: DigestSettings) -> Job:
    """Return the job of a digest: weekly for a period of a week or more, else daily when its name says, or without such
    a name twice a day for half a day and else in the morning.
    """
    name, period = digest.name, digest.period
    words = re.findall(r"[a-z]+", name.casefold())
    named = [HOURS_BY_WORD[word] for word in words if word in HOURS_BY_WORD]
    hour = named[-1] if named else MORNING
    cron, calendar = f"0 {hour} * * *", f"*-*-* {hour:02}:00:00"
    if period is not None and period >= WEEK:
        cron, calendar = "0 18 * * 5", "Fri *-*-* 18:00:00"
    elif period is not None and period <= HALF_DAY and not named:
        cron, calendar = "0 7,19 * * *", "*-*-* 07,19:00:00"
    command = (*program, "digest", "--name", name, "--quiet")
    prints = not digest.is_mailed and digest.output in ("", "-")
    return Job(f"digest-{plain_name(name)}", command, cron, calendar, f"write the digest {name}", prints)


def crontab(jobs: Sequence[Job], mail_to: str = "", variables: Sequence[str] = ()) -> str:
    """Return lines for a crontab; cron reads "%" as a line break unless it is escaped.

    Args:
        jobs: The jobs.
        mail_to: Who gets what jobs print; "": the owner of the crontab, as cron does without MAILTO.
        variables: Variables of the environment that feeds.toml names.
    """
    width = max(len(job.cron) for job in jobs)
    lines = [f"{job.cron:{width}}  {shlex.join(job.words)}".replace("%", r"\%") for job in jobs]
    head = [
        "# Add these lines with `crontab -e`. Cron mails what they print to MAILTO, for which it needs a mail program."
    ]
    head += [f"MAILTO={mail_to}"] if mail_to else []
    head += ["LANG=C.UTF-8", "CONTENT_TYPE=text/plain; charset=UTF-8"]
    if variables:
        head.append("# feeds.toml reads these variables, which cron does not have: set them, or use `command` there.")
        head += [f"# {name}=" for name in variables]
    return "\n".join([*head, *lines]) + "\n"


def systemd_units(jobs: Sequence[Job], variables: Sequence[str] = ()) -> str:
    """Return the files of a service and a timer for each job, each under its path, and how to start them.

    Args:
        jobs: The jobs.
        variables: Variables of the environment that feeds.toml names.
    """
    parts = [part for job in jobs for part in _units(job)]
    timers = " ".join(f"briefing-{job.name}.timer" for job in jobs)
    commands = ["# systemctl --user daemon-reload", f"# systemctl --user enable --now {timers}"]
    if variables:
        commands.insert(0, f"# feeds.toml needs {', '.join(variables)}: set in ~/.config/environment.d/briefing.conf")
    commands.append("# loginctl enable-linger    # timers then run while you are not logged in, too")
    commands += [f"# journalctl --user -u briefing-{job.name}    # has what it prints" for job in jobs if job.prints]
    if any(job.prints for job in jobs):
        commands.append("# With `output` or `mail` in its table of feeds.toml a digest is written or mailed instead.")
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
