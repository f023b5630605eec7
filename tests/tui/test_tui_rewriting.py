from dataclasses import replace

import pytest
from fake_services import FakeServices
from tui_pilot import SIZES, reading, screen_text, text_of, until, walk

from briefing.model.feeds import LanguageModel
from briefing.tui.screens.article_screen import ArticleScreen
from briefing.tui.screens.thread_screen import ThreadScreen

FAITHFUL = "On Monday the Philippine Senate concurred in the agreement by 19 votes to none. [1]"
WRONG = "On Monday the Philippine Senate concurred in the agreement by 24 votes to none. [1]"
MODEL = LanguageModel("http://localhost:11434/v1", "sample-model")


@pytest.fixture
def own(services: FakeServices) -> FakeServices:
    services.config, services.answer = replace(services.config, language_model=MODEL), FAITHFUL
    return services


def asked(services: FakeServices) -> list[tuple[str, ...]]:
    return [call for call in services.calls if call[0] == "rewrite"]


def shown(pilot) -> str:
    return " ".join(text_of(pilot.app.screen.detail_pane).replace("│", " ").replace("▌", " ").split())


async def opened(pilot) -> None:
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and "TIMELINE" in shown(pilot))


@pytest.mark.parametrize("size", SIZES)
async def test_a_summary_is_rewritten_with_its_citation_and_the_key_takes_it_back(own: FakeServices, size) -> None:
    said = own.threads["t-pact"].summary.paragraph[0]
    async with reading(own, size) as pilot:
        await opened(pilot)
        await until(pilot, lambda: said.text in shown(pilot))
        assert not asked(own)
        await pilot.press("L")
        await until(pilot, lambda: f"{FAITHFUL} (rewritten by sample-model)" in shown(pilot))
        assert said.text not in shown(pilot)
        assert "Rewritten - L shows the publishers' own sentences" in screen_text(pilot)
        await walk(pilot, lambda target: target.occurrence == "rewritten 0")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ArticleScreen))
        assert pilot.app.screen.article.id == said.article
        await pilot.press("escape", "L")
        await until(pilot, lambda: said.text in shown(pilot))
        assert "rewritten by" not in shown(pilot)


async def test_it_is_as_long_as_the_summary_in_sight_and_another_size_shows_the_publishers_words(
    own: FakeServices,
) -> None:
    async with reading(own) as pilot:
        await opened(pilot)
        await pilot.press("3", "L")
        await until(pilot, lambda: "rewritten by" in shown(pilot))
        await pilot.press("3")
        await until(pilot, lambda: "November 2023" in shown(pilot) and "rewritten by" not in shown(pilot))
        assert asked(own) == [("rewrite", "t-pact", "long")]


async def test_wrong_facts_are_refused_and_why_is_said(own: FakeServices) -> None:
    own.answer = WRONG
    async with reading(own) as pilot:
        await opened(pilot)
        await pilot.press("L")
        await until(pilot, lambda: "what sample-model wrote was refused, as" in shown(pilot))
        assert "stands in the publishers' own sentences" in screen_text(pilot)
        assert pilot.app.status_message.startswith("The summary stands in the publishers' own sentences")
        assert "by 24 votes" not in shown(pilot) and "by 19 votes" in shown(pilot)
        assert "(rewritten by" not in shown(pilot)


async def test_the_refusal_stays_when_the_thread_is_loaded_again(own: FakeServices) -> None:
    own.answer = WRONG
    async with reading(own) as pilot:
        await opened(pilot)
        await pilot.press("L")
        await until(pilot, lambda: "was refused, as" in shown(pilot))
        loads = own.calls.count(("thread", "t-pact"))
        pilot.app.correction_count += 1
        await until(pilot, lambda: own.calls.count(("thread", "t-pact")) > loads)
        await until(pilot, lambda: not pilot.app.screen.workers)
        assert "was refused, as" in shown(pilot)
        await pilot.press("n")
        await until(pilot, lambda: pilot.app.screen.thread.row.id != "t-pact")
        assert "was refused, as" not in shown(pilot)


async def test_always_means_on_opening_once_for_each_thread(own: FakeServices) -> None:
    own.config = replace(own.config, language_model=replace(MODEL, always_rewrite=True))
    async with reading(own) as pilot:
        await opened(pilot)
        await until(pilot, lambda: "(rewritten by sample-model)" in shown(pilot))
        await pilot.press("L")
        await until(pilot, lambda: "rewritten by" not in shown(pilot))
        pilot.app.correction_count += 1
        await until(pilot, lambda: own.calls.count(("thread", "t-pact")) >= 3)
        assert asked(own) == [("rewrite", "t-pact", "paragraph")]
        await pilot.press("n")
        await until(pilot, lambda: len(asked(own)) == 2)


async def test_without_a_model_the_command_says_how_to_name_one(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("L")
        await until(pilot, lambda: "add one under [model] in feeds.toml" in screen_text(pilot))
        assert len(pilot.app.status_message) <= 78
        assert not asked(services)
