from dataclasses import replace

import pytest
from fake_services import FakeServices, arrival
from textual.widgets import Input
from tui_pilot import picked, plain, reading, screen_text, text_of, until, walk

from briefing.tui.modals.confirm_prompt import ConfirmPrompt
from briefing.tui.modals.prompts import ChoicePrompt, TextPrompt
from briefing.tui.screens.front_screen import FrontScreen
from briefing.tui.screens.thread_screen import ThreadScreen
from briefing.tui.tabs import ALL_TAB, Tab
from briefing.tui.widgets.page import Page
from briefing.tui.widgets.thread_list import ThreadList


def titles(pilot) -> list[str]:
    return [row.title for row in pilot.app.screen.query_one(ThreadList).rows]


async def asked(pilot, *keys: str) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, TextPrompt))
    pilot.app.screen.query_one(Input).value = ""
    await pilot.press(*keys, "enter")


async def opened(pilot) -> None:
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and pilot.app.screen.thread)


async def test_a_query_narrows_the_list_and_tab_completes_it(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("/")
        line = pilot.app.screen.filter.input
        await until(pilot, lambda: line.query_values)
        await pilot.press(*"sec")
        await pilot.press("tab", *"bus", "tab")
        assert line.value == "section:business "
        await until(pilot, lambda: titles(pilot) == ["Strait shipping insurance"])
        await pilot.press(*"-tanker")
        await until(pilot, lambda: titles(pilot) == [])
        await pilot.press("escape")
        await until(pilot, lambda: len(titles(pilot)) == len(services.threads))


async def test_words_are_looked_for_in_titles_at_once_and_then_in_articles(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("/", *"tanker")
        await until(pilot, lambda: titles(pilot) == ["Strait shipping insurance"])


async def test_a_mistake_in_a_query_is_a_quiet_line(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("/", *"sectoin:asia")
        await until(pilot, lambda: 'A query has no key "sectoin"' in screen_text(pilot))


async def test_a_filter_is_saved_as_a_tab_which_can_be_removed_and_both_undone(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("V")
        await until(pilot, lambda: "Filter first" in screen_text(pilot))
        await pilot.press("/", *"section:science", "enter", "V")
        await asked(pilot, *"lab")
        await until(pilot, lambda: isinstance(pilot.app.screen, FrontScreen))
        await until(pilot, lambda: "⌕lab" in str(pilot.app.screen.tabs.render()))
        assert services.saved == {"lab": "section:science"}
        await until(pilot, lambda: pilot.app.listing.tab == Tab.view("lab"))
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.listing.tab == Tab.view("lab") and len(titles(pilot)) == 10)
        await pilot.press("V")
        await until(pilot, lambda: not services.saved and pilot.app.listing.tab == ALL_TAB)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: services.saved)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: not services.saved and "⌕" not in str(pilot.app.screen.tabs.render()))


async def test_a_story_is_split_off_and_put_back(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await opened(pilot)
        await pilot.press("S")
        await until(pilot, lambda: "Choose an event of the timeline" in screen_text(pilot))
        await walk(pilot, lambda target: target.kind == "entry")
        await pilot.press("S")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmPrompt))
        await pilot.press("enter")
        await until(pilot, lambda: "t-alone" in services.threads)
        await until(pilot, lambda: '4 articles are now a thread: "' in screen_text(pilot))
        await until(pilot, lambda: len(pilot.app.screen.thread.stories) == 3)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: len(pilot.app.screen.thread.stories) == 4)


async def test_an_event_of_several_articles_is_split_off_after_a_question_that_names_it(services: FakeServices) -> None:
    thread = services.threads["t-pact"]
    event = next(entry for entry in thread.timeline if entry.story)
    articles = tuple(article.id for story in thread.stories for article in story.articles)[:3]
    event = replace(event, title="Nine ports reopen after the storm", articles=articles)
    timeline = tuple(event if one.story == event.story else one for one in thread.timeline)
    services.threads["t-pact"] = replace(thread, timeline=timeline)
    async with reading(services) as pilot:
        await opened(pilot)
        await walk(pilot, lambda target: target.kind == "entry" and event.story in target.id)
        await pilot.press("S")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmPrompt))
        await until(pilot, lambda: "Nine ports reopen" in screen_text(pilot))
        text = screen_text(pilot)
        assert "3 articles by 4 publishers become a thread" in text and "12 articles stay in it" in text
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen))
        assert not any(call[0] == "split" for call in services.calls)
        await pilot.press("S")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmPrompt))
        await pilot.press("enter")
        await until(pilot, lambda: ("split", "t-pact", event.title, *articles) in services.calls)
        await until(pilot, lambda: '3 articles are now a thread: "Nine ports' in screen_text(pilot))


async def test_an_article_is_split_or_moved(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await opened(pilot)
        await pilot.press("v")
        await until(pilot, lambda: "Choose an event of the timeline" in screen_text(pilot))
        await pilot.press("tab")
        await walk(pilot, lambda target: target.kind == "article")
        await pilot.press("v")
        article = pilot.app.screen_stack[-2].cursor_target.id
        await picked(pilot, *"quake")
        await until(pilot, lambda: any(call[0] == "move" and call[4:] == (article,) for call in services.calls))
        await until(pilot, lambda: "Moved" in screen_text(pilot))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "No longer moved" in screen_text(pilot))
        await walk(pilot, lambda target: target.kind == "article")
        article = pilot.app.screen.cursor_target.id
        await pilot.press("S")
        await until(pilot, lambda: any(call[0] == "split" and call[3:] == (article,) for call in services.calls))
        await until(pilot, lambda: 'Now a thread of its own: "' in screen_text(pilot))


@pytest.mark.parametrize("page", [FrontScreen, ThreadScreen])
async def test_a_thread_is_renamed_and_called_again_as_before(services: FakeServices, page) -> None:
    async with reading(services) as pilot:
        if page is ThreadScreen:
            await opened(pilot)
        await pilot.press("R")
        await asked(pilot, *"The pact")
        await until(pilot, lambda: services.threads["t-pact"].row.title == "The pact")
        await until(pilot, lambda: "Renamed to: The pact" in screen_text(pilot))
        await until(pilot, lambda: text_of(pilot.app.screen.detail_pane).splitlines()[0].strip() == "The pact")
        await pilot.press("ctrl+z")
        await until(pilot, lambda: text_of(pilot.app.screen.detail_pane).splitlines()[0].strip().startswith("Japan-"))


async def test_what_is_hidden_is_shown_with_its_reason_and_brought_back(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("H")
        await until(pilot, lambda: "Nothing is hidden" in screen_text(pilot))
        await pilot.press("N")
        await until(pilot, lambda: ("mute until new", "t-pact") in services.calls)
        assert "Muted until something new: Japan" in screen_text(pilot)
        await pilot.press("W")
        await asked(pilot, *"quake")
        await until(pilot, lambda: services.words == {"quake"})
        await pilot.press("H")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoicePrompt))
        page = pilot.app.screen.query_one(Page)
        await until(pilot, lambda: "until something new" in text_of(page) and 'the word "quake"' in text_of(page))
        await pilot.press("j", "enter")
        await until(pilot, lambda: not services.words)
        await pilot.press("H")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoicePrompt))
        await pilot.press("enter")
        await until(pilot, lambda: titles(pilot)[0].startswith("Japan-Philippines"))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: services.threads["t-pact"].row.muted)
        await until(pilot, lambda: not titles(pilot)[0].startswith("Japan-Philippines"))


async def test_mute_until_new_leaves_the_page_of_the_thread(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await opened(pilot)
        await pilot.press("N")
        await until(pilot, lambda: isinstance(pilot.app.screen, FrontScreen))
        await until(pilot, lambda: services.threads["t-pact"].row.muted)


async def test_an_article_is_starred_and_the_star_is_taken_back(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await opened(pilot)
        await pilot.press("tab")
        await walk(pilot, lambda target: target.id == "a-pact-3-2" and not target.occurrence)
        await pilot.press("*")
        await until(pilot, lambda: services.stars == {"a-pact-3-2"})
        await until(pilot, lambda: "★ Sample Observer" in text_of(pilot.app.screen.articles_pane))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: not services.stars and "★" not in text_of(pilot.app.screen.articles_pane))


async def test_the_agenda_leads_to_the_thread_that_says_so(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("g")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoicePrompt))
        page = pilot.app.screen.query_one(Page)
        await until(pilot, lambda: "Fri 20 Dec  Senate in Manila concurs" in text_of(page))
        assert "Sample Wire and 1 more publisher" in text_of(page)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen))
        pilot.app.screen_stack[0].show_footer()  # as a change of the list does below the page
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoicePrompt))
        assert pilot.app.screen.query_one(Page).target.id == "0", "Esc leads back to the date"
        assert "Esc back" in str(pilot.app.screen_stack[0].key_bar.render())
        await pilot.press("escape")
        services.threads.clear()
        await pilot.press("g")
        await until(pilot, lambda: "No report of the last month names a date" in screen_text(pilot))


async def test_the_agenda_has_releases_below_a_heading(services: FakeServices, monkeypatch) -> None:
    (item,) = services.reading.agenda()
    monkeypatch.setattr(services.reading, "agenda", lambda: (item, replace(item, is_release=True)))
    async with reading(services) as pilot:
        await pilot.press("g")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoicePrompt))
        shown = text_of(pilot.app.screen.query_one(Page))
        first, heading = shown.index("Fri 20 Dec"), shown.index("RELEASES AND SALES")
        assert first < heading < shown.index("Fri 20 Dec", heading)


async def test_the_agenda_leaves_out_what_was_muted_from_there(services: FakeServices) -> None:
    (first,) = services.reading.agenda()
    quake = services.threads["t-quake"]
    second = replace(first, thread="t-quake", article=quake.stories[0].articles[0])
    services.reading.agenda = lambda days=14: (first, second)
    async with reading(services) as pilot:
        await pilot.press("g")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoicePrompt))
        page = pilot.app.screen.query_one(Page)
        await until(pilot, lambda: second.article.title in text_of(page))
        await pilot.press("j", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen))
        await pilot.press("m")
        await until(pilot, lambda: services.threads["t-quake"].row.muted)
        if isinstance(pilot.app.screen, ThreadScreen):
            await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoicePrompt))
        await until(pilot, lambda: second.article.title not in text_of(page) and first.article.title in text_of(page))
        assert page.target.id == "0"


async def test_a_publisher_is_muted_as_a_word_is_and_rules_that_hide_nothing_can_be_taken_back(
    services: FakeServices,
) -> None:
    async with reading(services) as pilot:
        await pilot.press("W")
        await asked(pilot, *"publisher:gazette")
        await until(pilot, lambda: "Muted what only Sample Gazette reports: none at present - " in screen_text(pilot))
        assert services.muted_publishers == {"Sample Gazette"}
        await pilot.press("H")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoicePrompt))
        page = pilot.app.screen.query_one(Page)
        await until(pilot, lambda: 'the publisher "Sample Gazette"' in text_of(page))
        assert "hides nothing now" in text_of(page)
        await pilot.press("enter")
        await until(pilot, lambda: not services.muted_publishers)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: services.muted_publishers == {"Sample Gazette"})
        await pilot.press("W")
        await asked(pilot, *"cricket")
        await until(pilot, lambda: services.words == {"cricket"})
        await pilot.press("H")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoicePrompt))
        await pilot.press("enter")
        await until(pilot, lambda: not services.words)


async def test_marks_show_what_can_be_done_with_them_and_are_left_with_escape(services: FakeServices) -> None:
    async with reading(services) as pilot:
        bar = pilot.app.screen.key_bar
        await pilot.press("space")
        await until(pilot, lambda: "M merge" in bar.render().plain)
        await pilot.press("escape")
        await until(pilot, lambda: "M merge" not in bar.render().plain)
        assert not pilot.app.marked


async def test_what_was_done_and_its_undo_are_read_whole_while_news_wait(services: FakeServices) -> None:
    services.arrivals = [arrival()]
    async with reading(services, (80, 24)) as pilot:
        line = pilot.app.screen.status_line
        await pilot.press("r")
        await until(pilot, lambda: "1 thread updated - press u" in line.render().plain)
        await pilot.press("f")
        await until(pilot, lambda: pilot.app.status_message.startswith("Following"))
        pilot.app.show_done("Following: " + "a long title " * 9)
        await until(pilot, lambda: "Ctrl+z undoes" in line.render().plain)
        assert "updated" not in line.render().plain
        pilot.app.notify_status("")
        await until(pilot, lambda: "1 thread updated - press u" in line.render().plain)


async def test_tags_are_typed_and_shown_and_an_empty_line_removes_them(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("#")
        await asked(pilot, *"sea", "space", *"asia")
        await until(pilot, lambda: "#sea #asia" in screen_text(pilot))
        await pilot.press("#")
        await until(pilot, lambda: isinstance(pilot.app.screen, TextPrompt))
        assert pilot.app.screen.query_one(Input).value == "sea asia"
        await asked(pilot)
        await until(pilot, lambda: "#sea" not in screen_text(pilot))


async def test_a_tag_that_is_none_leaves_what_was_typed(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("#")
        await asked(pilot, *"sea", "minus")
        await until(pilot, lambda: "no tag" in plain(pilot.app.screen.note.render()))
        assert pilot.app.screen.query_one(Input).value == "sea-"
