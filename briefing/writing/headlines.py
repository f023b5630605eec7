"""Headlines of a thread's articles, cleaned and measured: terms, names, and how well each suits as a title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from math import fsum, sqrt

from briefing.model.articles import Article
from briefing.text.data_files import phrase_pattern
from briefing.text.names import find_names
from briefing.text.phrase_search import phrase_search
from briefing.text.titles import bare_headline, classify_headline, is_generic
from briefing.writing.sentences.quotable_sentences import is_shopping_text
from briefing.writing.sentences.sentence_vectors import bag_of_words
from briefing.writing.stories import houses_of_articles, publisher_numbers

# Constants of this module were chosen by reading the titles of replayed feeds.
NAME_WEIGHT = 1.5
"""Weight of a name relative to another term."""
LEAD_TERM_WEIGHT = 0.5
"""Weight of a term in a lead relative to one in a headline."""
LEAD_CHARACTERS = 240
"""Number of characters of a text that count as its lead."""
MIN_LENGTH_NORM = 5
"""Number of terms below which a headline gains nothing by being short."""
MIN_REPORT_QUALITY = 0.56
"""Quality below which a headline asks or comments."""
_KIND_QUALITY = {"": 1.0, "rolling": 0.4, "recurring": 0.4, "generic": 0.1}
"""Quality of a headline by its kind."""
_QUOTATION_MARK = re.compile(r"[\"“”]")
_OPENING_QUOTATION = re.compile(r"^[\"“‘'][^\"”’']+(?:[\"”’']\s*(?:[:;,–-]|$)|[:!?.][\"”’'])")
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]|(?<!\w)[‘'][^’']*[’'](?!\w)")
_EMPTY_QUOTATION = "“”"
_RESULT = re.compile(
    r"\b(?:beat|beats|edge[sd]?|downs?|downed|hammer(?:s|ed)?|thrash(?:es|ed)?|crush(?:es|ed)?|annihilate[sd]?|stun(?:s|ned)?"
    r"|rall(?:y|ies|ied)|wins?|won|defeat(?:s|ed)?|scores?|scored|survives?|survived|holds?|held|fights?|fought)"
    r"\b[^,;:]{0,70}?\bto (?:reach|win|go|claim|clinch|take|secure|seal|advance|book|move|lead|keep|end|snatch|earn"
    r"|set up|retain|lift|top|stay|stretch|qualify)\b",
    re.IGNORECASE,
)
"""Matches a result and what it led to: "beat Arden to reach the final" announces nothing."""
_PAST = re.compile(
    r"(?<=\w )((?:(?:re)?captured|caught|found|freed|rescued|released|(?:re)?arrested|detained|jailed|sentenced"
    r"|convicted|acquitted|ended)(?: [^\s,;:–—]+){0,4}?) (?:after|following)\b"
    r"(?:(?! (?:to|set|still|will|could|may|might|as|while|and|but)\b)[^,;:–—])*",
    re.IGNORECASE,
)
"""Matches an act that ends something, and what came before it: "captured in Torvane after weeks on the run"."""
_GUESS = re.compile(
    r"\b(?:could|may|might|(?<!than )expected|ahead of|hop(?:es?|ing)|feared|rumou?r(?:s|ed)?|reportedly|apparently"
    r"|likely|potential|preview|countdown|looms|awaits?|brac(?:es?|ing)|teas(?:es?|ed|er)|leak(?:s|ed)?|poised)\b",
    re.IGNORECASE,
)
"""Matches what is guessed, feared or rumoured, or makes one wait: "could sign", "ahead of the vote"."""
_SENTENCE_END = re.compile(r"[a-z]{3}\.$")
MIN_QUOTED_WORDS, MAX_QUOTED_SHARE = 4, 0.45
"""Number of words and share of the characters in one quotation from which on a headline only quotes."""


@dataclass(frozen=True, slots=True)
class Headline:
    """A cleaned headline.

    Attributes:
        terms: Its stems without stop words.
        lead_terms: The stems of the beginning of the text under it.
        names: Those of its terms that belong to names.
        quality: How well it is suited as a title, 0 to 1.
        published: When its article was published.
        story_number: Index of its story among those read together.
        publisher_number: Number of its independent publisher within the story.
        house: The house of its publisher.
        article_id: The id of its article.
        lead: The beginning of the text under it.
    """

    text: str
    terms: frozenset[str]
    lead_terms: frozenset[str]
    names: frozenset[str]
    quality: float
    published: datetime
    story_number: int
    publisher_number: int
    house: str
    article_id: str
    lead: str = ""


def headlines(articles: Sequence[Article], story_number: int = 0) -> list[Headline]:
    """Return the cleaned headlines of articles, in order; empty and generic headlines are left out."""
    measured = []
    numbers, houses = publisher_numbers(articles), houses_of_articles(articles)
    for article, publisher, house in zip(articles, numbers, houses, strict=True):
        lead = article.text[:LEAD_CHARACTERS]
        if values := _measure_headline(article.title, article.publisher, lead, article.lang):
            measured.append(Headline(*values, article.published, story_number, publisher, house, article.id, lead))
    return measured


@lru_cache(maxsize=4096)
def _measure_headline(
    title: str, publisher: str, lead: str, lang: str
) -> tuple[str, frozenset[str], frozenset[str], frozenset[str], float] | None:
    """Measure a headline; cached, because titles and timeline ask for the same ones; None if it is empty or generic."""
    text = _column_prefix().sub("", bare_headline(title, publisher))
    if not text or is_generic(text):
        return None
    terms = frozenset(bag_of_words(text, lang))
    names = frozenset(bag_of_words(" ".join(sorted(find_names(text, "", lang).words)), lang)) & terms
    return text, terms, frozenset(bag_of_words(lead, lang)), names, _headline_quality(text, title)


def _column_prefix() -> re.Pattern[str]:
    return phrase_pattern("writing/column_prefixes.tsv", before="^", after=r"\s*[:|–—]\s+")


def _headline_quality(text: str, title: str) -> float:
    """Rate a headline, 0 to 1: a product of factors for its defects as a title."""
    words = len(text.split())
    defects = (
        (words < 4, 0.7),
        (words > 12, 0.9),
        (words > 17, 0.8),
        (words > 22, 0.8),
        (words > 28, 0.7),
        (_SENTENCE_END.search(text), 0.8),
        ("; " in text, 0.85),
        (_QUOTATION_MARK.search(text), 0.85),
    )
    return _reduced(_wording_quality(text, title), defects)


def _wording_quality(text: str, title: str) -> float:
    """Rate what a headline does, 0 to 1: whether it reports, and not comments, quotes, offers or labels."""
    quotation = _OPENING_QUOTATION.search(text)
    unquoted = _QUOTED.sub(_EMPTY_QUOTATION, text)
    defects = (
        (phrase_search("writing/commentary_headlines.tsv").is_in(unquoted), 0.55),
        (_is_mostly_quotation(text), 0.55),
        (quotation, 0.8),
        (quotation and len(quotation[0].split()) >= MIN_QUOTED_WORDS, 0.65),
        (is_shopping_text(text), 0.5),
        (text.isupper(), 0.7),
        (text.endswith(("...", "…")), 0.3),
    )
    return _reduced(_KIND_QUALITY[classify_headline(title)], defects)


def _reduced(quality: float, defects: Iterable[tuple[object, float]]) -> float:
    """Return a quality times the factors of the defects that apply."""
    for is_defect, factor in defects:
        if is_defect:
            quality *= factor
    return quality


def _is_mostly_quotation(text: str) -> bool:
    longest = max((match[0] for match in _QUOTED.finditer(text)), key=len, default="")
    return len(longest.split()) >= MIN_QUOTED_WORDS and len(longest) > MAX_QUOTED_SHARE * len(text)


@lru_cache(maxsize=4096)
def is_announcement(headline: str) -> bool:
    """Whether a headline is about what is to come, or is searched for, feared or rumoured."""
    lists = "announcing_headlines", "unsettled_headlines"
    text = _PAST.sub(r"\1", _RESULT.sub(" ", headline))
    return any(phrase_search(f"writing/{name}.tsv").is_in(text) for name in lists)


def is_report(headline: str) -> bool:
    """Whether a headline reports what happened: no comment, reaction, announcement or rumour."""
    return is_plain(headline) and not is_reaction(headline)


def is_plain(headline: str) -> bool:
    """Whether a headline neither comments nor announces: what it reports may be a reaction."""
    return _headline_quality(headline, headline) >= MIN_REPORT_QUALITY and not is_announcement(headline)


def informs(headline: str) -> bool:
    """Whether a headline, however long, states what happened, was decided or is planned: no comment, tease or guess."""
    return _wording_quality(headline, headline) >= MIN_REPORT_QUALITY and not _GUESS.search(headline)


@lru_cache(maxsize=4096)
def is_reaction(headline: str) -> bool:
    """Whether a headline reports how somebody reacts, or labels a programme."""
    return phrase_search("writing/reaction_headlines.tsv").is_in(headline)


def term_centrality(candidates: Sequence[Headline]) -> dict[str, float]:
    """Rate each term: the share of stories plus the share of publishers that use it.

    A term in a lead counts `LEAD_TERM_WEIGHT`, a term in a headline 1; names count `NAME_WEIGHT` times as much.
    """
    by_story: dict[str, dict[int, float]] = {}
    by_publisher: dict[str, dict[tuple[int, int], float]] = {}
    for h in candidates:
        story, publisher = h.story_number, (h.story_number, h.publisher_number)
        for term in h.lead_terms - h.terms:
            by_story.setdefault(term, {}).setdefault(story, LEAD_TERM_WEIGHT)
            by_publisher.setdefault(term, {}).setdefault(publisher, LEAD_TERM_WEIGHT)
        for term in h.terms:
            by_story.setdefault(term, {})[story] = 1.0
            by_publisher.setdefault(term, {})[publisher] = 1.0
    names = frozenset[str]().union(*(h.names for h in candidates))
    story_count = len({h.story_number for h in candidates})
    publisher_total = len({(h.story_number, h.publisher_number) for h in candidates})
    return {
        term: (sum(stories.values()) / story_count + sum(by_publisher[term].values()) / publisher_total)
        * (NAME_WEIGHT if term in names else 1.0)
        for term, stories in by_story.items()
    }


def headline_centrality(headline: Headline, centrality: dict[str, float]) -> float:
    """Return how much of what all articles share a headline holds for its length, weighted by its quality."""
    terms = headline.terms
    return fsum(centrality[term] for term in terms) / sqrt(max(MIN_LENGTH_NORM, len(terms))) * headline.quality


def best_headline(candidates: Sequence[Headline], centrality: dict[str, float]) -> Headline:
    """Return the headline with the most central terms for its length, weighted by its quality.

    Args:
        candidates: At least one headline; the first of equals wins.
        centrality: The centrality of all their terms.
    """
    return max(candidates, key=lambda headline: round(headline_centrality(headline, centrality), 6))
