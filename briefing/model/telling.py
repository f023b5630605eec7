"""What else can be told of a thread: coverage, days to come, and what a language model made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.model.articles import Article
    from briefing.model.stories import Story, ThreadRow
    from briefing.model.writing import Sentence, Summary, TimelineEntry


@dataclass(frozen=True, slots=True)
class Retold:
    """A sentence in a language model's words, with the articles (one at least) whose sentences it retells."""

    text: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A summary as the model `by` rewrote it, from the sentences of the summary alone."""

    by: str
    sentences: tuple[Retold, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """A publisher that reports a story: its first article, how much later than the first of all, how many it has.

    `copies` is the publisher whose words it repeats, if it carries the same text.
    """

    publisher: str
    article: Article
    delay: timedelta
    articles: int = 1
    copies: str = ""


@dataclass(frozen=True, slots=True)
class OnlyHere:
    """A name or a number that only one publisher of a story has, and its sentence."""

    publisher: str
    fact: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class StoryCoverage:
    """Who reports a story, first to last, and what only one of them says."""

    story: Story
    voices: tuple[Voice, ...] = ()
    only: tuple[OnlyHere, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who reports a thread, story by story (newest first); `silent` publishers of its section do not at all."""

    thread: ThreadRow
    stories: tuple[StoryCoverage, ...] = ()
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coming:
    """A day or a month to come that a thread speaks of; `publishers` say so, `sentence` in the words of `article`."""

    first: date
    last: date
    thread: str
    title: str
    sentence: Sentence
    article: Article
    publishers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """What writing made of a changed thread, stored so that reading only ranks and renders."""

    thread: str
    title: str
    latest: str
    summary: Summary
    timeline: tuple[TimelineEntry, ...]
    story_titles: Mapping[str, str]
