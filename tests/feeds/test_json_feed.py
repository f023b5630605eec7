"""JSON feeds that break off, or that have a comment before them."""

import pytest
from cpu_limit import run_within_cpu_seconds

from briefing.errors import ParseError
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


VERSION = '{"version": "https://jsonfeed.org/version/1.1", "title": "Gull // Daily", "items": '
ONE = '{"id": "1", "title": "One /* stays */", "url": "https://gull.example/1"}'
TWO = '{"id": "2", "title": "Two", "url": "https://gull.example/2", "authors": [{"name": "Ann"}, {"name": "Bo"}]}'
FAULTY = {
    "a comment before each item": f"{VERSION}[ // the newest\n{ONE}, /* older, ] */ {TWO}]}}",
    "comments between names and values": VERSION.replace(", ", ", /* a */ // b\n") + f"[{ONE}, {TWO}]}}",
    "a comment after a surplus comma": f"{VERSION}[{ONE}, {TWO}, /* no more */]}}",
    "a comment that does not end": f"{VERSION}[{ONE}, {TWO}]}} /* made by",
    "several comments before": f"// made by a script\n// of the gull\n{VERSION}[{ONE}, {TWO}]}}",
    "an assignment": f"var feed = {VERSION}[{ONE}, {TWO}]}};",
    "a warning of PHP": f"<br />\n<b>Warning</b>: no date in feed.php\n{VERSION}[{ONE}, {TWO}]}}",
    "a comment of HTML": f"<!-- cached -->\n{VERSION}[{ONE}, {TWO}]}}",
    "two commas": f"{VERSION}[{ONE},, {TWO}]}}",
    "no comma": f"{VERSION}[{ONE} {TWO}]}}",
    "a missing value": f'{VERSION}[{ONE[:-1]}, "image": undefined}}, {TWO}]}}',
    "a list with gaps": f'{VERSION}{{"0": {ONE}, "3": {TWO}}}}}',
}


@pytest.mark.parametrize("name", FAULTY)
def test_one_fault_costs_no_item(name: str):
    document = parse_feed(FAULTY[name].encode(), {"content-type": "application/json"}, "https://gull.example/feed")
    assert document.title == "Gull // Daily"
    assert [entry.title for entry in document.entries] == ["One /* stays */", "Two"]


@pytest.mark.parametrize(
    "broken",
    [
        '{"id": "3", "title": "He said "no" again", "content_text": "x"}',
        "{'id': '3', 'title': 'Three'}",
        '{"id": "3", "title": "Three", "authors": [{"name": "Ann"}, {"name": Bo}]}',
        '{"id": "3" "attachments": [{"url": "https://gull.example/3.mp3", "title": "A", "mime_type": "audio/mpeg"}]}',
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_an_item_that_cannot_be_read_costs_no_other_one(broken: str, place: int):
    items = [ONE, TWO]
    items.insert(place, broken)
    document = parse_feed(f"{VERSION}[{', '.join(items)}]}}".encode(), {}, "https://gull.example/feed")
    assert [entry.title for entry in document.entries] == ["One /* stays */", "Two"]
    assert document.partial


def read_documents_of_faults():
    from contextlib import suppress

    from briefing.errors import ParseError
    from briefing.feeds.parsing.parser import parse_feed

    start, read = '{"version": "https://jsonfeed.org/version/1.1", "items": [', 0
    for piece in ('{"id":"1",', '{"id": "1", "title": "a" b},', "/*", ",", '{"a":', '{"a":["",'):
        with suppress(ParseError):
            parse_feed((start + piece * 200_000).encode(), {}, "https://gull.example/feed")
        read += 1
    return read


def test_documents_of_nothing_but_faults_are_read_in_bounded_time():
    assert run_within_cpu_seconds(30, read_documents_of_faults) == 6


@pytest.mark.parametrize(
    ("attachments", "link"),
    [
        ('[{"url": "/1.mp3", "mime_type": "audio/mpeg"}, {"url": "/1.ogg"}]', "https://gull.example/1.mp3"),
        ('[{"url": "javascript:x"}]', ""),
        ('[7, {"url": "/1.mp3"}]', ""),
        ("{}", ""),
    ],
)
def test_an_episode_without_a_page_leads_to_its_first_attachment(attachments: str, link: str):
    body = f'{{"title": "Gull", "items": [{{"id": "1", "title": "One", "attachments": {attachments}}}]}}'.encode()
    assert [entry.link for entry in parse_feed(body, {}, "https://gull.example/feed").entries] == [link]


def test_a_bare_list_is_called_what_it_is():
    with pytest.raises(ParseError, match="a list in JSON"):
        parse_feed(b'[{"id": 5, "content": {"rendered": "<p>Body</p>"}}]', {}, "https://gull.example/posts")
