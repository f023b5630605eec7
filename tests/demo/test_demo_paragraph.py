"""The paragraph of the demo's main thread holds nothing that a weekday of another year makes wrong."""

from click.testing import CliRunner

from briefing.cli import root


def test_the_main_thread_says_what_led_to_it_with_sure_days() -> None:
    text = CliRunner().invoke(root, ["demo", "--today"]).output
    paragraph = " ".join(text.split("38 articles", 1)[1].split("15 Jan", 1)[0].split())
    assert "Acquisition and Cross-Servicing Agreement on Thursday" in paragraph
    assert paragraph.count("Thursday") == 1
