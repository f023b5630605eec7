import contextlib
import json
import os
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from fake_services import FakeServices
from sample_news import NOW
from textual.widgets import Input
from tui_pilot import plain, reading, screen_text, text_of, until

from briefing.errors import BriefingError
from briefing.output.digest.digest import digest_text
from briefing.output.documents.document import Document
from briefing.output.documents.markdown_document import markdown_file_name
from briefing.tui.external import (
    BROWSER_WORKER,
    open_in_browser,
    run_command,
    terminal_browser_command,
    write_new_file,
)
from briefing.tui.modals.page_modal import PageModal
from briefing.tui.modals.prompts import ChoicePrompt, TextPrompt
from briefing.tui.widgets.page import Page

COPY = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(sys.stdin.read()); print('kept')"


def commands(services: FakeServices, **named: tuple[str, ...]) -> FakeServices:
    services.config = replace(services.config, send_commands=named)
    return services


async def loaded(pilot) -> None:
    await until(pilot, lambda: pilot.app.screen.thread is not None)


async def test_a_thread_is_copied_as_markdown_and_a_link_as_it_is(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await loaded(pilot)
        await pilot.press("c")
        assert pilot.app.clipboard.startswith("# Japan\\-Philippines") or pilot.app.clipboard.startswith("# Japan-")
        assert "**16 Dec** Senate in Manila" in pilot.app.clipboard
        assert "Copied as Markdown: Japan-Philippines" in screen_text(pilot)
        await pilot.press("y")
        assert pilot.app.clipboard == "https://wire.example/pact/3/0"


async def test_a_thread_is_saved_where_the_reader_says_and_nothing_is_overwritten(
    services: FakeServices, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with reading(services) as pilot:
        await loaded(pilot)
        path = str(tmp_path / "t-pact-japan-philippines-defence-pact.md")
        await pilot.press("s")
        await until(pilot, lambda: pilot.app.screen.query_one(Input).value == path)
        await pilot.press("enter")
        await until(pilot, lambda: f"Saved {path}" in screen_text(pilot))
        assert len(list(tmp_path.iterdir())) == 1


async def test_a_path_that_cannot_be_written_can_be_mended(services: FakeServices, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "taken.md").touch()
    async with reading(services) as pilot:
        await loaded(pilot)
        await pilot.press("s")
        await until(pilot, lambda: isinstance(pilot.app.screen, TextPrompt))
        prompt = pilot.app.screen
        line = prompt.query_one(Input)
        line.value = str(tmp_path / "taken.md")
        await pilot.press("enter")
        await until(pilot, lambda: "already exists" in plain(prompt.note.content))
        assert line.value == str(tmp_path / "taken.md")
        line.value = str(tmp_path / "free.md")
        await pilot.press("enter")
        await until(pilot, lambda: "Saved" in screen_text(pilot) and pilot.app.screen is not prompt)
    assert (tmp_path / "free.md").read_text()


async def test_the_digest_is_shown_as_cron_would_print_it(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("d")
        await until(pilot, lambda: isinstance(pilot.app.screen, PageModal))
        page = pilot.app.screen.query_one(Page)
        lines = digest_text(services.deliveries.digest(), 72).splitlines()
        await until(pilot, lambda: text_of(page).splitlines()[0].strip() == lines[0])
        assert [line.content.plain for line in page._lines] == lines
        await pilot.press("escape")


async def test_a_thread_goes_to_the_only_command_and_an_article_to_the_chosen_one(
    services: FakeServices, tmp_path: Path
) -> None:
    target = tmp_path / "out"
    keep = (sys.executable, "-c", COPY, str(target))
    async with reading(commands(services, note=keep)) as pilot:
        await loaded(pilot)
        await pilot.press("|")
        await until(pilot, lambda: "Sent to note: Japan-Philippines defence pact - kept" in screen_text(pilot))
        assert target.read_text(encoding="utf-8").startswith("# Japan")
        commands(services, note=keep, data=(*keep, "{json}"))
        await pilot.press("tab", "G", "|")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoicePrompt))
        await pilot.press("j", "enter")
        await until(pilot, lambda: "Sent to data: Talks agreed in Manila" in screen_text(pilot))
        assert json.loads(target.read_text(encoding="utf-8"))["article"]["id"] == "a-pact-0-0"


async def test_a_command_that_is_not_there_or_fails_is_a_quiet_line(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await loaded(pilot)
        await pilot.press("|")
        await until(pilot, lambda: "add one under [send] in feeds.toml" in screen_text(pilot))
        commands(services, gone=("no-such-command-here",))
        await pilot.press("|")
        await until(pilot, lambda: "no-such-command-here cannot be run" in screen_text(pilot))
        commands(services, bad=(sys.executable, "-c", "import sys; sys.exit('no room')"))
        await pilot.press("|")
        await until(pilot, lambda: "failed (1): no room" in screen_text(pilot))


def test_words_of_a_command_are_never_read_by_a_shell(tmp_path: Path) -> None:
    assert (
        run_command((sys.executable, "-c", "import sys; print(sys.argv[1])", "$(echo x); `id`"), "")
        == "$(echo x); `id`"
    )


def test_a_file_is_named_after_its_title_and_never_overwritten(tmp_path: Path) -> None:
    assert markdown_file_name(Document("Noto quake: 5.9!", (), NOW, id="t1")) == "t1-noto-quake-5-9.md"
    assert markdown_file_name(Document("///", (), NOW, id="t1")) == "t1.md"
    with pytest.raises(BriefingError, match="no folder"):
        write_new_file(tmp_path / "none" / "a.md", "x")


@pytest.mark.parametrize(
    ("environ", "command"),
    [
        ({"BROWSER": "w3m"}, ["w3m", "https://wire.example/1"]),
        ({"BROWSER": "lynx -accept_all_cookies"}, ["lynx", "-accept_all_cookies", "https://wire.example/1"]),
        ({"BROWSER": "missing:elinks %s", "DISPLAY": ":0"}, ["elinks", "https://wire.example/1"]),
        ({"BROWSER": "firefox:w3m"}, []),
        ({"BROWSER": 'w3m "', "DISPLAY": ":0"}, []),
        ({"DISPLAY": ":0"}, []),
        ({"WAYLAND_DISPLAY": "wayland-0"}, []),
    ],
)
def test_a_browser_that_needs_the_terminal_is_known(environ, command, monkeypatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None if name == "missing" else name)
    assert terminal_browser_command(environ, "https://wire.example/1") == command


def test_without_a_display_browsers_of_the_terminal_are_tried(monkeypatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: name if name == "lynx" else None)
    monkeypatch.setattr("sys.platform", "linux")
    assert terminal_browser_command({}, "https://wire.example/1") == ["lynx", "https://wire.example/1"]


async def test_a_browser_of_the_terminal_is_lent_the_terminal(services: FakeServices, monkeypatch, tmp_path) -> None:
    page = tmp_path / "page"
    browser = tmp_path / "w3m"
    browser.write_text(f'#!{sys.executable}\nimport sys\nopen({str(page)!r}, "w").write(sys.argv[1])\n')
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(browser))
    async with reading(services) as pilot:
        monkeypatch.setattr(pilot.app, "suspend", contextlib.nullcontext)
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        await pilot.press("o")
        await until(pilot, page.exists)
        await until(pilot, lambda: page.read_text() == "https://wire.example/pact/3/0")


def test_a_browser_with_windows_is_asked_by_another_process(monkeypatch, tmp_path) -> None:
    page = tmp_path / "page"
    browser = tmp_path / "surfer"
    browser.write_text(f'#!{sys.executable}\nimport sys\nopen({str(page)!r}, "w").write(sys.argv[1])\n')
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(browser))
    monkeypatch.setattr("briefing.tui.external.BROWSER_WAIT", 60.0)
    assert open_in_browser("https://wire.example/1")
    assert page.read_text() == "https://wire.example/1"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a named pipe")
def test_a_browser_that_stays_open_leaves_no_process_behind(monkeypatch, tmp_path) -> None:
    gate, browser = tmp_path / "gate", tmp_path / "surfer"
    os.mkfifo(gate)
    browser.write_text(f"#!{sys.executable}\nopen({str(gate)!r}).read()\n")
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(browser))
    monkeypatch.setattr("briefing.tui.external.BROWSER_WAIT", 0.0)
    assert open_in_browser("https://wire.example/1")
    waiting = [worker for worker in threading.enumerate() if worker.name == BROWSER_WORKER]
    gate.write_text("closed")
    for worker in waiting:
        worker.join(60)
    assert waiting and not any(worker.is_alive() for worker in waiting)


async def test_a_digest_fits_into_eighty_columns(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        await pilot.press("d")
        await until(pilot, lambda: isinstance(pilot.app.screen, PageModal))
        page = pilot.app.screen.query_one(Page)
        await until(pilot, lambda: page._lines)
        assert page.content_cells >= 72
        assert [line.content.plain for line in page._lines] == digest_text(
            services.deliveries.digest(), 72
        ).splitlines()
    async with reading(services, (60, 20)) as pilot:
        await pilot.press("d")
        await until(pilot, lambda: isinstance(pilot.app.screen, PageModal))
        page = pilot.app.screen.query_one(Page)
        await until(pilot, lambda: page._lines)
        written = digest_text(services.deliveries.digest(), page.content_cells).splitlines()
        assert [line.content.plain for line in page._lines][: len(written) // 2] == written[: len(written) // 2]
        assert max(line.content.cell_length for line in page._lines) <= page.content_cells
