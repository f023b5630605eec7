"""Chooses the titles of stories and threads among the headlines of their articles."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from math import log2
from typing import NamedTuple

from briefing.model.articles import Article, Story
from briefing.text.titles import bare_headline
from briefing.writing.headlines import (
    MIN_REPORT_QUALITY,
    Headline,
    best_headline,
    headline_centrality,
    headlines,
    is_announcement,
    is_reaction,
    term_centrality,
)
from briefing.writing.lead_story import HALF_LIFE_HOURS, LEAD_WINDOW
from briefing.writing.sentences.sentence_vectors import bag_of_words
from briefing.writing.stories import publisher_count, sample_articles, sample_stories_evenly
from briefing.writing.summary.plans import infinitives, reports_verb
from briefing.writing.timeline.event_headlines import event_likelihood, is_preview
from briefing.writing.titles.later_news import LaterNews, is_report_on
from briefing.writing.titles.overtaken_headlines import FEW_HOUSES
from briefing.writing.titles.recent_consensus import agreement, recent_term_shares
from briefing.writing.titles.same_headlines import say_the_same
from briefing.writing.titles.series_labels import thread_label
from briefing.writing.titles.supporting_houses import (
    detail_factor,
    is_superseded,
    near_in_time,
    supporting_houses,
)

# The constants below were chosen on one replayed window of feeds and checked on another.
MIN_ALTERNATIVE_QUALITY = 0.8
"""Quality that a headline needs to replace a better one that is used already."""
LONG_THREAD_STORIES = 8
"""Number of stories from which on a label is a better title than any headline."""
PUBLISHER_EXPONENT = 0.7
"""Exponent of the logarithm of the number of publishers of a story in the score of its headlines."""
ANNOUNCEMENT_FACTOR = 0.85
"""Factor of a headline that announces: a report that it happened is better."""
OVERTAKEN_FACTOR = 0.3
"""Factor of a headline that is overtaken, and of one that announces what is carried out."""
OUTCOME_FACTOR = 0.1
"""Factor of a headline that announces what a later one states the outcome of: it loses to any report."""
MIN_SCORE = 1e-9
"""Score of a title that shares of other scores are taken of, at least: a title can score nothing."""
MAX_COMPARED_HEADLINES = 12
"""Number of best headlines for which the supporting houses are counted; bounds the cost of a long thread."""
SUPPORT_EXPONENT = 0.8
"""Exponent of the logarithm of the number of houses that support a headline."""
REPORTED_SUPPORT_EXPONENT = 0.4
"""The same exponent of a headline that announces, if a later report is on the same: however many announce, one that it
happened is better."""
REACTION_FACTOR = 0.4
"""Factor of a headline that reports how somebody reacts or what a video shows, or labels a programme."""
MAX_KEPT_AGE = timedelta(hours=54)
"""Age, counted from the newest article, up to which a title is kept: steady over two mornings, gone on the third."""
MAX_AGREED_AGE = timedelta(hours=96)
"""The same age of a title that has as much of what most publishers say lately as the one that would replace it."""
MIN_NEWER = timedelta(hours=24)
"""Time by which a headline is newer that takes the place of a title of that age."""
MIN_REPLACING_HOUSES = 2
"""Number of houses that support a headline which takes the place of an old title, or of one that a single house
supports: what one house reports is rather a detail."""
MIN_REPLACING_SCORE = 0.6
"""Score of such a headline as a share of the highest one."""
MIN_LATER_OF_TURN = timedelta(hours=6)
"""Time by which what several houses say of the latest turn is newer than a title by one house on it."""
MIN_NAMING_SHARE = 0.4
"""Share of the highest centrality below which a headline does not name the affair."""
COMMENTARY_FACTOR = 0.4
"""Factor of a headline below `MIN_REPORT_QUALITY`, which is not kept either."""
BASE_LIKELIHOOD = 0.65
"""Factor of a headline whose article surely reports no event: a review, a comparison, a comment."""
MIN_TURN_HOUSES = 0.3
"""Share, of the houses that report since a turn began, of those that report it."""
TURN_EVENT_FACTOR = 1.5
"""Factor of the headlines on the event to which the affair has turned last."""
MAX_UNFIT = 0.2
"""Likelihood of an event up to which a previous title does not stay, if a newer one has `MIN_FIT`. As many of 10,000
articles of two replayed feeds have it as had .3 before the likelihood was learned."""
MIN_FIT = 0.5
"""Likelihood of an event from which such a newer title takes its place; as many of them had .7 before."""
DISAGREED_FACTOR = 0.3
"""Factor of a headline without a term that most publishers of the thread have lately."""
TURN_FACTOR = 2.0
"""Number of times that another headline must score higher than the present title, age aside, to replace it early."""


def story_title(articles: Sequence[Article], avoid_title: str = "") -> str:
    """Return the most central headline of a story, cleaned, if possible not `avoid_title`; "" if there is none."""
    sample = sample_articles(articles)
    candidates = headlines(sample)
    if not candidates:
        return next((title for a in sample if (title := bare_headline(a.title, a.publisher) or a.title)), "")
    centrality = term_centrality(candidates)
    title = best_headline(candidates, centrality).text
    if title == avoid_title:
        avoided = frozenset(bag_of_words(avoid_title))
        others = [h for h in candidates if h.quality >= MIN_ALTERNATIVE_QUALITY and len(h.terms - avoided) > 1]
        return best_headline(others, centrality).text if others else title
    return title


class TitleChoice(NamedTuple):
    """The title of a thread, and the headlines that could be it.

    Attributes:
        title: The title.
        headline: The headline that is the title or, if that is a label, would be it; None: there is none.
        others: The other headlines that may be titles with their scores as shares of its score, the best first.
        is_kept: Whether the title is the one that the thread has had so far.
    """

    title: str
    headline: Headline | None = None
    others: tuple[tuple[float, Headline], ...] = ()
    is_kept: bool = False


def choose_title(
    stories: Sequence[Story], avoid_title: str = "", previous_title: str = "", turn: frozenset[str] = frozenset()
) -> TitleChoice:
    """Choose the headline that names the affair of a thread as it stands at its newest article.

    A headline scores by the terms that all stories share, by its quality, by the publishers of its story and by its
    age. The previous title stays while it is recent, unless the affair turns. The title of a long thread is the label
    of its headlines, if they have one: "Ice war" of "Ice war: day three".

    Args:
        stories: The stories of the thread.
        avoid_title: The title of the thread's affair, which must not be the thread's too.
        previous_title: The title that the thread has had so far.
        turn: The ids of the articles on the event to which the affair has turned last.
    """
    sample = [_with_titled(story, stories, previous_title) for story in sample_stories_evenly(stories)]
    candidates = [h for number, story in enumerate(sample) for h in headlines(story.articles, number)]
    if not candidates:
        return TitleChoice(next((title for story in sample if (title := story_title(story.articles))), ""))
    centrality = term_centrality(candidates)
    ranking = _TitleRanking(sample, candidates, centrality, turn)
    best = ranking.best(candidates, previous_title)
    title = best.text
    may_have_label = len(sample) >= LONG_THREAD_STORIES and title != previous_title
    label = thread_label(title, candidates, centrality, previous_title) if may_have_label else ""
    if avoid_title and avoid_title in (label, title):
        candidates = [h for h in candidates if h.quality >= MIN_ALTERNATIVE_QUALITY and h.text != avoid_title]
        if not candidates:
            return TitleChoice(best.text, best)
        best = ranking.best(candidates, previous_title)
        return TitleChoice(best.text, best, tuple(ranking.others(best, candidates)))
    others = [other for other in ranking.others(best, candidates) if other[1].text != avoid_title]
    return TitleChoice(label or title, best, tuple(others), (label or title) == previous_title)


def best_titled(stories: Sequence[Story], articles: Collection[str]) -> str:
    """Return the id of that article, of some given by their ids, on whose headline the publishers of all stories agree
    most; "" if none of them has a headline of use.
    """
    sample = sample_stories_evenly(stories)
    candidates = [h for number, story in enumerate(sample) for h in headlines(story.articles, number)]
    chosen = [h for h in candidates if h.article_id in articles]
    if not chosen:
        return ""
    ranking = _TitleRanking(sample, candidates, term_centrality(candidates), frozenset())
    title = ranking.best(chosen, "").text
    return next(h.article_id for h in reversed(chosen) if h.text == title)


class _TitleRanking:
    """Ranks headlines as titles of a thread at the time of its newest article."""

    def __init__(
        self,
        stories: Sequence[Story],
        candidates: Sequence[Headline],
        centrality: dict[str, float],
        turn: frozenset[str],
    ) -> None:
        self._centrality = centrality
        self._turn = turn if _is_of_weight(turn, candidates) else frozenset()
        self._turned = min((h.published for h in candidates if h.article_id in self._turn), default=None)
        self._likelihoods = {a.id: event_likelihood(a) for story in stories for a in story.articles}
        self._end = max(a.published for story in stories for a in story.articles)
        self._later = LaterNews(candidates, self._likelihoods, self._end)
        self._story_weights = [_story_weight(story.articles) for story in stories]
        self._shares = recent_term_shares(candidates, self._end)
        self._most_agreed = max((agreement(h, self._shares) for h in candidates), default=0.0)

    def best(self, candidates: Sequence[Headline], previous_title: str) -> Headline:
        """Return the previous title if it may stay, else the highest-scoring headline; the first of equals wins."""
        if len(candidates) == 1:
            return candidates[0]
        scored = self._ranked(candidates)
        ranked = [headline for _, headline in scored]
        previous = max((h for h in candidates if h.text == previous_title), key=lambda h: h.published, default=None)
        if previous is None or not self._may_stay(previous, ranked[0]):
            return ranked[0]
        if is_superseded(previous, ranked[0], candidates) or self._is_lone_of_turn(previous, ranked[0], candidates):
            return ranked[0]
        near = [headline for score, headline in scored if score >= MIN_REPLACING_SCORE * scored[0][0]]
        newer = (h for h in near if self._is_old(previous, h) and self._replaces_old(h, previous, candidates))
        return next(newer, previous)

    def others(self, best: Headline, candidates: Sequence[Headline]) -> Iterator[tuple[float, Headline]]:
        """Yield the headlines that report what is still so and may replace a title, with their scores as shares of its
        score, the best first.
        """
        if all(headline.text == best.text for headline in candidates):
            return
        highest = max(self._score(best) * self._support_factor(best, candidates), MIN_SCORE)
        for score, headline in self._ranked(candidates):
            is_report = headline.quality >= MIN_REPORT_QUALITY and not is_reaction(headline.text)
            if headline.text != best.text and is_report and not self._later.overtakes(headline):
                yield score / highest, headline

    def _ranked(self, candidates: Sequence[Headline]) -> list[tuple[float, Headline]]:
        """Return the best headlines with their scores, the best first."""
        centralities = [headline_centrality(h, self._centrality) for h in candidates]
        least = MIN_NAMING_SHARE * max(centralities)
        naming = [h for h, value in zip(candidates, centralities, strict=True) if value >= least]
        ranked = sorted(naming, key=lambda h: round(self._score(h), 6), reverse=True)[:MAX_COMPARED_HEADLINES]
        scored = [(round(self._score(h) * self._support_factor(h, candidates), 6), h) for h in ranked]
        return sorted(scored, key=lambda pair: -pair[0])

    def _may_stay(self, previous: Headline, best: Headline) -> bool:
        if previous.quality < MIN_REPORT_QUALITY or self._later.overtakes(previous) or self._is_unfit(previous, best):
            return False
        is_same = say_the_same(previous, best)
        if self._announces_what_is_reported(previous, best) and not (is_same and not is_preview(previous.text)):
            return False
        if is_same:
            return True
        if best.article_id in self._turn and self._is_before_turn(previous):
            return False
        return self._score(best) < TURN_FACTOR * self._weight(previous)

    def _is_lone_of_turn(self, previous: Headline, best: Headline, candidates: Sequence[Headline]) -> bool:
        """Whether one house supports the previous title on the turn, and several a later one that says something
        else.
        """
        if not {previous.article_id, best.article_id} <= self._turn or say_the_same(previous, best):
            return False
        is_later = best.published >= previous.published + MIN_LATER_OF_TURN
        houses = [len(supporting_houses(one, candidates)) for one in (previous, best)]
        return is_later and houses[0] == 1 and houses[1] >= MIN_REPLACING_HOUSES

    def _is_old(self, previous: Headline, other: Headline) -> bool:
        """Whether the previous title is so old that another one may take its place that says something else."""
        if say_the_same(previous, other):
            return False
        agrees_more = not self._shares or self._agreement_factor(other) > self._agreement_factor(previous)
        age = self._end - previous.published
        return age > MAX_AGREED_AGE or (age > MAX_KEPT_AGE and agrees_more)

    def _replaces_old(self, other: Headline, previous: Headline, candidates: Sequence[Headline]) -> bool:
        """Whether a headline is much newer than an old title, and of several houses unless that is too old."""
        if other.published < previous.published + MIN_NEWER:
            return False
        few = len({one.house for one in candidates}) <= FEW_HOUSES
        is_wide = few or len(supporting_houses(other, candidates)) >= MIN_REPLACING_HOUSES
        return is_wide or self._end - previous.published > MAX_AGREED_AGE

    def _announces_what_is_reported(self, previous: Headline, best: Headline) -> bool:
        announces = is_announcement(previous.text) or is_preview(previous.text)
        if best.published <= previous.published or not announces or is_announcement(best.text):
            return False
        return is_report_on(previous, best) or reports_verb(best.text, infinitives(previous.text), is_headline=True)

    def _is_unfit(self, previous: Headline, best: Headline) -> bool:
        """Whether the previous title reports no event, as the remark of one person does, and a newer one does."""
        likelihood, newer = self._likelihoods[previous.article_id], self._likelihoods[best.article_id]
        return best.published > previous.published and likelihood <= MAX_UNFIT and newer >= MIN_FIT

    def _is_before_turn(self, headline: Headline) -> bool:
        is_earlier = self._turned is not None and headline.published < self._turned
        return is_earlier and headline.article_id not in self._turn

    def _score(self, headline: Headline) -> float:
        return self._weight(headline) * self._recency(headline.published)

    def _weight(self, headline: Headline) -> float:
        """The score of a headline without its age."""
        weight = headline_centrality(headline, self._centrality) * self._story_weights[headline.story_number]
        weight *= self._agreement_factor(headline)
        if headline.quality < MIN_REPORT_QUALITY:
            weight *= COMMENTARY_FACTOR
        if self._later.states_outcome_of(headline):
            weight *= OUTCOME_FACTOR
        elif self._later.overtakes(headline):
            weight *= OVERTAKEN_FACTOR
        elif is_announcement(headline.text):
            weight *= OVERTAKEN_FACTOR if self._later.carries_out(headline) else ANNOUNCEMENT_FACTOR
        weight *= BASE_LIKELIHOOD + (1 - BASE_LIKELIHOOD) * self._likelihoods[headline.article_id]
        if is_reaction(headline.text):
            weight *= REACTION_FACTOR
        is_of_turn = headline.article_id in self._turn and not self._later.overtakes(headline)
        return weight * (TURN_EVENT_FACTOR if is_of_turn else 1.0)

    def _agreement_factor(self, headline: Headline) -> float:
        """Return the factor of a headline for how much of what most publishers say lately it says."""
        if not self._most_agreed:
            return 1.0
        return DISAGREED_FACTOR + (1 - DISAGREED_FACTOR) * agreement(headline, self._shares) / self._most_agreed

    def _support_factor(self, headline: Headline, candidates: Sequence[Headline]) -> float:
        """Return the factor of a headline for the houses that support it, and for its details."""
        near = near_in_time(headline, candidates)
        houses = supporting_houses(headline, near)
        is_reported = is_announcement(headline.text) and self._later.houses_on(headline)
        exponent = REPORTED_SUPPORT_EXPONENT if is_reported else SUPPORT_EXPONENT
        return float(log2(1 + len(houses)) ** exponent * detail_factor(headline, near))

    def _recency(self, published: datetime) -> float:
        """The weight of an age: it halves in `HALF_LIFE_HOURS` and falls slowly from there, so that years compare."""
        hours = (self._end - published).total_seconds() / 3600
        return HALF_LIFE_HOURS / (HALF_LIFE_HOURS + hours)


def _with_titled(story: Story, stories: Sequence[Story], title: str) -> Story:
    """Return a sampled story with its newest article that has the present title as its headline, if it was left out."""
    if not title or any(title in article.title for article in story.articles):
        return story
    whole = next((other for other in stories if other.id == story.id), story)
    titled = max((a for a in whole.articles if title in a.title), key=lambda a: (a.published, a.id), default=None)
    return replace(story, articles=(*story.articles, titled)) if titled else story


def _is_of_weight(turn: frozenset[str], candidates: Sequence[Headline]) -> bool:
    """Whether enough of the houses that report since an event began report it: else it is a side matter."""
    start = min((h.published for h in candidates if h.article_id in turn), default=None)
    if start is None:
        return False
    houses = {h.house for h in candidates if h.published >= start}
    return len({h.house for h in candidates if h.article_id in turn}) >= MIN_TURN_HOUSES * len(houses)


def _story_weight(articles: Sequence[Article]) -> float:
    """Return the weight of a story by the independent publishers of its last `LEAD_WINDOW`."""
    end = max(article.published for article in articles)
    recent = [article for article in articles if end - article.published <= LEAD_WINDOW]
    return float(log2(1 + publisher_count(recent)) ** PUBLISHER_EXPONENT)
