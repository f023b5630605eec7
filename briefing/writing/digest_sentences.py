"""The sentences of an entry of a digest: they state its line or add to it, and were not printed before."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefing.model.threads import Sentence
from briefing.writing.digest_headlines import bare_title, is_news, newest_headlines, supporters
from briefing.writing.headline_terms import Terms, covered_share, terms_of
from briefing.writing.headlines import is_report
from briefing.writing.judging_sentences import judges
from briefing.writing.quotability import MIN_QUOTABILITY, quotability
from briefing.writing.quotable_sentences import quotable_sentences
from briefing.writing.timeline.event_headlines import event_likelihood

if TYPE_CHECKING:
    from briefing.model.articles import Article

MAX_SENTENCES = 3
"""Sentences of an entry at most: with more, the second and third already drift from its line."""
MIN_LINE_SHARE, MIN_LINE_TERMS = 0.25, 2
"""Share, and number, of the own terms of a line in a sentence of any article from which on it is about the line."""
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
"""Share of the own terms of a line in the opening of an article that takes the place of a chosen sentence."""
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
    *,
    is_new_line: bool = False,
) -> tuple[Sentence, ...]:
    """Return the sentences of an entry: the first states or explains its line, a second one adds to that.

    Args:
        line: The line of the entry.
        chosen: The sentences that were chosen for the thread, the best first.
        articles: The articles that are new, by id.
        fresh: The ids of those that came since the digest last ran.
        theme: The terms that name the affair.
        printed: The terms of the texts that the digest printed of the thread.
        is_new_line: Whether the line is another headline than the title, for which the sentences were chosen: what is
            not on it is of another matter.
    """
    on_line = _OnLine(line, articles, fresh, theme, printed)
    first = [one for one in chosen[:1] if not judges(one.text)]
    may_open = (one for one in chain(first, on_line.openings(), chosen) if on_line.may_stand(one, ()))
    news_of_thread = (one for one in chosen if on_line.adds(one, must_share=is_new_line))
    opening = next(chain(may_open, news_of_thread), None)
    entry = [next((one for one in chosen if one == opening), opening)] if opening else []  # a chosen one has its day
    for one in chosen:
        if 0 < len(entry) < MAX_SENTENCES and one not in entry and on_line.may_stand(one, entry):
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
        self._line = terms_of(line)
        self._own = self._line - theme or self._line
        self._articles = articles
        self._fresh = fresh
        headlines = [one for one in newest_headlines(articles.values()) if one.article.id in fresh or one.text == line]
        self._reporting = {one.article.id: one.article for one in supporters(self._own, headlines)}
        self._began = min((one.published for one in self._reporting.values()), default=None)
        self._printed = printed

    def may_stand(self, one: Sentence, before: Sequence[Sentence]) -> bool:
        """Return whether a sentence may stand behind the line and the sentences before it."""
        article = self._articles.get(one.article)
        if article is None or not self._is_about_line(article, terms_of(one.text)) or self._is_said(one, before):
            return False
        return not before or not (_is_no_report(one.text, article) or judges(one.text))

    def adds(self, one: Sentence, *, must_share: bool) -> bool:
        """Return whether a sentence, though not on the line, is news of the thread, and, if it must share something
        with the line, of a report of the same matter.
        """
        article = self._articles.get(one.article)
        if article is None or self._is_said(one, ()) or _is_no_report(one.text, article):
            return False
        shared = len(terms_of(one.text) & self._own)
        return not must_share or (self._is_enough(shared) and is_report(bare_title(article)))

    def _is_enough(self, shared: int) -> bool:
        return shared >= max(MIN_LINE_TERMS, MIN_LINE_SHARE * len(self._own))

    def _is_about_line(self, article: Article, terms: Terms) -> bool:
        if article.id in self._reporting:
            return True
        is_earlier = self._began is not None and article.published < self._began - STATE_BEFORE
        return not is_earlier and self._is_enough(len(terms & self._own))

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
                if one.has_end and one.verdict.opening >= MIN_OPENING and quotability(one) >= MIN_QUOTABILITY:
                    stated = len(one.terms & self._own) / len(self._own)
                    if stated >= MIN_STATED_SHARE and len(one.terms - self._line) >= MIN_ADDED_TERMS:
                        stated += 0 if one.position else OPENING_BONUS
                        is_last = _is_no_report(one.text, article) or judges(one.text)
                        is_last = is_last or event_likelihood(article) < MIN_LIKELIHOOD
                        ranked.append((is_last, -stated, -article.published.timestamp(), article.id, one))
        for *_, one in sorted(ranked, key=lambda row: row[:4]):
            yield Sentence(one.text, one.article_id)


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
