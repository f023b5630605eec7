"""Labels that headlines of one affair share ("Ice war" in "Ice war: ferry turns back")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from briefing.model.articles import Story
from briefing.text.data_files import word_lists
from briefing.text.frequencies import background_frequencies
from briefing.text.places import country_of
from briefing.text.titles import bare_headline
from briefing.text.words import stem
from briefing.writing.headlines import Headline
from briefing.writing.sentences.sentence_vectors import bag_of_words

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
MAX_CAPITALISED = 0.75
"""Share of a word's uses that are capitalised, below which it is no name: "Cup" often belongs to one."""
_LABEL_PREFIX = re.compile(r"([A-Z][\w'’.-]*(?: [\w'’.-]+){1,3}): ")
_SERIES_PREFIX = re.compile(r"([A-Z][\w'’.-]*(?: [\w'’.-]+){0,4}): ")
_SMALL_WORD = re.compile(r"\b[a-z]{3,}\b")
_EVENT_WORDS = frozenset(
    [
        "awards",
        "championship",
        "championships",
        "conference",
        "cup",
        "election",
        "elections",
        "festival",
        "final",
        "games",
        "league",
        "olympics",
        "open",
        "prix",
        "strike",
        "summit",
        "trial",
        "war",
    ]
)
"""Words that names of events end with, and that always have a capital there."""
_NAME_PARTICLES = frozenset(["and", "bin", "del", "den", "der", "dos", "for", "the", "van", "von"])


def thread_label(title: str, candidates: Sequence[Headline], centrality: dict[str, float], previous: str = "") -> str:
    """Return the label of a thread: the previous one if there is one; "" for none.

    Else the longest one with the central terms that the title contains, or the most frequent one.

    Args:
        title: The headline that names the thread best.
        candidates: All its headlines.
        centrality: The centrality of their terms.
        previous: The title that the thread has had so far.
    """
    story_count = len({h.story_number for h in candidates})
    written_small = {word for h in candidates for word in _SMALL_WORD.findall(h.text)}
    labels = Counter(
        match[1]
        for h in candidates
        if (match := _LABEL_PREFIX.match(h.text)) and _names_affair(match[1], written_small)
    )
    naming = {
        label: stories
        for label in labels
        if (stories := _stories_with_label(label, candidates, centrality)) >= MIN_LABEL_STORIES
    }
    inside = [label for label in naming if label.casefold() in title.casefold()]
    often = min(ENOUGH_LABEL_STORIES, story_count * LABEL_STORY_SHARE)
    fitting = inside or [label for label, stories in naming.items() if stories >= often]
    if fitting and previous in labels:
        return previous
    return max(fitting, key=lambda label: (len(label) if inside else naming[label], labels[label], label), default="")


def _names_affair(label: str, written_small: set[str]) -> bool:
    """Whether a label contains a word that is no name: "Ice war", but neither "Ana Korvel" nor "Halcyon Brand".

    Args:
        label: The label.
        written_small: The words that the headlines of the thread have with a small first letter.
    """
    words = [word.lower() for word in label.split() if word.isalpha()]
    return any(
        word in _EVENT_WORDS
        or (word in written_small and background_frequencies().capitalised_share(stem(word, "en")) < MAX_CAPITALISED)
        for word in words
    )


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
    """Whether a label is a country or contains a lower-case word, which names of people do not, and is no source."""
    words, lists = label.split(), word_lists("writing/roles.txt")
    if words[-1].lower().removesuffix("s") in lists["roles"] | lists["sources"]:
        return False
    return country_of(label.lower()) != "" or any(
        word.islower() and len(word) > 2 and word not in _NAME_PARTICLES for word in words[1:]
    )


def without_label(text: str, labels: frozenset[str]) -> str:
    """Return a headline without its label, if enough of it remains."""
    match = _SERIES_PREFIX.match(text)
    if match is None or match[1] not in labels or len(text) - match.end() < MIN_UNLABELLED_CHARACTERS:
        return text
    return text[match.end()].upper() + text[match.end() + 1 :]
