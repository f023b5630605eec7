"""Secrets that would be sent over plain http are noted, once for each feed."""

import pytest

from briefing.model.feeds import Feed, Secret
from briefing.services.unencrypted_secrets import unencrypted_secret_notes

URL = "http://gazette.example/feed"


@pytest.mark.parametrize(
    "keys",
    [
        {"headers": (("Authorization", "Basic x"),)},
        {"headers": (("X-Api-Key", "x"), ("Cookie", "y"))},
        {"secrets": (("X-Odd", Secret(env="X")),)},
    ],
)
def test_a_secret_over_plain_http_is_noted_once(keys):
    (note,) = unencrypted_secret_notes([Feed(URL, name="Gazette", **keys)])
    name = (*keys.get("headers", ()), *keys.get("secrets", ()))[0][0]
    assert note == f"Gazette: its header {name} is sent unencrypted over http"
    assert list(unencrypted_secret_notes([Feed(URL.replace("http:", "https:"), **keys)])) == []
    assert list(unencrypted_secret_notes([Feed("http://nas.lan/feed", **keys)])) == []
    assert list(unencrypted_secret_notes([Feed(URL, enabled=False, **keys)])) == []


def test_headers_that_are_no_secret_are_not_noted():
    assert list(unencrypted_secret_notes([Feed(URL, headers=(("Accept-Language", "de"),)), Feed(URL)])) == []


@pytest.mark.parametrize("query", ["token=abcdefgh12345678", "api_key=9f8e7d6c5b4a", "rsskey=12345678abcdef"])
def test_a_token_in_an_address_over_plain_http_is_noted_without_it(query):
    (note,) = unencrypted_secret_notes([Feed(f"{URL}?{query}")])
    assert note == "gazette.example/feed: the token in its address is sent unencrypted over http"
    assert list(unencrypted_secret_notes([Feed(f"{URL}?page=2&sort=new"), Feed(f"https{URL[4:]}?{query}")])) == []
