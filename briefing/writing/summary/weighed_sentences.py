"""The sentences of a thread with everything that the choice of a summary depends on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from math import fsum, sqrt

from briefing.model.articles import Article, Story
from briefing.text.article_kinds import NEWS
from briefing.writing.headlines import LEAD_CHARACTERS, Headline, headlines, is_reaction
from briefing.writing.lead_story import core_terms, rank_lead_stories
from briefing.writing.numbers.quantities import has_toll_word
from briefing.writing.sentences.quotability import has_number, is_stale, quotability
from briefing.writing.sentences.quotable_sentences import (
    QuotableSentence,
    overlap,
)
from briefing.writing.sentences.sentence_vectors import bag_of_words
from briefing.writing.stories import articles_of, publisher_numbers
from briefing.writing.summary.candidate_sentences import (
    cited_lines,
    is_quotable,
    kind_of,
    new_sentences,
    read_articles,
    related_articles,
    select_stories,
)
from briefing.writing.summary.focus import Focus, focus_of, phase_articles, relevance
from briefing.writing.summary.outline import NO_OUTLINE, Outline
from briefing.writing.summary.salience import StoryStatistics, concept_weights, salience, story_statistics
from briefing.writing.summary.side_articles import side_articles
from briefing.writing.summary.unresolved_references import surnames
from briefing.writing.timeline.event_headlines import event_likelihood
from briefing.writing.timeline.headline_acts import acts_in, acts_of_terms
from briefing.writing.timeline.reports import rarity

MIN_OWN_AFFAIR = 0.05
"""Share of what the whole thread is about that a sentence itself contains if it is not beside the affair."""
MAX_EVENT_POSITION = 1
"""Position in its article up to which a sentence states the event that the headline states."""
MIN_EVENT_TERMS = 0.3
"""Share of the terms of the headline or of the sentence, whichever has fewer, that such a sentence has."""
MIN_STATED_TERMS = 0.5
"""Share of the terms, by rarity, of a title without an act that a report of what it states has."""
MIN_LEAD_WEIGHT_SHARE = 0.5
"""Share of the leading story's weight that another story needs to lead if the leading story cannot be quoted."""
RECENT_SPAN = timedelta(days=2)
"""Age, counted from the newest article, up to which a sentence is recent: "on Monday" is still understood."""
TITLE_SPAN = timedelta(hours=12)
"""Time before the newest article with the title as its headline within which a sentence is as recent as that."""

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
BEGINNING_FACTOR = 0.6
"""Factor of the weight of the beginning of a sentence that a feed cut off: a whole one reads better."""
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
        concept_weight: Sum of the weights of the concepts that it contains.
        quotability: How well it stands alone, 0 to 1.
        relevance: Share of what the thread is about now that it contains, 0 to 1.
        headline_terms: The terms of the headline of its article.
        affair_share: Share of what the whole thread is about that it and its headline contain; 0 if it has none.
        headline_affair_share: The same share of the headline alone.
        event_likelihood: How likely its article reports an event, 0 to 1.
        is_aside: Whether its article explains, or reports how somebody reacts, rather than what happened.
        corroborated_share: Share of its terms that headlines of its story, or several publishers, contain.
        event: Number of the event that its article reports; None: none.
        canonical_event: The same number, or that of the main event which that event repeats.
        event_day: The day of the canonical event; None: not known.
        states_event: Whether it states what the headline of that article states.
        weight: How readily it is quoted.
    """

    order: int
    sentence: QuotableSentence
    story_number: int
    publisher: int
    age: timedelta
    day: date
    concept_weight: float
    quotability: float
    relevance: float
    headline_terms: frozenset[str]
    affair_share: float
    headline_affair_share: float
    event_likelihood: float
    is_aside: bool
    corroborated_share: float
    event: int | None
    canonical_event: int | None
    event_day: date | None
    states_event: bool
    weight: float

    def is_on_event_of(self, others: Sequence[WeighedSentence]) -> bool:
        """Whether it and another one of some sentences are on one event."""
        event = self.canonical_event
        return event is not None and any(other.canonical_event == event for other in others)

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
        cited_lines: Headlines and the like of its articles that report what happened; none if it has one article.
        phase_age: Age of the first article of the newest phase.
        title_age: Age of the newest article whose headline is the title; 0 if it is nobody's.
        news_age: Age of the first report of what the title states; that of the thread if it is nobody's.
        titled: The ids of the articles with the title as their headline.
        reports: What the headlines of the thread say.
        surnames: The surnames that its articles use.
        side_articles: The ids of its articles on something else.
    """

    sentences: tuple[WeighedSentence, ...]
    cited_lines: tuple[WeighedSentence, ...]
    phase_age: timedelta
    title_age: timedelta
    news_age: timedelta
    titled: frozenset[str]
    reports: tuple[LaterReport, ...]
    surnames: frozenset[str]
    side_articles: frozenset[str]


def weigh_thread_sentences(
    ordered_stories: Sequence[Story],
    known_sentences: Sequence[frozenset[str]] = (),
    title: str = "",
    outline: Outline = NO_OUTLINE,
) -> ThreadSentences:
    """Read the most important stories of a thread and weigh their sentences.

    Args:
        ordered_stories: Stories with articles, oldest first; at least one.
        known_sentences: Terms of sentences that the reader knows. Sentences that repeat them are left out.
        title: The title of the thread, if it is known: its summary is about the same.
        outline: The main events of the thread.
    """
    core = core_terms(ordered_stories)
    all_articles = articles_of(ordered_stories)
    newest = max(article.published for article in all_articles)
    phase = phase_articles(all_articles)
    ranked = rank_lead_stories(ordered_stories, core)
    lead = _quotable_lead(ranked, newest)
    stories = select_stories(ordered_stories, [*([lead] if lead else []), *(story for _, story in ranked)])
    numbered_articles = read_articles(stories, title, outline)
    articles = [article for _, article in numbered_articles]
    measured = headlines(all_articles)
    own = frozenset(one.article_id for one in measured if one.text == title)
    near = outline.articles_beside(own)
    sentences = new_sentences(articles, None if lead else stories[0], known_sentences, title, near)
    focus = focus_of(phase, title)
    titled = max((one.published for one in measured if one.text == title), default=newest)
    affair = focus_of(related_articles(all_articles, measured, title), title)
    lines = cited_lines(articles, sentences) if len(all_articles) > 1 else []
    weigher = _Weigher(sentences, numbered_articles, focus, affair, newest, titled, outline)
    return ThreadSentences(
        tuple(weigher.weigh(sentence, order) for order, sentence in enumerate(sentences)),
        tuple(weigher.weigh_line(one, order) for order, one in enumerate(lines, start=len(sentences))),
        newest - phase[-1].published,
        newest - titled,
        newest - _first_report(all_articles, measured, title, outline),
        own,
        tuple(LaterReport(one.text, one.terms, newest - one.published) for one in measured),
        surnames([sentence.text for sentence in sentences], [one.text for one in measured]),
        side_articles(measured, title),
    )


def _quotable_lead(ranked: Sequence[tuple[float, Story]], newest: datetime) -> Story | None:
    """The first story, of those with nearly the highest weight, that can be quoted; None if none can."""
    least = MIN_LEAD_WEIGHT_SHARE * ranked[0][0]
    return next((story for weight, story in ranked if weight >= least and is_quotable(story, newest)), None)


def _first_report(articles: Sequence[Article], measured: Sequence[Headline], title: str, outline: Outline) -> datetime:
    """When what a title states was first reported; that of the first article if the title is nobody's.

    Of the reports on its event those do not count that state something else: "Gunman takes hostages" before "Two
    hostages freed".
    """
    titled = {one.article_id for one in measured if one.text == title}
    of_event = {id for event in outline.events if not titled.isdisjoint(event.articles) for id in event.articles}
    idf_by_term = rarity(one.terms | one.lead_terms for one in measured)
    stating = {
        one.article_id for one in measured if one.article_id in of_event and _states_act(one, title, idf_by_term)
    }
    return min(a.published for a in articles if a.id in titled | stating or not titled)


def _states_act(headline: Headline, title: str, idf_by_term: Mapping[str, float]) -> bool:
    """Whether a headline or its lead names an act of the title; half of its terms, by rarity, if it names no act."""
    own, acts = acts_in(headline.text), acts_in(title)
    if acts:
        return not own or not acts.isdisjoint(own | acts_of_terms(headline.lead_terms))
    weights = {term: idf_by_term.get(term, 0.0) for term in sorted(bag_of_words(title))}
    shared = sum(weight for term, weight in weights.items() if term in headline.terms | headline.lead_terms)
    return shared >= MIN_STATED_TERMS * sum(weights.values())


class _Weigher:
    """Weighs sentences against all sentences and headlines of the articles read."""

    def __init__(
        self,
        sentences: Sequence[QuotableSentence],
        numbered_articles: Sequence[tuple[int, Article]],
        focus: Focus,
        affair: Focus,
        newest: datetime,
        titled: datetime,
        outline: Outline,
    ) -> None:
        articles = [article for _, article in numbered_articles]
        self._sentences, self._articles = sentences, articles
        self._story_numbers = [number for number, _ in numbered_articles]
        self._focus, self._affair, self._newest = focus, affair, newest
        self._recent_span = max(RECENT_SPAN, newest - titled + TITLE_SPAN)
        self._publishers = publisher_numbers(articles)
        self._events = outline.events
        self._canonical_events = outline.canonical_events
        self._event_numbers = {id: number for number, event in enumerate(outline.events) for id in event.articles}
        self._statistics = story_statistics(articles, sentences)
        self._corroborated_terms = self._find_corroborated_terms(self._statistics)

    def _find_corroborated_terms(self, statistics: StoryStatistics) -> dict[int, set[str]]:
        """The terms by story that its headlines contain, or sentences of several publishers."""
        terms_by_publisher: dict[int, dict[int, set[str]]] = {number: {} for number in self._story_numbers}
        for sentence in self._sentences:
            of_story = terms_by_publisher[self._story_numbers[sentence.article_index]]
            of_story.setdefault(self._publishers[sentence.article_index], set()).update(sentence.terms)
        corroborated: dict[int, set[str]] = {}
        for number, of_story in terms_by_publisher.items():
            publisher_counts = Counter(term for terms in of_story.values() for term in terms)
            corroborated[number] = {term for term, count in publisher_counts.items() if count > 1}
        for number, terms in zip(self._story_numbers, statistics.title_terms, strict=True):
            corroborated[number] |= terms
        return corroborated

    def weigh(self, sentence: QuotableSentence, order: int) -> WeighedSentence:
        """Weigh one sentence: salient, quotable, about the thread, not stale, to the point."""
        story_number = self._story_numbers[sentence.article_index]
        age = self._newest - self._articles[sentence.article_index].published
        fitness = quotability(sentence)
        corroborated = sentence.terms & self._corroborated_terms[story_number]
        corroborated_share = len(corroborated) / max(1, len(sentence.terms))
        to_the_point = min(1.0, corroborated_share / FULL_CORROBORATION)
        point_factor = COLOUR_FACTOR + (1 - COLOUR_FACTOR) * to_the_point
        if has_number(sentence.text):
            point_factor *= TOLL_FACTOR if has_toll_word(sentence.text) else NUMBER_FACTOR
        stale_factor = STALE_FACTOR if age > self._recent_span and is_stale(sentence) else 1.0
        about = relevance(sentence.terms, self._focus)
        headline_terms = self._statistics.title_terms[sentence.article_index]
        focus_factor = BASE_FOCUS_FACTOR + FOCUS_FACTOR * about
        focus_factor *= BEGINNING_FACTOR if sentence.is_beginning else 1.0
        event = self._event_numbers.get(sentence.article_id)
        canonical = self._canonical_events[event] if event is not None else None
        return WeighedSentence(
            order=order,
            sentence=sentence,
            story_number=story_number,
            publisher=self._publishers[sentence.article_index],
            age=age,
            day=self._articles[sentence.article_index].published.date(),
            concept_weight=fsum(concept_weights(sentence, self._statistics).values()),
            quotability=fitness,
            relevance=about,
            headline_terms=headline_terms,
            affair_share=self._affair_share(sentence.terms, headline_terms),
            headline_affair_share=relevance(headline_terms, self._affair),
            event_likelihood=event_likelihood(self._articles[sentence.article_index]),
            is_aside=_is_aside(self._articles[sentence.article_index]),
            corroborated_share=corroborated_share,
            event=event,
            canonical_event=canonical,
            event_day=None if canonical is None else self._events[canonical].day,
            states_event=_states_headline(sentence, headline_terms),
            weight=sqrt(salience(sentence, self._statistics)) * fitness * focus_factor * stale_factor * point_factor,
        )

    def weigh_line(self, line: QuotableSentence, order: int) -> WeighedSentence:
        """Weigh what is cited of an article and is no sentence; the text shows whether it is on the affair."""
        article = self._articles[line.article_index]
        weighed = self.weigh(line, order)
        near = weighed.headline_terms.union(bag_of_words(article.text[:LEAD_CHARACTERS], article.lang))
        return replace(weighed, affair_share=self._affair_share(line.terms, near))

    def _affair_share(self, terms: frozenset[str], headline_terms: frozenset[str]) -> float:
        own = relevance(terms, self._affair)
        return relevance(terms | headline_terms, self._affair) if own >= MIN_OWN_AFFAIR else 0.0


def _states_headline(sentence: QuotableSentence, headline_terms: frozenset[str]) -> bool:
    is_opening = sentence.position <= MAX_EVENT_POSITION
    return is_opening and overlap(sentence.terms, headline_terms) >= MIN_EVENT_TERMS


def _is_aside(article: Article) -> bool:
    return is_reaction(article.title) or kind_of(article) != NEWS
