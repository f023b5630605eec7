"""What changed in a thread, read from its articles: new stories, numbers, names and sentences."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from briefing.model.articles import Article, Story
from briefing.model.threads import Changes, Sentence, Thread
from briefing.writing.new_names import new_names
from briefing.writing.numbers.changed_numbers import number_changes
from briefing.writing.sentences.quotability import quotability
from briefing.writing.sentences.quotable_sentences import (
    QuotableSentence,
    measure_sentence,
    overlap,
    quotable_sentences,
)
from briefing.writing.sentences.sentence_vectors import bag_of_words, common_terms
from briefing.writing.sentences.verdicts import MIN_QUOTABILITY
from briefing.writing.stories import (
    articles_of,
    publisher_count,
    sample_stories,
    stories_in_order,
)
from briefing.writing.summary.thread_summary import ThreadSummarizer

KNOWN_OPENING_SENTENCES = 6
"""Number of opening sentences that a reader of an article is assumed to know."""
MAX_FACTS = 3
"""Number of new sentences that are quoted: what a reader takes in before the summary."""
MAX_SHOWN_SHARE = 0.4
"""Share of the terms of a new sentence in one that is shown beside it above which it says the same."""
MAX_KNOWN_SHARE = 0.6
"""Share of the terms of a sentence, those of the theme too, in a known or shown one above which it is a repetition."""
MAX_TITLE_SHARE = 0.6
"""Share of the terms of the thread's title in a sentence above which the sentence says the title again."""
MIN_NEW_TERMS = 3
"""Number of terms beside the thread's theme that a new fact has: fewer only name the affair again."""
THEME_SHARE, MIN_THEME_SENTENCES = 0.2, 3
"""Share, and number, of sentences of a thread from which on a term is its theme, such as the name of its place."""


def changes_since_read(thread: Thread) -> Changes | None:
    """Return what is new since a person last read a thread; None if nobody read it or nothing came."""
    read = thread.row.read
    if read is None:
        return None
    articles = articles_of(thread.undoubted_stories)
    known = {one.id for one in articles if not thread.unread_by_article.get(one.id, one.news_at > read)}
    summary = thread.summary
    shown = (*summary.line, *summary.paragraph, *summary.long)
    return (
        changes(thread.undoubted_stories, read, known, shown, thread.row.title) if len(known) < len(articles) else None
    )


def changes(
    stories: Sequence[Story],
    since: datetime | None = None,
    known_article_ids: Collection[str] | None = None,
    shown: Sequence[Sentence] = (),
    title: str = "",
) -> Changes:
    """Return what is new in a thread.

    Args:
        stories: All stories of the thread.
        since: Articles that were stored after this moment are new, unless `known_article_ids` is given.
        known_article_ids: If given, exactly the other articles are new.
        shown: The sentences that stand beside the changes; none of them is said twice.
        title: The title of the thread, which stands above the changes and is not said twice either.
    """
    ordered = stories_in_order(stories)
    new_parts = [_with_articles(story, since, known_article_ids, new=True) for story in ordered]
    known_parts = [_with_articles(story, since, known_article_ids, new=False) for story in ordered]
    new = sample_stories([story for story in new_parts if story.articles])
    known = sample_stories([story for story in known_parts if story.articles])
    if not new:
        return Changes(since)
    new_stories = [story for story, part in zip(ordered, known_parts, strict=True) if not part.articles]
    numbers = number_changes(known, new)
    shown = (*shown, *(sentence for change in numbers for sentence in (change.sentence_before, change.sentence_after)))
    return Changes(
        since,
        tuple(sorted(new_stories, key=lambda story: publisher_count(story.articles), reverse=True)),
        numbers,
        tuple(one.text for one in new_names(articles_of(known), articles_of(new))) if known else (),
        _new_sentences(known, new, shown, title),
        frozenset(article.id for story in new_parts for article in story.articles),
    )


def _with_articles(
    story: Story, since: datetime | None, known_article_ids: Collection[str] | None, *, new: bool
) -> Story:
    """Return a story with only its new, or only its known, articles."""

    def is_new(article: Article) -> bool:
        if known_article_ids is not None:
            return article.id not in known_article_ids
        return since is not None and article.seen > since

    return replace(story, articles=tuple(article for article in story.articles if is_new(article) == new))


def _new_sentences(
    known: Sequence[Story], new: Sequence[Story], shown: Sequence[Sentence], title: str
) -> tuple[Sentence, ...]:
    """Return sentences of the new articles that say something else than the known articles and what is shown.

    Those that summarize the new articles come first, then the openings of these articles, the newest first.
    """
    known_sentences = quotable_sentences(articles_of(known), KNOWN_OPENING_SENTENCES, judged=False)
    pool = quotable_sentences(articles_of(new), KNOWN_OPENING_SENTENCES)
    theme = common_terms(
        [sentence.terms for sentence in (*known_sentences, *pool)], THEME_SHARE, least=MIN_THEME_SENTENCES
    )
    by_id = {article.id: article for article in (*articles_of(known), *articles_of(new))}
    measured_shown = [measure_sentence(one.text, by_id[one.article]) for one in shown if one.article in by_id]
    shown_terms = [sentence.terms for sentence in measured_shown]
    known_terms = [sentence.terms for sentence in known_sentences]
    title_terms = frozenset(bag_of_words(title))
    summary = ThreadSummarizer(new, [*known_terms, *shown_terms]).summarize()
    chosen = {(one.text, one.article): index for index, one in enumerate((*summary.paragraph, *summary.long))}
    facts: list[Sentence] = []
    for sentence in sorted(pool, key=lambda one: _fact_order(one, chosen, by_id)):
        if not _may_be_fact(sentence) or not (sentence.terms & theme or (sentence.text, sentence.article_id) in chosen):
            continue
        own = sentence.terms - theme
        says_shown = any(overlap(own, terms - theme) > MAX_SHOWN_SHARE for terms in shown_terms)
        if (
            says_shown
            or len(own - title_terms) < MIN_NEW_TERMS
            or overlap(sentence.terms, title_terms) > MAX_TITLE_SHARE
        ):
            continue
        repeated = max((len(sentence.terms & terms) for terms in (*known_terms, *shown_terms)), default=0)
        if repeated > MAX_KNOWN_SHARE * len(sentence.terms):
            continue
        facts.append(Sentence(sentence.text, sentence.article_id))
        shown_terms.append(sentence.terms)
        if len(facts) == MAX_FACTS:
            break
    return tuple(facts)


def _may_be_fact(sentence: QuotableSentence) -> bool:
    return sentence.has_end and quotability(sentence) >= MIN_QUOTABILITY


def _fact_order(
    sentence: QuotableSentence, chosen: Mapping[tuple[str, str], int], articles: Mapping[str, Article]
) -> tuple[int, int, float, str]:
    """Sort what summarizes the new articles before their other sentences, and openings before what follows."""
    rank = chosen.get((sentence.text, sentence.article_id), len(chosen))
    age = -articles[sentence.article_id].published.timestamp()
    return rank, sentence.position, age, sentence.article_id
