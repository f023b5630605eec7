"""What commands do where feeds.toml has a mistake: nothing else than was configured, and they name it."""

import pytest
from filled_store import FEEDS

from briefing.model.fetching import RefreshReport

MAIL = '[mail]\nfrom = "me@example.org"\nto = "me@example.org"\nhost = "127.0.0.1"\n'


@pytest.fixture
def configure(filled):
    """Add tables to feeds.toml, whose first line of these is line 10; returns the function."""
    return lambda text: (filled / "feeds.toml").write_text(FEEDS + text)


@pytest.mark.parametrize(
    ("table", "line", "cause"),
    [
        ('query = "sektion:asia"', 11, "`query` cannot be read"),
        ("limit = 100", 11, "`limit` must be a number from 1 to 60"),
        ('format = "pdf"', 11, "`format` must be text"),
        ('sections = ["wrold"]', 11, 'no feed has the section "wrold"; did you mean `world`?'),
        ('view = "mine"\nsize = "huge"', 12, "`size` must be line"),
        ("mial = true", 11, "`mial` is not a key of a digest; did you mean `mail`?"),
        ("mail = true", 11, "`mail` needs a table [mail]"),
        (f"mail = true\n{MAIL}prot = 25", 16, "`prot` is not a key of [mail]; did you mean `port`?"),
    ],
)
@pytest.mark.parametrize("options", [(), ("--quiet",), ("--dry-run",), ("--weekly",), ("--again",)])
def test_a_digest_with_a_mistake_is_not_made(configure, filled, run, table, line, cause, options):
    run("digest", "--name", "asia")
    configure(f"[digests.asia]\n{table}\n")
    result = run("digest", "--name", "asia", "--output", filled / "out.txt", *options)
    assert (result.exit_code, result.stdout, (filled / "out.txt").exists()) == (2, "", False)
    assert result.stderr.startswith(f"briefing: {filled / 'feeds.toml'}:{line}: {cause}")
    assert "The digest is not made. Correct it; `briefing check` lists every mistake.\n" in result.stderr


def test_a_digest_with_a_mistake_delivers_nothing(configure, run):
    configure('[digests.asia]\nsections = ["wrold"]\n')
    run("digest", "--name", "asia")
    configure("[digests.asia]\n")
    assert "Quake" in run("digest", "--name", "asia").stdout


def test_a_mistake_elsewhere_stops_no_digest(configure, run):
    configure('[digests.asia]\nlimit = 100\n[digests.world]\nsections = ["world"]\n[hooks]\ntimeout = 0\n')
    result = run("digest", "--name", "world")
    assert (result.exit_code, result.stderr) == (0, "") and "Quake" in result.stdout
    assert run("digest").exit_code == 0


@pytest.mark.parametrize("heading", ["[digest.default]", "[[digests]]", "[digests]\ndefault = 1"])
def test_a_mistyped_table_of_digests_is_not_taken_for_none(configure, run, heading):
    configure(f"{heading}\nlimit = 1\n")
    assert (run("digest").exit_code, run("digest").stdout) == (2, "")


def test_a_name_that_is_not_configured_is_refused_where_others_are(configure, run):
    assert run("digest", "--name", "mornnig").exit_code == 0, "without any table each name has the defaults"
    configure("[digests.default]\nlimit = 9\n")
    assert run("digest", "--name", "mornnig").exit_code == 0
    configure("[digests.morning]\n[digests.evening]\nlimit = 100\n")
    result = run("digest", "--name", "mornnig")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith('briefing: No digest is called "mornnig"; did you mean "morning"?\n')
    assert "Digests: morning, evening." in result.stderr
    assert run("digest", "--name", "mornnig", "--again").exit_code == 0, "what it delivered can be read"
    assert run("digest").exit_code == 0


def test_schedule_names_what_it_leaves_out(configure, filled, run):
    configure("[digests.morning]\n[digests.evening]\nlimit = 100\n")
    result = run("schedule")
    assert "--name morning" in result.stdout and "evening" not in result.stdout
    place = filled / "feeds.toml"
    assert result.exit_code == 3
    assert result.stderr == f"`digests.evening` is left out: {place}:12: `limit` must be a number from 1 to 60\n"
    (filled / "feeds.toml").write_text('keep = "10d"\n[[digests]]\nlimit = 100\n' + FEEDS)
    result = run("schedule", "--systemd")
    assert "briefing-refresh.timer" in result.stdout and not {"digest", "prune"} & set(result.stdout.split("-"))
    assert "`keep` is left out: " in result.stderr and "`digests` is left out: " in result.stderr


@pytest.mark.parametrize("mistake", ['securty = "none"', "port = 0"])
def test_nothing_is_mailed_or_printed_for_sendmail_with_a_mistake_of_mail(configure, run, mistake):
    configure(f"{MAIL}{mistake}\n")
    for options in (("--mail", "you@example.org"), ("--format", "mail")):
        result = run("digest", *options)
        assert (result.exit_code, result.stdout) == (2, "") and "feeds.toml:14: " in result.stderr
        assert "Nothing is mailed." in result.stderr
    assert "Quake" in run("digest").stdout, "it was not recorded"


def test_prune_names_a_mistake_of_keep(filled, run):
    (filled / "feeds.toml").write_text('keep = "10d"\n' + FEEDS)
    result = run("prune")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"briefing: {filled / 'feeds.toml'}:1: `keep` must be a time from 90 days")
    assert run("prune", "--keep", "300d", "--dry-run").exit_code == 0


def test_a_rewrite_names_a_mistake_of_the_model(configure, run):
    configure('[model]\nurl = "https://model.example/v1"\n')
    result = run("show", "pact", "--rewrite")
    assert result.exit_code == 2 and "feeds.toml:10: [model] without `name`" in result.stderr


def test_a_rule_with_an_unknown_key_hides_nothing(configure, run):
    configure('[[rules]]\ndo = "hide"\nword = "quake"\n')
    assert "Quake" not in run("threads").stdout
    configure('[[rules]]\ndo = "hide"\nword = "quake"\nsektion = "asia"\n')
    assert "Quake" in run("threads").stdout, "the condition that was meant would keep it"


def test_a_quiet_refresh_prints_a_mistake_once_a_day(configure, filled, run, monkeypatch):
    monkeypatch.setattr(
        "briefing.services.refreshing.refresher.Refresher.refresh", lambda *_, **__: RefreshReport(2, not_due=2)
    )
    configure('[[rules]]\ndo = "hide"\nwrod = "x"\n[digests.a]\nlimit = 100\n')
    hours = [run("refresh", "--quiet", "--now", f"2024-12-16T0{hour}:00") for hour in (1, 2)]
    assert [(result.exit_code, result.stderr.count("\n")) for result in hours] == [(3, 2), (3, 0)]
    assert f"{filled / 'feeds.toml'}:12: `wrod` is not a key of a rule; did you mean `word`?\n" in hours[0].stderr
    assert run("refresh", "--quiet", "--now", "2024-12-17T01:00").stderr.count("\n") == 2, "another day"
    assert run("refresh", "--now", "2024-12-17T02:00").stderr.count("\n") == 2, "not quiet"
    configure('# moved\n[[rules]]\ndo = "hide"\nwrod = "x"\n[digests.a]\nlimit = 100\n')
    assert run("refresh", "--quiet", "--now", "2024-12-17T02:30").stderr == "", "the same, a line further down"
    configure('[[rules]]\ndo = "hide"\nwordd = "x"\n')
    assert "`wordd`" in run("refresh", "--quiet", "--now", "2024-12-17T03:00").stderr, "another mistake"


def test_check_notes_a_publisher_of_a_rule_that_no_article_has(configure, filled, run):
    configure('[[rules]]\ndo = "star"\npublisher = ["Sample Wier", "SAMPLE GAZETTE", "Harbour Post"]\n')
    result = run("check")
    place = f"{filled / 'feeds.toml'}:10: no article so far is from the publisher"
    assert result.exit_code == 0, "its articles may be still to come"
    assert f'{place} "Sample Wier" of this rule; did you mean "Sample Wire"?' in result.stderr
    assert f'{place} "Harbour Post" of this rule.' in result.stderr
    assert "GAZETTE" not in result.output


def test_check_notes_a_section_of_a_rule_that_neither_a_feed_nor_a_thread_has(configure, filled, run):
    configure('[[rules]]\ndo = "star"\nsection = ["wrold", "harbours", "WORLD"]\n')
    result = run("check")
    place = f"{filled / 'feeds.toml'}:10: no feed and no thread has the section"
    assert result.exit_code == 0, "the last feed of a section may have been removed"
    assert f'{place} "wrold" of this rule; did you mean "world"?' in result.stderr
    assert f'{place} "harbours" of this rule.' in result.stderr
    assert "WORLD" not in result.output


def test_a_rule_for_the_section_of_a_removed_feed_is_no_mistake(filled, run, monkeypatch):
    monkeypatch.setattr(
        "briefing.services.refreshing.refresher.Refresher.refresh", lambda *_, **__: RefreshReport(1, not_due=1)
    )
    without_asia = FEEDS.replace('section = "asia"', 'section = "world"')
    assert without_asia != FEEDS
    (filled / "feeds.toml").write_text(without_asia + '[[rules]]\ndo = "hide"\nsection = "asia"\n')
    assert run("refresh").exit_code == 0
    result = run("check")
    assert (result.exit_code, "section" in result.stderr) == (0, False), "threads have it"


def test_check_notes_an_unknown_section_also_before_the_first_refresh(place, run):
    rule = '[[rules]]\ndo = "star"\nsection = "wrold"\npublisher = "Sample Wier"\n'
    (place / "feeds.toml").write_text(FEEDS + rule)
    result = run("check")
    assert result.exit_code == 0
    assert '"wrold"' in result.stderr and '"Sample Wier"' not in result.stderr
