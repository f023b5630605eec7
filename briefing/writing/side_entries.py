"""Which main entries of a timeline are beside its thread, repeat others or are no events; the full one keeps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefing.model.articles import Article
from briefing.model.threads import TimelineEntry
from briefing.text.titles import classify_headline
from briefing.writing.headlines import Headline, headlines
from briefing.writing.quotable_sentences import QuotableSentence, measure_sentence, overlap
from briefing.writing.specific_words import are_of_another_topic
from briefing.writing.stories import sample_of_days
from briefing.writing.summary.candidate_sentences import related_articles
from briefing.writing.summary.focus import Focus, focus_of, relevance
from briefing.writing.summary.same_facts import state_the_same

# Constants of this module were chosen by reading the lowest of 246 entries of two replayed windows.
MIN_RELEVANCE, MIN_WIDE_RELEVANCE = 0.3, 0.12
"""Share of what a thread is about in the headlines and openings of an entry of one publisher, and of more."""
MIN_OVERLAP = 0.3
"""Share of the terms of the shorter of two sentences in the other, from which on they can say the same."""
MAX_READ_ARTICLES = 1000
"""Number of articles of a thread that are read for what it is about, which bounds the cost."""
MIN_ARTICLES = 8
"""Number of articles of a thread from which on their words show what it is about."""


def with_fewer_main_entries(
    entries: Sequence[TimelineEntry], articles: Sequence[Article], title: str
) -> list[TimelineEntry]:
    """Return entries of which fewer are main ones; one at least stays.

    An entry is no main one if its headlines have next to nothing of the thread, if its headline is that of a live page
    or a list, or if one publisher reports it and it shares no specific words with the rest of the thread, or its
    sentences say the same as those of another one of that day.

    Args:
        entries: The entries of a timeline.
        articles: The articles of the thread.
        title: The title of the thread, whose entry stays.
    """
    by_id = {article.id: article for article in articles}
    read = articles if len(articles) <= MAX_READ_ARTICLES else sample_of_days(articles, MAX_READ_ARTICLES)
    measured = headlines(read)
    focus = focus_of(related_articles(read, measured, title), title) if len(articles) >= MIN_ARTICLES else {}
    named = {id: by_id[id] for entry in entries for id in entry.articles if id in by_id}
    headline_by_id = {one.article_id: one for one in headlines(list(named.values()))}
    main = [entry for entry in entries if entry.main and not entry.background]
    weak = [
        entry
        for entry in main
        if entry.title != title
        and (
            _is_list(entry)
            or _is_beside_thread(entry, headline_by_id, focus)
            or _is_of_another_topic(entry, by_id, read)
            or _repeats(entry, main, by_id)
        )
    ]
    dropped = {id(entry) for entry in weak} if len(weak) < len(main) else set()
    return [replace(entry, main=False) if id(entry) in dropped else entry for entry in entries]


def _is_list(entry: TimelineEntry) -> bool:
    return classify_headline(entry.title) != ""


def _is_beside_thread(entry: TimelineEntry, headline_by_id: Mapping[str, Headline], focus: Focus) -> bool:
    own = [headline_by_id[id] for id in entry.articles if id in headline_by_id]
    if not (own and focus):
        return False
    least = MIN_RELEVANCE if len(entry.publishers) == 1 else MIN_WIDE_RELEVANCE
    return max(relevance(one.terms | one.lead_terms, focus) for one in own) < least


def _is_of_another_topic(entry: TimelineEntry, by_id: Mapping[str, Article], articles: Sequence[Article]) -> bool:
    own = [by_id[id] for id in entry.articles if id in by_id]
    others = [article for article in articles if article.id not in entry.articles]
    return len(entry.publishers) == 1 and bool(own) and are_of_another_topic(own, others)


def _repeats(entry: TimelineEntry, others: Sequence[TimelineEntry], by_id: Mapping[str, Article]) -> bool:
    """Whether a single publisher's entry says the same as another one of its day that more publishers report."""
    if len(entry.publishers) > 1:
        return False
    wider = [other for other in others if other.date == entry.date and len(other.publishers) > 1]
    own = _measured(entry, by_id)
    return any(
        overlap(one.terms, two.terms) >= MIN_OVERLAP and state_the_same(one, two)
        for other in wider
        for one in own
        for two in _measured(other, by_id)
    )


def _measured(entry: TimelineEntry, by_id: Mapping[str, Article]) -> list[QuotableSentence]:
    return [measure_sentence(one.text, by_id[one.article]) for one in entry.sentences if one.article in by_id]
