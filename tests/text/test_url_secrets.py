from __future__ import annotations

import pytest

from briefing.text.url_secrets import without_secrets

ADDRESS = "https://wire.example/feed"


@pytest.mark.parametrize(
    "name",
    [
        *("token", "access_token", "auth", "auth_token", "key", "api_key", "apikey", "API-Key", "rssKey", "sig"),
        *(
            "X-Amz-Signature",
            "X-Goog-Credential",
            "private_token",
            "feed_token",
            "usertoken",
            "password",
            "pwd",
            "hash",
        ),
        *("session", "PHPSESSIONID", "jwt", "client_secret", "%74oken", "access%5Ftoken", "user[token]"),
    ],
)
def test_a_parameter_that_holds_a_secret_is_left_out(name: str) -> None:
    assert without_secrets(f"{ADDRESS}?{name}=s3cret") == ADDRESS
    assert without_secrets(f"{ADDRESS}?{name}=s3cret&section=world") == f"{ADDRESS}?section=world"
    assert without_secrets(f"{ADDRESS}?section=world&{name}=s3cret&n=5#top") == f"{ADDRESS}?section=world&n=5#top"
    assert without_secrets(f"{ADDRESS}?section=world;{name}=s3cret") == f"{ADDRESS}?section=world"
    assert without_secrets(f"wire.example/feed?{name}=s3cret (world)") == "wire.example/feed (world)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://me:s3cret@wire.example/feed", ADDRESS),
        ("https://s3cret@wire.example/feed?n=5", f"{ADDRESS}?n=5"),
        (f"{ADDRESS};jsessionid=s3cret?n=5", f"{ADDRESS}?n=5"),
        (f"{ADDRESS}#token=s3cret", ADDRESS),
        (f"{ADDRESS}?t=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.s3cret", ADDRESS),
        (f"{ADDRESS}?token=one&token=two", ADDRESS),
    ],
)
def test_secrets_elsewhere_in_an_address(text: str, expected: str) -> None:
    assert without_secrets(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        f"{ADDRESS}?channel_id=UC1234567890abcdefghijkl&format=rss",
        f"{ADDRESS}?keyword=treaty&author=me&monkey=1&page=2",
        f"{ADDRESS}?",
        "What is the key?",
        "mail me@wire.example or see wire.example/@desk",
        "https://[bad",
        "https://wire.example//a@b/feed",
        "",
    ],
)
def test_all_other_text_stays(text: str) -> None:
    assert without_secrets(text) == text
