import pytest
from fake_desk import FakeDesk, arrival
from textual.widgets import Input
from tui_pilot import reading, screen_text, text_of, until, walk

from briefing.tui.screens.ask import Ask, Choose
from briefing.tui.screens.front import FrontPage
from briefing.tui.screens.thread import ThreadPage
from briefing.tui.widgets.page import Page
from briefing.tui.widgets.thread_list import ThreadList


def titles(pilot) -> list[str]:
    return [row.title for row in pilot.app.screen.query_one(ThreadList).threads]


async def asked(pilot, *keys: str) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
    pilot.app.screen.query_one(Input).value = ""
    await pilot.press(*keys, "enter")


async def opened(pilot) -> None:
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, ThreadPage) and pilot.app.screen.thread)


async def test_a_query_narrows_the_list_and_tab_completes_it(desk: FakeDesk) -> None:
    async with reading(desk) as pilot:
        await pilot.press("/")
        line = pilot.app.screen.filter_line
        await until(pilot, lambda: line.known)
        await pilot.press(*"sec")
        await until(pilot, lambda: "Tab takes: section:" in screen_text(pilot))
        await pilot.press("tab", *"bus", "tab")
        assert line.value == "section:business "
        await until(pilot, lambda: titles(pilot) == ["Strait shipping insurance"])
        await pilot.press(*"-tanker")
        await until(pilot, lambda: titles(pilot) == [])
        await pilot.press("escape")
        await until(pilot, lambda: len(titles(pilot)) == len(desk.threads))


async def test_words_are_looked_for_in_titles_at_once_and_then_in_articles(desk: FakeDesk) -> None:
    async with reading(desk) as pilot:
        await pilot.press("/", *"tanker")
        await until(pilot, lambda: titles(pilot) == ["Strait shipping insurance"])


async def test_a_mistake_in_a_query_is_a_quiet_line(desk: FakeDesk) -> None:
    async with reading(desk) as pilot:
        await pilot.press("/", *"sectoin:asia")
        await until(pilot, lambda: 'A query has no key "sectoin"' in screen_text(pilot))


async def test_a_filter_is_saved_as_a_tab_which_can_be_removed_and_both_undone(desk: FakeDesk) -> None:
    async with reading(desk) as pilot:
        await pilot.press("V")
        await until(pilot, lambda: "Filter first" in screen_text(pilot))
        await pilot.press("/", *"section:science", "enter", "V")
        await asked(pilot, *"lab")
        await until(pilot, lambda: "⌕lab" in str(pilot.app.screen.tabs.render()))
        assert desk.saved == {"lab": "section:science"}
        await pilot.press("escape", "[")
        await until(pilot, lambda: pilot.app.listing.view == "lab" and len(titles(pilot)) == 10)
        await pilot.press("V")
        await until(pilot, lambda: not desk.saved and pilot.app.listing.section == "")
        await pilot.press("ctrl+z")
        await until(pilot, lambda: desk.saved)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: not desk.saved and "⌕" not in str(pilot.app.screen.tabs.render()))


async def test_marked_threads_are_merged_and_parted_again(desk: FakeDesk) -> None:
    async with reading(desk) as pilot:
        await pilot.press("M")
        await until(pilot, lambda: "Mark threads with Space first" in screen_text(pilot))
        await pilot.press("j", "space")
        await until(pilot, lambda: "◐✓Strait" in text_of(pilot.app.screen.query_one(ThreadList)))
        await pilot.press("space", "space", "g", "M")
        await until(pilot, lambda: "t-strait" not in desk.threads and "t-quake" not in desk.threads)
        await until(pilot, lambda: titles(pilot)[0].startswith("Japan") and "Noto quake" not in titles(pilot))
        assert "Merged 3 threads" in screen_text(pilot)
        assert pilot.app.marked == frozenset()
        await pilot.press("ctrl+z")
        await until(pilot, lambda: titles(pilot)[1:3] == ["Strait shipping insurance", "Noto quake"])


async def test_a_story_is_split_off_and_put_back(desk: FakeDesk) -> None:
    async with reading(desk) as pilot:
        await opened(pilot)
        await pilot.press("S")
        await until(pilot, lambda: "Choose a story in the timeline" in screen_text(pilot))
        await walk(pilot, lambda target: target.kind == "entry")
        await pilot.press("S")
        await until(pilot, lambda: "t-alone" in desk.threads)
        await until(pilot, lambda: "Kept apart" in screen_text(pilot))
        await until(pilot, lambda: len(pilot.app.screen.thread.stories) == 3)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: len(pilot.app.screen.thread.stories) == 4)


async def test_an_article_is_split_or_moved(desk: FakeDesk) -> None:
    async with reading(desk) as pilot:
        await opened(pilot)
        await pilot.press("v")
        await until(pilot, lambda: "Choose a story in the timeline" in screen_text(pilot))
        await pilot.press("tab")
        await walk(pilot, lambda target: target.kind == "article")
        article = pilot.app.screen.target.id
        await pilot.press("S")
        await until(pilot, lambda: ("split", article) in desk.calls)
        await pilot.press("v")
        await asked(pilot, *"nowhere")
        await until(pilot, lambda: 'No thread is called "nowhere"' in screen_text(pilot))
        await pilot.press("v")
        await asked(pilot, *"quake")
        await until(pilot, lambda: ("move", article, "quake") in desk.calls)
        await until(pilot, lambda: "Moved" in screen_text(pilot))


@pytest.mark.parametrize("page", [FrontPage, ThreadPage])
async def test_a_thread_is_renamed_and_called_again_as_before(desk: FakeDesk, page) -> None:
    async with reading(desk) as pilot:
        if page is ThreadPage:
            await opened(pilot)
        await pilot.press("R")
        await asked(pilot, *"The pact")
        await until(pilot, lambda: desk.threads["t-pact"].row.title == "The pact")
        await until(pilot, lambda: "Renamed: The pact" in screen_text(pilot))
        await until(pilot, lambda: text_of(pilot.app.screen.detail).splitlines()[0].strip() == "The pact")
        await pilot.press("ctrl+z")
        await until(pilot, lambda: text_of(pilot.app.screen.detail).splitlines()[0].strip().startswith("Japan-"))


async def test_what_is_hidden_is_shown_with_its_reason_and_brought_back(desk: FakeDesk) -> None:
    async with reading(desk) as pilot:
        await pilot.press("H")
        await until(pilot, lambda: "Nothing is hidden" in screen_text(pilot))
        await pilot.press("N")
        await until(pilot, lambda: ("mute until new", "t-pact") in desk.calls)
        assert "Muted until something new: Japan" in screen_text(pilot)
        await pilot.press("W")
        await asked(pilot, *"quake")
        await until(pilot, lambda: desk.words == {"quake"})
        await pilot.press("H")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choose))
        page = pilot.app.screen.query_one(Page)
        await until(pilot, lambda: "until something new" in text_of(page) and 'the word "quake"' in text_of(page))
        await pilot.press("j", "enter")
        await until(pilot, lambda: not desk.words)
        await pilot.press("H")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choose))
        await pilot.press("enter")
        await until(pilot, lambda: titles(pilot)[0].startswith("Japan-Philippines"))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: desk.threads["t-pact"].row.muted)
        await until(pilot, lambda: not titles(pilot)[0].startswith("Japan-Philippines"))


async def test_mute_until_new_leaves_the_page_of_the_thread(desk: FakeDesk) -> None:
    async with reading(desk) as pilot:
        await opened(pilot)
        await pilot.press("N")
        await until(pilot, lambda: isinstance(pilot.app.screen, FrontPage))
        await until(pilot, lambda: desk.threads["t-pact"].row.muted)


async def test_an_article_is_starred_and_the_star_is_taken_back(desk: FakeDesk) -> None:
    async with reading(desk) as pilot:
        await opened(pilot)
        await pilot.press("tab")
        await walk(pilot, lambda target: target.id == "a-pact-3-2" and not target.at)
        await pilot.press("*")
        await until(pilot, lambda: desk.stars == {"a-pact-3-2"})
        await until(pilot, lambda: "★ Senate in Manila" in text_of(pilot.app.screen.sources))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: not desk.stars and "★" not in text_of(pilot.app.screen.sources))


async def test_the_agenda_leads_to_the_thread_that_says_so(desk: FakeDesk) -> None:
    async with reading(desk) as pilot:
        await pilot.press("A")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choose))
        page = pilot.app.screen.query_one(Page)
        await until(pilot, lambda: "Fri 20 Dec  Japan-Philippines defence pact" in text_of(page))
        assert "Sample Wire and 1 more publisher" in text_of(page)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadPage))
        await pilot.press("escape")
        desk.threads.clear()
        await pilot.press("A")
        await until(pilot, lambda: "say nothing of the next days" in screen_text(pilot))


async def test_a_publisher_is_muted_as_a_word_is_and_rules_that_hide_nothing_can_be_taken_back(desk: FakeDesk) -> None:
    async with reading(desk) as pilot:
        await pilot.press("W")
        await asked(pilot, *"publisher:gazette")
        await until(pilot, lambda: "Muted what only Sample Gazette tells - Ctrl+z undoes" in screen_text(pilot))
        assert desk.mutes == {"Sample Gazette"}
        await pilot.press("H")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choose))
        page = pilot.app.screen.query_one(Page)
        await until(pilot, lambda: "the publisher Sample Gazette" in text_of(page))
        assert "hides nothing now" in text_of(page)
        await pilot.press("enter")
        await until(pilot, lambda: not desk.mutes)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: desk.mutes == {"Sample Gazette"})
        await pilot.press("W")
        await asked(pilot, *"cricket")
        await until(pilot, lambda: desk.words == {"cricket"})
        await pilot.press("H")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choose))
        await pilot.press("enter")
        await until(pilot, lambda: not desk.words)


async def test_marks_show_what_can_be_done_with_them_and_are_left_with_escape(desk: FakeDesk) -> None:
    async with reading(desk) as pilot:
        bar = pilot.app.screen.key_bar
        await pilot.press("space")
        await until(pilot, lambda: "M merge" in bar.render().plain)
        await pilot.press("escape")
        await until(pilot, lambda: "M merge" not in bar.render().plain)
        assert not pilot.app.marked


async def test_what_was_done_and_its_undo_are_read_whole_while_news_wait(desk: FakeDesk) -> None:
    desk.arrivals = [arrival()]
    async with reading(desk, (80, 24)) as pilot:
        line = pilot.app.screen.status
        await pilot.press("r")
        await until(pilot, lambda: "1 thread updated - press u" in line.render().plain)
        await pilot.press("f")
        await until(pilot, lambda: pilot.app.said.startswith("Following"))
        pilot.app.tell_done("Following: " + "a long title " * 9)
        await until(pilot, lambda: "Ctrl+z undoes" in line.render().plain)
        assert "updated" not in line.render().plain
        pilot.app.say("")
        await until(pilot, lambda: "1 thread updated - press u" in line.render().plain)
