"""Widely reported threads that a digest has no room for in brief are named by title alone."""

import json
from dataclasses import replace

import pytest
from sample_briefing import TREMOR, briefing

from briefing.model.digests import DigestSettings
from briefing.output.atom_document import document_atom
from briefing.output.digest import digest_document, digest_text, fit_digest
from briefing.output.document_codec import decode_document, encode_document
from briefing.output.document_json import document_json
from briefing.output.html_document import document_html
from briefing.output.markdown_document import document_markdown

TITLES = [f"Happening number {n} in the harbour of a large town" for n in range(55)]
THREADS = [replace(TREMOR, row=replace(TREMOR.row, id=f"t{n}", title=title)) for n, title in enumerate(TITLES)]
SURE = frozenset(f"t{n}" for n in range(3, 45))
HEAVY = briefing(*THREADS, listed_count=35, total=90, sure=SURE)


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_all_threads_whose_place_is_sure_are_named_within_the_lines() -> None:
    settings = DigestSettings(lines=75)
    fitted = fit_digest(HEAVY, settings, 72)
    text = digest_text(fitted, 72, settings)
    assert len(text.splitlines()) <= settings.lines
    assert {thread.row.id for thread in fitted.threads} >= SURE
    assert all(title in squeezed(text) for n, title in enumerate(TITLES) if f"t{n}" in SURE)
    assert "Further: " in text and len(fitted.full_threads) >= 3
    assert fitted.left_out_count == 90 - len(fitted.threads)


@pytest.mark.parametrize("lines", [20, 40, 60, 80, 200])
def test_few_lines_are_never_exceeded(lines: int) -> None:
    settings = DigestSettings(lines=lines)
    fitted = fit_digest(HEAVY, settings, 72)
    assert len(digest_text(fitted, 72, settings).splitlines()) <= lines
    assert fitted.full_threads


def test_a_thread_that_is_named_by_title_alone_takes_no_source() -> None:
    fitted = fit_digest(HEAVY, DigestSettings(lines=75), 72)
    document = digest_document(fitted)
    cited = {article.id for _, article in document.sources}
    titled = {article.id for t in fitted.titled_threads for s in t.stories for article in s.articles}
    assert len(document.further) == fitted.titled_count > 10
    assert len(document.sources) <= len(cited - titled) + len(fitted.full_threads) + len(fitted.listed_threads)


def test_no_thread_is_named_by_title_alone_where_there_is_room() -> None:
    quiet = briefing(*THREADS[:12], listed_count=8, sure=frozenset({"t5", "t11"}))
    fitted = fit_digest(quiet, DigestSettings(), 72)
    assert len(fitted.threads) == 12 and not fitted.titled_count


def test_without_sure_places_nothing_is_named_by_title_alone() -> None:
    assert not fit_digest(replace(HEAVY, sure=frozenset()), DigestSettings(), 72).titled_count


def test_the_number_of_threads_holds() -> None:
    assert len(fit_digest(HEAVY, DigestSettings(limit=10), 72).threads) == 10


def test_every_format_names_them_and_the_stored_digest_too() -> None:
    fitted = fit_digest(HEAVY, DigestSettings(lines=75), 72)
    document = digest_document(fitted)
    names = [entry.title for entry in document.further]
    again = decode_document(encode_document(document))
    assert [entry.title for entry in again.further] == names
    for text in (document_html(document), document_markdown(document), document_atom(document)):
        assert all(name in squeezed(text) for name in names)
    assert [one["title"] for one in json.loads(document_json(document))["printed"]["further"]] == names


def test_a_digest_that_an_earlier_version_stored_has_none() -> None:
    stored = json.loads(encode_document(digest_document(briefing(TREMOR))))
    del stored["further"]
    assert decode_document(json.dumps(stored)).further == ()
