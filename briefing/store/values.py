"""Between rows and values: moments, articles, evidence, summaries and timelines."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from briefing.model.articles import EPOCH, Article
from briefing.model.grouping import Evidence, Signal
from briefing.model.threads import Moved, Sentence, Summary, TimelineEntry

_MICROSECOND = timedelta(microseconds=1)

ARTICLE = (
    "a.id, a.title, a.text, a.publisher, a.feed, a.section, a.lang, a.guid, a.url, a.link, a.author,"
    " a.published, a.seen, a.flag, a.weight"
)
"""The columns of an article, in the order in which `article_from` takes them."""


def micros(moment: datetime) -> int:
    """Microseconds since 1970 in UTC."""
    return (moment - EPOCH) // _MICROSECOND


def optional_micros(moment: datetime | None) -> int | None:
    """The same, for a moment that may be missing."""
    return None if moment is None else micros(moment)


def moment(value: int) -> datetime:
    """The moment, in UTC, that `micros` made a number of."""
    return EPOCH + timedelta(microseconds=value)


def optional_moment(value: int | None) -> datetime | None:
    """The same, for a moment that may be missing."""
    return None if value is None else moment(value)


def many(values: Iterable[object]) -> str:
    """Any number of values as one parameter, for `IN (SELECT value FROM json_each(?))`."""
    return json.dumps(list(values))


def article_from(row: tuple[Any, ...]) -> Article:
    """An article from the columns `ARTICLE`."""
    values = (*row[:11], moment(row[11]), moment(row[12]), *row[13:])
    return Article(*values)


def evidence_json(evidence: Evidence) -> str:
    """Evidence as stored."""
    fields = {name: getattr(evidence, name) for name in Evidence.__slots__ if name != "signals"}
    signals = [(signal.name, signal.value, signal.contribution) for signal in evidence.signals]
    corrected = optional_micros(evidence.corrected)
    return json.dumps({**fields, "signals": signals, "corrected": corrected}, ensure_ascii=False)


def evidence_from(text: str) -> Evidence:
    """Evidence as it was before it was stored."""
    fields = json.loads(text)
    for name in ("names", "terms"):
        fields[name] = tuple(fields[name])
    fields["signals"] = tuple(Signal(*signal) for signal in fields["signals"])
    fields["corrected"] = optional_moment(fields.get("corrected"))
    return Evidence(**fields)


def summary_json(summary: Summary) -> str:
    """A summary as stored."""
    sizes = (summary.line, summary.paragraph, summary.page)
    return json.dumps([_sentences_out(size) for size in sizes], ensure_ascii=False)


def summary_from(text: str | None) -> Summary:
    """A summary as it was before it was stored; an empty one if there is none yet."""
    return Summary(*map(_sentences_in, json.loads(text))) if text else Summary()


def timeline_json(timeline: Iterable[TimelineEntry]) -> str:
    """A timeline as stored."""
    rows = [
        (
            *(e.date.isoformat(), e.title, e.story, e.kind, e.publishers, e.articles, _sentences_out(e.sentences)),
            *([[_moved_out(one) for one in e.moved], e.names] if e.moved or e.names else ()),
        )
        for e in timeline
    ]
    return json.dumps(rows, ensure_ascii=False)


def timeline_from(text: str | None) -> tuple[TimelineEntry, ...]:
    """A timeline as it was before it was stored; what moved and which names are new is only there if any are."""
    return tuple(
        TimelineEntry(
            *(date.fromisoformat(day), title, story, kind, tuple(publishers), tuple(articles)),
            sentences=_sentences_in(sentences),
            moved=tuple(map(_moved_in, news[0])) if news else (),
            names=tuple(news[1]) if news else (),
        )
        for day, title, story, kind, publishers, articles, sentences, *news in (json.loads(text) if text else ())
    )


def _moved_out(one: Moved) -> tuple[str, ...]:
    return (
        one.what,
        one.before,
        one.after,
        *_sentences_out([one.said_before])[0],
        *_sentences_out([one.said_after])[0],
    )


def _moved_in(row: Iterable[str]) -> Moved:
    what, before, after, said_before, before_in, said_after, after_in = row
    return Moved(what, before, after, Sentence(said_before, before_in), Sentence(said_after, after_in))


def _sentences_out(sentences: Iterable[Sentence]) -> list[tuple[str, str]]:
    return [(sentence.text, sentence.article) for sentence in sentences]


def _sentences_in(pairs: Iterable[tuple[str, str]]) -> tuple[Sentence, ...]:
    return tuple(Sentence(text, article) for text, article in pairs)
