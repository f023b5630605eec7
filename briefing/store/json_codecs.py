"""Codecs of the JSON that is stored in columns.

Each value carries the version of its format. A decoder reads every former version; it ignores fields that it does not
know and fills missing ones with defaults. A newer version, or text that is not such a value, raises `DamageError`.
Version 0 is the format of briefing 0.1.0, which stored no version.

Whoever adds a field needs no new version. Whoever changes the meaning or the shape of a field raises the version, keeps
the old branch of the decoder, and adds a sample of the old format to `tests/store/test_json_codecs.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import date
from typing import TYPE_CHECKING, Any, cast, get_args

from briefing.errors import DamageError
from briefing.model.threads import NumberChange, Precision, Sentence, Summary, TimelineEntry
from briefing.store.codecs import json_text, optional_from_micros, optional_to_micros
from briefing.store.database.damage import as_damage, damaged_store

if TYPE_CHECKING:
    from briefing.model.grouping import Evidence, Signal

EVIDENCE_VERSION = 1
SUMMARY_VERSION = 1
TIMELINE_VERSION = 1
UNDO_VALUE_VERSION = 1
MODEL_ANSWER_VERSION = 1

_HINT = (
    "`briefing regroup` writes groups and their texts again; else `briefing restore FILE` a backup, or update briefing"
)
"""The next step where JSON is damaged: unlike a row, groups and their texts can be made again."""


def unreadable(subject: str, reason: str) -> DamageError:
    """Return the error for a stored JSON value that cannot be read: it is damaged, or a newer briefing wrote it."""
    return damaged_store(f"the stored {subject} {reason}", _HINT)


def encode_blob(version: int, fields: Mapping[str, object]) -> str:
    """Return fields as JSON that carries a version."""
    return json_text({"version": version, **fields})


def load_blob(text: str, subject: str, newest: int) -> tuple[int, Any]:
    """Parse stored JSON.

    Args:
        text: The column's text.
        subject: The name of the value in an error message.
        newest: The newest version that the caller can read.

    Returns:
        The version (0 if there is none) and the parsed value.

    Raises:
        DamageError: The text is not JSON, or its version is unknown.
    """
    try:
        value = json.loads(text)
    except (TypeError, ValueError, RecursionError):
        raise unreadable(subject, "is not valid JSON") from None
    version = value.get("version", 0) if isinstance(value, dict) else 0
    if not isinstance(version, int) or not 0 <= version <= newest:
        raise unreadable(subject, f"has format {version!r}, and this briefing reads formats up to {newest}")
    return version, value


def decode_text_list(text: str, subject: str) -> tuple[str, ...]:
    """Return a stored list of texts, such as the publishers of a thread; raise DamageError."""
    try:
        values = json.loads(text)
    except (TypeError, ValueError, RecursionError):
        raise unreadable(subject, "is not valid JSON") from None
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise unreadable(subject, "is not a list of texts")
    return tuple(values)


def as_unreadable(subject: str) -> AbstractContextManager[None]:
    """Turn errors about the shape of a JSON value inside the block into `DamageError`."""
    return as_damage(subject, _HINT)


def _list(stored: Any) -> list[Any]:
    """Return a value of version 0 that is a list; TypeError if it is none."""
    if not isinstance(stored, list):
        raise TypeError
    return stored


def encode_evidence(evidence: Evidence) -> str:
    """Return evidence as JSON."""
    fields = {name: getattr(evidence, name) for name in type(evidence).__slots__}
    signals = [
        {"name": signal.name, "value": signal.value, "contribution": signal.contribution} for signal in evidence.signals
    ]
    corrected = optional_to_micros(evidence.corrected)
    return encode_blob(EVIDENCE_VERSION, {**fields, "signals": signals, "corrected": corrected})


def decode_evidence(text: str) -> Evidence:
    """Return evidence from its JSON; raise DamageError."""
    from briefing.model.grouping import Evidence  # 10 ms, which lists and print-outs need not pay

    _, fields = load_blob(text, "evidence", EVIDENCE_VERSION)
    with as_unreadable("evidence"):
        return Evidence(
            subject=fields.get("subject", ""),
            target=fields.get("target", ""),
            kind=fields.get("kind", "story"),
            probability=float(fields.get("probability", 0.0)),
            signals=tuple(map(_decode_signal, fields.get("signals", ()))),
            names=tuple(fields.get("names", ())),
            terms=tuple(fields.get("terms", ())),
            hours=float(fields.get("hours", 0.0)),
            nearest=fields.get("nearest", ""),
            rival=fields.get("rival", ""),
            rival_probability=float(fields.get("rival_probability", 0.0)),
            refused=fields.get("refused", ""),
            refused_probability=float(fields.get("refused_probability", 0.0)),
            rules=fields.get("rules", ""),
            corrected=optional_from_micros(fields.get("corrected")),
        )


def _decode_signal(stored: Any) -> Signal:
    """Return a signal; version 0 stored it as [name, value, contribution]."""
    from briefing.model.grouping import Signal

    if isinstance(stored, list):
        name, value, contribution = stored[:3]
        return Signal(name, value, contribution)
    return Signal(stored["name"], float(stored.get("value", 0.0)), float(stored.get("contribution", 0.0)))


def encode_summary(summary: Summary) -> str:
    """Return a summary as JSON."""
    sizes = {"line": summary.line, "paragraph": summary.paragraph, "long": summary.long}
    if summary.headlines:
        sizes["headlines"] = summary.headlines
    return encode_blob(SUMMARY_VERSION, {name: _encode_sentences(sentences) for name, sentences in sizes.items()})


def decode_summary(text: str | None) -> Summary:
    """Return a summary from its JSON, an empty one for None; raise DamageError.

    Version 0 was a list of the three sizes; a summary without headlines has no key for them.
    """
    if not text:
        return Summary()
    version, stored = load_blob(text, "summary", SUMMARY_VERSION)
    with as_unreadable("summary"):
        sizes = dict(zip(("line", "paragraph", "long"), _list(stored), strict=False)) if version == 0 else stored
        names = ("line", "paragraph", "long", "headlines")
        return Summary(*(_decode_sentences(sizes.get(name, ())) for name in names))


def encode_timeline(timeline: Iterable[TimelineEntry]) -> str:
    """Return a timeline as JSON; empty fields of an entry are left out."""
    return encode_blob(TIMELINE_VERSION, {"entries": [_encode_entry(entry) for entry in timeline]})


def decode_timeline(text: str | None) -> tuple[TimelineEntry, ...]:
    """Return a timeline from its JSON, an empty one for None; raise DamageError.

    Version 0 was a list of rows.
    """
    if not text:
        return ()
    version, stored = load_blob(text, "timeline", TIMELINE_VERSION)
    with as_unreadable("timeline"):
        entries = map(_entry_fields_of_version_0, _list(stored)) if version == 0 else stored.get("entries", ())
        return tuple(map(_decode_entry, entries))


def _encode_entry(entry: TimelineEntry) -> dict[str, Any]:
    fields = {
        "date": entry.date.isoformat(),
        "title": entry.title,
        "story": entry.story,
        "kind": entry.kind,
        "publishers": entry.publishers,
        "articles": entry.articles,
        "sentences": _encode_sentences(entry.sentences),
        "number_changes": [_encode_number_change(change) for change in entry.number_changes],
        "new_names": entry.new_names,
        "precision": "" if entry.precision == "day" else entry.precision,
        "background": entry.background,
        "minor": not entry.main,
    }
    return {name: value for name, value in fields.items() if value}


def _decode_entry(fields: Mapping[str, Any]) -> TimelineEntry:
    """Return an entry; the kind "echo" of former engines, reports without news, is no main event."""
    kind = fields.get("kind", "update")
    return TimelineEntry(
        date=date.fromisoformat(fields["date"]),
        title=fields.get("title", ""),
        story=fields.get("story", ""),
        kind="first" if kind == "first" else "update",
        publishers=tuple(fields.get("publishers", ())),
        articles=tuple(fields.get("articles", ())),
        sentences=_decode_sentences(fields.get("sentences", ())),
        number_changes=tuple(map(_decode_number_change, fields.get("number_changes", ()))),
        new_names=tuple(fields.get("new_names", ())),
        precision=_decode_precision(fields),
        background=bool(fields.get("background")),
        main=not fields.get("minor") and kind != "echo",
    )


def _decode_precision(fields: Mapping[str, Any]) -> Precision:
    """Return how precisely a date is known, which an older store has of months alone; ValueError if it is damaged."""
    precision = fields.get("precision") or ("month" if fields.get("month") else "day")
    if precision not in get_args(Precision):
        raise ValueError(precision)
    return cast(Precision, precision)


def _entry_fields_of_version_0(row: list[Any]) -> dict[str, Any]:
    """Return the fields of an entry of version 0: [date, title, story, kind, publishers, articles, sentences, news].

    `news` is [number changes, new names]; it is missing where both are empty.
    """
    names = ("date", "title", "story", "kind", "publishers", "articles", "sentences", "news")
    fields: dict[str, Any] = dict(zip(names, row, strict=False))
    changes, new_names = (*fields.pop("news", ()), (), ())[:2]
    return {**fields, "number_changes": [_number_change_fields_of_version_0(change) for change in changes],
            "new_names": new_names}  # fmt: skip


def _number_change_fields_of_version_0(row: list[str]) -> dict[str, Any]:
    quantity, before, after, text_before, article_before, text_after, article_after = row[:7]
    return {"quantity": quantity, "before": before, "after": after,
            "sentence_before": [text_before, article_before],
            "sentence_after": [text_after, article_after]}  # fmt: skip


def _encode_number_change(change: NumberChange) -> dict[str, Any]:
    fields = {
        "quantity": change.quantity,
        "before": change.before,
        "after": change.after,
        "sentence_before": _encode_sentence(change.sentence_before),
        "sentence_after": _encode_sentence(change.sentence_after),
    }
    return {**fields, "is_disagreement": True} if change.is_disagreement else fields


def _decode_number_change(fields: Mapping[str, Any]) -> NumberChange:
    return NumberChange(
        quantity=fields.get("quantity", ""),
        before=fields.get("before", ""),
        after=fields.get("after", ""),
        sentence_before=_decode_sentence(fields["sentence_before"]),
        sentence_after=_decode_sentence(fields["sentence_after"]),
        is_disagreement=bool(fields.get("is_disagreement")),
    )


def _encode_sentence(sentence: Sentence) -> dict[str, str]:
    fields = {"text": sentence.text, "article": sentence.article}
    return {**fields, "day": sentence.day.isoformat()} if sentence.day else fields


def _encode_sentences(sentences: Iterable[Sentence]) -> list[dict[str, str]]:
    return [_encode_sentence(sentence) for sentence in sentences]


def _decode_sentence(stored: Any) -> Sentence:
    """Return a sentence; version 0 stored it as [text, article]."""
    if isinstance(stored, list):
        text, article = stored[:2]
        return Sentence(text, article)
    day = stored.get("day")
    return Sentence(stored["text"], stored.get("article", ""), date.fromisoformat(day) if day else None)


def _decode_sentences(stored: Iterable[Any]) -> tuple[Sentence, ...]:
    return tuple(map(_decode_sentence, stored))


def encode_undo_value(value: Any) -> str | None:
    """Return a value of the undo log as JSON; None stays None, for "no value"."""
    return None if value is None else encode_blob(UNDO_VALUE_VERSION, {"value": value})


def decode_undo_value(text: str | None) -> Any:
    """Return a value of the undo log; raise DamageError. Version 0 was the bare value."""
    if text is None:
        return None
    version, stored = load_blob(text, "undo value", UNDO_VALUE_VERSION)
    return stored if version == 0 else stored.get("value")


def encode_model_answer(text: str) -> str:
    """Return the text that a language model answered as JSON."""
    return encode_blob(MODEL_ANSWER_VERSION, {"text": text})


def decode_model_answer(text: str) -> str | None:
    """Return the text that a language model answered; None if it cannot be read, so that it is requested again."""
    try:
        _, stored = load_blob(text, "answer of a language model", MODEL_ANSWER_VERSION)
    except DamageError:
        return None
    answer = stored.get("text") if isinstance(stored, dict) else None
    return answer if isinstance(answer, str) else None
