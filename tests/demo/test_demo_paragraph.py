"""The paragraph of the demo's main thread holds nothing that a weekday of another year makes wrong."""

from briefing.output.lines import plain_lines
from briefing.output.today import briefing_lines
from briefing.services import Services
from briefing.services.front_pages import PageChoice


def test_the_main_thread_says_what_led_to_it_with_sure_days(demo_services: Services) -> None:
    text = plain_lines(briefing_lines(demo_services.pages.briefing(PageChoice(limit=1)), 80))
    paragraph = " ".join(text.split("38 articles", 1)[1].split("15 Jan", 1)[0].split())
    assert "Acquisition and Cross-Servicing Agreement on Thursday" in paragraph
    assert paragraph.count("Thursday") == 1
