"""The sentences of an entry of a digest: they state its line or add to it, and were not printed before."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from itertools import chain, product
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefing.model.threads import Sentence
from briefing.writing.digest_headlines import bare_title, is_news, newest_headlines, supporters
from briefing.writing.headline_terms import Terms, covered_share, terms_of, theme_of
from briefing.writing.judging_sentences import judges
from briefing.writing.numbers.quantities import quantities
from briefing.writing.quotability import MIN_QUOTABILITY, quotability
from briefing.writing.quotable_sentences import quotable_sentences
from briefing.writing.stating_titles import is_short_label
from briefing.writing.timeline.event_headlines import event_likelihood

if TYPE_CHECKING:
    from briefing.model.articles import Article
    from briefing.writing.numbers.quantities import Quantity
    from briefing.writing.quotable_sentences import QuotableSentence

MAX_SENTENCES = 3
"""Sentences of an entry at most: with more, the second and third already drift from its line."""
MIN_LINE_TERMS = 2
"""Number of the own terms of a line in a sentence that states it."""
MAX_PRINTED_SHARE, MAX_OLD_SHARE = 0.5, 0.3
"""Share of the terms of a sentence in one printed text from which on a reader knows it; of an article that was there
when that was printed."""
MAX_SAID_SHARE = 0.6
"""Share of the terms of a sentence in the line and the sentences before it from which on it adds nothing."""
MIN_ADDED_TERMS = 3
"""Terms that such an opening adds to the line at least."""
STATE_BEFORE = timedelta(minutes=30)
"""Time before the first report of a line from which on an article is about the state before it."""
MIN_STATED_SHARE = 0.4
"""Share of the own terms of a line in a sentence that states it."""
OPENING_SENTENCES = 2
"""Sentences of an article among which one on the line is looked for, where none of those that were chosen is."""
MIN_OPENING = 0.15
"""Probability that a sentence may open a summary, from which on such a one opens an entry."""
OPENING_BONUS = 0.3
"""Added to the share of a line in a sentence that opens its article."""
MIN_LIKELIHOOD = 0.4
"""Likelihood of an event of an article below which its opening stands only where there is no other."""
_FOOTAGE = re.compile(
    r"/(?:(?:videos?|watch|podcasts?|audio|gallery|galleries|pictures|tv-shows)(?:/|$)|in-pictures(?:[/-]|$))"
)
"""Matches the address of footage: its text says what one sees. A name such as "video-game-fair" is none."""

_BEFORE_NAME = (
    r"(?:[Tt](?:old|ells?|elling)|[Ii]nterview with"
    r"|(?:[Ss]p(?:eaks?|eaking|oke|oken)|[Tt]alk(?:s|ed|ing)?) (?:to|with))"
)
_BEHIND_NAME = (
    r"(?:['’]s? (?:[\w.’'-]+ ){0,4}?(?:programmes?|programs?|podcasts?|shows?|interviews?|reports|speaks|looks)\b"
    r"| (?:(?:takes a )?looks?|meets|met|speaks|spoke|talks|talked|asks|asked|visits|visited|explains|examines)\b)"
)
"""Words of a programme or an interview before and behind the name of a publisher."""
MAX_CACHED = 1024
"""Publishers whose pattern is kept."""


def sentences_on(
    line: str,
    chosen: Sequence[Sentence],
    articles: Mapping[str, Article],
    fresh: Collection[str],
    theme: Terms,
    printed: Sequence[Terms],
) -> tuple[Sentence, ...]:
    """Return the sentences of an entry: the first states its line, or is of a report of it where none does; others of
    the same article add to that.

    Args:
        line: The line of the entry.
        chosen: The sentences that were chosen for the thread, the best first.
        articles: The articles that are new, by id.
        fresh: The ids of those that came since the digest last ran.
        theme: The terms that name the affair.
        printed: The terms of the texts that the digest printed of the thread.
    """
    on_line = _OnLine(line, articles, fresh, theme, printed)
    stating = [one for one in chosen if on_line.states(one)]
    first = [one for one in stating if one == chosen[0] and on_line.reports(one) and not judges(one.text)]
    opening = next(chain(first, on_line.openings(), stating, filter(on_line.is_of_report, chosen)), None)
    entry = [next((one for one in chosen if one == opening), opening)] if opening else []  # a chosen one has its day
    for one in chosen:
        if 0 < len(entry) < MAX_SENTENCES and one not in entry and on_line.adds(one, entry):
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
    ) -> None:
        self._text, self._line = line, terms_of(line)
        self._articles = articles
        self._fresh = fresh
        headlines = [one for one in newest_headlines(articles.values()) if one.article.id in fresh or one.text == line]
        self._own = self._line - theme or self._line
        reporting = supporters(self._own, headlines)
        self._reporting = {one.article.id: one.article for one in reporting}
        others = [one.terms for one in headlines if one.article.id not in self._reporting]
        self._own = self._own - theme_of(others) or self._own
        self._began = min((one.published for one in self._reporting.values()), default=None)
        self._printed = printed

    def reports(self, one: Sentence) -> bool:
        """Return whether a sentence is of an article whose headline says what the line says."""
        return one.article in self._reporting

    def is_of_report(self, one: Sentence) -> bool:
        """Return whether a sentence is of a report of the line, and no other toll: it may say it in other words."""
        article = self._reporting.get(one.article)
        return article is not None and not self._is_said(one, ()) and not self._has_other_toll(one, article)

    def states(self, one: Sentence) -> bool:
        """Return whether a sentence states the line: it has its own words or stands below it, and no other toll.

        Beside the name of an affair each does.
        """
        article = self._articles.get(one.article)
        if article is None or self._is_earlier(article) or self._is_said(one, ()):
            return False
        if is_short_label(self._text):
            return True  # a name of an affair states nothing
        stands_below = bare_title(article) == self._text and article.text.startswith(one.text)
        is_on_line = stands_below or self._stated(terms_of(one.text)) >= MIN_STATED_SHARE
        return is_on_line and not self._has_other_toll(one, article)

    def adds(self, one: Sentence, before: Sequence[Sentence]) -> bool:
        """Return whether a sentence may stand behind others: it follows them in their article, and says more."""
        article = self._articles.get(one.article)
        if article is None or one.article != before[-1].article or self._is_said(one, before):
            return False
        if article.text.find(one.text) < article.text.find(before[-1].text):
            return False
        return not (_is_no_report(one.text, article) or judges(one.text) or self._has_other_toll(one, article))

    def _stated(self, terms: Terms) -> float:
        """Return the share of the own terms of the line that a sentence has; 0 if they are too few to state it."""
        shared = len(terms & self._own)
        return shared / len(self._own) if shared >= min(MIN_LINE_TERMS, len(self._own)) else 0.0

    def _has_other_toll(self, one: Sentence, article: Article) -> bool:
        """Return whether a sentence counts the dead, or others who came to harm, otherwise than the line does."""
        of_line, of_sentence = (
            [one for one in quantities([replace(article, title=text, text="")]) if one.is_toll]
            for text in (self._text, one.text)
        )
        units = {one.unit for one in of_line} & {one.unit for one in of_sentence}
        return any(not _agree(unit, of_line, of_sentence) for unit in units)

    def _is_earlier(self, article: Article) -> bool:
        return self._began is not None and article.published < self._began - STATE_BEFORE

    def _is_said(self, one: Sentence, before: Sequence[Sentence]) -> bool:
        terms = terms_of(one.text)
        if covered_share(terms, self._printed) >= (MAX_PRINTED_SHARE if one.article in self._fresh else MAX_OLD_SHARE):
            return True
        beside = [self._line, *(terms_of(other.text) for other in before)] if before else []
        return covered_share(terms, beside) >= MAX_SAID_SHARE

    def openings(self) -> Iterator[Sentence]:
        """Return the openings of the articles that report the line: those that state most of it first."""
        ranked = []
        for article in self._reporting.values():
            for one in quotable_sentences([article], OPENING_SENTENCES):
                sentence = Sentence(one.text, one.article_id)
                if self._may_open(one) and self.states(sentence):
                    stated = self._stated(one.terms) + (0 if one.position else OPENING_BONUS)
                    is_last = _is_no_report(one.text, article) or judges(one.text)
                    is_last = is_last or event_likelihood(article) < MIN_LIKELIHOOD
                    ranked.append((is_last, -stated, -article.published.timestamp(), article.id, sentence))
        for *_, sentence in sorted(ranked, key=lambda row: row[:4]):
            yield sentence

    def _may_open(self, one: QuotableSentence) -> bool:
        """Return whether a sentence of an article can open an entry: it is whole, and says more than the line."""
        is_whole = one.has_end and one.verdict.opening >= MIN_OPENING and quotability(one) >= MIN_QUOTABILITY
        return is_whole and len(one.terms - self._line) >= MIN_ADDED_TERMS


def _agree(unit: str, quantities: Sequence[Quantity], others: Sequence[Quantity]) -> bool:
    """Return whether two of the quantities of a unit can be the same number."""
    pairs = product((one for one in quantities if one.unit == unit), (one for one in others if one.unit == unit))
    return any(one.least <= other.most and other.least <= one.most for one, other in pairs)


def _is_no_report(text: str, article: Article) -> bool:
    """Return whether a sentence says what footage shows or what a programme is about, or comments."""
    is_footage = bool(_FOOTAGE.search(urlsplit(article.link or article.url).path))
    return is_footage or _names_publisher(text, article) or not is_news(article)


def _names_publisher(text: str, article: Article) -> bool:
    """Return whether a sentence names its own publisher with a word of a programme or an interview beside it."""
    return bool(article.publisher) and bool(_programme_of(article.publisher).search(text))


@lru_cache(maxsize=MAX_CACHED)
def _programme_of(publisher: str) -> re.Pattern[str]:
    """Return what matches a mention of a publisher's programme or interview: its name as it is written, in whole."""
    name = rf"(?:[Tt]he )?(?<!\w){re.escape(publisher.removeprefix('The '))}(?!\w)"
    return re.compile(rf"\b{_BEFORE_NAME} {name}|{name}{_BEHIND_NAME}")
