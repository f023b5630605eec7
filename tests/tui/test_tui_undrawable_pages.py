"""What cannot be loaded or drawn: the pane says what failed and what to press, and the reader goes on."""

import logging

import pytest
from fake_services import FakeServices
from tui_pilot import picture, reading, screen_text, text_of, until

from briefing.errors import DamageError
from briefing.program_faults import fault_of, log_fault_once
from briefing.tui.screens.article_screen import ArticleScreen
from briefing.tui.screens.thread_screen import ThreadScreen
from briefing.tui.widgets.thread_list import ThreadList

FAULT = "a fault of the program (KeyError: 'no such word')"


def fail(*_: object, **__: object) -> object:
    raise KeyError("no such word")


def words_of(pilot) -> str:
    """What the screen shows, on one line."""
    return " ".join(screen_text(pilot).split())


async def test_a_thread_that_cannot_be_drawn_is_named_and_the_next_one_is_shown(
    services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(services, (160, 48)) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        shown = pilot.app.screen.thread.row.id
        with monkeypatch.context() as broken:
            broken.setattr("briefing.tui.screens.thread_preview.render_thread", fail)
            pilot.app.screen.repaint()
            await until(pilot, lambda: f"thread {shown} cannot be shown: {FAULT}" in words_of(pilot))
            assert "j moves on to the next thread." in words_of(pilot)
            assert pilot.app.listing.row(shown).title in text_of(pilot.app.screen.detail_pane)
        await pilot.press("j")
        await until(pilot, lambda: pilot.app.screen.thread.row.id != shown)
        assert "cannot be shown" not in words_of(pilot)


async def test_the_page_of_a_thread_that_cannot_be_drawn_says_what_to_press(
    services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.tui.screens.thread_screen.render_single_pane", fail)
    async with reading(services, (80, 24)) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and FAULT in words_of(pilot))
        assert "Esc goes back, n shows the next thread." in words_of(pilot)
        await pilot.resize_terminal(60, 20)
        await until(pilot, lambda: FAULT in words_of(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, ThreadScreen))


@pytest.mark.parametrize(
    ("error", "shown"),
    [(KeyError("no such word"), FAULT), (DamageError("a date is damaged", "`briefing restore`"), "`briefing restore`")],
)
async def test_a_thread_that_cannot_be_read_is_named(
    services: FakeServices, monkeypatch: pytest.MonkeyPatch, error: Exception, shown: str
) -> None:
    def fail_to_load(*_: object) -> None:
        raise error

    monkeypatch.setattr("briefing.tui.screens.thread_preview.load_thread", fail_to_load)
    monkeypatch.setattr("briefing.tui.screens.thread_screen.load_thread_page", fail_to_load)
    async with reading(services, (160, 48)) as pilot:
        await until(pilot, lambda: shown in words_of(pilot))
        row = pilot.app.listing.rows[0]
        title, count = row.title, f"{row.article_count} articles"
        assert title in text_of(pilot.app.screen.detail_pane) and count in text_of(pilot.app.screen.detail_pane)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and shown in words_of(pilot))
        assert title in text_of(pilot.app.screen.detail_pane) and count in text_of(pilot.app.screen.detail_pane)
        await pilot.press("escape", "j")
        await until(pilot, lambda: not isinstance(pilot.app.screen, ThreadScreen))


async def test_a_thread_that_the_list_leaves_out_is_named(services: FakeServices) -> None:
    services.damaged_threads.add(fault_of("thread t-odd", DamageError("the store is damaged: a title is binary")))
    async with reading(services) as pilot:
        await until(pilot, lambda: "Left out: thread t-odd, as the store is damaged: a title" in words_of(pilot))
        assert "`briefing doctor`" in words_of(pilot)


async def test_an_article_that_cannot_be_drawn_says_what_to_press(
    services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.tui.screens.article_screen.render_article", fail)
    async with reading(services) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        thread = pilot.app.screen.thread
        article = thread.stories[0].articles[0]
        pilot.app.open_article(thread, article)
        await until(pilot, lambda: isinstance(pilot.app.screen, ArticleScreen) and FAULT in words_of(pilot))
        assert f"article {article.id} cannot be shown" in words_of(pilot)
        assert "Esc goes back, o opens the article in the browser." in words_of(pilot)


async def test_a_row_that_cannot_be_drawn_has_its_title(
    services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    from briefing.tui.widgets import thread_list

    real, bad = thread_list.render_item, []

    def fail_for_one(item, *args):
        if item.thread_id in bad:
            raise KeyError("no such word")
        return real(item, *args)

    monkeypatch.setattr(thread_list, "render_item", fail_for_one)
    async with reading(services) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        panel = pilot.app.screen.query_one(ThreadList)
        before = text_of(panel)
        row = panel.rows[0]
        bad.append(row.id)
        panel.set_marked(frozenset())
        shown = text_of(panel)
        assert row.title in shown and f"thread {row.id} cannot be shown" in shown
        assert panel.rows[1].title in shown and len(shown.splitlines()) == len(before.splitlines())
        assert picture(pilot)


async def test_a_fault_is_logged_once_and_an_error_of_the_system_ends_nothing(
    services: FakeServices, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail_to_read(*_: object) -> object:
        raise OSError(5, "Input/output error")

    log_fault_once.cache_clear()
    async with reading(services, (160, 48)) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        with caplog.at_level(logging.ERROR, "briefing"), monkeypatch.context() as broken:
            broken.setattr("briefing.tui.screens.thread_preview.render_thread", fail)
            for _ in range(3):
                pilot.app.screen.repaint()
        assert len([one for one in caplog.messages if "no such word" in one]) == 1
        monkeypatch.setattr("briefing.tui.screens.thread_preview.render_thread", fail_to_read)
        pilot.app.screen.repaint()
        await until(pilot, lambda: "cannot be shown: the disk failed while reading or writing" in words_of(pilot))
