"""`briefing undo` takes edits of feeds.toml and actions on threads back in the order in which they were made."""


def test_edits_of_feeds_and_marks_are_undone_in_order(filled, run) -> None:
    config = filled / "feeds.toml"
    start = config.read_text()
    assert run("disable", "1").exit_code == 0
    paused = config.read_text()
    assert run("follow", "quake").exit_code == 0
    imported = filled / "list.txt"
    imported.write_text("https://new.example/rss ~New\n")
    assert run("import", str(imported)).exit_code == 0
    assert run("remove", "New").exit_code == 0
    messages = []
    for expected in ("New", None, paused, start):
        result = run("undo")
        assert result.exit_code == 0
        messages.append(result.output)
        if expected in (paused, start):
            assert config.read_text() == expected
    assert "back again: New" in messages[0] and "removed again: 1 imported feed" in messages[1]
    assert "unfollowed" in messages[2] and "no longer paused" in messages[3]
    assert "nothing to undo" in run("undo").output


def test_an_edit_by_hand_is_kept_and_older_actions_can_still_be_undone(filled, run) -> None:
    config = filled / "feeds.toml"
    assert run("follow", "quake").exit_code == 0
    assert run("disable", "1").exit_code == 0
    config.write_text(config.read_text() + "# by hand\n")
    by_hand = config.read_text()
    result = run("undo")
    assert result.exit_code == 2 and "feeds.toml was changed since" in result.stderr
    assert config.read_text() == by_hand and (filled / "feeds.toml.bak").exists()
    assert "unfollowed" in run("undo").output
    assert config.read_text() == by_hand


def test_an_edit_of_another_configuration_is_left_alone(filled, run) -> None:
    other = filled / "other.toml"
    other.write_text('[[feeds]]\nurl = "https://other.example/rss"\n')
    assert run("--config", str(other), "disable", "1").exit_code == 0
    paused = other.read_text()
    assert "nothing to undo" in run("undo").output and other.read_text() == paused
    assert "no longer paused" in run("--config", str(other), "undo").output
