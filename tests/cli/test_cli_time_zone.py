import time

import pytest

from briefing.cli.time_zone import is_known_time_zone, replace_unknown_time_zone


@pytest.fixture
def zones(tmp_path):
    for name in ("Europe/Sample", "UTC"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"TZif2")
    (tmp_path / "notes.txt").write_text("no zone")
    return {"TZDIR": str(tmp_path)}


@pytest.mark.parametrize(
    "value", ["", ":", "Europe/Sample", ":Europe/Sample", "UTC", "CET-1CEST", "JST-9", "<+03>-3", "UTC-14"]
)
def test_names_and_offsets_are_known(zones, value):
    assert is_known_time_zone(value, zones)


@pytest.mark.parametrize(
    "value", ["Europ/Berlin", "notes.txt", "Tokio", "UTC-25", "UTC+99", "/etc/passwd", "   ", "2", "..", "a\x01"]
)
def test_others_are_not(zones, value):
    assert not is_known_time_zone(value, zones)


def test_an_unknown_zone_is_named_and_becomes_utc(place, capsys, monkeypatch):
    monkeypatch.setenv("TZ", "Europ/Berlin")
    replace_unknown_time_zone()
    (line,) = capsys.readouterr().err.splitlines()
    assert "TZ='Europ/Berlin' is no known time zone: times are in UTC" in line
    assert time.tzname == ("UTC", "UTC")
    replace_unknown_time_zone()
    assert capsys.readouterr().err == ""
    monkeypatch.setenv("TZ", "A" * 5000)
    replace_unknown_time_zone()
    assert len(capsys.readouterr().err) < 200


@pytest.mark.parametrize("columns", ["0", "-1", "abc", "", "1", "99999999999999999999"])
@pytest.mark.parametrize("command", ["today", "threads", "show pact", "feeds"])
def test_odd_columns_do_no_harm(filled, run, monkeypatch, columns, command):
    monkeypatch.setenv("COLUMNS", columns)
    assert run(*command.split()).exit_code == 0
