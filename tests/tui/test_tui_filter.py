"""The filter: a live count, quiet mistakes, a list of completions, its own keys, and articles below the threads."""

import threading

import pytest
from fake_services import FakeServices
from textual import events
from tui_pilot import lines_of, plain, reading, screen_text, text_of, until

from briefing.errors import ConfigError
from briefing.tui.held_keys import EarlyKeys
from briefing.tui.list_items import ItemKind
from briefing.tui.screens.article_screen import ArticleScreen
from briefing.tui.screens.front_screen import FrontScreen
from briefing.tui.screens.thread_screen import ThreadScreen
from briefing.tui.widgets.filter_input import KEY_HELP
from briefing.tui.widgets.thread_list import ThreadList


def titles(pilot) -> list[str]:
    return [row.title for row in pilot.app.screen.query_one(ThreadList).rows]


def status(pilot) -> str:
    return plain(pilot.app.screen.status_line.left)


async def test_no_letter_is_lost_that_follows_the_key_of_the_filter_at_once(services: FakeServices) -> None:
    async with reading(services) as pilot:
        for character in "/on/off":
            pilot.app.post_message(events.Key("slash" if character == "/" else character, character))
        await until(pilot, lambda: pilot.app.screen.filter.input.value == "on/off")


@pytest.mark.parametrize(("first", "changed"), [("j", "cursor"), ("f", "followed"), ("m", "muted")])
async def test_no_key_is_lost_that_the_key_of_the_filter_follows_at_once(
    services: FakeServices, first: str, changed: str
) -> None:
    async with reading(services) as pilot:
        row = pilot.app.screen.thread_list.selected.row
        for key, character in ((first, first), ("slash", "/"), ("q", "q"), ("slash", "/")):
            pilot.app.post_message(events.Key(key, character))
        await until(pilot, lambda: pilot.app.screen.filter.input.value == "q/")
        await pilot.press("escape")
        await until(pilot, lambda: not pilot.app.screen.filter.is_open)
        if changed == "cursor":
            assert pilot.app.screen.thread_list.cursor == 1
        else:
            await until(pilot, lambda: getattr(services.threads[row.id].row, changed) != getattr(row, changed))


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+c"])
async def test_a_key_that_leaves_does_not_wait_for_the_filter(services: FakeServices, key: str) -> None:
    async with reading(services) as pilot:
        early = EarlyKeys(pilot.app.commands)
        opener = events.Key("slash", "/")
        assert early.take(opener, pilot.app) is opener
        assert early.take(events.Key("x", "x"), pilot.app) is None, "held until the filter is open"
        leaving = events.Key(key, None)
        assert early.take(leaving, pilot.app) is leaving


async def test_the_count_is_live_and_says_while_the_store_is_searched(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("/", *"section:business")
        await until(pilot, lambda: titles(pilot) == ["Strait shipping insurance"])
        await until(pilot, lambda: status(pilot) == '1 thread with "section:business"')
        await pilot.press(*" xyzzy")
        await until(pilot, lambda: status(pilot) == '0 threads with "section:business xyzzy"')


async def test_a_mistake_is_named_after_a_pause_and_goes_with_the_next_key(services, monkeypatch) -> None:
    monkeypatch.setattr("briefing.tui.screens.front_filter.MISTAKE_PAUSE", 0.4)
    async with reading(services) as pilot:
        await pilot.press("/", *"is:")
        assert "needs a value" not in screen_text(pilot)
        await until(pilot, lambda: '"is:" needs a value' in status(pilot))
        await pilot.press(*"new")
        await until(pilot, lambda: "threads with" in status(pilot))


async def test_enter_takes_no_completion_where_the_mistake_is_named(services, monkeypatch) -> None:
    monkeypatch.setattr("briefing.tui.screens.front_filter.MISTAKE_PAUSE", 0.4)
    async with reading(services) as pilot:
        line = pilot.app.screen.filter.input
        await pilot.press("/", *"is:")
        await until(pilot, lambda: '"is:" needs a value' in status(pilot))
        assert line.completed("is:"), "it has a completion"
        await pilot.press("enter")
        await pilot.pause()
        assert line.has_focus and line.value == "is:"
        assert '"is:" needs a value' in status(pilot)


async def test_the_count_names_a_phrase_in_its_own_quotes(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("/", *'"noto quake"')
        await until(pilot, lambda: status(pilot) == '1 thread with "noto quake"')


async def test_enter_names_a_mistake_at_once_and_keeps_what_was_typed(services: FakeServices, monkeypatch) -> None:
    monkeypatch.setattr("briefing.tui.screens.front_filter.MISTAKE_PAUSE", 600)
    async with reading(services) as pilot:
        line = pilot.app.screen.filter.input
        await pilot.press("/", *"ferry OR", "enter")
        await until(pilot, lambda: '"OR" needs a term on both sides' in status(pilot))
        assert line.has_focus and line.value == "ferry OR"
        await pilot.press(*" quake", "enter")
        await until(pilot, lambda: not line.has_focus and titles(pilot) == ["Noto quake"])


async def test_enter_right_behind_the_last_letter_names_a_mistake_at_once(services, monkeypatch) -> None:
    monkeypatch.setattr("briefing.tui.screens.front_filter.MISTAKE_PAUSE", 600)
    async with reading(services) as pilot:
        line = pilot.app.screen.filter.input
        await pilot.press("/")
        await until(pilot, lambda: line.has_focus)
        for key, character in [*((character, character) for character in "s:x:("), ("enter", None)]:
            pilot.app.post_message(events.Key(key, character))
        await until(pilot, lambda: 'A query has no key "s"' in status(pilot))
        assert line.has_focus and line.value == "s:x:("


async def test_the_footer_shows_the_keys_of_the_filter_while_it_is_typed(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        bar = pilot.app.screen.key_bar
        await pilot.press("/")
        await until(pilot, lambda: "Enter keep  Esc clear  Tab take  Down list" in bar.render().plain)
        await pilot.press(*"quake", "enter")
        await until(pilot, lambda: "f follow" in bar.render().plain and "Tab take" not in bar.render().plain)


async def test_down_lists_keys_then_values_and_tab_or_enter_take_them(services: FakeServices) -> None:
    async with reading(services) as pilot:
        line = pilot.app.screen.filter.input
        await pilot.press("/")
        await until(pilot, lambda: line.query_values)
        listed = line.completions.page
        assert not line.completions.is_open
        await pilot.press("down")
        await until(pilot, lambda: line.completions.is_open and "publisher:" in text_of(listed))
        assert all(help in text_of(listed) for help in KEY_HELP.values())
        assert lines_of(listed)[0].startswith("▌section:")
        await pilot.press("down", "up", "tab")
        await until(pilot, lambda: line.value == "section:" and "section:business" in text_of(listed))
        await pilot.press(*"sc", "enter")
        await until(pilot, lambda: line.value == "section:science " and not line.completions.is_open)
        await until(pilot, lambda: len(titles(pilot)) == 10)
        assert line.has_focus
        await pilot.press("enter")
        await until(pilot, lambda: not line.has_focus)


async def test_escape_closes_the_list_of_completions_before_the_filter(services: FakeServices) -> None:
    async with reading(services) as pilot:
        line = pilot.app.screen.filter.input
        await pilot.press("/", *"is:", "down")
        await until(pilot, lambda: line.completions.is_open)
        await pilot.press("escape")
        await until(pilot, lambda: not line.completions.is_open)
        assert line.value == "is:" and line.has_focus
        await pilot.press("escape")
        await until(pilot, lambda: line.value == "" and not line.has_focus)


@pytest.mark.parametrize("size", [(60, 20), (120, 36)])
async def test_articles_that_match_stand_below_the_threads_and_open(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        await pilot.press("/", *"premiums", "enter")
        threads = pilot.app.screen.query_one(ThreadList)
        await until(pilot, lambda: any(item.hit for item in threads.items))
        kinds = [item.kind for item in threads.items]
        assert kinds[0] is ItemKind.THREAD and ItemKind.HIT not in kinds[: kinds.index(ItemKind.ARTICLES)]
        assert "Articles, the best match first" in text_of(threads)
        assert status(pilot).startswith('1 thread, 6 articles with "premiums"')
        await pilot.press("j", "j")
        await until(pilot, lambda: threads.selected.hit)
        found = threads.selected.hit.article
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ArticleScreen))
        assert pilot.app.screen.article.id == found.id
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, FrontScreen) and len(titles(pilot)) > 20)


async def test_what_was_looked_for_is_highlighted(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("/", *"quake")
        await until(pilot, lambda: titles(pilot) == ["Noto quake"])
        threads = pilot.app.screen.query_one(ThreadList)
        await until(pilot, lambda: "quake" in underlined(threads))
        await pilot.press("escape")
        await until(pilot, lambda: len(titles(pilot)) > 20 and not underlined(threads))


def underlined(threads: ThreadList) -> list[str]:
    return [segment.text for segment in threads.render_line(0) if segment.style and segment.style.underline]


async def test_or_and_brackets_filter_the_list(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("/", *"quake OR (tanker section:business)")
        await until(pilot, lambda: titles(pilot) == ["Strait shipping insurance", "Noto quake"])
        assert pilot.app.listing.is_query and pilot.app.listing.filter_words == ("quake", "tanker")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)])
@pytest.mark.parametrize("unreadable", ["x:y", "OR", 'title:"?"'])
async def test_no_number_is_of_a_query_that_cannot_be_read(services, monkeypatch, size, unreadable: str) -> None:
    monkeypatch.setattr("briefing.tui.screens.front_filter.MISTAKE_PAUSE", 600)
    async with reading(services, size) as pilot:
        screen, line = pilot.app.screen, pilot.app.screen.filter.input
        await pilot.press("/", *"quake")
        await until(pilot, lambda: pilot.app.listing.matched_text == "quake")
        good, found = status(pilot), titles(pilot)
        line.value = f"quake {unreadable}"
        await pilot.pause(0.5)
        assert (status(pilot), titles(pilot)) == (good, found), "the last text that could be read"
        line.close_completions()
        await pilot.press("enter")
        await until(pilot, lambda: screen.filter.mistake)
        assert titles(pilot) == found and line.has_focus and line.value.endswith(unreadable)
        line.value = "quake OR ferry"
        await until(pilot, lambda: pilot.app.listing.matched_text == "quake OR ferry")
        assert status(pilot).startswith(f"{len(titles(pilot))} thread")


async def test_a_key_that_is_typed_leaves_what_stands_before_it(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        everything, unfiltered = titles(pilot), status(pilot)
        line = pilot.app.screen.filter.input
        await pilot.press("/")
        await until(pilot, lambda: line.has_focus)
        for text, begins in (("((", ""), ("section:", ""), ("quake section:", "1 thread with")):
            line.value = ""
            await pilot.press(*text)
            await until(pilot, lambda begins=begins: status(pilot).startswith(begins or unfiltered))
            assert titles(pilot) == (["Noto quake"] if begins else everything), text


async def test_a_value_that_occurs_nowhere_leaves_the_last_filter(services: FakeServices, monkeypatch) -> None:
    rows = services.reading.thread_rows

    def thread_rows(**options: object) -> object:
        if "nowhere" in str(options.get("query")):
            raise ConfigError('No section is called "nowhere".', "There are: asia.")
        return rows(**options)

    async with reading(services) as pilot:
        monkeypatch.setattr(services.reading, "thread_rows", thread_rows)
        line = pilot.app.screen.filter.input
        await pilot.press("/", *"quake")
        await until(pilot, lambda: pilot.app.listing.matched_text == "quake")
        found = titles(pilot)
        line.value = "quake section:nowhere"
        line.close_completions()
        await pilot.press("enter")
        await until(pilot, lambda: "No section is called" in status(pilot))
        assert titles(pilot) == found and line.has_focus and line.value == "quake section:nowhere"


async def test_a_query_filters_once_it_is_looked_up(services: FakeServices, monkeypatch) -> None:
    gate, rows = threading.Event(), services.reading.thread_rows
    async with reading(services) as pilot:
        monkeypatch.setattr(services.reading, "thread_rows", lambda **options: gate.wait(60) and rows(**options))
        everything = titles(pilot)
        await pilot.press("/", *"section:business", "enter")
        await until(pilot, lambda: status(pilot) == "Looking for section:business …")
        gate.set()
        await until(pilot, lambda: 'with "section:business"' in status(pilot))
        assert len(titles(pilot)) < len(everything)


async def test_an_id_finds_its_thread_and_the_page_of_the_thread_shows_it(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        await pilot.press("/", *"t-quake")
        await until(pilot, lambda: titles(pilot) == ["Noto quake"])
        await until(pilot, lambda: "its id is t-quake" in screen_text(pilot))
        await pilot.press("enter", "enter")
        await until(pilot, lambda: status(pilot).endswith(" · t-quake"))


async def test_enter_right_behind_a_query_opens_what_the_store_finds(services: FakeServices, monkeypatch) -> None:
    gate, rows = threading.Event(), services.reading.thread_rows
    async with reading(services) as pilot:
        monkeypatch.setattr(services.reading, "thread_rows", lambda **options: gate.wait(60) and rows(**options))
        await pilot.press("/", *"section:business")
        for _ in range(2):
            pilot.app.post_message(events.Key("enter", "\r"))
        await until(pilot, lambda: not pilot.app.screen.filter.input.has_focus)
        assert isinstance(pilot.app.screen, FrontScreen)
        gate.set()
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen))
        assert pilot.app.screen.thread.row.section == "business"


async def test_no_article_that_a_filter_found_stays_once_it_is_cleared(services: FakeServices) -> None:
    async with reading(services) as pilot:
        before = [item.key for item in pilot.app.screen.query_one(ThreadList).items]
        await pilot.press("/", *"senate", "enter")
        await until(pilot, lambda: any(item.kind is ItemKind.HIT for item in pilot.app.screen.thread_list.items))
        await pilot.press("escape")
        await until(pilot, lambda: [item.key for item in pilot.app.screen.thread_list.items] == before)
