"""The sentences of an entry of a digest: they state its line or add to it, and were not printed before."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefing.model.threads import Sentence
from briefing.writing.country_terms import terms_of
from briefing.writing.digest.digest_headlines import bare_title, is_news, newest_headlines, supporters
from briefing.writing.digest.digest_lines import LineReports
from briefing.writing.headline_terms import Terms, covered_share
from briefing.writing.headlines import is_report
from briefing.writing.numbers.deaths import deaths_in
from briefing.writing.sentences.judging_sentences import judges
from briefing.writing.sentences.quotability import quotability
from briefing.writing.sentences.quotable_sentences import is_unanchored_text, quotable_sentences, veto_before_cut
from briefing.writing.sentences.verdicts import MIN_QUOTABILITY
from briefing.writing.summary.candidate_sentences import MIN_CUT_SENTENCE_WORDS
from briefing.writing.summary.cut_clauses import clauses_of
from briefing.writing.summary.restatements import MIN_LATER, Statement, counts_more, restates
from briefing.writing.timeline.event_headlines import event_likelihood

if TYPE_CHECKING:
    from briefing.model.articles import Article

MAX_SENTENCES = 3
"""Sentences of an entry at most: with more, the second and third already drift from its line."""
# Of 1,131 labelled sentences of the story of a title those with .2 to .3 of its terms can stand under it in three of
# five cases, those with more in three of four; of 753 of other stories a third, and half of those that share most.
MIN_EVENT_SHARE = 0.2
"""Least share of the own terms of a line in the sentence of another report of its event that opens its entry."""
MIN_STORY_SHARE = 0.3
"""The same for a sentence of another report of its story."""
MIN_LINE_SHARE = 0.5
"""The same for a report of its story from well before the first report of the line, and for an article of any other
story."""
MIN_LINE_TERMS = 2
"""Number of the own terms of a line in a sentence of any other article at least."""
MAX_PRINTED_SHARE = 0.5
"""Share of the terms of a sentence in one printed text from which on a reader knows it."""
MAX_OLD_SHARE = 0.3
"""The same for a sentence of an article that was there when the text was printed."""
MAX_SAID_SHARE = 0.6
"""Share of the terms of a sentence in the line or one sentence before it from which on it adds nothing."""
MAX_SAID_TOGETHER = 0.5
"""Share of its terms in the line and all sentences before it above which it says them again, unless it counts something
else. Of 42 second sentences of nineteen mornings five shared more, all of them repetitions."""
MAX_REPLACED_SHARE, MIN_SHARE_GAIN = 0.5, 0.3
"""A first sentence with at most this share of the line's own terms gives way to the opening of another report that has
at least so much more of them: the first is perhaps of another event."""
MIN_ADDED_TERMS = 3
"""Terms that an opening, or another headline, adds to the line at least."""
STATE_BEFORE = timedelta(minutes=30)
"""Time before the first report of a line from which on an article is about the state before it."""
MIN_STATED_SHARE = 0.4
"""Share of the own terms of a line in the opening of an article of another event that takes the place of a chosen
sentence."""
OPENING_SENTENCES = 2
"""Sentences of an article among which one on the line is looked for, where none of those that were chosen is."""
ANY_SHARE = 1e-9
"""Share of a sentence that shares a term."""
NEVER = float("inf")
"""Share that no sentence has."""
MIN_OPENING = 0.15
"""Probability that a sentence may open a summary, from which on such a one opens an entry."""
OPENING_BONUS = 0.3
"""Added to the share of a line in a sentence that opens its article."""
MIN_PREFERRED_LIKELIHOOD = 0.3
"""Likelihood of an event of an article below which its opening stands only where there is no other."""
_SENTENCE_END = re.compile(r"[.!?…。！？]\W*$")
_ASKS = re.compile(
    r"(?:(?:What|Who|Why|How) (?:will|would|can|could|should|is|are|was|were|do|does|did|has|have)"
    r"|Will|Would|Can|Could|Should|Is|Are|Do|Does|Did|Has|Have)\b (?![A-Z])"
)
"""Matches the beginning of a question, whose mark was cut off."""
_FOOTAGE = re.compile(
    r"/(?:(?:videos?|watch|podcasts?|audio|gallery|galleries|pictures|tv-shows)(?:/|$)|in-pictures(?:[/-]|$))"
)
"""Matches the address of footage: its text says what one sees. A name such as "video-game-fair" is none."""


def sentences_on(
    line: str,
    chosen: Sequence[Sentence],
    articles: Mapping[str, Article],
    fresh: Collection[str],
    theme: Terms,
    printed: Sequence[Terms],
    reports_of_line: LineReports,
    deaths: int = 0,
) -> tuple[Sentence, ...]:
    """Return the sentences of an entry: the first states or explains its line, a second one adds to that.

    The first sentence of the thread opens it if it states most of the line, whatever its story is. Where no sentence is
    of the event or the story of the line, the headline of another report of that event stands there, else a sentence of
    another story that states most of the line, else the opening of the report of the line, though the feed cut it off.

    Args:
        line: The line of the entry.
        chosen: The sentences that were chosen for the thread, the best first.
        articles: The articles that are new, by id.
        fresh: The ids of those that came since the digest last ran.
        theme: The terms that name the affair.
        printed: The terms of the texts that the digest printed of the thread.
        reports_of_line: The articles with the line.
        deaths: The deaths that the line or a changed number states, 0 if neither does. A sentence with fewer is left
            out. Only if nothing is left and the line itself states that number may one sentence stand that counts a
            part of them.
    """
    on_line = _OnLine(line, articles, fresh, theme, printed, reports_of_line, deaths)
    sentences = _entry(on_line, chosen)
    report = articles.get(reports_of_line.report)
    if sentences or not deaths or deaths_in(line, report.lang if report else "") != deaths:
        return sentences
    on_line = _OnLine(line, articles, fresh, theme, printed, reports_of_line, 0)
    return _entry(on_line, chosen)[:1]


def _entry(on_line: _OnLine, chosen: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences of an entry, none with fewer deaths than are known."""
    best_chosen = [one for one in chosen[:1] if not (judges(one.text) or is_unanchored_text(one.text))]
    first = next((one for one in best_chosen if on_line.may_open(one, of_any_story=True)), None)
    ranked = chain(on_line.openings(), chosen, on_line.own_openings())  # what is not needed is not split
    first = first or next((one for one in ranked if on_line.may_open(one)), None)
    if first is None and (headline := next(on_line.other_headlines(), None)):
        return (headline,)
    ranked = chain(on_line.openings(), chosen)
    first = first or next((one for one in ranked if on_line.may_open(one, of_any_story=True)), None)
    if first is None:
        return on_line.cut_opening()
    first = on_line.clearer_opening(first) or first
    entry = [next(one for one in (*chosen, first) if one == first)]  # a chosen one has its day
    for one in chosen:
        if len(entry) < MAX_SENTENCES and one not in entry and on_line.may_follow(one, entry):
            entry.append(one)
    return tuple(entry)


class _OnLine:
    """Judges which sentences are on the line of an entry."""

    def __init__(
        self,
        line: str,
        articles: Mapping[str, Article],
        fresh: Collection[str],
        theme: Terms,
        printed: Sequence[Terms],
        reports_of_line: LineReports,
        deaths: int,
    ) -> None:
        self._line = terms_of(line)
        self._own = self._line - theme or self._line
        self._articles = articles
        self._fresh = fresh
        headlines = [one for one in newest_headlines(articles.values()) if one.article.id in fresh or one.text == line]
        self._reporting = {one.article.id: one.article for one in supporters(self._own, headlines)}
        self._began = min((one.published for one in self._reporting.values()), default=None)
        self._printed = printed
        self._line_reports = reports_of_line
        self._deaths = deaths

    def may_open(self, one: Sentence, *, of_any_story: bool = False) -> bool:
        """Whether a sentence may open the entry: one of the report of the line, or that shares enough with the
        line: little of a report of the same event, more of one of the same story, and, if `of_any_story`, most of any
        other.
        """
        article = self._articles.get(one.article)
        if article is None or self._is_known_or_overtaken(one, ()):
            return False
        least = self._least_share(article, is_whole=_has_end(one.text))
        if least == NEVER and of_any_story:
            least = self._least_share_of_other(article)
        return self._share(terms_of(one.text)) >= least

    def _least_share(self, article: Article, *, is_whole: bool) -> float:
        if article.id == self._line_reports.report:
            return 0.0 if is_whole else ANY_SHARE  # a standfirst may be on something else
        if article.id in self._line_reports.event:
            return MIN_EVENT_SHARE
        if article.id in self._line_reports.story:
            return MIN_LINE_SHARE if self._is_before_line(article) else MIN_STORY_SHARE
        return NEVER

    def _least_share_of_other(self, article: Article) -> float:
        is_earlier = self._is_before_line(article) and article.id not in self._reporting
        asks = bare_title(article).rstrip("\"”’'").endswith("?")
        return NEVER if is_earlier or asks else max(MIN_LINE_SHARE, MIN_LINE_TERMS / max(1, len(self._own)))

    def _is_before_line(self, article: Article) -> bool:
        """Whether an article was published well before the first report of the line."""
        return self._began is not None and article.published < self._began - STATE_BEFORE

    def _share(self, terms: Terms) -> float:
        return len(terms & self._own) / max(1, len(self._own))

    def may_follow(self, one: Sentence, before: Sequence[Sentence]) -> bool:
        """Whether a sentence may stand behind others: it is of the event of the line, or of their article, says
        something else, and states no other number of deaths.
        """
        article = self._articles.get(one.article)
        if article is None or self._is_known_or_overtaken(one, before) or self._restates(one, before):
            return False
        known = max([self._deaths, *map(self._deaths_in, before)])
        if known and self._deaths_in(one) not in (0, known):
            return False
        is_on_event = article.id in (self._line_reports.report, before[0].article, *self._line_reports.event)
        return is_on_event and not _is_no_report(article)

    def _restates(self, one: Sentence, before: Sequence[Sentence]) -> bool:
        """Whether a sentence of another article states again what one before it does, and no more of the line."""
        stated = {term for other in before for term in terms_of(other.text)}
        return not terms_of(one.text) & self._own - stated and any(
            restates(_statement(one), _statement(other), happened_since=self._happened_since(one, other))
            for other in before
        )

    def _happened_since(self, one: Sentence, other: Sentence) -> bool:
        """Whether a sentence is of the event of the line, and newer than another one, which is not."""
        newer, older = self._articles[one.article], self._articles.get(other.article)
        event = {self._line_reports.report, *self._line_reports.event}
        if older is None or newer.id not in event or older.id in event:
            return False
        return newer.published - older.published >= MIN_LATER

    def _is_known_or_overtaken(self, one: Sentence, before: Sequence[Sentence]) -> bool:
        """Whether a reader knows what a sentence says, or it states fewer deaths than are known."""
        if self._deaths and 0 < self._deaths_in(one) < self._deaths:
            return True
        terms = terms_of(one.text)
        if covered_share(terms, self._printed) >= (MAX_PRINTED_SHARE if one.article in self._fresh else MAX_OLD_SHARE):
            return True
        if not before:
            return False
        beside = [self._line, *(terms_of(other.text) for other in before)]
        if covered_share(terms, beside) >= MAX_SAID_SHARE:
            return True
        is_said_together = covered_share(terms, [frozenset[str]().union(*beside)]) > MAX_SAID_TOGETHER
        return is_said_together and not counts_more(one.text, " ".join(other.text for other in before))

    def other_headlines(self) -> Iterator[Sentence]:
        """Return the headlines of other reports of the event that add to the line, the most likely event first."""
        others = [self._articles[id] for id in self._line_reports.event if id in self._articles]
        for article in sorted(others, key=lambda one: (-event_likelihood(one), one.id)):
            headline = Sentence(bare_title(article), article.id)
            is_event = is_report(headline.text) and event_likelihood(article) >= MIN_PREFERRED_LIKELIHOOD
            adds = len(terms_of(headline.text) - self._line) >= MIN_ADDED_TERMS
            is_new = article.id != self._line_reports.report and not self._is_known_or_overtaken(headline, ())
            if is_event and adds and is_new and not _is_no_report(article):
                yield headline

    def openings(self) -> Iterator[Sentence]:
        """Return the openings of the articles that report the line: those that state most of it first."""
        event = {id: self._articles[id] for id in self._line_reports.event if id in self._articles}
        yield from self._openings_of((self._reporting | event).values(), self._least_stated)

    def own_openings(self) -> Iterator[Sentence]:
        """Return the openings of the report of the line, whatever they share with it."""
        own = self._articles.get(self._line_reports.report)
        yield from self._openings_of([own] if own else [], lambda _: 0.0)

    def clearer_opening(self, chosen: Sentence) -> Sentence | None:
        """Return the opening of another report that states far more of the line than a first sentence which states at
        most half of it; None if there is none, or if that sentence has deaths which the line does not state.
        """
        share = self._share(terms_of(chosen.text))
        if share > MAX_REPLACED_SHARE or (self._deaths_in(chosen) and not self._deaths):
            return None
        for one in self.openings():
            article = self._articles[one.article]
            is_clearer = _has_end(one.text) and self._share(terms_of(one.text)) >= share + MIN_SHARE_GAIN
            if is_clearer and _is_likely_report(article, one.text) and self.may_open(one):
                return one
        return None

    def _deaths_in(self, one: Sentence) -> int:
        return deaths_in(one.text, self._articles[one.article].lang)

    def cut_opening(self) -> tuple[Sentence, ...]:
        """Return the opening of the report of the line up to where its feed cut it off.

        () if it adds nothing, or if it would not be quoted whole: a caption, a question, an offer.
        """
        own = self._articles.get(self._line_reports.report)
        if own is None or _is_no_report(own):
            return ()
        cut = [one for one in quotable_sentences([own], 1) if one.cut_visibly and not one.is_shopping]
        return tuple(
            Sentence(one.text, one.article_id)
            for one in cut
            if one.word_count >= MIN_CUT_SENTENCE_WORDS
            and not (veto_before_cut(one, own.title) or _ASKS.match(one.text))
            and len(one.terms - self._line) >= MIN_ADDED_TERMS
            and not (
                one.is_unanchored
                or judges(one.text)
                or self._is_known_or_overtaken(Sentence(one.text, one.article_id), ())
            )
        )

    def _openings_of(self, articles: Iterable[Article], least_stated: Callable[[Article], float]) -> Iterator[Sentence]:
        ranked = []
        for article in articles:
            sentences = quotable_sentences([article], OPENING_SENTENCES)
            for one in (*sentences, *clauses_of(sentences, [article])):
                is_whole = one.has_end or not (one.cut_silently or one.cut_visibly)
                if is_whole and one.verdict.opening >= MIN_OPENING and quotability(one) >= MIN_QUOTABILITY:
                    stated = self._share(one.terms)
                    if stated >= least_stated(article) and len(one.terms - self._line) >= MIN_ADDED_TERMS:
                        stated += 0 if one.position else OPENING_BONUS
                        is_last = not _is_likely_report(article, one.text)
                        ranked.append((is_last, -stated, -article.published.timestamp(), article.id, one))
        for *_, one in sorted(ranked, key=lambda row: row[:4]):
            yield Sentence(one.text, one.article_id)

    def _least_stated(self, article: Article) -> float:
        return MIN_EVENT_SHARE if article.id in self._line_reports.event else MIN_STATED_SHARE


def _statement(sentence: Sentence) -> Statement:
    return Statement(sentence.text, terms_of(sentence.text), sentence.article)


def _has_end(text: str) -> bool:
    """Whether a text ends like a sentence."""
    return bool(_SENTENCE_END.search(text))


def _is_likely_report(article: Article, text: str) -> bool:
    """Whether an article reports an event, and a sentence of it does not judge."""
    if _is_no_report(article) or judges(text):
        return False
    return event_likelihood(article) >= MIN_PREFERRED_LIKELIHOOD


def _is_no_report(article: Article) -> bool:
    """Whether an article only says what footage shows, or comments."""
    return bool(_FOOTAGE.search(urlsplit(article.link or article.url).path)) or not is_news(article)
