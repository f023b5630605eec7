"""Chooses the titles of stories and threads among the headlines of their articles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from math import sqrt

from briefing.model.articles import Article, Story
from briefing.text.data_files import phrase_pattern
from briefing.text.names import find_names
from briefing.text.places import country_of
from briefing.text.titles import bare_headline, classify_headline, is_generic
from briefing.writing.quotable_sentences import is_shopping_text
from briefing.writing.sentence_vectors import bag_of_words
from briefing.writing.stories import publisher_count, publisher_numbers, sample_articles, sample_stories_evenly

# Constants of this module were chosen by reading the titles of replayed feeds.
NAME_WEIGHT = 1.5
"""Weight of a name relative to another term."""
LEAD_TERM_WEIGHT = 0.5
"""Weight of a term in a lead relative to one in a headline."""
LEAD_CHARACTERS = 240
"""Number of characters of a text that count as its lead."""
MIN_LENGTH_NORM = 5
"""Number of terms below which a headline gains nothing by being short."""
MIN_ALTERNATIVE_QUALITY = 0.8
"""Quality that a headline needs to replace a better one that is used already."""
COMMON_TERM_SHARE = 0.85
"""Share of the highest centrality from which on a term is as central."""
MIN_LABEL_STORIES = 3
"""Number of stories whose headlines must carry a label ("Ice war: ...")."""
LABEL_STORY_SHARE = 0.3
"""Share of the stories that must carry a label for it to become the title although the best headline lacks it."""
ENOUGH_LABEL_STORIES = 10
"""Number of stories that is enough for the same purpose."""
MIN_UNLABELLED_CHARACTERS = 20
"""Length that a headline must keep when its label is removed."""
LONG_THREAD_STORIES = 8
"""Number of stories from which on a label is a better title than any headline."""
FIRST_STORY_FACTOR = 1.08
"""Preference for the story that began a thread, which keeps the title steady."""
OLD_STORY_FACTOR = 0.92
"""Factor of stories whose last article is more than `OLD_STORY_AGE` older than the newest."""
OLD_STORY_AGE = timedelta(days=5)
BASE_PRIOR, PRIOR_PER_PUBLISHER, MAX_PRIOR_PUBLISHERS = 0.88, 0.04, 3
"""Preference for a story: the base, plus so much for each independent publisher up to the maximum."""
_KIND_QUALITY = {"": 1.0, "rolling": 0.4, "recurring": 0.4, "generic": 0.1}
"""Quality of a headline by its kind."""
_LABEL_PREFIX = re.compile(r"([A-Z][\w'’.-]*(?: [\w'’.-]+){1,3}): ")
_SERIES_PREFIX = re.compile(r"([A-Z][\w'’.-]*(?: [\w'’.-]+){0,4}): ")
_NAME_PARTICLES = frozenset(["and", "bin", "del", "den", "der", "dos", "for", "the", "van", "von"])
_QUOTATION_MARK = re.compile(r"[\"“”]")
_OPENING_QUOTATION = re.compile(r"^[\"“‘'][^\"”’']+[\"”’']\s*(?:[:;,–-]|$)")


@dataclass(frozen=True, slots=True)
class Headline:
    """A cleaned headline.

    Attributes:
        terms: Its stems without stop words.
        lead_terms: The stems of the beginning of the text under it.
        names: Those of its terms that belong to names.
        quality: How well it is suited as a title, 0 to 1.
        story_number: Index of its story among those read together.
        publisher_number: Number of its independent publisher within the story.
    """

    text: str
    terms: frozenset[str]
    lead_terms: frozenset[str]
    names: frozenset[str]
    quality: float
    story_number: int
    publisher_number: int


def headlines(articles: Sequence[Article], story_number: int = 0) -> list[Headline]:
    """Return the cleaned headlines of articles, in order; empty and generic headlines are left out."""
    measured = []
    for article, publisher in zip(articles, publisher_numbers(articles), strict=True):
        lead = article.text[:LEAD_CHARACTERS]
        if values := _measure_headline(article.title, article.publisher, lead, article.lang):
            measured.append(Headline(*values, story_number, publisher))
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
        (phrase_pattern("writing/commentary_headlines.tsv").search(text), 0.55),
        (_OPENING_QUOTATION.search(text), 0.8),
        (words < 4, 0.7),
        (words > 12, 0.9),
        (words > 17, 0.8),
        (words > 22, 0.8),
        (is_shopping_text(text), 0.5),
        ("; " in text, 0.85),
        (_QUOTATION_MARK.search(text), 0.85),
        (text.isupper(), 0.7),
        (text.endswith(("...", "…")), 0.3),
    )
    quality = _KIND_QUALITY[classify_headline(title)]
    for is_defect, factor in defects:
        if is_defect:
            quality *= factor
    return quality


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


def thread_title(stories: Sequence[Story], avoid_title: str = "") -> str:
    """Return the headline that contains most of what all stories of a thread share.

    The title of a long thread is the label of its headlines, if they have one: "Ice war" of "Ice war: day three".

    Args:
        stories: The stories of the thread.
        avoid_title: The title of the thread's affair, which must not be the thread's too.
    """
    sample = sample_stories_evenly(stories)
    candidates = [h for number, story in enumerate(sample) for h in headlines(story.articles, number)]
    if not candidates:
        return next((title for story in sample if (title := story_title(story.articles))), "")
    centrality = term_centrality(candidates)
    priors = _story_priors(sample)
    title = best_headline(candidates, centrality, priors).text
    label = _thread_label(title, candidates, centrality) if len(sample) >= LONG_THREAD_STORIES else ""
    if avoid_title and avoid_title in (label, title):
        own = [h for h in candidates if h.quality >= MIN_ALTERNATIVE_QUALITY and h.text != avoid_title]
        return best_headline(own, centrality, priors).text if own else title
    return label or title


def _story_priors(stories: Sequence[Story]) -> list[float]:
    """The preference for each story as the source of the title: many publishers, recent, or the first."""
    last = [max(a.published for a in story.articles) for story in stories]
    end = max(last)
    return [
        (BASE_PRIOR + PRIOR_PER_PUBLISHER * min(MAX_PRIOR_PUBLISHERS, publisher_count(story.articles)))
        * (OLD_STORY_FACTOR if end - when > OLD_STORY_AGE else 1.0)
        * (1.0 if number else FIRST_STORY_FACTOR)
        for number, (story, when) in enumerate(zip(stories, last, strict=True))
    ]


def _thread_label(title: str, candidates: Sequence[Headline], centrality: dict[str, float]) -> str:
    """The longest label with the central terms that the title contains; else the most frequent one; "" if none."""
    story_count = len({h.story_number for h in candidates})
    labels = Counter(match[1] for h in candidates if (match := _LABEL_PREFIX.match(h.text)))
    naming = {
        label: stories
        for label in labels
        if (stories := _stories_with_label(label, candidates, centrality)) >= MIN_LABEL_STORIES
    }
    inside = [label for label in naming if label.casefold() in title.casefold()]
    often = min(ENOUGH_LABEL_STORIES, story_count * LABEL_STORY_SHARE)
    fitting = inside or [label for label, stories in naming.items() if stories >= often]
    return max(fitting, key=lambda label: (len(label) if inside else naming[label], labels[label], label), default="")


def _stories_with_label(label: str, candidates: Sequence[Headline], centrality: dict[str, float]) -> int:
    """The number of stories whose headlines contain a label; 0 if it lacks one of the most central terms."""
    highest = max(centrality.values())
    central = {term for term, value in centrality.items() if value >= COMMON_TERM_SHARE * highest}
    if not central <= set(bag_of_words(label)):
        return 0
    return len({h.story_number for h in candidates if label.casefold() in h.text.casefold()})


def series_labels(stories: Sequence[Story], title: str) -> frozenset[str]:
    """Return the labels before headlines of a thread ("Ice war" in "Ice war: ferry turns back").

    A label counts if several stories carry it or the title contains its words. Names of speakers are no labels.
    """
    title_terms, stories_by_label = bag_of_words(title).keys(), dict[str, set[int]]()
    for number, story in enumerate(stories):
        for article in story.articles:
            if (match := _SERIES_PREFIX.match(bare_headline(article.title, article.publisher))) and _is_topic_label(
                match[1]
            ):
                stories_by_label.setdefault(match[1], set()).add(number)
    return frozenset(
        label
        for label, numbers in stories_by_label.items()
        if len(numbers) >= MIN_LABEL_STORIES or bag_of_words(label).keys() <= title_terms
    )


def _is_topic_label(label: str) -> bool:
    """Whether a label is a country or contains a lower-case word, which names of people do not."""
    words = label.split()
    return country_of(label.lower()) != "" or any(
        word.islower() and len(word) > 2 and word not in _NAME_PARTICLES for word in words[1:]
    )


def without_label(text: str, labels: frozenset[str]) -> str:
    """Return a headline without its label, if enough of it remains."""
    match = _SERIES_PREFIX.match(text)
    if match is None or match[1] not in labels or len(text) - match.end() < MIN_UNLABELLED_CHARACTERS:
        return text
    return text[match.end()].upper() + text[match.end() + 1 :]


def term_centrality(candidates: Sequence[Headline]) -> dict[str, float]:
    """Rate each term: the share of stories plus the share of publishers that use it.

    A term in a lead counts `LEAD_TERM_WEIGHT`, a term in a headline 1; names count `NAME_WEIGHT` times as much.
    """
    by_story: dict[str, dict[int, float]] = {}
    by_publisher: dict[str, dict[tuple[int, int], float]] = {}
    for h in candidates:
        publisher = (h.story_number, h.publisher_number)
        for terms, weight in ((h.lead_terms, LEAD_TERM_WEIGHT), (h.terms, 1.0)):
            for term in terms:
                stories, publishers = by_story.setdefault(term, {}), by_publisher.setdefault(term, {})
                stories[h.story_number] = max(weight, stories.get(h.story_number, 0.0))
                publishers[publisher] = max(weight, publishers.get(publisher, 0.0))
    names = frozenset[str]().union(*(h.names for h in candidates))
    story_count = len({h.story_number for h in candidates})
    publisher_total = len({(h.story_number, h.publisher_number) for h in candidates})
    return {
        term: (sum(stories.values()) / story_count + sum(by_publisher[term].values()) / publisher_total)
        * (NAME_WEIGHT if term in names else 1.0)
        for term, stories in by_story.items()
    }


def best_headline(
    candidates: Sequence[Headline], centrality: dict[str, float], story_priors: Sequence[float] = ()
) -> Headline:
    """Return the headline with the most central terms for its length, weighted by its quality.

    Args:
        candidates: At least one headline; the first of equals wins.
        centrality: The centrality of all their terms.
        story_priors: The preference for each story by its number.
    """

    def score(index: int) -> tuple[float, int]:
        h = candidates[index]
        central = sum(centrality[term] for term in h.terms) / sqrt(max(MIN_LENGTH_NORM, len(h.terms)))
        return round(central * h.quality * (story_priors[h.story_number] if story_priors else 1.0), 6), -index

    return candidates[max(range(len(candidates)), key=score)]
