"""JSON feeds that break off, or that have a comment before them."""

import pytest

from briefing.feeds.parsing.parser import parse_feed


@pytest.mark.parametrize("cut", ['{"id": "3", "title": "Thr', '{"id": "3"', "", ","])
def test_the_items_before_the_place_where_a_document_breaks_off_are_read(cut: str):
    start = '{"version": "https://jsonfeed.org/version/1.1", "title": "Gull", "items": [{"id": "1", "title": "One"},'
    document = parse_feed(f'{start} {{"id": "2", "title": "Two"}}, {cut}'.encode(), {}, "https://gull.example/feed")
    assert (document.title, [entry.title for entry in document.entries]) == ("Gull", ["One", "Two"])
    assert document.partial


@pytest.mark.parametrize("start", ["/* made by a script */\n", "// made by a script\n", ")]}',\n", "wire.show("])
def test_what_scripts_need_before_the_document_is_skipped(start: str):
    body = f'{start}{{"title": "Gull", "items": [{{"id": "1", "title": "One"}}]}}'.encode()
    assert [entry.title for entry in parse_feed(body, {}, "https://gull.example/feed").entries] == ["One"]


@pytest.mark.parametrize("number", ["9" * 5_000, "-" + "9" * 5_000])
def test_an_endless_number_costs_no_item(number: str):
    body = f'{{"title": "Gull", "items": [{{"id": {number}, "title": "One"}}, {{"id": "2", "title": "Two"}}]}}'.encode()
    assert [entry.title for entry in parse_feed(body, {}, "https://gull.example/feed").entries] == ["One", "Two"]
