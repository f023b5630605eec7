"""Reports of one happening in two languages are one story; reports of two are not."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from briefing.grouping.standalone import group_without_store
from briefing.model.articles import Article

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
PAIRS = tomllib.loads(Path(__file__).with_name("cross_language.toml").read_text("utf-8"))["pair"]


KNOWN_SPLITS = frozenset(["Японія і Польща підписали договір про запуск супутників"])
"""Foreign headlines of pairs that are kept apart by mistake."""


def cases() -> Iterator[ParameterSet]:
    for pair in PAIRS:
        for lang, report in pair.items():
            if lang not in ("same", "english"):
                marks = [pytest.mark.xfail(strict=True)] if report[0] in KNOWN_SPLITS else []
                yield pytest.param(lang, pair["english"], report, pair["same"], marks=marks)


@pytest.mark.parametrize(("lang", "english", "foreign", "same"), list(cases()))
def test_reports_of_two_languages(lang: str, english: list[str], foreign: list[str], same: bool) -> None:
    placed = group_without_store(
        [
            Article("a1", *english, "Sample Wire", lang="en", published=NOW),
            Article("a2", *foreign, "Sample Post", lang=lang, published=NOW + timedelta(hours=2)),
        ]
    )
    assert (placed["a1"][0] == placed["a2"][0]) == same
