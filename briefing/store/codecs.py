"""Between rows and values: moments, articles, evidence, summaries and timelines."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from briefing.model.articles import EPOCH, Article
from briefing.model.grouping import Evidence, Signal
from briefing.model.threads import NumberChange, Sentence, Summary, TimelineEntry

_MICROSECOND = timedelta(microseconds=1)

ARTICLE_COLUMNS = (
    "a.id, a.title, a.text, a.publisher, a.feed, a.section, a.lang, a.guid, a.url, a.link, a.author,"
    " a.published, a.seen, a.flag, a.weight"
)
"""The columns of an article, in the order in which `article_from` takes them."""


def to_micros(moment: datetime) -> int:
    """Microseconds since 1970 in UTC."""
    return (moment - EPOCH) // _MICROSECOND


def optional_to_micros(moment: datetime | None) -> int | None:
    """The same, for a moment that may be missing."""
    return None if moment is None else to_micros(moment)


def from_micros(value: int) -> datetime:
    """The moment, in UTC, that `micros` made a number of."""
    return EPOCH + timedelta(microseconds=value)


def optional_from_micros(value: int | None) -> datetime | None:
    """The same, for a moment that may be missing."""
    return None if value is None else from_micros(value)


def json_array(values: Iterable[object]) -> str:
    """Any number of values as one parameter, for `IN (SELECT value FROM json_each(?))`."""
    return json.dumps(list(values))


def decode_article(row: tuple[Any, ...]) -> Article:
    """An article from the columns `ARTICLE`."""
    values = (*row[:11], from_micros(row[11]), from_micros(row[12]), *row[13:])
    return Article(*values)


def encode_evidence(evidence: Evidence) -> str:
    """Evidence as stored."""
    fields = {name: getattr(evidence, name) for name in Evidence.__slots__ if name != "signals"}
    signals = [(signal.name, signal.value, signal.contribution) for signal in evidence.signals]
    corrected = optional_to_micros(evidence.corrected)
    return json.dumps({**fields, "signals": signals, "corrected": corrected}, ensure_ascii=False)


def decode_evidence(text: str) -> Evidence:
    """Evidence as it was before it was stored."""
    fields = json.loads(text)
    for name in ("names", "terms"):
        fields[name] = tuple(fields[name])
    fields["signals"] = tuple(Signal(*signal) for signal in fields["signals"])
    fields["corrected"] = optional_from_micros(fields.get("corrected"))
    return Evidence(**fields)


def encode_summary(summary: Summary) -> str:
    """A summary as stored."""
    sizes = (summary.line, summary.paragraph, summary.long)
    return json.dumps([_encode_sentences(size) for size in sizes], ensure_ascii=False)


def decode_summary(text: str | None) -> Summary:
    """A summary as it was before it was stored; an empty one if there is none yet."""
    return Summary(*map(_decode_sentences, json.loads(text))) if text else Summary()


def encode_timeline(timeline: Iterable[TimelineEntry]) -> str:
    """A timeline as stored."""
    rows = [
        (
            *(e.date.isoformat(), e.title, e.story, e.kind, e.publishers, e.articles, _encode_sentences(e.sentences)),
            *(
                [[_encode_number_change(one) for one in e.number_changes], e.new_names]
                if e.number_changes or e.new_names
                else ()
            ),
        )
        for e in timeline
    ]
    return json.dumps(rows, ensure_ascii=False)


def decode_timeline(text: str | None) -> tuple[TimelineEntry, ...]:
    """A timeline as it was before it was stored; what moved and which names are new is only there if any are."""
    return tuple(
        TimelineEntry(
            *(date.fromisoformat(day), title, story, kind, tuple(publishers), tuple(articles)),
            sentences=_decode_sentences(sentences),
            number_changes=tuple(map(_decode_number_change, news[0])) if news else (),
            new_names=tuple(news[1]) if news else (),
        )
        for day, title, story, kind, publishers, articles, sentences, *news in (json.loads(text) if text else ())
    )


def _encode_number_change(one: NumberChange) -> tuple[str, ...]:
    return (
        one.quantity,
        one.before,
        one.after,
        *_encode_sentences([one.sentence_before])[0],
        *_encode_sentences([one.sentence_after])[0],
    )


def _decode_number_change(row: Iterable[str]) -> NumberChange:
    what, before, after, said_before, before_in, said_after, after_in = row
    return NumberChange(what, before, after, Sentence(said_before, before_in), Sentence(said_after, after_in))


def _encode_sentences(sentences: Iterable[Sentence]) -> list[tuple[str, str]]:
    return [(sentence.text, sentence.article) for sentence in sentences]


def _decode_sentences(pairs: Iterable[tuple[str, str]]) -> tuple[Sentence, ...]:
    return tuple(Sentence(text, article) for text, article in pairs)
