"""What a refresh has grouped so far is loaded while it goes on, but not for each thread of it."""

from fake_services import FakeServices
from tui_pilot import reading, until

from briefing.model.fetching import Progress
from briefing.tui.controllers import refresh_controller
from briefing.tui.messages import NewsGrouped


async def test_the_list_is_loaded_once_for_news_that_follow_each_other(services: FakeServices, monkeypatch) -> None:
    loads, load = [], refresh_controller.load_front_page
    async with reading(services) as pilot:
        monkeypatch.setattr(refresh_controller, "load_front_page", lambda *args: loads.append(args) or load(*args))
        pilot.app.progress = Progress("grouping", 1, 9)
        for _ in range(5):
            pilot.app.post_message(NewsGrouped())
            await pilot.pause(0.02)
        await until(pilot, lambda: loads)
        assert len(loads) == 1
        monkeypatch.setattr(refresh_controller, "NEWS_INTERVAL", 0.01)
        pilot.app.controllers.refresh._waits_for_news = False
        pilot.app.post_message(NewsGrouped())
        await until(pilot, lambda: len(loads) == 2)
