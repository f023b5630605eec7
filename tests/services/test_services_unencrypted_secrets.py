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
