"""The candidates of a summary: which stories and articles of a thread are read, and which of their sentences."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from briefing.model.articles import Article, Story
from briefing.text.article_kinds import NEWS, ArticleKind, article_kind
from briefing.text.resemblance import Likeness, title_likeness
from briefing.text.titles import bare_headline
from briefing.writing.headlines import MIN_REPORT_QUALITY, Headline, headlines, informs
from briefing.writing.lead_story import LEAD_WINDOW
from briefing.writing.sentences.quotability import quotability
from briefing.writing.sentences.quotable_sentences import (
    QuotableSentence,
    measure_sentence,
    overlap,
    quotable_sentences,
)
from briefing.writing.sentences.sentence_vectors import bag_of_words
from briefing.writing.sentences.verdicts import MIN_QUOTABILITY, Verdict
from briefing.writing.summary.cut_clauses import clauses_of
from briefing.writing.summary.outline import Outline
from briefing.writing.summary.talk_shows import without_talk_shows
from briefing.writing.summary.unresolved_references import is_mostly_name
from briefing.writing.timeline.event_headlines import event_likelihood

MAX_OTHER_STORIES = 40
"""Number of stories that are read apart from the leading story and the first; bounds the cost of a long thread."""
ARTICLES_PER_OTHER_STORY = 4
"""Number of articles that are read of each of these, the newest."""
ARTICLES_WITH_TITLE = 12
"""Number of further articles that are read because their headlines say what the title of the thread says."""
ARTICLES_OF_EVENT = 4
"""Number of articles that are read of each main event."""
MIN_STATED_TERMS = 0.4
"""The same of a sentence that may be quoted, beside which no headline stands in for one."""
MIN_TITLE_TERMS = 0.3
"""Share of the terms of the title or of the headline, whichever has fewer, that such a headline has."""
OPENING_SENTENCES = 6
"""Number of opening sentences that are read of each article."""
MIN_CUT_SENTENCE_WORDS = 10
"""Number of words from which on a sentence that a feed cut off is better than a headline."""
REPORTING_KINDS = frozenset({"news", "feature"})
"""Kinds of articles that are quoted while there are any."""
MAX_KNOWN_SHARE = 0.7
"""Share of a sentence's terms in a known sentence above which it says nothing new."""
MIN_EVENT_LIKELIHOOD = 0.25
"""Likelihood that an article reports an event from which on its headline can be quoted as its publisher's words."""
MIN_SHOUTED_LETTERS = 4
"""Number of letters from which on a word in capitals that is no name is shouted; shorter ones are abbreviations."""
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
_QUOTED_WORDS = re.compile(r"[\"“‘](?:[^\s\"”’]+ ){3,}[^\s\"”’]+[\"”’]|(?<!\w)'(?:[^\s']+ ){3,}[^\s']+'(?!\w)")
"""Matches four quoted words or more of somebody whom a headline may not name."""


def select_stories(ordered: Sequence[Story], lead_stories: Sequence[Story]) -> list[Story]:
    """Return the leading stories, then older ones newest first, and the story that began the thread."""
    by_id = {story.id: story for story in (*lead_stories, *reversed(ordered))}
    stories = list(by_id.values())
    return stories if len(stories) <= MAX_OTHER_STORIES + 2 else [*stories[: MAX_OTHER_STORIES + 1], ordered[0]]


def read_articles(stories: Sequence[Story], title: str, outline: Outline) -> list[tuple[int, Article]]:
    """Return the articles to read, each with the index of its story.

    Those are all of the first story, and of each other one the newest, and those on the title or a main event.
    """
    terms = frozenset(bag_of_words(title, "en"))
    alike: dict[str, float] = {}
    for article in (article for story in stories[1:] for article in story.articles):
        share = overlap(terms, frozenset(bag_of_words(bare_headline(article.title, article.publisher), article.lang)))
        if share >= MIN_TITLE_TERMS:
            alike[article.id] = share * event_likelihood(article)
    wanted = set(sorted(alike, key=lambda id: (-alike[id], id))[:ARTICLES_WITH_TITLE])
    wanted.update(id for event in outline.events for id in event.articles[:ARTICLES_OF_EVENT])
    return [
        (number, article)
        for number, story in enumerate(stories)
        for count, article in enumerate(story.articles, start=1)
        if not number or len(story.articles) - count < ARTICLES_PER_OTHER_STORY or article.id in wanted
    ]


def related_articles(articles: Sequence[Article], measured: Sequence[Headline], title: str) -> list[Article]:
    """Return the articles that share a term with the title; all of them if none does."""
    terms = frozenset(bag_of_words(title, "en"))
    related = {one.article_id for one in measured if not terms.isdisjoint(one.terms | one.lead_terms)}
    return [article for article in articles if article.id in related] or list(articles)


def is_quotable(story: Story, newest: datetime) -> bool:
    """Whether the latest articles of a story have a whole sentence that stands alone."""
    latest = [article for article in story.articles if newest - article.published <= LEAD_WINDOW]
    return any(
        quotability(sentence) >= MIN_QUOTABILITY
        for sentence in quotable_sentences(latest, OPENING_SENTENCES)
        if not (sentence.cut_visibly or sentence.cut_silently)
    )


def new_sentences(
    articles: Sequence[Article],
    unquotable_lead: Story | None,
    known_sentences: Sequence[frozenset[str]],
    title: str,
    near: Collection[str],
) -> list[QuotableSentence]:
    """Return the whole sentences of articles that are not known; if none says what the title says, cut clauses too.

    For a leading story without either, headlines stand in.

    Args:
        articles: The articles.
        unquotable_lead: The leading story, if no whole sentence of it can be quoted.
        known_sentences: The terms of sentences that the reader knows.
        title: What the thread is about.
        near: The ids of the articles on the event that the title states; none: not known.
    """
    sentences = quotable_sentences(articles, OPENING_SENTENCES)
    whole = [sentence for sentence in sentences if not (sentence.cut_visibly or sentence.cut_silently)]
    whole = _of_reports(without_talk_shows(whole, articles, title), articles)
    is_stated = any(_states(one, title) for one in whole if not near or one.article_id in near)
    near_first = sorted(sentences, key=lambda one: one.article_id not in near)
    clauses = [] if is_stated else clauses_of(near_first, articles)
    clauses = [one for one in clauses if one.article_id in near or _states(one, title)]
    needs_headline = not (is_stated or clauses)
    stand_ins = _stand_ins(sentences, unquotable_lead, title) if unquotable_lead and needs_headline else []
    return [
        sentence
        for sentence in (*whole, *clauses, *stand_ins)
        if not any(len(sentence.terms & known) > MAX_KNOWN_SHARE * len(sentence.terms) for known in known_sentences)
    ]


def _states(sentence: QuotableSentence, title: str) -> bool:
    """Whether a sentence that may be quoted says what the title says."""
    is_about_title = overlap(sentence.terms, frozenset(bag_of_words(title, "en"))) >= MIN_STATED_TERMS
    return is_about_title and quotability(sentence) >= MIN_QUOTABILITY


def _of_reports(sentences: Sequence[QuotableSentence], articles: Sequence[Article]) -> list[QuotableSentence]:
    """Return sentences without those of comment, reviews, offers and programmes, if what is left can be quoted."""
    indices = {index for index, article in enumerate(articles) if kind_of(article).name in REPORTING_KINDS}
    reports = [sentence for sentence in sentences if sentence.article_index in indices]
    return reports if any(quotability(one) >= MIN_QUOTABILITY for one in reports) else list(sentences)


def _stand_ins(sentences: Sequence[QuotableSentence], lead: Story, title: str) -> list[QuotableSentence]:
    """What a story without whole sentences offers: sentences with a mark of the cut, else headlines of reports.

    No headline stands in that says the same as the title of the thread: it stands above the summary.
    The articles of the leading story are the first that were read, so their indices are those in the story.
    """
    newest = max(article.published for article in lead.articles)
    index_by_id = {
        article.id: index for index, article in enumerate(lead.articles) if newest - article.published <= LEAD_WINDOW
    }
    own = [one for one in sentences if one.article_id in index_by_id and one.word_count >= MIN_CUT_SENTENCE_WORDS]
    if cut_visibly := [sentence for sentence in own if sentence.cut_visibly]:
        return cut_visibly
    return [
        measure_sentence(text if text in article.title else article.title, article, index_by_id[article.id])
        for article in lead.articles
        if article.id in index_by_id and (text := _report_headline(article))
        if not title or title_likeness(text, title) < Likeness.SIMILAR
    ]


def _report_headline(article: Article) -> str:
    """Return the headline of an article that reports; "" if it comments, reviews, offers or asks."""
    text = bare_headline(article.title, article.publisher)
    is_news = kind_of(article) == NEWS
    is_report = is_news and all(headline.quality >= MIN_REPORT_QUALITY for headline in headlines((article,)))
    return text if is_report else ""


def cited_lines(articles: Sequence[Article], sentences: Sequence[QuotableSentence]) -> list[QuotableSentence]:
    """Return what can be cited of articles that report what happened, though it is no sentence.

    That is the headline, and the line without a full stop that some publishers print beneath; each is judged by how
    likely its article reports an event.
    """
    lines = {one.article_index: one for one in sentences if not (one.position or one.has_end)}
    cited = []
    for index, article in enumerate(articles):
        text = bare_headline(article.title, article.publisher)
        likelihood = event_likelihood(article)
        if likelihood < MIN_EVENT_LIKELIHOOD or kind_of(article) != NEWS:
            continue
        if text in article.title and informs(text) and not _is_no_report(text, article.publisher):
            measured = measure_sentence(text, article, index)
            cited.append(replace(measured, verdict=Verdict(likelihood, likelihood, 0.0)))
        if (line := lines.get(index)) and quotability(line) >= MIN_QUOTABILITY and informs(line.text):
            cited.append(line)
    return cited


def _is_no_report(headline: str, publisher: str) -> bool:
    """Whether a headline quotes at length, shouts, or says what its publisher does: "Sample Wire reports from"."""
    is_own_work = bool(publisher) and headline.startswith(f"{publisher} ")
    return bool(_QUOTED_WORDS.search(headline)) or _shouts(headline) or is_own_work


def _shouts(headline: str) -> bool:
    """Whether a headline has a common word in capitals: "officer LAUGHS"."""
    return any(len(word) >= MIN_SHOUTED_LETTERS and not is_mostly_name(word) for word in _CAPITALS.findall(headline))


def kind_of(article: Article) -> ArticleKind:
    """Return the kind of an article."""
    return article_kind(article.title, article.text, article.link or article.url)
