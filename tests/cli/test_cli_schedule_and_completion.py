"""`briefing schedule` for cron and systemd, and what a shell completes."""

from __future__ import annotations

import json
import shlex
import subprocess
from datetime import timedelta
from shutil import which

import pytest
from click.shell_completion import ShellComplete

from briefing.cli import root
from briefing.cli.shell_integration import program_words
from briefing.model.digests import DigestSettings
from briefing.output.crontab import crontab, scheduled_jobs, systemd_units

WEEK = '\n[digests.week]\nsince = "7d"\n\n[digests.rush]\nsince = "12h"\n\n[digests.morning]\n'


def test_crontab_lines_run_each_digest_of_the_configuration(filled, run):
    lines = run("schedule").stdout.splitlines()
    assert next(line for line in lines if "digest" in line and line[0] != "#").endswith("digest --name default --quiet")
    config = filled / "feeds.toml"
    config.write_text(config.read_text() + WEEK)
    lines = run("schedule", "--store", filled / "news.sqlite3").stdout.splitlines()
    digests = {shlex.split(line)[-2]: line[:11] for line in lines if " digest " in line and line[0] != "#"}
    assert digests == {"week": "0 18 * * 5 ", "rush": "0 7,19 * * ", "morning": "0 7 * * *  "}
    assert all(f"--store {filled / 'news.sqlite3'}" in line for line in lines if line[0].isdigit())


@pytest.mark.parametrize(
    ("name", "hour"),
    [
        ("evening", 18),
        ("world-evening", 18),
        ("Late Night", 21),
        ("noon", 12),
        ("afternoon", 16),
        ("night-shift-morning", 7),
        ("knight", 7),
        ("a", 7),
    ],
)
def test_a_daily_digest_runs_when_its_name_says(name, hour):
    (job,) = scheduled_jobs(["briefing"], [DigestSettings(name)])[1:]
    assert (job.cron, job.calendar) == (f"0 {hour} * * *", f"*-*-* {hour:02}:00:00")


@pytest.mark.parametrize(("name", "hours"), [("evening", "18"), ("morning", "7"), ("rush", "7,19")])
def test_a_digest_of_half_a_day_runs_twice_unless_its_name_says_when(name, hours):
    (job,) = scheduled_jobs(["briefing"], [DigestSettings(name, period=timedelta(hours=12))])[1:]
    assert job.cron == f"0 {hours} * * *"


def test_words_of_a_job_survive_cron_systemd_and_spaces():
    listed = scheduled_jobs(
        ["/opt/my tools/briefing", "--store", "/srv/100%/a$b"], [DigestSettings("Ünder day", period=timedelta(days=1))]
    )
    assert r"'/opt/my tools/briefing' --store '/srv/100\%/a$b' digest --name 'Ünder day' --quiet" in crontab(listed)
    units = systemd_units(listed)
    assert 'ExecStart="/opt/my tools/briefing" --store "/srv/100%%/a$$b" digest --name "Ünder day" --quiet' in units
    assert "# ~/.config/systemd/user/briefing-digest-under-day-" in units
    assert units.count("OnCalendar=") == units.count("ExecStart=") == 2


def test_what_a_digest_prints_gets_to_somebody(filled, run, monkeypatch):
    monkeypatch.setenv("LOGNAME", "reader")
    printed = run("schedule").stdout
    assert "\nMAILTO=reader\n" in printed and "\nCONTENT_TYPE=text/plain; charset=UTF-8\n" in printed
    units = run("schedule", "--systemd").stdout
    assert "# journalctl --user -u briefing-digest-default " in units and "enable-linger" in units
    config = filled / "feeds.toml"
    mail = '\n[mail]\nfrom = "me@example.org"\nto = ["Me <me@example.org>", "you@example.org"]\n'
    config.write_text(config.read_text() + mail + '[digests.a]\nmail = true\n[digests.b]\noutput = "b.txt"\n')
    assert "\nMAILTO=me@example.org,you@example.org\n" in run("schedule").stdout
    assert "journalctl" not in run("schedule", "--systemd").stdout


def test_what_jobs_need_from_the_environment_is_named(filled, run, monkeypatch):
    assert "cron does not have" not in run("schedule").stdout
    config = filled / "feeds.toml"
    feed = '\n[[feeds]]\nurl = "https://metro.example/rss"\nauth = { user = "me", password = { env = "METRO" } }\n'
    mail = '[mail]\nhost = "smtp.example"\nuser = "me"\nfrom = "me@example.org"\npassword = { env = "MAIL_PASSWORD" }\n'
    config.write_text(config.read_text() + feed + mail)
    lines = run("schedule").stdout.splitlines()
    assert lines[lines.index("# METRO=") + 1] == "# MAIL_PASSWORD="
    assert (
        "# feeds.toml needs METRO, MAIL_PASSWORD: set in ~/.config/environment.d/"
        in run("schedule", "--systemd").stdout
    )


def test_places_that_only_this_shell_knows_are_named(filled, run, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(filled / "own"))
    monkeypatch.delenv("BRIEFING_CONFIG", raising=False)
    lines = [line for line in run("schedule").stdout.splitlines() if line[0].isdigit()]
    assert lines and all(f"--config {filled}/own/briefing/feeds.toml" in line for line in lines)


def test_the_program_is_named_so_that_it_starts_anywhere(tmp_path, monkeypatch):
    command = tmp_path / "briefing"
    assert program_words(str(command), "/usr/bin/python3") == ["/usr/bin/python3", "-m", "briefing"]
    command.touch(mode=0o755)
    monkeypatch.chdir(tmp_path)
    assert program_words("./briefing", "/usr/bin/python3") == [str(command)]
    assert program_words("/lib/briefing/__main__.py", "/usr/bin/python3") == ["/usr/bin/python3", "-m", "briefing"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_call_the_program(run, shell):
    result = run("completion", shell)
    assert result.exit_code == 0 and f"_BRIEFING_COMPLETE={shell}_complete" in result.stdout


@pytest.mark.skipif(which("bash") is None, reason="needs bash")
@pytest.mark.parametrize("quote", ["", "'", '"'])
@pytest.mark.parametrize("word", ["iran's", "Tom & Jo", "a*", "$x `y` \\z", 'the "pact"', "größe’s", "Sample, Wire"])
def test_bash_gets_words_that_it_reads_as_they_are(run, tmp_path, word, quote):
    program = tmp_path / "briefing"
    program.write_text(f"#!/bin/sh\ncat <<'END'\nplain,{word}\nEND\n")
    program.chmod(0o755)
    words = f"COMP_WORDS=(briefing show {shlex.quote(quote + word[:1])}) COMP_CWORD=2"
    call = f"_briefing_completion {shlex.quote(str(program))}"
    script = f'{run("completion", "bash").stdout}\n{words}\n{call}\nprintf "%s" "${{COMPREPLY[0]}}"'
    reply = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    read = subprocess.run(
        ["bash", "-c", f"printf %s {quote}{reply.stdout}{quote}"], capture_output=True, text=True, check=True
    )
    assert (read.stdout, read.stderr) == (word, "")


def completed(*words: str) -> list[str]:
    completion = ShellComplete(root, {}, "briefing", "_BRIEFING_COMPLETE")
    return [item.value for item in completion.get_completions(list(words[:-1]), words[-1])]


def test_names_of_the_store_are_completed(filled, run):
    title = json.loads(run("threads", "--json").stdout)["threads"][0]["title"]
    first, second = title.casefold().split()[:2]
    assert first in completed("show", first[:3])
    assert completed("show", "nothing-like-this") == []
    assert second in completed("show", first, second[:2]) and first not in completed("show", first, first[:3])
    ids = completed("show", "")
    assert ids and completed("mute", ids[0][:-1]) == [ids[0]]
    assert completed("today", "--section", "") and completed("disable", "")
    run("view", "Sample view", "is:new")
    assert completed("threads", "--view", "sam") == ["Sample view"]


def test_names_with_spaces_are_completed_word_by_word(filled, run):
    assert completed("disable", "sam") == ["Sample"]
    assert completed("disable", "Sample", "") == ["Gazette", "Wire"]
    assert completed("disable", "Wire", "S") == ["Sample"]
    assert completed("digest", "--section", "a") == ["asia"]
    assert completed("move", "x", "--to", "t01") == ["t01ac7"]


def test_a_comma_in_a_name_does_not_end_it_in_fish(run):
    assert 'string split --max 1 ","' in run("completion", "fish").stdout


def test_nothing_is_completed_or_made_without_a_store(place):
    assert completed("show", "a") == completed("threads", "--section", "") == []
    assert not (place / "news.sqlite3").exists()
