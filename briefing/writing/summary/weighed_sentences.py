"""The sentences of a thread with everything that the choice of a summary depends on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import sqrt

from briefing.model.articles import Article, Story
from briefing.text.article_kinds import NEWS, ArticleKind, article_kind
from briefing.text.resemblance import Likeness, title_likeness
from briefing.text.titles import bare_headline
from briefing.writing.headlines import MIN_REPORT_QUALITY, headlines, is_reaction
from briefing.writing.lead_story import LEAD_WINDOW, core_terms, rank_lead_stories
from briefing.writing.quantities import TOLL_WORDS
from briefing.writing.quotability import MIN_QUOTABILITY, has_number, is_stale, quotability
from briefing.writing.quotable_sentences import (
    Concept,
    QuotableSentence,
    measure_sentence,
    quotable_sentences,
)
from briefing.writing.stories import articles_of, publisher_numbers, story_start
from briefing.writing.summary.focus import MIN_FOCUS_WEIGHT, Focus, focus_of, phase_articles, relevance
from briefing.writing.summary.references import surnames
from briefing.writing.summary.salience import StoryStatistics, concept_weights, salience, story_statistics

MAX_OTHER_STORIES = 40
"""Number of stories that are read apart from the leading story and the first; bounds the cost of a long thread."""
ARTICLES_PER_OTHER_STORY = 4
"""Number of articles that are read of each of these, the newest."""
OPENING_SENTENCES = 6
"""Number of opening sentences that are read of each article."""
MIN_LEAD_WEIGHT_SHARE = 0.5
"""Share of the leading story's weight that another story needs to lead if the leading story cannot be quoted."""
MIN_CUT_SENTENCE_WORDS = 10
"""Number of words from which on a sentence that a feed cut off is better than a headline."""
REPORTING_KINDS = frozenset({"news", "feature"})
"""Kinds of articles that are quoted while there are any."""
MAX_KNOWN_SHARE = 0.7
"""Share of a sentence's terms in a known sentence above which it says nothing new."""
RECENT_SPAN = timedelta(days=2)
"""Age, counted from the newest article, up to which a sentence is recent: "on Monday" is still understood."""

# The factors of a sentence's weight were chosen by reading summaries of replayed feeds.
FULL_CORROBORATION = 0.4
"""Share of corroborated terms from which on a sentence is to the point."""
MIN_CORROBORATION = 0.3
"""Share of corroborated terms below which a sentence without a number is colour: an aside or an impression."""
NUMBER_FACTOR, TOLL_FACTOR = 1.25, 1.6
"""Factors of the weight of a sentence with a number, and with a number and a word of harm."""
COLOUR_FACTOR = 0.3
"""Factor of the weight of a sentence without any corroborated term."""
STALE_FACTOR = 0.05
"""Factor of the weight of a stale sentence that is not recent."""
BASE_FOCUS_FACTOR = 0.3
"""Factor of the weight of a sentence without any term of the thread's focus."""
FOCUS_FACTOR = 1.4
"""Added to `BASE_FOCUS_FACTOR` if a sentence contains the whole focus."""


@dataclass(frozen=True, slots=True, eq=False)
class WeighedSentence:
    """A sentence with the measures of its place in a thread.

    Attributes:
        order: Rank among all sentences, by story and article; decides between equals.
        story_number: 0 for the leading story; larger for stories that matter less.
        publisher: Number of the independent publisher.
        age: Time from its article to the newest article of the thread.
        day: The day of its article.
        concept_weights: Weights of the concepts that it contains.
        quotability: How well it stands alone, 0 to 1.
        core_share: Share of the thread's core terms that it contains.
        relevance: Share of what the thread is about now that it contains, 0 to 1.
        headline_terms: The terms of the headline of its article.
        headline_relevance: The same share of these.
        focus_count: Number of terms of that which it contains.
        is_aside: Whether its article explains, or reports how somebody reacts, rather than what happened.
        corroborated_share: Share of its terms that headlines of its story, or several publishers, contain.
        weight: How readily it is quoted.
    """

    order: int
    sentence: QuotableSentence
    story_number: int
    publisher: int
    age: timedelta
    day: date
    concept_weights: Mapping[Concept, float]
    quotability: float
    core_share: float
    relevance: float
    headline_terms: frozenset[str]
    headline_relevance: float
    focus_count: int
    is_aside: bool
    corroborated_share: float
    weight: float

    @property
    def is_colour(self) -> bool:
        """Whether it contains next to nothing of what its story is about, and no number."""
        return self.corroborated_share < MIN_CORROBORATION and not has_number(self.sentence.text)


@dataclass(frozen=True, slots=True)
class LaterReport:
    """What an article says, in a sentence or its headline, against which older sentences are held."""

    text: str
    terms: frozenset[str]
    age: timedelta


@dataclass(frozen=True, slots=True)
class ThreadSentences:
    """The sentences that a summary of a thread can quote.

    Attributes:
        age: Age of the thread when its leading story began.
        phase_age: Age of the first article of the newest phase.
        reports: What the headlines of the thread say.
        surnames: The surnames that its articles use.
    """

    sentences: tuple[WeighedSentence, ...]
    age: timedelta
    phase_age: timedelta
    reports: tuple[LaterReport, ...]
    surnames: frozenset[str]


def weigh_thread_sentences(
    ordered_stories: Sequence[Story], known_sentences: Sequence[frozenset[str]] = (), title: str = ""
) -> ThreadSentences:
    """Read the most important stories of a thread and weigh their sentences.

    Args:
        ordered_stories: Stories with articles, oldest first; at least one.
        known_sentences: Terms of sentences that the reader knows. Sentences that repeat them are left out.
        title: The title of the thread, if it is known: its summary is about the same.
    """
    core = core_terms(ordered_stories)
    all_articles = articles_of(ordered_stories)
    newest = max(article.published for article in all_articles)
    phase = phase_articles(all_articles)
    ranked = rank_lead_stories(ordered_stories, core)
    top_weight, top_story = ranked[0]
    lead = next(
        (
            story
            for weight, story in ranked
            if weight >= MIN_LEAD_WEIGHT_SHARE * top_weight and _is_quotable(story, newest)
        ),
        None,
    )
    stories = _select_stories(ordered_stories, [lead or top_story, *(story for _, story in ranked)])
    numbered_articles = [
        (number, article)
        for number, story in enumerate(stories)
        for article in (story.articles[-ARTICLES_PER_OTHER_STORY:] if number else story.articles)
    ]
    articles = [article for _, article in numbered_articles]
    sentences = _new_sentences(articles, None if lead else stories[0], known_sentences, title)
    focus = focus_of(phase, title)
    weigher = _Weigher(sentences, numbered_articles, core, focus, newest)
    return ThreadSentences(
        tuple(weigher.weigh(sentence, order) for order, sentence in enumerate(sentences)),
        story_start(stories[0]) - story_start(ordered_stories[0]),
        newest - phase[-1].published,
        tuple(LaterReport(one.text, one.terms, newest - one.published) for one in headlines(all_articles)),
        surnames([sentence.text for sentence in sentences]),
    )


class _Weigher:
    """Weighs sentences against all sentences and headlines of the articles read."""

    def __init__(
        self,
        sentences: Sequence[QuotableSentence],
        numbered_articles: Sequence[tuple[int, Article]],
        core: frozenset[str],
        focus: Focus,
        newest: datetime,
    ) -> None:
        articles = [article for _, article in numbered_articles]
        self._sentences, self._articles = sentences, articles
        self._story_numbers = [number for number, _ in numbered_articles]
        self._core, self._focus, self._newest = core, focus, newest
        self._publishers = publisher_numbers(articles)
        self._statistics = story_statistics(articles, sentences)
        self._corroborated_terms = self._find_corroborated_terms(self._statistics)

    def _find_corroborated_terms(self, statistics: StoryStatistics) -> dict[int, set[str]]:
        """The terms by story that its headlines contain, or sentences of several publishers."""
        publishers_by_term: dict[int, dict[str, set[int]]] = {number: {} for number in self._story_numbers}
        for sentence in self._sentences:
            publishers = publishers_by_term[self._story_numbers[sentence.article_index]]
            for term in sentence.terms:
                publishers.setdefault(term, set()).add(self._publishers[sentence.article_index])
        corroborated = {
            number: {term for term, publishers in by_term.items() if len(publishers) > 1}
            for number, by_term in publishers_by_term.items()
        }
        for number, terms in zip(self._story_numbers, statistics.title_terms, strict=True):
            corroborated[number] |= terms
        return corroborated

    def weigh(self, sentence: QuotableSentence, order: int) -> WeighedSentence:
        """Weigh one sentence: salient, quotable, about the thread, not stale, to the point."""
        story_number = self._story_numbers[sentence.article_index]
        age = self._newest - self._articles[sentence.article_index].published
        fitness = quotability(sentence)
        core_share = len(self._core & sentence.terms) / max(1, len(self._core))
        corroborated = sentence.terms & self._corroborated_terms[story_number]
        corroborated_share = len(corroborated) / max(1, len(sentence.terms))
        to_the_point = min(1.0, corroborated_share / FULL_CORROBORATION)
        point_factor = COLOUR_FACTOR + (1 - COLOUR_FACTOR) * to_the_point
        if has_number(sentence.text):
            point_factor *= TOLL_FACTOR if TOLL_WORDS.search(sentence.text) else NUMBER_FACTOR
        stale_factor = STALE_FACTOR if age > RECENT_SPAN and is_stale(sentence) else 1.0
        about = relevance(sentence.terms, self._focus)
        headline_terms = self._statistics.title_terms[sentence.article_index]
        focus_factor = BASE_FOCUS_FACTOR + FOCUS_FACTOR * about
        return WeighedSentence(
            order=order,
            sentence=sentence,
            story_number=story_number,
            publisher=self._publishers[sentence.article_index],
            age=age,
            day=self._articles[sentence.article_index].published.date(),
            concept_weights=concept_weights(sentence, self._statistics),
            quotability=fitness,
            core_share=core_share,
            relevance=about,
            headline_terms=headline_terms,
            headline_relevance=relevance(headline_terms, self._focus),
            focus_count=sum(self._focus.get(term, 0.0) >= MIN_FOCUS_WEIGHT for term in sentence.terms),
            is_aside=_is_aside(self._articles[sentence.article_index]),
            corroborated_share=corroborated_share,
            weight=sqrt(salience(sentence, self._statistics)) * fitness * focus_factor * stale_factor * point_factor,
        )


def _kind(article: Article) -> ArticleKind:
    return article_kind(article.title, article.text, article.link or article.url)


def _is_aside(article: Article) -> bool:
    return is_reaction(article.title) or _kind(article) != NEWS


def _is_quotable(story: Story, newest: datetime) -> bool:
    """Whether the latest articles of a story have a whole sentence that stands alone."""
    latest = [article for article in story.articles if newest - article.published <= LEAD_WINDOW]
    return any(
        quotability(sentence) >= MIN_QUOTABILITY
        for sentence in quotable_sentences(latest, OPENING_SENTENCES)
        if not (sentence.cut_visibly or sentence.cut_silently)
    )


def _select_stories(ordered: Sequence[Story], lead_stories: Sequence[Story]) -> list[Story]:
    """The leading stories, then older ones newest first, and the story that began the thread."""
    by_id = {story.id: story for story in (*lead_stories, *reversed(ordered))}
    stories = list(by_id.values())
    return stories if len(stories) <= MAX_OTHER_STORIES + 2 else [*stories[: MAX_OTHER_STORIES + 1], ordered[0]]


def _new_sentences(
    articles: Sequence[Article], unquotable_lead: Story | None, known_sentences: Sequence[frozenset[str]], title: str
) -> list[QuotableSentence]:
    """The whole sentences of articles, with stand-ins for a leading story that has none, without known ones."""
    sentences = quotable_sentences(articles, OPENING_SENTENCES)
    stand_ins = _stand_ins(sentences, unquotable_lead, title) if unquotable_lead else []
    whole = [sentence for sentence in sentences if not (sentence.cut_visibly or sentence.cut_silently)]
    whole = _of_reports(whole, articles)
    return [
        sentence
        for sentence in (*whole, *stand_ins)
        if not any(len(sentence.terms & known) > MAX_KNOWN_SHARE * len(sentence.terms) for known in known_sentences)
    ]


def _of_reports(sentences: Sequence[QuotableSentence], articles: Sequence[Article]) -> list[QuotableSentence]:
    """Return sentences without those of comment, reviews, offers and programmes, if what is left can be quoted."""
    indices = {index for index, article in enumerate(articles) if _kind(article).name in REPORTING_KINDS}
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
    is_news = _kind(article) == NEWS
    is_report = is_news and all(headline.quality >= MIN_REPORT_QUALITY for headline in headlines((article,)))
    return text if is_report else ""
